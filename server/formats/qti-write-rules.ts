import type { Gap, Option, Question } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import type { ItemWriter } from './qti-write-xml.ts';
import { escapeXml } from './xml.ts';

/** One response with its key: what it declares, how it scores and what is said of its values. */
export type Response = {
  declaration: string;
  /** Rules that add its score; undefined = the standard template of that name will do. */
  rules: string;
  template?: 'match_correct' | 'map_response';
  outcomes: string[];
  feedback: string[];
};

type Short = Pick<Extract<Gap, { kind: 'short' }>, 'key' | 'replies' | 'caseSensitive'>;
type Numeric = Pick<Extract<Gap, { kind: 'numeric' }>, 'key' | 'tolerance' | 'others' | 'feedback'>;

export const choiceId = (i: number): string => `choice_${i + 1}`;
const numberText = (n: number): string => String(Math.round(n * 1e12) / 1e12);

/** A feedback that is shown when `outcome` holds `id`. */
export const modal = (w: ItemWriter, outcome: string, id: string, text: LocalText): string => {
  const inner = w.blocks(text);
  return w.el(
    'modalFeedback',
    { outcomeIdentifier: outcome, showHide: 'show', identifier: id },
    w.version === 'qti30' ? w.el('contentBody', {}, inner) : inner,
  );
};

const variable = (w: ItemWriter, id: string): string => w.el('variable', { identifier: id });
const base = (w: ItemWriter, type: string, value: string): string =>
  w.el('baseValue', { baseType: type }, escapeXml(value));
const addScore = (w: ItemWriter, what: string): string =>
  w.el('setOutcomeValue', { identifier: 'SCORE' }, w.el('sum', {}, variable(w, 'SCORE'), what));
const show = (w: ItemWriter, outcome: string, id: string): string =>
  w.el('setOutcomeValue', { identifier: outcome }, base(w, 'identifier', id));

const declare = (
  w: ItemWriter,
  id: string,
  cardinality: string,
  baseType: string,
  correct: string[],
  mapping = '',
): string =>
  w.el(
    'responseDeclaration',
    { identifier: id, cardinality, baseType },
    correct.length === 0
      ? ''
      : w.el('correctResponse', {}, ...correct.map((c) => w.el('value', {}, escapeXml(c)))),
    mapping,
  );

type Entry = { key: string; value: number; caseSensitive?: boolean };
const mappingOf = (
  w: ItemWriter,
  entries: Entry[],
  bounds: { lowerBound?: number; upperBound?: number } = {},
): string =>
  w.el(
    'mapping',
    { ...bounds, defaultValue: 0 },
    ...entries.map((e) =>
      w.el('mapEntry', { mapKey: e.key, mappedValue: numberText(e.value), caseSensitive: e.caseSensitive }),
    ),
  );

const matchRule = (w: ItemWriter, id: string, weight: number): string =>
  w.el(
    'responseCondition',
    {},
    w.el(
      'responseIf',
      {},
      w.el('match', {}, variable(w, id), w.el('correct', { identifier: id })),
      addScore(w, base(w, 'float', numberText(weight))),
    ),
  );
const mapRule = (w: ItemWriter, id: string): string => addScore(w, w.el('mapResponse', { identifier: id }));

/** Feedback that is named after the chosen value. */
const echo = (
  w: ItemWriter,
  id: string,
  outcome: string,
  cardinality: string,
  texts: [string, LocalText | undefined][],
) => {
  const said = texts.flatMap(([value, text]) => (text ? [{ value, text }] : []));
  if (said.length === 0) return { rules: '', outcomes: [], feedback: [] };
  return {
    rules: w.el('setOutcomeValue', { identifier: outcome }, variable(w, id)),
    outcomes: [w.el('outcomeDeclaration', { identifier: outcome, cardinality, baseType: 'identifier' })],
    feedback: said.map(({ value, text }) => modal(w, outcome, value, text)),
  };
};

/** A response that is right as a whole. */
export const matched = (
  w: ItemWriter,
  id: string,
  outcome: string,
  cardinality: string,
  correct: string[],
  texts: [string, LocalText | undefined][],
  weight = 1,
  mapping = '',
): Response => {
  const said = echo(w, id, outcome, cardinality, texts);
  return {
    declaration: declare(w, id, cardinality, 'identifier', correct, mapping),
    outcomes: said.outcomes,
    feedback: said.feedback,
    rules: said.rules + matchRule(w, id, weight),
    ...(said.rules === '' && weight === 1 ? { template: 'match_correct' as const } : {}),
  };
};

const optionTexts = (options: readonly Option[]): [string, LocalText | undefined][] =>
  options.map((o, i) => [choiceId(i), o.feedback]);

/** A choice of one option, as a question or as a gap. */
export const singleResponse = (
  w: ItemWriter,
  id: string,
  outcome: string,
  options: readonly Option[],
  key: number,
  weight = 1,
): Response => {
  const texts = optionTexts(options);
  if (options.every((o) => o.score === undefined))
    return matched(w, id, outcome, 'single', [choiceId(key)], texts, weight);
  const entries = options.map((o, i) => ({
    key: choiceId(i),
    value: (o.score ?? (i === key ? 1 : 0)) * weight,
  }));
  const said = echo(w, id, outcome, 'single', texts);
  return {
    declaration: declare(w, id, 'single', 'identifier', [choiceId(key)], mappingOf(w, entries)),
    outcomes: said.outcomes,
    feedback: said.feedback,
    rules: said.rules + mapRule(w, id),
    ...(said.rules === '' ? { template: 'map_response' as const } : {}),
  };
};

