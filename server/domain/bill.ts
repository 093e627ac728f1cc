import type { Remark } from './bill-remark.ts';
import { beginOf, ownCalendar, weekOf } from './calendar.ts';
import type { LocalText } from './text-shape.ts';
import { addDays, playDay } from './time.ts';

/** Version of the rules by which a bill is written: lines, honour, comparison, choice of the remark. */
export const BILL_RULES = 1;
export const BILL_KINDS = ['week', 'graduation', 'year'] as const;
export type BillKind = (typeof BILL_KINDS)[number];

/** The lines in their order on the bill. */
export const BILL_LINES = [
  'days',
  'minutes',
  'answers',
  'correct',
  'repaired',
  'hour',
  'cards',
  'helped',
  'helpedBy',
  'together',
  'strongest',
  'next',
  'islands',
  'honours',
  'reading',
  'coinsIn',
  'coinsOut',
  'balance',
] as const;
export type BillLine = (typeof BILL_LINES)[number];

/** What is added up hour by hour. `activeMs` = visible and focused time in ms. */
export type HourCounts = {
  activeMs: number;
  answers: number;
  correct: number;
  cards: number;
  helped: number;
  helpedBy: number;
  together: number;
  islands: number;
};
export const COUNTED = [
  'activeMs',
  'answers',
  'correct',
  'cards',
  'helped',
  'helpedBy',
  'together',
  'islands',
] as const satisfies readonly (keyof HourCounts)[];
export const noCounts = (): HourCounts => ({
  activeMs: 0,
  answers: 0,
  correct: 0,
  cards: 0,
  helped: 0,
  helpedBy: 0,
  together: 0,
  islands: 0,
});
/** One hour of one play day; hour -1 = came late. */
export type Hour = HourCounts & { day: number; hour: number };

/** A period added up: `days` with anything learned on them, `repaired` = wrong once and durably right now. */
export type BillSums = HourCounts & { days: number; repaired: number; hour: number | null };

/** The hour of the day with the most right answers, the earlier one of equals; null = none was right on time. */
const bestHour = (hours: readonly Hour[]): number | null => {
  const right = new Map<number, number>();
  for (const { hour, correct } of hours)
    if (hour >= 0 && correct > 0) right.set(hour, (right.get(hour) ?? 0) + correct);
  const [best] = [...right].sort(([h, n], [i, m]) => m - n || h - i);
  return best?.[0] ?? null;
};

const wasThere = (h: Hour): boolean => h.activeMs + h.answers + h.cards + h.islands + h.together > 0;

export const sumsOf = (hours: readonly Hour[], repaired: number): BillSums => {
  const sums = noCounts();
  for (const hour of hours) for (const name of COUNTED) sums[name] += hour[name];
  const days = new Set(hours.filter(wasThere).map((h) => h.day)).size;
  return { ...sums, days, repaired, hour: bestHour(hours) };
};

/** A knowledge point as one stands at it: probability of a right answer with its 95 % band, and from how many answers. */
export type SkillFact = {
  bank: string;
  point: string;
  name: LocalText;
  n: number;
  level: string;
  p: number;
  low: number;
  high: number;
};
/** Below so many answers a skill is shown as a band, not as a number (analytics.md 3.1). */
export const NUMBER_FROM = 30;
const EVIDENCE = 5;

/** The strongest point, and the next one: the nearest to mastery of those that are not mastered yet. */
export const skillsOn = (
  points: readonly SkillFact[],
): { strongest: SkillFact | null; next: SkillFact | null } => {
  const best = points
    .filter((s) => s.n >= EVIDENCE)
    .sort((a, b) => b.p - a.p || (`${a.bank} ${a.point}` < `${b.bank} ${b.point}` ? -1 : 1));
  const strongest = best[0] ?? null;
  const next = best.find((s) => s !== strongest && s.level !== 'mastered') ?? null;
  return { strongest, next };
};

/** An honour that came in the period. `tier` 1 to 3 of a badge; of a league its water, with `rank` of `n`. */
export type EarnedFact = {
  kind: 'medal' | 'title' | 'badge' | 'league';
  ref: string;
  tier: number;
  rank: number;
  n: number;
  at: number;
};
export type CoinFacts = { in: number; out: number; balance: number };

/** All that the log and the books say of one person's period; `before` = the period of the same length before it. */
export type BillFacts = {
  sums: BillSums;
  before: BillSums | null;
  coins: CoinFacts;
  earned: EarnedFact[];
  reading: number;
  strongest: SkillFact | null;
  next: SkillFact | null;
};

/** The one honour at the top, why, and by which version of its rule. `name` and `why` null = an honour of the bill itself. */
export type BillHonour = {
  id: BillHonourId;
  name: LocalText | null;
  why: LocalText | null;
  icon: string;
  n: number;
  of: number;
  rule: number;
};
export const BILL_HONOURS = [
  'medal',
  'title',
  'badge',
  'league',
  'mender',
  'explorer',
  'friend',
  'steady',
  'marksman',
  'bookworm',
  'sailor',
] as const;
export type BillHonourId = (typeof BILL_HONOURS)[number];
export type Compared = {
  line: 'repaired' | 'correct' | 'answers' | 'helped' | 'days' | 'minutes';
  now: number;
  before: number;
};
/** `percentile` = share in percent of the other learners with no more points than me; `n` = learners compared. */
export type BillRank = { percentile: number; n: number };

