import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteText } from '../../server/domain/notes/index.ts';
import type { PortableQuestion, WriteInput } from '../../server/formats/format.ts';
import { readGift, writeGift } from '../../server/formats/gift.ts';
import { portableArb } from './arbitrary.ts';

const read = (text: string) => readGift({ name: 'f.gift', text, encoding: 'utf-8', warnings: [] });
const one = (text: string) => {
  const { questions, rejected } = read(text);
  expect(rejected).toEqual([]);
  expect(questions).toHaveLength(1);
  return questions[0]?.question;
};
const refusals = (text: string) => read(text).rejected.map((n) => [n.place.line, n.code]);
const warned = (text: string) => read(text).warnings.map((n) => n.code);
const input = (questions: PortableQuestion[], lang: WriteInput['lang'] = 'zh'): WriteInput => ({
  bank: 'b',
  questions,
  media: new Map(),
  lang,
});
const written = (questions: PortableQuestion[], lang: WriteInput['lang'] = 'zh') => {
  const { bytes, losses } = writeGift(input(questions, lang));
  return { text: new TextDecoder().decode(bytes), losses: losses.map((n) => n.code) };
};

describe('a question in GIFT', () => {
  test('with one right option is single choice; its weights and feedback stay with the options', () => {
    expect(one('::名::首都是？{=北京#对 ~%50%南京 ~上海#错\n####解析}')).toEqual({
      id: 'q-1',
      stem: { zh: '首都是？' },
      explanation: { zh: '解析' },
      difficulty: 3,
      type: 'single',
      options: [
        { text: { zh: '北京' }, feedback: { zh: '对' } },
        { text: { zh: '南京' }, score: 0.5 },
        { text: { zh: '上海' }, feedback: { zh: '错' } },
      ],
      key: 0,
    });
  });

  test('with weighted options only is multiple choice with scores; thirds are whole', () => {
    expect(one('Q{~%33.33333%a ~%66.667%b ~%-100%c ~d}')).toMatchObject({
      type: 'multiple',
      key: [0, 1],
      options: [{ score: 1 / 3 }, { score: 2 / 3 }, { score: -1 }, { score: 0 }],
    });
    const plain = one('Q{~%50%a ~%50%b ~%-50%c}');
    expect(plain).toMatchObject({ type: 'multiple', key: [0, 1], options: [{}, {}, {}] });
    expect(JSON.stringify(plain)).not.toContain('score');
  });

  test('with typed answers keeps every accepted text and what is said of it', () => {
    expect(one('Who?{=no one =nobody#yes =%25%a man#nearly =%0%*#no}')).toMatchObject({
      type: 'short',
      key: ['no one', 'nobody'],
      replies: [
        { text: 'nobody', score: 1, feedback: { en: 'yes' } },
        { text: 'a man', score: 0.25 },
        { text: '*', score: 0 },
      ],
    });
  });

  test('with numbers knows tolerance, range and part marks', () => {
    expect(one('n{#5:0.1}')).toMatchObject({ type: 'numeric', key: 5, tolerance: 0.1 });
    expect(one('n{#1..5}')).toMatchObject({ type: 'numeric', key: 3, tolerance: 2 });
    expect(one('n{#=5:1 =%50%4:2#near}')).toMatchObject({
      key: 5,
      tolerance: 1,
      others: [{ value: 4, tolerance: 2, score: 0.5, feedback: { en: 'near' } }],
    });
  });

  test('with pairs is matching; a right side without a left one belongs to none', () => {
    expect(one('m{=cat -> food =dog -> bone = -> hay}')).toMatchObject({
      type: 'matching',
      pairs: [{ left: { en: 'cat' }, right: { en: 'food' } }, { left: { en: 'dog' } }],
      extras: [{ en: 'hay' }],
    });
  });

  test('may be true or false with a word for the wrong and for the right answer', () => {
    expect(one('s{F#wrong#right}')).toMatchObject({
      type: 'true-false',
      key: false,
      feedback: { true: { en: 'wrong' }, false: { en: 'right' } },
    });
    expect(one('s{TRUE}')).toMatchObject({ type: 'true-false', key: true });
  });

  test('may be an essay, a description or have its gap inside the sentence', () => {
    expect(one('Why?{}')).toMatchObject({ type: 'essay' });
    expect(one('Just read.')).toMatchObject({ type: 'description', stem: { en: 'Just read.' } });
    expect(one('Two plus two is {=four =4}.')).toMatchObject({ stem: { en: 'Two plus two is _____.' } });
  });

  test('takes escapes literally', () => {
    expect(one('a\\:b \\{x\\} \\\\n \\~{=\\=1\\#2\\n3 ~\\\\}')).toMatchObject({
      stem: { en: 'a:b {x} \\n ~' },
      options: [{ text: { en: '=1#2\n3' } }, { text: { en: '\\' } }],
    });
  });

  test('may be HTML or Markdown; plain text keeps its angle brackets', () => {
    expect(one('[html]<p>A <b>bold</b> word</p>{T}')?.stem).toEqual({ en: 'A **bold** word' });
    expect(one('[markdown]A __bold__ *word*{T}')?.stem).toEqual({ en: 'A **bold** word' });
    expect(one('Which tag? {=<b> ~<i>}')).toMatchObject({ options: [{ text: { en: '<b>' } }, {}] });
    expect(one('Line one<br>line two{T}')?.stem).toEqual({ en: 'Line one\nline two' });
  });

  test('may carry a picture inside its HTML', () => {
    const { questions, media } = read(
      '[html]<img src\\="data\\:image/png;base64,AAEC" alt\\="sea"> What?{T}',
    );
    expect(questions[0]?.question.stem).toEqual({ en: '![sea](media:gift-1.png) What?' });
    expect([...media]).toEqual([['gift-1.png', Uint8Array.from([0, 1, 2])]]);
  });

  test('takes its category, id and tags from the lines above it', () => {
    const { questions } = read(
      '$CATEGORY: $course$/top/海//洋/船\n\n// [id:a\\]1] [tag:x] [tag:y z]\n::N::Q{T}\n\n$CATEGORY: $course$/top\n\nR{F}',
    );
    expect(questions[0]).toMatchObject({
      category: ['海/洋', '船'],
      ref: 'a]1',
      tags: ['x', 'y z'],
      name: 'N',
    });
    expect(questions[1]).not.toHaveProperty('category');
  });
});

