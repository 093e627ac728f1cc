import { replaceItem } from './attempt.ts';
import { RuleError } from './errors.ts';
import type { ExamState } from './exam.ts';
import type { Criterion } from './question.ts';

/** An essay from this share of its points counts as done well: the others are topics to look at again. */
export const ESSAY_OK = 0.6;

/** What a marker gives: points by criterion, or a share 0..1 where there is no rubric. */
export type Marks = { marks: readonly number[]; score?: number | undefined };

/** The share 0..1 that these marks are. Throws `essay.marks` when they do not belong to the rubric. */
export const scoreOfMarks = (rubric: readonly Criterion[] | undefined, { marks, score }: Marks): number => {
  const criteria = rubric ?? [];
  if (marks.length !== criteria.length) throw new RuleError('essay.marks');
  if (criteria.length === 0) {
    if (score === undefined || score < 0 || score > 1) throw new RuleError('essay.marks');
    return score;
  }
  if (criteria.some(({ points }, i) => (marks[i] ?? -1) < 0 || (marks[i] ?? -1) > points))
    throw new RuleError('essay.marks');
  const most = criteria.reduce((sum, c) => sum + c.points, 0);
  return marks.reduce((sum, n) => sum + n, 0) / most;
};

/** The exam with one of its essays marked, or marked anew. Throws `essay.unknown`. */
export const markEssay = (
  state: ExamState,
  index: number,
  given: { score: number; marks: readonly number[] },
): ExamState => {
  const item = state.items[index];
  if (item?.essay === undefined) throw new RuleError('essay.unknown');
  const { score } = given;
  const patch = { essay: 'marked' as const, score, ok: score >= ESSAY_OK - 1e-9, marks: [...given.marks] };
  return { ...state, items: replaceItem(state.items, index, patch) };
};
