import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../server/domain/api.ts';
import type { NewEvent } from '../../server/domain/events/index.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { ingest } from '../../server/store/event.ts';
import { diffRollups, rebuildRollups } from '../../server/store/rollup.ts';
import { findSymbol } from '../../server/store/symbol.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

const HOUR = 3_600_000;
type Fact = {
  who: number;
  item: number;
  ok: boolean;
  again: boolean;
  third: boolean;
  shift: number;
  verb: number;
  device: number;
};
const factOf: fc.Arbitrary<Fact> = fc.record({
  who: fc.nat(2),
  item: fc.nat(3),
  ok: fc.boolean(),
  again: fc.boolean(),
  third: fc.boolean(),
  /** Hours before the present, for what arrives out of order. */
  shift: fc.constantFrom(0, 0, 0, 0, 0.001, 1, 6, 30, 200),
  verb: fc.nat(5),
  device: fc.nat(4),
});

const answer = ({ item, ok, again, third }: Fact): NewEvent => ({
  verb: 'question.answered',
  obj: `q-${item}`,
  ok,
  score: ok ? 1 : third ? 1 / 3 : 0,
  ms: 1_000 + item,
  data: {
    mode: 'practice',
    choices: [1],
    first: false,
    presentedAt: 0,
    rtSrvMs: 1,
    changes: 0,
    hints: 0,
    ...(again ? { again } : {}),
  },
});
const DEVICES = ['unknown', 'phone', 'tablet', 'desktop', 'app'] as const;
const serverFact = (fact: Fact): NewEvent => {
  if (fact.verb <= 2) return answer(fact);
  if (fact.verb === 3)
    return { verb: 'session.started', data: { device: DEVICES[fact.device] ?? 'unknown', entry: 'join' } };
  return { verb: 'badge.earned', obj: 'b', data: { ruleVer: 1, evidence: [] } };
};

describe.each(STORES)('rollups on $name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const span = (at: number, ms: number): ClientEvent => ({
    id: uuidv7(),
    verb: 'activity.span',
    at,
    n: 1,
    data: { scope: 'quest', activeMs: ms, blurN: 0 },
  });
  /** The server states a fact of the past: an offline answer, or a clock that was set back. */
  const state = (actor: Actor, at: number, event: NewEvent) =>
    commit({ db: store.db, now: () => at }, async ({ emit }) => emit(actor, event));

  test('equal a rebuild from the log, whatever comes twice, late or out of order', async () => {
    const runs = store.db.dialect === 'sqlite' ? 30 : 6;
    let at = MORNING;
    await fc.assert(
      fc.asyncProperty(
        fc.array(factOf, { minLength: 5, maxLength: 60 }),
        fc.nat(9),
        async (facts, doubled) => {
          const actors = await seedPeople(store.ctx, 3);
          const work: Promise<unknown>[] = [];
          for (const [i, fact] of facts.entries()) {
            at += 1;
            const actor = actors[fact.who] as Actor;
            const then = at - Math.round(fact.shift * HOUR);
            if (fact.verb === 5) {
              const batch = [span(then, 100 + fact.item), span(then, 50)];
              work.push(ingest(store.ctx, actor, batch, at, at));
              if (i % 10 === doubled) work.push(ingest(store.ctx, actor, batch, at, at + 500));
            } else work.push(state(actor, then, serverFact(fact)));
            if (i % 7 === 0) await Promise.all(work);
          }
          await Promise.all(work);
          expect(await diffRollups(store.db.read)).toEqual([]);
        },
      ),
      { numRuns: runs },
    );
    await commit(store.ctx, (tx) => rebuildRollups(tx.db));
    expect(await diffRollups(store.db.read)).toEqual([]);
    const kept = await store.db.read.selectFrom('rollup_person_day').select('person').limit(1).execute();
    expect(kept).toHaveLength(1);
  });

  test('know the first answer, the latest, and what was corrected, also when the order is mixed up', async () => {
    const [actor] = (await seedPeople(store.ctx, 1)) as [Actor];
    const fact = { who: 0, item: 9, again: false, third: false, shift: 0, verb: 0, device: 0 };
    const at = MORNING + 400 * HOUR;
    await state(actor, at, answer({ ...fact, ok: true }));
    await state(actor, at - 48 * HOUR, answer({ ...fact, ok: false }));
    await state(actor, at + 1, answer({ ...fact, ok: false, again: true }));
    const person = (await findSymbol(store.db.read, actor.person)) ?? 0;
    const item = await store.db.read
      .selectFrom('rollup_person_item')
      .selectAll()
      .where('person', '=', person)
      .executeTakeFirst();
    expect(item).toMatchObject({ answers: 3, correct: 1, wrongs: 2, firstOk: 0, lastOk: 1, corrected: 1 });
    const days = await store.db.read
      .selectFrom('rollup_person_day')
      .select(['day', 'answers', 'firstAnswers', 'firstCorrect'])
      .where('person', '=', person)
      .orderBy('day')
      .execute();
    expect(
      days.map(({ answers, firstAnswers, firstCorrect }) => [answers, firstAnswers, firstCorrect]),
    ).toEqual([
      [1, 1, 0],
      [2, 0, 0],
    ]);
  });

  test('tell companies, days and hours apart that are written at one moment', async () => {
    const [here] = (await seedPeople(store.ctx, 1)) as [Actor];
    const [there] = (await seedPeople(store.ctx, 1, 'Europe/Berlin')) as [Actor];
    const fact = { who: 0, item: 5, again: false, third: false, shift: 0, verb: 0, device: 0 };
    const work: Promise<unknown>[] = [];
    for (const [i, hours] of [0, 1, 24, 25, 24 * 31, 24 * 32].entries())
      for (const actor of [here, there]) {
        const at = MORNING + (9_000 + hours) * HOUR;
        work.push(state(actor, at, answer({ ...fact, ok: i % 2 === 0 })));
        work.push(ingest(store.ctx, actor, [span(at, 70)], at, at));
      }
    await Promise.all(work);
    expect(await diffRollups(store.db.read)).toEqual([]);
    const person = (await findSymbol(store.db.read, there.person)) ?? 0;
    const kept = store.db.read.selectFrom('rollup_person_hour').selectAll().where('person', '=', person);
    expect((await kept.execute()).map((r) => [r.n, r.answers])).toEqual(Array(6).fill([2, 1]));
  });

  test('say where they differ when somebody has touched them', async () => {
    await commit(store.ctx, async ({ db }) => {
      await db.updateTable('rollup_verb_day').set({ n: 1_000 }).execute();
    });
    const [found, ...others] = await diffRollups(store.db.read);
    expect(others).toEqual([]);
    expect(found?.table).toBe('rollup_verb_day');
    expect(found?.extra).toBe(found?.missing);
    await commit(store.ctx, (tx) => rebuildRollups(tx.db));
    expect(await diffRollups(store.db.read)).toEqual([]);
  });
});
