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
  question: texts(
    q.question,
    (text) => (mediaOf(text).length > 0 ? '' : normalRich(text)) || 'x',
  ) as Question,
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

describe('Moodle XML of Moodle', () => {
  const answer = (fraction: number, text: string, feedback = '') =>
    `<answer fraction="${fraction}"><text>${text}</text><feedback format="html"><text>${feedback}</text></feedback></answer>`;

  it('has choices with shares of the mark', () => {
    const text = quiz(
      'multichoice',
      `${stem()}<single>true</single>${answer(0, 'A')}${answer(100, 'B', 'yes')}${answer(33.33333, 'C')}`,
    );
    expect(one(read(text))).toMatchObject({
      type: 'single',
      key: 1,
      options: [
        { text: { en: 'A' } },
        { text: { en: 'B' }, feedback: { en: 'yes' } },
        { text: { en: 'C' }, score: 1 / 3 },
      ],
    });
    const several = quiz(
      'multichoice',
      `${stem()}<single>false</single><shuffleanswers>0</shuffleanswers>${answer(50, 'A')}${answer(50, 'B')}${answer(-100, 'C')}`,
    );
    expect(one(read(several))).toMatchObject({
      type: 'multiple',
      key: [0, 1],
      shuffle: false,
      options: [{ text: { en: 'A' } }, { text: { en: 'B' } }, { score: -1 }],
    });
  });

  it('has cloze texts of every kind of gap, with weights, escapes and shares', () => {
    const text = quiz(
      'cloze',
      stem(
        '<p>{1:MC:~=right#fb~%50%half~wrong} {:SAC:=Paris\\~ \\}~%25%Lyon#no} {2:NUMERICAL:=23.8:0.1#ok~%50%23,8:2} {1:MCS:=a~b} {1:MW:=&lt;b&gt;}</p>'.replaceAll(
          '\\\\',
          '\\',
        ),
      ),
    );
    const q = one(read(text));
    expect(q.stem).toEqual({ en: '[[1]] [[2]] [[3]] [[4]] [[5]]' });
    expect(q).toMatchObject({
      gaps: [
        {
          kind: 'choice',
          key: 0,
          shuffle: false,
          options: [
            { text: { en: 'right' }, feedback: { en: 'fb' } },
            { text: { en: 'half' }, score: 0.5 },
            { text: { en: 'wrong' } },
          ],
        },
        {
          kind: 'short',
          caseSensitive: true,
          key: ['Paris~ }'],
          replies: [{ text: 'Lyon', score: 0.25, feedback: { en: 'no' } }],
        },
        {
          kind: 'numeric',
          key: 23.8,
          tolerance: 0.1,
          weight: 2,
          others: [{ value: 23.8, tolerance: 2, score: 0.5 }],
        },
        { kind: 'choice', key: 0 },
        { kind: 'short', key: ['<b>'] },
      ],
    });
  });

  it('has gaps whose words stand behind the text', () => {
    const words = ['red', 'blue', 'dog']
      .map((w, i) => `<selectoption><text>${w}</text><group>${i < 2 ? 1 : 2}</group></selectoption>`)
      .join('');
    const q = one(read(quiz('gapselect', `${stem('A [[3]] is not [[2]], nor [[2]].')}${words}`)));
    expect(q.stem).toEqual({ en: 'A [[1]] is not [[2]], nor [[3]].' });
    expect(q).toMatchObject({
      gaps: [{ options: [{ text: { en: 'dog' } }], key: 0 }, { key: 1 }, { key: 1 }],
    });
  });

  it('has both languages side by side in multilang spans', () => {
    const both =
      '<span lang="zh_cn" class="multilang"><p>题</p></span><span lang="en" class="multilang"><p>Stem</p></span>';
    expect(one(read(quiz('description', stem(both)))).stem).toEqual({ zh: '题', en: 'Stem' });
  });

  it('has pictures and sounds, each under a name of its question', () => {
    const files =
      '<file name="a b.png" path="/" encoding="base64">aGk=</file><file name="x.pdf" encoding="base64">aGk=</file>';
    const text = quiz(
      'description',
      stem('<img src="@@PLUGINFILE@@/a%20b.png" alt="A"><img src="@@PLUGINFILE@@/none.png">').replace(
        '</questiontext>',
        `${files}</questiontext>`,
      ),
    );
    const reading = read(text);
    expect(one(reading).stem).toEqual({ en: '![A](media:q1-a-b.png)' });
    expect([...reading.media]).toEqual([['q1-a-b.png', new Uint8Array([104, 105])]]);
    expect(reading.warnings.map((w) => [w.code, w.details])).toEqual([
      ['media.missing', { name: 'none.png' }],
      ['question.part_dropped', { part: 'x.pdf' }],
    ]);
  });

  it('says which questions it refuses, where, and why', () => {
    const text = `<quiz>\n<question type="category"><category><text>$course$/top/C</text></category></question>
<question type="calculated"><name><text>Calc</text></name>${stem()}</question>
<question type="multichoice"><name><text>No key</text></name>${stem()}${answer(0, 'A')}${answer(0, 'B')}</question>
<question type="cloze"><name><text>Open</text></name>${stem('{1:SA:=x')}</question>
<question type="essay"><name><text>Fine</text></name>${stem()}</question></quiz>`;
    const reading = read(text);
    expect(reading.rejected).toEqual([
      {
        place: { line: 3, item: 1, id: 'Calc' },
        code: 'question.type_unsupported',
        details: { type: 'calculated' },
      },
      { place: { line: 4, item: 2, id: 'No key' }, code: 'question.no_key' },
      { place: { line: 5, item: 3, id: 'Open' }, code: 'moodle.gap_open', details: { gap: 1 } },
    ]);
    expect(reading.questions.map((q) => [q.name, q.category, q.place.item])).toEqual([['Fine', ['C'], 4]]);
  });

  it('says what came in without a part', () => {
    const rest =
      '<defaultgrade>2</defaultgrade><correctfeedback><text>Bravo, you know the harbour!</text></correctfeedback><incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback><hint><text>one</text></hint><hint><text>two</text></hint>';
    const reading = read(quiz('ordering', `${stem()}${answer(1, 'a')}${answer(2, 'b')}${rest}`));
    expect(one(reading)).toMatchObject({
      type: 'ordering',
      hint: { en: 'one' },
      items: [{ en: 'a' }, { en: 'b' }],
    });
    expect(reading.warnings.map((w) => w.details?.part)).toEqual([
      'correctfeedback',
      'defaultgrade 2',
      'hint 2–2',
    ]);
  });

  it('is told from other XML', () => {
    expect(() => read('<html/>')).toThrow('moodle.not_quiz');
  });
});

