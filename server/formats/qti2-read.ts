import type { Note, NoteCode, Place } from '../domain/notes/index.ts';
import { type Gap, QUESTION_TYPES, type QuestionType } from '../domain/question.ts';
import { escapeRich } from '../domain/rich-text.ts';
import type { LocalText } from '../domain/text.ts';
import { checked } from './checked.ts';
import type { ReadQuestion } from './format.ts';
import { feedbackOf } from './qti-feedback.ts';
import {
  gapMatchOf,
  gapOf,
  type ItemParts,
  type Part,
  partOf,
  stemOfInteraction,
} from './qti-interactions.ts';
import type { MediaShelf } from './qti-media.ts';
import { rubricOf } from './qti-rubric.ts';
import { declarationsOf, rulesOf } from './qti-scoring.ts';
import { type ItemContext, langOfItem, localOf, Refused, richOf } from './qti-text.ts';
import { charsOf, type El, everyEl, kid, kids, numberOf, outermost, wordsOf } from './qti-tree.ts';

export type ItemResult = { question: ReadQuestion; warnings: Note[] } | { rejected: Note; warnings: Note[] };
export type ItemSource = {
  place: Place;
  base: string;
  shelf: MediaShelf;
  lang?: string;
  /** The text that several items share, by its address. */
  open?: (href: string) => El | undefined;
};

/** Interactions that ask for nothing that is scored. */
const IDLE = new Set(['endAttemptInteraction', 'mediaInteraction']);
const INLINE = new Set(['inlineChoiceInteraction', 'textEntryInteraction']);
const GAPS = new Set([...INLINE, 'choiceInteraction']);
const HELD_TEXT = new Set(['hottextInteraction', 'gapMatchInteraction']);

const isInteraction = (el: El): boolean =>
  el.name.endsWith('Interaction') || el.name === 'positionObjectStage';

/** What our own writer noted in the class of the body. */
const markOf = (body: El | undefined): { kind?: QuestionType; marks: string[] } => {
  const marks = (body?.attrs.class ?? '').split(/\s+/u);
  if (!marks.includes('archipelago')) return { marks: [] };
  const kind = QUESTION_TYPES.find((t) => marks.includes(`type-${t}`));
  return { marks, ...(kind ? { kind } : {}) };
};

const gapMark = (n: number): string => `[[${n}]]`;

/** Whether nothing but space and closing marks follows the field in the body. */
const endsBody = (body: El, field: El): boolean => {
  const list: (El | string)[] = [];
  const walk = (el: El): void => {
    for (const c of el.children) {
      if (typeof c === 'string' || c === field) list.push(c);
      else if (!['rubricBlock', 'feedbackInline', 'feedbackBlock'].includes(c.name)) {
        if (['img', 'object', 'audio', 'math'].includes(c.name)) list.push(charsOf(c) || '#');
        walk(c);
      }
    }
  };
  walk(body);
  const after = list.slice(list.indexOf(field) + 1);
  return after.every((c) => typeof c === 'string' && /^[\s.。?？!！:：;；_\u00a0]*$/u.test(c));
};

/** Stem of a question with one interaction: the body, with the interaction's own words in its place. */
const stemAround = (body: El, el: El, parts: ItemParts, more: ReadonlyMap<El, string>): string =>
  richOf(body.children, parts.ctx, new Map([...more, [el, INLINE.has(el.name) ? '' : BLOCK]]))
    .split(BLOCK)
    .flatMap((text, i) => (i === 0 ? [text] : [stemOfInteraction(el, parts.ctx), text]))
    .map((t) => t.trim())
    .filter((t) => t !== '')
    .join('\n\n');
const BLOCK = '\ue013';

