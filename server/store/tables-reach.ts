export type ReachTables = Record<never, never>;
