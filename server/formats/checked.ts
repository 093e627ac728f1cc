import type { Note, Place } from '../domain/notes/index.ts';
import { Question } from '../domain/question.ts';

/** A question that the schema accepts, or the note that says why not. */
export type Checked = { question: Question } | { fault: Note };

/** The last step of every reader: what does not fit the schema is rejected with its field and reason. */
export const checked = (candidate: unknown, place: Place): Checked => {
  const result = Question.safeParse(candidate);
  if (result.success) return { question: result.data };
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  if (issue?.code === 'too_big' && issue.origin === 'string')
    return { fault: { place, code: 'question.too_long', details: { most: Number(issue.maximum) } } };
  if (issue?.code === 'too_big' && issue.origin === 'array') {
    const list = issue.path.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      candidate,
    );
    const n = Array.isArray(list) ? list.length : 0;
    return { fault: { place, code: 'question.too_many_parts', details: { n, most: Number(issue.maximum) } } };
  }
  return { fault: { place, code: 'question.invalid', details: { field, reason: issue?.message ?? '' } } };
};