const clozePart = (
  body: El,
  fields: El[],
  parts: ItemParts,
  more: ReadonlyMap<El, string>,
  units: ReadonlyMap<string, LocalText>,
): Part & { stem: string } => {
  const marks = new Map(more);
  const gaps: Gap[] = [];
  for (const el of fields) {
    const gap = gapOf(el, parts);
    const unit = units.get(el.attrs.responseIdentifier ?? '');
    gaps.push(gap.kind === 'numeric' && unit ? { ...gap, unit } : gap);
    const prompt = INLINE.has(el.name) ? '' : stemOfInteraction(el, parts.ctx);
    marks.set(el, `${prompt === '' ? '' : `${prompt} `}${gapMark(gaps.length)}`);
  }
  return { type: 'cloze', gaps, stem: richOf(body.children, parts.ctx, marks) };
};

const gapMatchPart = (
  body: El,
  el: El,
  parts: ItemParts,
  more: ReadonlyMap<El, string>,
): Part & { stem: string } => {
  const { gaps, places } = gapMatchOf(el, parts);
  const texts = everyEl(el, 'gapText', 'gapImg').map((t) => [t, ''] as const);
  const marks = new Map([...more, ...texts, ...places.map((g, i) => [g, gapMark(i + 1)] as const)]);
  return { type: 'cloze', gaps, stem: richOf(body.children, parts.ctx, marks) };
};

/** Units that our own writer set behind number fields, by response. */
const unitsOf = (body: El, more: Map<El, string>, ctx: ItemContext): Map<string, LocalText> => {
  const units = new Map<string, LocalText>();
  for (const span of ctx.kind ? everyEl(body, 'span') : []) {
    const [mark, response = ''] = (span.attrs.class ?? '').split(' ');
    const unit = charsOf(span).trim();
    if (mark !== 'unit' || unit === '') continue;
    more.set(span, '');
    units.set(response, localOf(unit, ctx));
  }
  return units;
};

const buildOf = (body: El, parts: ItemParts, more: Map<El, string>): Part & { stem: string } => {
  const { ctx } = parts;
  const all = outermost(body, isInteraction);
  const units = unitsOf(body, more, ctx);
  const idle = all.filter((el) => IDLE.has(el.name));
  for (const el of idle) {
    if (el.name === 'endAttemptInteraction') more.set(el, '');
    ctx.warn('question.part_dropped', { part: `${el.name} ${el.attrs.title ?? ''}`.trim() });
  }
  const fields = all.filter((el) => !IDLE.has(el.name));
  const [only] = fields;
  if (!only) return { type: 'description', stem: richOf(body.children, ctx, more) };
  const cloze = fields.length > 1 || only.name === 'inlineChoiceInteraction' || ctx.kind === 'cloze';
  if (fields.length > 1 && !fields.every((el) => GAPS.has(el.name))) {
    const types = [...new Set(fields.map((el) => el.name))].join(', ');
    throw new Refused(
      fields.some((el) => UNSUPPORTED.test(el.name)) ? 'question.type_unsupported' : 'qti.mixed',
      { types, type: types },
    );
  }
  if (cloze) return clozePart(body, fields, parts, more, units);
  if (only.name === 'gapMatchInteraction') return gapMatchPart(body, only, parts, more);
  const unit = units.get(only.attrs.responseIdentifier ?? '');
  const part = partOf(only, parts);
  const inText =
    ctx.kind === undefined &&
    only.name === 'textEntryInteraction' &&
    part.type !== 'essay' &&
    !endsBody(body, only);
  if (inText) return clozePart(body, fields, parts, more, units);
  const stem = HELD_TEXT.has(only.name)
    ? richOf(body.children, ctx, more)
    : stemAround(body, only, parts, more);
  return { ...part, ...(unit && part.type === 'numeric' ? { unit } : {}), stem };
};
const UNSUPPORTED = /graphic|hotspot|selectPoint|positionObject|drawing|upload|custom/iu;

