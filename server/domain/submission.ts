import type { Assignment, SubmissionState } from './assignment.ts';
import { MOST_FILES } from './assignment.ts';
import { RuleError } from './errors.ts';
import { talkStars } from './talk-run.ts';

/** What the rules know of a submission; `files` = how many it has, `nth` = how often it was handed in. */
export type Submission = { state: SubmissionState; rev: number; nth: number; text: string; files: number };

/** Throws `submission.handed_in` unless its author may change it now. */
const checkOpen = ({ state }: Submission): void => {
  if (state !== 'draft' && state !== 'returned') throw new RuleError('submission.handed_in');
};

/** Autosave of the text. A returned work stays `returned` while it is mended. Throws `submission.handed_in`, and
 * `submission.changed` when `rev` is not the newest. */
export const writeDraft = (s: Submission, draft: { rev: number; text: string }): Submission => {
  checkOpen(s);
  if (draft.rev !== s.rev) throw new RuleError('submission.changed');
  return { ...s, text: draft.text, rev: s.rev + 1 };
};

/** Throws `submission.handed_in`, `submission.too_many_files`, and `submission.file` for a kind that was not asked for. */
export const checkNewFile = (s: Submission, accepts: Assignment['accepts'], kind: 'photo' | 'file'): void => {
  checkOpen(s);
  if (s.files >= MOST_FILES) throw new RuleError('submission.too_many_files', { most: MOST_FILES });
  if (!accepts.includes('file') && !(kind === 'photo' && accepts.includes('photo')))
    throw new RuleError('submission.file');
};

/** Throws `submission.handed_in`. */
export const checkRemoval = checkOpen;

/** Hands a work in. Throws `submission.handed_in`, and `submission.empty` without a file and without the text asked for. */
export const handIn = (s: Submission, accepts: Assignment['accepts']): Submission => {
  checkOpen(s);
  const written = accepts.includes('text') && s.text.trim() !== '';
  if (!written && s.files === 0) throw new RuleError('submission.empty');
  return { ...s, state: 'submitted', rev: s.rev + 1, nth: s.nth + 1 };
};

/** Takes a work back: one that was returned before is `returned` again. Throws `submission.marking` once somebody marks
 * it, `submission.changed` when it is marked already. */
export const withdraw = (s: Submission): Submission => {
  if (s.state === 'marking') throw new RuleError('submission.marking');
  if (s.state !== 'submitted') throw new RuleError('submission.changed');
  return { ...s, state: s.nth > 1 ? 'returned' : 'draft', rev: s.rev + 1, nth: s.nth - 1 };
};

/** A trainer begins to mark: from here it cannot be withdrawn. Opening it again, or one that is marked, changes nothing. */
export const openForMarking = (s: Submission): Submission =>
  s.state === 'submitted' ? { ...s, state: 'marking' } : s;

export type Decision = {
  base: number;
  marks: readonly number[];
  comment: string;
  decision: 'accept' | 'return';
};

/** The share of the rubric's points. Throws `submission.marks` when a mark is missing or above its points. */
export const scoreByRubric = (rubric: Assignment['rubric'], marks: readonly number[]): number => {
  const fits =
    marks.length === rubric.length && marks.every((m, i) => m >= 0 && m <= (rubric[i]?.points ?? 0));
  if (!fits) throw new RuleError('submission.marks');
  return marks.reduce((a, b) => a + b, 0) / rubric.reduce((sum, r) => sum + r.points, 0);
};

/** Marks a work that was handed in. To accept is the trainer's decision, whatever the score; who returns one says why.
 * Throws `submission.changed`, `submission.marks`, `submission.comment`. */
export const decide = (
  s: Submission,
  rubric: Assignment['rubric'],
  d: Decision,
): { next: Submission; score: number } => {
  const waits = s.state === 'submitted' || s.state === 'marking';
  if (!waits || d.base !== s.rev) throw new RuleError('submission.changed');
  const score = scoreByRubric(rubric, d.marks);
  if (d.decision === 'return' && d.comment.trim() === '') throw new RuleError('submission.comment');
  return { next: { ...s, state: d.decision === 'accept' ? 'accepted' : 'returned', rev: s.rev + 1 }, score };
};

/** Stars 1 to 3 of an accepted work, by the same steps as a role play. */
export const assignmentStars = talkStars;

/** What acceptance pays: the station's coins and the rubric's share of what is on top. */
export const assignmentCoins = (pay: { first: number; excellent: number }, score: number): number =>
  pay.first + Math.round(score * pay.excellent);

/** True when the author's own work at a station opens those of colleagues: it was handed in and not taken back. */
export const mayLookAround = (own: Pick<Submission, 'nth'> | undefined): boolean => (own?.nth ?? 0) > 0;
