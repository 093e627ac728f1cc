import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { catalogue, type Verb } from '../../server/domain/events/index.ts';
import { addDays, localDayHour } from '../../server/domain/time.ts';
import { prepareCompany } from '../../server/jobs/content.ts';
import { liveLine } from '../../server/rooms/line.ts';
import { commit } from '../../server/store/commit.ts';
import { type Database, databaseFile, openDatabase } from '../../server/store/db.ts';
import { rebuildRollups } from '../../server/store/rollup.ts';
import { diceOf } from './table.ts';

export const ZONE = 'Asia/Shanghai';
/** The first day of the first cohort; eight cohorts begin eleven days apart. */
export const FIRST_DAY = 20260824;
const COHORTS = 8;
const APART = 11;
const POSTS = ['工程师', '设计师', '产品经理', '销售', '客户成功', '测试', '财务', '人事', '运营', '行政'];
const DAYS = [0, 1, 2, 3, 4, 5, 6, 13, 20];
const DAY_MS = 86_400_000;

/** Share of each verb in a learner's events, after the budget of analytics.md 1.3. */
const MIX: readonly (readonly [Verb, number])[] = [
  ['question.answered', 700],
  ['card.viewed', 270],
  ['nav.viewed', 120],
  ['explanation.viewed', 110],
  ['activity.span', 100],
  ['coin.credited', 90],
  ['xp.gained', 69],
  ['scene.entered', 60],
  ['media.progressed', 60],
  ['reaction.given', 50],
  ['chat.sent', 45],
  ['npc.talked', 40],
  ['attempt.started', 40],
  ['attempt.submitted', 38],
  ['lesson.completed', 30],
  ['mastery.changed', 30],
  ['question.skipped', 20],
  ['rank.changed', 14],
  ['badge.earned', 10],
  ['exam.decided', 8],
];

/** The company as benches see it. */
export type Company = {
  dataDir: string;
  db: Database;
  org: string;
  departments: string[];
  cohorts: string[];
  people: string[];
  csv: string;
};

type Person = { id: string; actor: number; cohort: number; ability: number };

const enter = async (
  db: Database,
  org: string,
  people: readonly Person[],
  departments: readonly string[],
  cohorts: readonly string[],
): Promise<void> => {
  const quest = await db.read
    .selectFrom('quest')
    .select('id')
    .where('org', '=', org)
    .executeTakeFirstOrThrow();
  await commit({ db, now: Date.now }, async (tx) => {
    for (const [i, id] of cohorts.entries())
      await tx.db
        .insertInto('cohort')
        .values({
          id,
          org,
          quest: quest.id,
          name: `第 ${i + 1} 期`,
          startDay: addDays(FIRST_DAY, i * APART),
          zone: ZONE,
          rest: '{"weekdays":[],"days":[]}',
          open: 0,
          createdBy: null,
          createdAt: tx.now,
          archivedAt: null,
        })
        .execute();
    for (const [i, p] of people.entries()) {
      const startDay = addDays(FIRST_DAY, p.cohort * APART);
      const plain = {
        org,
        role: 'learner',
        guest: 0 as const,
        settings: '{}',
        streak: 0,
        checkinDay: null,
        lastSeenAt: null,
      };
      await tx.db
        .insertInto('person')
        .values({
          id: p.id,
          ...plain,
          department: departments[i % departments.length] ?? null,
          createdAt: tx.now,
        })
        .execute();
      const none = {
        login: null,
        password: null,
        employeeNo: null,
        email: null,
        phone: null,
        joinedOn: null,
        lockedUntil: null,
      };
      await tx.db
        .insertInto('identity')
        .values({
          person: p.id,
          org,
          name: `学员 ${i + 1}`,
          avatar: '',
          failedLogins: 0,
          post: POSTS[i % POSTS.length] ?? null,
          ...none,
        })
        .execute();
      await tx.db
        .insertInto('enrolment')
        .values({
          person: p.id,
          quest: quest.id,
          startedAt: tx.now,
          startDay,
          completedAt: i % 3 === 0 ? tx.now : null,
          graduatedAt: null,
          medalAt: null,
        })
        .execute();
      await tx.db
        .insertInto('cohort_member')
        .values({ cohort: cohorts[p.cohort] ?? '', person: p.id, joinedAt: tx.now, extensions: '[]' })
        .execute();
    }
  });
};

