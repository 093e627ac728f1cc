import type { Answer } from '../../server/domain/answer.ts';
import { applyInput, openBattle } from '../../server/domain/battle.ts';
import { roundSeed } from '../../server/domain/battle-answer.ts';
import { botAnswers, wrongAnswer } from '../../server/domain/battle-bot.ts';
import { dueAt, isHosted, roundOf } from '../../server/domain/battle-clock.ts';
import {
  BATTLE_MODES,
  type BattleInput,
  type BattleMode,
  type BattleRules,
  MODE_RULES,
  PRESETS,
  type QuestionRef,
  TEAM_IDS,
} from '../../server/domain/battle-shape.ts';
import { type Battle, type BattleBook, type BattleSetup, bookKey } from '../../server/domain/battle-state.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { blankVerdict } from '../../server/domain/grade.ts';
import { answerOfKey } from '../../server/domain/grade-key.ts';
import type { Question } from '../../server/domain/question.ts';
import { dice } from '../../server/domain/random.ts';
import {
  categorising,
  choiceGap,
  cloze,
  matching,
  multiple,
  numeric,
  ordering,
  short,
  shortGap,
  single,
  text,
  trueFalse,
} from './questions.ts';

/** Battles played by random people, bots and hosts from one seed: for tests and benches of everything on top of the
 * engine. */
type Dice = () => number;
type Without<T> = T extends BattleInput ? Omit<T, 'at'> : never;

/** Text that stands in the explanation or feedback of every question of `bookOf`: no view may hold it early. */
export const EXPLAINED = 'because-of-the-explanation';
export const FEEDBACK = 'said-of-this-option';

const KINDS: ((i: number) => Question)[] = [
  (i) =>
    single({
      options: [0, 1, 2, 3].map((k) => ({ text: text(`option ${k}`), feedback: text(`${FEEDBACK} ${k}`) })),
      key: i % 4,
    }),
  (i) => trueFalse(i % 2 === 0),
  (i) => multiple([i % 5, (i + 2) % 5]),
  (i) => short(`word-${i}`, `other-${i}`),
  (i) => numeric(100 + i, 1),
  () => matching(4),
  () => ordering(4),
  (i) => cloze(choiceGap(3, i % 3), shortGap(`gap-${i}`)),
  () => categorising(3, 0, 1, 2, 1),
];

/** `n` questions of every type that a battle asks, difficulties 1 to 5; `types` = only these of `KINDS` by number. */
export const bookOf = (n: number, types: readonly number[] = KINDS.map((_, i) => i)): BattleBook => {
  const book: BattleBook = new Map();
  for (let i = 0; i < n; i++) {
    const make = KINDS[types[i % types.length] ?? 0] ?? KINDS[0];
    if (!make) throw new Error('no kinds');
    const id = `q-${i}`;
    const question = {
      ...make(i),
      id,
      difficulty: (i % 5) + 1,
      explanation: text(`${EXPLAINED} ${i}`),
      hint: text(`hint ${i}`),
    };
    book.set(bookKey({ question: id, version: 1 }), {
      question,
      version: 1,
      point: { id: 'point', name: text('Point') },
    });
  }
  return book;
};
export const itemsOf = (book: BattleBook): QuestionRef[] =>
  [...book.values()].map(({ question, version }) => ({ question: question.id, version }));

export const setupOf = (mode: BattleMode, over: Partial<BattleSetup> = {}): BattleSetup => ({
  id: `battle-${mode}`,
  mode,
  rules: MODE_RULES[mode],
  seed: 7,
  teams: mode === 'race' ? ['red', 'blue'] : [],
  solo: false,
  ...over,
});

/** The right answer to the open question, or a wrong one. */
export const answerTo = (battle: Battle, right: boolean, random: Dice = () => 0.5): Answer => {
  const round = roundOf(battle);
  const entry = round && battle.book.get(bookKey(round.ref));
  if (!entry) throw new Error('no open question');
  const seed = roundSeed(battle, battle.rounds.length - 1);
  if (!right) return wrongAnswer(entry.question, seed, random);
  return answerOfKey(blankVerdict(entry.question, seed).key);
};

export type Driven = {
  setup: BattleSetup;
  book: BattleBook;
  inputs: BattleInput[];
  battle: Battle;
  refusals: { code: string; input: BattleInput }[];
};
export type Person = { person: string; skill: number; factor: number; rttMs: number };
export type DriveOptions = {
  mode?: BattleMode;
  /** How many people; absent = as the mode has it. */
  people?: number;
  rules?: BattleRules;
  /** False = nobody leaves, is late, repeats, or presses what does not belong there; no host acts but "next". */
  wild?: boolean;
  /** Looks on: before and after every input, a refused one too. */
  watch?: (battle: Battle, input: BattleInput, refused: boolean) => void;
};

