import { describe, expect, it } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import {
  assignmentCoins,
  assignmentStars,
  checkNewFile,
  decide,
  handIn,
  openForMarking,
  type Submission,
  scoreByRubric,
  withdraw,
  writeDraft,
} from '../../server/domain/submission.ts';
import { checkFile } from '../../server/domain/upload.ts';
import { writeZip } from '../../server/formats/zip.ts';

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof RuleError) return error.code;
    throw error;
  }
  return 'nothing';
};
const blank: Submission = { state: 'draft', rev: 0, nth: 0, text: '', files: 0 };
const written = writeDraft(blank, { rev: 0, text: '我的第一周' });
const handed = handIn(written, ['text']);
const rubric = [
  { name: { zh: '内容' }, points: 10 },
  { name: { zh: '表达' }, points: 6 },
  { name: { zh: '下一步' }, points: 4 },
];
const marks = (decision: 'accept' | 'return', given = [8, 4, 2], comment = '不错') => ({
  base: handed.rev,
  marks: given,
  comment,
  decision,
});

describe('a submission', () => {
  it('is saved as it is written, never over something newer', () => {
    expect(written).toEqual({ ...blank, text: '我的第一周', rev: 1 });
    expect(refusal(() => writeDraft(written, { rev: 0, text: '旧的' }))).toBe('submission.changed');
    expect(writeDraft(written, { rev: 1, text: '' })).toMatchObject({ text: '', rev: 2 });
  });

  it('is handed in with the text or a file, and not changed after that', () => {
    expect(handed).toMatchObject({ state: 'submitted', nth: 1, rev: 2 });
    expect(refusal(() => handIn({ ...blank, text: ' \n ' }, ['text']))).toBe('submission.empty');
    expect(refusal(() => handIn({ ...blank, text: '附言' }, ['photo']))).toBe('submission.empty');
    expect(handIn({ ...blank, files: 1 }, ['photo'])).toMatchObject({ state: 'submitted' });
    for (const late of [handed, openForMarking(handed)]) {
      expect(refusal(() => writeDraft(late, { rev: late.rev, text: '改' }))).toBe('submission.handed_in');
      expect(refusal(() => handIn(late, ['text']))).toBe('submission.handed_in');
      expect(refusal(() => checkNewFile(late, ['file'], 'file'))).toBe('submission.handed_in');
    }
  });

  it('is taken back until somebody begins to mark it', () => {
    expect(withdraw(handed)).toMatchObject({ state: 'draft', nth: 0, rev: 3 });
    expect(refusal(() => withdraw(openForMarking(handed)))).toBe('submission.marking');
    expect(refusal(() => withdraw(written))).toBe('submission.changed');
  });

  it('cannot be marked by what was seen before it was taken back and handed in again', () => {
    const again = handIn(withdraw(handed), ['text']);
    expect(refusal(() => decide(again, rubric, marks('accept')))).toBe('submission.changed');
    expect(decide(again, rubric, { ...marks('accept'), base: again.rev }).next.state).toBe('accepted');
  });

  it('is worth its share of the points; to accept is the decision of who marks', () => {
    // 14 of 20
    expect(decide(handed, rubric, marks('accept')).score).toBeCloseTo(0.7, 12);
    expect(decide(handed, rubric, marks('accept', [2, 0.5, 0]))).toEqual({
      next: { ...handed, state: 'accepted', rev: 3 },
      score: 0.125,
    });
    expect(decide(handed, rubric, marks('return', [10, 6, 4])).next.state).toBe('returned');
    expect(scoreByRubric(rubric, [10, 6, 4])).toBe(1);
  });

  it('refuses marks that do not fit the rubric, and a return without a word', () => {
    for (const odd of [
      [8, 4],
      [8, 4, 2, 1],
      [11, 4, 2],
      [8, -1, 2],
    ])
      expect(refusal(() => decide(handed, rubric, marks('accept', odd)))).toBe('submission.marks');
    expect(refusal(() => decide(handed, rubric, marks('return', [8, 4, 2], '  ')))).toBe(
      'submission.comment',
    );
    expect(refusal(() => decide(written, rubric, { ...marks('accept'), base: 1 }))).toBe(
      'submission.changed',
    );
  });

  it('that was returned is mended, handed in once more, and marked once', () => {
    const returned = decide(handed, rubric, marks('return')).next;
    const mended = writeDraft(returned, { rev: returned.rev, text: '改好了' });
    expect(mended.state).toBe('returned');
    const second = handIn(mended, ['text']);
    expect(second).toMatchObject({ state: 'submitted', nth: 2 });
    expect(withdraw(second)).toMatchObject({ state: 'returned', nth: 1 });
    const accepted = decide(second, rubric, { ...marks('accept'), base: second.rev }).next;
    expect(refusal(() => decide(accepted, rubric, { ...marks('accept'), base: accepted.rev }))).toBe(
      'submission.changed',
    );
    expect(refusal(() => writeDraft(accepted, { rev: accepted.rev, text: '' }))).toBe('submission.handed_in');
  });

  it('pays 60 coins and up to 40 by its score, and gives one to three stars', () => {
    const pay = { first: 60, excellent: 40 };
    expect([0, 0.125, 0.7, 1].map((s) => assignmentCoins(pay, s))).toEqual([60, 65, 88, 100]);
    expect([0.3, 0.74, 0.75, 0.92].map(assignmentStars)).toEqual([1, 1, 2, 3]);
  });
});

