import { createStore } from 'zustand/vanilla';
import type { Answer } from '../../server/domain/answer.ts';
import type {
  BattleNews,
  BattleView,
  MyRound,
  QuestionNotice,
  Receipt,
  TeamRound,
  TeamRow,
} from '../../server/domain/api-battle.ts';
import type { Cheer } from '../../server/domain/battle-shape.ts';

/** An answer that has been given and not yet been acknowledged; it keeps its id until the server has said something. */
export type Pending = {
  id: string;
  round: number;
  nth: 1 | 2;
  answer: Answer;
  rtMs: number;
  changes: number;
};
/** Why an answer did not count. */
export type Refused = { round: number; nth: 1 | 2; code: string };
export type Cheered = { n: number; person: string; cheer: Cheer };
/** One measured round trip: how far the server's clock is ahead of this device's monotonic one, and how sure that is. */
export type Sample = { offset: number; rttMs: number };

export type BattlePlay = {
  view: BattleView | undefined;
  live: boolean;
  samples: Sample[];
  draft: Answer | undefined;
  changes: number;
  paintedAt: number | undefined;
  pending: Pending | undefined;
  refused: Refused | undefined;
  /** Seats known to have answered the open round; only where the room tells of them. */
  who: ReadonlySet<string>;
  /** The own last round, for points, run and place between reveals. */
  mine: MyRound | undefined;
  /** What the boats and teams did in the last round told. */
  rowed: TeamRound[];
  /** Counts without a key, when the host calls for a discussion. */
  talk: BattleNews['closed']['counts'];
  /** The newest cheers, the last one first. */
  cheers: Cheered[];
  gone: BattleNews['gone']['reason'] | undefined;
  /** The round in which my raft broke up, if this device saw it. */
  outAt: number | undefined;
};

const FRESH: BattlePlay = {
  view: undefined,
  live: false,
  samples: [],
  draft: undefined,
  changes: 0,
  paintedAt: undefined,
  pending: undefined,
  refused: undefined,
  who: new Set(),
  mine: undefined,
  rowed: [],
  talk: undefined,
  cheers: [],
  gone: undefined,
  outAt: undefined,
};
const EMPTY_HAND = {
  draft: undefined,
  changes: 0,
  paintedAt: undefined,
  who: new Set<string>(),
  talk: undefined,
};

/** The battle on the screen, whatever the role. */
export const battlePlay = createStore<BattlePlay>(() => FRESH);
export const resetBattle = (): void => battlePlay.setState(FRESH, true);

const MOST_SAMPLES = 8;
const MOST_CHEERS = 12;
/** A one-way message is trusted less than any measured round trip. */
const ONE_WAY_MS = 10_000;

/** Server time minus monotonic time, by the shortest round trip measured on this line. */
export const offsetOf = ({ samples }: Pick<BattlePlay, 'samples'>): number =>
  samples.reduce<Sample | undefined>((best, s) => (best && best.rttMs <= s.rttMs ? best : s), undefined)
    ?.offset ?? 0;
/** Server time at monotonic time `tick`. */
export const serverTime = (tick: number, s: BattlePlay = battlePlay.getState()): number => tick + offsetOf(s);

/** A request left at `sentTick` and came back at `tick` with the server's time: half of the way was the answer's. */
export const measured = (serverNow: number, sentTick: number, tick: number): void =>
  battlePlay.setState((s) => ({
    samples: [
      ...s.samples.slice(1 - MOST_SAMPLES),
      { offset: serverNow - (sentTick + tick) / 2, rttMs: tick - sentTick },
    ],
  }));
/** Told without being asked: better than no clock at all. */
const heard = (s: BattlePlay, serverNow: number, tick: number): Sample[] =>
  s.samples.length > 0 ? s.samples : [{ offset: serverNow - tick, rttMs: ONE_WAY_MS }];
/** Another line, another way: what was measured on the old one says nothing. */
export const setBattleLive = (live: boolean): void =>
  battlePlay.setState((s) => ({ live, ...(live ? {} : { samples: s.samples.slice(-1) }) }));

type Asked = { round: number; nth: 1 | 2 };
const isSame = (a: Asked | undefined, b: Asked | undefined): boolean =>
  a !== undefined && b !== undefined && a.round === b.round && a.nth === b.nth;
/** A host calls the steps: what is closed early waits for the host. */
export const isHosted = ({ info }: BattleView): boolean => info.host !== undefined && !info.rules.auto;
/** The answer on its way belongs to the question on the screen. */
export const isPendingHere = ({ view, pending }: BattlePlay): boolean => isSame(view?.question, pending);

/** Everything anew: on joining, coming back and at changes that are rare. */
export const showBattle = (view: BattleView, tick: number): void =>
  battlePlay.setState((s) => ({
    view,
    samples: heard(s, view.serverNow, tick),
    ...(isSame(s.view?.question, view.question) ? {} : EMPTY_HAND),
    ...(view.reveal?.mine === undefined ? {} : { mine: view.reveal.mine }),
    ...(view.reveal === undefined ? {} : { rowed: view.reveal.teams }),
    who: new Set(view.seats.filter((seat) => seat.answered).map((seat) => seat.id)),
  }));

const patch = (change: (view: BattleView, s: BattlePlay) => Partial<BattlePlay>): void =>
  battlePlay.setState((s) => (s.view === undefined ? {} : change(s.view, s)));

