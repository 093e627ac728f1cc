import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { ClientEvent } from '../../server/domain/api.ts';
import { FLAGS } from '../../server/domain/events/flags.ts';
import { DEVICES, type NewEvent, type Verb } from '../../server/domain/events/index.ts';
import type { Role } from '../../server/domain/person.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { ingest } from '../../server/store/event.ts';
import { tellLate } from '../../server/store/offline-pack.ts';
import { rebuildRollups } from '../../server/store/rollup.ts';
import { diceOf } from '../bench/table.ts';
import type { TestStore } from '../helpers/database.ts';
import { newCompany, newEditor } from '../store/bank-people.ts';
import { type GOLDEN_BANKS, type GoldenQuestion, writeGoldenBanks } from './golden-banks.ts';

export { GOLDEN_BANKS, type GoldenQuestion } from './golden-banks.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday 2026-10-26, 00:00 in Shanghai (UTC+8, no summer time); the log runs 28 days from it. */
export const GOLDEN_START = Date.UTC(2026, 9, 25, 16);
export const GOLDEN_DAYS = 28;
/** When the figures are asked: Sunday 2026-11-22, 12:00. */
export const GOLDEN_NOW = GOLDEN_START + 27 * DAY + 12 * HOUR;

/** Calendar day YYYYMMDD and hour of an instant in Shanghai, worked out by hand. */
export const dayOf = (at: number): number =>
  Number(new Date(at + 8 * HOUR).toISOString().slice(0, 10).replaceAll('-', ''));
export const hourOf = (at: number): number => new Date(at + 8 * HOUR).getUTCHours();
/** The `n`-th day of the log, 0 = its first. */
export const nthDay = (n: number): number => dayOf(GOLDEN_START + n * DAY);

export type GoldenPerson = {
  actor: Actor;
  role: Role;
  name: string;
  guest: boolean;
  department: string | null;
  post: string | null;
  cohorts: string[];
  quests: string[];
  skill: number;
};
/** One event as it was meant to be counted. `at` = event time; `counted` false = preview, bot or voided. In the order in
 * which events of one instant were stated. */
export type GoldenEvent = {
  person: string;
  verb: Verb;
  at: number;
  device: number;
  late: boolean;
  counted: boolean;
  obj: string | undefined;
  ctx: string | undefined;
  ok: boolean | undefined;
  score: number | undefined;
  ms: number | undefined;
  again: boolean;
  choice: number | undefined;
};
export type Golden = {
  org: string;
  zone: string;
  trainer: Actor;
  /** north and pier lie in ops; tiny has three people. */
  departments: Record<'ops' | 'north' | 'pier' | 'sales' | 'tiny', string>;
  cohorts: Record<'first' | 'second', string>;
  quests: Record<'sail' | 'dive', string>;
  banks: Record<(typeof GOLDEN_BANKS)[number], string>;
  questions: GoldenQuestion[];
  people: GoldenPerson[];
  events: GoldenEvent[];
};

type Said = Pick<GoldenEvent, 'person' | 'at'> & Partial<GoldenEvent>;
type Making = Golden & { store: TestStore; dice: () => number };

const POSTS = ['水手', '客服', '厨师', null];
const PLACES = ['north', 'pier', 'sales', 'ops', 'north', 'sales'] as const;
const personOf = (g: Making, actor: Actor, n: number, role: Role): GoldenPerson => {
  const place = n >= 42 && n < 45 ? 'tiny' : (PLACES[n % PLACES.length] ?? 'ops');
  return {
    actor,
    role,
    name: `学员${n}`,
    guest: n % 11 === 10,
    department: n % 13 === 12 ? null : g.departments[place],
    post: POSTS[n % POSTS.length] ?? null,
    cohorts: n % 3 === 0 ? [g.cohorts.first] : n % 3 === 1 ? [g.cohorts.second] : [],
    quests: [...(n % 3 === 2 ? [] : [g.quests.sail]), ...(n % 5 === 0 ? [g.quests.dive] : [])],
    skill: 0.35 + 0.5 * g.dice(),
  };
};

const LEARNERS = 48;
const writePeople = async (g: Making): Promise<void> => {
  for (let n = 0; n < LEARNERS + 2; n++) {
    const role = n < LEARNERS ? 'learner' : n === LEARNERS ? 'trainer' : 'manager';
    const { person, zone } = await newEditor(g.store.ctx, g.org, { role, name: `学员${n}` });
    g.people.push(personOf(g, { org: g.org, person, zone }, n, role));
  }
  await commit(g.store.ctx, async ({ db, now }) => {
    for (const p of g.people) {
      const { person } = p.actor;
      const guest = p.guest ? 1 : 0;
      await db
        .updateTable('person')
        .set({ guest, department: p.department })
        .where('id', '=', person)
        .execute();
      await db.updateTable('identity').set({ post: p.post }).where('person', '=', person).execute();
      for (const cohort of p.cohorts)
        await db
          .insertInto('cohort_member')
          .values({ cohort, person, joinedAt: now, extensions: '[]' })
          .execute();
      for (const quest of p.quests)
        await db
          .insertInto('enrolment')
          .values({ person, quest, startedAt: GOLDEN_START, startDay: nthDay(0), version: 1 })
          .execute();
    }
  });
};

