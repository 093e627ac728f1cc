import type { Gap } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import { type Part, partingOf, trueFalseOf } from './qti-interactions.ts';
import { type Choice, multipleOf, numericOf, shortOf, singleOf } from './qti-keys.ts';
import { type ItemContext, localOf, Refused, richOf } from './qti-text.ts';
import { charsOf, type El, everyEl, firstEl, isEl, kids, numberOf, outermost } from './qti-tree.ts';
import type { Feedback12 } from './qti12-feedback.ts';
import {
  type Condition,
  declareMany,
  declareNumbers,
  declareOne,
  emptyRules,
  orderFor,
} from './qti12-scoring.ts';
import { isResponse, nodesOf } from './qti12-text.ts';

export type Input12 = {
  presentation: El;
  /** What the file calls the type, in lower case. */
  types: string[];
  conditions: Condition[];
  feedback: Feedback12;
  ctx: ItemContext;
  allOrNothing: boolean;
  /** Words for the marker of an essay. */
  notes: string;
};
type Built = Part & { stem: string };

const UNSUPPORTED =
  /file_upload|file upload|hot.?spot|image ?map|drawing|java|flash|either.?or|jumbled|quiz.?bowl|opinion scale|likert/iu;
const GENERATED = /calculated|formula/iu;

const labelsOf = (response: El, { ctx }: Input12): Choice[] =>
  everyEl(response, 'response_label').flatMap((label) => {
    const text = richOf(nodesOf(label), ctx);
    const id = label.attrs.ident ?? '';
    return text === '' ? [] : [{ id, text: localOf(text, ctx) }];
  });

/** The response's own words, beside its choices. */
const promptOf = (response: El, ctx: ItemContext): string =>
  richOf(
    kids(response, 'material', 'material_ref').flatMap((m) => nodesOf({ ...response, children: [m] })),
    ctx,
  );

const stemOf = (input: Input12, marks: ReadonlyMap<El, string>): string =>
  richOf(nodesOf(input.presentation), input.ctx, marks);

/** The stem with the words of the responses left where they stand. */
const plainStem = (input: Input12, responses: readonly El[], withPrompts: boolean): string => {
  const prompts = withPrompts ? responses.map((r) => promptOf(r, input.ctx)) : [];
  const stem = stemOf(input, new Map(responses.map((r) => [r, ''])));
  return [stem, ...prompts].filter((t) => t !== '').join('\n\n');
};

const idOf = (response: El): string => response.attrs.ident ?? '';
const isMany = (response: El): boolean => /^multiple$/iu.test(response.attrs.rcardinality ?? '');

const shuffleOf = (response: El): { shuffle?: false } => {
  const render = everyEl(response, 'render_choice')[0];
  const fixed = everyEl(response, 'response_label').some((l) => /^no$/iu.test(l.attrs.rshuffle ?? ''));
  return /^no$/iu.test(render?.attrs.shuffle ?? '') || fixed ? { shuffle: false } : {};
};

const choicePart = (response: El, input: Input12): Part => {
  const { conditions, feedback } = input;
  const choices = labelsOf(response, input);
  const rules = emptyRules();
  const said = feedback.forResponse(idOf(response));
  if (isMany(response)) {
    const d = declareMany(idOf(response), conditions, rules, input.allOrNothing);
    return { type: 'multiple', ...multipleOf(choices, d, rules, said), ...shuffleOf(response) };
  }
  const d = declareOne(idOf(response), conditions);
  const { options, key } = singleOf(choices, d, rules, said);
  const scored = options.some((o) => o.score !== undefined && o.score !== 0 && o.score !== 1);
  const yesNo = trueFalseOf(choices, key, (i) => options[i]?.feedback);
  return yesNo && !scored ? yesNo : { type: 'single', options, key, ...shuffleOf(response) };
};

const orderPart = (response: El, input: Input12): Part => {
  const choices = labelsOf(response, input);
  const order = orderFor(idOf(response), input.conditions);
  const items = order.flatMap((id) => choices.find((c) => c.id === id)?.text ?? []);
  if (order.length === 0) throw new Refused('question.no_key');
  if (items.length < choices.length)
    throw new Refused('qti.order_of_some', { n: items.length, of: choices.length });
  const extension = firstEl(response, 'render_extension');
  for (const label of extension ? kids(extension, 'material') : [])
    input.ctx.warn('question.part_dropped', { part: `label "${charsOf(label).trim()}"` });
  return { type: 'ordering', items };
};

const allChoices = (responses: readonly El[], input: Input12): Choice[] => {
  const found = new Map<string, Choice>();
  for (const r of responses) for (const c of labelsOf(r, input)) if (!found.has(c.id)) found.set(c.id, c);
  return [...found.values()];
};

const ownWords = (responses: readonly El[], { ctx }: Input12): Choice[] =>
  responses.flatMap((r) => {
    const text = promptOf(r, ctx);
    return text === '' ? [] : [{ id: idOf(r), text: localOf(text, ctx) }];
  });

