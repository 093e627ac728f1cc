import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUESTION_TYPES, type Question } from '../../server/domain/question.ts';
import { escapeRich, mediaOf, plainOf } from '../../server/domain/rich-text.ts';
import type { LocalText } from '../../server/domain/text.ts';
import type { PortableQuestion, Reading, WriteInput } from '../../server/formats/format.ts';
import { shortName } from '../../server/formats/moodle-name.ts';
import { categoryOf, readMoodleXml, writeMoodleXml } from '../../server/formats/moodle-xml.ts';
import { normalRich } from '../../server/formats/rich-blocks.ts';
import { decodeXml } from '../../server/formats/xml.ts';
import { portableArb } from './arbitrary.ts';
import { expectedFiles, HAVE_REAL_FILES, realFile } from './real-files.ts';

const read = (text: string): Reading =>
  readMoodleXml({ name: 'a.xml', text, encoding: 'utf-8', warnings: [] });
const written = (questions: PortableQuestion[], over: Partial<WriteInput> = {}) =>
  writeMoodleXml({ bank: 'Bank', questions, media: new Map(), lang: 'zh', ...over });
const back = (questions: PortableQuestion[], over: Partial<WriteInput> = {}): Reading => {
  const { bytes } = written(questions, over);
  return readMoodleXml(decodeXml({ name: 'a.xml', bytes }));
};
const quiz = (type: string, inner: string): string =>
  `<?xml version="1.0"?><quiz><question type="${type}"><name><text>N</text></name>${inner}</question></quiz>`;
const stem = (html = '<p>Stem</p>') =>
  `<questiontext format="html"><text><![CDATA[${html}]]></text></questiontext>`;
const one = (reading: Reading): Question => {
  expect(reading.rejected).toEqual([]);
  const [first] = reading.questions;
  if (!first) throw new Error('no question');
  return first.question;
};

