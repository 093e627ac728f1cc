import { z } from 'zod';
import type { LocalText } from './text.ts';

const part = z.int().min(-1).max(25);

/**
 * An answer in the coordinates of the question as shown: single = index, multiple = indexes, true-false = boolean,
 * short, numeric and essay = the typed text, matching = index of the right side for each left side, ordering = the shown
 * indexes in the learner's order, cloze = for each gap the shown index or the typed text, categorising = for each shown
 * item the index of its category. -1 and '' = left blank. A description is "answered" with true: it was read.
 */
export const Answer = z.union([
  z.int().min(0).max(25),
  z.boolean(),
  z.string().max(20_000),
  z.array(z.union([part, z.string().max(500)])).max(50),
]);
export type Answer = z.output<typeof Answer>;

type NumberKey = { value: number; tolerance: number };
/** The key in the coordinates of the question as shown; short = accepted texts. Sent only after the verdict. */
export type KeyView =
  | number
  | boolean
  | string[]
  | number[]
  | NumberKey
  | { gaps: (number | string[] | NumberKey)[] };

export type GapView =
  | { kind: 'choice'; options: LocalText[] }
  | { kind: 'short' }
  | { kind: 'numeric'; unit?: LocalText };

/** A question as a player may see it: no key, options in this player's shuffled order. */
export type QuestionView = {
  id: string;
  version: number;
  stem: LocalText;
  /** Absent when the question has no knowledge point. */
  point?: { id: string; name: LocalText };
  difficulty: number;
  hasHint: boolean;
} & (
  | { type: 'single' | 'multiple'; options: LocalText[] }
  | { type: 'true-false' }
  | { type: 'short' }
  | { type: 'numeric'; unit?: LocalText }
  /** `shared`: a right side may belong to several left sides. */
  | { type: 'matching'; lefts: LocalText[]; rights: LocalText[]; shared?: boolean }
  | { type: 'ordering'; items: LocalText[] }
  | { type: 'cloze'; gaps: GapView[] }
  | { type: 'categorising'; categories: LocalText[]; items: LocalText[] }
  | { type: 'essay'; maxWords?: number; template?: LocalText; rubric?: { name: LocalText; points: number }[] }
  | { type: 'description' }
);

/** The mark of one gap. */
export type PartMark = { score: number; feedback?: LocalText };

/** What the server says of one answer. `score` is 0 to 1; `feedback` belongs to the chosen option or typed text. */
export type Verdict = {
  ok: boolean;
  score: number;
  key: KeyView;
  explanation?: LocalText;
  feedback?: LocalText;
  /** One for each gap of a cloze. */
  parts?: PartMark[];
  /** True while a person has still to mark it: `ok` and `score` say nothing yet. */
  pending?: boolean;
  /** A marked essay: points by criterion of its rubric, and the model answer. */
  essay?: { marks: number[]; sample?: LocalText };
};
