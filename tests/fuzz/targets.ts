import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import type { Reading, WriteInput, Writing } from '../../server/formats/format.ts';
import { portableArb } from '../formats/arbitrary.ts';

/** A reader under test. `load` imports it, so that coverage can begin before; `tokens` are words of its format. */
export type Target = {
  name: string;
  load: () => Promise<(bytes: Uint8Array) => Reading>;
  /** Folders of the real files, and seeds for a machine without them. */
  folders: readonly string[];
  seeds: readonly string[];
  tokens: readonly string[];
  /** Its writer: exports of arbitrary questions are seeds, too. */
  write?: () => Promise<(input: WriteInput) => Writing>;
};

const MARKS = [
  '\n',
  '\n\n',
  '\r',
  '\t',
  '\u0000',
  '\ufeff',
  '\ud83d\ude00',
  '中',
  '题',
  '：',
  '（',
  '）',
  '"',
  "'",
  '\\',
];
const HTML = [
  '<b>',
  '</b>',
  '<p>',
  '<br/>',
  '<img src="a.png">',
  '<',
  '>',
  '&',
  '&amp;',
  '&#x4e2d;',
  '<![CDATA[',
  ']]>',
];
const GIFT = [
  ...[
    '::',
    '{',
    '}',
    '=',
    '~',
    '#',
    '####',
    '->',
    '%50%',
    '%-33.33333%',
    '//',
    '$CATEGORY: a/b',
    '[html]',
    '..',
  ],
  ...[
    '[markdown]',
    '{T}',
    '{F#a#b}',
    '{}',
    '{#1..5}',
    '{#3:2}',
    '=a -> b',
    '~=',
    '\\n',
    '\\{',
    '[id:1]',
    '[tag:x]',
  ],
];
const ZH = [
  'A. ',
  'B、',
  'Ａ．',
  '答案：A',
  '1. ',
  '（ ）',
  '（正确）',
  '解析：',
  '一、单选题',
  '对',
  '错',
  'ABCD',
  '__',
];
const XML = [
  ...[
    '<?xml version="1.0"?>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '<question type="cloze">',
    '</question>',
  ],
  ...['<text>', '</text>', '<answer fraction="100">', '{1:MC:=a~b}', '<file encoding="base64">', 'xmlns="x"'],
  ...[
    '<assessmentItem>',
    '<choiceInteraction responseIdentifier="R">',
    '<simpleChoice identifier="A">',
    '<item>',
  ],
];
const JSON_WORDS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  'true',
  '1e9',
  '"options"',
  '"answer"',
  '"type"',
  '\\u0000',
  '\\ud800',
];
const CSV = [
  ',',
  ';',
  '\t',
  '"',
  '""',
  '\r\n',
  'Question',
  'Answer 1',
  'Correct answer(s)',
  '题干',
  '选项A',
  '答案',
  '类型',
];

const own = (type: string, rest: string): string =>
  `{"format":"archipelago-bank","version":1,"bank":"b","questions":[{"question":{"id":"q","stem":{"zh":"题"},"difficulty":3,"type":"${type}"${rest}}}],"media":{"a.png":"AAAA"}}`;

const text = (
  name: string,
  load: () => Promise<(source: ReturnType<Decode>) => Reading>,
): Pick<Target, 'name' | 'load'> => ({
  name,
  load: async () => {
    const [read, { decodeText }] = await Promise.all([load(), import('../../server/formats/encoding.ts')]);
    return (bytes) => read(decodeText({ name: `fuzz.${name}`, bytes }));
  },
});
type Decode = typeof import('../../server/formats/encoding.ts')['decodeText'];