/** Several choices of one: each response is a left side with its right side as key. */
const matchingPart = (responses: readonly El[], input: Input12): Part => {
  const lefts = ownWords(responses, input);
  const keyOf = (id: string): string | undefined => {
    const d = declareOne(id, input.conditions);
    const best = [...(d.mapping?.entries ?? [])].toSorted((a, b) => b.value - a.value)[0];
    return best && best.value > 0 ? best.key : d.correct[0];
  };
  const ctx = { warn: input.ctx.warn, kind: 'matching' as const };
  return partingOf(lefts, allChoices(responses, input), keyOf, ctx);
};

/** Several choices of several: each response is a category of the items that are its key. */
const categoryPart = (responses: readonly El[], input: Input12): Part => {
  const members = new Map<string, string>();
  for (const r of responses)
    for (const id of declareMany(idOf(r), input.conditions, emptyRules(), true).correct) {
      if (members.has(id)) throw new Refused('qti.many_to_many');
      members.set(id, idOf(r));
    }
  const ctx = { warn: input.ctx.warn, kind: 'categorising' as const };
  return partingOf(allChoices(responses, input), ownWords(responses, input), (id) => members.get(id), ctx);
};

const isNumber = (response: El, input: Input12): boolean =>
  response.name === 'response_num' ||
  everyEl(response, 'render_fib', 'render_slider').some(
    (f) => /decimal|integer|real/iu.test(f.attrs.fibtype ?? '') || f.name === 'render_slider',
  ) ||
  input.types.some((t) => /numeric/u.test(t));

const weightOf = (weight: number): { weight?: number } =>
  weight > 0 && weight <= 100 && weight !== 1 ? { weight } : {};

const typedGap = (response: El, input: Input12): { gap: Gap; weight: number } | undefined => {
  const rules = emptyRules();
  const id = idOf(response);
  const said = input.feedback.forResponse(id);
  if (isNumber(response, input)) {
    const found = numericOf(declareNumbers(id, input.conditions, rules), rules, said);
    if (found) return { gap: { kind: 'numeric', ...found.numeric }, weight: found.weight };
  }
  const found = shortOf(declareOne(id, input.conditions), rules, said);
  return found && { gap: { kind: 'short', ...found.short }, weight: found.weight };
};

const attributeOf = (response: El, name: string): string =>
  everyEl(response, 'response_label').flatMap((l) => l.attrs[name] ?? [])[0] ?? '';

/** Blackboard's and Canvas' blanks: the accepted texts of a blank are its choices, all of them right. */
const blankGap = (response: El, input: Input12): Gap => {
  const rule = attributeOf(response, 'scoring_algorithm');
  if (/regex/iu.test(rule)) throw new Refused('question.type_unsupported', { type: rule });
  if (/closeenough/iu.test(rule)) input.ctx.warn('question.part_dropped', { part: rule });
  const around = /contains/iu.test(rule) ? '*' : '';
  const texts = labelsOf(response, input).map((c) => (c.text.zh ?? c.text.en ?? '').trim());
  const [first] = texts;
  if (first === undefined) throw new Refused('question.no_key');
  const typed = texts.map((t) => `${around}${t.replace(/\*/gu, '\\*')}${around}`);
  return { kind: 'short', key: [...new Set(typed)] };
};

/** A blank that is typed; Canvas also calls blanks what is chosen from a list or a word bank. */
const isTypedBlank = (response: El, input: Input12): boolean =>
  input.types.some((t) => /fill_in_multiple_blanks/u.test(t)) &&
  !/dropdown|wordbank/iu.test(attributeOf(response, 'answer_type'));

const gapFor = (response: El, input: Input12, equal: boolean): Gap => {
  if (response.name !== 'response_lid') {
    const found = typedGap(response, input);
    if (!found) throw new Refused('question.no_key');
    return { ...found.gap, ...(equal ? {} : weightOf(found.weight)) };
  }
  if (isMany(response)) throw new Refused('qti.mixed', { types: 'response_lid Multiple' });
  if (isTypedBlank(response, input)) return blankGap(response, input);
  const d = declareOne(idOf(response), input.conditions);
  const { options, key, weight } = singleOf(
    labelsOf(response, input),
    d,
    emptyRules(),
    input.feedback.forResponse(idOf(response)),
  );
  return { kind: 'choice', options, key, ...shuffleOf(response), ...(equal ? {} : weightOf(weight)) };
};

/** Whether every gap brings the same score: then the gaps need no weights. */
const equalScores = (input: Input12): boolean =>
  new Set(input.conditions.flatMap((c) => (c.score !== undefined && c.score > 0 ? [c.score] : []))).size <= 1;

