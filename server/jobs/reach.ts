import { askLog } from '../analytics/desk.ts';
import type { Ctx } from '../context.ts';
import { logDay } from '../domain/log-day.ts';
import { HOLD_OUT, isQuiet } from '../domain/reminder.ts';
import { localDayHour } from '../domain/time.ts';
import { commit } from '../store/commit.ts';
import { pruneDeliveries } from '../store/outbox.ts';
import { type Meant, remindByRule, textForGroup } from '../store/remind.ts';
import { markRun, noteReturns, type OpenRule, openRules } from '../store/reminder.ts';
import { sayByRobot } from '../store/robot.ts';
import { startAgain } from './again.ts';
import { type DeliverCtx, deliverDue } from './deliver.ts';

const DELIVER_MS = 2_000;
const RULES_MS = 60_000;
const RETURNS_MS = 600_000;
/** People reminded in one transaction. */
const CHUNK = 100;

export type ReachCtx = Pick<Ctx, 'db' | 'now' | 'random' | 'line'> & {
  log: Pick<Ctx['log'], 'error'>;
  config: DeliverCtx['config'];
};

const isDue = ({ rule, zone, lastDay }: OpenRule, now: number): boolean =>
  lastDay !== logDay(now, zone) &&
  localDayHour(now, zone).hour >= rule.hour &&
  !isQuiet(rule.quiet, now, zone);

/** A robot speaks to a group in its languages and names nobody: how many are meant, and the rule's text. */
const byRobot = async (ctx: ReachCtx, open: OpenRule, people: readonly Meant[]): Promise<number> => {
  const { id, org, zone, rule, company } = open;
  const count = people.length;
  const text = textForGroup(rule, people, company);
  return commit(ctx, async (tx) => {
    if (!(await markRun(tx, id, logDay(tx.now, zone)))) return 0;
    if (count > 0) await sayByRobot(tx, org, rule.robot ?? '', { title: rule.name, text });
    return count > 0 ? 1 : 0;
  });
};

const byPerson = async (ctx: ReachCtx, open: OpenRule, people: readonly Meant[]): Promise<number> => {
  const held = new Set(people.filter(() => ctx.random() < HOLD_OUT).map((p) => p.person));
  let sent = 0;
  for (let i = 0; i < people.length; i += CHUNK) {
    const some = people.slice(i, i + CHUNK);
    const reached = await commit(ctx, (tx) => remindByRule(tx, open, some, held));
    ctx.line.tell(open.org, reached, { kind: 'message' });
    sent += reached.length;
  }
  await commit(ctx, (tx) => markRun(tx, open.id, logDay(tx.now, open.zone)));
  return sent;
};

/** Runs the rules whose hour has come, each once a day. Gives how many were reminded, a robot's group counting as one. */
export const runRules = async (ctx: ReachCtx): Promise<number> => {
  let sent = 0;
  const now = ctx.now();
  for (const open of await openRules(ctx.db.read)) {
    if (!isDue(open, now)) continue;
    const { org, zone, rule } = open;
    try {
      const today = logDay(now, zone);
      const people = await askLog(ctx.db, 'audience', { org, zone, today, now, who: rule.who });
      sent += await (rule.channel === 'robot' ? byRobot(ctx, open, people) : byPerson(ctx, open, people));
    } catch (error) {
      ctx.log.error({ err: error, rule: open.id }, 'a rule of reminders could not be run');
    }
  }
  return sent;
};

/** Looks who came back, and forgets old deliveries. */
export const watchReturns = async (ctx: Pick<ReachCtx, 'db' | 'now'>): Promise<void> => {
  const back = await askLog(ctx.db, 'cameBack', { now: ctx.now() });
  await commit(ctx, async (tx) => {
    await noteReturns(tx, back);
    await pruneDeliveries(tx);
  });
};

/** Delivers every two seconds, runs reminder rules every minute, looks every ten who came back. Returns how to stop. */
export const startReach = (ctx: ReachCtx): (() => Promise<void>) => {
  const stops = [
    startAgain(ctx, DELIVER_MS, 'deliveries', () => deliverDue(ctx)),
    startAgain(ctx, RULES_MS, 'reminders', () => runRules(ctx)),
    startAgain(ctx, RETURNS_MS, 'returns', () => watchReturns(ctx)),
  ];
  return async () => {
    for (const stop of stops) await stop();
  };
};