describe('what real files do', () => {
  test('an unescaped colon or equals sign in the question is text', () => {
    expect(one('Note: x = 5? {T}')?.stem).toEqual({ en: 'Note: x = 5?' });
  });

  test('~= marks the key', () => {
    expect(one('Q{~=a ~b}')).toMatchObject({ type: 'single', key: 0, options: [{}, {}] });
  });

  test('an equals sign inside an option stays text where options have lines of their own', () => {
    expect(one('Q{\n=y = 1\n~y == 1\n~<a href="x">z</a>\n}')).toMatchObject({
      key: 0,
      options: [{ text: { en: 'y = 1' } }, { text: { en: 'y == 1' } }, {}],
    });
  });

  test('a colour after the mark is the option, not feedback', () => {
    expect(one('Red?{=#ff0000 ~#00ff00}')).toMatchObject({
      options: [{ text: { en: '#ff0000' } }, { text: { en: '#00ff00' } }],
    });
  });

  test('a cloze mark before the answers is left out and said', () => {
    const text = 'Grass is {1:MC:=green#yes~red}.';
    expect(one(text)).toMatchObject({ type: 'single', options: [{ text: { en: 'green' } }, {}] });
    expect(warned(text)).toEqual(['gift.cloze_gap']);
    expect(one('n {1:NUMERICAL:=5:0.5}')).toMatchObject({ type: 'numeric', key: 5 });
  });

  test('a second pair of braces is said, several keys and odd weights too', () => {
    expect(warned('a {=b} c {=d}')).toEqual(['gift.more_gaps']);
    expect(warned('Q{=a =b ~c}')).toEqual(['gift.several_keys']);
    expect(warned('Q{~%50%a ~b}')).toEqual(['gift.weights_sum']);
  });

  test('a question right below its category line is not lost', () => {
    const { questions, warnings } = read('$CATEGORY: a\n::Q::x{T}');
    expect(questions[0]).toMatchObject({ category: ['a'], name: 'Q' });
    expect(warnings[0]).toMatchObject({ code: 'gift.category_line', place: { line: 1 } });
  });
});