/** A choice of several options. */
export const multipleResponse = (w: ItemWriter, q: Extract<Question, { type: 'multiple' }>): Response => {
  const correct = q.key.map(choiceId);
  const texts = optionTexts(q.options);
  const scored = q.options.some((o) => o.score !== undefined);
  const share = (o: Option, i: number): number => {
    if (scored) return o.score ?? 0;
    return (q.key.includes(i) ? 1 : -1) / q.key.length;
  };
  const entries = q.options.map((o, i) => ({ key: choiceId(i), value: share(o, i) }));
  const mapping = mappingOf(w, entries, { lowerBound: 0, upperBound: 1 });
  if (q.scoring === 'all')
    return matched(w, 'RESPONSE', 'FEEDBACK', 'multiple', correct, texts, 1, scored ? mapping : '');
  const said = echo(w, 'RESPONSE', 'FEEDBACK', 'multiple', texts);
  return {
    declaration: declare(w, 'RESPONSE', 'multiple', 'identifier', correct, mapping),
    outcomes: said.outcomes,
    feedback: said.feedback,
    rules: said.rules + mapRule(w, 'RESPONSE'),
    ...(said.rules === '' ? { template: 'map_response' as const } : {}),
  };
};

const WILD = /(?<!\\)\*/u;
export const hasWildcard = (part: Short): boolean =>
  [...part.key, ...(part.replies ?? []).map((r) => r.text)].some((t) => WILD.test(t));
/** A text as other systems compare it. */
const literal = (text: string, wild: boolean): string => (wild ? text : text.replace(/\\\*/gu, '*'));

/** A chain of conditions, each with what follows from it. */
const chain = (w: ItemWriter, branches: [string, string][]): string =>
  branches.length === 0
    ? ''
    : w.el(
        'responseCondition',
        {},
        ...branches.map(([test, acts], i) => w.el(i === 0 ? 'responseIf' : 'responseElseIf', {}, test, acts)),
      );

/** A typed text: every accepted text and reply is an entry of the mapping. */
export const shortResponse = (
  w: ItemWriter,
  id: string,
  outcome: string,
  part: Short,
  wild: boolean,
  weight = 1,
): Response => {
  const replies = part.replies ?? [];
  const cased = part.caseSensitive === true;
  const keys = part.key.filter((k) => !replies.some((r) => r.text === k));
  const entries = [...keys.map((text) => ({ text, score: 1 })), ...replies].map((e) => ({
    key: literal(e.text, wild),
    value: e.score * weight,
    caseSensitive: cased,
  }));
  const said = replies.flatMap((r, i) =>
    r.feedback ? [{ text: literal(r.text, wild), id: `reply_${id}_${i + 1}`, feedback: r.feedback }] : [],
  );
  const tests = said.map((s): [string, string] => [
    w.el('stringMatch', { caseSensitive: cased }, variable(w, id), base(w, 'string', s.text)),
    show(w, outcome, s.id),
  ]);
  const correct = literal(part.key[0] ?? '', wild);
  return {
    declaration: declare(w, id, 'single', 'string', [correct], mappingOf(w, entries)),
    outcomes:
      said.length > 0
        ? [w.el('outcomeDeclaration', { identifier: outcome, cardinality: 'single', baseType: 'identifier' })]
        : [],
    feedback: said.map((s) => modal(w, outcome, s.id, s.feedback)),
    rules: mapRule(w, id) + chain(w, tests),
    ...(said.length === 0 ? { template: 'map_response' as const } : {}),
  };
};

const near = (w: ItemWriter, tolerance: number, ...inner: string[]): string =>
  w.el(
    'equal',
    tolerance === 0
      ? { toleranceMode: 'exact' }
      : { toleranceMode: 'absolute', tolerance: `${tolerance} ${tolerance}` },
    ...inner,
  );

/** A typed number: the key with its tolerance, then the others. */
export const numericResponse = (
  w: ItemWriter,
  id: string,
  outcome: string,
  part: Numeric,
  weight = 1,
): Response => {
  const feedback: string[] = [];
  const acts = (score: number, n: number, text: LocalText | undefined): string => {
    const name = `number_${id}_${n}`;
    if (text) feedback.push(modal(w, outcome, name, text));
    return addScore(w, base(w, 'float', numberText(score * weight))) + (text ? show(w, outcome, name) : '');
  };
  const branches: [string, string][] = [
    [
      near(w, part.tolerance, variable(w, id), w.el('correct', { identifier: id })),
      acts(1, 0, part.feedback),
    ],
    ...(part.others ?? []).map((o, i): [string, string] => [
      near(w, o.tolerance, variable(w, id), base(w, 'float', String(o.value))),
      acts(o.score, i + 1, o.feedback),
    ]),
  ];
  return {
    declaration: declare(w, id, 'single', 'float', [String(part.key)]),
    outcomes:
      feedback.length > 0
        ? [w.el('outcomeDeclaration', { identifier: outcome, cardinality: 'single', baseType: 'identifier' })]
        : [],
    feedback,
    rules: chain(w, branches),
  };
};

/** Pairs of two sets, each worth the same share. */
export const pairResponse = (w: ItemWriter, pairs: string[]): Response => ({
  declaration: declare(
    w,
    'RESPONSE',
    'multiple',
    'directedPair',
    pairs,
    mappingOf(
      w,
      pairs.map((key) => ({ key, value: 1 / pairs.length })),
      { lowerBound: 0 },
    ),
  ),
  rules: mapRule(w, 'RESPONSE'),
  template: 'map_response',
  outcomes: [],
  feedback: [],
});
