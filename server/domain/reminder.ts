import { z } from 'zod';
import { SEGMENTS } from './segment.ts';
import type { Lang } from './text.ts';
import { localDayHour } from './time.ts';

const Hour = z.int().min(0).max(23);
/** Hours of the company's clock in which nothing is sent; equal hours = never quiet. */
export const QuietHours = z.strictObject({ from: Hour, to: Hour });
export type QuietHours = z.output<typeof QuietHours>;

const Line = z.string().trim().min(1).max(300);
/** Whom a rule speaks to. */
export const Audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('segment'), segment: z.enum(SEGMENTS) }),
  /** Has joined and never begun anything. */
  z.strictObject({ kind: z.literal('not-started') }),
  /** Has at least so many questions that are due for review. */
  z.strictObject({ kind: z.literal('due-review'), atLeast: z.int().min(1).max(500) }),
  /** Has begun an assignment, or got one back, and not handed it in. */
  z.strictObject({ kind: z.literal('assignment-open') }),
]);
export type Audience = z.output<typeof Audience>;

export const CHANNELS = ['game', 'push', 'robot'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `text`: {{name}} {{days}} {{count}} {{company}} are filled in. A robot speaks to a group: it names nobody. */
export const ReminderRule = z.strictObject({
  name: z.string().trim().min(1).max(80),
  who: Audience,
  channel: z.enum(CHANNELS),
  robot: z.string().max(64).exactOptional(),
  text: z.strictObject({ zh: Line, en: Line }),
  /** Runs once a day from this hour on. */
  hour: Hour,
  quiet: QuietHours,
  /** Most reminders a person gets in seven days, by whatever rule. */
  perWeek: z.int().min(1).max(7),
});
export type ReminderRule = z.output<typeof ReminderRule>;

/** Share of those that a rule would speak to who are left out by chance, to see what it really brings. */
export const HOLD_OUT = 0.1;
/** Coming back counts within this time. */
export const BACK_MS = 48 * 3_600_000;

type Rate = { n: number; rate: number | null; low: number | null; high: number | null };
/** Came back within 48 hours: of those who were reminded, of those left out by chance; `compared` = somebody can be left out. */
export type ReminderEffect = { sent: Rate; held: Rate; compared: boolean };

export const isQuiet = ({ from, to }: QuietHours, at: number, zone: string): boolean => {
  const { hour } = localDayHour(at, zone);
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
};

/** `name` is left out where a whole group is spoken to. */
export type Words = { name?: string; days: number; count: number; company: string };
const EVERYBODY: Record<Lang, string> = { zh: '大家', en: 'everybody' };
const capital = (text: string): string => text.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
/** What a rule says in a language, to a person or (by a robot) to a group; an unknown placeholder stays as it is written. */
export const ruleText = (
  { text }: Pick<ReminderRule, 'text'>,
  lang: Lang,
  { name = EVERYBODY[lang], ...words }: Words,
): string => {
  const all = { name, ...words };
  const said = text[lang].replace(/\{\{\s*(name|days|count|company)\s*\}\}/g, (_, word: keyof typeof all) =>
    String(all[word]),
  );
  return /^\{\{\s*name/.test(text[lang]) && lang === 'en' && name === EVERYBODY.en ? capital(said) : said;
};

/** Below this share of a group a language is not spoken to it. */
const LEAST_SHARE = 0.2;
/** In which languages a group is spoken to: those of at least a fifth of it, the one of most first. */
export const groupLangs = (langs: readonly Lang[]): Lang[] => {
  const counts = Map.groupBy(langs, (lang) => lang);
  const shared = [...counts].filter(([, all]) => all.length >= LEAST_SHARE * langs.length);
  return shared.sort(([a, x], [b, y]) => y.length - x.length || (a > b ? -1 : 1)).map(([lang]) => lang);
};

export type Recent = { today: boolean; week: number };
/** Why this person gets none now; undefined = may get one. */
export const refusalOf = (
  optedOut: boolean,
  recent: Recent,
  perWeek: number,
): 'optedOut' | 'today' | 'week' | undefined => {
  if (optedOut) return 'optedOut';
  if (recent.today) return 'today';
  return recent.week >= perWeek ? 'week' : undefined;
};
