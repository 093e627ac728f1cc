import { describe, expect, it } from 'vitest';
import { readQti } from '../../server/formats/qti.ts';
import { expectedFiles, HAVE_REAL_FILES, realFile } from './real-files.ts';

const FILES = expectedFiles('qti12', 'qti12-items', 'qti21', 'qti22', 'qti22-items', 'qti3');

/** Files in which a strict reader finds no item because their XML is not well-formed; each holds one that we mend. */
const MENDED = [
  '004-qti-choice_vary',
  '005-qti-choice_vary',
  '008-qti-fib',
  '009-qti-fib_str',
  '010-qti-item_no_title',
];

describe.skipIf(!HAVE_REAL_FILES)('real QTI files', () => {
  it.each(FILES)('$file: every item is a question or a rejected note', ({ file, count }) => {
    const reading = readQti(realFile(file));
    const mended = MENDED.some((name) => file.includes(name));
    expect(reading.questions.length + reading.rejected.length).toBe(mended ? 1 : count);
    expect(reading.warnings.some((w) => w.code === 'qti.mended')).toBe(mended);
  });

  it('only the adaptive item without a key is rejected', () => {
    const rejected = FILES.flatMap(({ file }) =>
      readQti(realFile(file)).rejected.map((n) => `${n.place.id} ${n.code}`),
    );
    expect(rejected).toEqual(
      [
        'Example05-feedbackBlock-adaptive question.no_key',
        'Example05-feedbackBlock-adaptive question.no_key',
      ].slice(0, rejected.length),
    );
    expect(rejected).toHaveLength(2);
  });

  it('each item becomes the type that its interactions ask for', () => {
    const table = Object.fromEntries(
      FILES.map(({ file }) => [
        file.replace(/^.*\/\d+-/u, ''),
        readQti(realFile(file))
          .questions.map((q) => q.question.type)
          .toSorted()
          .join(' '),
      ]),
    );
    expect(table).toMatchObject({
      'qti-categorization.xml': 'categorising',
      'qti-choice.xml': 'multiple single single true-false',
      'qti-essay.xml': 'essay',
      'qti-fib.xml': 'cloze',
      'qti-matching.xml': 'matching',
      'qti-ordering.xml': 'ordering',
      'qti-single_fib.xml': 'short',
      'qti-stimulus.xml': 'description',
      'tsugi-assessment.xml': 'essay numeric short single single true-false',
      'qti-examples-associate.xml': 'matching',
      'qti-examples-gap_match.xml': 'cloze',
      'qti-examples-match.xml': 'categorising',
      'qti-examples-order.xml': 'ordering',
      'qti-examples-slider.xml': 'numeric',
      'qti-examples-text_entry.xml': 'cloze',
    });
  });

  it('keys, scores and tolerances are those of the files', () => {
    const one = (file: string, i = 0) => readQti(realFile(file)).questions[i]?.question;
    expect(one('qti12-items/004-qti-choice_vary_points_by_answer.xml')).toMatchObject({
      key: 0,
      options: [{ score: 1 }, { score: 0.5 }],
    });
    expect(one('qti12/002-tsugi-assessment.xml', 3)).toMatchObject({
      key: 10,
      tolerance: 2,
      others: [{ value: 100, tolerance: 3, score: 1 }],
    });
    expect(one('qti22-items/010-qti-examples-slider.xml')).toMatchObject({
      key: 16,
      tolerance: 2,
      others: [
        { value: 12.5, score: 0.5 },
        { value: 19.5, score: 0.5 },
      ],
    });
    expect(one('qti22-items/004-qti-examples-choice_multiple.xml')).toMatchObject({
      key: [0, 3],
      options: [{ score: 0.5 }, { score: -1 }, { score: -1 }, { score: 0.5 }, { score: -1 }, { score: -0.5 }],
    });
    expect(one('qti22-items/011-qti-examples-text_entry.xml')).toMatchObject({
      gaps: [{ key: ['York'], replies: [{ text: 'york', score: 0.5 }], caseSensitive: true }],
    });
    expect(one('qti22-items/006-qti-examples-gap_match.xml')).toMatchObject({
      gaps: [{ key: 0 }, { key: 2, weight: 2 }],
    });
  });

  it('pictures of a package come along', () => {
    const { media, questions } = readQti(realFile('qti3/001-qti-examples-simple.zip'));
    expect([...media.keys()]).toEqual(['sign.png']);
    expect(questions[0]?.question.stem.en).toContain('](media:sign.png)');
  });
});
