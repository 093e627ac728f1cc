import type { Lang } from '../text.ts';

/** Where in the files of an import something stands. `line` and `row` count from 1 as editors and sheets show them. */
export type Place = {
  /** Name of the file inside an archive. */
  file?: string;
  sheet?: string;
  line?: number;
  row?: number;
  /** Column letter of a sheet, or number of a character in a line. */
  column?: string;
  /** Number of the question in its file, from 1. */
  item?: number;
  /** The name the file itself gives the question. */
  id?: string;
};

const WORDS = {
  zh: {
    file: '文件 {}',
    sheet: '工作表 {}',
    line: '第 {} 行',
    row: '第 {} 行',
    column: '{} 列',
    item: '第 {} 题',
    id: '「{}」',
  },
  en: {
    file: 'file {}',
    sheet: 'sheet {}',
    line: 'line {}',
    row: 'row {}',
    column: 'column {}',
    item: 'question {}',
    id: '"{}"',
  },
} as const;
const ORDER = ['file', 'sheet', 'line', 'row', 'column', 'item', 'id'] as const;

/** "row 12, column C" / "第 12 行，C 列". */
export const placeText = (place: Place, lang: Lang): string =>
  ORDER.filter((part) => place[part] !== undefined)
    .map((part) => WORDS[lang][part].replace('{}', () => String(place[part])))
    .join(lang === 'zh' ? '，' : ', ');
