import { describe, expect, test } from 'vitest';
import { decodeText } from '../../server/formats/encoding.ts';
import { readGift } from '../../server/formats/gift.ts';
import { expectedFiles, HAVE_REAL_FILES, realFile } from './real-files.ts';

/** Moodle's names of the types of this format. */
const MOODLE: Record<string, string> = {
  match: 'matching',
  multichoice: 'single',
  'multichoice-multi': 'multiple',
  numerical: 'numeric',
  shortanswer: 'short',
  truefalse: 'true-false',
};

/** Files in which we differ from Moodle's importer, and why. */
const EXPLAINED: Record<string, { read: Record<string, number>; why: string }> = {};

const tally = (names: readonly string[]): Record<string, number> => {
  const n: Record<string, number> = {};
  for (const name of names) n[name] = (n[name] ?? 0) + 1;
  return n;
};

describe.skipIf(!HAVE_REAL_FILES)('GIFT files that others wrote', () => {
  test('come in as Moodle reads them, in number and type', () => {
    const rows = expectedFiles('gift').map((e) => {
      const reading = readGift(decodeText(realFile(e.file)));
      const expected = tally(
        Object.entries(e.types).flatMap(([t, n]) => Array.from({ length: n }, () => MOODLE[t] ?? t)),
      );
      return {
        file: e.file,
        expected,
        read: tally(reading.questions.map((q) => q.question.type)),
        rejected: reading.rejected,
        warnings: tally(reading.warnings.map((w) => w.code)),
      };
    });
    console.table(
      rows.map((r) => ({
        file: r.file.slice(5, 45),
        expected: JSON.stringify(r.expected),
        read: JSON.stringify(r.read),
        rejected: r.rejected.map((n) => `${n.place.line} ${n.code}`).join(', '),
        warnings: JSON.stringify(r.warnings),
      })),
    );
    expect(rows.length).toBe(45);
    for (const r of rows) expect([r.file, r.read]).toEqual([r.file, EXPLAINED[r.file]?.read ?? r.expected]);
  });
});
