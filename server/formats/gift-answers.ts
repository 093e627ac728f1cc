import type { NoteCode } from '../domain/notes/index.ts';
import type { QuestionType } from '../domain/question.ts';
import { escapeRich } from '../domain/rich-text.ts';
import { type GiftPiece, piecesOf, shown } from './gift-lex.ts';
import { formatted, type GiftContext, localOf, withText } from './gift-text.ts';
import { localTextOf } from './local-text.ts';

/** The fields of a question beyond its stem, or why Moodle's importer and ours refuse it. */
export type GiftParts = { type: QuestionType; [field: string]: unknown };
export type GiftFault = { fault: NoteCode; details?: Record<string, string | number> };
type Result = GiftParts | GiftFault;

const warn = (ctx: GiftContext, code: NoteCode, details?: Record<string, string | number>): void => {
  ctx.notes.push({ place: ctx.place, code, ...(details ? { details } : {}) });
};

/** The share of a mark as written, thirds and the like made whole again, at most 1 or -1. */
const shareOf = (weight: number): number => {
  const capped = Math.max(-1, Math.min(1, weight));
  for (let n = 1; n <= 20; n++) {
    const part = Math.round(capped * n) / n;
    if (Math.abs(part - capped) < 5e-6) return part === 0 ? 0 : part;
  }
  return Math.round(capped * 1e7) / 1e7;
};

/** `{1:MC:` of Moodle's cloze text in front of the answers. */
const CLOZE_MARK =
  /^\s*\d*:(?:MULTICHOICE|MULTIRESPONSE|SHORTANSWER|NUMERICAL|MC|MCV|MCH|MCS|MCVS|MCHS|MR|MRH|MRS|MRHS|SA|SAC|MW|MWC|NM|SHORTANSWER_C)(?:_[A-Z]+)?:\s*(?=[=~%])/u;

/** The answers without a cloze mark; those of a numeric one begin with `#`, as GIFT wants it. */
const withoutClozeMark = (answers: string, ctx: GiftContext): string => {
  const mark = CLOZE_MARK.exec(answers);
  if (!mark) return answers;
  warn(ctx, 'gift.cloze_gap');
  const rest = answers.slice(mark[0].length);
  return /:(NUMERICAL|NM):/u.test(mark[0]) ? `#${rest}` : rest;
};

type Chosen = { piece: GiftPiece; share: number; option: { text: unknown; feedback?: unknown } };

const optionsOf = (answers: string, ctx: GiftContext): Chosen[] =>
  piecesOf(answers, true).flatMap((piece) => {
    const text = localOf(piece.text, ctx);
    if (text === undefined) {
      warn(ctx, 'gift.empty_option');
      return [];
    }
    const share = shareOf(piece.weight ?? (piece.mark === '=' ? 1 : 0));
    return [{ piece, share, option: { text, ...withText('feedback', piece.feedback, ctx) } }];
  });

const singleOf = (chosen: Chosen[], ctx: GiftContext): Result => {
  const key = chosen.findIndex((c) => c.piece.mark === '=');
  if (key < 0) return { fault: 'question.no_key' };
  const marked = chosen.filter((c) => c.piece.mark === '=').length;
  if (marked > 1) warn(ctx, 'gift.several_keys', { n: marked });
  const options = chosen.map(({ option, share }, i) =>
    share === (i === key ? 1 : 0) ? option : { ...option, score: share },
  );
  return { type: 'single', options, key };
};

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-5;

const multipleOf = (chosen: Chosen[], ctx: GiftContext): Result => {
  const key = chosen.flatMap(({ share }, i) => (share > 0 ? [i] : []));
  if (key.length === 0) return { fault: 'question.no_key' };
  const even = chosen.every(({ share }) => near(Math.abs(share), 1 / key.length));
  const sum = key.reduce((total, i) => total + (chosen[i]?.share ?? 0), 0);
  if (!near(sum, 1)) warn(ctx, 'gift.weights_sum', { sum: Math.round(sum * 100) });
  const options = chosen.map(({ option, share }) => (even ? option : { ...option, score: share }));
  return { type: 'multiple', options, key };
};

const choiceOf = (answers: string, ctx: GiftContext): Result => {
  const chosen = optionsOf(answers, ctx);
  if (chosen.length < 2) return { fault: 'question.too_few_options' };
  const one = /=(?!~\s*%-?\d)/u.test(answers);
  return one ? singleOf(chosen, ctx) : multipleOf(chosen, ctx);
};

const typedOf = (raw: string): string => formatted(raw, 'plain').text.replace(/\s*\n\s*/gu, ' ');

const shortOf = (answers: string, ctx: GiftContext): Result => {
  const replies = piecesOf(answers, false)
    .map((p) => ({
      text: typedOf(p.text),
      score: shareOf(p.weight ?? 1),
      ...withText('feedback', p.feedback, ctx),
    }))
    .filter((r) => r.text !== '');
  const best = replies.reduce((most, r) => Math.max(most, r.score), 0);
  if (replies.length === 0 || best <= 0) return { fault: 'question.no_key' };
  if (best < 1) warn(ctx, 'gift.weights_sum', { sum: Math.round(best * 100) });
  const key = [...new Set(replies.filter((r) => r.score === best).map((r) => r.text))];
  const special = replies.filter((r) => r.score < 1 || 'feedback' in r);
  if (/^(true|false)$/iu.test(key[0] ?? '') && replies.length === 1) warn(ctx, 'gift.typed_true_false');
  return { type: 'short', key, ...(special.length > 0 ? { replies: special } : {}) };
};