describe('what cannot be a question is rejected with line, reason and cure', () => {
  test.each([
    ['x\n\n// c\nopen {=a', 4, 'gift.braces'],
    ['a } b', 1, 'gift.braces'],
    ['a } b {', 1, 'gift.braces'],
    ['Q{=a ~b\n\n~c}\n', 1, 'gift.blank_line'],
    ['Q{=a -> b}', 1, 'gift.too_few_pairs'],
    ['Q{=a -> b =c}', 1, 'gift.no_arrow'],
    ['Q{#five}', 1, 'gift.not_a_number'],
    ['Q{#}', 1, 'question.no_key'],
    ['Q{~a ~b}', 1, 'question.no_key'],
    ['Q{~=a}', 1, 'question.too_few_options'],
    ['{T}', 1, 'question.no_stem'],
    [
      `Q{${Array.from({ length: 27 }, (_, i) => `${i ? '~' : '='}o${i}`).join(' ')}}`,
      1,
      'question.too_many_parts',
    ],
    [`${'x'.repeat(20_001)}{T}`, 1, 'question.too_long'],
  ])('%j', (text, line, code) => {
    expect(refusals(text)).toEqual([[line, code]]);
    const [note] = read(text).rejected;
    for (const lang of ['zh', 'en'] as const) {
      const said = note ? noteText(note, lang) : { reason: '', cure: '' };
      expect(`${said.reason}${said.cure}`).not.toMatch(/\{[a-z]+\}/u);
      expect(said.cure).not.toBe('');
    }
  });
});

