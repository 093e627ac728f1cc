import type { CSSProperties } from 'react';
import type { BattleView, TeamRow } from '../../../server/domain/api-battle.ts';
import { RACE_METRES } from '../../../server/domain/battle-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';
import { crewName, pointsText } from '../battle/words.ts';
import { TeamMark } from '../hall/TeamMark.tsx';
import { Avatar, Icon } from '../parts/index.ts';

/** The first five with how far each has climbed, and the best climb of them. Never the last. */
export const TopFive = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const top = (view.reveal?.top ?? []).filter((row) => row.points > 0);
  const best = Math.max(0, ...top.map((row) => row.climb));
  const most = Math.max(1, top[0]?.points ?? 1);
  return (
    <section className="tops" aria-labelledby="tops">
      <h2 id="tops">{t('top')}</h2>
      {top.length === 0 && <p className="tops-none">{t('top.none')}</p>}
      <ol>
        {top.map((row, i) => {
          const face = row.face ?? view.seats.find((seat) => seat.id === row.id);
          return (
            <li
              key={row.id}
              className={row.climb > 0 && row.climb === best ? 'best' : ''}
              style={
                { '--len': `${(100 * row.points) / most}%`, animationDelay: `${i * 90}ms` } as CSSProperties
              }
            >
              <b className="tops-place num">{i + 1}</b>
              <Avatar seed={face?.avatar ?? row.id} size={48} />
              <span className="tops-name">{face?.name}</span>
              {row.climb > 0 && (
                <span className="tops-climb num">
                  <span aria-hidden="true">▲{row.climb}</span>
                  <span className="sr-only">{t('climb', { n: row.climb })}</span>
                  {row.climb === best && best > 1 && (
                    <em>
                      <Icon name="rocket" size={22} /> {t('climb.best')}
                    </em>
                  )}
                </span>
              )}
              <b className="tops-points num">{number(row.points)}</b>
            </li>
          );
        })}
      </ol>
    </section>
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
