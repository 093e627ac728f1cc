import { z } from 'zod';
import { askLog } from '../analytics/desk.ts';
import type { RulePreview } from '../domain/api-reach.ts';
import { logDay } from '../domain/log-day.ts';
import { ReminderRule, ruleText } from '../domain/reminder.ts';
import { SEGMENTS } from '../domain/segment.ts';
import { plainText } from '../domain/text.ts';
import { once } from '../store/command.ts';
import { lookedThrough } from '../store/look.ts';
import { readSettings } from '../store/person.ts';
import { remindByHand, sorted } from '../store/remind.ts';
import { companyName, recentOf, removeRule, rulesOf, saveRule } from '../store/reminder.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 60, burst: 20 };
const Id = z.string().min(1).max(64);
const NAMES_SHOWN = 20;

const segments = route('GET /api/segments', { access: 'trainer', limit: READ }, async (ctx, { by }) => {
  const { org, zone } = by;
  const counts = await askLog(ctx.db, 'segments', { org, zone, today: logDay(ctx.now(), zone) });
  const list = SEGMENTS.map((segment) => ({ segment, people: counts[segment] }));
  return { learners: list.reduce((n, s) => n + s.people, 0), segments: list };
});

const segment = route(
  'GET /api/segments/:segment',
  { access: 'trainer', limit: READ },
  async (ctx, { by, params }) => {
    const { org, zone } = by;
    const now = ctx.now();
    const asked = z.enum(SEGMENTS).parse(params.segment);
    const people = await askLog(ctx.db, 'segment', { org, zone, today: logDay(now, zone), segment: asked });
    const ids = people.map((p) => p.person);
    const recent = await recentOf(ctx.db.read, ids, { now, zone });
    lookedThrough(ctx, by, ids, 'segment');
    return people.map(({ settings, ...p }) => ({
      ...p,
      remindedToday: recent.get(p.person)?.today ?? false,
      noReminders: readSettings(settings).noReminders,
    }));
  },
);

const Text = z
  .string()
  .max(300)
  .transform((s) => plainText(s).trim());
const Remind = z.strictObject({ people: z.array(Id).min(1).max(500), text: Text.exactOptional() });
const remind = route(
  'POST /api/reach/remind',
  { access: 'trainer', limit: WRITE, body: Remind },
  async (ctx, { by, body, commandId }) => {
    const { people, text = '' } = body;
    const done = await once(ctx, by.person, commandId, (tx) => remindByHand(tx, by, { people, text }));
    ctx.line.tell(by.org, done.reached, { kind: 'message' });
    return { sent: done.sent, skipped: done.skipped };
  },
);

const rules = route('GET /api/reminders', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  rulesOf(ctx.db.read, by.org),
);
const Save = z.strictObject({ id: Id.exactOptional(), rule: ReminderRule, on: z.boolean() });
const save = route(
  'POST /api/reminders/save',
  { access: 'trainer', limit: WRITE, body: Save },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => saveRule(tx, by, body));
    return rulesOf(ctx.db.read, by.org);
  },
);
const remove = route(
  'POST /api/reminders/remove',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ id: Id }) },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => removeRule(tx, by, body.id));
    return rulesOf(ctx.db.read, by.org);
  },
);

const preview = route(
  'POST /api/reminders/preview',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ rule: ReminderRule }) },
  async (ctx, { by, body }): Promise<RulePreview> => {
    const { org, zone } = by;
    const { rule } = body;
    const now = ctx.now();
    const today = logDay(now, zone);
    const people = await askLog(ctx.db, 'audience', { org, zone, today, now, who: rule.who });
    const ids = people.map((p) => p.person);
    const { free, skipped } = sorted(people, await recentOf(ctx.db.read, ids, { now, zone }), rule.perWeek);
    const all = rule.channel === 'robot' ? people : free;
    const company = await companyName(ctx.db.read, org);
    const [first] = all;
    const one = rule.channel !== 'robot' && first;
    const words = {
      ...(one ? { name: one.name } : {}),
      days: first?.days ?? 0,
      count: one ? one.count : all.length,
      company,
    };
    return {
      people: all.length,
      skipped: rule.channel === 'robot' ? { optedOut: 0, today: 0, week: 0 } : skipped,
      names: all.slice(0, NAMES_SHOWN).map((p) => p.name),
      text: { zh: ruleText(rule, 'zh', words), en: ruleText(rule, 'en', words) },
    };
  },
);

export const reachRemindRoutes = [segments, segment, remind, rules, save, remove, preview];