const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : Buffer.from(p))));
const PNG = bytesOf([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'rest');
const office = (...names: string[]): Uint8Array =>
  writeZip(['[Content_Types].xml', ...names].map((name) => ({ name, bytes: Buffer.from('<a/>') })));

describe('a file of a submission', () => {
  const kindOf = (name: string, bytes: Uint8Array) => {
    const { name: kept, kind } = checkFile(name, bytes);
    return `${kept} ${kind}`;
  };

  it('is what its bytes say, whatever it is called', () => {
    expect(kindOf('白板.PNG', PNG)).toBe('白板.png photo');
    expect(kindOf('virus.exe', PNG)).toBe('virus.exe.png photo');
    expect(kindOf('a.jpeg', bytesOf([0xff, 0xd8, 0xff, 0xe0]))).toBe('a.jpg photo');
    expect(kindOf('x.webp', bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8 '))).toBe('x.webp photo');
    expect(kindOf('x.gif', bytesOf('GIF89a'))).toBe('x.gif photo');
    expect(kindOf('plan.pdf', bytesOf('%PDF-1.7\n'))).toBe('plan.pdf file');
    expect(kindOf('周报.docx', office('word/document.xml'))).toBe('周报.docx file');
    expect(kindOf('表.zip', office('xl/workbook.xml'))).toBe('表.zip.xlsx file');
    expect(kindOf('p.pptx', office('ppt/presentation.xml'))).toBe('p.pptx file');
    expect(kindOf('说明.txt', Buffer.from('你好\n'))).toBe('说明.txt file');
    expect(kindOf('readme.markdown', Buffer.from('# Hi'))).toBe('readme.md file');
  });

  it('is refused when it is a program, a page, a drawing with scripts, a sound, a bare zip or has macros', () => {
    const odd: [string, Uint8Array][] = [
      ['a.png', bytesOf('MZ\x90\x00')],
      ['a.html', Buffer.from('<script>alert(1)</script>')],
      ['a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['a.txt', bytesOf([0xff, 0xfe, 0x00])],
      ['a.txt', Buffer.from('a\u0000b')],
      ['a.txt', Buffer.from(' ')],
      ['a.mp3', bytesOf('ID3')],
      ['a.zip', writeZip([{ name: 'a.txt', bytes: Buffer.from('x') }])],
      ['a.docx', office('word/document.xml', 'word/vbaProject.bin')],
      ['a.png', new Uint8Array()],
    ];
    for (const [name, bytes] of odd)
      expect(
        refusal(() => checkFile(name, bytes)),
        name,
      ).toBe('submission.file');
  });

  it('has at most 5 MB', () => {
    const large = new Uint8Array(5 * 1024 * 1024 + 1);
    large.set(PNG);
    expect(refusal(() => checkFile('a.png', large))).toBe('submission.file');
    expect(checkFile('a.png', large.subarray(0, -1)).kind).toBe('photo');
  });

  it('keeps no folders, control or direction characters in its name', () => {
    const nameOf = (name: string) => checkFile(name, PNG).name;
    expect(nameOf('../../etc/pass\u0000wd.png')).toBe('passwd.png');
    expect(nameOf('C:\\Users\\me\\photo.png')).toBe('photo.png');
    expect(nameOf('gpj.\u202egnp.png')).toBe('gpj.gnp.png');
    expect(nameOf('')).toBe('file.png');
    expect(nameOf(`${'长'.repeat(200)}.png`)).toBe(`${'长'.repeat(80)}.png`);
  });

  it('is one of at most five, of a kind that was asked for', () => {
    const add = (accepts: ('text' | 'photo' | 'file')[], kind: 'photo' | 'file', files = 0) =>
      refusal(() => checkNewFile({ ...blank, files }, accepts, kind));
    expect(add(['photo'], 'photo', 4)).toBe('nothing');
    expect(add(['photo'], 'photo', 5)).toBe('submission.too_many_files');
    expect(add(['photo'], 'file')).toBe('submission.file');
    expect(add(['file'], 'photo')).toBe('nothing');
    expect(add(['text'], 'photo')).toBe('submission.file');
  });
});