/** A bill as it is frozen: everything that is shown, with its texts in both languages, and no name of anybody. */
export type BillDoc = {
  v: 1;
  rules: number;
  kind: BillKind;
  ref: string;
  from: number;
  to: number;
  sums: BillSums;
  coins: CoinFacts;
  earned: { titles: LocalText[]; badges: LocalText[]; medals: number };
  reading: number;
  strongest: SkillFact | null;
  next: SkillFact | null;
  honour: BillHonour | null;
  compared: Compared | null;
  rank: BillRank | null;
  remark: Pick<Remark, 'id' | 'zh' | 'en' | 'tone'>;
  story?: Story;
};

/** Growth from the first ten answers to now, as chances at an average question; null before there were ten. */
export type Growth = {
  from: { p: number; low: number; high: number };
  to: { p: number; low: number; high: number };
  n: number;
};
/** What the log tells of a year beside the bill. `partner` is an id: whoever reads it says the name. */
export type StoryFacts = {
  growth: Growth | null;
  hardest: { question: string; stem: LocalText; tries: number } | null;
  partner: { person: string; given: number; got: number } | null;
  rarest: { kind: 'title' | 'badge'; ref: string; tier: number; holders: number; of: number } | null;
  island: { quest: string; island: string; name: LocalText; order: number; day: number } | null;
};
/** The eight cards of a year; days and answers stand in the sums. */
export type Story = Omit<StoryFacts, 'rarest'> & {
  rarest: { name: LocalText; icon: string; tier: number; holders: number; of: number } | null;
  wish: Pick<Remark, 'id' | 'zh' | 'en' | 'tone'>;
};

const minutesOf = (sums: BillSums): number => Math.round(sums.activeMs / 60_000);

/** One comparison with oneself: the first of these that has grown, else how many were answered; null without a before. */
export const comparedOf = (sums: BillSums, before: BillSums | null): Compared | null => {
  if (!before || before.days === 0 || sums.days === 0) return null;
  const pairs: Compared[] = [
    { line: 'repaired', now: sums.repaired, before: before.repaired },
    { line: 'correct', now: sums.correct, before: before.correct },
    { line: 'answers', now: sums.answers, before: before.answers },
    { line: 'helped', now: sums.helped, before: before.helped },
    { line: 'days', now: sums.days, before: before.days },
    { line: 'minutes', now: minutesOf(sums), before: minutesOf(before) },
  ];
  return pairs.find((p) => p.now > p.before) ?? pairs[2] ?? null;
};

const LEAST_PERCENTILE = 50;
const LEAST_PEERS = 10;
/** Where I stand in the company, told only in the upper half and among ten or more; `above` = share with more points. */
export const rankOf = (above: number, n: number): BillRank | null => {
  if (n < LEAST_PEERS) return null;
  const percentile = Math.floor((100 * (n - 1 - Math.round(above * n))) / (n - 1));
  return percentile < LEAST_PERCENTILE ? null : { percentile, n };
};

/** Nothing was done and nothing came in. */
export const isZero = ({ sums, coins, reading }: Pick<BillFacts, 'sums' | 'coins' | 'reading'>): boolean =>
  sums.days === 0 && sums.repaired === 0 && sums.helped === 0 && coins.in + coins.out === 0 && reading === 0;

/** Days of a period, both counted (YYYYMMDD), and its instants: from `begin` to before `end` (ms). */
export type Period = { kind: BillKind; ref: string; from: number; to: number; begin: number; end: number };

/** Play days begin at 04:00 by the company's clock. */
export const periodOf = (
  kind: BillKind,
  ref: string,
  days: { from: number; to: number },
  zone: string,
): Period => {
  const calendar = ownCalendar(zone, days.from);
  return {
    kind,
    ref,
    ...days,
    begin: beginOf(calendar, days.from),
    end: beginOf(calendar, addDays(days.to, 1)),
  };
};
/** The week of a play day, Monday to Sunday. */
export const weekPeriod = (day: number, zone: string): Period => {
  const from = weekOf(day);
  return periodOf('week', String(from), { from, to: addDays(from, 6) }, zone);
};
export const yearPeriod = (year: number, zone: string): Period =>
  periodOf('year', String(year), { from: year * 10_000 + 101, to: year * 10_000 + 1231 }, zone);

/** From the first day of a quest to the day of its medal; `ref` = the quest. */
export const graduationPeriod = (
  one: { quest: string; startDay: number; medalAt: number },
  zone: string,
): Period => {
  const to = playDay(one.medalAt, zone);
  return periodOf('graduation', one.quest, { from: Math.min(one.startDay, to), to }, zone);
};

/** A week is written on Monday at 04:30: half an hour for what is still on its way. */
export const WRITTEN_AFTER_MS = 30 * 60_000;
/** From 1 December the year can be looked at before it is over. */
export const isPreviewTime = (today: number): boolean => Math.floor(today / 100) % 100 === 12;