const without = <T extends object, K extends keyof T>(from: T, ...keys: K[]): Omit<T, K> => {
  const rest = { ...from };
  for (const key of keys) delete rest[key];
  return rest;
};

const onQuestion = (question: QuestionNotice, tick: number): void =>
  patch((view, s) => ({
    view: {
      ...without(view, 'reveal', 'receipt'),
      phase: 'question',
      paused: false,
      question,
      seats: view.seats.map((seat) => ({ ...seat, answered: false })),
      counts: { ...view.counts, answered: 0 },
    },
    samples: heard(s, question.serverNow, tick),
    ...EMPTY_HAND,
  }));

/** Names are told once, with the view. */
const named = (before: TeamRow[], now: TeamRow[]): TeamRow[] =>
  now.map((row) => ({ ...before.find((team) => team.id === row.id), ...row }));

const onReveal = (reveal: BattleNews['reveal']): void =>
  patch((view, s) => {
    const points = new Map([
      ...reveal.top.map((row) => [row.id, row.points] as const),
      ...(reveal.rafts ?? []).map((raft) => [raft.id, raft.points] as const),
    ]);
    const rafts = new Map((reveal.rafts ?? []).map((raft) => [raft.id, raft]));
    const after = <S extends BattleView['seats'][number]>(seat: S): S => {
      const raft = rafts.get(seat.id);
      return {
        ...seat,
        points: points.get(seat.id) ?? seat.points,
        ...(raft === undefined ? {} : { logs: raft.logs, out: raft.out }),
      };
    };
    const me = view.me && { ...after(view.me), points: reveal.mine?.total ?? view.me.points };
    return {
      view: {
        ...view,
        phase: 'reveal',
        reveal,
        teams: reveal.standings.length === 0 ? view.teams : named(view.teams, reveal.standings),
        seats: view.seats.map(after),
        ...(me === undefined ? {} : { me }),
      },
      mine: reveal.mine ?? s.mine,
      ...(view.me?.out !== true && me?.out === true ? { outAt: reveal.round } : {}),
      rowed: reveal.teams,
    };
  });

const onCount = ({ round, answered, online, seats, who }: BattleNews['count']): void =>
  patch((view, s) =>
    view.question?.round !== round
      ? {}
      : {
          view: { ...view, counts: { ...view.counts, answered, online, seats } },
          who: who === undefined ? s.who : new Set(who),
        },
  );

const onClock = ({ opensAt, closesAt, paused, serverNow }: BattleNews['clock'], tick: number): void =>
  patch((view, s) => ({
    samples: heard(s, serverNow, tick),
    view: {
      ...view,
      paused,
      ...(view.question && {
        question: {
          ...without(view.question, 'closesAt'),
          opensAt,
          ...(closesAt === undefined ? {} : { closesAt }),
        },
      }),
    },
  }));

/** Before the start the crews are as large as the seats say, where everybody is told of. */
const manned = (teams: TeamRow[], seats: BattleView['seats']): TeamRow[] =>
  teams.map((row) => ({ ...row, members: seats.filter((seat) => seat.team === row.id).length }));

/** What the room tells, by the name of the message; `tick` = monotonic time of its arrival. */
export const BATTLE_NEWS: { [K in keyof BattleNews]: (news: BattleNews[K], tick: number) => void } = {
  view: showBattle,
  question: onQuestion,
  reveal: onReveal,
  count: onCount,
  clock: onClock,
  closed: ({ counts }) => patch((view) => ({ view: { ...view, phase: 'closed' }, talk: counts })),
  seats: ({ counts, seats }) =>
    patch((view) => {
      const me = seats?.find((seat) => seat.id === view.me?.id);
      const teams = seats?.length === counts.seats ? manned(view.teams, seats) : view.teams;
      return {
        view: { ...view, counts, teams, seats: seats ?? view.seats, ...(me === undefined ? {} : { me }) },
      };
    }),
  cheer: ({ person, cheer }) =>
    battlePlay.setState((s) => ({
      cheers: [{ n: (s.cheers[0]?.n ?? 0) + 1, person, cheer }, ...s.cheers].slice(0, MOST_CHEERS),
    })),
  rematch: ({ battle }) => patch((view) => ({ view: { ...view, rematch: battle } })),
  gone: ({ reason }) => battlePlay.setState({ gone: reason }),
};

/** The answer reached the server; it says when, and how it was counted. */
export const acknowledged = (receipt: Receipt): void =>
  battlePlay.setState((s) => ({
    pending: s.pending?.id === receipt.id ? undefined : s.pending,
    refused: undefined,
    ...(s.view?.question?.round === receipt.round && isSame(s.view.question, s.pending ?? s.view.question)
      ? { view: { ...s.view, receipt }, draft: receipt.answer }
      : {}),
  }));
/** The server's no to the answer on its way. */
export const turnedDown = (pending: Pending, code: string): void =>
  battlePlay.setState((s) => ({
    pending: s.pending?.id === pending.id ? undefined : s.pending,
    refused: { round: pending.round, nth: pending.nth, code },
  }));

/** Sets the draft; replacing a whole answer by another counts as a change. */
export const draftBattle = (draft: Answer | undefined, changed = false): void =>
  battlePlay.setState((s) => ({ draft, changes: s.changes + (changed ? 1 : 0) }));
/** The question reached the screen; from here, and not before its clock runs, the response time runs. */
export const paintedBattle = (tick: number): void => {
  if (battlePlay.getState().paintedAt === undefined) battlePlay.setState({ paintedAt: tick });
};
