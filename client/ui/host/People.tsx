import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BattleSeatView, BattleView } from '../../../server/domain/api-battle.ts';
import { TEAM_IDS } from '../../../server/domain/battle-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { sayBattle } from '../../net/battle.ts';
import { battlePlay } from '../../stores/battle.ts';
import { crewName } from '../battle/words.ts';
import { TeamMark } from '../hall/TeamMark.tsx';
import { faceName } from '../hall/words.ts';
import { Avatar, Button, Icon } from '../parts/index.ts';
import { KickDialog } from './Sure.tsx';
import type { Work } from './use-work.ts';

const MOST_SHOWN = 60;
/** In a big room who has answered is asked for while somebody looks at the list. */
const LOOK_MS = 3_000;
const SMALL = 20;

type Props = { view: BattleView; run: Work };
const FILTERS = ['all', 'waiting', 'away'] as const;
type Filter = (typeof FILTERS)[number];

const useLook = (view: BattleView): void => {
  const on = view.phase === 'question' && view.counts.seats > SMALL;
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => void sayBattle('view').catch(() => undefined), LOOK_MS);
    return () => clearInterval(timer);
  }, [on]);
};

const useFound = (view: BattleView, who: ReadonlySet<string>) => {
  const [find, setFind] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [all, setAll] = useState(false);
  const words = find.trim().toLowerCase();
  const found = view.seats.filter(
    (seat) =>
      faceName(seat).toLowerCase().includes(words) &&
      (filter === 'all' || (filter === 'away' ? !seat.online : seat.online && !who.has(seat.id))),
  );
  return { find, setFind, filter, setFilter, found, shown: all ? found : found.slice(0, MOST_SHOWN), setAll };
};

/** Everybody with a seat, in the order of coming: who is here, who has answered; each can be moved or sent away. */
export const People = ({ view, run }: Props) => {
  const t = useT('host');
  const who = useStore(battlePlay, (s) => s.who);
  const { find, setFind, filter, setFilter, found, shown, setAll } = useFound(view, who);
  const [kicking, setKicking] = useState<BattleSeatView>();
  useLook(view);
  const asked = view.phase === 'question' || view.phase === 'closed';
  return (
    <section className="people-card" aria-labelledby="host-people">
      <Head view={view} asked={asked} find={find} onFind={setFind} filter={filter} onFilter={setFilter} />
      {view.seats.length === 0 && <p className="host-none">{t('people.none')}</p>}
      {view.seats.length > 0 && found.length === 0 && <p className="host-none">{t('people.nobody')}</p>}
      <ul className="host-people">
        {shown.map((seat) => (
          <Row
            key={seat.id}
            seat={seat}
            view={view}
            answered={asked ? who.has(seat.id) : undefined}
            run={run}
            onKick={() => setKicking(seat)}
          />
        ))}
      </ul>
      {found.length > shown.length && (
        <Button look="link" onClick={() => setAll(true)}>
          {t('people.more', { n: number(found.length) })}
        </Button>
      )}
      {kicking !== undefined && (
        <KickDialog
          seat={kicking}
          onClose={() => setKicking(undefined)}
          onKick={() => {
            setKicking(undefined);
            run(() => sayBattle('kick', { person: kicking.id }));
          }}
        />
      )}
    </section>
  );
};

type HeadProps = Pick<Props, 'view'> & {
  asked: boolean;
  find: string;
  onFind: (find: string) => void;
  filter: Filter;
  onFilter: (filter: Filter) => void;
};
const FEW = 6;

const Head = ({ view, asked, find, onFind, filter, onFilter }: HeadProps) => {
  const t = useT('host');
  return (
    <>
      <header className="people-head">
        <h2 id="host-people">{t('people', { n: number(view.counts.seats) })}</h2>
        {view.seats.length > FEW && (
          <input
            type="search"
            className="people-find"
            aria-label={t('people.find')}
            placeholder={t('people.find')}
            value={find}
            onChange={(e) => onFind(e.target.value)}
          />
        )}
      </header>
      {asked && (
        <fieldset className="people-filter" aria-label={t('filter')}>
          {FILTERS.map((f) => (
            <button key={f} type="button" aria-pressed={filter === f} onClick={() => onFilter(f)}>
              {t(`filter.${f}`)}
            </button>
          ))}
        </fieldset>
      )}
    </>
  );
};

type RowProps = Props & { seat: BattleSeatView; answered: boolean | undefined; onKick: () => void };

const Row = ({ seat, view, answered, run, onKick }: RowProps) => {
  const t = useT('host');
  const state = !seat.online
    ? 'away'
    : answered === undefined
      ? seat.ready
        ? 'ready'
        : 'here'
      : answered
        ? 'answered'
        : 'thinking';
  const lobby = view.phase === 'lobby';
  return (
    <li className={`host-person is-${state}`}>
      <Avatar seed={seat.avatar} size={40} />
      <span className="host-person-text">
        <b>{faceName(seat)}</b>
        <small>
          {(state === 'answered' || state === 'ready') && <span aria-hidden="true">✓ </span>}
          {seat.bot === undefined ? t(`seat.${state}`) : t(`seat.${seat.bot}`)}
          {!lobby &&
            view.info.rules.ranking &&
            ` · ${t('points', { count: seat.points, n: number(seat.points) })}`}
        </small>
      </span>
      {seat.team !== undefined && !lobby && <TeamMark id={seat.team} size={22} />}
      {lobby && view.teams.length > 1 && view.info.tournament === undefined && (
        <Move seat={seat} view={view} run={run} />
      )}
      <button
        type="button"
        className="host-kick"
        aria-label={t('kick.named', { name: faceName(seat) })}
        onClick={onKick}
      >
        <Icon name="door" size={24} />
      </button>
    </li>
  );
};

const Move = ({ seat, view, run }: Props & { seat: BattleSeatView }) => {
  const t = useT('host');
  return (
    <select
      className="host-move"
      aria-label={t('move', { name: faceName(seat) })}
      value={seat.team ?? ''}
      onChange={(e) => {
        const team = TEAM_IDS.find((id) => id === e.target.value);
        if (team !== undefined) run(() => sayBattle('team', { team, person: seat.id }));
      }}
    >
      {seat.team === undefined && <option value="">{t('move.none')}</option>}
      {view.teams.map((team) => (
        <option key={team.id} value={team.id}>
          {crewName(team, view.info.mode)}
        </option>
      ))}
    </select>
  );
};
