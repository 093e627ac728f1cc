import type { Answer, GapView, KeyView, QuestionView } from '../../../server/domain/answer.ts';
import { readsAsNumber } from '../../../server/domain/grade.ts';

/** Marks a left side without a partner, an item without a category, a choice gap without a choice. */
export const UNPAIRED = -1;

/** The indexes of a draft that is a list of them; undefined for any other. */
export const indexesOf = (draft: Answer | undefined): number[] | undefined =>
  Array.isArray(draft) ? draft.map((part) => (typeof part === 'number' ? part : UNPAIRED)) : undefined;

const blankGap = (gap: GapView): number | string => (gap.kind === 'choice' ? UNPAIRED : '');

/** The parts of a cloze draft, one for each gap. */
export const partsOf = (gaps: readonly GapView[], draft: Answer | undefined): (number | string)[] =>
  gaps.map((gap, i) => {
    const part = Array.isArray(draft) ? draft[i] : undefined;
    return typeof part === typeof blankGap(gap) && part !== undefined ? part : blankGap(gap);
  });

/** What is on the screen before the learner touches it. Ordering starts in the shown order. */
export const startingDraft = (question: QuestionView): Answer | undefined => {
  switch (question.type) {
    case 'ordering':
      return question.items.map((_, i) => i);
    case 'matching':
      return question.lefts.map(() => UNPAIRED);
    case 'categorising':
      return question.items.map(() => UNPAIRED);
    case 'cloze':
      return question.gaps.map(blankGap);
    case 'description':
      return true;
    default:
      return undefined;
  }
};

const isFilled = (gap: GapView, part: number | string): boolean => {
  if (typeof part === 'number') return part >= 0;
  return gap.kind === 'numeric' ? readsAsNumber(part) : part.trim() !== '';
};

const everyOne = (draft: Answer, n: number): boolean => {
  const list = indexesOf(draft);
  return list !== undefined && list.length === n && !list.includes(UNPAIRED);
};

/** True when the draft can be handed in. */
export const isComplete = (question: QuestionView, draft: Answer | undefined): boolean => {
  if (draft === undefined) return false;
  switch (question.type) {
    case 'multiple':
      return Array.isArray(draft) && draft.length > 0;
    case 'matching':
      return everyOne(draft, question.lefts.length);
    case 'ordering':
    case 'categorising':
      return everyOne(draft, question.items.length);
    case 'cloze':
      return partsOf(question.gaps, draft).every((part, i) => {
        const gap = question.gaps[i];
        return gap !== undefined && isFilled(gap, part);
      });
    case 'short':
    case 'essay':
      return typeof draft === 'string' && draft.trim() !== '';
    case 'numeric':
      return typeof draft === 'string' && readsAsNumber(draft);
    default:
      return true;
  }
};

/** Adds or removes one index of a multiple choice; the result is ascending. */
export const toggled = (draft: Answer | undefined, index: number): number[] => {
  const list = indexesOf(draft) ?? [];
  return list.includes(index) ? list.filter((i) => i !== index) : [...list, index].sort((a, b) => a - b);
};

/** Puts `value` at place `i` of a list of `n` entries; the others stay, -1 where there was none. */
export const placed = (draft: Answer | undefined, n: number, i: number, value: number): number[] => {
  const list = indexesOf(draft);
  return Array.from({ length: n }, (_, at) => (at === i ? value : (list?.[at] ?? UNPAIRED)));
};

/** Pairs `left` with `right`; unless it is `shared`, a right side belongs to one left side only and an older pair is undone. */
export const paired = (
  draft: Answer | undefined,
  lefts: number,
  left: number,
  right: number,
  shared = false,
): number[] =>
  placed(draft, lefts, left, right).map((now, i) =>
    now === right && i !== left && !shared ? UNPAIRED : now,
  );

/** Undoes the pair of `left`. */
export const unpaired = (draft: Answer | undefined, lefts: number, left: number): number[] =>
  placed(draft, lefts, left, UNPAIRED);

/** Moves the entry at `from` to `to`; places outside the list leave it as it is. */
export const moved = (order: readonly number[], from: number, to: number): number[] => {
  const entry = order[from];
  if (entry === undefined || to < 0 || to >= order.length) return [...order];
  const rest = order.filter((_, i) => i !== from);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
};

export type TileState = 'open' | 'chosen' | 'right' | 'wrong' | 'missed' | 'dim';

/** How the tile of `value` looks: before the verdict chosen or open, after it right, wrong, missed (right but not chosen) or dim. */
export const tileState = (
  value: number | boolean,
  draft: Answer | undefined,
  key: KeyView | undefined,
): TileState => {
  const chosen = Array.isArray(draft)
    ? draft.includes(Number(value)) && typeof value === 'number'
    : draft === value;
  if (key === undefined) return chosen ? 'chosen' : 'open';
  const keys: unknown[] = Array.isArray(key) ? key : [key];
  const right = keys.includes(value);
  if (right) return chosen ? 'right' : 'missed';
  return chosen ? 'wrong' : 'dim';
};

/** Words of a text as people count them: every Han character, every run of other letters and digits. */
export const wordCount = (text: string): number =>
  text.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}'’-])+/gu)?.length ?? 0;
