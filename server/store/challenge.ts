import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { BattleFace, ChallengeView } from '../domain/api-battle.ts';
import type { ResultOf } from '../domain/battle-result.ts';
import { RuleError } from '../domain/errors.ts';
import type { Role } from '../domain/person.ts';
import { holdPerson } from './attempt.ts';
import { type BattleRow, createBattle, findBattle } from './battle.ts';
import { facesOf } from './battle-info.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { isBlocked } from './friend.ts';
import { sendMessage } from './message.ts';
import type { ChallengeTable } from './tables.ts';

export const CHALLENGE_MS = 24 * 3_600_000;
const MOST_CHALLENGES = 10;
/** Settled and expired challenges of one's own are shown this long. */
const SHOWN_MS = 2 * CHALLENGE_MS;
const MOST_SHOWN = 30;

/** Open for somebody to take: nobody has, and its day is not over. */
const isFree = (row: ChallengeTable, now: number): boolean =>
  row.status === 'open' && row.reply === null && row.expiresAt > now;

const statusOf = (row: ChallengeTable, now: number): ChallengeView['status'] =>
  row.status === 'open' && row.reply === null && row.expiresAt <= now
    ? 'expired'
    : (row.status as ChallengeView['status']);

const viewOf = (
  row: ChallengeTable,
  faces: ReadonlyMap<string, BattleFace>,
  { person, now }: { person: string; now: number },
): ChallengeView[] => {
  const from = faces.get(row.person);
  const to = row.opponent === null ? undefined : faces.get(row.opponent);
  if (!from) return [];
  const { id, createdAt, expiresAt } = row;
  const mine = row.person === person;
  return [{ id, from, ...(to ? { to } : {}), mine, createdAt, expiresAt, status: statusOf(row, now) }];
};

const viewsOf = async (
  db: Db,
  by: Pick<Actor, 'person'>,
  rows: readonly ChallengeTable[],
  now: number,
): Promise<ChallengeView[]> => {
  const faces = await facesOf(
    db,
    rows.flatMap((r) => [r.person, ...(r.opponent === null ? [] : [r.opponent])]),
  );
  return rows.flatMap((r) => viewOf(r, faces, { person: by.person, now }));
};

/** Challenges somebody may take, those sent to them first, then their own of the last two days. */
export const challengesFor = async (db: Db, by: Actor, now: number): Promise<ChallengeView[]> => {
  const rows = await db
    .selectFrom('challenge')
    .selectAll()
    .where('org', '=', by.org)
    .where('createdAt', '>', now - SHOWN_MS)
    .where((eb) =>
      eb.or([
        eb('person', '=', by.person),
        eb('opponent', '=', by.person),
        eb.and([eb('opponent', 'is', null), eb('status', '=', 'open')]),
      ]),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
  const mine = rows.filter((r) => r.person === by.person);
  const free = rows.filter((r) => r.person !== by.person && isFree(r, now));
  const toMe = free.filter((r) => r.opponent === by.person);
  const toAll = free.filter((r) => r.opponent === null);
  return viewsOf(db, by, [...toMe, ...toAll, ...mine].slice(0, MOST_SHOWN), now);
};

const checkOpponent = async (tx: Tx, by: Actor, to: string): Promise<void> => {
  if (to === by.person) throw new RuleError('challenge.own');
  const row = await tx.db
    .selectFrom('person')
    .select('id')
    .where('id', '=', to)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!row || (await isBlocked(tx.db, by.person, to))) throw new RuleError('person.unknown');
};

/**
 * Sends a run played alone as a challenge for a day, to a colleague or to anybody; the same one twice is one. Throws
 * `battle.unknown`, `challenge.unknown` for what is no finished run of one's own, `challenge.own`, `person.unknown`,
 * `challenge.too_many`.
 */
export const sendChallenge = async (
  tx: Tx,
  by: Actor,
  { battle, to }: { battle: string; to?: string },
): Promise<ChallengeView> => {
  await holdPerson(tx, by.person);
  const run = await findBattle(tx.db, by.org, battle);
  if (run.mode !== 'duel' || !run.solo || run.createdBy !== by.person || run.status !== 'done')
    throw new RuleError('challenge.unknown');
  if (to !== undefined) await checkOpponent(tx, by, to);
  const mine = await tx.db
    .selectFrom('challenge')
    .selectAll()
    .where('org', '=', by.org)
    .where('person', '=', by.person)
    .where('status', '=', 'open')
    .where('expiresAt', '>', tx.now)
    .execute();
  const opponent = to ?? null;
  const known = mine.find((c) => c.battle === battle && c.opponent === opponent);
  if (!known && mine.length >= MOST_CHALLENGES)
    throw new RuleError('challenge.too_many', { most: MOST_CHALLENGES });
  const row = known ?? {
    id: uuidv7(),
    org: by.org,
    person: by.person,
    opponent,
    battle,
    reply: null,
    status: 'open',
    createdAt: tx.now,
    expiresAt: tx.now + CHALLENGE_MS,
  };
  if (!known) {
    await tx.db.insertInto('challenge').values(row).execute();
    if (to !== undefined) await sendMessage(tx, by, { to, kind: 'challenge' });
  }
  const [view] = await viewsOf(tx.db, by, [row], tx.now);
  if (!view) throw new RuleError('person.unknown');
  return view;
};

