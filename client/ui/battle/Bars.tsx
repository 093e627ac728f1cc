import type { CSSProperties } from 'react';
import { useStore } from 'zustand';
import type { BattleView, TeamRow } from '../../../server/domain/api-battle.ts';
import { RACE_METRES, SURVIVAL_LOGS } from '../../../server/domain/battle-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { battlePlay } from '../../stores/battle.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';
import { faceName, markOf, titleOf } from '../hall/words.ts';
import { Avatar, Icon } from '../parts/index.ts';
import { crewName, gapText, pointsText } from './words.ts';

/** The cream bar at the top, by the mode. */
export const Bar = ({ view }: { view: BattleView }) => {
  const { mode, rules } = view.info;
  if (view.teams.length > 1 && (mode === 'race' || rules.ranking)) return <TrackBar view={view} />;
  if (mode === 'duel' && rules.ranking) return <RopeBar view={view} />;
  if (mode === 'survival') return <RaftBar view={view} />;
  return rules.ranking ? <OwnBar view={view} /> : <CalmBar view={view} />;
};

const TeamMark = ({ id }: Pick<TeamRow, 'id'>) => (
  <svg className="team-mark" viewBox="0 0 16 16" aria-hidden="true">
    <path d={TEAM_LOOKS[id].mark} />
  </svg>
);

const far = (row: TeamRow): number => row.metres ?? row.points;
const style = (id: TeamRow['id'], at?: number): CSSProperties =>
  ({ '--team': TEAM_LOOKS[id].colour, ...(at === undefined ? {} : { left: `${at}%` }) }) as CSSProperties;

type PillProps = { row: TeamRow; view: BattleView; end?: boolean };
const TeamPill = ({ row, view, end = false }: PillProps) => {
  const t = useT('battle');
  const metres = view.info.mode === 'race';
  const value = metres ? number(Math.round(far(row))) : pointsText(row.points);
  const name = crewName(row, view.info.mode);
  return (
    <span className={`team-pill${end ? ' team-pill-end' : ''}`} style={style(row.id)}>
      <span className="sr-only">{t(metres ? 'bar.metres' : 'bar.points', { name, n: value })}</span>
      <span className="team-pill-name" aria-hidden="true">
        <TeamMark id={row.id} />
        <span>{name}</span>
      </span>
      <b className="num" aria-hidden="true">
        {value}
        {metres && <small>{t('unit')}</small>}
      </b>
    </span>
  );
};

/** All boats on one line to the finish; mine at the left end, the strongest rival at the right. */
const TrackBar = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const race = view.info.mode === 'race';
  const rows = view.teams.toSorted((a, b) => far(b) - far(a));
  const mine = rows.find((row) => row.id === view.me?.team) ?? rows[0];
  const rival = rows.find((row) => row !== mine);
  const goal = race ? RACE_METRES : Math.max(1, far(rows[0] ?? ({ points: 1 } as TeamRow)) * 1.15);
  const at = (row: TeamRow) => Math.min(100, (100 * far(row)) / goal);
  const said = rows
    .map((row, i) =>
      t('bar.at', {
        name: crewName(row, view.info.mode),
        metres: Math.round(far(row)),
        place: row.rank || i + 1,
      }),
    )
    .join(t('join'));
  const faceOf = (row: TeamRow) => view.seats.find((seat) => seat.team === row.id)?.avatar;
  return (
    <>
      {mine !== undefined && <TeamPill row={mine} view={view} />}
      <span className="track" role="img" aria-label={t('bar.track', { list: said })}>
        <span className="track-line">
          {mine !== undefined && <i className="track-done" style={{ width: `${at(mine)}%` }} />}
          {rows.toReversed().map((row) => (
            <span
              key={row.id}
              className={`track-face${row === mine ? ' mine' : ''}`}
              style={style(row.id, at(row))}
            >
              {faceOf(row) === undefined ? (
                <TeamMark id={row.id} />
              ) : (
                <Avatar seed={faceOf(row) ?? ''} size={26} />
              )}
            </span>
          ))}
        </span>
        {race && <small className="num">{t('bar.goal', { n: RACE_METRES })}</small>}
      </span>
      {rival !== undefined && <TeamPill row={rival} view={view} end />}
    </>
  );
};