const writePlaces = (g: Making): Promise<void> =>
  commit(g.store.ctx, async ({ db }) => {
    const { org, departments: d, zone } = g;
    const parents = { [d.north]: d.ops, [d.pier]: d.ops };
    for (const [name, id] of Object.entries(d))
      await db
        .insertInto('department')
        .values({ id, org, parent: parents[id] ?? null, name })
        .execute();
    for (const [name, id] of Object.entries(g.quests)) {
      const definition = JSON.stringify({ id, name: { zh: name, en: name } });
      const row = { id, org, version: 1, hash: name, definition, createdAt: GOLDEN_START, createdBy: null };
      await db.insertInto('quest').values(row).execute();
    }
    for (const [name, id] of Object.entries(g.cohorts)) {
      const row = { id, org, quest: g.quests.sail, name, startDay: nthDay(0), zone, rest: '{}' };
      await db
        .insertInto('cohort')
        .values({ ...row, open: 0, createdBy: null, createdAt: GOLDEN_START, archivedAt: null })
        .execute();
    }
  });

const note = (g: Making, verb: Verb, said: Said): void => {
  g.events.push({
    ...{ device: 0, late: false, counted: true, again: false },
    ...{ obj: undefined, ctx: undefined, ok: undefined, score: undefined, ms: undefined, choice: undefined },
    ...said,
    verb,
  });
};

type Sitting = { p: GoldenPerson; session: string; device: number; at: number; preview: boolean };
const actorIn = ({ p, session, preview }: Sitting): Actor => ({
  ...p.actor,
  session,
  ...(preview ? { preview: true as const } : {}),
});
/** States facts at one instant and notes them. */
export const stateGolden = async (g: Making, s: Sitting, facts: NewEvent[]): Promise<void> => {
  await commit({ db: g.store.db, now: () => s.at }, async (tx) => {
    for (const fact of facts) tx.emit(actorIn(s), fact);
  });
  for (const f of facts) noteFact(g, s, f, {});
};
const noteFact = (g: Making, s: Sitting, f: NewEvent, more: Partial<GoldenEvent>): void => {
  const { obj, ctx, ok, score, ms } = f;
  const answered = f.verb === 'question.answered';
  note(g, f.verb, {
    ...{ person: s.p.actor.person, at: s.at, device: s.device, counted: !s.preview },
    ...{ obj, ctx, ok, score, ms },
    again: answered && f.data.again === true,
    choice: answered ? Number(f.data.choices[0]) : undefined,
    ...more,
  });
};

/** An answer to a question: right, wrong, or (multiple) half right. */
const answerTo = (g: Making, s: Sitting, q: GoldenQuestion, attempt: string, again: boolean): NewEvent => {
  const day = (s.at - GOLDEN_START) / DAY;
  const right = g.dice() < s.p.skill + 0.008 * day - q.hard + (again ? 0.2 : 0);
  const choice = right ? q.key : (q.key + (g.dice() < 0.65 ? 1 : 2)) % 4;
  const score = right ? 1 : q.type === 'multiple' && g.dice() < 0.5 ? 0.5 : q.thirds ? 1 / 3 : 0;
  const ms = 2_000 + Math.floor(g.dice() * 30_000);
  return {
    verb: 'question.answered',
    ...{ obj: q.id, objVer: 1, ctx: attempt, ok: right, score, ms },
    data: {
      ...{ mode: 'practice', choices: [choice], first: false, presentedAt: s.at - ms },
      ...{ rtSrvMs: ms, changes: 0, hints: 0, ...(again ? { again: true } : {}) },
    },
  };
};

const spansOf = (g: Making, from: number, n: number): ClientEvent[] =>
  Array.from({ length: n }, (_, i) => ({
    ...{ id: uuidv7(), verb: 'activity.span', at: from + i * 60_000, n: i },
    ...{
      obj: 'island',
      data: { scope: 'island', activeMs: 10_000 + Math.floor(g.dice() * 50_000), blurN: 0 },
    },
  }));
const reportSpans = async (g: Making, s: Sitting, spans: ClientEvent[], twice: boolean): Promise<void> => {
  const receivedAt = s.at;
  for (let i = 0; i < (twice ? 2 : 1); i++)
    await ingest({ db: g.store.db, now: () => receivedAt }, actorIn(s), spans, receivedAt, receivedAt);
  for (const { at, data } of spans)
    note(g, 'activity.span', {
      ...{ person: s.p.actor.person, at, device: s.device, obj: 'island', counted: !s.preview },
      ...{ ms: Number(data.activeMs), late: receivedAt - at > 7 * DAY },
    });
};

