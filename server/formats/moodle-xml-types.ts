import type { NoteCode } from '../domain/notes/index.ts';
import type { LocalText } from '../domain/text.ts';
import { gapsOf } from './moodle-cloze.ts';
import {
  bareText,
  localOf,
  type MoodleContext,
  note,
  numberOf,
  shareOf,
  textIfAny,
  withText,
} from './moodle-xml-text.ts';
import { attr, childOf, childrenOf, textOf, type XmlElement } from './xml.ts';

/** The fields of a question beyond those that all types have, or why it is refused. */
export type MoodleParts = { type: string; stem?: LocalText; [field: string]: unknown };
export type MoodleFault = { fault: NoteCode; details?: Record<string, string | number> };
export type MoodleResult = MoodleParts | MoodleFault;
export const isFault = (result: MoodleResult): result is MoodleFault => 'fault' in result;

const isYes = (el: XmlElement | undefined): boolean => /^(?:1|true)$/iu.test(textOf(el).trim());
const isNo = (el: XmlElement | undefined): boolean => /^(?:0|false)$/iu.test(textOf(el).trim());
/** Our own element beside Moodle's: what its format has no place for. */
export const ownOf = (question: XmlElement): XmlElement | undefined => childOf(question, 'archipelago');
const ownText = (question: XmlElement, name: string): string => textOf(childOf(ownOf(question), name)).trim();
const ownIndexes = (question: XmlElement, name: string): number[] =>
  ownText(question, name).split(/\s+/u).filter(Boolean).map(Number);

const fixedOrder = (q: XmlElement): { shuffle?: false } =>
  isNo(childOf(q, 'shuffleanswers')) ? { shuffle: false } : {};

type Choice = { text: LocalText; feedback?: LocalText; share: number };

const choicesOf = (q: XmlElement, ctx: MoodleContext): Choice[] =>
  childrenOf(q, 'answer').flatMap((answer, i) => {
    const text = textIfAny(answer, ctx);
    if (text)
      return [
        {
          text,
          ...withText('feedback', childOf(answer, 'feedback'), ctx),
          share: shareOf(attr(answer, 'fraction')),
        },
      ];
    note(ctx, 'question.part_dropped', { part: `answer ${i + 1}` });
    return [];
  });

const scored = ({ share, ...option }: Choice, usual: number): object =>
  Math.abs(share - usual) < 1e-6 ? option : { ...option, score: share };

const single = (q: XmlElement, choices: Choice[]): MoodleResult => {
  const best = Math.max(...choices.map((c) => c.share));
  const own = ownIndexes(q, 'key')[0];
  if (best <= 0 && own === undefined) return { fault: 'question.no_key' };
  const key = own ?? choices.findIndex((c) => c.share === best);
  const options = choices.map((c, i) => scored(c, i === key ? 1 : 0));
  return { type: 'single', options, key, ...fixedOrder(q) };
};

const multiple = (q: XmlElement, choices: Choice[], all: boolean): MoodleResult => {
  const own = ownIndexes(q, 'key');
  const key = own.length > 0 ? own : choices.flatMap((c, i) => (c.share > 0 ? [i] : []));
  if (key.length === 0) return { fault: 'question.no_key' };
  const part = 1 / key.length;
  const options = choices.map((c, i) =>
    all ? scored(c, c.share) : scored(c, key.includes(i) ? part : -part),
  );
  return { type: 'multiple', options, key, ...fixedOrder(q), ...(all ? { scoring: 'all' } : {}) };
};

const multichoice = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const choices = choicesOf(q, ctx);
  if (choices.length < 2) return { fault: 'question.too_few_options' };
  const all = attr(q, 'type') === 'multichoiceset' || ownText(q, 'scoring') === 'all';
  return all || isNo(childOf(q, 'single')) ? multiple(q, choices, all) : single(q, choices);
};

const trueFalse = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const answers = childrenOf(q, 'answer');
  const saying = (said: string) => answers.find((a) => bareText(a).toLowerCase() === said);
  const right = answers.find((a) => shareOf(attr(a, 'fraction')) > 0);
  if (!right) return { fault: 'question.no_key' };
  const feedback = {
    ...withText('true', childOf(saying('true'), 'feedback'), ctx),
    ...withText('false', childOf(saying('false'), 'feedback'), ctx),
  };
  const key = bareText(right).toLowerCase() !== 'false';
  return { type: 'true-false', key, ...(Object.keys(feedback).length > 0 ? { feedback } : {}) };
};