const holdChallenge = (tx: Tx, by: 'id' | 'reply', id: string): Promise<ChallengeTable | undefined> =>
  tx.db
    .updateTable('challenge')
    .set({ status: sql<string>`status` })
    .where(by, '=', id)
    .returningAll()
    .executeTakeFirst();

/**
 * Opens the battle against the challenger's recorded run; who took it before comes back to it. The first one to take it
 * plays it. Throws `challenge.unknown` also when it is for somebody else, `challenge.own`, `challenge.over`.
 */
export const takeChallenge = async (tx: Tx, by: Actor & { role: Role }, id: string): Promise<BattleRow> => {
  const row = await holdChallenge(tx, 'id', id);
  if (!row || row.org !== by.org) throw new RuleError('challenge.unknown');
  if (row.person === by.person) throw new RuleError('challenge.own');
  if (row.opponent !== null && row.opponent !== by.person) throw new RuleError('challenge.unknown');
  if (row.reply !== null) {
    const reply = await findBattle(tx.db, by.org, row.reply);
    if (reply.createdBy === by.person && row.status === 'open') return reply;
  }
  if (!isFree(row, tx.now)) throw new RuleError('challenge.over');
  const run = await findBattle(tx.db, by.org, row.battle);
  const body = { mode: 'duel', rules: run.rules, source: run.source, title: run.title } as const;
  const reply = await createBattle(tx, by, body, { run: run.id, invited: [by.person] });
  await tx.db.updateTable('challenge').set({ reply: reply.id }).where('id', '=', id).execute();
  return reply;
};

/** A reply that was called off before it began: the challenge may be taken again while its day lasts. */
export const reopenChallenge = async (tx: Tx, reply: string): Promise<void> => {
  await tx.db
    .updateTable('challenge')
    .set({ reply: null })
    .where('reply', '=', reply)
    .where('status', '=', 'open')
    .execute();
};

const CHALLENGER: Record<ResultOf['outcome'], 'won' | 'lost' | 'tie'> = {
  win: 'lost',
  lose: 'won',
  left: 'won',
  tie: 'tie',
};
const OUTCOME = { won: 'win', lost: 'lose', tie: 'tie' } as const;

/**
 * Books the end of a battle that answers a challenge: its status as the challenger sees it, the challenger's own result
 * from the recorded run, and a message. Once; without results (called off) the challenge may be taken again.
 */
export const settleChallenge = async (
  tx: Tx,
  row: Pick<BattleRow, 'id' | 'org' | 'mode' | 'createdBy'>,
  results: readonly ResultOf[],
): Promise<void> => {
  const challenge = await holdChallenge(tx, 'reply', row.id);
  if (challenge?.status !== 'open') return;
  const taker = results.find((r) => r.person === row.createdBy);
  const recorded = results.find((r) => r !== taker);
  if (!taker || !recorded) return reopenChallenge(tx, row.id);
  const status = CHALLENGER[taker.outcome];
  await tx.db.updateTable('challenge').set({ status }).where('id', '=', challenge.id).execute();
  const { rank, of, points, right, answered, bestStreak, climb } = recorded;
  await tx.db
    .insertInto('battle_result')
    .values({
      battle: row.id,
      person: challenge.person,
      org: row.org,
      mode: row.mode,
      team: null,
      ...{ rank, of, points, right, answered, bestStreak, climb },
      outcome: OUTCOME[status],
      awards: '[]',
      coins: 0,
      before: null,
      after: null,
      at: tx.now,
    })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const from = { org: row.org, person: taker.person };
  await sendMessage(tx, from, { to: challenge.person, kind: 'challenge', text: status, battle: row.id });
};

/** Marks the challenges that nobody took within their day; gives how many. */
export const expireChallenges = async (tx: Tx): Promise<number> => {
  const done = await tx.db
    .updateTable('challenge')
    .set({ status: 'expired' })
    .where('status', '=', 'open')
    .where('reply', 'is', null)
    .where('expiresAt', '<=', tx.now)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
};
