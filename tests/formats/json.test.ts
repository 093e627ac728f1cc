import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../server/formats/encoding.ts';
import { UnreadableFile, type WriteInput } from '../../server/formats/format.ts';
import { readJson, writeJson } from '../../server/formats/json.ts';
import { portableArb } from './arbitrary.ts';

const decode = (bytes: Uint8Array) => decodeText({ name: 'f.json', bytes });
const read = (value: unknown) =>
  readJson(decode(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))));
const input = (over: Partial<WriteInput>): WriteInput => ({
  bank: '题库',
  questions: [],
  media: new Map(),
  lang: 'zh',
  ...over,
});
const own = (questions: unknown[]) => ({ format: 'archipelago-bank', version: 1, bank: 'b', questions });
const question = { id: 'q', stem: { zh: '![海](media:sea.png)' }, difficulty: 3, type: 'description' };
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UnreadableFile) return error.note.code;
    throw error;
  }
  return 'none';
};

describe('our own JSON', () => {
  test('loses nothing: every type, both languages, categories, tags, points, ids and media come back', () => {
    const medium = fc.tuple(fc.constantFrom('a.png', 'b c.mp3', '海.jpg'), fc.uint8Array());
    fc.assert(
      fc.property(fc.array(portableArb(), { maxLength: 5 }), fc.array(medium), (questions, media) => {
        const first = writeJson(input({ questions, media: new Map(media) }));
        const reading = readJson(decode(first.bytes));
        expect(first.losses).toEqual([]);
        expect(reading.rejected).toEqual([]);
        expect(reading.questions.map(({ place: _, ...q }) => q)).toEqual(questions);
        expect([...reading.media]).toEqual([...new Map(media)]);
        const second = writeJson(input({ questions: reading.questions, media: reading.media }));
        expect(new TextDecoder().decode(second.bytes)).toBe(new TextDecoder().decode(first.bytes));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('names the question and field that do not fit, and keeps the others', () => {
    const { questions, rejected } = read(
      own([{ question: { ...question, difficulty: 9 }, name: 'N' }, { question }, 7]),
    );
    expect(questions).toHaveLength(1);
    expect(rejected).toMatchObject([
      { place: { item: 1, id: 'N' }, code: 'question.invalid', details: { field: 'difficulty' } },
      { place: { item: 3 }, code: 'question.invalid' },
    ]);
  });

  test('says which media are missing', () => {
    expect(read(own([{ question }])).warnings).toEqual([
      { place: { item: 1, id: 'q' }, code: 'media.missing', details: { name: 'sea.png' } },
    ]);
  });

  test('of a newer version, broken or nested without end is refused', () => {
    expect(codeOf(() => read({ ...own([]), version: 2 }))).toBe('json.newer');
    expect(codeOf(() => read('{"format": "archipelago-bank",\n "questions": [}'))).toBe('json.broken');
    expect(codeOf(() => read('['.repeat(1_000_000)))).toBe('json.too_deep');
    expect(codeOf(() => read('{"a":'.repeat(300)))).toBe('json.too_deep');
  });

  test('brings no NUL and no half of a character into the bank', () => {
    const text = JSON.stringify(own([{ question: { ...question, stem: { en: 'STEM' } } }]));
    const found = read(text.replace('STEM', 'a\\u0000b\\ud83dc\\\\u0000d\\ud83d\\ude00\\ne'));
    expect(found.questions[0]?.question.stem).toEqual({ en: 'a\ufffdb\ufffdc\\u0000d😀\ne' });
  });
});
