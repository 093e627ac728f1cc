/** Who may need support: a forecast, not a judgement. */
export type ForecastApi = Record<never, never>;