/** The stem with `[name]` as gaps, when it names every response so: by its words or, as Canvas does, by its identifier. */
const namedStem = (responses: readonly El[], input: Input12): string | undefined => {
  const bare = stemOf(input, new Map(responses.map((r) => [r, ''])));
  const byWords = responses.map((r) => promptOf(r, input.ctx));
  const byId = responses.map((r) => idOf(r).replace(/^response_/u, ''));
  const names = [byWords, byId].find((all) =>
    all.every((name, i) => name !== '' && bare.includes(`[${name}]`) && all.indexOf(name) === i),
  );
  return names?.reduce((text, name, i) => text.replace(`[${name}]`, () => `[[${i + 1}]]`), bare);
};

const clozePart = (responses: readonly El[], input: Input12): Built => {
  const equal = equalScores(input);
  const gaps = responses.map((r) => gapFor(r, input, equal));
  const named = namedStem(responses, input);
  if (named !== undefined) return { type: 'cloze', gaps, stem: named };
  const names = responses.map((r) => promptOf(r, input.ctx));
  const marks = new Map(responses.map((r, i) => [r, `${names[i] === '' ? '' : `${names[i]} `}[[${i + 1}]]`]));
  return { type: 'cloze', gaps, stem: stemOf(input, marks) };
};

const sampleOf = (input: Input12): { sample?: LocalText } => {
  const solution = input.feedback.solution();
  if (input.notes !== '') return { sample: localOf(input.notes, input.ctx) };
  return solution ? { sample: solution } : {};
};

const essayPart = (response: El, input: Input12): Part => {
  const most = numberOf(response.attrs.word_limit_max);
  const limited =
    response.attrs.word_limit_enabled === undefined || /^yes|true$/iu.test(response.attrs.word_limit_enabled);
  return {
    type: 'essay',
    ...sampleOf(input),
    ...(most !== undefined && limited && most >= 1 ? { maxWords: Math.min(10_000, Math.round(most)) } : {}),
  };
};

/** Whether words of the stem follow the field. */
const hasTail = (input: Input12, response: El): boolean => {
  const list: (El | string)[] = [];
  const walk = (nodes: readonly (El | string)[]): void => {
    for (const n of nodes) {
      if (!isEl(n) || n === response) list.push(n);
      else walk(n.children);
    }
  };
  walk(nodesOf(input.presentation));
  const after = list.slice(list.indexOf(response) + 1).map((n) => (isEl(n) ? '' : n));
  return /[^\s.。?？!！:：;；_]/u.test(after.join(''));
};

const typedPart = (response: El, input: Input12): Built => {
  const essay = input.types.some((t) => /essay|short response|long answer/u.test(t));
  const found = essay ? undefined : typedGap(response, input);
  if (!found && !essay && isNumber(response, input)) throw new Refused('question.no_key');
  if (!found) return { ...essayPart(response, input), stem: plainStem(input, [response], true) };
  if (hasTail(input, response)) return clozePart([response], input);
  const { kind, ...rest } = found.gap;
  return { type: kind, ...rest, stem: plainStem(input, [response], true) };
};

const severalPart = (responses: readonly El[], input: Input12): Built => {
  const lids = responses.every((r) => r.name === 'response_lid');
  const matching = input.types.some((t) => /^matching/u.test(t));
  const words = ownWords(responses, input).length;
  const spoken = words === responses.length || (matching && words > 0);
  const blanks =
    input.types.some((t) => /multiple_blanks|multiple_dropdowns|cloze/u.test(t)) ||
    (!matching && namedStem(responses, input) !== undefined);
  if (lids && spoken && !blanks) {
    const sorting = responses.some(isMany) || input.types.some((t) => /categorization/u.test(t));
    const part = sorting ? categoryPart(responses, input) : matchingPart(responses, input);
    return { ...part, stem: plainStem(input, responses, false) };
  }
  return clozePart(responses, input);
};

/** The question that a 1.2 item makes, with its stem. Refuses with the reason. */
export const partOf12 = (input: Input12): Built => {
  const { presentation, types } = input;
  const called = types.find((t) => UNSUPPORTED.test(t));
  if (types.some((t) => GENERATED.test(t))) throw new Refused('qti.template');
  if (called !== undefined) throw new Refused('question.type_unsupported', { type: called });
  const responses = outermost(presentation, isResponse);
  const drawn = responses.find((r) => r.name === 'response_xy' || firstEl(r, 'render_hotspot'));
  const [only] = responses;
  if (drawn) throw new Refused('question.type_unsupported', { type: `${drawn.name} hotspot` });
  if (!only) return { type: 'description', stem: stemOf(input, new Map()) };
  if (responses.length > 1) return severalPart(responses, input);
  if (only.name === 'response_grp' || only.name === 'response_extension')
    throw new Refused('question.type_unsupported', { type: only.name });
  if (only.name !== 'response_lid') return typedPart(only, input);
  if (isTypedBlank(only, input)) return clozePart([only], input);
  const ordered =
    /^ordered$/iu.test(only.attrs.rcardinality ?? '') || types.some((t) => /^ordering/u.test(t));
  const part = ordered ? orderPart(only, input) : choicePart(only, input);
  return { ...part, stem: plainStem(input, responses, true) };
};
