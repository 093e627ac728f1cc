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

/** Calendar day (YYYYMMDD) and hour (0..23) of an instant in a zone. */
export const localDayHour = (at: number, zone: string): { day: number; hour: number } => {
  const part: Record<string, string> = {};
  for (const p of formatterOf(zone).formatToParts(at)) part[p.type] = p.value;
  return { day: Number(`${part.year}${part.month}${part.day}`), hour: Number(part.hour) };
};

/** The organisation day (YYYYMMDD) that play counts for: 04:00 to 04:00 in the organisation's zone. */
export const playDay = (at: number, zone: string): number =>
  localDayHour(at - DAY_BEGINS_HOUR * HOUR, zone).day;

const toUtc = (day: number): number =>
  Date.UTC(Math.floor(day / 10000), (Math.floor(day / 100) % 100) - 1, day % 100);

/** Whole days from `a` to `b`, both YYYYMMDD. */
export const daysBetween = (a: number, b: number): number => Math.round((toUtc(b) - toUtc(a)) / (24 * HOUR));

/** The day `n` days after `day`, both YYYYMMDD. */
export const addDays = (day: number, n: number): number => {
  const d = new Date(toUtc(day) + n * 24 * HOUR);
  return d.getUTCFullYear() * 10000 + (d.getUTCMonth() + 1) * 100 + d.getUTCDate();
};
