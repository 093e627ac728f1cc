import type { Answer } from './answer.ts';
import { at, gapOrder, type Order, shownOrder } from './grade-shown.ts';
import type { Gap, Question } from './question.ts';

/** Shown index under one seed -> shown index of the same part under another. */
const moved =
  (from: Order, to: Order) =>
  (part: number | string): number | string =>
    typeof part !== 'number' || part < 0 ? part : to.indexOf(at(from, part));

const movedGap = (gap: Gap | undefined, i: number, part: number | string, from: number, to: number) =>
  gap?.kind === 'choice' ? moved(gapOrder(gap, i, from), gapOrder(gap, i, to))(part) : part;

/** An answer given to the question as shown under seed `from`, as it would be given under `to`. */
export const reshown = (q: Question, answer: Answer, from: number, to: number): Answer => {
  const [a, b] = [shownOrder(q, from), shownOrder(q, to)];
  if (q.type === 'single') return typeof answer === 'number' ? b.indexOf(at(a, answer)) : answer;
  if (!Array.isArray(answer)) return answer;
  if (q.type === 'cloze') return answer.map((part, i) => movedGap(q.gaps[i], i, part, from, to));
  if (q.type === 'categorising') return b.map((item) => at(answer, a.indexOf(item)));
  return answer.map(moved(a, b));
};