const matchOf = (answers: string, ctx: GiftContext): Result => {
  const sides = answers.split('=');
  if ((sides[0] ?? '').trim() === '') sides.shift();
  if (sides.length < 2) return { fault: 'gift.too_few_pairs' };
  const pairs: unknown[] = [];
  const extras: unknown[] = [];
  for (const side of sides) {
    const arrow = side.indexOf('->');
    if (arrow < 0) return { fault: 'gift.no_arrow', details: { text: shown(side).trim().slice(0, 60) } };
    const left = localOf(side.slice(0, arrow), ctx);
    const right = escapeRich(shown(side.slice(arrow + 2)).trim());
    if (right === '') return { fault: 'gift.no_arrow', details: { text: shown(side).trim().slice(0, 60) } };
    const text = localTextOf(right, ctx.lang);
    if (left === undefined) extras.push(text);
    else pairs.push({ left, right: text });
  }
  if (pairs.length === 0) return { fault: 'gift.too_few_pairs' };
  return { type: 'matching', pairs, ...(extras.length > 0 ? { extras } : {}) };
};

const numberOf = (text: string): number | undefined => {
  const folded = text.normalize('NFKC').trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/iu.test(folded) ? Number(folded) : undefined;
};

const rangeOf = (text: string): { value: number; tolerance: number } | undefined => {
  const dots = text.indexOf('..');
  if (dots > 0) {
    const low = numberOf(text.slice(0, dots));
    const high = numberOf(text.slice(dots + 2));
    if (low === undefined || high === undefined || high < low) return undefined;
    return { value: (low + high) / 2, tolerance: high - (low + high) / 2 };
  }
  const colon = text.search(/[:：]/u);
  const value = numberOf(colon < 0 ? text : text.slice(0, colon));
  const tolerance = colon < 0 ? 0 : numberOf(text.slice(colon + 1));
  if (value === undefined || tolerance === undefined || tolerance < 0) return undefined;
  return { value, tolerance };
};

const numericOf = (answers: string, ctx: GiftContext): Result => {
  const wrong = answers.indexOf('~');
  const pieces = piecesOf(wrong < 0 ? answers : answers.slice(0, wrong), false).filter((p) => p.text !== '');
  const known: ({ score: number; value: number; tolerance: number } & object)[] = [];
  let elsewhere = wrong < 0 ? '' : answers.slice(wrong + 1).replace(/^[^#]*#?/u, '');
  for (const piece of pieces) {
    const text = shown(piece.text);
    const range = rangeOf(text);
    const score = shareOf(piece.weight ?? 1);
    if (range) known.push({ ...range, score, ...withText('feedback', piece.feedback, ctx) });
    else if (text === '*' && pieces.length > 1) elsewhere ||= piece.feedback;
    else return { fault: 'gift.not_a_number', details: { text: text.slice(0, 60) } };
  }
  if (elsewhere.trim() !== '') warn(ctx, 'gift.wrong_feedback');
  const key = known.toSorted((a, b) => b.score - a.score)[0];
  if (!key || key.score <= 0) return { fault: 'question.no_key' };
  if (key.score < 1) warn(ctx, 'gift.weights_sum', { sum: Math.round(key.score * 100) });
  const { value, score: _, ...rest } = key;
  const others = known.filter((k) => k !== key);
  return { type: 'numeric', ...rest, key: value, ...(others.length > 0 ? { others } : {}) };
};

const TRUTH = new Map([
  ['T', true],
  ['TRUE', true],
  ['F', false],
  ['FALSE', false],
]);

const truthOf = (answers: string, key: boolean, ctx: GiftContext): Result => {
  const [, wrong = '', ...right] = answers.split('#');
  const feedback = {
    ...withText(key ? 'false' : 'true', wrong.trim(), ctx),
    ...withText(key ? 'true' : 'false', right.join('#').trim(), ctx),
  };
  return { type: 'true-false', key, ...(Object.keys(feedback).length > 0 ? { feedback } : {}) };
};

/** What a hidden `{...}` asks for, by the rules of Moodle's importer. */
export const partsOf = (raw: string, ctx: GiftContext): Result => {
  const answers = withoutClozeMark(raw, ctx).trim();
  if (answers === '') return { type: 'essay' };
  if (answers.startsWith('#')) return numericOf(answers.slice(1), ctx);
  if (answers.includes('~')) return choiceOf(answers, ctx);
  if (answers.includes('=') && answers.includes('->')) return matchOf(answers, ctx);
  const truth = TRUTH.get(answers.split('#', 1)[0]?.trim() ?? '');
  return truth === undefined ? shortOf(answers, ctx) : truthOf(answers, truth, ctx);
};
