import { randomUUID } from 'node:crypto';
import { dice } from '../../server/domain/random.ts';
import { addDays } from '../../server/domain/time.ts';
import { type Account, type Book, newBook, readAccount } from './book.ts';
import { openSocialLife, tendDesk } from './desk.ts';
import { fateOf } from './kindness.ts';
import { type Life, newLife } from './life.ts';
import { type Line, newCount } from './line.ts';
import { nameOf } from './names.ts';
import { lookAtWork } from './people-stations.ts';
import { rhythmOf } from './rhythm.ts';
import { newTimeline, type SimClock, type Timeline } from './timeline.ts';
import { type Deeds, newTrainer, type Trainer } from './trainer.ts';
import { newAgent } from './wire.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of ten learners seven have an account with a password, the others stay guests on one device. */
const ACCOUNTS = 0.7;

export type CampaignOptions = {
  /** Where the server is: its address, the company's join code, an invite for the trainer, its clock. */
  harbour: { url: string; code: string; trainer: string; clock: SimClock; attend: () => Promise<void> };
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
  /** Share of the sittings in which one looks after colleagues and coins; absent = all. */
  sociable?: number;
  /** Called when a play day is over, with how many there were and the wall time so far in ms. */
  tellDay?: (day: number, lives: readonly Life[], wallMs: number) => void;
};
export type Campaign = {
  lives: Life[];
  count: Line['count'];
  deeds: Deeds;
  book: Book;
  /** The whole statement of everybody, the trainer's too. */
  accounts: Account[];
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

/** `midnight` = 00:00 of the first day by the company's clock. */
type Shared = { midnight: number; count: Line['count']; book: Book };
const livesOf = (o: CampaignOptions, { midnight, count, book }: Shared): Life[] => {
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
      book,
      sociable: o.sociable ?? 1,
      zeal: o.zeal ?? 1,
      headStart: o.headStart ?? 0,
      ...(dice(own ^ 0xacc)() < ACCOUNTS ? { account } : {}),
      ...(answersPerDay === undefined ? {} : { quota: answersPerDay }),
    });
  });
};

/** When everything is over, everybody looks once more at what was marked and answered meanwhile, and at the statement. */
const lastLook = async (life: Life, book: Book): Promise<Account> => {
  const { journal } = life;
  const line = life.line();
  const hand = { journal, command: line.call };
  for (const [station, state] of journal.works) if (state === 'open') await lookAtWork(hand, station);
  const person = life.me()?.person.id ?? '';
  for (const ask of life.asks()) book.ended(person, await fateOf(line, ask));
  return readAccount(line, person);
};

/** From hour to hour of the days the server's own jobs do what is due. */
const JOB_HOURS = { from: 8, to: 26 };
const addJobs = (timeline: Timeline, { harbour, days }: CampaignOptions, midnight: number): void => {
  for (let day = 0; day < days; day++)
    for (let hour = JOB_HOURS.from; hour <= JOB_HOURS.to; hour++)
      timeline.add(midnight + day * DAY + hour * HOUR, 'the jobs', async (time) => {
        await time.meet('jobs');
        await harbour.attend();
      });
};

/** Lets a trainer come; gives who it was, once the timeline has run. */
const addTrainer = (timeline: Timeline, o: CampaignOptions, { midnight, count, book }: Shared) => {
  const { harbour, days, startDay, zone } = o;
  let trainer: Trainer | undefined;
  timeline.add(midnight + 7 * HOUR, 'trainer', async (time) => {
    const login = `trainer-${randomUUID().slice(0, 8)}`;
    const one = newTrainer({ url: harbour.url, code: harbour.trainer, login, count }, time);
    trainer = one;
    await one.join();
    await openSocialLife(one.line);
    const cohort = await one.openCohort('onboarding', startDay, zone);
    await one.work(cohort.id, midnight, days, time.until, () => tendDesk(one.line, book, one.deeds));
  });
  return (): Trainer => {
    if (!trainer) throw new Error('the trainer never came');
    return trainer;
  };
};

/** A cohort's days from the first join to the last marks, on the timeline; the server's clock is moved by it. */
export const runCampaign = async (o: CampaignOptions): Promise<Campaign> => {
  const { harbour, days } = o;
  const midnight = midnightOf(o.startDay, o.zone);
  const end = midnight + days * DAY + 5 * HOUR;
  harbour.clock.set(midnight + 7 * HOUR);
  const timeline = newTimeline(harbour.clock, {
    windowMs: o.windowMs ?? (o.answersPerDay === undefined ? 5_000 : 8_000),
  });
  const shared = { midnight, count: newCount(), book: newBook() };
  const accounts: Account[] = [];
  const lives = livesOf(o, shared);
  const trainerOf = addTrainer(timeline, o, shared);
  addJobs(timeline, o, midnight);
  for (const life of lives) timeline.add(life.rhythm.from - 1000, life.name, life.live);
  const began = performance.now();
  for (let day = 1; day <= days; day++)
    timeline.add(midnight + day * DAY + 4 * HOUR, 'the teller', async () =>
      o.tellDay?.(day, lives, performance.now() - began),
    );
  await timeline.run();
  harbour.clock.set(Math.max(end, harbour.clock.now()));
  await harbour.attend();
  for (const life of lives)
    timeline.add(end, life.name, async () => {
      if (life.me()) accounts.push(await lastLook(life, shared.book));
    });
  await timeline.run();
  const { line, deeds } = trainerOf();
  accounts.push(await readAccount(line, (await line.call('GET /api/me', {})).person.id));
  const wallMs = performance.now() - began;
  const { count, book } = shared;
  return { lives, count, deeds, book, accounts, wallMs, windows: timeline.windows() };
};