const partsOf = (item: El, ctx: ItemContext, marks: string[]): ItemParts => {
  const declarations = declarationsOf(item);
  const rules = rulesOf(item, declarations);
  if (ctx.kind) rules.exact = marks.includes('scores') ? 'scores' : 'plain';
  if (ctx.kind && ctx.kind !== 'cloze') for (const id of declarations.keys()) rules.weights.set(id, 1);
  for (const el of ctx.kind === 'cloze' ? kids(item, 'outcomeDeclaration') : []) {
    const weight = numberOf(wordsOf(kid(el, 'defaultValue')));
    const id = /^MAXSCORE_(.+)$/u.exec(el.attrs.identifier ?? '')?.[1];
    if (id !== undefined && weight !== undefined) rules.weights.set(id, weight);
  }
  rules.wildcards = marks.includes('wildcards');
  const feedback = feedbackOf(item, rules, ctx);
  return { declarations, rules, feedback, ctx };
};

/** The shared text that an item of QTI 3 refers to. */
const stimulusOf = (item: El, ctx: ItemContext, open: ItemSource['open']): string =>
  kids(item, 'assessmentStimulusRef')
    .flatMap((el) => {
      const href = el.attrs.href ?? '';
      const body = open?.(href);
      if (!body) ctx.warn('qti.missing', { href });
      return body ? [richOf(body.children, ctx)] : [];
    })
    .join('\n\n');

const candidateOf = (
  item: El,
  ctx: ItemContext,
  marks: string[],
  open: ItemSource['open'],
): Record<string, unknown> => {
  const body = kid(item, 'itemBody');
  if (kid(item, 'templateDeclaration')) throw new Refused('qti.template');
  if (item.cut) throw new Refused('qti.cut_off');
  if (!body) throw new Refused('question.no_stem');
  if (item.attrs.adaptive === 'true') ctx.warn('qti.adaptive');
  const parts = partsOf(item, ctx, marks);
  if (item.attrs.adaptive === 'true') parts.rules.custom = true;
  const more = new Map<El, string>();
  const rubric = rubricOf(body, more, ctx);
  const part = buildOf(body, parts, more);
  if (parts.rules.custom && part.type !== 'essay') ctx.warn('qti.own_rules');
  parts.feedback.tellUnused();
  if (kid(item, 'catalogInfo')) ctx.warn('question.part_dropped', { part: 'catalog-info' });
  const shared = stimulusOf(item, ctx, open);
  const own = part.stem !== '' ? part.stem : escapeRich((item.attrs.title ?? '').trim());
  const stem = [shared, own].filter((t) => t !== '').join('\n\n');
  if (stem === '') throw new Refused('question.no_stem');
  const { explanation, hint } = parts.feedback;
  const scored = part.type === 'essay' ? rubric.forEssay : rubric.forOthers();
  return {
    difficulty: 3,
    ...part,
    ...scored,
    stem: localOf(stem, ctx),
    ...(explanation ? { explanation } : {}),
    ...(hint ? { hint } : {}),
  };
};

/** An assessmentItem (QTI 2.0 to 3.0) as a question, or the note that says why not. */
export const readItem = (item: El, id: string, source: ItemSource): ItemResult => {
  const warnings: Note[] = [];
  const { place } = source;
  const warn = (code: NoteCode, details?: Note['details']): void => {
    const known = warnings.some(
      (w) => w.code === code && JSON.stringify(w.details) === JSON.stringify(details),
    );
    if (!known) warnings.push({ place, code, ...(details ? { details } : {}) });
  };
  const { kind, marks } = markOf(kid(item, 'itemBody'));
  const said = item.attrs['xml:lang'] ?? source.lang;
  const ctx: ItemContext = {
    place,
    base: source.base,
    shelf: source.shelf,
    warn,
    lang: langOfItem(said, item),
    ...(kind ? { kind } : {}),
  };
  try {
    const result = checked({ id, ...candidateOf(item, ctx, marks, source.open) }, place);
    if ('fault' in result) return { rejected: result.fault, warnings };
    const name = marks.includes('unnamed') ? '' : (item.attrs.title ?? '').trim();
    const ref = (item.attrs.identifier ?? '').trim();
    const question: ReadQuestion = {
      question: result.question,
      place,
      ...(name ? { name } : {}),
      ...(ref ? { ref } : {}),
    };
    return { question, warnings };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, details } = error;
    return { rejected: { place, code, ...(details ? { details } : {}) }, warnings };
  }
};
