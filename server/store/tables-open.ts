export type OpenTables = Record<never, never>;