describe('an export to Moodle', () => {
  const base = { id: 'q-1', difficulty: 3 };

  it('carries pictures along and brings them back', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const question: Question = { ...base, type: 'description', stem: { zh: '看图 ![图](media:a.png)' } };
    const reading = back([{ question }], { media: new Map([['a.png', bytes]]) });
    expect(one(reading).stem).toEqual({ zh: '看图 ![图](media:q1-a.png)' });
    expect(reading.media.get('q1-a.png')).toEqual(bytes);
  });

  it('says what Moodle cannot hold', () => {
    const gaps = [{ kind: 'numeric' as const, key: 1, tolerance: 0, unit: { zh: '米' } }];
    const questions: PortableQuestion[] = [
      { question: { ...base, type: 'cloze', stem: { zh: '空 [[1]]', en: 'gap [[1]]' }, gaps } },
      {
        question: {
          ...base,
          difficulty: 4,
          type: 'multiple',
          stem: { zh: '题' },
          options: [{ text: { zh: '甲' } }, { text: { zh: '乙' } }],
          key: [0],
          scoring: 'all',
        },
      },
      {
        question: {
          ...base,
          type: 'matching',
          stem: { zh: '题' },
          pairs: [{ left: { zh: '左' }, right: { zh: '**右**' } }],
        },
      },
      {
        question: {
          ...base,
          type: 'categorising',
          stem: { zh: '题' },
          categories: [{ zh: '甲' }, { zh: '乙' }],
          items: [
            { text: { zh: '一' }, category: 0 },
            { text: { zh: '二' }, category: 1 },
          ],
        },
      },
    ];
    expect(written(questions).losses.map((l) => [l.place.item, l.code])).toEqual([
      [1, 'moodle.gap_parts'],
      [1, 'moodle.one_language'],
      [2, 'moodle.all_or_nothing'],
      [3, 'moodle.plain_only'],
      [4, 'question.type_changed'],
      [undefined, 'moodle.own_only'],
    ]);
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
        warnings: found.warnings
          .map((w) => `${w.code}(${Object.values(w.details ?? {}).join(',')})`)
          .join(' '),
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
