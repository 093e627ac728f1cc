import type { Note } from '../domain/notes/index.ts';
import type { QuestionType } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import { splitOptions, withoutLetter } from './option-cell.ts';
import { answersFromOptions, choiceCells, codedChoice } from './sheet-answers.ts';
import { readGap } from './sheet-gap.ts';
import { columnName } from './sheet-grid.ts';
import { choiceKey, isJudgement, judgeKey, takeMarks } from './sheet-key.ts';
import {
  localOf,
  mainOf,
  type Pair,
  readMatches,
  readNumber,
  readRubric,
  readShare,
  readSorting,
  readUnit,
  splitParts,
} from './sheet-parts.ts';
import type { Raw, RawOption } from './sheet-raw.ts';
import { plainOfCell, richOfCell } from './sheet-rich.ts';
import { applySettings } from './sheet-settings.ts';
import { type SheetKind, sheetKindOf } from './sheet-types.ts';
import { difficultyOf, truthOf } from './zh-words.ts';

/** What a row became: fields of a question still to be checked against the schema, or why not. */
export type Built = { fields: Fields; notes: Note[] } | { fault: Note };
type Fields = Record<string, unknown> & { type: QuestionType; stem: LocalText };
/** What the type of a row adds. */
type Part = Record<string, unknown> & { type: QuestionType };
type Made = Part | Note;

const isNote = (made: Made): made is Note => 'code' in made;
const richOf = (raw: Raw) =>
  raw.own ? (text: string) => text : (text: string) => richOfCell(text, raw.place, raw.notes);
const noKey = (raw: Raw): Note => ({ place: raw.place, code: 'question.no_key' });
const unclear = (raw: Raw, cell: Pair | undefined): Note => ({
  place: raw.place,
  code: 'sheet.part_unclear',
  details: { part: mainOf(cell ?? {}).slice(0, 60) },
});

/** "A. Paris" in the column of A loses its letter when all its neighbours carry theirs. */
const unletterOptions = (raw: Raw): void => {
  const filled = raw.options.filter((o) => mainOf(o.text) !== '');
  for (const lang of ['zh', 'en'] as const) {
    const carries = (o: RawOption): boolean => {
      const text = o.text[lang];
      return text === undefined || withoutLetter(text, columnName(o.label)) !== text;
    };
    if (filled.length < 2 || !filled.every(carries)) continue;
    for (const o of filled) {
      const text = o.text[lang];
      if (text !== undefined) o.text = { ...o.text, [lang]: withoutLetter(text, columnName(o.label)) };
    }
  }
};

/** Takes marks such as （正确） off the option texts of both languages. */
const unmarkOptions = (raw: Raw): void => {
  for (const option of raw.options)
    for (const lang of ['zh', 'en'] as const) {
      const text = option.text[lang];
      if (text === undefined) continue;
      const cell = { label: option.label, text };
      if (takeMarks([cell]).length > 0) option.right = true;
      option.text = { ...option.text, [lang]: cell.text };
    }
};

const optionOf = (option: RawOption, rich: (text: string) => string): Record<string, unknown> => {
  const feedback = localOf(option.feedback, rich);
  const score = readShare(option.score ?? '');
  return {
    text: localOf(option.text, rich),
    ...(feedback ? { feedback } : {}),
    ...(score === undefined ? {} : { score }),
  };
};

const markedKey = (filled: readonly RawOption[]): number[] => filled.flatMap((o, i) => (o.right ? [i] : []));

const keysOf = (raw: Raw, filled: readonly RawOption[]): number[] | Note => {
  if (raw.rightTexts.length > 0) return raw.rightTexts.map((_, i) => i);
  const key = mainOf(raw.key);
  if (key === '') {
    const marked = markedKey(filled);
    return marked.length > 0 ? marked : noKey(raw);
  }
  const found = choiceKey(key, choiceCells(raw), raw.labels) ?? secondLanguageKey(raw, key);
  return found ?? { place: raw.place, code: 'question.key_not_found', details: { key: key.slice(0, 60) } };
};

const secondLanguageKey = (raw: Raw, key: string): number[] | undefined => {
  const cells = raw.options.map((o) => ({ label: o.label, text: o.text.en ?? '' }));
  return choiceKey(key, cells, raw.labels);
};

