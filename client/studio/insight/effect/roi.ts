/** What somebody has entered; money in one currency, shares 0 to 1. Nothing here is measured by the product. */
export type Assumptions = {
  /** What the better figures of the business are worth in a year. */
  benefit: number;
  /** The part of it that the training brought about and nothing else. */
  isolation: number;
  /** How sure the one who says so is. */
  confidence: number;
  /** Content, tools, rooms and prizes. */
  outlay: number;
  people: number;
  hours: number;
  /** What an hour of a learner costs. */
  hourly: number;
};
export const ROI_FIELDS = [
  'benefit',
  'isolation',
  'confidence',
  'outlay',
  'people',
  'hours',
  'hourly',
] as const;

export type Roi = { credited: number; time: number; cost: number; net: number; percent?: number };

/** ROI % = (benefit x isolation x confidence - cost) / cost x 100; without a cost there is none. */
export const roiOf = ({
  benefit,
  isolation,
  confidence,
  outlay,
  people,
  hours,
  hourly,
}: Assumptions): Roi => {
  const credited = benefit * isolation * confidence;
  const time = people * hours * hourly;
  const cost = outlay + time;
  const net = credited - cost;
  return { credited, time, cost, net, ...(cost > 0 ? { percent: (net / cost) * 100 } : {}) };
};

/** The benefit at which the cost is just paid back; undefined when no part of it counts. */
export const breakEven = (a: Assumptions): number | undefined => {
  const part = a.isolation * a.confidence;
  return part > 0 ? roiOf(a).cost / part : undefined;
};

const NOTHING: Assumptions = {
  ...{ benefit: 0, isolation: 0.5, confidence: 0.5 },
  ...{ outlay: 0, people: 0, hours: 0, hourly: 0 },
};
/** Kept texts as assumptions; what is missing or no number is as at the beginning. */
export const assumptionsIn = (kept: readonly string[]): Assumptions => {
  const values = ROI_FIELDS.map((field, i) => {
    const n = Number(kept[i]);
    return [field, kept[i] !== undefined && Number.isFinite(n) && n >= 0 ? n : NOTHING[field]] as const;
  });
  return { ...NOTHING, ...Object.fromEntries(values) };
};
