/** The forecast of a company as fitted at night; `model` = ForecastModel of domain/forecast.ts as JSON. */
export type ForecastTable = { org: string; model: string; fittedAt: number };
/** What it says of a learner: the chance that support is needed; `because` = what each feature adds, as JSON. */
export type ForecastPersonTable = { person: string; org: string; p: number; because: string; at: number };

export type ForecastTables = { forecast: ForecastTable; forecast_person: ForecastPersonTable };