const choicePart = (raw: Raw, kind: SheetKind): Made => {
  const filled = raw.options.filter((o) => mainOf(o.text) !== '');
  const least = raw.own ? 1 : 2;
  if (filled.length < least) return { place: raw.place, code: 'question.too_few_options' };
  const keys = keysOf(raw, filled);
  if (!Array.isArray(keys)) return keys;
  const options = filled.map((o) => optionOf(o, richOf(raw)));
  return kind === 'multiple' || keys.length > 1
    ? { type: 'multiple', options, key: keys }
    : { type: 'single', options, key: keys[0] };
};

const judgePart = (raw: Raw): Made => {
  const key = mainOf(raw.key);
  const cells = choiceCells(raw);
  const marked = markedKey(raw.options)[0];
  const said =
    key === '' && marked !== undefined
      ? truthOf(cells[marked]?.text ?? '')
      : judgeKey(key, cells, raw.labels);
  if (said === undefined)
    return key === '' ? noKey(raw) : { place: raw.place, code: 'question.key_not_found', details: { key } };
  const of = (label: number) =>
    localOf(raw.options.find((o) => o.label === label)?.feedback ?? {}, richOf(raw));
  const [yes, no] = [of(0), of(1)];
  const feedback = { ...(yes ? { true: yes } : {}), ...(no ? { false: no } : {}) };
  return { type: 'true-false', key: said, ...(yes || no ? { feedback } : {}) };
};

const acceptedOf = (raw: Raw): string[] => {
  const key = mainOf(raw.key);
  if (raw.own) return splitParts(key, '|').filter((k) => k !== '');
  return [...new Set(key.split(/\s*(?:\n|\||;|；|\/\/)\s*/u).filter((k) => k !== ''))];
};

const shortPart = (raw: Raw): Made => {
  const options = raw.options.filter((o) => mainOf(o.text) !== '');
  const key = acceptedOf(raw);
  const fromOptions = key.length === 0 ? options.map((o) => mainOf(o.text)) : [];
  if (key.length + fromOptions.length === 0) return noKey(raw);
  const replies: Record<string, unknown>[] = [];
  for (const option of raw.own ? options : []) {
    const [text = '', share = ''] = splitParts(mainOf(option.text), '=>');
    const score = readShare(share);
    if (score === undefined) return unclear(raw, option.text);
    const feedback = localOf(option.feedback);
    replies.push({ text, score, ...(feedback ? { feedback } : {}) });
  }
  const asTyped = (text: string) => (raw.own ? text : plainOfCell(text).replace(/\*/gu, '\\*'));
  return {
    type: 'short',
    key: [...key, ...fromOptions].map(asTyped),
    ...(replies.length > 0 ? { replies } : {}),
  };
};

const numericPart = (raw: Raw): Made => {
  const key = mainOf(raw.key);
  const number = readNumber(key);
  if (!number)
    return key === '' ? noKey(raw) : { place: raw.place, code: 'question.key_not_found', details: { key } };
  const others: Record<string, unknown>[] = [];
  for (const option of raw.options.filter((o) => mainOf(o.text) !== '')) {
    const [text = '', share = ''] = splitParts(mainOf(option.text), '=>');
    const value = readNumber(text);
    const score = readShare(share);
    if (!value || score === undefined) return unclear(raw, option.text);
    const feedback = localOf(option.feedback);
    others.push({ ...value, score, ...(feedback ? { feedback } : {}) });
  }
  const unit = localOf(raw.text('unit'), richOf(raw));
  const feedback = localOf(raw.text('generalFeedback'), richOf(raw));
  const units = splitParts(raw.one('units'), '|').flatMap((u) => readUnit(u) ?? []);
  return {
    type: 'numeric',
    key: number.value,
    tolerance: number.tolerance,
    ...(feedback ? { feedback } : {}),
    ...(others.length > 0 ? { others } : {}),
    ...(unit ? { unit } : {}),
    ...(units.length > 0 ? { units } : {}),
  };
};

const textsOf = (raw: Raw): Pair[] => raw.options.map((o) => o.text).filter((t) => mainOf(t) !== '');

const matchingPart = (raw: Raw): Made => {
  const cells = textsOf(raw);
  const read = readMatches(cells, richOf(raw));
  if (!read || read.pairs.length === 0) return cells.length === 0 ? noKey(raw) : unclear(raw, cells[0]);
  return { type: 'matching', pairs: read.pairs, ...(read.extras.length > 0 ? { extras: read.extras } : {}) };
};

const sortingPart = (raw: Raw): Made => {
  const cells = textsOf(raw);
  const read = readSorting(cells, raw.key, richOf(raw));
  return read ? { type: 'categorising', ...read } : unclear(raw, cells[0]);
};

