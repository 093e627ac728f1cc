import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { COLUMNS, keepColumns, keptColumns, USUAL } from '../../client/studio/banks/list/columns.ts';
import {
  ALL,
  filtersIn,
  type ListState,
  listOf,
  narrowed,
  PAGE_SIZES,
  queryOf,
  searchOf,
} from '../../client/studio/banks/list/list-filter.ts';
import { QUESTION_SORTS, STAT_FLAGS } from '../../server/domain/api-bank.ts';
import { QUESTION_STATES, QUESTION_TYPES } from '../../server/domain/question.ts';

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((s) => s.trim() !== '' && s.isWellFormed());
const list: fc.Arbitrary<ListState> = fc.record(
  {
    page: fc.integer({ min: 1, max: 999 }),
    size: fc.constantFrom(...PAGE_SIZES),
    text: word,
    category: fc.oneof(fc.constant(''), fc.uuid()),
    point: fc.oneof(fc.constant(''), fc.uuid()),
    author: fc.uuid(),
    types: some(QUESTION_TYPES),
    states: some(QUESTION_STATES),
    tags: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    difficulties: some([1, 2, 3, 4, 5]),
    flag: fc.constantFrom(...STAT_FLAGS),
    facilityBelow: fc.integer({ min: 0, max: 100 }),
    facilityAbove: fc.integer({ min: 0, max: 100 }),
    sort: fc.constantFrom(...QUESTION_SORTS),
    descending: fc.boolean(),
  },
  { requiredKeys: ['page', 'size'] },
);

describe('the filters of a list', () => {
  test('come back from the address as they went in', () => {
    fc.assert(
      fc.property(list, (l) => {
        expect(listOf(`?${queryOf(l)}`)).toEqual(l);
      }),
    );
  });

  test('leave no trace in the address when nothing is asked for', () => {
    expect(queryOf(ALL)).toBe('');
    expect(listOf('')).toEqual(ALL);
  });

  test('ignore what an address says wrongly', () => {
    const strange = 'page=-3&size=7&type=riddle&state=&flag=x&below=a&above=900&sort=luck&difficulty=9&q=+';
    expect(listOf(strange)).toEqual(ALL);
  });

  test('keep "without category" apart from any category', () => {
    expect(listOf('category=').category).toBe('');
    expect(listOf('').category).toBeUndefined();
  });

  test('start from the first page again when they change, and go off when told undefined', () => {
    const before: ListState = { page: 4, size: 100, states: ['ready'], text: '消防' };
    expect(narrowed(before, { states: undefined })).toEqual({ page: 1, size: 100, text: '消防' });
    expect(filtersIn(before)).toBe(1);
  });

  test('ask the door for the rows of their page', () => {
    expect(searchOf('b', { page: 3, size: 100, text: 'x' })).toEqual({
      bank: 'b',
      text: 'x',
      offset: 200,
      limit: 100,
    });
  });
});

describe('the columns of a list', () => {
  beforeEach(() => localStorage.clear());

  test('are kept for each person, in their fixed order', () => {
    keepColumns('tang', ['flags', 'name']);
    expect(keptColumns('tang')).toEqual(['name', 'flags']);
    expect(keptColumns('zhou')).toEqual(COLUMNS.filter((c) => USUAL.includes(c)));
  });

  test('may be none at all', () => {
    keepColumns('tang', []);
    expect(keptColumns('tang')).toEqual([]);
  });

  test('are the usual ones when the machine kept nonsense', () => {
    localStorage.setItem('studio.columns.tang', '{"a":');
    expect(keptColumns('tang')).toEqual(COLUMNS.filter((c) => USUAL.includes(c)));
  });
});
