import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../server/formats/detect.ts';
import { type Format, UnreadableFile } from '../../server/formats/format.ts';
import { readFile } from '../../server/formats/read.ts';
import { brief } from './zh-brief.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
/** 1.首都？ A.北京 B.上海 答案：A in GB18030, as Windows writes it. */
const GB18030 = Buffer.from('312ecad7b6bca3bf0d0a412eb1b1bea90d0a422ec9cfbaa30d0ab4f0b0b8a3ba410d0a', 'hex');

const TEXTS: readonly (readonly [Format, string, string])[] = [
  ['gift', 'a.txt', '// a comment\n\n::Q1:: What? {=a ~b}\n'],
  ['gift', 'a.txt', 'The sun is hot.{T}\n'],
  ['aiken', 'a.txt', 'What?\nA. one\nB. two\nANSWER: B\n'],
  [
    'moodle-xml',
    'a.txt',
    '<?xml version="1.0"?>\n<!-- made by hand -->\n<quiz><question type="essay"/></quiz>',
  ],
  ['qti12', 'a.xml', '<?xml version="1.0"?><questestinterop><item/></questestinterop>'],
  ['qti21', 'a.xml', '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"/>'],
  ['qti22', 'a.xml', '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2"/>'],
  ['qti30', 'a.xml', '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"/>'],
  ['json', 'a.txt', '[{"question":"What?","answer":"x"}]'],
  ['trivia', 'a', '#Q What?\n^ one\nA one\nB two\n'],
  ['csv', 'a.txt', '题目\t选项A\t选项B\t答案\n首都？\t北京\t上海\tA\n'],
  ['csv', 'a.csv', 'question,answer\nWhat?,x\n'],
  ['zh-text', 'a.txt', '1. 首都是？\nA. 北京\nB. 上海\n答案：A\n'],
  ['zh-text', 'a.gift.md', '一、判断题\n1. 地球是圆的。（√）\n'],
];

describe('the format of a file', () => {
  it.each(TEXTS)('is %s for %s by what it holds', (format, name, text) => {
    expect(detectFormat({ name, bytes: utf8(text) })).toBe(format);
    expect(detectFormat({ name, bytes: utf8(`\ufeff${text}`) })).toBe(format);
    expect(detectFormat({ name, bytes: utf16(text) })).toBe(format);
  });

  it('is unknown for prose', () => {
    expect(detectFormat({ name: 'a.txt', bytes: utf8('今天天气很好。') })).toBeUndefined();
  });
});

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UnreadableFile) return error.note.code;
    throw error;
  }
  return 'read';
};

describe('reading any file', () => {
  it('reads GB18030', () => {
    const reading = readFile({ name: 'a.txt', bytes: new Uint8Array(GB18030) });
    expect(reading.encoding).toBe('gb18030');
    expect(reading.questions.map((q) => brief(q.question))).toEqual(['single 首都？ [北京*|上海]']);
  });

  it('reads lines that end in CR alone', () => {
    const reading = readFile({ name: 'a.txt', bytes: utf8('1.首都？\rA.北京\rB.上海\r答案：B\r') });
    expect(reading.questions.map((q) => brief(q.question))).toEqual(['single 首都？ [北京|上海*]']);
  });

  it('follows the format that somebody names', () => {
    const bytes = utf8('1.首都？\nA.北京\nB.上海\n答案：B\n');
    expect(readFile({ name: 'a.txt', bytes }, { format: 'gift' }).format).toBe('gift');
  });

  it('refuses empty, huge and unknown files with a reason', () => {
    expect(codeOf(() => readFile({ name: 'a', bytes: new Uint8Array() }))).toBe('file.empty');
    expect(codeOf(() => readFile({ name: 'a', bytes: utf8(' \n ') }))).toBe('file.empty');
    expect(codeOf(() => readFile({ name: 'a', bytes: new Uint8Array(51 * 1024 * 1024) }))).toBe(
      'file.too_large',
    );
    expect(codeOf(() => readFile({ name: 'a', bytes: utf8('今天天气很好。') }))).toBe('file.unknown_format');
  });

  it('gives every question of a file an id of its own', () => {
    const text = '::a:: x {=1}\n\n::a:: y {=2}\n';
    const ids = readFile({ name: 'a.gift', bytes: utf8(text) }).questions.map((q) => q.question.id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });
});

const DATA = resolve(import.meta.dirname, '../../../shared/data/questions');
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  aiken: ['aiken'],
  'aiken-derived': ['aiken'],
  gift: ['gift'],
  moodlexml: ['moodle-xml'],
  qti12: ['qti12'],
  'qti12-items': ['qti12'],
  qti21: ['qti21'],
  qti22: ['qti22'],
  'qti22-items': ['qti22'],
  qti3: ['qti30'],
  sheets: ['xlsx'],
  trivia: ['trivia', 'json'],
  'zh-text': ['zh-text', 'json'],
};

describe.skipIf(!existsSync(DATA))(
  'the real files of ../shared/data (skipped where the folder is absent)',
  () => {
    it.each(Object.keys(FOLDERS))('are told apart in %s', (folder) => {
      for (const name of readdirSync(join(DATA, folder))) {
        const bytes = new Uint8Array(readFileSync(join(DATA, folder, name)));
        expect(FOLDERS[folder], `${folder}/${name}`).toContain(detectFormat({ name, bytes }));
      }
    });
  },
);
