import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit } from '../../server/store/audit.ts';
import { type Actor, commit, type StoreCtx } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { balanceOf, creditPerson, transfer } from '../../server/store/ledger.ts';
import { seedPeople } from '../helpers/database.ts';
import { diceOf, perSecond, type Result, round } from './table.ts';

const PEOPLE = 2_000;
const TRANSFERS = 20_000;
const CHUNK = 2_000;
const START = 1_000;

type Gift = { from: Actor; to: Actor; key: string };
const gift = (ctx: StoreCtx, { from, to, key }: Gift): Promise<unknown> =>
  commit(ctx, (tx) => transfer(tx, from, { to: to.person, amount: 1, reason: 'gift', key }));

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** The same gifts of coins, waiting together for grouped commits, and one after the other with a commit each. */
export const bench = async (): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const db = await openDatabase({ dataDir });
  const ctx: StoreCtx = { db, now: Date.now };
  const people = await seedPeople(ctx, PEOPLE);
  await Promise.all(
    people.map((p) =>
      commit(ctx, (tx) =>
        creditPerson(tx, p, { amount: START, reason: 'practice', key: `start-${p.person}` }),
      ),
    ),
  );
  const dice = diceOf(3);
  const someone = (): Actor => people[Math.floor(dice() * PEOPLE)] as Actor;
  const gifts = (n: number, name: string): Gift[] =>
    Array.from({ length: n }, (_, i) => ({ from: someone(), to: someone(), key: `${name}-${i}` })).filter(
      (g) => g.from !== g.to,
    );
  const spent = { grouped: 0, single: 0, groupedN: 0, singleN: 0 };
  for (let done = 0; done < TRANSFERS; done += CHUNK) {
    const together = gifts(CHUNK, `t${done}`);
    spent.grouped += await timed(() => Promise.all(together.map((g) => gift(ctx, g))));
    spent.groupedN += together.length;
    const apart = gifts(CHUNK / 4, `s${done}`);
    spent.single += await timed(async () => {
      for (const g of apart) await gift(ctx, g);
    });
    spent.singleN += apart.length;
  }
  const broken = (await audit(db)).filter((c) => c.faults.length > 0);
  let coins = 0;
  for (const p of people) coins += await balanceOf(db.read, p.person);
  if (broken.length > 0 || coins !== PEOPLE * START)
    throw new Error(`the ledger does not hold: ${JSON.stringify(broken)}`);
  await db.close();
  await rm(dataDir, { recursive: true });
  const grouped = perSecond(spent.groupedN, spent.grouped);
  const single = perSecond(spent.singleN, spent.single);
  const ratio = round(grouped / single);
  return {
    title: `Ledger: gifts among ${PEOPLE} people, two entries and two events each, WAL, FULL; every law holds after it`,
    rows: [
      ['one transaction each, transfers/s', String(single)],
      ['grouped commits, transfers/s', String(grouped)],
      ['ratio (goal >= 5)', ratio.toFixed(2)],
    ],
    json: {
      people: PEOPLE,
      transfers: spent.groupedN,
      singlePerSecond: single,
      groupedPerSecond: grouped,
      ratio,
    },
  };
};
