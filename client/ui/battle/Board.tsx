import { useStore } from 'zustand';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { number, useT } from '../../i18n/index.ts';
import { battlePlay } from '../../stores/battle.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';
import { faceName } from '../hall/words.ts';
import { Avatar } from '../parts/index.ts';
import { Next } from './Onward.tsx';
import { crewName, gapText, pointsText } from './words.ts';

/** Between two questions of a show: the first five, one's own place and how far the next one is. Never the bottom. */
export const Board = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const mine = useStore(battlePlay, (s) => s.mine);
  const top = view.reveal?.top ?? [];
  const faceOf = (row: (typeof top)[number]) => row.face ?? view.seats.find((seat) => seat.id === row.id);
  return (
    <section className="panel board-panel">
      <div className="board">
        <h1 tabIndex={-1} ref={(head) => head?.focus({ preventScroll: true })}>
          {t('board')}
        </h1>
        <ol>
          {top.map((row, i) => {
            const face = faceOf(row);
            const me = row.id === view.me?.id;
            return (
              <li key={row.id} className={me ? 'me' : ''} style={{ animationDelay: `${i * 60}ms` }}>
                <b className="num board-place">{i + 1}</b>
                {face !== undefined && <Avatar seed={face.avatar} size={40} />}
                <span className="board-name">{me ? t('me') : face && faceName(face)}</span>
                {row.climb > 0 && <span className="board-climb">↑ {t('board.climb', { n: row.climb })}</span>}
                <b className="num">{number(row.points)}</b>
              </li>
            );
          })}
        </ol>
        {view.teams.length > 1 && <TeamBoard view={view} />}
        {mine !== undefined && mine.rank > 0 && (
          <p className="board-mine">
            <b>{t('board.mine', { n: mine.rank, points: number(mine.total) })}</b>
            {mine.gap !== undefined && <span>{gapText(mine.gap)}</span>}
          </p>
        )}
        <Next view={view} />
      </div>
    </section>
  );
};

const TeamBoard = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const first = view.teams.toSorted((a, b) => b.points - a.points).slice(0, 3);
  return (
    <ul className="board-teams" aria-label={t('board.team')}>
      {first.map((row) => (
        <li key={row.id}>
          <svg viewBox="0 0 16 16" aria-hidden="true" style={{ fill: TEAM_LOOKS[row.id].colour }}>
            <path d={TEAM_LOOKS[row.id].mark} />
          </svg>
          <span className="board-name">{crewName(row, view.info.mode)}</span>
          <small>{t('board.members', { count: row.members })}</small>
          <b className="num">{pointsText(row.points)}</b>
        </li>
      ))}
    </ul>
  );
};
