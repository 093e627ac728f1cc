import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readFile } from '../../server/formats/read.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data/questions');
const Expected = z.array(z.object({ file: z.string(), count: z.number().nullish() }));

/** What comes in for each file, by our types; `why` explains each difference from expected.json. */
const OURS: Readonly<Record<string, { types: Record<string, number>; rejected: number; why: string }>> = {
  'zh-text/001-BUAA-Engineering-E-题库.txt': {
    types: { single: 109, multiple: 122, 'true-false': 72 },
    rejected: 0,
    why: 'as expected: judge = true-false',
  },
  'zh-text/002-uestc_labsafetest_-bank.txt': {
    types: { 'true-false': 851, single: 482 },
    rejected: 0,
    why: 'letter = single with letters for options and a warning each: the file has no option texts',
  },
  'zh-text/003-quiz-心理学.json': {
    types: { single: 89, 'true-false': 104, essay: 67 },
    rejected: 0,
    why: 'essay = 33 名词解释 + 34 简答题',
  },
  'zh-text/004-quiz-大学语文.json': {
    types: { single: 44, multiple: 10, essay: 25, cloze: 29, short: 3, 'true-false': 6 },
    rejected: 7,
    why: 'rejected: 5 判断题 with an empty answer, 2 多选题 whose options were lost before the file was made',
  },
  'trivia/001-OpenTriviaQA-for-kids': {
    types: { single: 634, 'true-false': 125 },
    rejected: 0,
    why: 'as expected',
  },
  'trivia/002-OpenTriviaQA-brain-teasers': {
    types: { single: 191, 'true-false': 16 },
    rejected: 0,
    why: 'as expected',
  },
  'trivia/003-OpenTriviaQA-geography': {
    types: { single: 783, 'true-false': 59 },
    rejected: 0,
    why: 'as expected',
  },
  'trivia/004-Open-trivia-databa-mathematics.json': { types: { short: 49 }, rejected: 0, why: 'as expected' },
};

const typesOf = (list: readonly { question: { type: string } }[]): Record<string, number> => {
  const types: Record<string, number> = {};
  for (const { question } of list) types[question.type] = (types[question.type] ?? 0) + 1;
  return types;
};

describe.skipIf(!existsSync(DATA))(
  'the real Chinese and trivia files (skipped without ../shared/data)',
  () => {
    it('come in whole: every question is imported or rejected with a reason', () => {
      const expected = Expected.parse(JSON.parse(readFileSync(join(DATA, 'expected.json'), 'utf8')));
      const table = Object.entries(OURS).map(([file, ours]) => {
        const reading = readFile({ name: file, bytes: new Uint8Array(readFileSync(join(DATA, file))) });
        const known = expected.find((e) => e.file === file);
        expect(typesOf(reading.questions), file).toEqual(ours.types);
        expect(reading.rejected.length, file).toBe(ours.rejected);
        expect(reading.questions.length + reading.rejected.length, file).toBe(known?.count);
        const { length } = reading.questions;
        return {
          file: file.slice(0, 30),
          expected: known?.count,
          imported: length,
          rejected: ours.rejected,
          why: ours.why,
        };
      });
      console.table(table);
    });
  },
);
