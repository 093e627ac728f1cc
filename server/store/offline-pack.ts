import { randomUUID } from 'node:crypto';
import type { Verdict } from '../domain/answer.ts';
import type { QuestionRef } from '../domain/attempt.ts';
import { RuleError } from '../domain/errors.ts';
import type { NewEvent } from '../domain/events/index.ts';
import { type Packable, pickPack } from '../domain/offline-pack.ts';
import { AUTO_GRADED } from '../domain/question.ts';
import { localDayHour } from '../domain/time.ts';
import { attemptOf } from './attempt.ts';
import { type Actor, claim, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { type Timing, timed } from './event.ts';
import { draftOf } from './row.ts';

/** A pack can be claimed for seven days, like any batch of late facts (analytics.md 1.2 rule 3). */
const PACK_MS = 7 * 86_400_000;
const MOST_ATTEMPTS = 500;

const nameOf = ({ question, version }: QuestionRef): string => `${question}@${version}`;

/**
 * The versions of questions that a person has answered and been told the key of, and the questions of an exam that is still
 * open: their keys must not be told now.
 */
const toldTo = async (db: Db, person: string): Promise<{ told: Set<string>; inExam: Set<string> }> => {
  const rows = await db
    .selectFrom('attempt')
    .selectAll()
    .where('person', '=', person)
    .where('kind', 'in', ['practice', 'exam', 'boss', 'ghost', 'drill'])
    .orderBy('startedAt', 'desc')
    .limit(MOST_ATTEMPTS)
    .execute();
  const [told, inExam] = [new Set<string>(), new Set<string>()];
  for (const { state, status } of rows.map(attemptOf)) {
    const openExam = state.kind === 'exam' && status === 'open';
    for (const item of state.items) {
      if (openExam) inExam.add(item.question);
      else if (item.answer !== undefined && item.ok !== undefined) told.add(nameOf(item));
    }
  }
  return { told, inExam };
};

const remembered = async (
  db: Db,
  person: string,
  banks: readonly string[],
  now: number,
): Promise<Packable[]> => {
  const rows = await db
    .selectFrom('memory as m')
    .innerJoin('question as q', 'q.id', 'm.question')
    .select(['m.question', 'q.version', 'm.dueAt', 'm.fails'])
    .where('m.person', '=', person)
    .where('q.bank', 'in', [...banks])
    .where('q.state', '=', 'ready')
    .where('q.type', 'in', [...AUTO_GRADED])
    .execute();
  return rows.map((r) => ({
    question: r.question,
    version: r.version,
    dueAt: Number(r.dueAt),
    due: Number(r.dueAt) <= now,
    missed: r.fails > 0,
  }));
};

/** A pack as it was given: its items by number, and what was claimed of it. */
export type Pack = { id: string; issuedAt: number; items: QuestionRef[]; claimed: Claimed };
export type Claimed = Record<string, { verdict: Verdict; coins: number }>;

/** Makes a pack of what this person has answered of these banks, in the versions whose keys they were told; old packs go. */
export const makePack = async (tx: Tx, by: Actor, banks: readonly string[]): Promise<Pack> => {
  await tx.db
    .deleteFrom('offline_pack')
    .where('person', '=', by.person)
    .where('at', '<=', tx.now - PACK_MS)
    .execute();
  const { told, inExam } = await toldTo(tx.db, by.person);
  const known = banks.length === 0 ? [] : await remembered(tx.db, by.person, banks, tx.now);
  const items = pickPack(known.filter((k) => told.has(nameOf(k)) && !inExam.has(k.question)));
  const pack: Pack = { id: randomUUID(), issuedAt: tx.now, items, claimed: {} };
  if (items.length === 0) return pack;
  const [content, claimed] = [JSON.stringify(items), '{}'];
  await tx.db
    .insertInto('offline_pack')
    .values({ id: pack.id, person: by.person, at: tx.now, content, claimed })
    .execute();
  return pack;
};

/** A pack of this person, held until the end of the transaction. Throws `pack.unknown`, also when it is too old. */
export const holdPack = async (tx: Tx, person: string, id: string): Promise<Pack> => {
  const row = await tx.db
    .updateTable('offline_pack')
    .set((eb) => ({ claimed: eb.ref('claimed') }))
    .where('id', '=', id)
    .where('person', '=', person)
    .returningAll()
    .executeTakeFirst();
  if (!row || tx.now - Number(row.at) >= PACK_MS) throw new RuleError('pack.unknown');
  return {
    id: row.id,
    issuedAt: Number(row.at),
    items: JSON.parse(row.content) as QuestionRef[],
    claimed: JSON.parse(row.claimed) as Claimed,
  };
};

export const saveClaimed = async (tx: Tx, id: string, claimed: Claimed): Promise<void> => {
  await tx.db
    .updateTable('offline_pack')
    .set({ claimed: JSON.stringify(claimed) })
    .where('id', '=', id)
    .execute();
};

/** Tells the log of something that a person did without a network, at the client's time `at` put right by `timing`. */
export const tellLate = (tx: Tx, by: Actor, event: NewEvent, at: number, timing: Timing): void => {
  const draft = draftOf(by, event, tx.now);
  const { tEvent, flags } = timed(at, timing);
  const when = { tClient: at, tEvent, ...localDayHour(tEvent, by.zone) };
  claim(tx, { ...draft, row: { ...draft.row, ...when, flags: draft.row.flags | flags } });
};
