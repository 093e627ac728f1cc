import { uuidv7 } from 'uuidv7';
import type { BattleFlag } from '../domain/api-battle.ts';
import { type Alike, alikeIn } from '../domain/battle-alike.ts';
import { type Oddity, oddities } from '../domain/battle-fair.ts';
import type { Battle } from '../domain/battle-state.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn } from './audit-trail.ts';
import { type BattleRow, facesOf } from './battle.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

const HOUR = 3_600_000;
const MOST_SHOWN = 200;

type Odd = Omit<Oddity, 'kind'> & { kind: BattleFlag['kind'] };
type Known = { id: string; guest: number; createdAt: number; device: string };

const known = async (tx: Tx, people: readonly string[]): Promise<Map<string, Known>> => {
  const rows = await tx.db
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person')
    .select(['p.id', 'p.guest', 'p.createdAt', 's.device'])
    .where('p.id', 'in', [...people])
    .orderBy('s.createdAt')
    .execute();
  return new Map(rows.map((r) => [r.id, { ...r, createdAt: Number(r.createdAt) }]));
};

/**
 * Two accounts of one person, perhaps: the same answers, mistakes included, from the same kind of device, and one of the
 * two is a guest who came in within the hour. Nothing else that tells a device is kept.
 */
const secondAccounts = async (tx: Tx, alike: readonly Alike[]): Promise<Odd[]> => {
  if (alike.length === 0) return [];
  const people = await known(tx, [...new Set(alike.flatMap((a) => a.people))]);
  return alike.flatMap(({ people: pair, answers, wrong }): Odd[] => {
    const [a, b] = pair.map((p) => people.get(p));
    if (!a || !b || a.device !== b.device) return [];
    const fresh = [a, b].filter((p) => p.guest === 1 && tx.now - p.createdAt < HOUR);
    if (fresh.length === 0) return [];
    return [{ kind: 'second_account', people: pair, facts: { answers, wrong, device: a.device } }];
  });
};

/** Notes what looks odd in a battle, for a person to look at; nobody loses anything by it. Call it once per battle. */
export const flagBattle = async (
  tx: Tx,
  row: Pick<BattleRow, 'id' | 'org'>,
  battle: Battle,
): Promise<void> => {
  const found: Odd[] = [...oddities(battle), ...(await secondAccounts(tx, alikeIn(battle)))];
  for (const { kind, people, facts } of found)
    await tx.db
      .insertInto('battle_flag')
      .values({
        id: uuidv7(),
        org: row.org,
        battle: row.id,
        kind,
        people: JSON.stringify(people),
        facts: JSON.stringify(facts),
        at: tx.now,
        judgedBy: null,
        judgedAt: null,
        verdict: null,
        note: null,
      })
      .execute();
};

/** What waits for a look, and what was judged, newest first. */
export const flagsOf = async (db: Db, org: string): Promise<BattleFlag[]> => {
  const rows = await db
    .selectFrom('battle_flag as f')
    .innerJoin('battle as b', 'b.id', 'f.battle')
    .select(['f.id', 'f.battle', 'b.title', 'f.at', 'f.kind', 'f.people', 'f.facts', 'f.verdict'])
    .where('f.org', '=', org)
    .orderBy('f.at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  const people = rows.map((r) => JSON.parse(r.people) as string[]);
  const faces = await facesOf(db, people.flat());
  return rows.map(({ verdict, ...r }, i) => ({
    id: r.id,
    battle: r.battle,
    title: r.title,
    at: Number(r.at),
    kind: r.kind as BattleFlag['kind'],
    people: (people[i] ?? []).map((id) => faces.get(id) ?? { id, name: '', avatar: id }),
    facts: JSON.parse(r.facts) as BattleFlag['facts'],
    ...(verdict === null ? {} : { verdict: verdict as 'fine' | 'odd' }),
  }));
};

/** A trainer has looked. The last word stands. Throws `not_found`. */
export const judgeFlag = async (
  tx: Tx,
  by: Actor,
  { flag, verdict, note = '' }: { flag: string; verdict: 'fine' | 'odd'; note?: string | undefined },
): Promise<void> => {
  const done = await tx.db
    .updateTable('battle_flag')
    .set({ verdict, note, judgedBy: by.person, judgedAt: tx.now })
    .where('id', '=', flag)
    .where('org', '=', by.org)
    .returning('battle')
    .executeTakeFirst();
  if (!done) throw new RuleError('not_found');
  await auditIn(tx, by, { action: 'battle.judge', object: done.battle, details: { flag, verdict } });
};
