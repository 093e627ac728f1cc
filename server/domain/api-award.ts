/** Awards by published rules, and season events. */
export type AwardApi = Record<never, never>;
