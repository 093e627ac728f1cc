import type { Answer, KeyView } from './answer.ts';
import { roundSeed } from './battle-answer.ts';
import { askedIn, roundOf } from './battle-clock.ts';
import { reshown } from './battle-reshown.ts';
import { type Battle, bookKey, type Round, type Seat } from './battle-state.ts';
import { blankVerdict, gradeAnswer } from './grade.ts';
import { answerOfKey } from './grade-key.ts';
import { guessOf, priorOf, successOf } from './mastery.ts';
import type { Question } from './question.ts';

/** Nobody reads and answers faster: a bot neither. */
export const BOT_LEAST_MS = 900;
const QUICK_SHARE = 0.35;
const SLOW_SHARE = 0.75;
const SPREAD = 0.3;
const LAST_SHARE = 0.97;
const TRIES = 6;

export type BotAnswer = { person: string; at: number; answer: Answer; rtMs: number };
/** What somebody gave in a recorded battle, by question version. */
export type GhostRun = {
  person: string;
  factor: number;
  answers: Map<string, { answer: Answer; elapsedMs: number; seed: number }>;
};

/** The run of `person` in a battle that has been played; undefined without a seat in it. */
export const ghostRunOf = (battle: Battle, person: string): GhostRun | undefined => {
  const seat = battle.seats.get(person);
  if (!seat) return undefined;
  const answers: GhostRun['answers'] = new Map();
  for (const [nth, round] of battle.rounds.entries()) {
    const given = round.state === 'revealed' ? round.given.get(person) : undefined;
    if (!given) continue;
    const { answer, elapsedMs } = given;
    answers.set(bookKey(round.ref), { answer, elapsedMs, seed: roundSeed(battle, nth) });
  }
  return { person, factor: seat.factor, answers };
};

type Dice = () => number;
const pick = (n: number, random: Dice): number => Math.min(n - 1, Math.floor(random() * n));
const other = (n: number, than: number, random: Dice): number =>
  n < 2 ? than : (than + 1 + pick(n - 1, random)) % n;

/** Two parts change places, or one changes when both are alike. */
const spoiled = (list: readonly number[], most: number, random: Dice): number[] => {
  const out = [...list];
  const i = pick(out.length, random);
  const j = other(out.length, i, random);
  const [a, b] = [out[i] ?? 0, out[j] ?? 0];
  if (a === b) out[i] = other(most, a, random);
  else [out[i], out[j]] = [b, a];
  return out;
};

const wrongChoices = (keys: readonly number[], n: number, random: Dice): number[] => {
  const flip = pick(n, random);
  const out = keys.includes(flip) ? keys.filter((k) => k !== flip) : [...keys, flip];
  return out.length > 0 ? out : [other(n, flip, random)];
};

/** One gap wrong; a gap with a single option cannot be. */
const wrongGaps = (q: Extract<Question, { type: 'cloze' }>, key: KeyView, random: Dice): Answer => {
  const right = answerOfKey(key);
  const spoil = pick(q.gaps.length, random);
  const gap = q.gaps[spoil];
  if (!Array.isArray(right) || !gap) return right;
  return right.map((part, i) => {
    if (i !== spoil) return part;
    return typeof part === 'number' && gap.kind === 'choice' ? other(gap.options.length, part, random) : '?';
  });
};

const missOf = (q: Question, key: KeyView, random: Dice): Answer => {
  if (q.type === 'single' && typeof key === 'number') return other(q.options.length, key, random);
  if (typeof key === 'boolean') return !key;
  if (Array.isArray(key)) {
    const indexes = key.filter((part) => typeof part === 'number');
    if (q.type === 'multiple') return wrongChoices(indexes, q.options.length, random);
    const most = q.type === 'categorising' ? q.categories.length : indexes.length;
    if (indexes.length > 0) return spoiled(indexes, most, random);
    return '?';
  }
  if (q.type === 'cloze') return wrongGaps(q, key, random);
  if (typeof key === 'object' && 'value' in key)
    return String(key.value + (key.tolerance + 1) * (1 + pick(5, random)));
  return answerOfKey(key);
};

/** An answer of the right shape that is not right, where there is one. */
export const wrongAnswer = (question: Question, seed: number, random: Dice): Answer => {
  const { key } = blankVerdict(question, seed);
  let answer = missOf(question, key, random);
  for (let i = 0; i < TRIES && gradeAnswer(question, seed, answer).verdict.ok; i++)
    answer = missOf(question, key, random);
  return answer;
};

const normal = (random: Dice): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Lognormal about 35 % of the limit for what is easy to this bot, 75 % for what is hard. */
const paceOf = (p: number, limitMs: number, random: Dice): number => {
  const middle = limitMs * (SLOW_SHARE - (SLOW_SHARE - QUICK_SHARE) * p);
  const ms = middle * Math.exp(SPREAD * normal(random));
  return Math.round(Math.max(BOT_LEAST_MS, Math.min(ms, limitMs * LAST_SHARE)));
};

/** Right by chance as a person of that skill would be (Rasch with a floor of guessing). */
const botAnswer = (question: Question, seed: number, round: Round, seat: Seat, random: Dice): BotAnswer => {
  const item = priorOf(question.difficulty);
  const p = successOf({ overall: { theta: seat.theta }, item, guess: guessOf(question) });
  const ok = random() < p;
  const rtMs = paceOf(p, round.limitMs, random);
  const answer = ok ? answerOfKey(blankVerdict(question, seed).key) : wrongAnswer(question, seed, random);
  return { person: seat.person, at: round.opensAt + rtMs, answer, rtMs };
};

const ghostAnswer = (
  question: Question,
  seed: number,
  round: Round,
  seat: Seat,
  run: GhostRun | undefined,
): BotAnswer | undefined => {
  const said = run?.answers.get(bookKey(round.ref));
  if (!run || !said) return undefined;
  const rtMs = Math.round((said.elapsedMs * seat.factor) / run.factor);
  const answer = reshown(question, said.answer, said.seed, seed);
  return { person: seat.person, at: round.opensAt + rtMs, answer, rtMs };
};

/** What bots and ghosts will answer in the open round and when, those who have not yet; the same dice give the same
 * plan after a restart. A ghost says what its recorded person said, as late, and nothing where that one said nothing;
 * `runs` by battle id. */
export const botAnswers = (
  battle: Battle,
  random: Dice,
  runs: ReadonlyMap<string, GhostRun> = new Map(),
): BotAnswer[] => {
  const round = roundOf(battle);
  if (battle.phase !== 'question' || !round) return [];
  const { question } = askedIn(battle, round);
  const seed = roundSeed(battle, battle.rounds.length - 1);
  const plan: BotAnswer[] = [];
  for (const seat of battle.seats.values()) {
    if (!seat.bot) continue;
    const said =
      seat.bot.kind === 'ghost'
        ? ghostAnswer(question, seed, round, seat, runs.get(seat.bot.run))
        : botAnswer(question, seed, round, seat, random);
    const silent = seat.gone || seat.outRound !== undefined || round.given.has(seat.person);
    if (said && !silent) plan.push(said);
  }
  return plan.sort((a, b) => a.at - b.at);
};