/** Every text in its normal spelling; what means the same is made the same. */
const texts = (value: unknown, write: (text: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((part) => texts(part, write));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const isText = entries.every(([key, part]) => (key === 'zh' || key === 'en') && typeof part === 'string');
  return Object.fromEntries(
    entries.map(([key, part]) => [key, isText ? write(String(part)) : texts(part, write)]),
  );
};
const plainLine = (rich: string): string => {
  const plain = plainOf(rich)
    .replace(/\s*\n\s*/gu, ' ')
    .trim();
  return normalRich(escapeRich(plain));
};
const lines = (text: LocalText): LocalText => texts(text, plainLine) as LocalText;

type Short = Pick<Extract<Question, { type: 'short' }>, 'key' | 'replies'>;
const normalShort = <T extends Short>(part: T): T => {
  const full = (part.replies ?? []).filter((r) => r.score === 1);
  const said = [...new Set(full.map((r) => r.text))];
  const replies = (part.replies ?? []).filter((r) => r.score !== 1 || r.feedback);
  const { replies: _, ...rest } = part;
  const key = [...said, ...part.key.filter((text) => !said.includes(text))];
  return { ...rest, key, ...(replies.length > 0 ? { replies } : {}) } as T;
};
const normalParts = (q: Question): Question => {
  switch (q.type) {
    case 'single':
      return {
        ...q,
        options: q.options.map(({ score, ...o }, i) =>
          score === undefined || score === (i === q.key ? 1 : 0) ? o : { ...o, score },
        ),
      };
    case 'multiple': {
      const { scoring, ...rest } = q;
      const part = 1 / q.key.length;
      const options = q.options.map(({ score, ...o }, i) =>
        scoring === 'all' ||
        score === undefined ||
        Math.abs(score - (q.key.includes(i) ? part : -part)) < 1e-6
          ? o
          : { ...o, score },
      );
      return { ...rest, options, ...(scoring === 'all' ? { scoring } : {}) };
    }
    case 'true-false': {
      const { feedback, ...rest } = q;
      return feedback && Object.keys(feedback).length > 0 ? q : rest;
    }
    case 'short':
      return normalShort(q);
    case 'matching':
      return {
        ...q,
        pairs: q.pairs.map((p) => ({ ...p, right: lines(p.right) })),
        ...(q.extras ? { extras: q.extras.map(lines) } : {}),
      };
    case 'categorising':
      return { ...q, categories: q.categories.map(lines) };
    case 'cloze':
      return {
        ...q,
        gaps: q.gaps.map(({ weight, ...gap }) => {
          const own = weight === undefined || weight === 1 ? gap : { ...gap, weight };
          if (own.kind === 'short') return normalShort(own);
          if (own.kind !== 'numeric') return own;
          const { unit: _, units: __, ...rest } = own;
          return rest;
        }) as typeof q.gaps,
      };
    default:
      return q;
  }
};
const normal = (q: PortableQuestion): PortableQuestion => {
  const question = normalParts(texts(q.question, normalRich) as Question);
  const { name, ...rest } = q;
  const id = 'q-1';
  return {
    ...rest,
    ...(name === undefined || name === shortName(question) ? {} : { name }),
    question: { ...question, id },
  };
};

/** No text that shows nothing, such as an open fence alone, and no media by accident. */
const showing = (q: PortableQuestion): PortableQuestion => ({
  ...q,
  question: texts(q.question, (text) => (mediaOf(text).length > 0 ? '' : normalRich(text)) || 'x') as Question,
});
const hasGaps = ({ question: q }: PortableQuestion): boolean =>
  q.type !== 'cloze' ||
  [q.stem.zh, q.stem.en].every(
    (text) => text === undefined || q.gaps.every((_, i) => plainOf(text).includes(`[[${i + 1}]]`)),
  );

describe('Moodle XML of our own', () => {
  for (const type of QUESTION_TYPES)
    it(`brings every ${type} question back as it was`, () => {
      const single =
        type === 'cloze' ? (q: PortableQuestion) => Object.keys(q.question.stem).length === 1 : () => true;
      fc.assert(
        fc.property(portableArb([type]).filter(single).map(showing).filter(hasGaps), (q) => {
          const wanted = normal(q);
          const { point, ...question } = wanted.question;
          const reading = back([q]);
          expect(reading.rejected).toEqual([]);
          const [{ place: _, ...found } = { place: {} }] = reading.questions;
          expect(found).toEqual({ ...wanted, question });
        }),
        { numRuns: 150 },
      );
    });
});

describe('categories of Moodle', () => {
  it('are paths without the roots of Moodle', () => {
    expect(categoryOf('$course$/top/Default for X/Km//h')).toEqual(['Default for X', 'Km/h']);
    expect(categoryOf('$course$/Alpha')).toEqual(['Alpha']);
    expect(categoryOf('A/B')).toEqual(['A', 'B']);
  });
});

const COUNTED: Record<string, string> = {
  multichoice: 'single',
  'multichoice-multi': 'multiple',
  truefalse: 'true-false',
  shortanswer: 'short',
  numerical: 'numeric',
  gapselect: 'cloze',
};
const countsOf = (types: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

describe.skipIf(!HAVE_REAL_FILES)('Moodle XML files of other people (../shared/data)', () => {
  it('come in whole: as many questions of each type as an independent reader found', () => {
    const table: object[] = [];
    for (const wanted of expectedFiles('moodlexml')) {
      const found = readMoodleXml(decodeXml(realFile(wanted.file)));
      const types = countsOf(found.questions.map((q) => q.question.type));
      table.push({
        file: wanted.file.slice('moodlexml/'.length),
        wanted: wanted.count,
        questions: found.questions.length,
        rejected: found.rejected.length,
        types: Object.entries(types).join(' '),
        media: found.media.size,
        warnings: found.warnings.map((w) => `${w.code}(${Object.values(w.details ?? {}).join(',')})`).join(' '),
      });
      expect(found.rejected, wanted.file).toEqual([]);
      expect(types, wanted.file).toEqual(
        Object.fromEntries(Object.entries(wanted.types).map(([type, n]) => [COUNTED[type] ?? type, n])),
      );
    }
    expect(table).toHaveLength(14);
    console.table(table);
  });
});
