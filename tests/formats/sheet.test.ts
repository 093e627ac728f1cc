import { describe, expect, it } from 'vitest';
import { NOTES } from '../../server/domain/notes/index.ts';
import type { Mapping, Reading } from '../../server/formats/format.ts';
import { readSheet } from '../../server/formats/sheet.ts';
import { HAVE_REAL_FILES, realFile } from './real-files.ts';

const csv = (text: string, options = {}): Reading =>
  readSheet({ name: 'bank.csv', bytes: new TextEncoder().encode(text) }, options);
const rows = (...lines: string[][]): string =>
  lines.map((l) => l.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n');
const types = (reading: Reading): string[] => reading.questions.map((q) => q.question.type);
const keys = (reading: Reading): unknown[] =>
  reading.questions.map((q) => ('key' in q.question ? q.question.key : undefined));
const faults = (reading: Reading): unknown[] => reading.rejected.map((n) => [n.code, n.place.row]);

describe('sheets as people have them', () => {
  it('reads a Chinese bank with letters, verdicts, blanks and model answers', () => {
    const reading = csv(
      rows(
        ['2024 年安全知识题库'],
        [
          '序号',
          '题型',
          '题干（必填）',
          '选项A',
          '选项B',
          '选项C',
          '选项D',
          '正确答案',
          '答案解析',
          '难易度',
          '知识点',
          '分值',
        ],
        [
          '1',
          '单选题',
          '灭火器压力表指针在哪里为正常？',
          '红区',
          '绿区',
          '黄区',
          '',
          'B',
          '绿区正常',
          '易',
          '消防',
          '2',
        ],
        [
          '2',
          '多选题',
          '哪些是易燃物？',
          'A. 汽油',
          'B. 酒精',
          'C. 水',
          'D. 沙',
          'A、B',
          '',
          '中',
          '消防',
          '2',
        ],
        ['3', '判断题', '电器着火可以用水扑灭。', '', '', '', '', '×', '', '3', '', '1'],
        ['4', '填空题', '火警电话是____。', '', '', '', '', '119', '', '', '', '1'],
        ['5', '填空题', '急救电话是____，报警电话是____。', '', '', '', '', '120；110', '', '', '', '1'],
        ['6', '简答题', '简述灭火步骤。', '', '', '', '', '提、拔、握、压', '', '难', '', '5'],
      ),
    );
    expect(reading.rejected).toEqual([]);
    expect(types(reading)).toEqual(['single', 'multiple', 'true-false', 'short', 'cloze', 'essay']);
    expect(keys(reading).slice(0, 4)).toEqual([1, [0, 1], false, ['119']]);
    expect(reading.questions[1]?.question).toMatchObject({ options: [{ text: { zh: '汽油' } }, {}, {}, {}] });
    expect(reading.questions[4]?.question).toMatchObject({
      stem: { zh: '急救电话是[[1]]，报警电话是[[2]]。' },
      gaps: [{ key: ['120'] }, { key: ['110'] }],
    });
    expect(reading.questions[5]?.question).toMatchObject({ sample: { zh: '提、拔、握、压' } });
    expect(reading.questions[0]).toMatchObject({ point: '消防', place: { row: 3 } });
    expect(reading.warnings.map((w) => w.details?.columns)).toEqual(['分值']);
  });

  it.each([
    ['lines', 'A. 北京\nB. 上海\nC. 广州'],
    ['markers in a run', 'A、北京 B、上海 C、广州'],
    ['bars', '北京|上海|广州'],
    ['semicolons', 'A.北京；B.上海；C.广州'],
    ['dollar signs', '北京$上海$广州'],
    ['a JSON list', '["北京","上海","广州"]'],
  ])('splits options that share a cell: %s', (_, cell) => {
    const reading = csv(
      rows(['试题内容', '选项', '答案'], ['中国的首都是？', cell, 'A'], ['沪是？', cell, '上海']),
    );
    expect(reading.rejected).toEqual([]);
    expect(keys(reading)).toEqual([0, 1]);
    expect(reading.questions[0]?.question).toMatchObject({
      options: [{ text: { zh: '北京' } }, { text: { zh: '上海' } }, { text: { zh: '广州' } }],
    });
  });

  it.each(['对', '正确', '√', 'T', 'TRUE', 'A', 'Y', '是'])(
    'reads %s as true and its opposite as false',
    (word) => {
      const opposite: Record<string, string> = {
        对: '错',
        正确: '错误',
        '√': '×',
        T: 'F',
        TRUE: 'FALSE',
        A: 'B',
        Y: 'N',
        是: '否',
      };
      const reading = csv(
        rows(
          ['类型', '题目', '答案'],
          ['判断', '地球是圆的', word],
          ['判断', '地球是方的', opposite[word] ?? ''],
        ),
      );
      expect(keys(reading)).toEqual([true, false]);
    },
  );

  it('infers the type when there is no type column', () => {
    const reading = csv(
      rows(
        ['题目', 'A', 'B', 'C', '答案'],
        ['一加一？', '1', '2', '3', 'B'],
        ['哪些是偶数？', '1', '2', '4', 'BC'],
        ['水是液体', '对', '错', '', '对'],
        ['太阳从东方升起', '', '', '', '错误'],
        ['中国的首都', '', '', '', '北京'],
        ['没有答案', '', '', '', ''],
      ),
    );
    expect(types(reading)).toEqual(['single', 'multiple', 'true-false', 'true-false', 'short']);
    expect(faults(reading)).toEqual([['question.no_key', 7]]);
  });

  it('takes a number for the text of a lettered option before it takes it for a place', () => {
    const reading = csv(
      rows(['question', 'A', 'B', 'C', 'answer'], ['1+1', '1', '3', '2', '2'], ['x', 'p', 'q', 'r', '2']),
    );
    expect(keys(reading)).toEqual([2, 1]);
  });

  it('counts from 0 when a sheet does', () => {
    const reading = csv(
      rows(
        ['question', 'option1', 'option2', 'option3', 'answer'],
        ['a?', 'x', 'y', 'z', '0'],
        ['b?', 'x', 'y', 'z', '2'],
        ['c?', 'x', 'y', 'z', '1'],
      ),
    );
    expect(keys(reading)).toEqual([0, 2, 1]);
  });

  it('finds the key in marks on the options, in columns of 0 and 1, or in the brackets of the stem', () => {
    const marks = csv(
      rows(
        ['题目', '选项A', '选项B', '答案'],
        ['甲？', '一（正确）', '二', ''],
        ['乙（ B ）。', '一', '二', ''],
      ),
    );
    expect(keys(marks)).toEqual([0, 1]);
    expect(marks.questions[0]?.question).toMatchObject({ options: [{ text: { zh: '一' } }, {}] });
    expect(marks.warnings.map((w) => w.code)).toEqual(['sheet.key_in_stem']);
    const flags = csv(
      rows(['question', 'option a', 'a correct', 'option b', 'b correct'], ['q?', 'x', '0', 'y', '1']),
    );
    expect(keys(flags)).toEqual([1]);
  });

  it('skips section lines, blank rows and headings that come again, and takes the type of a section', () => {
    const reading = csv(
      rows(
        ['题目', 'A', 'B', '答案'],
        ['一、单选题'],
        ['甲？', '一', '二', 'A'],
        ['', '', '', ''],
        ['二、判断题'],
        ['题目', 'A', 'B', '答案'],
        ['乙。', '', '', 'B'],
      ),
    );
    expect(types(reading)).toEqual(['single', 'true-false']);
    expect(reading.rejected).toEqual([]);
  });

  it('rejects with row, reason and cure what it cannot take', () => {
    const reading = csv(
      rows(
        ['题型', '题干', 'A', 'B', '答案'],
        ['单选题', '', '一', '二', 'A'],
        ['单选题', '甲', '一', '二', 'D'],
        ['单选题', '乙', '一', '', 'A'],
        ['投票题', '丙', '一', '二', ''],
        ['单选题', '丁', '一', '二', ''],
      ),
    );
    expect(faults(reading)).toEqual([
      ['question.no_stem', 2],
      ['question.key_not_found', 3],
      ['question.too_few_options', 4],
      ['question.type_unsupported', 5],
      ['question.no_key', 6],
    ]);
    for (const note of reading.rejected) expect(NOTES[note.code].zh.cure).not.toBe('');
  });

  it('turns a single choice with two letters into a multiple one and says so', () => {
    const reading = csv(
      rows(['题型', '题干', 'A', 'B', 'C', '答案'], ['单选题', '甲', '一', '二', '三', 'AB']),
    );
    expect(types(reading)).toEqual(['multiple']);
    expect(reading.warnings.map((w) => w.code)).toEqual(['question.type_changed']);
  });

  it('keeps two languages side by side', () => {
    const reading = csv(
      rows(
        ['题干', '题干(英文)', '选项A', '选项A(英文)', '选项B', 'Option B (en)', '答案'],
        ['天空？', 'Sky?', '蓝', 'blue', '绿', 'green', 'A'],
      ),
    );
    expect(reading.questions[0]?.question).toMatchObject({
      stem: { zh: '天空？', en: 'Sky?' },
      options: [{ text: { zh: '蓝', en: 'blue' } }, { text: { zh: '绿', en: 'green' } }],
    });
  });

  it('shows texts as they are: what looks like our markup is escaped', () => {
    const reading = csv(rows(['题目', '答案'], ['**p 是什么？', '`指针`']));
    expect(reading.questions[0]?.question.stem).toEqual({ zh: '\\*\\*p 是什么？' });
  });

  it('reads the layout of web pages in cells, and leaves tags that are the subject', () => {
    const reading = csv(
      rows(
        ['题目', '选项', '答案'],
        [
          '<p>水的<b>化学式</b>&nbsp;是？<img src="https://example.org/a.png"></p>',
          '<p>A. H<sub>2</sub>O</p><p>B. CO</p>',
          'A',
        ],
        ['标签 <br> 的作用是？', 'A.换行 B.加粗', 'A'],
      ),
    );
    expect(reading.questions.map((q) => q.question.stem.zh)).toEqual([
      '水的**化学式** 是？',
      '标签 <br> 的作用是？',
    ]);
    expect(reading.questions.map((q) => ('options' in q.question ? q.question.options.length : 0))).toEqual([
      2, 2,
    ]);
    expect(reading.warnings.map((w) => w.code)).toEqual(['media.external']);
  });

  it('reads options that a program wrote as a list', () => {
    const reading = csv(
      rows(
        ['question', 'choices', 'answer'],
        ['a?', "['x', \"y's\"]", "y's"],
        ['b?', '{"A":"x","B":"y"}', 'B'],
        ['c?', 'x┋y┋z', 'x┋z'],
      ),
    );
    expect(keys(reading)).toEqual([1, 1, [0, 2]]);
  });

  it('folds radicals that look like characters and counts them', () => {
    const reading = csv(rows(['题目', '答案'], ['⼈⽤什么？', '⼿']));
    expect(reading.questions[0]?.question).toMatchObject({ stem: { zh: '人用什么？' }, key: ['手'] });
    expect(reading.warnings).toMatchObject([{ code: 'sheet.radicals_folded', details: { n: 3 } }]);
  });

  it('reads columns that hold the right and the wrong answers', () => {
    const reading = csv(
      rows(
        ['Question', 'Correct Answer', 'Incorrect Answer 1', 'Incorrect Answer 2 (Optional)'],
        ['2+2?', '4', '5', '22'],
      ),
    );
    expect(reading.questions[0]?.question).toMatchObject({ type: 'single', key: 0, options: [{}, {}, {}] });
  });
});

describe('templates of quiz sites', () => {
  it("reads Kahoot's sheet below its title rows", () => {
    const reading = csv(
      rows(
        ['', 'Quiz template'],
        ['', 'Add questions, at least two answer alternatives, time limit and choose correct answers'],
        [
          '',
          'Question - max 120 characters',
          'Answer 1 - max 75 characters',
          'Answer 2 - max 75 characters',
          'Answer 3 - max 75 characters',
          'Answer 4 - max 75 characters',
          'Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs',
          'Correct answer(s) - choose at least one',
        ],
        ['1', 'What is 1+1?', '3', '2', '1', '', '20', '2'],
        ['2', 'Primes?', '2', '3', '4', '6', '20', '1,2'],
      ),
    );
    expect(reading.rejected).toEqual([]);
    expect(types(reading)).toEqual(['single', 'multiple']);
    expect(keys(reading)).toEqual([1, [0, 1]]);
  });

  it("reads Quizizz's sheet with its line of instructions", () => {
    const head = [
      'Question Text',
      'Question Type',
      'Option 1',
      'Option 2',
      'Option 3',
      'Option 4',
      'Option 5',
      'Correct Answer',
      'Time in seconds',
      'Image Link',
      'Answer explanation',
    ];
    const reading = csv(
      rows(
        head,
        [
          'Text of the question\n\n(required)',
          'Question Type\n\n(default is Multiple Choice)',
          'Text for option 1\n\n(required in all cases)',
          'Text for option 2 (required)',
          'optional',
          'optional',
          'optional',
          'The correct option choice (between 1-5).',
          'optional',
          'optional',
          'optional',
        ],
        [
          'Capital of France?',
          'Multiple Choice',
          'Paris',
          'Rome',
          '',
          '',
          '',
          '1',
          '30',
          'https://example.org/a.png',
          'It is.',
        ],
        ['Even?', 'Checkbox', '1', '2', '4', '', '', '2,3', '30', '', ''],
        ['The sun is a ...', 'Fill-in-the-Blank', 'star', 'Star', '', '', '', '', '30', '', ''],
        ['Why?', 'Open-Ended', '', '', '', '', '', '', '30', '', ''],
        ['Like it?', 'Poll', 'yes', 'no', '', '', '', '', '30', '', ''],
      ),
    );
    expect(types(reading)).toEqual(['single', 'multiple', 'short', 'essay']);
    expect(keys(reading).slice(0, 3)).toEqual([0, [1, 2], ['star', 'Star']]);
    expect(faults(reading)).toEqual([['question.type_unsupported', 7]]);
    expect(reading.warnings.map((w) => w.code)).toContain('media.external');
  });

  it("reads Blooket's sheet", () => {
    const reading = csv(
      rows(
        ['Blooket\nImport Template'],
        [
          'Question #',
          'Question Text',
          'Answer 1',
          'Answer 2',
          'Answer 3\n(Optional)',
          'Answer 4\n(Optional)',
          'Time Limit (sec)\n(Max: 300 seconds)',
          'Correct Answer(s)\n(Only include Answer #)',
        ],
        ['1', 'Best pet?', 'cat', 'dog', 'fish', '', '20', '1,3'],
      ),
    );
    expect(keys(reading)).toEqual([[0, 2]]);
  });

  it('reads pairs of term and definition as typed answers, also without headings', () => {
    expect(types(csv('term,definition\nHund,dog\nKatze,cat\n'))).toEqual(['short', 'short']);
    const bare = csv('Hund\tdog\nKatze\tcat\nPferd\thorse\n');
    expect(keys(bare)).toEqual([['dog'], ['cat'], ['horse']]);
    expect(bare.warnings.map((w) => w.code)).toEqual(['sheet.guessed']);
  });
});

describe('sheets without known headings', () => {
  const odd = rows(
    ['col1', 'col2', 'col3', 'col4', 'col5'],
    ['x', '哪个城市是中国的首都？', '北京', '上海', '乙'],
    ['x', '哪个城市是法国的首都？', '里昂', '巴黎', '丙'],
  );

  it('are read by their content when letters name the options', () => {
    const reading = csv(
      rows(
        ['哪个是首都城市？', '北京', '上海', 'A'],
        ['哪个是水果名称？', '汽车', '苹果', 'B'],
        ['哪个是动物名称？', '石头', '猫', 'B'],
      ),
    );
    expect(keys(reading)).toEqual([0, 1, 1]);
    expect(reading.warnings.map((w) => w.code)).toEqual(['sheet.guessed']);
  });

  it('are shown for a mapping when unclear, and nothing is lost in silence', () => {
    const reading = csv(odd);
    expect(reading.questions).toEqual([]);
    expect(reading.unmapped).toMatchObject({
      headers: ['col1', 'col2', 'col3', 'col4', 'col5'],
      guess: { stem: 1 },
    });
    expect(reading.unmapped?.rows).toHaveLength(3);
    expect(faults(reading)).toEqual([['sheet.not_understood', undefined]]);
  });

  it('are read by the mapping that a person gives', () => {
    const mapping: Mapping = { headerRow: 0, stem: 1, options: [2, 3], key: 4 };
    const text = odd.replace('乙', 'A').replace('丙', 'B');
    expect(keys(csv(text, { mapping }))).toEqual([0, 1]);
  });
});

describe('encodings of sheets', () => {
  const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

  it('reads GB18030 as Chinese Excel saves CSV', () => {
    // 题目,答案 / 首都,北京
    const gb = bytes('cce2c4bf2cb4f0b0b80d0acad7b6bc2cb1b1bea90d0a');
    const reading = readSheet({ name: 'a.csv', bytes: gb });
    expect(reading.encoding).toBe('gb18030');
    expect(reading.questions[0]?.question).toMatchObject({ stem: { zh: '首都' }, key: ['北京'] });
  });

  it('reads the Unicode text of Excel: UTF-16 with tabs', () => {
    const utf16 = Buffer.from('\ufeff题目\t答案\r\n"首都\n在哪"\t北京\r\n', 'utf16le');
    const reading = readSheet({ name: 'a.txt', bytes: new Uint8Array(utf16) });
    expect(reading.encoding).toBe('utf-16le');
    expect(reading.questions[0]?.question).toMatchObject({ stem: { zh: '首都\n在哪' }, key: ['北京'] });
  });
});

describe.skipIf(!HAVE_REAL_FILES)('a real sheet that nobody here wrote', () => {
  it('gives 315 single choice questions and loses none', () => {
    const reading = readSheet(realFile('sheets/005-gift-mcq-benchmark-questions-ope-300-clean.xlsx'));
    expect(new Set(types(reading))).toEqual(new Set(['single']));
    expect(reading.questions).toHaveLength(315);
    expect(reading.rejected).toEqual([]);
  });
});
