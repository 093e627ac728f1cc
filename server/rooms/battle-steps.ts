import { dueAt, isHosted } from '../domain/battle-clock.ts';
import type { BattleInput } from '../domain/battle-shape.ts';
import { RuleError } from '../domain/errors.ts';
import { authOf } from './battle-crowd.ts';
import type { Live } from './battle-live.ts';
import { createPresence } from './battle-present.ts';

/** A battle without a host goes on alone for so long, then waits; after the second time it is called off. */
export const ALONE_MS = 60_000;
export const FORSAKEN_MS = 600_000;
/** A seat in a lobby without host is free again when its person has been away for so long. */
export const LOBBY_AWAY_MS = 90_000;
/** Two who have found each other begin after this time without a word. */
const DUEL_READY_MS = 10_000;
/** A planned battle without a host begins so long after its time with those who are there. */
const PLANNED_GRACE_MS = 60_000;
const AGAIN_MS = 2_000;
/** From so many seats on a pass over all of them is worth a thought. */
const HALL_SEATS = 100;
const LOOK_MS = 250;
/** How soon a lobby notices that its battle was called off in the hall. */
const CHECK_MS = 3_000;

/** What the clock does to a battle: the room calls `tick` about twenty times a second. */
export const createSteps = (live: Live, now: () => number) => {
  const { crowd, row, bots, pulse, rtt, cheers, truth } = live;
  const presence = createPresence(live);
  let due: number | undefined;
  let dirty = true;
  let lookAt = 0;
  let forsakenAt: number | undefined;
  let paused = false;
  let tryStartAt = 0;
  let checkAt = 0;
  let fullSince: number | undefined;
  const awaySince = new Map<string, number>();

  /** Refused = somebody was quicker; what the store refuses is told when the battle stands anew. */
  const failed = (err: unknown): void => {
    if (!(err instanceof RuleError)) live.log.error({ err, battle: row.id }, 'a battle could not go on');
  };
  const put = (input: BattleInput): void => {
    live.act(input).catch(failed);
  };
  /** In a hall the pass over all seats is made four times a second, and at once when everybody may have answered. */
  const mayLook = (at: number): boolean => {
    const { seats, rounds } = live.battle;
    const answered = rounds.at(-1)?.given.size ?? 0;
    return seats.size <= HALL_SEATS || at >= lookAt || answered >= presence.people.size;
  };
  const step = (at: number): void => {
    if (presence.look(at)) dirty = true;
    if (live.takeDirty()) dirty = true;
    if (dirty && mayLook(at)) {
      due = dueAt(live.battle, presence.people);
      dirty = false;
      lookAt = at + LOOK_MS;
    }
    if (due === undefined || at < due) return;
    due = undefined;
    put({ kind: 'step', at });
  };

  /** Nobody waits in vain for people who are not there; nobody at all, and the battle waits, then ends. */
  const watch = (at: number): void => {
    const { phase, pausedAt } = live.battle;
    const isRunning = phase !== 'lobby' && phase !== 'done';
    if (!crowd.isEmpty()) {
      forsakenAt = undefined;
      const waits = pausedAt !== undefined && (paused || row.host === null);
      if (isRunning && waits) put({ kind: 'go', at });
      paused = false;
      return;
    }
    forsakenAt ??= at;
    if (!isRunning) return;
    if (at - forsakenAt >= FORSAKEN_MS) put({ kind: 'end', at });
    else if (at - forsakenAt >= ALONE_MS && pausedAt === undefined && !isHosted(live.battle)) {
      paused = true;
      put({ kind: 'pause', at });
    }
  };

  const people = () => [...live.battle.seats.values()].filter((s) => !s.bot && !s.gone);
  const isReady = (at: number): boolean => {
    const seated = people();
    const here = seated.filter((s) => crowd.online.has(s.person));
    if (here.length === 0 || (row.plannedAt !== null && at < row.plannedAt)) return false;
    if (row.plannedAt !== null && at >= row.plannedAt + PLANNED_GRACE_MS) return true;
    const ready = here.every((s) => s.ready);
    if (row.mode !== 'duel') return ready;
    const isFull = here.length === seated.length && (row.solo || live.battle.seats.size === 2);
    if (!isFull) {
      fullSince = undefined;
      return false;
    }
    fullSince ??= at;
    return ready || at - fullSince >= DUEL_READY_MS;
  };
  const freeSeats = (at: number): void => {
    if (row.plannedAt !== null && at < row.plannedAt) return;
    for (const { person } of people()) {
      if (crowd.online.has(person)) {
        awaySince.delete(person);
        continue;
      }
      const since = awaySince.get(person) ?? at;
      awaySince.set(person, since);
      if (at - since < LOBBY_AWAY_MS) continue;
      awaySince.delete(person);
      put({ kind: 'unseat', at, person });
    }
  };
  const open = (at: number): void => {
    if (live.battle.phase !== 'lobby') return;
    if (at >= checkAt) {
      checkAt = at + CHECK_MS;
      live.check().catch(failed);
    }
    if (row.host !== null || at < tryStartAt) return;
    freeSeats(at);
    if (!isReady(at)) return;
    const [first] = [...crowd.players.values()].flatMap((lines) => [...lines]);
    if (!first) return;
    tryStartAt = at + AGAIN_MS;
    live.start(authOf(first).by).catch(failed);
  };

  return {
    tick: (): void => {
      const at = now();
      if (!truth.isHeld) return;
      if (bots.tick(at)) {
        live.touch();
        pulse.noteAnswer();
      }
      step(at);
      open(at);
      watch(at);
      rtt.tick(at);
      pulse.tick(at);
      cheers.tick(at);
    },
  };
};
export type Steps = ReturnType<typeof createSteps>;
