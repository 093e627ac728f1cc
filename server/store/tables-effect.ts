export type EffectTables = Record<never, never>;
