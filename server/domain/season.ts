import { z } from 'zod';
import { isDay } from './calendar.ts';
import { RuleError } from './errors.ts';
import { LocalText } from './text-shape.ts';
import { daysBetween } from './time.ts';

/** Charity = all together for a good cause; redemption = a mall tier opens; reading = days with a reading note; cup = a
 * tournament of departments; practice = a personal goal with a bonus. */
export const SEASON_KINDS = ['charity', 'redemption', 'reading', 'cup', 'practice'] as const;
export type SeasonKind = (typeof SEASON_KINDS)[number];

/** What a season counts, per person and in whole numbers: right answers, questions put right, active days, days with a
 * reading note. */
export const SEASON_METRICS = ['right', 'corrected', 'days', 'reading'] as const;
export type SeasonMetric = (typeof SEASON_METRICS)[number];

export const SEASON_ICONS = [
  'party-popper',
  'red-heart',
  'wrapped-gift',
  'books',
  'trophy',
  'bullseye',
  'star',
  'fire',
] as const;

const MOST_DAYS = 366;
/** The most that a season's goal may pay once: play is worth more than events. */
export const MOST_BONUS = 200;

const Name = LocalText.refine((t) => (t.zh ?? '').length <= 40 && (t.en ?? '').length <= 60, 'bad_request');
const Text = LocalText.refine((t) => (t.zh ?? '').length <= 400 && (t.en ?? '').length <= 600, 'bad_request');
const Id = z.string().min(1).max(64);
const Day = z.int().refine(isDay, 'bad_request');

/** A season as a trainer writes it; `from` and `to` are days (YYYYMMDD) of the company's zone, both counted. */
export const SeasonData = z.strictObject({
  kind: z.enum(SEASON_KINDS),
  name: Name,
  text: Text,
  icon: z.enum(SEASON_ICONS),
  from: Day,
  to: Day,
  metric: z.enum(SEASON_METRICS).exactOptional(),
  /** What one person is asked to reach, and what all are together. */
  personal: z.int().min(1).max(1_000_000).exactOptional(),
  company: z.int().min(1).max(1_000_000_000).exactOptional(),
  /** Coins for reaching the personal goal, once per person. */
  bonus: z.int().min(1).max(MOST_BONUS).exactOptional(),
  /** What the company gives when the common goal is reached, in words and to whom. */
  gift: z.strictObject({ what: Text, to: Name }).exactOptional(),
  /** The mall tier that is open while the season runs. */
  tier: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/u)
    .exactOptional(),
  tournament: Id.exactOptional(),
});
export type SeasonData = z.output<typeof SeasonData>;
export type SeasonStatus = 'draft' | 'running' | 'over';

/** What each kind cannot do without. */
const NEEDS: Record<SeasonKind, readonly (keyof SeasonData)[]> = {
  charity: ['metric', 'company', 'gift'],
  redemption: ['tier'],
  reading: ['metric', 'personal'],
  cup: ['tournament'],
  practice: ['metric', 'personal'],
};

/** Throws `season.period` (days in the wrong order, or more than a year), `season.goal` (what its kind needs is missing,
 * or a bonus without a goal). */
export const checkSeason = (data: SeasonData): void => {
  const days = daysBetween(data.from, data.to);
  if (days < 0 || days >= MOST_DAYS) throw new RuleError('season.period');
  for (const part of NEEDS[data.kind])
    if (data[part] === undefined) throw new RuleError('season.goal', { place: part });
  const counted = data.personal !== undefined || data.company !== undefined;
  if (counted && data.metric === undefined) throw new RuleError('season.goal', { place: 'metric' });
  if (data.bonus !== undefined && data.personal === undefined)
    throw new RuleError('season.goal', { place: 'personal' });
  if (data.kind === 'reading' && data.metric !== 'reading')
    throw new RuleError('season.goal', { place: 'metric' });
};

/** What came of a season when it ended. `reached` = people at their personal goal; `given` = the common goal was reached,
 * so the company gives what it has promised. */
export type SeasonOutcome = {
  total: number;
  people: number;
  reached: number;
  coins: number;
  given: boolean;
  /** Ended before its last day, by whom. */
  stoppedBy?: string;
};

/** What everybody has done together and who has reached the personal goal. */
export const outcomeOf = (
  data: SeasonData,
  values: ReadonlyMap<string, number>,
): Omit<SeasonOutcome, 'coins'> => {
  const all = [...values.values()].filter((v) => v > 0);
  const total = all.reduce((sum, v) => sum + v, 0);
  const { personal, company } = data;
  return {
    total,
    people: all.length,
    reached: personal === undefined ? 0 : all.filter((v) => v >= personal).length,
    given: company !== undefined && total >= company,
  };
};

/** Runs on this day of the company's zone. */
export const isOn = (data: Pick<SeasonData, 'from' | 'to'>, day: number): boolean =>
  day >= data.from && day <= data.to;
