import type { Place } from '../domain/notes/index.ts';
import type { Draft } from './zh-draft.ts';
import { columnOptions, fieldIn, isObj, NAMES, type Obj, optionsFrom, textOf } from './zh-json-shape.ts';
import type { WrittenOption } from './zh-options.ts';
import { type Kind, kindOf } from './zh-words.ts';

/** An item of the file with what the containers around it say. */
export type Found = { item: Obj; path: string; category: string[]; kindName?: string };
export type IndexBase = { base: 0 | 1; sure: boolean };
type Parts = Pick<Draft, 'options'> & { answer?: string; answers?: string[] };

const letter = (i: number): string => String.fromCharCode(65 + i);
const byIndex = (value: unknown, count: number, { base }: IndexBase): string | undefined => {
  const n = typeof value === 'number' ? value - base : Number.NaN;
  return Number.isInteger(n) && n >= 0 && n < count ? letter(n) : undefined;
};

/** opentdb and its like: the right text and the wrong ones apart. */
const apart = (item: Obj): Parts | undefined => {
  const wrong = fieldIn(item, 'wrong');
  if (!Array.isArray(wrong)) return undefined;
  const right = textOf(fieldIn(item, 'answer'));
  const texts = [right, ...wrong.map(textOf)];
  return {
    options: texts.map((text, i) =>
      i === 0 ? { label: letter(i), text, right: true } : { label: letter(i), text },
    ),
  };
};

/** `answers` may be the options (with flags), or the key beside them, or several right texts. */
const optionsOf = (item: Obj): WrittenOption[] => {
  const own = Object.entries(item).find(
    ([k, v]) =>
      v !== null &&
      folded(k) !== 'answers' &&
      NAMES.options.has(folded(k)) &&
      (typeof v === 'object' || String(v).length > 3),
  );
  const options = own ? optionsFrom(own[1]) : [];
  if (options.length > 0) return options;
  const columns = columnOptions(item);
  if (columns.length > 1) return columns;
  const answers = item.answers;
  if (Array.isArray(answers) && answers.length > 1) return optionsFrom(answers);
  return [];
};
const folded = (key: string): string => key.toLowerCase().replace(/[-_\s]/gu, '');

const keyOf = (item: Obj): unknown => {
  const value = fieldIn(item, 'answer');
  return typeof value === 'object' && Array.isArray(value) && value.every(isObj) ? undefined : value;
};

const partsOf = (item: Obj, base: IndexBase): Parts => {
  const split = apart(item);
  if (split) return split;
  const options = optionsOf(item);
  const written = keyOf(item);
  if (options.length > 0) {
    const list: readonly unknown[] = Array.isArray(written) ? written : [written];
    const named = list.map((v) => byIndex(v, options.length, base));
    if (named.length > 0 && named.every((n) => n !== undefined)) return { options, answer: named.join('') };
    const byId = list.map((v) => labelById(item, v));
    if (byId.length > 0 && byId.every((n) => n !== undefined)) return { options, answer: byId.join('') };
    if (Array.isArray(written)) {
      const texts = written.map(textOf);
      return {
        options,
        answer: texts.every((t) => /^[A-Za-z]$/u.test(t)) ? texts.join('').toUpperCase() : texts.join('\n'),
      };
    }
    return { options, ...(written === undefined ? {} : { answer: textOf(written) }) };
  }
  if (
    Array.isArray(item.answers) &&
    item.answers.every((a) => typeof a === 'string' || typeof a === 'number')
  )
    return { options, answers: item.answers.map(textOf) };
  if (Array.isArray(written)) {
    const texts = written.map(textOf).filter((t) => t !== '');
    return { options, answer: texts.join('\n'), ...(texts.length > 0 ? { answers: texts } : {}) };
  }
  return { options, ...(written === undefined ? {} : { answer: textOf(written) }) };
};

/** The answer may be the id of an option. */
const labelById = (item: Obj, wanted: unknown): string | undefined => {
  const options = fieldIn(item, 'options');
  if (!Array.isArray(options) || wanted === undefined) return undefined;
  const at = options.findIndex(
    (o: unknown) => isObj(o) && o.id !== undefined && String(o.id) === String(wanted),
  );
  return at < 0 || /^[A-Za-z]$/u.test(String(wanted)) ? undefined : letter(at);
};

const kindNamed = (found: Found): { kind?: Kind; kindName?: string } => {
  const own = textOf(fieldIn(found.item, 'kind'));
  const name = own !== '' && kindOf(own) ? own : (found.kindName ?? own);
  const kind = kindOf(name);
  return { ...(kind ? { kind } : {}), ...(name ? { kindName: name } : {}) };
};

/** A list of short texts under a name; a text is split at commas. */
const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(textOf) : textOf(value).split(/[,，;；、]/u))
    .map((t) => t.trim())
    .filter((t) => t !== '' && t.length <= 60);

/** `question` may be an object with the text inside it. */
const stemOf = (item: Obj): string => {
  const value = fieldIn(item, 'stem');
  const own = isObj(value) ? textOf(fieldIn(value, 'stem') ?? value) : textOf(value);
  const body = item.title !== undefined && item.content !== undefined ? textOf(item.content) : '';
  const title = textOf(item.title);
  return body !== '' && own === title && !NAMES.options.has('content') && body !== title
    ? `${title}\n${body}`
    : own;
};

const optional = (found: Found): Partial<Draft> => {
  const { item } = found;
  const text = (name: 'explanation' | 'hint' | 'difficulty' | 'point' | 'ref'): string =>
    textOf(fieldIn(item, name));
  const own = textOf(fieldIn(item, 'category'));
  const category = own && own !== found.category.at(-1) ? [...found.category, own] : found.category;
  const tags = listOf(fieldIn(item, 'tags') ?? []);
  return {
    category: category.map((c) => c.slice(0, 80)),
    ...(tags.length > 0 ? { tags } : {}),
    ...(text('explanation') ? { explanation: text('explanation') } : {}),
    ...(text('hint') ? { hint: text('hint') } : {}),
    ...(text('difficulty') ? { difficulty: text('difficulty') } : {}),
    ...(text('point') ? { point: text('point').split('\n')[0] ?? '' } : {}),
    ...(text('ref') ? { ref: text('ref').slice(0, 120) } : {}),
  };
};

/** One item of a foreign JSON bank as a draft. */
export const draftsOfItem = (found: Found, place: Place, base: IndexBase): Draft => {
  const parts = partsOf(found.item, base);
  const named = kindNamed(found);
  const term = fieldIn(found.item, 'answer') === found.item.definition && found.item.definition !== undefined;
  return {
    place,
    stem: stemOf(found.item),
    ...parts,
    ...named,
    ...(term && !named.kind ? { kind: 'short' as const } : {}),
    ...optional(found),
  };
};