const short = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const key: string[] = [];
  const replies: object[] = [];
  for (const answer of childrenOf(q, 'answer')) {
    const text = bareText(answer);
    if (text === '') continue;
    const score = shareOf(attr(answer, 'fraction'));
    const feedback = withText('feedback', childOf(answer, 'feedback'), ctx);
    if (score === 1 && !key.includes(text)) key.push(text);
    if (score !== 1 || Object.keys(feedback).length > 0) replies.push({ text, score, ...feedback });
  }
  if (key.length === 0) return { fault: 'question.no_key' };
  return {
    type: 'short',
    key,
    ...(replies.length > 0 ? { replies } : {}),
    ...(isYes(childOf(q, 'usecase')) ? { caseSensitive: true } : {}),
  };
};

const unitsOf = (q: XmlElement): object => {
  const units = childrenOf(childOf(q, 'units') ?? q, 'unit').flatMap((unit) => {
    const name = textOf(childOf(unit, 'unit_name')).trim();
    const multiplier = numberOf(textOf(childOf(unit, 'multiplier'))) ?? 0;
    return name === '' || multiplier <= 0 ? [] : [{ name, factor: Number((1 / multiplier).toPrecision(12)) }];
  });
  return units.length > 0 ? { units } : {};
};

const numeric = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const replies = childrenOf(q, 'answer').flatMap((answer) => {
    const text = bareText(answer);
    const value = numberOf(text);
    if (value === undefined && text !== '') note(ctx, 'question.part_dropped', { part: `answer ${text}` });
    if (value === undefined) return [];
    const tolerance = Math.abs(numberOf(textOf(childOf(answer, 'tolerance'))) ?? 0);
    const feedback = withText('feedback', childOf(answer, 'feedback'), ctx);
    return [{ value, tolerance, score: shareOf(attr(answer, 'fraction')), ...feedback }];
  });
  const right = replies.find((r) => r.score === 1);
  if (!right) return { fault: 'question.no_key' };
  const { value, score: _, ...rest } = right;
  const others = replies.filter((r) => r !== right);
  if (numberOf(textOf(childOf(q, 'unitgradingtype'))) && numberOf(textOf(childOf(q, 'unitpenalty'))))
    note(ctx, 'question.part_dropped', { part: 'unitpenalty' });
  return {
    type: 'numeric',
    key: value,
    ...rest,
    ...(others.length > 0 ? { others } : {}),
    ...withText('unit', childOf(ownOf(q), 'unit'), ctx),
    ...unitsOf(q),
  };
};

/** Right sides are plain text in Moodle, but for multilang spans. */
const plainOfEl = (el: XmlElement | undefined, ctx: MoodleContext): LocalText | undefined =>
  localOf(bareText(el), attr(el, 'format') ?? 'plain', ctx);

type Pair = { left: LocalText | undefined; right: LocalText };

/** The way back from a categorising question, which Moodle holds as a matching one. */
const categorising = (pairs: Pair[], extras: LocalText[], of: number[]): MoodleResult => {
  const categories: LocalText[] = [];
  of.forEach((category, i) => {
    const right = pairs[i]?.right;
    if (right) categories[category] = right;
  });
  const spare = [...extras];
  const all = Array.from(
    { length: Math.max(0, ...of, -1) + 1 + spare.length },
    (_, i) => categories[i] ?? spare.shift(),
  );
  const items = pairs.map((pair, i) => ({ text: pair.left, category: of[i] }));
  return { type: 'categorising', categories: all.filter((c) => c !== undefined), items };
};

