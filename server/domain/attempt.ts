import type { Answer } from './answer.ts';
import { RuleError } from './errors.ts';
import { gradeAnswer } from './grade.ts';
import type { Question, QuestionType } from './question.ts';
import { seedOf, shuffled } from './random.ts';

/** A question in the version that this attempt is pinned to. */
export type QuestionRef = { question: string; version: number };

/** One asking of a question inside an attempt. Times in ms UTC. */
export type Item = QuestionRef & {
  again: boolean;
  presentedAt: number;
  answer?: Answer;
  answeredAt?: number;
  rtMs?: number;
  changes?: number;
  hinted?: boolean;
  flagged?: boolean;
  ok?: boolean;
  score?: number;
  /** An essay with words in it: it waits for a person's mark or has it; `marks` = points by criterion. */
  essay?: 'pending' | 'marked';
  marks?: number[];
  /** Graded anew by this later version; `version` is still what is shown. */
  gradedBy?: number;
};

/** The seed under which item number `item` of an attempt is shown; the same on every device and after a restart. */
export const itemSeed = (attempt: string, item: number): number => seedOf(`${attempt}:${item}`);

/** The open item `item` of an attempt. Throws `attempt.wrong_item`, `attempt.already_answered`. */
export const openItem = (items: readonly Item[], item: number): Item => {
  const found = items[item];
  if (!found) throw new RuleError('attempt.wrong_item');
  if (found.ok !== undefined) throw new RuleError('attempt.already_answered');
  return found;
};

export const replaceItem = (items: readonly Item[], index: number, patch: Partial<Item>): Item[] =>
  items.map((it, i) => (i === index ? { ...it, ...patch } : it));

/** The input of one answer, as the door has checked it. `question` is the version that the item is pinned to. */
export type AnswerInput = {
  attempt: string;
  item: number;
  question: Question;
  answer: Answer;
  rtMs: number;
  changes: number;
  now: number;
};

/** Grades the answer to an open item. Throws `attempt.wrong_item`, `attempt.already_answered`, `answer.shape`. */
export const gradeItem = (items: readonly Item[], input: AnswerInput) => {
  const item = openItem(items, input.item);
  const { verdict, choices } = gradeAnswer(input.question, itemSeed(input.attempt, input.item), input.answer);
  const { answer, rtMs, changes, now } = input;
  const patch = { answer, answeredAt: now, rtMs, changes, ok: verdict.ok, score: verdict.score };
  return { item, items: replaceItem(items, input.item, patch), verdict, choices };
};

/** Questions waiting to be asked: `fresh` in order, `again` not before the attempt has `after` items. */
export type Queue = { fresh: QuestionRef[]; again: (QuestionRef & { after: number })[] };

/** How many times one question is asked in one attempt at most. */
const MOST_ASKINGS = 3;
/** A missed question comes back after at least this many others. */
const AGAIN_AFTER = 2;

/** Queues a missed question to come back, unless it has been asked often enough. */
export const queueAgain = (queue: Queue, items: readonly Item[], missed: QuestionRef): Queue => {
  if (items.filter((i) => i.question === missed.question).length >= MOST_ASKINGS) return queue;
  const { question, version } = missed;
  return { ...queue, again: [...queue.again, { question, version, after: items.length + AGAIN_AFTER }] };
};

/** Takes the next question: a missed one whose time has come, else a fresh one, else any missed one. */
export const takeNext = (
  queue: Queue,
  asked: number,
): { ref: QuestionRef; again: boolean; queue: Queue } | undefined => {
  const due =
    queue.again.find((q) => q.after <= asked) ?? (queue.fresh.length === 0 ? queue.again[0] : undefined);
  if (due) {
    const { question, version } = due;
    return {
      ref: { question, version },
      again: true,
      queue: { ...queue, again: queue.again.filter((q) => q !== due) },
    };
  }
  const [ref, ...fresh] = queue.fresh;
  return ref ? { ref, again: false, queue: { ...queue, fresh } } : undefined;
};

/** What selection knows of a question for one person. */
export type Candidate = QuestionRef & {
  point: string;
  difficulty: number;
  seen: number;
  type?: QuestionType;
  /** Probability that this person answers it right; absent = not known. */
  p?: number;
  /** Its memory is fading: time for a review. */
  due?: boolean;
  /** Paid answers of this person to it today. */
  paidToday?: number;
};

const refOf = ({ question, version }: Candidate): QuestionRef => ({ question, version });

/** A form of an exam or a boss fight: knowledge points in turn so that each form covers them alike; questions of the
 * form before are taken last, so that forms are parallel and not the same. */
export const pickForm = (
  candidates: readonly Candidate[],
  n: number,
  before: ReadonlySet<string>,
  random: () => number,
): QuestionRef[] => {
  const late = (c: Candidate): number => (before.has(c.question) ? 1 : 0);
  const byPoint = new Map<string, Candidate[]>();
  for (const c of shuffled(candidates, random).sort((a, b) => late(a) - late(b))) {
    byPoint.set(c.point, [...(byPoint.get(c.point) ?? []), c]);
  }
  const piles = shuffled([...byPoint.values()], random);
  const out: QuestionRef[] = [];
  for (let round = 0; out.length < n && piles.some((p) => p.length > round); round++) {
    for (const pile of piles) {
      const c = pile[round];
      if (c && out.length < n) out.push(refOf(c));
    }
  }
  return shuffled(out, random);
};
