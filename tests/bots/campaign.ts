import { randomUUID } from 'node:crypto';
import { dice } from '../../server/domain/random.ts';
import { addDays } from '../../server/domain/time.ts';
import { type Life, newLife } from './life.ts';
import { type Line, newCount } from './line.ts';
import { nameOf } from './names.ts';
import { lookAtWork } from './people-stations.ts';
import { rhythmOf } from './rhythm.ts';
import { newTimeline, type SimClock } from './timeline.ts';
import { type Deeds, newTrainer } from './trainer.ts';
import { newAgent } from './wire.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of ten learners seven have an account with a password, the others stay guests on one device. */
const ACCOUNTS = 0.7;

export type CampaignOptions = {
  /** Where the server is: its address, the company's join code, an invite for the trainer, its clock. */
  harbour: { url: string; code: string; trainer: string; clock: SimClock };
  players: number;
  days: number;
  seed: number;
  answersPerDay?: number;
  /** First day, YYYYMMDD, by the company's calendar. */
  startDay: number;
  zone: string;
  /** Learners sit in the live lobby. */
  live?: boolean;
  windowMs?: number;
  /** Median of a sitting; absent = as people do. */
  sittingMs?: number;
  /** How often learners practise beside the path; 1 = as people do. */
  zeal?: number;
  /** What all of them know from the start, in logits. */
  headStart?: number;
  /** Called when a play day is over, with how many there were and the wall time so far in ms. */
  tellDay?: (day: number, lives: readonly Life[], wallMs: number) => void;
};
export type Campaign = {
  lives: Life[];
  count: Line['count'];
  deeds: Deeds;
  wallMs: number;
  windows: number;
};

/** 00:00 of a day by the wall clock of a zone, ms UTC. */
export const midnightOf = (day: number, zone: string): number => {
  const utc = Date.UTC(Math.floor(day / 10000), (Math.floor(day / 100) % 100) - 1, day % 100);
  const text = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(utc)
    .find((p) => p.type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(text ?? '') ?? [];
  return utc - (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60_000);
};
/** 1 = Monday ... 7 = Sunday. */
const weekdayOf = (day: number): number => {
  const utc = Date.UTC(Math.floor(day / 10000), (Math.floor(day / 100) % 100) - 1, day % 100);
  return new Date(utc).getUTCDay() || 7;
};
/** The latest Monday from which so many days are over by `now`. */
export const lastMonday = (now: number, days: number, zone: string): number => {
  const today = Number(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now).replaceAll('-', ''));
  const latest = addDays(today, -days);
  return addDays(latest, 1 - weekdayOf(latest));
};

const livesOf = (o: CampaignOptions, midnight: number, count: Line['count']): Life[] => {
  const { harbour, players, days, seed, answersPerDay, live = true } = o;
  const agent = newAgent();
  const run = randomUUID().slice(0, 8);
  return Array.from({ length: players }, (_, place) => {
    const own = (seed * 7919 + place * 104_729) >>> 0;
    const at = { seed: own, place, of: players, days, midnight, weekday: weekdayOf(o.startDay) };
    const plan = { ...at, ...(o.sittingMs === undefined ? {} : { sittingMs: o.sittingMs }) };
    const rhythm = rhythmOf({ ...plan, everyDay: answersPerDay !== undefined });
    const account = { login: `${run}-${place + 1}`, password: `tide-${run}-${place}` };
    return newLife({
      url: harbour.url,
      code: harbour.code,
      agent,
      count,
      name: nameOf(place),
      seed: own,
      rhythm,
      live,
      zeal: o.zeal ?? 1,
      headStart: o.headStart ?? 0,
      ...(dice(own ^ 0xacc)() < ACCOUNTS ? { account } : {}),
      ...(answersPerDay === undefined ? {} : { quota: answersPerDay }),
    });
  });
};

/** When everything is over, everybody looks once more at what was marked meanwhile. */
const lastLook = async (life: Life): Promise<void> => {
  const { journal } = life;
  const line = life.line();
  const hand = { journal, command: line.call };
  for (const [station, state] of journal.works) if (state === 'open') await lookAtWork(hand, station);
};

/** A cohort's days from the first join to the last marks, on the timeline; the server's clock is moved by it. */
export const runCampaign = async (o: CampaignOptions): Promise<Campaign> => {
  const { harbour, days, startDay, zone } = o;
  const midnight = midnightOf(startDay, zone);
  harbour.clock.set(midnight + 7 * HOUR);
  const timeline = newTimeline(harbour.clock, {
    windowMs: o.windowMs ?? (o.answersPerDay === undefined ? 5_000 : 8_000),
  });
  const count = newCount();
  const lives = livesOf(o, midnight, count);
  let deeds: Deeds | undefined;
  timeline.add(midnight + 7 * HOUR, 'trainer', async (time) => {
    const login = `trainer-${randomUUID().slice(0, 8)}`;
    const trainer = newTrainer({ url: harbour.url, code: harbour.trainer, login, count }, time);
    deeds = trainer.deeds;
    await trainer.join();
    const cohort = await trainer.openCohort('onboarding', startDay, zone);
    await trainer.work(cohort.id, midnight, days, time.until);
  });
  for (const life of lives) timeline.add(life.rhythm.from - 1000, life.name, life.live);
  const began = performance.now();
  for (let day = 1; day <= days; day++)
    timeline.add(midnight + day * DAY + 4 * HOUR, 'the teller', async () =>
      o.tellDay?.(day, lives, performance.now() - began),
    );
  await timeline.run();
  for (const life of lives)
    timeline.add(midnight + days * DAY + 5 * HOUR, life.name, async () =>
      life.me() ? lastLook(life) : undefined,
    );
  await timeline.run();
  const wallMs = performance.now() - began;
  if (!deeds) throw new Error('the trainer never came');
  return { lives, count, deeds, wallMs, windows: timeline.windows() };
};