/** Two players and the rope between them. */
const RopeBar = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const me = view.me;
  const other = view.seats.find((seat) => seat.id !== me?.id);
  const [mine, theirs] = [me?.points ?? 0, other?.points ?? 0];
  const share = 50 + Math.max(-46, Math.min(46, ((mine - theirs) / 300) * 50));
  const diff = mine - theirs;
  const lead =
    diff === 0 ? t('rope.level') : t(diff > 0 ? 'rope.ahead' : 'rope.behind', { n: Math.abs(diff) });
  const name = other === undefined ? '' : faceName(other);
  const kind = other && markOf(other);
  const mark = kind === undefined ? '' : t(kind);
  return (
    <>
      <span className="rope-side">
        {me !== undefined && <Avatar seed={me.avatar} size={36} />}
        <span className="rope-name">{t('me')}</span>
        <b className="num">{mine}</b>
      </span>
      <span
        className="rope"
        role="img"
        aria-label={`${t('bar.rope', { me: t('me'), mine, other: [name, mark].join(' ').trim(), theirs })}${t('join')}${lead}`}
      >
        <i style={{ width: `${share}%` }} />
        <em style={{ left: `${share}%` }} />
        <small aria-hidden="true">{lead}</small>
      </span>
      <span className="rope-side rope-side-end">
        <b className="num">{theirs}</b>
        <span className="rope-name">
          {name}
          {mark !== '' && <small className="bot-mark">{mark}</small>}
        </span>
        {other !== undefined && <Avatar seed={other.avatar} size={36} />}
      </span>
    </>
  );
};

const LOGS = Array.from({ length: SURVIVAL_LOGS }, (_, i) => i);

const RaftBar = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const logs = view.me?.logs ?? SURVIVAL_LOGS;
  const out = view.me?.out === true;
  const afloat = view.seats.filter((seat) => seat.out !== true).length;
  return (
    <>
      {out ? (
        <b className="bar-fill">{t('bar.out')}</b>
      ) : (
        <span className="raft-logs" role="img" aria-label={t('bar.logs', { count: logs })}>
          {LOGS.map((log) => (
            <span key={log} className={log < logs ? '' : 'lost'}>
              <Icon name="wood" size={34} />
            </span>
          ))}
        </span>
      )}
      {!out && <span className="bar-fill" />}
      <span className="bar-side">{t('bar.afloat', { n: afloat, of: view.seats.length })}</span>
    </>
  );
};

/** A show of single players: one's own place and points, never the bottom. */
const OwnBar = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const mine = useStore(battlePlay, (s) => s.mine);
  const gap = mine?.gap;
  return (
    <>
      {mine !== undefined && mine.rank > 0 && <b className="bar-rank">{t('bar.rank', { n: mine.rank })}</b>}
      <span className="bar-fill">
        {mine === undefined
          ? titleOf(view.info)
          : gap !== undefined
            ? gapText(gap)
            : mine.rank === 1 && t('bar.first')}
      </span>
      <b className="num bar-points">
        <span className="sr-only">{t('bar.total', { n: number(view.me?.points ?? 0) })}</span>
        <span aria-hidden="true">{number(view.me?.points ?? 0)}</span>
      </b>
    </>
  );
};

/** Without ranking: how far the battle is. */
const CalmBar = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const n = (view.question?.round ?? 0) + 1;
  const of = view.question?.rounds ?? view.info.rules.rounds;
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={t('bar.done', { n, of })}
      aria-valuenow={n}
      aria-valuemin={0}
      aria-valuemax={of}
    >
      <i style={{ width: `${(100 * n) / Math.max(1, of)}%` }} />
    </div>
  );
};
