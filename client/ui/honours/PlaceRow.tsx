import type { ReactNode } from 'react';
import type { Face } from '../../../server/domain/face.ts';
import { pick, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Icon } from '../parts/index.ts';
import { Portrait } from '../people/Portrait.tsx';
import { useCatalogue } from '../people/titles.ts';

type Props = { rank: number; face?: Face | undefined; mine?: boolean; score: string; note?: ReactNode };

const MEDALS = ['1st-place-medal', '2nd-place-medal', '3rd-place-medal'] as const;

/** The place as a medal for the first three, as a number for all. */
const Place = ({ rank }: { rank: number }) => {
  const t = useT('honours');
  const medal = MEDALS[rank - 1];
  return (
    <span className="rank-place num" role="img" aria-label={t('rank', { rank })}>
      {medal === undefined ? rank : <Icon name={medal} size={32} />}
    </span>
  );
};

/** Somebody's place on a board: a colleague's leads to the profile; who stands on no board is nobody. */
export const PlaceRow = ({ rank, face, mine = false, score, note }: Props) => {
  const t = useT('honours');
  const title = useCatalogue()?.titles.find((x) => x.id === face?.title);
  const name = mine ? `${face?.name ?? ''} · ${t('me')}` : (face?.name ?? t('hidden'));
  const inside = (
    <>
      <Place rank={rank} />
      {face === undefined ? <Icon name="bust-in-silhouette" size={40} /> : <Portrait face={face} size={40} />}
      <span className="row-text">
        <b>{name}</b>
        {title !== undefined && <small>{pick(title.name)}</small>}
      </span>
      <span className="row-end num">{score}</span>
      {note}
    </>
  );
  const className = `row row-flat rank-row${mine ? ' rank-mine' : ''}`;
  return (
    <li>
      {face === undefined || mine ? (
        <div className={className} aria-current={mine || undefined}>
          {inside}
        </div>
      ) : (
        <button type="button" className={className} onClick={() => go({ name: 'person', person: face.id })}>
          {inside}
        </button>
      )}
    </li>
  );
};
