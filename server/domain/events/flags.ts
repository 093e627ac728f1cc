/** Bits of `flags`. Late events count for learning, not for charts by time of day; bot, preview and voided count nowhere. */
export const FLAGS = { late: 1, clock: 2, bot: 4, preview: 8, voided: 16, again: 32 } as const;
