import type { Gap } from '../domain/question.ts';
import { escapeRich } from '../domain/rich-text.ts';
import type { LocalText } from '../domain/text.ts';
import type { FeedbackShelf } from './qti-feedback.ts';
import { type Choice, multipleOf, numericOf, shortOf, singleOf } from './qti-keys.ts';
import type { Declaration, Rules } from './qti-scoring.ts';
import { type ItemContext, localOf, Refused, richOf, textOfEl } from './qti-text.ts';
import { type El, everyEl, kids, numberOf } from './qti-tree.ts';

/** An item being read. */
export type ItemParts = {
  declarations: ReadonlyMap<string, Declaration>;
  rules: Rules;
  feedback: FeedbackShelf;
  ctx: ItemContext;
};
/** The part of a question that an interaction makes: all but its stem. */
export type Part = { type: string; [field: string]: unknown };

export const declarationOf = (el: El, parts: ItemParts): Declaration => {
  const id = el.attrs.responseIdentifier ?? 'RESPONSE';
  return parts.declarations.get(id) ?? { id, cardinality: 'single', baseType: 'identifier', correct: [] };
};

const choicesOf = (el: El, names: string[], { ctx }: ItemParts): Choice[] =>
  everyEl(el, ...names).flatMap((choice) => {
    const text = textOfEl(choice, ctx);
    const id = choice.attrs.identifier ?? '';
    return text ? [{ id, text }] : [];
  });

/** Refuses when a choice that the key names shows nothing; other empty ones are only a blank line in a menu. */
const checkEmpty = (
  el: El,
  names: string[],
  d: Declaration,
  choices: readonly Choice[],
  { ctx }: ItemParts,
): void => {
  const empty = everyEl(el, ...names).filter((c) => !choices.some((o) => o.id === c.attrs.identifier));
  if (empty.some((c) => d.correct.includes(c.attrs.identifier ?? '')))
    throw new Refused('question.invalid', { field: 'key', reason: 'empty option' });
  if (empty.length > 0) ctx.warn('qti.empty_choice', { n: empty.length });
};

const shuffleOf = (el: El, parts: ItemParts): { shuffle?: false } => {
  if (el.attrs.shuffle !== 'true') return { shuffle: false };
  if (everyEl(el).every((c) => c.attrs.fixed !== 'true')) return {};
  parts.ctx.warn('qti.fixed_choices');
  return { shuffle: false };
};

const TRUE = /^(true|t|对|正确|是|√|✓|yes)$/iu;
const FALSE = /^(false|f|错|错误|否|×|✗|x|no)$/iu;
const wordOf = (text: LocalText): string => (text.zh ?? text.en ?? '').trim();

/** Two choices that say true and false, whatever their order. */
export const trueFalseOf = (
  choices: readonly Choice[],
  key: number,
  feedback: (i: number) => LocalText | undefined,
): Part | undefined => {
  const [a, b] = choices;
  if (!a || !b || choices.length !== 2) return undefined;
  const straight = TRUE.test(wordOf(a.text)) && FALSE.test(wordOf(b.text));
  const reverse = FALSE.test(wordOf(a.text)) && TRUE.test(wordOf(b.text));
  if (!straight && !reverse) return undefined;
  const onTrue = feedback(straight ? 0 : 1);
  const onFalse = feedback(straight ? 1 : 0);
  const said = { ...(onTrue ? { true: onTrue } : {}), ...(onFalse ? { false: onFalse } : {}) };
  return {
    type: 'true-false',
    key: (key === 0) === straight,
    ...(onTrue || onFalse ? { feedback: said } : {}),
  };
};

const choicePart = (el: El, parts: ItemParts, names = ['simpleChoice']): Part => {
  const d = declarationOf(el, parts);
  const choices = choicesOf(el, names, parts);
  checkEmpty(el, names, d, choices, parts);
  const feedback = parts.feedback.forResponse(d.id);
  const most = numberOf(el.attrs.maxChoices);
  const several = d.cardinality !== 'single' && (most !== 1 || d.correct.length > 1);
  if (several)
    return { type: 'multiple', ...multipleOf(choices, d, parts.rules, feedback), ...shuffleOf(el, parts) };
  const { options, key } = singleOf(choices, d, parts.rules, feedback);
  const yesNo =
    parts.ctx.kind === 'single' ? undefined : trueFalseOf(choices, key, (i) => options[i]?.feedback);
  const scored = options.some((o) => o.score !== undefined && o.score !== 0 && o.score !== 1);
  return yesNo && !scored ? yesNo : { type: 'single', options, key, ...shuffleOf(el, parts) };
};

