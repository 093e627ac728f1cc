import type { TeamRow } from '../../../server/domain/api-battle.ts';
import type { TeamId } from '../../../server/domain/battle-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { TeamMark } from './TeamMark.tsx';
import { teamName } from './words.ts';

const MOST_DECIMALS = 10;
const oneDecimal = (n: number): string => number(Math.round(n * MOST_DECIMALS) / MOST_DECIMALS);

/** What each team has reached: metres in a race, mean points in a show. */
export const Teams = ({ teams, mine }: { teams: TeamRow[]; mine: TeamId | undefined }) => {
  const t = useT('hall');
  const metres = teams.some((x) => x.metres !== undefined);
  const sorted = [...teams].sort((a, b) => a.rank - b.rank);
  return (
    <section className="hero-card" aria-labelledby="hero-teams">
      <h2 id="hero-teams">{t('result.teams')}</h2>
      <table className="hall-table">
        <thead>
          <tr>
            <th scope="col">{t('tournament.place')}</th>
            <th scope="col">{t('result.team')}</th>
            <th scope="col" className="end">
              {t('result.team.members')}
            </th>
            <th scope="col" className="end">
              {t(metres ? 'result.team.metres' : 'result.team.points')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((team) => (
            <tr key={team.id} className={team.id === mine ? 'mine' : ''}>
              <td className="num">{team.rank}</td>
              <th scope="row">
                <span className="team-cell">
                  <TeamMark id={team.id} size={22} />
                  {teamName(team)}
                  {team.id === mine && <em>{t('result.team.mine')}</em>}
                </span>
              </th>
              <td className="num end">{number(team.members)}</td>
              <td className="num end">
                {metres
                  ? t('result.metres', { n: number(Math.round(team.metres ?? 0)) })
                  : oneDecimal(team.points)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
