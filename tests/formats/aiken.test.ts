import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAiken, writeAiken } from '../../server/formats/aiken.ts';
import { decodeText } from '../../server/formats/encoding.ts';
import { portableArb } from './arbitrary.ts';
import { expectedFiles, HAVE_REAL_FILES, realFile } from './real-files.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readAiken(decodeText({ name: 'f.txt', bytes: bytesOf(text) }));
const questions = (text: string) => {
  const { rejected, questions: found } = read(text);
  expect(rejected).toEqual([]);
  return found.map((q) => q.question);
};

describe.skipIf(!HAVE_REAL_FILES)('Aiken files that others wrote', () => {
  test.each(expectedFiles('aiken', 'aiken-derived').map((e) => [e.file, e.count] as const))(
    '%s has %i questions of single choice',
    (file, count) => {
      const { questions: found, rejected } = readAiken(decodeText(realFile(file)));
      expect(rejected).toEqual([]);
      expect(found.filter((q) => q.question.type === 'single')).toHaveLength(count);
    },
  );
});

describe('a question in Aiken', () => {
  test('has its options behind A) or A. and its key behind ANSWER', () => {
    expect(questions('What <b>?\nA) one\nB. two\nANSWER: B\n')).toEqual([
      {
        id: 'q-1',
        stem: { en: 'What <b>?' },
        difficulty: 3,
        type: 'single',
        options: [{ text: { en: 'one' } }, { text: { en: 'two' } }],
        key: 1,
      },
    ]);
  });

  test('may come from an old Mac, with full-width marks and a Chinese answer line', () => {
    expect(questions('首都？\rＡ．北京\rB、上海\r答案：Ａ\r\rx?\ra) 1\rb) 2\ranswer: b')).toMatchObject([
      { stem: { zh: '首都？' }, options: [{ text: { zh: '北京' } }, { text: { zh: '上海' } }], key: 0 },
      { stem: { en: 'x?' }, key: 1 },
    ]);
  });

  test('may have a stem and options of several lines', () => {
    const [question] = questions('One\ntwo\nA) x\ny\nB) z\nANSWER: A');
    expect(question).toMatchObject({ stem: { en: 'One\ntwo' }, options: [{ text: { en: 'x\ny' } }, {}] });
  });

  test('may begin its text like an option, as long as it is not A', () => {
    const [question] = questions('B. Franklin was?\nA) x\nB) y\nANSWER: A');
    expect(question).toMatchObject({ stem: { en: 'B. Franklin was?' }, options: [{}, {}] });
  });

  test('keeps text above a blank line and says so', () => {
    const { questions: found, warnings } = read('Part 1\n\nWhat?\nA) x\nB) y\nANSWER: A');
    expect(found[0]?.question.stem).toEqual({ en: 'Part 1\n\nWhat?' });
    expect(warnings.map((w) => w.code)).toEqual(['aiken.text_above']);
  });

  test('with several letters is multiple choice and says so', () => {
    const { questions: found, warnings } = read('哪些？\nA. 甲\nB. 乙\nC. 丙\n答案：A、C');
    expect(found[0]?.question).toMatchObject({ type: 'multiple', key: [0, 2] });
    expect(warnings.map((w) => w.code)).toEqual(['aiken.several_answers']);
  });

  test('may name its answer by text and be followed by an explanation', () => {
    const text = 'Q?\nA) Paris\nB) Rome\nANSWER: rome\nFEEDBACK: because\n\nR?\nA) 1\nB) 2\nANSWER: B) 2';
    expect(questions(text)).toMatchObject([{ key: 1, explanation: { en: 'because' } }, { key: 1 }]);
  });
});

