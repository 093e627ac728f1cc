import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUESTION_TYPES } from '../../server/domain/question.ts';
import type { PortableQuestion, Writing } from '../../server/formats/format.ts';
import { readSheet, writeCsv, writeXlsx } from '../../server/formats/sheet.ts';
import { portableArb } from './arbitrary.ts';

/** As it comes back: ids are those of the file, an empty feedback is none. */
const bare = (portable: PortableQuestion, i: number): object => {
  const question: Record<string, unknown> = { ...portable.question, id: `q-${i + 1}` };
  if (JSON.stringify(question.feedback) === '{}') delete question.feedback;
  const { ref, name, category, tags, point } = portable;
  return JSON.parse(JSON.stringify({ question, ref, name, category, tags, point })) as object;
};

const roundTrip = (questions: PortableQuestion[], written: Writing): void => {
  const reading = readSheet({ name: `bank${written.extension}`, bytes: written.bytes });
  expect(reading.rejected).toEqual([]);
  expect(reading.questions.map(bare)).toEqual(questions.map(bare));
  expect(reading.warnings.filter((w) => w.code !== 'media.missing')).toEqual([]);
};

const some = fc.array(portableArb(), { minLength: 1, maxLength: 5 });
const langs = fc.constantFrom('zh' as const, 'en' as const);

describe('a bank as a sheet', () => {
  it('comes back the same from CSV, whatever its texts hold', () => {
    fc.assert(
      fc.property(some, langs, (questions, lang) => {
        roundTrip(questions, writeCsv({ bank: 'b', questions, media: new Map(), lang }));
      }),
      { numRuns: 300 },
    );
  });

  it('comes back the same from XLSX, whatever its texts hold', () => {
    fc.assert(
      fc.property(some, langs, (questions, lang) => {
        roundTrip(questions, writeXlsx({ bank: 'b', questions, media: new Map(), lang }));
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it.each(QUESTION_TYPES)('holds every field of %s questions', (type) => {
    fc.assert(
      fc.property(fc.array(portableArb([type]), { minLength: 1, maxLength: 3 }), (questions) => {
        roundTrip(questions, writeCsv({ bank: 'b', questions, media: new Map(), lang: 'zh' }));
      }),
      { numRuns: 100 },
    );
  });
});
