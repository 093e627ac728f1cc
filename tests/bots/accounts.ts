import type { AttemptState } from '../../server/store/attempt.ts';
import { audit, type Check } from '../../server/store/audit.ts';
import type { Database } from '../../server/store/db.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import type { Journal } from './journal.ts';

/** Who keeps a journal. */
export type Owner = {
  journal: Journal;
  me: () => { person: { id: string } };
  /** Coins that came from colleagues, less those that went to them and to the mall. */
  social?: number;
};

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** Laws of the store that do not hold, as text. */
export const brokenLaws = (checks: readonly Check[]): string[] =>
  checks.flatMap((c) => c.faults.map((f) => `${c.name}: ${f}`));
export const auditFaults = async (db: Database): Promise<string[]> => brokenLaws(await audit(db));

const answersInLog = async (db: Database, person: string) => {
  const rows = await db.read
    .selectFrom('event')
    .innerJoin('symbol as who', 'who.id', 'event.actor')
    .innerJoin('symbol as what', 'what.id', 'event.obj')
    .leftJoin('symbol as run', 'run.id', 'event.ctx')
    .select(['what.text as question', 'run.text as attempt', 'event.verb', 'event.ok'])
    .where('who.text', '=', person)
    .execute();
  return rows;
};

const attemptsOf = async (db: Database, person: string) => {
  const rows = await db.read.selectFrom('attempt').selectAll().where('person', '=', person).execute();
  return rows.map((r) => ({ ...r, state: JSON.parse(r.state) as AttemptState }));
};

/** How often each event id is in the log. */
export const eventIds = async (db: Database): Promise<Map<string, number>> => {
  const rows = await db.read.selectFrom('event').select('id').execute();
  const ids = new Map<string, number>();
  for (const { id } of rows) {
    const hex = Buffer.from(id).toString('hex');
    ids.set(hex, (ids.get(hex) ?? 0) + 1);
  }
  return ids;
};

/** Everything a player was told and the store does not hold exactly once. */
export const missingOf = async (
  db: Database,
  player: Owner,
  answered: number,
  known?: ReadonlyMap<string, number>,
): Promise<string[]> => {
  const { journal } = player;
  const person = player.me().person.id;
  const faults = [...journal.faults];
  const attempts = new Map((await attemptsOf(db, person)).map((a) => [a.id, a]));
  for (const a of journal.answers.values()) {
    const item = attempts.get(a.attempt)?.state.items[a.item];
    if (JSON.stringify(item?.answer) !== JSON.stringify(a.answer))
      faults.push(`answer lost: ${JSON.stringify(a)}`);
    if (a.ok !== undefined && item?.ok !== a.ok) faults.push(`verdict changed: ${JSON.stringify(a)}`);
  }
  const log = (await answersInLog(db, person)).filter((r) => r.verb === answered);
  for (const [id, a] of attempts) {
    const told = log.filter((r) => r.attempt === id).length;
    const graded = a.state.items.filter((i) => i.answer !== undefined && i.ok !== undefined).length;
    if (told !== graded) faults.push(`${a.kind} ${id}: ${graded} graded answers, ${told} in the log`);
    if (!journal.attempts.has(id)) faults.push(`an attempt nobody was told of: ${a.kind} ${id}`);
    if (a.kind !== 'exam' && a.state.items.filter((i) => i.answer !== undefined).length !== graded)
      faults.push(`${a.kind} ${id} holds an answer without a verdict`);
  }
  const stored = known ?? (await eventIds(db));
  for (const id of journal.events) {
    const n = stored.get(id.replaceAll('-', '')) ?? 0;
    if (n !== 1) faults.push(`event ${id} is stored ${n} times`);
  }
  const balance = await balanceOf(db.read, person);
  const social = player.social ?? 0;
  if (balance !== sum(journal.owed.map((o) => o.amount)) - journal.spent() + social)
    faults.push(
      `balance ${balance}, spent ${journal.spent()}, among colleagues ${social}, rules owe ${journal.coins('owed')}, replies said ${journal.coins('paid')}`,
    );
  if (journal.coins('paid') !== journal.coins('owed'))
    faults.push(`replies paid ${journal.coins('paid')}, rules owe ${journal.coins('owed')}`);
  const done = await db.read
    .selectFrom('progress')
    .select('station')
    .where('person', '=', person)
    .where('doneAt', 'is not', null)
    .execute();
  const told = [...journal.stations].sort().join(' ');
  const held = done
    .map((r) => r.station)
    .sort()
    .join(' ');
  if (told !== held) faults.push(`progress holds ${held}, the player was told ${told}`);
  return faults;
};

/** Coins a group of players got, by reason. */
export const coinsByReason = (players: readonly Owner[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { reason, amount } of players.flatMap((p) => p.journal.owed))
    sums[reason] = (sums[reason] ?? 0) + amount;
  return sums;
};