export const TARGETS: readonly Target[] = [
  {
    ...text('gift', async () => (await import('../../server/formats/gift.ts')).readGift),
    write: async () => (await import('../../server/formats/gift.ts')).writeGift,
    folders: ['gift'],
    seeds: [
      '::N::[html]Q<b>x</b>{=a#f ~%50%b\n####g}\n\n$CATEGORY: a/b\n\n// [id:1] [tag:t]\nm{=a -> b =c -> d}\n\nn{#1..5}',
    ],
    tokens: [...MARKS, ...HTML, ...GIFT],
  },
  {
    ...text('aiken', async () => (await import('../../server/formats/aiken.ts')).readAiken),
    write: async () => (await import('../../server/formats/aiken.ts')).writeAiken,
    folders: ['aiken', 'aiken-derived'],
    seeds: ['Q?\nA) x\nB) y\nANSWER: B\n\n问？\nＡ．甲\nＢ．乙\n答案：A\n解析：因为'],
    tokens: [...MARKS, ...ZH, 'A) ', 'B) ', 'ANSWER: A', 'ANSWER:', '\n\nA) '],
  },
  {
    ...text('json', async () => (await import('../../server/formats/json.ts')).readJson),
    write: async () => (await import('../../server/formats/json.ts')).writeJson,
    folders: ['trivia', 'zh-text'],
    seeds: [
      own('single', ',"options":[{"text":{"zh":"甲"}},{"text":{"en":"b"},"score":0.5}],"key":0'),
      own('cloze', ',"gaps":[{"kind":"short","key":["a"]}]'),
      '[{"question":"Q?","options":["a","b"],"answer":"a"}]',
    ],
    tokens: [...MARKS, ...JSON_WORDS],
  },
  {
    ...text('zh-text', async () => (await import('../../server/formats/zh-text.ts')).readZhText),
    folders: ['zh-text', 'aiken-derived'],
    seeds: ['一、单选题\n1. 首都是（ ）\nA. 北京 B. 上海\n答案：A\n\n2. 地球是圆的。（√）\n'],
    tokens: [...MARKS, ...ZH],
  },
  {
    ...text('trivia', async () => (await import('../../server/formats/trivia.ts')).readTrivia),
    folders: ['trivia'],
    seeds: ['#Q What?\n^ a\nA a\nB b\n\n'],
    tokens: [...MARKS, ...JSON_WORDS, '#Q ', '^ ', 'A ', 'B '],
  },
  {
    name: 'moodle-xml',
    load: async () => {
      const [{ readMoodleXml }, { decodeXml }] = await Promise.all([
        import('../../server/formats/moodle-xml.ts'),
        import('../../server/formats/xml.ts'),
      ]);
      return (bytes) => readMoodleXml(decodeXml({ name: 'fuzz.xml', bytes }));
    },
    folders: ['moodlexml'],
    seeds: [
      '<quiz><question type="truefalse"><questiontext><text>Q</text></questiontext><answer fraction="100"><text>true</text></answer></question></quiz>',
    ],
    tokens: [...MARKS, ...HTML, ...XML],
  },
  {
    name: 'qti',
    load: async () => {
      const { readQti } = await import('../../server/formats/qti.ts');
      return (bytes) => readQti({ name: 'fuzz.xml', bytes });
    },
    folders: ['qti12', 'qti12-items', 'qti21', 'qti22', 'qti22-items', 'qti3'],
    seeds: ['<assessmentItem identifier="i"><itemBody><p>Q</p></itemBody></assessmentItem>'],
    tokens: [...MARKS, ...HTML, ...XML],
  },
  {
    name: 'csv',
    load: async () => {
      const { readSheet } = await import('../../server/formats/sheet.ts');
      return (bytes) => readSheet({ name: 'fuzz.csv', bytes }, { format: 'csv' });
    },
    folders: ['sheets'],
    seeds: [
      '题干,选项A,选项B,答案\n首都？,北京,上海,A\n',
      'Question,Answer 1,Answer 2,Correct answer(s)\nQ?,a,b,1\n',
    ],
    tokens: [...MARKS, ...CSV, ...ZH],
  },
  {
    name: 'xlsx',
    load: async () => {
      const { readSheet } = await import('../../server/formats/sheet.ts');
      return (bytes) => readSheet({ name: 'fuzz.xlsx', bytes }, { format: 'xlsx' });
    },
    folders: ['sheets'],
    seeds: ['PK\u0003\u0004'],
    tokens: [...MARKS, ...XML, 'PK\u0001\u0002', 'PK\u0005\u0006'],
  },
  {
    name: 'any',
    load: async () => {
      const { readFile } = await import('../../server/formats/read.ts');
      return (bytes) => readFile({ name: 'fuzz', bytes });
    },
    folders: ['gift', 'aiken', 'moodlexml', 'qti12', 'qti22-items', 'sheets', 'zh-text', 'trivia'],
    seeds: ['Q{=a ~b}', 'Q?\nA) x\nB) y\nANSWER: B', '[{"question":"Q?","options":["a","b"],"answer":"a"}]'],
    tokens: [...MARKS, ...HTML, ...GIFT, ...ZH, ...XML, ...JSON_WORDS, ...CSV],
  },
];

const REAL = resolve(import.meta.dirname, '../../../shared/data/questions');
const MOST_SEED_BYTES = 16 * 1024;

/** The first items of every list in it: a JSON file stays whole when it is made small. */
const shortened = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 4).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shortened(v)]));
};

const seedOf = (path: string): Uint8Array => {
  const bytes = new Uint8Array(readFileSync(path));
  if (path.endsWith('.json')) {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return new TextEncoder().encode(JSON.stringify(shortened(value)));
  }
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? bytes : bytes.slice(0, MOST_SEED_BYTES);
};

const realSeeds = (target: Target): Uint8Array[] =>
  target.folders
    .filter((folder) => existsSync(join(REAL, folder)))
    .flatMap((folder) => globSync(`${folder}/*`, { cwd: REAL }))
    .filter((file) => target.name !== 'csv' || !/\.(xlsx?|ods)$/u.test(file))
    .filter((file) => target.name !== 'xlsx' || /\.xlsx$/u.test(file))
    .map((file) => seedOf(join(REAL, file)));

const exportedSeeds = async (target: Target): Promise<Uint8Array[]> => {
  const write = await target.write?.();
  if (!write) return [];
  return fc.sample(portableArb(), { numRuns: 60, seed: 7 }).map((question) => {
    const input = { bank: 'b', questions: [question], media: new Map([['a.png', new Uint8Array(3)]]) };
    return write({ ...input, lang: 'zh' }).bytes;
  });
};

/** Built-in seeds, exports of arbitrary questions and, where they are at hand, the real files of the format. */
export const seedsOf = async (target: Target): Promise<Uint8Array[]> => [
  ...target.seeds.map((seed) => new TextEncoder().encode(seed)),
  ...(await exportedSeeds(target)),
  ...realSeeds(target),
];