const orderPart = (el: El, parts: ItemParts): Part => {
  const d = declarationOf(el, parts);
  const choices = choicesOf(el, ['simpleChoice'], parts);
  if (d.correct.length === 0) throw new Refused('question.no_key');
  const items = d.correct.flatMap((id) => choices.find((c) => c.id === id)?.text ?? []);
  if (items.length < d.correct.length)
    throw new Refused('question.key_not_found', { key: d.correct.join(', ') });
  if (items.length < choices.length)
    throw new Refused('qti.order_of_some', { n: items.length, of: choices.length });
  if (items.length < 2) throw new Refused('question.too_few_options');
  return { type: 'ordering', items };
};

/** The pairs of the key, else those that the mapping rewards. */
const pairsOf = (d: Declaration): [string, string][] => {
  const values =
    d.correct.length > 0
      ? d.correct
      : (d.mapping?.entries ?? []).filter((e) => e.value > 0).map((e) => e.key);
  return values.map((v) => {
    const [a = '', b = ''] = v.trim().split(/\s+/u);
    return [a, b];
  });
};

/** Items that each belong to one of the targets, as matching or categorising. */
export const partingOf = (
  items: readonly Choice[],
  targets: readonly Choice[],
  targetOf: (item: string) => string | undefined,
  ctx: Pick<ItemContext, 'warn' | 'kind'>,
): Part => {
  const placed = items.flatMap((item) => {
    const at = targets.findIndex((t) => t.id === targetOf(item.id));
    return at < 0 ? [] : [{ item, at }];
  });
  if (placed.length === 0) throw new Refused('question.no_key');
  const loose = items.filter((i) => !placed.some((p) => p.item === i));
  if (loose.length > 0)
    ctx.warn('question.part_dropped', { part: loose.map((i) => wordOf(i.text).slice(0, 60)).join(' | ') });
  if (placed.length > 26) throw new Refused('question.too_many_parts', { n: placed.length, most: 26 });
  const shared = new Set(placed.map((p) => p.at)).size < placed.length;
  const fits = targets.length >= 2 && targets.length <= 8 && placed.length >= 2;
  const sorting = ctx.kind === undefined ? shared : ctx.kind === 'categorising';
  if (sorting && fits)
    return {
      type: 'categorising',
      categories: targets.map((t) => t.text),
      items: placed.map(({ item, at }) => ({ text: item.text, category: at })),
    };
  const extras = targets.filter((_, i) => !placed.some((p) => p.at === i)).map((t) => t.text);
  return {
    type: 'matching',
    pairs: placed.flatMap(({ item, at }) => {
      const right = targets[at]?.text;
      return right ? [{ left: item.text, right }] : [];
    }),
    ...(extras.length > 0 ? { extras } : {}),
  };
};

const matchPart = (el: El, parts: ItemParts): Part => {
  const [first, second] = kids(el, 'simpleMatchSet');
  const d = declarationOf(el, parts);
  const pairs = pairsOf(d);
  if (!first || !second || pairs.length === 0) throw new Refused('question.no_key');
  const lefts = choicesOf(first, ['simpleAssociableChoice'], parts);
  const rights = choicesOf(second, ['simpleAssociableChoice'], parts);
  const once = (i: 0 | 1): boolean => new Set(pairs.map((p) => p[i])).size === pairs.length;
  const find = (from: 0 | 1) => (id: string) => pairs.find((p) => p[from] === id)?.[from === 0 ? 1 : 0];
  if (once(0)) return partingOf(lefts, rights, find(0), parts.ctx);
  if (once(1)) return partingOf(rights, lefts, find(1), parts.ctx);
  throw new Refused('qti.many_to_many');
};

const associatePart = (el: El, parts: ItemParts): Part => {
  const pairs = pairsOf(declarationOf(el, parts));
  const choices = choicesOf(el, ['simpleAssociableChoice'], parts);
  if (pairs.length === 0) throw new Refused('question.no_key');
  const used = pairs.flat();
  if (new Set(used).size < used.length) throw new Refused('qti.many_to_many');
  const lefts = choices.filter((c) => pairs.some((p) => p[0] === c.id));
  const rights = choices.filter((c) => !lefts.includes(c));
  return partingOf(lefts, rights, (id) => pairs.find((p) => p[0] === id)?.[1], {
    ...parts.ctx,
    kind: 'matching',
  });
};

const sliderPart = (el: El, parts: ItemParts): Part => {
  const d = declarationOf(el, parts);
  const found = numericOf(d, parts.rules, parts.feedback.forResponse(d.id), numberOf(el.attrs.step) ?? 1);
  if (!found) throw new Refused('question.no_key');
  parts.ctx.warn('question.type_changed', { from: 'sliderInteraction', to: 'numeric' });
  return { type: 'numeric', ...found.numeric };
};

/** Words that a text may at most have, as a pattern of ours and TAO's says it. */
const mostWords = (el: El): number | undefined =>
  numberOf(/\{0,(\d+)\}\$?\/?$/u.exec(el.attrs.patternMask ?? '')?.[1]);

