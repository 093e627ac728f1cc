export type ForecastTables = Record<never, never>;