/** Writes the events of everybody in the order of time, into SQLite and as lines for DuckDB. */
const fill = (
  file: string,
  csv: string,
  org: string,
  people: readonly Person[],
  each: number,
  questions: readonly string[],
): void => {
  const raw = new Sqlite(file);
  const symbol = raw.prepare<[string], { id: number }>(
    'insert into symbol (text) values (?) on conflict do update set text = excluded.text returning id',
  );
  const of = (text: string): number => symbol.get(text)?.id ?? 0;
  const insert = raw.prepare(
    `insert into event (id, org, actor, verb, obj, "objVer", ctx, sess, "tServer", "tEvent", day, hour, ok, score, ms, flags, device, "schema", data)
     values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 1, ?)`,
  );
  const dice = diceOf(7);
  const items = questions.map((q) => ({ symbol: of(q), b: 3 * dice() - 1.9 }));
  const orgId = of(org);
  for (const p of people) p.actor = of(p.id);
  const total = MIX.reduce((sum, [, n]) => sum + n, 0);
  const wheel = MIX.flatMap(([verb, n]) =>
    new Array<number>(Math.round((1000 * n) / total)).fill(catalogue[verb].code),
  );
  const [answered, span, decided] = [
    catalogue['question.answered'].code,
    catalogue['activity.span'].code,
    catalogue['exam.decided'].code,
  ];
  const out = openSync(csv, 'w');
  let lines: string[] = [];
  const id = Buffer.alloc(16);
  let n = 0;
  const slots = people.flatMap((p) => DAYS.map((d, k) => ({ p, k, at: p.cohort * APART + d })));
  slots.sort((a, b) => a.at - b.at);
  const perSlot = Math.round(each / DAYS.length);
  const first = Date.UTC(2026, 7, 23, 16);
  raw.exec('begin immediate');
  for (const { p, at } of slots) {
    const device = dice() < 0.6 ? 1 : 3;
    for (let k = 0; k < perSlot; k++) {
      const verb = wheel[Math.floor(dice() * wheel.length)] ?? answered;
      const hour = dice() < 0.4 ? 12 : 18 + Math.floor(4 * dice());
      const t = first + at * DAY_MS + hour * 3_600_000 + Math.floor((3_600_000 * k) / perSlot);
      const { day, hour: h } = localDayHour(t, ZONE);
      const item = items[Math.floor(dice() * items.length)];
      const isAnswer = verb === answered;
      const ok =
        isAnswer && item
          ? dice() < 1 / (1 + Math.exp(item.b - p.ability))
            ? 1
            : 0
          : verb === decided
            ? dice() < 0.7
              ? 1
              : 0
            : null;
      const score = verb === decided ? 0.5 + 0.5 * dice() : ok;
      const ms = isAnswer ? 3_000 + Math.floor(12_000 * dice()) : verb === span ? 60_000 : null;
      id.writeUInt32BE(++n, 12);
      insert.run(
        Buffer.from(id),
        orgId,
        p.actor,
        verb,
        item?.symbol ?? null,
        null,
        null,
        t,
        t,
        day,
        h,
        ok,
        score,
        ms,
        device,
        isAnswer ? '{"mode":"practice","choices":[0]}' : '{}',
      );
      lines.push(
        `${n},${p.actor},${verb},${item?.symbol ?? 0},${day},${h},${ok ?? ''},${ms ?? ''},${device}\n`,
      );
      if (lines.length === 20_000) {
        writeSync(out, lines.join(''));
        lines = [];
      }
    }
  }
  raw.exec('commit');
  writeSync(out, lines.join(''));
  closeSync(out);
  raw.close();
};

/** A company with `learners` learners of `each` events over three months, made in `dataDir`, rollups included. */
export const makeCompany = async (dataDir: string, learners: number, each: number): Promise<Company> => {
  const db = await openDatabase({ dataDir });
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  const ctx = {
    db,
    now: Date.now,
    random: Math.random,
    log: pino({ level: 'silent' }),
    config,
    line: liveLine(),
  };
  const { id: org } = await prepareCompany(ctx, resolve(import.meta.dirname, '../../content'));
  const departments = (
    await db.read.selectFrom('department').select('id').where('org', '=', org).execute()
  ).map((d) => d.id);
  const questions = (await db.read.selectFrom('question').select('id').orderBy('id').execute()).map(
    (q) => q.id,
  );
  const dice = diceOf(3);
  const cohorts = Array.from({ length: COHORTS }, () => randomUUID());
  const people = Array.from(
    { length: learners },
    (_, i): Person => ({ id: randomUUID(), actor: 0, cohort: i % COHORTS, ability: 2 * dice() - 1 }),
  );
  await enter(db, org, people, departments, cohorts);
  const csv = join(dataDir, 'events.csv');
  fill(databaseFile(dataDir), csv, org, people, each, questions);
  await commit({ db, now: Date.now }, (tx) => rebuildRollups(tx.db));
  return { dataDir, db, org, departments, cohorts, people: people.map((p) => p.id), csv };
};