describe('an export to GIFT', () => {
  test('says what it leaves out', () => {
    const base = { id: 'q', stem: { zh: '题', en: 'stem' }, difficulty: 5, hint: { zh: '提示' } };
    const options = [{ text: { zh: '甲' } }, { text: { zh: '乙' } }];
    const single: PortableQuestion = {
      question: { ...base, type: 'single', options, key: 0, shuffle: false },
      point: '点',
    };
    const ordering: PortableQuestion = {
      question: { ...base, type: 'ordering', items: [{ zh: '一' }, { zh: '二' }] },
    };
    const arrow: PortableQuestion = { question: { ...base, type: 'short', key: ['a->b'] } };
    expect(written([single]).losses.toSorted()).toEqual(
      ['lost.difficulty', 'lost.hint', 'lost.language', 'lost.order', 'lost.point'].toSorted(),
    );
    expect(written([ordering, arrow])).toEqual({ text: '\n', losses: ['lost.type', 'gift.arrow'] });
  });

  test('writes what Moodle writes', () => {
    const question: PortableQuestion = {
      name: 'N: 1',
      ref: '7',
      tags: ['t'],
      category: ['a/b'],
      question: {
        id: 'q',
        stem: { en: 'Is **x** = 1?' },
        explanation: { en: 'Because' },
        difficulty: 3,
        type: 'single',
        options: [
          { text: { en: 'yes' }, feedback: { en: 'right' } },
          { text: { en: 'no' }, score: -0.5 },
        ],
        key: 0,
      },
    };
    expect(written([question], 'en').text).toBe(
      '$CATEGORY: $course$/top/a//b\n\n// [id:7] [tag:t]\n::N\\: 1::[html]Is <strong>x</strong> \\= 1?{\n\t=yes#right\n\t~%-50%no\n\t####Because\n}\n',
    );
  });

  const HELD = [
    'single',
    'multiple',
    'true-false',
    'short',
    'numeric',
    'matching',
    'essay',
    'description',
  ] as const;
  test('comes back as itself: export, import, export are the same file', () => {
    fc.assert(
      fc.property(
        fc.array(portableArb(HELD), { maxLength: 4 }),
        fc.constantFrom('zh', 'en'),
        (questions, lang) => {
          const first = writeGift(input(questions, lang));
          const text = new TextDecoder().decode(first.bytes);
          const reading = read(text);
          const left = first.losses.filter((n) => /^(gift|question)\./u.test(n.code)).length;
          expect(reading.rejected).toEqual([]);
          expect(reading.questions.length).toBe(questions.length - left);
          expect(new TextDecoder().decode(writeGift(input(reading.questions, lang)).bytes)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});

describe('reading takes linear time', () => {
  const timed = (text: string): number => {
    const start = process.cpuUsage();
    read(text);
    return process.cpuUsage(start).user / 1000;
  };
  test.each([
    [
      'ordinary questions',
      `::Q::${'What is it? '.repeat(12)}<b>y</b> {=right#well done ~%50%${'so so '.repeat(9)}\n~wrong}\n\n`.repeat(
        20_000,
      ),
    ],
    ['braces', '{'.repeat(5_000_000)],
    ['nested braces', `${'{='.repeat(1_000_000)}${'}'.repeat(1_000_000)}`],
    ['open blocks', `a {\n\n${'b'.repeat(40)}\n\n`.repeat(100_000)],
    ['marks', `Q{${'~='.repeat(2_500_000)}}`],
    ['tags', `Q${'<b>'.repeat(1_600_000)}{T}`],
    ['markdown', `[markdown]${'[](![*_`'.repeat(600_000)}`],
    ['comments', '// [id:[tag:\n'.repeat(400_000)],
    ['slashes', `$CATEGORY: ${'/'.repeat(5_000_000)}`],
    ['escapes', '\\'.repeat(5_000_000)],
  ])(
    '%s of 5 MB: a busy machine allows for 15 s, quadratic time would be hours',
    (_, text) => {
      expect(timed(text)).toBeLessThan(15_000);
    },
    60_000,
  );
});

describe('GIFT that was written by hand', () => {
  test('questions without a blank line between them are questions of their own, and it is said', () => {
    const { questions, warnings } = read(
      '::A::One? {=yes ~no}\n$CATEGORY: x/y\n::B::Two? {\n=no\n~yes\n}\n::C::Just words.',
    );
    expect(questions.map((q) => [q.name, q.question.stem.en, q.category, q.place.line])).toEqual([
      ['A', 'One?', undefined, 1],
      ['B', 'Two?', ['x', 'y'], 3],
      ['C', 'Just words.', ['x', 'y'], 7],
    ]);
    expect(warnings.map((n) => n.code)).toEqual([
      'gift.no_blank_line',
      'gift.category_line',
      'gift.no_blank_line',
    ]);
  });

  test('a name within the answers or after an open brace begins no question', () => {
    expect(read('Which? {\n::x:: =a\n~b\n}').questions).toHaveLength(1);
  });

  test('the mark =~ in front of a weight is that weight, else the right answer', () => {
    expect(one('Which? {\n=~%50% a\n=~%50% b\n~%-50% c\n}')).toMatchObject({
      type: 'multiple',
      key: [0, 1],
    });
    expect(one('Which? {=~a ~b ~c}')).toMatchObject({
      type: 'single',
      key: 0,
      options: [{ text: { en: 'a' } }, { text: { en: 'b' } }, { text: { en: 'c' } }],
    });
  });

  test('answers that a brace of the text cuts off are told', () => {
    expect(warned('Which tag? {={% token %}#Right. =% token}')).toContain('gift.stray_brace');
    expect(warned('The {=cat ~dog} sat.')).toEqual([]);
  });
});
