import { addDays, localDayHour } from './time.ts';

const QUARTER = 15 * 60_000;
/** No zone is further east of Greenwich than this. */
const EAST_MS = 15 * 3_600_000;

/** The day (YYYYMMDD) that the log and its rollups count an instant for: midnight to midnight by the clock of the zone. */
export const logDay = (at: number, zone: string): number => localDayHour(at, zone).day;

/** The first instant of a day of the log, ms UTC. */
export const logDayBegin = (day: number, zone: string): number => {
  const midnight = Date.UTC(Math.floor(day / 10000), (Math.floor(day / 100) % 100) - 1, day % 100);
  let at = midnight - EAST_MS;
  while (logDay(at, zone) < day) at += QUARTER;
  return at;
};

/** The first instant after a day of the log, ms UTC. */
export const logDayEnd = (day: number, zone: string): number => logDayBegin(addDays(day, 1), zone);