const matching = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const pairs: Pair[] = [];
  const extras: LocalText[] = [];
  for (const [i, sub] of childrenOf(q, 'subquestion').entries()) {
    const left = textIfAny(sub, ctx);
    const right =
      attr(q, 'type') === 'ddmatch'
        ? textIfAny(childOf(sub, 'answer'), ctx)
        : plainOfEl(childOf(sub, 'answer'), ctx);
    if (!right) note(ctx, 'question.part_dropped', { part: `subquestion ${i + 1}` });
    else if (left) pairs.push({ left, right });
    else extras.push(right);
  }
  if (pairs.length === 0) return { fault: 'question.too_few_options' };
  const of = ownIndexes(q, 'categories');
  if (of.length === pairs.length) return categorising(pairs, extras, of);
  return { type: 'matching', pairs, ...(extras.length > 0 ? { extras } : {}) };
};

const ordering = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const items = childrenOf(q, 'answer').flatMap((answer) => textIfAny(answer, ctx) ?? []);
  return items.length < 2 ? { fault: 'question.too_few_options' } : { type: 'ordering', items };
};

const essay = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const most = numberOf(textOf(childOf(q, 'maxwordlimit')));
  if (numberOf(textOf(childOf(q, 'attachments'))))
    note(ctx, 'question.part_dropped', { part: 'attachments' });
  if (numberOf(textOf(childOf(q, 'minwordlimit'))))
    note(ctx, 'question.part_dropped', { part: 'minwordlimit' });
  const rubric = childrenOf(ownOf(q) ?? q, 'criterion').flatMap((el) => {
    const name = textIfAny(el, ctx);
    return name ? [{ name, points: Number(attr(el, 'points')) }] : [];
  });
  return {
    type: 'essay',
    ...(rubric.length > 0 ? { rubric } : {}),
    ...withText('sample', childOf(q, 'graderinfo'), ctx),
    ...withText('template', childOf(q, 'responsetemplate'), ctx),
    ...(most ? { maxWords: most } : {}),
  };
};

/** The element with another text and its own files. */
const saying = (el: XmlElement | undefined, text: string): XmlElement | undefined =>
  el && {
    ...el,
    children: [{ ...el, name: 'text', local: 'text', children: [text] }, ...childrenOf(el, 'file')],
  };

/** The stem with its gaps; `cloze` keeps the answers in the text, the others name them [[1]]. */
const cloze = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const el = childOf(q, 'questiontext');
  const found = gapsOf(bareText(el), ctx);
  if ('fault' in found) return found;
  return { type: 'cloze', ...withText('stem', saying(el, found.text), ctx), gaps: found.gaps };
};

const gapselect = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const words = [...childrenOf(q, 'selectoption'), ...childrenOf(q, 'dragbox')].map((el) => ({
    text: plainOfEl(el, ctx),
    group: textOf(childOf(el, 'group')).trim(),
  }));
  const el = childOf(q, 'questiontext');
  const gaps: object[] = [];
  let missing = 0;
  const text = bareText(el).replace(/\[\[(\d+)\]\]/gu, (_, digits: string) => {
    const word = words[Number(digits) - 1];
    const group = words.filter((w) => w.group === word?.group && w.text);
    if (!word?.text) missing = Number(digits);
    else
      gaps.push({
        kind: 'choice',
        options: group.map(({ text }) => ({ text })),
        key: group.indexOf(word),
        ...fixedOrder(q),
      });
    return `[[${gaps.length}]]`;
  });
  if (missing > 0) return { fault: 'question.key_not_found', details: { key: `[[${missing}]]` } };
  if (gaps.length === 0) return { fault: 'question.no_key' };
  return { type: 'cloze', ...withText('stem', saying(el, text), ctx), gaps };
};

const READERS: Record<string, (q: XmlElement, ctx: MoodleContext) => MoodleResult> = {
  multichoice,
  multichoiceset: multichoice,
  truefalse: trueFalse,
  shortanswer: short,
  numerical: numeric,
  matching,
  match: matching,
  ddmatch: matching,
  ordering,
  essay,
  description: () => ({ type: 'description' }),
  cloze,
  multianswer: cloze,
  gapselect,
  ddwtos: gapselect,
};

/** The parts of a `<question>` by its type. */
export const partsOf = (q: XmlElement, ctx: MoodleContext): MoodleResult => {
  const type = attr(q, 'type') ?? '';
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read ? read(q, ctx) : { fault: 'question.type_unsupported', details: { type } };
};
