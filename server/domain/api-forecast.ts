import type { ForecastFeature, ForecastQuality, ForecastReason } from './forecast.ts';

/** Who may need support: a forecast, not a judgement. It stands on a screen only: no door gives it as a file. */
export type ForecastApi = {
  'GET /api/forecast': { reply: ForecastView };
};

export type ForecastView =
  | { fitted: false }
  | {
      fitted: true;
      /** ms */
      fittedAt: number;
      /** Empty = published; else why not, and `people` is empty. */
      withheld: ForecastReason[];
      quality: ForecastQuality;
      /** Those to whom help would be offered first; `p` = chance to need it, `because` = what adds most, in logits. */
      people: {
        person: string;
        name: string;
        p: number;
        because: { feature: ForecastFeature; adds: number }[];
      }[];
    };
