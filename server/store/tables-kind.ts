/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
export type KindTables = Record<never, never>;