/** Items stand in the right order, or the key gives the order by letters: "BADC". */
const orderingPart = (raw: Raw): Made => {
  const items = textsOf(raw).map((t) => localOf(t, richOf(raw)));
  const key = mainOf(raw.key)
    .replace(/[^A-Za-z]/gu, '')
    .toUpperCase();
  if (key === '') return { type: 'ordering', items };
  const order = [...key].map((letter) => items[letter.charCodeAt(0) - 65]);
  return new Set(order).size === items.length && order.every(Boolean)
    ? { type: 'ordering', items: order }
    : { place: raw.place, code: 'question.key_not_found', details: { key: mainOf(raw.key) } };
};

const clozePart = (raw: Raw): Made => {
  const gaps: unknown[] = [];
  for (const cell of textsOf(raw)) {
    const gap = readGap(cell);
    if (!gap) return unclear(raw, cell);
    gaps.push(gap);
  }
  return gaps.length === 0 ? noKey(raw) : { type: 'cloze', gaps };
};

const essayPart = (raw: Raw): Made => {
  const cells = textsOf(raw);
  const rubric = readRubric(cells, richOf(raw));
  if (!rubric) return unclear(raw, cells[0]);
  const sample = localOf(raw.key, richOf(raw));
  const template = localOf(raw.text('template'), richOf(raw));
  return {
    type: 'essay',
    ...(rubric.length > 0 ? { rubric } : {}),
    ...(sample ? { sample } : {}),
    ...(template ? { template } : {}),
  };
};

const BLANK = /_{2,}|＿{2,}|﹍{2,}|[（(][\s_　]*[)）]|【[\s　]*】|\[\s*\]/gu;

const blankParts = (raw: Raw, blanks: number): string[] | undefined => {
  const cells = textsOf(raw).map(mainOf);
  if (cells.length === blanks) return cells;
  const key = mainOf(raw.key);
  for (const separator of [
    /\s*\n+\s*/u,
    /\s*\|+\s*/u,
    /\s*[;；]\s*/u,
    /\s*#+\s*/u,
    /\s*\$+\s*/u,
    /\s*[,，、]\s*/u,
    /\s+/u,
  ]) {
    const parts = key.split(separator).filter((p) => p !== '');
    if (parts.length === blanks) return parts;
  }
  return undefined;
};

/** Fill-in: as many answers as blanks make a cloze, else all answers are accepted for the one field. */
const fillPart = (raw: Raw): Made => {
  const stem = mainOf(raw.stem);
  const blanks = stem.match(BLANK)?.length ?? 0;
  const parts = blanks > 1 ? blankParts(raw, blanks) : undefined;
  if (!parts || Object.keys(raw.stem).length > 1) return shortPart(raw);
  let n = 0;
  const text = stem.replace(BLANK, () => `[[${++n}]]`);
  raw.stem = { [raw.stem.zh === undefined ? 'en' : 'zh']: text };
  const gaps = parts.map((part) => ({
    kind: 'short',
    key: part
      .split(/\s*(?:\/|\|)\s*/u)
      .filter((k) => k !== '')
      .map((k) => plainOfCell(k).replace(/\*/gu, '\\*')),
  }));
  return { type: 'cloze', gaps };
};

/** Options that were typed into the stem: "... A. x B. y". */
const optionsFromStem = (raw: Raw): boolean => {
  const lang = raw.stem.zh === undefined ? 'en' : 'zh';
  const split = splitOptions(mainOf(raw.stem));
  if (raw.own || split.lead === '' || split.options.length < 2) return false;
  raw.stem = { [lang]: split.lead };
  raw.options = split.options.map((text, label) => ({
    label,
    text: { [lang]: text },
    feedback: {},
    ...(split.marked.includes(label) ? { right: true } : {}),
  }));
  return true;
};

const TYPE_IN_STEM =
  /\s*[[【(（]\s*((?:单选|多选|判断|填空|简答|问答|单项选择|多项选择|不定项选择)题?)\s*[\]】)）]\s*/u;

/** "[单选题] ..." in the stem is the type, not a part of the question. */
const typeFromStem = (raw: Raw): void => {
  const lang = raw.stem.zh === undefined ? 'en' : 'zh';
  const text = raw.stem[lang] ?? '';
  const found = TYPE_IN_STEM.exec(text);
  const rest = found ? text.replace(found[0], '') : '';
  if (raw.own || !found || rest.trim() === '') return;
  if (raw.type === '') raw.type = found[1] ?? '';
  raw.stem = { ...raw.stem, [lang]: rest };
};

