const HOUR = 3_600_000;
/** A late night still belongs to the day before: an organisation day begins at 04:00 local time. */
export const DAY_BEGINS_HOUR = 4;

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(zone, made);
  return made;
};

export type DayHour = { readonly day: number; readonly hour: number };
const readDayHour = (at: number, zone: string): DayHour => {
  const part: Record<string, string> = {};
  for (const p of formatterOf(zone).formatToParts(at)) part[p.type] = p.value;
  return { day: Number(`${part.year}${part.month}${part.day}`), hour: Number(part.hour) };
};

/** Every zone's offset is a whole number of quarters of an hour, so a quarter has one local day and hour. */
const QUARTER = HOUR / 4;
const MOST_QUARTERS = 5_000;
const quartersOf = new Map<string, Map<number, DayHour>>();

/** Calendar day (YYYYMMDD) and hour (0..23) of an instant in a zone; remembered by quarter of an hour. */
export const localDayHour = (at: number, zone: string): DayHour => {
  const quarters = quartersOf.get(zone) ?? new Map<number, DayHour>();
  quartersOf.set(zone, quarters);
  const quarter = Math.floor(at / QUARTER);
  const known = quarters.get(quarter);
  if (known) return known;
  if (quarters.size >= MOST_QUARTERS) quarters.clear();
  const found = readDayHour(at, zone);
  quarters.set(quarter, found);
  return found;
};

const toUtc = (day: number): number =>
  Date.UTC(Math.floor(day / 10000), (Math.floor(day / 100) % 100) - 1, day % 100);

/** Whole days from `a` to `b`, both YYYYMMDD. */
export const daysBetween = (a: number, b: number): number => Math.round((toUtc(b) - toUtc(a)) / (24 * HOUR));

/** The day `n` days after `day`, both YYYYMMDD. */
export const addDays = (day: number, n: number): number => {
  const d = new Date(toUtc(day) + n * 24 * HOUR);
  return d.getUTCFullYear() * 10000 + (d.getUTCMonth() + 1) * 100 + d.getUTCDate();
};

/** The organisation day (YYYYMMDD) that play counts for: 04:00 to 04:00 by the wall clock of the organisation's zone,
 * also on the days when clocks change. */
export const playDay = (at: number, zone: string): number => {
  const { day, hour } = localDayHour(at, zone);
  return hour < DAY_BEGINS_HOUR ? addDays(day, -1) : day;
};

/** The instant at which the play day of `at` began, to the quarter of an hour by the clock of the zone. */
export const playDayBegin = (at: number, zone: string): number => {
  const since = (localDayHour(at, zone).hour - DAY_BEGINS_HOUR + 24) % 24;
  const hour = at - (at % QUARTER);
  let begin = hour - since * HOUR;
  while (playDay(begin - QUARTER, zone) === playDay(at, zone)) begin -= QUARTER;
  while (playDay(begin, zone) !== playDay(at, zone)) begin += QUARTER;
  return begin;
};

const MINUTE = 60_000;
/** A zone of the tz database; undefined = that of this device. */
type Zone = string | undefined;
const wallFormatters = new Map<Zone, Intl.DateTimeFormat>();
const wallFormatterOf = (zone: Zone): Intl.DateTimeFormat => {
  const made =
    wallFormatters.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  wallFormatters.set(zone, made);
  return made;
};

/** The minute that the clock of a zone shows, `YYYY-MM-DDTHH:MM`, as a field of date and time takes it. */
export const wallText = (at: number, zone: Zone): string =>
  wallFormatterOf(zone).format(at).replace(' ', 'T');

/** The instant at which the clock of a zone shows this minute; undefined = no time. Of an hour that comes twice the first,
 * of one that is left out the same minute of the next. */
export const atWall = (text: string, zone: Zone): number | undefined => {
  const meant = Date.parse(`${text}Z`);
  if (Number.isNaN(meant)) return undefined;
  const aheadAt = (at: number): number =>
    Date.parse(`${wallText(at, zone)}Z`) - Math.floor(at / MINUTE) * MINUTE;
  const ahead = [meant - 24 * HOUR, meant + 24 * HOUR].map((at) => meant - aheadAt(at));
  const fits = ahead.filter((at) => wallText(at, zone) === wallText(meant, 'UTC'));
  return fits.length > 0 ? Math.min(...fits) : Math.max(...ahead);
};
