import type { CSSProperties } from 'react';
import type { BattleResultView, ResultRow, TeamRow } from '../../../server/domain/api-battle.ts';
import type { TeamId } from '../../../server/domain/battle-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { Avatar, Icon } from '../parts/index.ts';
import { CountUp } from '../play/CountUp.tsx';
import { TeamMark } from './TeamMark.tsx';
import { faceName, markOf, teamName } from './words.ts';

/** One who stands on the podium: a person, or in a race a boat. */
export type Stand = {
  id: string;
  rank: number;
  name: string;
  avatar?: string;
  team?: TeamId;
  bot?: 'bot' | 'ghost';
  score: number;
  metres: boolean;
  mine: boolean;
};
const STEPS = 3;
const MEDALS = ['1st-place-medal', '2nd-place-medal', '3rd-place-medal'] as const;

const standOfTeam = (team: TeamRow, mine: TeamId | undefined): Stand => ({
  id: team.id,
  rank: team.rank,
  name: teamName(team),
  team: team.id,
  score: team.metres ?? team.points,
  metres: team.metres !== undefined,
  mine: team.id === mine,
});
const standOf = (row: ResultRow, me: string | undefined, mark = markOf(row)): Stand => ({
  id: row.id,
  rank: row.rank,
  name: faceName(row),
  avatar: row.avatar,
  ...(mark === undefined ? {} : { bot: mark }),
  score: row.points,
  metres: false,
  mine: row.id === me,
});

/** Who stands on the podium: boats after a race, else people. Nobody without ranking. */
export const standsOf = ({ battle, rows, teams, mine }: BattleResultView): Stand[] => {
  if (!battle.rules.ranking || battle.status === 'void') return [];
  const all =
    battle.mode === 'race'
      ? teams.map((t) => standOfTeam(t, mine?.team))
      : rows.map((r) => standOf(r, mine?.id));
  return all.sort((a, b) => a.rank - b.rank).slice(0, STEPS);
};

/** The first three on their columns, the crown over the first; read in their order, seen with the first in the middle. */
export const Podium = ({ stands }: { stands: Stand[] }) => {
  const t = useT('hall');
  return (
    <ol className={`podium podium-${stands.length}`} aria-label={t('result.podium')}>
      {stands.map((s, i) => (
        <li key={s.id} className={`stand stand-${i + 1}${s.mine ? ' mine' : ''}`}>
          <Step stand={s} first={s.rank === 1} />
        </li>
      ))}
    </ol>
  );
};

const Step = ({ stand, first }: { stand: Stand; first: boolean }) => {
  const t = useT('hall');
  const medal = MEDALS[Math.min(stand.rank, STEPS) - 1] ?? MEDALS[2];
  return (
    <>
      <span className="stand-face">
        {first && <Coins />}
        {first && <Icon name="crown" size={56} />}
        {stand.avatar !== undefined && <Avatar seed={stand.avatar} size={72} />}
        {stand.team !== undefined && (
          <span className="stand-team">
            <TeamMark id={stand.team} size={52} />
          </span>
        )}
      </span>
      <b className="stand-name">
        <span className="sr-only">{t('result.place', { rank: stand.rank })} </span>
        {stand.name}
        {stand.mine && stand.avatar !== undefined && <em>{t('result.you')}</em>}
        {stand.mine && stand.team !== undefined && <em>{t('result.team.mine')}</em>}
        {stand.bot !== undefined && <em>{t(`kind.${stand.bot}`)}</em>}
      </b>
      <span className="stand-score num">
        {stand.metres ? (
          t('result.metres', { n: number(Math.round(stand.score)) })
        ) : (
          <CountUp to={stand.score} />
        )}
      </span>
      <span className="stand-column" aria-hidden="true">
        <Icon name={medal} size={64} />
        <i className="num">{stand.rank}</i>
      </span>
    </>
  );
};

const COLOURS = ['#ffc53d', '#f08a4b', '#2d69de', '#38c06f', '#a77bff', '#ff6a52'];
const PIECES = Array.from({ length: 44 }, (_, i) => i);
const COINS = Array.from({ length: 9 }, (_, i) => i);
/** Left and right of the first one's face, above every name. */
const Coins = () => (
  <span className="stand-coins" aria-hidden="true">
    {COINS.map((i) => (
      <img
        key={i}
        src="/icons/coin.webp"
        alt=""
        style={{
          left: `${(i % 2 === 0 ? -34 : 92) + share(i, 0.7549) * 30}%`,
          top: `${share(i, 0.5698) * 78}%`,
          width: 20 + Math.round(share(i, 0.31) * 24),
          animationDelay: `${300 + i * 60}ms`,
        }}
      />
    ))}
  </span>
);

/** Spread without a pattern the eye can see (plastic number). */
const share = (i: number, by: number): number => (i * by) % 1;

/** Confetti over the podium. It falls into its places; with less motion it simply lies there. */
export const Glory = () => (
  <div className="glory" aria-hidden="true">
    {PIECES.map((i) => (
      <i
        key={i}
        style={
          {
            left: `${share(i, 0.7549) * 100}%`,
            top: `${share(i, 0.5698) * 100}%`,
            background: COLOURS[i % COLOURS.length],
            rotate: `${Math.round(share(i, 0.73) * 180 - 90)}deg`,
            animationDelay: `${Math.round(share(i, 0.4302) * 700)}ms`,
          } as CSSProperties
        }
      />
    ))}
  </div>
);
