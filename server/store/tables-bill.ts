export type BillTables = Record<never, never>;