const KEY_IN_STEM = /[（(【]\s*([A-Ha-h](?:[\s,，、]?[A-Ha-h]){0,7}|[√×✓✗对错])\s*[)）】]/u;

const keyFromStem = (raw: Raw): Note[] => {
  const lang = raw.stem.zh === undefined ? 'en' : 'zh';
  const found = KEY_IN_STEM.exec(raw.stem[lang] ?? '');
  if (raw.own || mainOf(raw.key) !== '' || !found || raw.options.some((o) => o.right)) return [];
  raw.key = { [lang]: found[1] ?? '' };
  raw.stem = { ...raw.stem, [lang]: (raw.stem[lang] ?? '').replace(found[0], '（ ）') };
  return [{ place: raw.place, code: 'sheet.key_in_stem' }];
};

const inferKind = (raw: Raw): SheetKind | undefined => {
  const cells = choiceCells(raw);
  if (isJudgement(cells)) return 'true-false';
  if (cells.length > 0) return 'choice';
  const key = mainOf(raw.key);
  if (key === '') return undefined;
  if (truthOf(key) !== undefined) return 'true-false';
  if (/^[A-H]{1,8}$/u.test(key) && /\p{Script=Han}/u.test(mainOf(raw.stem))) return 'choice';
  if (/^[0-2]$/u.test(key) && /[。.]$/u.test(mainOf(raw.stem).trim())) return 'true-false';
  return (mainOf(raw.stem).match(BLANK)?.length ?? 0) > 1 ? 'fill' : 'short';
};

const partOf = (raw: Raw, kind: SheetKind): Made => {
  if (kind === 'single' || kind === 'multiple' || kind === 'choice') return choicePart(raw, kind);
  if (kind === 'true-false') return judgePart(raw);
  if (kind === 'short') return shortPart(raw);
  if (kind === 'fill') return fillPart(raw);
  if (kind === 'cloze')
    return raw.own || raw.stem.zh?.includes('[[1]]') || raw.stem.en?.includes('[[1]]')
      ? clozePart(raw)
      : fillPart(raw);
  if (kind === 'numeric') return numericPart(raw);
  if (kind === 'matching') return matchingPart(raw);
  if (kind === 'ordering') return orderingPart(raw);
  if (kind === 'categorising') return sortingPart(raw);
  if (kind === 'essay') return essayPart(raw);
  if (kind === 'description') return { type: 'description' };
  return { place: raw.place, code: 'question.type_unsupported', details: { type: raw.type } };
};

const changeOf = (raw: Raw, kind: SheetKind, type: QuestionType): Note[] =>
  kind === 'single' && type === 'multiple'
    ? [{ place: raw.place, code: 'question.type_changed', details: { from: raw.type, to: type } }]
    : [];

/** The question of a row; `sectionType` = what its sheet or section says of its type. */
export const buildQuestion = (raw: Raw, sectionType: string): Built => {
  if (mainOf(raw.stem) === '') return { fault: { place: raw.place, code: 'question.no_stem' } };
  typeFromStem(raw);
  if (raw.type === '') raw.type = sectionType;
  const asked = sheetKindOf(raw.type, raw.own);
  const wantsOptions = asked === undefined || ['single', 'multiple', 'choice'].includes(asked);
  if (wantsOptions && raw.options.length === 0) optionsFromStem(raw);
  if (!raw.own) {
    unmarkOptions(raw);
    unletterOptions(raw);
  }
  const notes = wantsOptions || asked === 'true-false' ? keyFromStem(raw) : [];
  const kind = asked === 'unknown' && codedChoice(raw) ? 'choice' : (asked ?? inferKind(raw));
  if (kind === 'short' || kind === 'fill' || kind === 'cloze' || kind === 'essay') answersFromOptions(raw);
  if (kind === undefined) return { fault: noKey(raw) };
  const made = partOf(raw, kind);
  if (isNote(made)) return { fault: made };
  const rich = richOf(raw);
  const stem = localOf(raw.stem, rich);
  if (!stem) return { fault: { place: raw.place, code: 'question.no_stem' } };
  const explanation = localOf(raw.text('explanation'), rich);
  const hint = localOf(raw.text('hint'), rich);
  const fields: Fields = {
    ...made,
    stem,
    difficulty: difficultyOf(raw.one('difficulty')),
    ...(explanation ? { explanation } : {}),
    ...(hint ? { hint } : {}),
  };
  notes.push(
    ...raw.notes,
    ...changeOf(raw, kind, made.type),
    ...applySettings(fields, raw.one('settings'), raw.place),
  );
  return { fields, notes };
};
