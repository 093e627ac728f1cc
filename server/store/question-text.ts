import { createHash } from 'node:crypto';
import type { Question } from '../domain/question.ts';
import { fingerprintOf, nameOf, searchTextOf } from '../domain/question-search.ts';

/** The same question is known again by this, whatever its id, point and difficulty. */
export const contentHash = (question: Question): string =>
  createHash('sha256').update(fingerprintOf(question)).digest('base64url');

/** The columns of a question's row that follow from its content; `name` = what a person calls it, if anything. */
export const textColumns = (
  question: Question,
  name = '',
): { name: string; search: string; hash: string } => {
  const called = name.trim() || nameOf(question);
  return { name: called, search: searchTextOf(question, called), hash: contentHash(question) };
};

/** A version's content where its row says it stands now. */
export const placedIn = (row: { point: string; difficulty: number }, content: Question): Question => {
  const { point: _, ...rest } = content;
  return { ...rest, ...(row.point === '' ? {} : { point: row.point }), difficulty: row.difficulty };
};
