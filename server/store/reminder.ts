import { uuidv7 } from 'uuidv7';
import type { RuleView, Skipped } from '../domain/api-reach.ts';
import { RuleError } from '../domain/errors.ts';
import { rateOf } from '../domain/figure.ts';
import { logDay } from '../domain/log-day.ts';
import { BACK_MS, type Recent, type ReminderRule } from '../domain/reminder.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { needRobot } from './robot.ts';

const WEEK_MS = 7 * 86_400_000;

type Outcomes = { n: number; back: number };
const NONE: Outcomes = { n: 0, back: 0 };

/** Reminders whose 48 hours are over, by rule, sent and held back. */
const outcomesOf = async (db: Db, org: string): Promise<Map<string, { sent: Outcomes; held: Outcomes }>> => {
  const rows = await db
    .selectFrom('reminder')
    .select((eb) => ['rule', 'held', eb.fn.countAll().as('n'), eb.fn.count('backAt').as('back')])
    .where('org', '=', org)
    .where('closed', '=', 1)
    .groupBy(['rule', 'held'])
    .execute();
  const all = new Map<string, { sent: Outcomes; held: Outcomes }>();
  for (const r of rows) {
    const one = all.get(r.rule) ?? { sent: NONE, held: NONE };
    const counts = { n: Number(r.n), back: Number(r.back) };
    all.set(r.rule, r.held === 1 ? { ...one, held: counts } : { ...one, sent: counts });
  }
  return all;
};

/** The rules of a company with what they brought back, oldest first. */
export const rulesOf = async (db: Db, org: string): Promise<RuleView[]> => {
  const [rows, outcomes] = await Promise.all([
    db
      .selectFrom('reminder_rule')
      .selectAll()
      .where('org', '=', org)
      .orderBy('createdAt')
      .orderBy('id')
      .execute(),
    outcomesOf(db, org),
  ]);
  return rows.map((r) => {
    const rule = JSON.parse(r.rule) as ReminderRule;
    const { sent, held } = outcomes.get(r.id) ?? { sent: NONE, held: NONE };
    return {
      id: r.id,
      rule,
      on: r.enabled === 1,
      ...(r.lastDay === null ? {} : { lastDay: r.lastDay }),
      effect: {
        sent: rateOf(sent.back, sent.n),
        held: rateOf(held.back, held.n),
        compared: rule.channel !== 'robot',
      },
    };
  });
};

/** Makes a rule or changes it. Throws `reminder.unknown`, `robot.unknown`. */
export const saveRule = async (
  tx: Tx,
  by: Actor,
  { id, rule, on }: { id?: string | undefined; rule: ReminderRule; on: boolean },
): Promise<void> => {
  if (rule.channel === 'robot') await needRobot(tx.db, by.org, rule.robot ?? '');
  const row = { rule: JSON.stringify(rule), enabled: on ? (1 as const) : (0 as const), changedAt: tx.now };
  const rows = {
    id: id ?? uuidv7(),
    org: by.org,
    createdBy: by.person,
    createdAt: tx.now,
    lastDay: null,
    ...row,
  };
  if (id === undefined) await tx.db.insertInto('reminder_rule').values(rows).execute();
  else {
    const done = await tx.db
      .updateTable('reminder_rule')
      .set(row)
      .where('id', '=', id)
      .where('org', '=', by.org)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) throw new RuleError('reminder.unknown');
  }
  await auditIn(tx, by, { action: 'reminder.save', object: rows.id, details: { name: rule.name, on } });
};

/** Takes a rule away; what it has sent is still counted against the caps. Throws `reminder.unknown`. */
export const removeRule = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const done = await tx.db
    .deleteFrom('reminder_rule')
    .where('id', '=', id)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (done.numDeletedRows === 0n) throw new RuleError('reminder.unknown');
  await auditIn(tx, by, { action: 'reminder.remove', object: id });
};

export type OpenRule = {
  id: string;
  org: string;
  zone: string;
  company: string;
  rule: ReminderRule;
  lastDay: number | null;
};
/** Rules of every company that are switched on. */
export const openRules = async (db: Db): Promise<OpenRule[]> => {
  const rows = await db
    .selectFrom('reminder_rule as r')
    .innerJoin('org as o', 'o.id', 'r.org')
    .select(['r.id', 'r.org', 'r.rule', 'r.lastDay', 'o.zone', 'o.name as company'])
    .where('r.enabled', '=', 1)
    .orderBy('r.id')
    .execute();
  return rows.map((r) => ({ ...r, rule: JSON.parse(r.rule) as ReminderRule }));
};

/** The company's name, as it stands in reminders. */
export const companyName = async (db: Db, org: string): Promise<string> =>
  (await db.selectFrom('org').select('name').where('id', '=', org).executeTakeFirstOrThrow()).name;

/** Marks today's run; false = it was marked before. */
export const markRun = async (tx: Tx, id: string, day: number): Promise<boolean> => {
  const done = await tx.db
    .updateTable('reminder_rule')
    .set({ lastDay: day })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('lastDay', 'is', null), eb('lastDay', '<>', day)]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
};

/** What reminders these people had lately, those held back by chance too. */
export const recentOf = async (
  db: Db,
  people: readonly string[],
  at: { now: number; zone: string },
): Promise<Map<string, Recent>> => {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('reminder')
    .select((eb) => ['person', eb.fn.countAll().as('n'), eb.fn.max('day').as('day')])
    .where('person', 'in', [...people])
    .where('channel', '<>', 'robot')
    .where('sentAt', '>', at.now - WEEK_MS)
    .groupBy('person')
    .execute();
  const today = logDay(at.now, at.zone);
  return new Map(rows.map((r) => [r.person, { today: Number(r.day) === today, week: Number(r.n) }]));
};

type New = { org: string; zone: string; rule: string; person: string; channel: string; held: boolean };
/** Writes a reminder down; false = this person has had one today. */
export const noteReminder = async (tx: Tx, seq: number, r: New): Promise<boolean> => {
  const done = await tx.db
    .insertInto('reminder')
    .values({
      id: uuidv7(),
      org: r.org,
      rule: r.rule,
      person: r.person,
      channel: r.channel,
      held: r.held ? 1 : 0,
      day: logDay(tx.now, r.zone),
      sentAt: tx.now,
      seq,
      backAt: null,
      closed: 0,
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** The end of the log. */
export const lastSeq = async (tx: Tx): Promise<number> => {
  const row = await tx.db
    .selectFrom('event')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
};

/** Writes down who came back, and stops watching reminders older than 48 hours. */
export const noteReturns = async (tx: Tx, back: readonly { id: string; at: number }[]): Promise<void> => {
  for (const { id, at } of back)
    await tx.db
      .updateTable('reminder')
      .set({ backAt: at })
      .where('id', '=', id)
      .where('backAt', 'is', null)
      .execute();
  await tx.db
    .updateTable('reminder')
    .set({ closed: 1 })
    .where('closed', '=', 0)
    .where('sentAt', '<', tx.now - BACK_MS)
    .execute();
};

export const NOBODY_SKIPPED: Skipped = { optedOut: 0, today: 0, week: 0 };
