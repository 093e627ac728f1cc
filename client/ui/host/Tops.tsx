import type { CSSProperties } from 'react';
import type { BattleFace, BattleView, RevealNotice, TeamRow } from '../../../server/domain/api-battle.ts';
import { RACE_METRES } from '../../../server/domain/battle-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';
import { crewName, pointsText } from '../battle/words.ts';
import { TeamMark } from '../hall/TeamMark.tsx';
import { faceName } from '../hall/words.ts';
import { Avatar, Icon } from '../parts/index.ts';

const MOST = 5;
/** As the last reveal told it; where it is gone, by the seats. */
const topOf = ({ reveal, seats }: BattleView): RevealNotice['top'] =>
  reveal?.top ??
  seats
    .toSorted((a, b) => b.points - a.points)
    .slice(0, MOST)
    .map(({ id, points }) => ({ id, points, climb: 0 }));

/** The first five with how far each has climbed, and the best climb of them. Never the last. */
export const TopFive = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const top = topOf(view).filter((row) => row.points > 0);
  const best = Math.max(0, ...top.map((row) => row.climb));
  const most = Math.max(1, top[0]?.points ?? 1);
  return (
    <section className="tops" aria-labelledby="tops">
      <h2 id="tops">{t('top')}</h2>
      {top.length === 0 && <p className="tops-none">{t('top.none')}</p>}
      <ol>
        {top.map((row, i) => (
          <li
            key={row.id}
            className={row.climb > 0 && row.climb === best ? 'best' : ''}
            style={
              { '--len': `${(100 * row.points) / most}%`, animationDelay: `${i * 90}ms` } as CSSProperties
            }
          >
            <b className="tops-place num">{i + 1}</b>
            <Who row={row} face={row.face ?? view.seats.find((seat) => seat.id === row.id)} />
            {row.climb > 0 && <Climb by={row.climb} best={row.climb === best && best > 1} />}
            <b className="tops-points num">{number(row.points)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
};

type Row = RevealNotice['top'][number];
const Who = ({ row, face }: { row: Row; face: BattleFace | undefined }) => (
  <>
    <Avatar seed={face?.avatar ?? row.id} size={48} />
    <span className="tops-name">{face && faceName(face)}</span>
  </>
);

const Climb = ({ by, best }: { by: number; best: boolean }) => {
  const t = useT('host');
  return (
    <span className="tops-climb num">
      <span aria-hidden="true">▲{by}</span>
      <span className="sr-only">{t('climb', { n: by })}</span>
      {best && (
        <em>
          <Icon name="rocket" size={22} /> {t('climb.best')}
        </em>
      )}
    </span>
  );
};

const far = (row: TeamRow): number => row.metres ?? row.points;

/** Teams in their order: points with one decimal, in a race metres to the finish. */
export const TeamBoard = ({ view }: { view: Pick<BattleView, 'teams' | 'info'> }) => {
  const t = useT('host');
  const { teams, info } = view;
  if (teams.length < 2) return null;
  const race = info.mode === 'race';
  const rows = teams.toSorted((a, b) => far(b) - far(a));
  const most = race
    ? RACE_METRES
    : Math.max(1, far(rows[0] ?? { id: 'red', rank: 0, points: 1, members: 0 }));
  return (
    <section className="team-board" aria-labelledby="team-board">
      <h2 id="team-board">{t('teams')}</h2>
      <ol>
        {rows.map((row) => (
          <li key={row.id} style={{ '--team': TEAM_LOOKS[row.id].colour } as CSSProperties}>
            <TeamMark id={row.id} size={30} />
            <span className="team-board-name">{crewName(row, info.mode)}</span>
            <span className="team-board-bar" aria-hidden="true">
              <i style={{ width: `${Math.min(100, (100 * far(row)) / most)}%` }} />
            </span>
            <small>{t('members', { count: row.members })}</small>
            <b className="num">{race ? t('metres', { n: Math.round(far(row)) }) : pointsText(row.points)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
};