const pickOf = <T>(list: readonly T[], random: Dice): T => list[Math.floor(random() * list.length)] as T;
const between = (low: number, high: number, random: Dice): number =>
  Math.floor(low + random() * (high - low + 1));

const setupFrom = (seed: number, options: DriveOptions, random: Dice): BattleSetup => {
  const mode = options.mode ?? pickOf(BATTLE_MODES, random);
  const preset = pickOf(Object.values(PRESETS), random);
  const hosted = mode === 'show' && random() < 0.7;
  const rules = options.rules ?? { ...(mode === 'show' ? preset : MODE_RULES[mode]), auto: !hosted };
  const teams = mode === 'race' || (mode === 'show' && random() < 0.5) ? between(2, 4, random) : 0;
  return setupOf(mode, {
    id: `battle-${seed}`,
    rules: { ...rules, rounds: mode === 'duel' ? 5 : Math.min(rules.rounds, 12) },
    seed,
    teams: TEAM_IDS.slice(0, teams),
    ...(hosted && { host: 'host' }),
  });
};

const PEOPLE = { duel: [2, 2], race: [4, 14], show: [3, 16], survival: [3, 12] } as const;

type Plan = { at: number; say: () => Without<BattleInput> };
type Drive = Driven & {
  now: number;
  random: Dice;
  people: Map<string, Person>;
  present: Set<string>;
  wild: boolean;
  nth: number;
  watch: DriveOptions['watch'];
};

const put = (d: Drive, body: Without<BattleInput>, at = d.now): boolean => {
  d.now = Math.max(d.now, at);
  const input = { ...body, at: d.now } as BattleInput;
  try {
    const { repeat } = applyInput(d.battle, input);
    if (!repeat) d.inputs.push(input);
    d.watch?.(d.battle, input, false);
    return true;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    d.refusals.push({ code: error.code, input });
    d.watch?.(d.battle, input, true);
    return false;
  }
};

const seatSomebody = (d: Drive, bot = false): void => {
  const { random } = d;
  const n = ++d.nth;
  const person = bot ? `bot-${n}` : `p-${n}`;
  const slow = random() < 0.15;
  const one = { person, skill: random(), factor: slow ? 1.5 : 1, rttMs: between(5, 400, random) };
  const theta = 3 * (one.skill - 0.5);
  const team = random() < 0.3 && d.setup.teams.length > 0 ? pickOf(d.setup.teams, random) : undefined;
  const seated = put(d, {
    kind: 'seat',
    person,
    ...(team && { team }),
    ...(bot && { bot: { kind: 'bot' as const } }),
    factor: one.factor,
    theta,
  });
  if (!seated || bot) return;
  d.people.set(person, one);
  d.present.add(person);
};

const begin = (seed: number, options: DriveOptions): Drive => {
  const random = dice(seed);
  const setup = setupFrom(seed, options, random);
  const book = bookOf(setup.rules.rounds);
  const drive: Drive = {
    setup,
    book,
    inputs: [],
    refusals: [],
    battle: openBattle(setup, book),
    now: 1_700_000_000_000,
    random,
    people: new Map(),
    present: new Set(),
    wild: options.wild ?? true,
    nth: 0,
    watch: options.watch,
  };
  const [least, most] = PEOPLE[setup.mode];
  const n = options.people ?? between(least, most, random);
  for (let i = 0; i < n; i++) seatSomebody(drive, drive.wild && i > 0 && random() < 0.15);
  return drive;
};

let command = 0;
const answerOf = (d: Drive, one: Person, round: number): Without<BattleInput> => ({
  kind: 'answer',
  person: one.person,
  id: `command-${++command}`,
  round,
  answer: answerTo(d.battle, d.random() < 0.2 + 0.75 * one.skill, d.random),
  rttMs: one.rttMs,
  creditMs: Math.min(250, one.rttMs),
  rtMs: between(400, 20_000, d.random),
  changes: between(0, 3, d.random),
});

/** What the people and bots of an open question will do, by time. */
const planRound = (d: Drive): Plan[] => {
  const { battle, random } = d;
  const round = roundOf(battle);
  if (!round) return [];
  const nth = battle.rounds.length - 1;
  const plans: Plan[] = botAnswers(battle, dice(d.setup.seed + nth)).map(({ person, at, answer, rtMs }) => ({
    at,
    say: () => {
      const id = `bot-${d.setup.id}-${nth}-${round.nth}-${person}`;
      return { kind: 'answer', person, id, round: nth, answer, rttMs: 0, creditMs: 0, rtMs, changes: 0 };
    },
  }));
  for (const one of d.people.values()) {
    if (d.wild && random() < 0.1) continue;
    const ms = round.limitMs * one.factor * (0.1 + 0.6 * random() ** 0.8);
    const late = d.wild && random() < 0.05 ? round.limitMs * one.factor + between(0, 3_000, random) : ms;
    plans.push({ at: Math.round(round.opensAt + late), say: () => answerOf(d, one, nth) });
  }
  return plans.sort((a, b) => a.at - b.at);
};

