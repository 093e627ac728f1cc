import { z } from 'zod';
import type { LocalText } from './text.ts';

/**
 * An answer in the coordinates of the question as shown: single = index, multiple = indexes, true-false = boolean,
 * short and numeric = the typed text, matching = index of the right side for each left side, ordering = the shown
 * indexes in the learner's order.
 */
export const Answer = z.union([
  z.int().min(0).max(7),
  z.boolean(),
  z.string().max(200),
  z.array(z.int().min(0).max(7)).max(8),
]);
export type Answer = z.output<typeof Answer>;

/** The key in the coordinates of the question as shown; short = accepted texts. Sent only after the verdict. */
export type KeyView = number | boolean | string[] | number[] | { value: number; tolerance: number };

/** A question as a player may see it: no key, options in this player's shuffled order. */
export type QuestionView = {
  id: string;
  version: number;
  stem: LocalText;
  point: { id: string; name: LocalText };
  difficulty: number;
  hasHint: boolean;
} & (
  | { type: 'single' | 'multiple'; options: LocalText[] }
  | { type: 'true-false' }
  | { type: 'short' }
  | { type: 'numeric'; unit?: LocalText }
  | { type: 'matching'; lefts: LocalText[]; rights: LocalText[] }
  | { type: 'ordering'; items: LocalText[] }
);

/** What the server says of one answer. `score` is 0 to 1; `feedback` belongs to the chosen option. */
export type Verdict = {
  ok: boolean;
  score: number;
  key: KeyView;
  explanation: LocalText;
  feedback?: LocalText;
};
