import type { Reminded, Skipped } from '../domain/api-reach.ts';
import { RuleError } from '../domain/errors.ts';
import { groupLangs, type Recent, type ReminderRule, refusalOf, ruleText } from '../domain/reminder.ts';
import type { Lang } from '../domain/text.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import { sendMessage } from './message.ts';
import { readSettings } from './person.ts';
import { pokeAll } from './push.ts';
import { lastSeq, NOBODY_SKIPPED, noteReminder, type OpenRule, recentOf } from './reminder.ts';

/** Somebody a rule would speak to. */
export type Meant = { person: string; name: string; settings: string; days: number; count: number };

/** Those who may be reminded now, and why the others may not. */
export const sorted = <P extends { person: string; settings: string }>(
  people: readonly P[],
  recent: ReadonlyMap<string, Recent>,
  perWeek: number,
): { free: P[]; skipped: Skipped } => {
  const skipped = { ...NOBODY_SKIPPED };
  const free: P[] = [];
  for (const p of people) {
    const past = recent.get(p.person) ?? { today: false, week: 0 };
    const refusal = refusalOf(readSettings(p.settings).noReminders, past, perWeek);
    if (refusal) skipped[refusal] += 1;
    else free.push(p);
  }
  return { free, skipped };
};

const langOf = ({ settings }: Pick<Meant, 'settings'>): Lang => readSettings(settings).lang;
/** The text of a rule for one person, in their language. */
export const textFor = (rule: ReminderRule, p: Meant, company: string): string => {
  const { name, days, count } = p;
  return ruleText(rule, langOf(p), { name, days, count, company });
};

/** The text of a rule for a group that is meant, in its language; in both, one below the other, where both are spoken. */
export const textForGroup = (rule: ReminderRule, people: readonly Meant[], company: string): string => {
  const days = Math.min(...people.map((p) => p.days));
  return groupLangs(people.map(langOf))
    .map((lang) => ruleText(rule, lang, { days, count: people.length, company }))
    .join('\n\n');
};

/**
 * Reminds these people by a rule, each at most once a day, and notes those of `held` as left out by chance. Gives how many
 * were reminded. A second run on the same day changes nothing.
 */
export const remindByRule = async (
  tx: Tx,
  open: OpenRule,
  people: readonly Meant[],
  held: ReadonlySet<string>,
): Promise<string[]> => {
  const { id, org, zone, rule, company } = open;
  const ids = people.map((p) => p.person);
  const { free } = sorted(people, await recentOf(tx.db, ids, { now: tx.now, zone }), rule.perWeek);
  const seq = await lastSeq(tx);
  const reached: string[] = [];
  for (const p of free) {
    const note = { org, zone, rule: id, person: p.person, channel: rule.channel, held: held.has(p.person) };
    if (!(await noteReminder(tx, seq, note)) || note.held) continue;
    const message = { to: p.person, kind: 'reminder', text: textFor(rule, p, company) } as const;
    await sendMessage(tx, { org, person: p.person }, message);
    reached.push(p.person);
  }
  if (rule.channel === 'push') await pokeAll(tx, org, reached);
  return reached;
};

type ByHand = { people: readonly string[]; text: string; quest?: string };
export type HandReminded = Reminded & { reached: string[] };

/**
 * Sends a reminder to those of these colleagues who take them and had none today, in the game and by push. Throws
 * `person.unknown`.
 */
export const remindPeople = async (
  tx: Tx,
  by: Actor,
  { people, text, quest }: ByHand,
): Promise<HandReminded> => {
  const ids = [...new Set(people)];
  const rows = await tx.db
    .selectFrom('person')
    .select(['id as person', 'settings'])
    .where('org', '=', by.org)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  if (rows.length !== ids.length) throw new RuleError('person.unknown');
  const recent = await recentOf(tx.db, ids, { now: tx.now, zone: by.zone });
  const { free, skipped } = sorted(rows, recent, Number.POSITIVE_INFINITY);
  const seq = await lastSeq(tx);
  const reached: string[] = [];
  for (const { person } of free) {
    const { org, zone } = by;
    if (!(await noteReminder(tx, seq, { org, zone, rule: '', person, channel: 'game', held: false })))
      continue;
    await sendMessage(tx, by, {
      to: person,
      kind: 'reminder',
      text,
      ...(quest === undefined ? {} : { quest }),
    });
    reached.push(person);
  }
  await pokeAll(tx, by.org, reached);
  return { sent: reached.length, skipped, reached };
};

/** A trainer reminds these colleagues now; it is written down. Throws `person.unknown`. */
export const remindByHand = async (tx: Tx, by: Actor, asked: ByHand): Promise<HandReminded> => {
  const done = await remindPeople(tx, by, asked);
  const details = { people: done.reached, text: asked.text };
  await auditIn(tx, by, { action: 'reminder.hand', details });
  return done;
};
