import type { LocalText } from './text.ts';
import type { Factor, TraitItem, TraitScore } from './trait.ts';

/** A plain word for what somebody did often, from counts alone. */
export type StyleWord = { id: string; n: number };
export type TraitView = {
  /** The company allows it. */
  on: boolean;
  /** Consent to the wording of now is given. */
  given: boolean;
  items: TraitItem[];
  scale: LocalText[];
  answers: Record<string, number>;
  scores: TraitScore[];
  factors: Record<Factor, { name: LocalText; low: LocalText; high: LocalText }>;
  style: StyleWord[];
};

/** Traits by consent, for the learner alone. */
export type TraitApi = {
  'GET /api/traits': { reply: TraitView };
  /** One answer, 1 to 5. Throws `trait.off`, `trait.consent`, `trait.item`. */
  'POST /api/traits/answer': { body: { item: string; value: number }; reply: TraitView };
};
