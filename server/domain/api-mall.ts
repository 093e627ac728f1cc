/** What coins buy. */
export type MallApi = Record<never, never>;
