import type { Note } from '../domain/notes/index.ts';
import type { Reading, SourceText } from './format.ts';
import { lettersOf } from './zh-answer.ts';
import { build } from './zh-build.ts';
import type { Draft } from './zh-draft.ts';
import { draftsOfItem, type Found, type IndexBase } from './zh-json-item.ts';
import { fieldIn, isObj, NAMES, type Obj, picturesOf, textOf } from './zh-json-shape.ts';
import { kindOf } from './zh-words.ts';

type Around = { path: string; category: string[]; kindName?: string };
type Walk = { found: Found[]; unknown: string[]; materials: Found[] };

const MOST_DEPTH = 40;
const PART_NAMES: ReadonlySet<string> = new Set([
  ...NAMES.options,
  ...NAMES.answer,
  ...NAMES.wrong,
  ...NAMES.tags,
  ...NAMES.hint,
  ...NAMES.explanation,
]);
const PLAIN_NAMES =
  /^(questions?|items?|data|list|results?|children|sections?|chapters?|rows?|records?|题目|题库|试题|quiz(zes)?|cards?|terms?|content|body|tests?|exam|bank|questionlist|subquestions?|topics?|units?|entries|value|payload|set|studiables?items?|groups?|parts?)$/iu;
const folded = (key: string): string => key.toLowerCase().replace(/[-_\s]/gu, '');

const hasStem = (item: Obj): boolean => textOf(fieldIn(item, 'stem')) !== '';
const hasKey = (item: Obj): boolean =>
  fieldIn(item, 'answer') !== undefined ||
  fieldIn(item, 'options') !== undefined ||
  fieldIn(item, 'wrong') !== undefined ||
  Object.keys(item).some((k) => /^(option|opt|choice|选项)[-_ ]?[a-d1-4]$/iu.test(k));
/** { key: 'A', content: 'Paris' }: a letter and a text are an option, wherever they stand. */
const isOption = (item: Obj): boolean =>
  /^[A-J]$/u.test(textOf(item.key ?? item.label ?? item.prefix ?? '')) &&
  item.question === undefined &&
  fieldIn(item, 'options') === undefined;
const isQuestion = (value: unknown): boolean =>
  isObj(value) &&
  !isOption(value) &&
  hasStem(value) &&
  (hasKey(value) || fieldIn(value, 'kind') !== undefined);

/** A question inside a question; what has no options of its own is none inside one that has. */
const isPartOf = (item: Obj, value: unknown): boolean =>
  isQuestion(value) &&
  (fieldIn(item, 'options') === undefined || (isObj(value) && fieldIn(value, 'options') !== undefined));

/** Fields of an object that hold questions of their own. */
const insideOf = (item: Obj): [string, unknown][] =>
  Object.entries(item).filter(([key, value]) => {
    if (Array.isArray(value))
      return PART_NAMES.has(folded(key))
        ? value.some(
            (v) =>
              isQuestion(v) &&
              isObj(v) &&
              hasKey(v) &&
              !('isCorrect' in v) &&
              fieldIn(v, 'options') !== undefined,
          )
        : value.some((v) => isObj(v) || Array.isArray(v));
    return (
      isObj(value) &&
      !PART_NAMES.has(folded(key)) &&
      folded(key) !== 'question' &&
      Object.values(value).some((v) => typeof v === 'object' && v !== null)
    );
  });

const within = (around: Around, item: Obj): Around => {
  const named = fieldIn(item, 'category') ?? (typeof item.title === 'string' ? item.title : item.name);
  const title = textOf(named);
  const kindName = textOf(fieldIn(item, 'kind'));
  const isKind = title !== '' && title.length < 16 && kindOf(title) !== undefined;
  const name = kindName && kindOf(kindName) ? kindName : isKind ? title : undefined;
  return {
    path: around.path,
    category: title !== '' && title.length <= 80 && !isKind ? [...around.category, title] : around.category,
    ...(name ? { kindName: name } : around.kindName ? { kindName: around.kindName } : {}),
  };
};

const under = (around: Around, key: string): Around => {
  const path = `${around.path}.${key}`;
  if (PLAIN_NAMES.test(key) || /^\d+$/u.test(key)) return { ...around, path };
  if (kindOf(key) && key.length < 20) return { ...around, path, kindName: key };
  return { ...around, path, category: [...around.category, key] };
};

