import type { Note, Place } from '../domain/notes/index.ts';
import { escapeRich } from '../domain/rich-text.ts';
import { checked } from './checked.ts';
import type { Reading, ReadQuestion, SourceText } from './format.ts';
import { partsOf } from './gift-answers.ts';
import {
  categoryOf,
  type GiftBlock,
  giftBlocks,
  giftName,
  hidden,
  idAndTags,
  partedBlocks,
  shown,
} from './gift-lex.ts';
import { formatted, type GiftContext, localOf, withText } from './gift-text.ts';
import { langOf, localTextOf } from './local-text.ts';

/** A block's name, text around the answers, answers (undefined = a description) and general feedback. */
type Cut = { name?: string; stem: string; answers?: string; general: string; after: string };

const nameAndRest = (text: string): { name?: string; rest: string } => {
  if (!text.startsWith('::')) return { rest: text };
  const end = text.indexOf('::', 2);
  if (end < 0) return { rest: text.slice(2) };
  const name = giftName(shown(text.slice(2, end)));
  return { ...(name === '' ? {} : { name }), rest: text.slice(end + 2).trim() };
};

/** Cuts a hidden block; undefined = its braces do not pair. */
const cutOf = (text: string): Cut | undefined => {
  const { rest, ...named } = nameAndRest(text);
  const open = rest.indexOf('{');
  const close = rest.indexOf('}');
  if (open < 0 && close < 0) return { ...named, stem: rest, general: '', after: '' };
  if (open < 0 || close < open) return undefined;
  const after = rest.slice(close + 1);
  const inside = rest.slice(open + 1, close).trim();
  const hash = inside.lastIndexOf('####');
  return {
    ...named,
    stem: `${rest.slice(0, open)}${rest.endsWith('}') ? '' : '_____'}${after}`,
    answers: hash < 0 ? inside : inside.slice(0, hash).trim(),
    general: hash < 0 ? '' : inside.slice(hash + 4).trim(),
    after,
  };
};

/** Longest block that can be a question: a stem and 26 options with feedback, all at their longest, are hardly more. */
const MOST_BLOCK = 1_000_000;

type State = { reading: Reading; category: string[]; item: number };

const reject = (state: State, place: Place, code: Note['code'], details?: Note['details']): void => {
  state.reading.rejected.push({ place, code, ...(details ? { details } : {}) });
};

const stemOf = (cut: Cut, ctx: GiftContext): ReturnType<typeof localOf> => {
  const stem = localOf(cut.stem, ctx);
  if (stem !== undefined || cut.name === undefined) return stem;
  ctx.notes.push({ place: ctx.place, code: 'gift.name_as_stem' });
  return localTextOf(escapeRich(cut.name), ctx.lang);
};

const readCut = (cut: Cut, block: GiftBlock, place: Place, state: State): void => {
  const ctx: GiftContext = {
    place,
    lang: langOf(block.text),
    format: formatted(cut.stem, 'moodle').format,
    notes: [],
    media: state.reading.media,
  };
  const stem = stemOf(cut, ctx);
  if (stem === undefined) {
    reject(state, place, 'question.no_stem');
    return;
  }
  if (/\{[^{}]*\}/u.test(cut.after)) ctx.notes.push({ place, code: 'gift.more_gaps' });
  else if (cut.after.includes('}')) ctx.notes.push({ place, code: 'gift.stray_brace' });
  const parts = cut.answers === undefined ? { type: 'description' } : partsOf(cut.answers, ctx);
  if ('fault' in parts) {
    reject(state, place, parts.fault, parts.details);
    return;
  }
  const base = { id: `q-${state.item}`, stem, difficulty: 3, ...withText('explanation', cut.general, ctx) };
  const result = checked({ ...base, ...parts }, place);
  if ('fault' in result) {
    state.reading.rejected.push(result.fault);
    return;
  }
  const found: ReadQuestion = {
    question: result.question,
    place,
    ...(cut.name === undefined ? {} : { name: cut.name }),
    ...(state.category.length > 0 ? { category: [...state.category] } : {}),
    ...idAndTags(block.comments),
  };
  state.reading.questions.push(found);
  for (const note of ctx.notes) state.reading.warnings.push(note);
};

const readBlock = (block: GiftBlock, state: State): void => {
  state.item += 1;
  if (block.text.length > MOST_BLOCK) {
    reject(state, { line: block.line, item: state.item }, 'question.too_long', { most: MOST_BLOCK });
    return;
  }
  const text = hidden(block.text);
  const cut = cutOf(text);
  const name = cut?.name ?? nameAndRest(text).name;
  const place: Place = { line: block.line, item: state.item, ...(name === undefined ? {} : { id: name }) };
  if (cut) readCut(cut, block, place, state);
  else reject(state, place, 'gift.braces');
};

/** Where a `{` that its own block leaves open is closed: the index of that block; undefined = nowhere near. */
const closingBlock = (blocks: readonly GiftBlock[], at: number): number | undefined => {
  const raw = blocks[at]?.text ?? '';
  if (!raw.includes('{') || raw.length > MOST_BLOCK) return undefined;
  const text = hidden(raw);
  if (!text.includes('{') || text.includes('}')) return undefined;
  for (let i = at + 1; i < blocks.length; i++) {
    const next = hidden(blocks[i]?.text ?? '');
    if (next.startsWith('::') || next.startsWith('$CATEGORY:') || next.includes('{')) return undefined;
    if (next.includes('}')) return i;
  }
  return undefined;
};

/** Reads a `$CATEGORY:` line; what stands below it in the same block is a question of its own. */
const readCategory = (block: GiftBlock, state: State): GiftBlock | undefined => {
  const [line = '', ...rest] = block.text.split('\n');
  state.category = categoryOf(hidden(line.slice('$CATEGORY:'.length)));
  const text = rest.join('\n').trim();
  if (text === '') return undefined;
  state.reading.warnings.push({ place: { line: block.line }, code: 'gift.category_line' });
  return { ...block, line: block.line + 1, text };
};

/** Reads a block, or the several questions that stand in it without a blank line. */
const readParts = (block: GiftBlock, state: State): void => {
  for (const [n, part] of partedBlocks(block).entries()) {
    let own: GiftBlock | undefined = part;
    if (n > 0) state.reading.warnings.push({ place: { line: part.line }, code: 'gift.no_blank_line' });
    while (own?.text.startsWith('$CATEGORY:')) own = readCategory(own, state);
    if (own) readBlock(own, state);
  }
};

/** GIFT by the rules of Moodle's importer; what that importer refuses is rejected here with line, reason and cure. */
export const readGift = (source: SourceText): Reading => {
  const reading: Reading = {
    format: 'gift',
    encoding: source.encoding,
    questions: [],
    rejected: [],
    warnings: [...source.warnings],
    media: new Map(),
  };
  const state: State = { reading, category: [], item: 0 };
  const blocks = giftBlocks(source.text);
  for (let i = 0; i < blocks.length; i++) {
    let block = blocks[i];
    while (block?.text.startsWith('$CATEGORY:')) block = readCategory(block, state);
    if (!block) continue;
    const end = closingBlock(blocks, i);
    if (end === undefined) readParts(block, state);
    else {
      state.item += 1;
      reject(state, { line: block.line, item: state.item }, 'gift.blank_line', {
        line: blocks[end]?.line ?? 0,
      });
      i = end;
    }
  }
  return reading;
};
