/** Points, titles, badges, leagues, boards. */
export type HonourApi = Record<never, never>;
