import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUESTION_TYPES, type QuestionType } from '../../server/domain/question.ts';
import { plainOf } from '../../server/domain/rich-text.ts';
import type { PortableQuestion, WriteInput } from '../../server/formats/format.ts';
import { textsOf } from '../../server/formats/losses.ts';
import { readQti, writeQti22, writeQti30 } from '../../server/formats/qti.ts';
import { normalRich } from '../../server/formats/rich-blocks.ts';
import { portableArb } from './arbitrary.ts';
import { canonical } from './qti-canonical.ts';

const VERSIONS = { qti22: writeQti22, qti30: writeQti30 };

/** Markup alone, as an empty code block is, shows nothing: no format but our own holds it. */
const showsAll = (q: PortableQuestion): boolean =>
  textsOf(q.question).every((t) =>
    [t.zh ?? t.en ?? '', t.en ?? t.zh ?? ''].every((text) => normalRich(text) !== ''),
  );

/** Every gap stands where it can be seen: not in the line that opens a code block. */
const showsGaps = ({ question: q }: PortableQuestion): boolean =>
  q.type !== 'cloze' ||
  [q.stem.zh, q.stem.en].every(
    (stem) => stem === undefined || q.gaps.every((_, i) => plainOf(stem).includes(`[[${i + 1}]]`)),
  );

const throughQti = (questions: PortableQuestion[], write: typeof writeQti22, lang: 'zh' | 'en') => {
  const input: WriteInput = { bank: 'Bank', questions, media: new Map(), lang };
  const { bytes } = write(input);
  return readQti({ name: 'export.zip', bytes });
};

describe.each(Object.entries(VERSIONS))('%s keeps what it is given', (_version, write) => {
  it.each(QUESTION_TYPES)('a question of type %s comes back as it was', (type: QuestionType) => {
    fc.assert(
      fc.property(
        portableArb([type]).filter(showsAll).filter(showsGaps),
        fc.constantFrom('zh', 'en'),
        (question, lang) => {
          const reading = throughQti([question], write, lang);
          expect(reading.rejected).toEqual([]);
          const [back] = reading.questions;
          expect(back && canonical(back, lang, question)).toEqual(canonical(question, lang, question));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('questions keep their order and number', () => {
    fc.assert(
      fc.property(
        fc.array(portableArb().filter(showsAll).filter(showsGaps), { minLength: 2, maxLength: 6 }),
        (questions) => {
          const reading = throughQti(questions, write, 'en');
          expect(reading.questions.map((q) => q.question.type)).toEqual(
            questions.map((q) => q.question.type),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
