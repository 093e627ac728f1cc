import { useState } from 'react';
import type { BattleResultView, ResultRow } from '../../../server/domain/api-battle.ts';
import { number, percent, useT } from '../../i18n/index.ts';
import { Avatar, Button } from '../parts/index.ts';
import { TeamMark } from './TeamMark.tsx';
import { faceName, markOf } from './words.ts';

const SHOWN = 5;

/** Those who are listed below the podium: after a race everybody, else from the fourth on. */
export const placesOf = ({ battle, rows }: BattleResultView, onPodium: number): ResultRow[] =>
  battle.rules.ranking && battle.status !== 'void'
    ? [...rows].sort((a, b) => a.rank - b.rank).slice(battle.mode === 'race' ? 0 : onPodium)
    : [];

type PlacesProps = {
  rows: ResultRow[];
  me: string | undefined;
  /** A race: the place is that of the boat, so each row begins with whose boat it is. */
  boats?: boolean;
};

/** Places below the podium; one's own row is always among those shown. */
export const Places = ({ rows, me, boats = false }: PlacesProps) => {
  const t = useT('hall');
  const [all, setAll] = useState(false);
  const shown = rows.filter((r, i) => all || i < SHOWN || r.id === me);
  return (
    <section className="places" aria-label={t('result.places')}>
      <ol>
        {shown.map((row) => (
          <li key={row.id} className={row.id === me ? 'me' : ''}>
            <Place row={row} me={row.id === me} boats={boats} />
          </li>
        ))}
      </ol>
      {rows.length > SHOWN && (
        <Button look="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('result.less') : t('result.more', { n: number(rows.length) })}
        </Button>
      )}
    </section>
  );
};

/** Rights as a count and a share, beside the points. */
export const useRights = (): ((row: Pick<ResultRow, 'right' | 'answered'>) => string) => {
  const t = useT('hall');
  return ({ right, answered }) =>
    t('result.right', { right, answered, share: percent(answered === 0 ? 0 : right / answered) });
};

const Place = ({ row, me, boats }: { row: ResultRow; me: boolean; boats: boolean }) => {
  const t = useT('hall');
  const rights = useRights();
  const mark = markOf(row);
  return (
    <>
      <span className="place-n num">
        <span className="sr-only">{t('result.place', { rank: row.rank })}</span>
        <span aria-hidden="true">
          {boats && row.team !== undefined ? <TeamMark id={row.team} size={22} /> : row.rank}
        </span>
      </span>
      <span className="place-face">
        <Avatar seed={row.avatar} size={38} />
        {!boats && row.team !== undefined && <TeamMark id={row.team} size={18} />}
      </span>
      <span className="place-text">
        <b>
          {faceName(row)}
          {me && <em>{t('result.you')}</em>}
          {mark !== undefined && <em>{t(`kind.${mark}`)}</em>}
        </b>
        <small>{row.outcome === 'left' ? t('outcome.left') : rights(row)}</small>
      </span>
      {!boats && <Climb climb={row.climb} />}
      <b className="place-points num">
        <span aria-hidden="true">{number(row.points)}</span>
        <span className="sr-only">{t('result.points', { count: row.points })}</span>
      </b>
    </>
  );
};

/** How a place has changed since the middle: an arrow with its number. */
const Climb = ({ climb }: { climb: number }) => {
  const t = useT('hall');
  const look = climb > 0 ? 'up' : climb < 0 ? 'down' : 'same';
  return (
    <span className={`climb climb-${look} num`} title={t('result.climb')}>
      <span aria-hidden="true">{climb === 0 ? '—' : `${climb > 0 ? '▲' : '▼'}${Math.abs(climb)}`}</span>
      <span className="sr-only">{t(`result.${look}`, { n: Math.abs(climb) })}</span>
    </span>
  );
};
