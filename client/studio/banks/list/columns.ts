import type { QUESTION_SORTS } from '../../../../server/domain/api-bank.ts';
import { keepList, keptList } from '../../parts/keep.ts';

/** Everything a row can show; the stem is always there. */
export const COLUMNS = [
  'name',
  'type',
  'state',
  'category',
  'point',
  'tags',
  'difficulty',
  'author',
  'reviewer',
  'updated',
  'version',
  'comments',
  'draft',
  'answers',
  'facility',
  'discrimination',
  'flags',
] as const;
export type Column = (typeof COLUMNS)[number];
export const USUAL: readonly Column[] = ['type', 'state', 'category', 'tags', 'facility', 'flags', 'updated'];

/** The columns that one may sort by. */
export const SORT_OF: Partial<Record<Column | 'stem', (typeof QUESTION_SORTS)[number]>> = {
  name: 'name',
  type: 'type',
  difficulty: 'difficulty',
  updated: 'updated',
  answers: 'answers',
  facility: 'facility',
  discrimination: 'discrimination',
};

/** The columns this person chose on this machine, in their fixed order. */
export const keptColumns = (person: string): Column[] => {
  const kept = keptList(person, 'columns', USUAL);
  return COLUMNS.filter((c) => kept.includes(c));
};
export const keepColumns = (person: string, columns: readonly Column[]): void =>
  keepList(person, 'columns', columns);
