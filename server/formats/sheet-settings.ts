import type { Note, Place } from '../domain/notes/index.ts';
import type { Question } from '../domain/question.ts';
import type { Lang } from '../domain/text.ts';
import { columnIndex, columnName } from './sheet-grid.ts';

const WORDS = {
  fixed: { zh: '固定顺序', en: 'fixed order' },
  all: { zh: '全对得分', en: 'all or nothing' },
  partial: { zh: '部分得分', en: 'partial marks' },
  case: { zh: '区分大小写', en: 'case-sensitive' },
  words: { zh: '最多字数', en: 'most words' },
  weight: { zh: '权重', en: 'weight' },
} as const;
type Setting = keyof typeof WORDS;
const SETTINGS = Object.keys(WORDS) as Setting[];

/** One setting as read: what, for which gap, how much. */
type Read = { setting: Setting; gap?: number; value?: number };

const readOne = (text: string): Read | undefined => {
  const folded = text.trim().toLowerCase();
  const setting = SETTINGS.find((s) => folded.startsWith(WORDS[s].zh) || folded.startsWith(WORDS[s].en));
  if (!setting) return undefined;
  const word = folded.startsWith(WORDS[setting].zh) ? WORDS[setting].zh : WORDS[setting].en;
  const rest = /^\s*([a-z]{1,2})?\s*[:=]?\s*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)?$/u.exec(folded.slice(word.length));
  if (!rest) return undefined;
  return {
    setting,
    ...(rest[1] === undefined ? {} : { gap: columnIndex(rest[1].toUpperCase()) }),
    ...(rest[2] === undefined ? {} : { value: Number(rest[2]) }),
  };
};

const put = (target: Record<string, unknown>, { setting, value }: Read): boolean => {
  if (setting === 'fixed') target.shuffle = false;
  else if (setting === 'case') target.caseSensitive = true;
  else if (setting === 'all' || setting === 'partial') target.scoring = setting;
  else if (value === undefined) return false;
  else target[setting === 'words' ? 'maxWords' : 'weight'] = value;
  return true;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const apply = (fields: Record<string, unknown>, read: Read): boolean => {
  if (read.gap === undefined) return put(fields, read);
  const gap: unknown = Array.isArray(fields.gaps) ? fields.gaps[read.gap] : undefined;
  return isRecord(gap) && put(gap, read);
};

/** Puts the settings of a cell into the fields of a question; notes tell of those that mean nothing. */
export const applySettings = (fields: Record<string, unknown>, cell: string, place: Place): Note[] => {
  const notes: Note[] = [];
  for (const text of cell.split(/[;；\n]/u).filter((t) => t.trim() !== '')) {
    const read = readOne(text);
    if (!read || !apply(fields, read))
      notes.push({ place, code: 'sheet.setting_unknown', details: { setting: text.trim() } });
  }
  return notes;
};

const gapSettings = (question: Question, lang: Lang): string[] => {
  if (question.type !== 'cloze') return [];
  return question.gaps.flatMap((gap, i) => {
    const at = columnName(i);
    return [
      ...('shuffle' in gap && gap.shuffle === false ? [`${WORDS.fixed[lang]} ${at}`] : []),
      ...('caseSensitive' in gap && gap.caseSensitive ? [`${WORDS.case[lang]} ${at}`] : []),
      ...(gap.weight === undefined ? [] : [`${WORDS.weight[lang]} ${at} ${gap.weight}`]),
    ];
  });
};

/** The settings cell of a question. */
export const settingsOf = (question: Question, lang: Lang): string =>
  [
    ...('shuffle' in question && question.shuffle === false ? [WORDS.fixed[lang]] : []),
    ...('scoring' in question && question.scoring ? [WORDS[question.scoring][lang]] : []),
    ...('caseSensitive' in question && question.caseSensitive ? [WORDS.case[lang]] : []),
    ...('maxWords' in question && question.maxWords ? [`${WORDS.words[lang]} ${question.maxWords}`] : []),
    ...gapSettings(question, lang),
  ].join('; ');
