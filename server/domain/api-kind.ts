/** Gifts, tips in bottles, questions with a bounty, the statement, the reading log. */
export type KindApi = Record<never, never>;
