import { localDayHour } from '../../../server/domain/time.ts';

const HOUR_MS = 3_600_000;
const isoDay = (day: number): number => {
  const at = new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100));
  return at.getUTCDay() === 0 ? 7 : at.getUTCDay();
};

/** The next instant, ms, that is this weekday (1 Monday to 7) and hour in the zone; at least an hour away. */
export const nextAt = (weekday: number, hour: number, zone: string, now: number): number => {
  const first = Math.ceil((now + HOUR_MS) / HOUR_MS) * HOUR_MS;
  for (let n = 0; n < 8 * 24; n++) {
    const at = first + n * HOUR_MS;
    const local = localDayHour(at, zone);
    if (local.hour === hour && isoDay(local.day) === weekday) return at;
  }
  return first;
};