const essayPart = (el: El, parts: ItemParts): Part => {
  const d = declarationOf(el, parts);
  const sample = d.correct.join('\n\n').trim();
  const maxWords = mostWords(el);
  const template = (d.initial ?? '').trim();
  return {
    type: 'essay',
    ...(sample ? { sample: localOf(escapeRich(sample), parts.ctx) } : {}),
    ...(template ? { template: localOf(template, parts.ctx) } : {}),
    ...(maxWords !== undefined ? { maxWords } : {}),
  };
};

const typedPart = (el: El, parts: ItemParts): Part | undefined => {
  const d = declarationOf(el, parts);
  const feedback = parts.feedback.forResponse(d.id);
  if (/^(integer|float)$/u.test(d.baseType)) {
    const found = numericOf(d, parts.rules, feedback);
    return found && { type: 'numeric', ...found.numeric };
  }
  const found = shortOf(d, parts.rules, feedback);
  return found && { type: 'short', ...found.short };
};

/** A typed answer without a key is marked by a person. */
const keylessPart = (el: El, parts: ItemParts): Part => {
  parts.ctx.warn('question.type_changed', { from: 'textEntryInteraction', to: 'essay' });
  return essayPart(el, parts);
};

/** The question that a single interaction makes. Refuses with the reason. */
export const partOf = (el: El, parts: ItemParts): Part => {
  switch (el.name) {
    case 'choiceInteraction':
      return choicePart(el, parts);
    case 'hottextInteraction':
      return { ...choicePart(el, parts, ['hottext']), shuffle: false };
    case 'orderInteraction':
      return orderPart(el, parts);
    case 'matchInteraction':
      return matchPart(el, parts);
    case 'associateInteraction':
      return associatePart(el, parts);
    case 'sliderInteraction':
      return sliderPart(el, parts);
    case 'extendedTextInteraction':
      return essayPart(el, parts);
    case 'textEntryInteraction':
      return typedPart(el, parts) ?? keylessPart(el, parts);
    default:
      throw new Refused('question.type_unsupported', { type: el.name });
  }
};

const weightOf = (weight: number): { weight?: number } =>
  weight > 0 && weight <= 100 && weight !== 1 ? { weight } : {};

/** The gap that an interaction makes in a cloze text. Refuses with the reason. */
export const gapOf = (el: El, parts: ItemParts): Gap => {
  const d = declarationOf(el, parts);
  const feedback = parts.feedback.forResponse(d.id);
  if (el.name === 'inlineChoiceInteraction' || el.name === 'choiceInteraction') {
    const names = ['inlineChoice', 'simpleChoice'];
    const choices = choicesOf(el, names, parts);
    checkEmpty(el, names, d, choices, parts);
    const { options, key, weight } = singleOf(choices, d, parts.rules, feedback);
    return {
      kind: 'choice',
      options,
      key,
      ...shuffleOf(el, parts),
      ...weightOf(parts.rules.weights.get(d.id) ?? weight),
    };
  }
  if (/^(integer|float)$/u.test(d.baseType)) {
    const found = numericOf(d, parts.rules, feedback);
    if (found) return { kind: 'numeric', ...found.numeric, ...weightOf(found.weight) };
  }
  const found = shortOf(d, parts.rules, feedback);
  if (!found) throw new Refused('question.no_key');
  return { kind: 'short', ...found.short, ...weightOf(found.weight) };
};

/** The gaps of a gapMatchInteraction: each offers all the texts. */
export const gapMatchOf = (el: El, parts: ItemParts): { gaps: Gap[]; places: El[] } => {
  const d = declarationOf(el, parts);
  const choices = choicesOf(el, ['gapText', 'gapImg'], parts);
  const places = everyEl(el, 'gap');
  const pairs = pairsOf(d);
  const gaps = places.map((gap): Gap => {
    const id = gap.attrs.identifier ?? '';
    const pair = pairs.find((p) => p[1] === id || p[0] === id);
    const key = choices.findIndex((c) => c.id === (pair?.[0] === id ? pair[1] : pair?.[0]));
    if (key < 0) throw new Refused('question.no_key');
    const worth = d.mapping?.entries.find((e) => e.key === pair?.join(' '))?.value ?? 1;
    return {
      kind: 'choice',
      options: choices.map((c) => ({ text: c.text })),
      key,
      ...shuffleOf(el, parts),
      ...weightOf(worth),
    };
  });
  return { gaps, places };
};

/** Content of a block interaction that belongs to the stem: its prompt, and the text around hottexts. */
export const stemOfInteraction = (el: El, ctx: ItemContext): string => {
  const said =
    el.name === 'hottextInteraction' || el.name === 'gapMatchInteraction' ? el.children : kids(el, 'prompt');
  return richOf(said, ctx);
};
