import { dayAndTime, percent } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { atOf, byOf, isWaiting, scoreOf, titleOf, type Work } from './works.ts';

type Props = { works: readonly Work[]; open: string | undefined; zone: string; onOpen: (id: string) => void };

/** What waits, oldest first, and what was marked last. */
export const Queue = ({ works, open, zone, onOpen }: Props) => {
  const t = useS('marking');
  const lists = [
    ['queue.waiting', works.filter(isWaiting)],
    ['queue.marked', works.filter((w) => !isWaiting(w))],
  ] as const;
  return (
    <nav className="marking-queue" aria-label={t('title')}>
      {lists.map(
        ([name, list]) =>
          list.length > 0 && (
            <section key={name} aria-label={t(name)}>
              <h2>
                {t(name)} <small>{t('queue.count', { count: list.length })}</small>
              </h2>
              <ul>
                {list.map((w) => (
                  <Row key={w.id} work={w} current={w.id === open} zone={zone} onOpen={() => onOpen(w.id)} />
                ))}
              </ul>
            </section>
          ),
      )}
    </nav>
  );
};

type RowProps = { work: Work; current: boolean; zone: string; onOpen: () => void };
const Row = ({ work, current, zone, onOpen }: RowProps) => {
  const t = useS('marking');
  const score = scoreOf(work);
  const isReturned = work.kind === 'submission' && work.submission.state === 'returned';
  return (
    <li>
      <button type="button" aria-current={current || undefined} onClick={onOpen}>
        <b>{titleOf(work)}</b>
        <small>
          {t(`kind.${work.kind}`)} · {t('by', { name: byOf(work), at: dayAndTime(atOf(work), zone) })}
        </small>
        {score !== undefined && (
          <span className={isReturned ? 'marking-score num is-back' : 'marking-score num'}>
            {isReturned ? t('returned') : percent(score)}
          </span>
        )}
      </button>
    </li>
  );
};