const MISCHIEF: ((d: Drive) => void)[] = [
  (d) => put(d, { kind: 'step' }),
  (d) => put(d, { kind: 'unseat', person: pickOf([...d.people.keys(), 'nobody'], d.random) }),
  (d) => put(d, { kind: 'unseat', person: pickOf([...d.people.keys()], d.random), kicked: true }),
  (d) => seatSomebody(d),
  (d) => put(d, { kind: 'ready', person: pickOf([...d.people.keys()], d.random), ready: true }),
  (d) => put(d, { kind: 'team', person: pickOf([...d.people.keys()], d.random), team: 'red' }),
  (d) => put(d, { kind: 'lock', locked: d.random() < 0.3 }),
  (d) => put(d, { kind: 'names', hide: d.random() < 0.5 }),
  (d) => put(d, { kind: 'start', items: itemsOf(d.book) }),
  (d) => put(d, { kind: 'again' }),
  (d) => put(d, { kind: 'go' }),
  (d) => put(d, { kind: 'extend', ms: 10_000 }),
  (d) => {
    if (put(d, { kind: 'pause' })) put(d, { kind: 'go' }, d.now + between(100, 60_000, d.random));
  },
  (d) => put(d, { kind: 'back' }, d.now + between(1_000, 90_000, d.random)),
  (d) => put(d, { kind: 'skip' }),
  (d) => {
    const person = pickOf([...d.people.keys()], d.random);
    put(d, { kind: 'predict', person, who: pickOf([...d.battle.seats.keys()], d.random) });
  },
  (d) => {
    const said = d.inputs.filter((i) => i.kind === 'answer').at(-1);
    if (said) put(d, said);
  },
  (d) => {
    const one = d.people.get(pickOf([...d.people.keys()], d.random));
    if (one && roundOf(d.battle)) put(d, answerOf(d, one, between(0, 12, d.random)));
  },
  (d) => {
    const person = pickOf([...d.people.keys()], d.random);
    if (!d.present.delete(person)) d.present.add(person);
  },
];

const askHost = (d: Drive): void => {
  const { battle, random } = d;
  if (d.wild && battle.phase === 'closed' && random() < 0.25 && put(d, { kind: 'again' })) return;
  put(d, { kind: 'step' }, d.now + between(500, 8_000, random));
};

/** One phase: everything that happens until it is over. */
const playPhase = (d: Drive): void => {
  const { battle, random } = d;
  if (d.wild && random() < 0.12) pickOf(MISCHIEF, random)(d);
  if (battle.phase !== 'question') {
    const due = dueAt(battle, d.present);
    if (due === undefined) askHost(d);
    else put(d, { kind: 'step' }, due);
    return;
  }
  const open = roundOf(battle);
  const turn = open?.nth;
  const stands = (): boolean => battle.phase === 'question' && roundOf(battle) === open && open?.nth === turn;
  for (const plan of planRound(d)) {
    const due = dueAt(battle, d.present);
    if (due !== undefined && due < plan.at) break;
    put(d, plan.say(), plan.at);
    if (d.wild && random() < 0.03) pickOf(MISCHIEF, random)(d);
    if (!stands()) return;
  }
  const due = dueAt(battle, d.present);
  if (due === undefined && isHosted(battle)) askHost(d);
  else put(d, { kind: 'step' }, Math.max(d.now, due ?? d.now));
};

const MOST_PHASES = 400;

/** Plays one battle from `seed` to its end. The same seed and options give the same battle. */
export const driveBattle = (seed: number, options: DriveOptions = {}): Driven => {
  const d = begin(seed, options);
  command = seed * 10_000;
  if (d.wild && d.random() < 0.5) pickOf(MISCHIEF, d.random)(d);
  for (let i = 0; i < 8 && d.battle.phase === 'lobby'; i++) {
    if (put(d, { kind: 'start', items: itemsOf(d.book) })) break;
    seatSomebody(d, d.random() < 0.5);
  }
  for (let i = 0; i < MOST_PHASES && d.battle.phase !== 'done'; i++) playPhase(d);
  const { setup, book, inputs, battle, refusals } = d;
  return { setup, book, inputs, battle, refusals };
};