describe('what cannot be a question is rejected with its line', () => {
  test.each([
    ['Q?\nA) x\nB) y\n\nR?\nA) x\nB) y\nANSWER: A', 1, 'aiken.no_answer', 1],
    ['Q?\nA) x\nB) y\nR?\nA) x\nB) y\nANSWER: A', 1, 'aiken.no_answer', 1],
    ['Q?\nA) x\nB) y', 1, 'aiken.no_answer', 0],
    ['\nANSWER: A', 2, 'aiken.stray_answer', 0],
    ['Q?\nA) x\nANSWER: A', 1, 'question.too_few_options', 0],
    ['Q?\nA) x\nB) y\nANSWER: C', 1, 'question.key_not_found', 0],
    ['Q?\nA) x\nB) y\nANSWER:', 1, 'question.no_key', 0],
    ['A) x\nB) y\nANSWER: A', 1, 'question.no_stem', 0],
  ])('%j', (text, line, code, good) => {
    const { rejected, questions: found } = read(text);
    expect(rejected.map((n) => [n.place.line, n.code])).toEqual([[line, code]]);
    expect(found).toHaveLength(good);
  });
});

describe('an export to Aiken', () => {
  test('leaves out and names what is no single choice', () => {
    const written = writeAiken({
      bank: 'b',
      lang: 'zh',
      media: new Map(),
      questions: [
        { question: { id: 'a', stem: { zh: '对？' }, difficulty: 3, type: 'true-false', key: true } },
        {
          question: {
            id: 'b',
            stem: { zh: 'A. 甲？' },
            difficulty: 3,
            type: 'single',
            options: [{ text: { zh: '一' } }, { text: { zh: '二' } }],
            key: 1,
          },
        },
      ],
    });
    expect(written.losses.map((n) => n.code)).toEqual(['lost.type', 'aiken.looks_like_mark']);
    expect(new TextDecoder().decode(written.bytes)).toBe('');
  });

  test('comes back as itself: export, import, export are the same file', () => {
    fc.assert(
      fc.property(fc.array(portableArb(['single']), { minLength: 1, maxLength: 4 }), (list) => {
        const input = { bank: 'b', media: new Map<string, Uint8Array>(), lang: 'zh' as const };
        const first = writeAiken({ ...input, questions: list });
        if (first.bytes.length === 0) return;
        const reading = readAiken(decodeText({ name: 'f', bytes: first.bytes }));
        const left = first.losses.filter((n) => /^(aiken|question)\./u.test(n.code)).length;
        expect(reading.rejected).toEqual([]);
        expect(reading.questions).toHaveLength(list.length - left);
        const second = writeAiken({ ...input, questions: reading.questions });
        expect(new TextDecoder().decode(second.bytes)).toBe(new TextDecoder().decode(first.bytes));
        expect(reading.questions.map((q) => 'key' in q.question && q.question.key)).toEqual(
          list.flatMap((q, i) =>
            first.losses.some((n) => n.place.item === i + 1 && /^(aiken|question)\./u.test(n.code)) ||
            q.question.type !== 'single'
              ? []
              : [q.question.key],
          ),
        );
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  test('reading takes linear time', () => {
    for (const text of ['A) x\n'.repeat(1_000_000), 'x\n'.repeat(1_000_000), 'ANSWER: A\n'.repeat(200_000)]) {
      const start = process.cpuUsage();
      read(text);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(15_000);
    }
  }, 60_000);
});

test('a stem that begins with initials is no option', () => {
  const text = 'A.A. Milne wrote it.\nA. True\nB. False\nANSWER: A\n';
  const { questions } = readAiken({ name: 'a.txt', text, encoding: 'utf-8', warnings: [] });
  expect(questions.map((q) => q.question.stem.en)).toEqual(['A.A. Milne wrote it.']);
});

test('an explanation that is too long is refused, its question stays', () => {
  const text = `天空是什么颜色？\nA. 蓝\nB. 绿\nANSWER: A\n解析：${'长'.repeat(20_001)}`;
  const reading = readAiken({ name: 'a.txt', text, encoding: 'utf-8', warnings: [] });
  expect(reading.questions).toHaveLength(1);
  expect(reading.rejected.map((n) => [n.code, n.place.line])).toEqual([['question.too_long', 5]]);
});
