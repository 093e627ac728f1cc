import type { VisitView } from '../../../server/domain/api-friends.ts';
import { useT } from '../../i18n/index.ts';
import { Icon } from '../parts/index.ts';
import { whenOf } from '../programme/when.ts';
import { CHEER_ICON } from './Cheers.tsx';
import { Portrait } from './Portrait.tsx';

/** The cheers that visitors left, newest first. */
export const GuestBook = ({ book }: { book: VisitView['book'] }) => {
  const t = useT('people');
  return (
    <section className="guest-book" aria-label={t('visit.book')}>
      <h2>{t('visit.book')}</h2>
      {book.length === 0 && <p className="page-empty">{t('visit.book.none')}</p>}
      <ul>
        {book.map(({ face, kind, at }) => (
          <li key={`${face.id}${at}${kind}`}>
            <Portrait face={face} size={32} />
            <span>{t('visit.book.row', { name: face.name, kind: t(`cheer.${kind}`) })}</span>
            <Icon name={CHEER_ICON[kind]} size={22} />
            <time dateTime={new Date(at).toISOString()}>{whenOf(at, Date.now())}</time>
          </li>
        ))}
      </ul>
    </section>
  );
};
