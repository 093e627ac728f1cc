import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { uuidv7 } from 'uuidv7';
import { once as onceFor } from '../../server/store/command.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { ingest } from '../../server/store/event.ts';
import { creditPerson, transfer } from '../../server/store/ledger.ts';

/**
 * Waits for a line on its input, then plays without end over one data folder and prints each fact after its
 * acknowledgement, one per line: `kind id`. Its parent kills it. Half of the commands are repeats of an earlier one.
 */
const [dataDir = '', peopleJson = '[]'] = process.argv.slice(2);
const people = JSON.parse(peopleJson) as Actor[];
flushCompileCache();
await once(process.stdin, 'data');
const db = await openDatabase({ dataDir });
const ctx = { db, now: Date.now };
const say = (kind: string, id: string): void => appendFileSync(1, `${kind} ${id}\n`);

const answer = (actor: Actor, id: string) =>
  onceFor(ctx, actor.person, id, async (tx) => {
    const data = {
      mode: 'practice' as const,
      choices: [1],
      first: false,
      presentedAt: 0,
      rtSrvMs: 1,
      changes: 0,
      hints: 0,
    };
    tx.emit(actor, {
      verb: 'question.answered',
      obj: `q-${id.slice(-1)}`,
      ctx: id,
      ok: true,
      score: 1,
      ms: 900,
      data,
    });
    const paid = await creditPerson(tx, actor, { amount: 5, reason: 'practice', ref: id, key: id });
    return paid.balance;
  });

const playOnce = async (actor: Actor, other: Actor): Promise<void> => {
  const id = uuidv7();
  await answer(actor, id);
  say('answer', id);
  if (Math.random() < 0.5) await answer(actor, id);
  if (Math.random() < 0.3) {
    const key = `gift-${id}`;
    await commit(ctx, (tx) => transfer(tx, actor, { to: other.person, amount: 2, reason: 'gift', key }));
    say('gift', key);
  }
  const event = {
    id: uuidv7(),
    verb: 'nav.viewed',
    at: Date.now(),
    n: 1,
    data: { route: '/quest', dwellMs: 10 },
  };
  await ingest(ctx, actor, [event], Date.now(), Date.now());
  say('event', event.id);
};

const playOn = async (actor: Actor, other: Actor): Promise<never> => {
  for (;;) await playOnce(actor, other);
};
await Promise.all(people.map((actor, i) => playOn(actor, people[(i + 1) % people.length] ?? actor)));
