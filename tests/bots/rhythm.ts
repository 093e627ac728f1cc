import { dice } from '../../server/domain/random.ts';
import { lognormal } from './mind.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** steady = plays on; pauses = stays away for a day; drops out; absent = has an account and never starts. */
export type Course = 'steady' | 'pauses' | 'drops-out' | 'absent';
export type Device = 'phone' | 'desktop' | 'tablet';
/** One sitting: when it begins (ms UTC), how long it is meant to be, on what, the number of its day from 0. */
export type Sitting = { at: number; ms: number; device: Device; day: number };
export type Rhythm = { course: Course; from: number; sittings: Sitting[] };

export const USER_AGENTS: Record<Device, string> = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.60 Safari/604.1',
  desktop: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36',
  tablet: 'Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Safari/604.1',
};

/** Parts of a company day by the wall clock: share of the sittings, first and last minute of their begin. */
const HOURS: { share: number; from: number; to: number }[] = [
  { share: 0.36, from: 12 * HOUR, to: 12.75 * HOUR },
  { share: 0.5, from: 18 * HOUR, to: 21.6 * HOUR },
  { share: 0.07, from: 8.4 * HOUR, to: 9.2 * HOUR },
  { share: 0.04, from: 15 * HOUR, to: 16.5 * HOUR },
  // Past midnight, and still the same play day.
  { share: 0.03, from: 24.1 * HOUR, to: 25.6 * HOUR },
];
/** Thirteen sittings in a week of five weekdays and two days at home. */
const A_DAY = { weekday: 2.2, weekend: 1 };
/** A company's quiz: everybody at lunch and once more in the evening. */
const QUIZ_HOURS = [12.05 * HOUR, 19.05 * HOUR];
const APART = 50 * MINUTE;
const SITTING_MS = 12 * MINUTE;

const weighted = <T extends { share: number }>(list: readonly T[], random: () => number): T => {
  let left = random() * list.reduce((n, x) => n + x.share, 0);
  const found = list.find((x) => {
    left -= x.share;
    return left <= 0;
  });
  return found ?? (list[0] as T);
};

const deviceOf = (random: () => number, likes: Device): Device =>
  random() < 0.75 ? likes : anyDevice(random);
const anyDevice = (random: () => number): Device => {
  const x = random();
  return x < 0.55 ? 'phone' : x < 0.95 ? 'desktop' : 'tablet';
};

/** Begins on one day, in order and far enough apart. `midnight` = 00:00 of the day by the company's clock. */
const beginsOn = (random: () => number, midnight: number, n: number): number[] => {
  const begins: number[] = [];
  for (let tries = 0; begins.length < n && tries < 40; tries++) {
    const { from, to } = weighted(HOURS, random);
    const at = midnight + from + random() * (to - from);
    if (begins.every((b) => Math.abs(b - at) > APART)) begins.push(Math.round(at));
  }
  return begins.sort((a, b) => a - b);
};

const courseOf = (random: () => number, place: number, of: number): Course => {
  if (of >= 5 && place === of - 1) return 'absent';
  const x = random();
  if (of >= 10 && x < 0.04) return 'drops-out';
  return x < 0.14 ? 'pauses' : 'steady';
};

const countOf = (random: () => number, mean: number): number => {
  const whole = Math.floor(mean);
  return whole + (random() < mean - whole ? 1 : 0);
};

export type Plan = {
  seed: number;
  place: number;
  of: number;
  days: number;
  /** 00:00 of the first day by the company's clock, ms UTC; the weekday of it, 1 = Monday. */
  midnight: number;
  weekday: number;
  /** Median of a sitting. */
  sittingMs?: number;
  /** Everybody plays on every day, until so many answers are given. */
  everyDay?: boolean;
};

/** The sittings of one person: mostly at lunch and in the evening, fewer on weekends, some past midnight. */
export const rhythmOf = (plan: Plan): Rhythm => {
  const random = dice(plan.seed ^ 0x51f15e);
  const course = plan.everyDay ? 'steady' : courseOf(random, plan.place, plan.of);
  const likes = anyDevice(random);
  const gap = 1 + Math.floor(random() * Math.max(1, plan.days - 2));
  const sittings: Sitting[] = [];
  for (let day = 0; day < plan.days; day++) {
    const away = (course === 'pauses' && day === gap) || (course === 'drops-out' && day > gap);
    if (course === 'absent' || away) continue;
    if (plan.everyDay) {
      for (const hour of QUIZ_HOURS) {
        const at = Math.round(plan.midnight + day * DAY + hour + random() * 15 * MINUTE);
        sittings.push({ at, ms: 30 * MINUTE, device: deviceOf(random, likes), day });
      }
      continue;
    }
    const weekend = (plan.weekday - 1 + day) % 7 >= 5;
    const mean = weekend ? A_DAY.weekend : A_DAY.weekday;
    const least = !weekend && day < 2 ? 1 : 0;
    const n = Math.max(least, countOf(random, mean) + (random() < 0.15 ? 1 : 0) - (random() < 0.15 ? 1 : 0));
    for (const at of beginsOn(random, plan.midnight + day * DAY, n))
      sittings.push({
        at,
        ms: lognormal(random, plan.sittingMs ?? SITTING_MS, 0.35),
        device: deviceOf(random, likes),
        day,
      });
  }
  return { course, from: sittings[0]?.at ?? plan.midnight + 12.2 * HOUR, sittings };
};
