import type { Answer, KeyView, QuestionView } from '../../../server/domain/answer.ts';
import { parseNumber } from '../../../server/domain/grade.ts';

/** Marks a left side that has no partner yet in a matching draft. */
export const UNPAIRED = -1;

/** What is on the screen before the learner touches it. Ordering starts in the shown order. */
export const startingDraft = (question: QuestionView): Answer | undefined => {
  if (question.type === 'ordering') return question.items.map((_, i) => i);
  if (question.type === 'matching') return question.lefts.map(() => UNPAIRED);
  return undefined;
};

const isList = (answer: Answer | undefined): answer is number[] => Array.isArray(answer);

/** True when the draft can be handed in. */
export const isComplete = (question: QuestionView, draft: Answer | undefined): boolean => {
  if (draft === undefined) return false;
  if (question.type === 'multiple') return isList(draft) && draft.length > 0;
  if (question.type === 'matching')
    return isList(draft) && draft.length === question.lefts.length && !draft.includes(UNPAIRED);
  if (question.type === 'ordering') return isList(draft) && draft.length === question.items.length;
  if (question.type === 'short') return typeof draft === 'string' && draft.trim() !== '';
  if (question.type === 'numeric') return typeof draft === 'string' && parseNumber(draft) !== undefined;
  return true;
};

/** Adds or removes one index of a multiple choice; the result is ascending. */
export const toggled = (draft: Answer | undefined, index: number): number[] => {
  const list = isList(draft) ? draft : [];
  return list.includes(index) ? list.filter((i) => i !== index) : [...list, index].sort((a, b) => a - b);
};

/** Pairs `left` with `right`; a right side belongs to one left side only, so an older pair is undone. */
export const paired = (draft: Answer | undefined, lefts: number, left: number, right: number): number[] => {
  const list = isList(draft) ? draft : Array.from({ length: lefts }, () => UNPAIRED);
  return Array.from({ length: lefts }, (_, i) => {
    if (i === left) return right;
    const now = list[i] ?? UNPAIRED;
    return now === right ? UNPAIRED : now;
  });
};

/** Undoes the pair of `left`. */
export const unpaired = (draft: Answer | undefined, lefts: number, left: number): number[] =>
  Array.from({ length: lefts }, (_, i) => (i === left || !isList(draft) ? UNPAIRED : (draft[i] ?? UNPAIRED)));

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
  const chosen = isList(draft) ? draft.includes(Number(value)) && typeof value === 'number' : draft === value;
  if (key === undefined) return chosen ? 'chosen' : 'open';
  const keys: unknown[] = Array.isArray(key) ? key : [key];
  const right = keys.includes(value);
  if (right) return chosen ? 'right' : 'missed';
  return chosen ? 'wrong' : 'dim';
};