/** A missed question may be asked again at once, in the same attempt. */
const practise = async (g: Making, s: Sitting, n: number): Promise<void> => {
  const attempt = randomUUID();
  for (let i = 0; i < n; i++) {
    const q = g.questions[Math.floor(g.dice() ** 1.5 * g.questions.length)];
    if (!q) continue;
    s.at += 40_000;
    const fact = answerTo(g, s, q, attempt, false);
    await stateGolden(g, s, fact.ok || g.dice() < 0.6 ? [fact] : [fact, answerTo(g, s, q, attempt, true)]);
  }
};

/** One visit: a session on some device, some questions, some time; the batch of spans sometimes comes twice. */
const visit = async (g: Making, p: GoldenPerson, from: number, preview: boolean): Promise<void> => {
  const device = 1 + Math.floor(g.dice() * 4);
  const s: Sitting = { p, session: randomUUID(), device, at: from, preview };
  await stateGolden(g, s, [
    { verb: 'session.started', data: { device: DEVICES[device] ?? 'phone', entry: 'login' } },
  ]);
  await practise(g, s, 2 + Math.floor(g.dice() * 5));
  s.at += 60_000;
  const start = g.dice() < 0.06 ? s.at - 7 * DAY - 240_000 : from + 1_000;
  await reportSpans(g, s, spansOf(g, start, 1 + Math.floor(g.dice() * 3)), g.dice() < 0.3);
};

/** What was answered without a network comes in days later at its own time. */
const offline = async (g: Making, p: GoldenPerson, at: number, receivedAt: number): Promise<void> => {
  const s: Sitting = { p, session: randomUUID(), device: 0, at, preview: false };
  const attempt = randomUUID();
  const facts = g.questions.filter((_, i) => i % 7 === 3).map((q) => answerTo(g, s, q, attempt, false));
  const timing = { offset: 0, earliest: 0, receivedAt };
  await commit({ db: g.store.db, now: () => receivedAt }, async (tx) => {
    for (const fact of facts) tellLate(tx, actorIn(s), fact, at, timing);
  });
  for (const fact of facts) noteFact(g, s, fact, { late: receivedAt - at > 7 * DAY });
};

/** Nobody states these flags: an operator marks rows, and makes the rollups anew. */
const markDay = async (g: Making, p: GoldenPerson, day: number, flag: 'bot' | 'voided'): Promise<void> => {
  const { person } = p.actor;
  await commit(g.store.ctx, async ({ db }) => {
    const symbol = await db.selectFrom('symbol').select('id').where('text', '=', person).executeTakeFirst();
    await db
      .updateTable('event')
      .set((eb) => ({ flags: eb('flags', '+', FLAGS[flag]) }))
      .where('actor', '=', symbol?.id ?? 0)
      .where('day', '=', day)
      .where('flags', '<', FLAGS.bot)
      .execute();
    await rebuildRollups(db);
  });
  for (const e of g.events) if (e.person === person && dayOf(e.at) === day && !e.again) e.counted = false;
};

/** Every learner comes on some days; the days of a person are written in no order. */
const play = async (g: Making): Promise<void> => {
  for (const [n, p] of g.people.entries()) {
    if (n % 16 === 15) continue;
    const visits = Array.from({ length: 4 + Math.floor(g.dice() * 4) }, () => {
      const day = Math.min(GOLDEN_DAYS - 1, Math.floor(g.dice() * (GOLDEN_DAYS + 2)));
      const hour = day === GOLDEN_DAYS - 1 ? 1 + g.dice() * 9 : 0.5 + g.dice() * 22;
      return GOLDEN_START + day * DAY + Math.floor(hour * HOUR);
    });
    for (const from of visits) await visit(g, p, from, g.dice() < 0.05);
    if (n % 9 === 2) await offline(g, p, GOLDEN_START + 9 * DAY + n * HOUR, GOLDEN_START + 12 * DAY);
    if (n % 9 === 5) await offline(g, p, GOLDEN_START + 3 * DAY + n * HOUR, GOLDEN_START + 20 * DAY);
    if (n === 20 || n === 30)
      await markDay(g, p, dayOf(visits[0] ?? GOLDEN_START), n === 20 ? 'bot' : 'voided');
  }
};

/** A seeded company, its whole log written through the store; `events` is what an honest bookkeeper wrote down beside it. */
export const writeGolden = async (store: TestStore, seed = 20261122): Promise<Golden> => {
  store.clock.set(GOLDEN_START);
  const org = await newCompany(store.ctx);
  const trainer = await newEditor(store.ctx, org);
  const id = () => randomUUID();
  const g: Making = {
    ...{ store, dice: diceOf(seed), org, zone: 'Asia/Shanghai', trainer },
    departments: { ops: id(), north: id(), pier: id(), sales: id(), tiny: id() },
    cohorts: { first: id(), second: id() },
    quests: { sail: id(), dive: id() },
    ...(await writeGoldenBanks(store.ctx, trainer)),
    people: [],
    events: [],
  };
  await writePlaces(g);
  await writePeople(g);
  await play(g);
  store.clock.set(GOLDEN_NOW);
  return g;
};
