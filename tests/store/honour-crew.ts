import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Notice } from '../../server/domain/notice.ts';
import { followHonours } from '../../server/jobs/honours.ts';
import { type Actor, claim, commit } from '../../server/store/commit.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import type { Draft } from '../../server/store/row.ts';
import { draftOf, FLAGS } from '../../server/store/row.ts';
import type { TestStore } from '../helpers/database.ts';

type Answered = { question?: string; ok?: boolean; again?: boolean; flags?: number; at?: number };

/** Hands for the tests of honours: what people do, and a server that follows the log. */
export const honourCrew = (store: TestStore) => {
  const told: { person: string; notice: Notice }[] = [];
  const ctx = {
    ...store.ctx,
    log: pino({ level: 'silent' }),
    line: {
      tell: (_: string, people: readonly string[], notice: Notice) => {
        for (const person of people) told.push({ person, notice });
      },
      whereAre: async () => new Map(),
    },
  };
  const follow = async (most?: number): Promise<void> => {
    for (let i = 0; i < 200; i++) if (await followHonours(ctx, most)) return;
    throw new Error('the end of the log was not reached');
  };
  const pay = (by: Actor, amount: number, reason = 'practice', key: string = randomUUID()) =>
    commit(store.ctx, (tx) => creditPerson(tx, by, { amount, reason, key }));
  const draftFor = (by: Actor, a: Answered, now: number): Draft => {
    const { question = 'q1', ok = true, again, flags = 0, at = now } = a;
    const data = { mode: 'practice' as const, choices: [1], first: false, presentedAt: 0, rtSrvMs: 1 };
    const more = { changes: 0, hints: 0, ...(again ? { again } : {}) };
    const draft = draftOf(
      by,
      { verb: 'question.answered', obj: question, ok, score: ok ? 1 : 0, data: { ...data, ...more } },
      at,
    );
    draft.row.flags |= flags;
    return draft;
  };
  /** States answers with any flags and at any time, in one commit. */
  const answer = (by: Actor, ...all: Answered[]) =>
    commit(store.ctx, async (tx) => {
      for (const a of all.length === 0 ? [{}] : all) claim(tx, draftFor(by, a, tx.now));
    });
  const scores = (person: string) =>
    store.db.read
      .selectFrom('score_day')
      .select(['day', 'xp', 'answers', 'correct', 'corrections'])
      .where('person', '=', person)
      .orderBy('day')
      .execute();
  const events = async (verb: number, person?: string) => {
    const rows = await store.db.read
      .selectFrom('event_text')
      .select(['actor', 'obj', 'data'])
      .where('verb', '=', verb)
      .orderBy('seq')
      .execute();
    return rows
      .filter((r) => person === undefined || r.actor === person)
      .map((r) => ({ obj: r.obj, ...JSON.parse(r.data) }));
  };
  return { ctx, told, follow, pay, answer, scores, events };
};
export type HonourCrew = ReturnType<typeof honourCrew>;
export { FLAGS };
