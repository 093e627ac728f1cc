/** Traits by consent, for the learner alone. */
export type TraitApi = Record<never, never>;