const walk = (w: Walk, value: unknown, around: Around, depth: number): void => {
  if (depth > MOST_DEPTH) w.unknown.push(around.path);
  else if (Array.isArray(value))
    value.forEach((v: unknown, i) => {
      walk(w, v, { ...around, path: `${around.path}[${i + 1}]` }, depth + 1);
    });
  else if (isObj(value)) walkObject(w, value, around, depth);
  else if (depth > 0 && around.path.endsWith(']')) w.unknown.push(around.path);
};

const walkObject = (w: Walk, item: Obj, around: Around, depth: number): void => {
  const found = {
    item,
    path: around.path,
    category: around.category,
    ...(around.kindName ? { kindName: around.kindName } : {}),
  };
  const inside = insideOf(item);
  if (
    isQuestion(item) &&
    (inside.length === 0 ||
      (hasKey(item) && !inside.some(([, v]) => Array.isArray(v) && v.some((x) => isPartOf(item, x)))))
  ) {
    w.found.push(found);
    return;
  }
  if (inside.length === 0) {
    if (Object.keys(item).length > 0) w.unknown.push(around.path);
    return;
  }
  if (textOf(fieldIn(item, 'stem')).length > 40) w.materials.push(found);
  const inner = within(around, item);
  for (const [key, v] of inside) walk(w, v, under(inner, key), depth + 1);
};

/** Whether numbers that name options count from 0 or 1: a 0 or a number past the end tells; else 0, and it is said. */
const indexBaseOf = (found: readonly Found[]): IndexBase => {
  let numbers = false;
  for (const { item } of found) {
    const answer = fieldIn(item, 'answer');
    const options = fieldIn(item, 'options');
    const count = Array.isArray(options) ? options.length : 0;
    const list = (Array.isArray(answer) ? answer : [answer]).filter((a) => typeof a === 'number');
    if (list.length === 0 || count < 2) continue;
    numbers = true;
    if (list.includes(0)) return { base: 0, sure: true };
    if (list.includes(count)) return { base: 1, sure: true };
  }
  return { base: 0, sure: !numbers };
};

const pictureNotes = (found: Found, place: Note['place']): Note[] =>
  Object.values(found.item)
    .flatMap(picturesOf)
    .map((name) => ({ place, code: 'media.external', details: { name } }));

/** Without options and type, with a key that looks like letters of options. */
const isBare = (d: Draft): boolean =>
  d.kind === undefined && d.options.length === 0 && lettersOf(d.answer ?? '') !== undefined;
/** In a bank of written answers, `C` (the Roman hundred) is an answer like the others. */
const spellsAnswers = (drafts: readonly Draft[]): boolean => {
  const open = drafts.filter((d) => d.kind === undefined && d.options.length === 0).length;
  return drafts.filter(isBare).length < open * 0.2;
};

/** Reads questions out of JSON in the shapes that other programs write; what it does not know is rejected with its path. */
export const readForeignJson = (value: unknown, source: SourceText): Reading => {
  const w: Walk = { found: [], unknown: [], materials: [] };
  walk(w, value, { path: '$', category: [] }, 0);
  const reading: Reading = {
    format: 'json',
    encoding: source.encoding,
    questions: [],
    rejected: [],
    warnings: [...source.warnings],
    media: new Map(),
  };
  const base = indexBaseOf(w.found);
  if (!base.sure)
    reading.warnings.push({ place: {}, code: 'zh.index_guessed', details: { base: base.base } });
  for (const m of w.materials)
    reading.warnings.push({
      place: { id: m.path },
      code: 'zh.text_skipped',
      details: { text: textOf(fieldIn(m.item, 'stem')).slice(0, 60) },
    });
  const drafts = w.found.map((found, i) => draftsOfItem(found, { item: i + 1, id: found.path }, base));
  const spelled = spellsAnswers(drafts);
  w.found.forEach((found, i) => {
    const place = { item: i + 1, id: found.path };
    const written = drafts[i] ?? draftsOfItem(found, place, base);
    const draft = spelled && isBare(written) ? { ...written, kind: 'short' as const } : written;
    const built = build(draft, `q-${i + 1}`);
    reading.warnings.push(...built.warnings, ...pictureNotes(found, place));
    if ('rejected' in built) reading.rejected.push(built.rejected);
    else reading.questions.push(built.read);
  });
  for (const path of w.unknown)
    reading.rejected.push({ place: { id: path }, code: 'zh.item_unknown', details: { path } });
  return reading;
};
