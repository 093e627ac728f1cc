/** What the programme is worth: tree of objectives, figures of the business, checklists, costs. */
export type EffectApi = Record<never, never>;
