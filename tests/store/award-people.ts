import { randomUUID } from 'node:crypto';
import type { AwardComponent, AwardDefinition, CompositeAward } from '../../server/domain/award-shape.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { type Award, announceAward, findAward, saveAward } from '../../server/store/award.ts';
import { computeAward, factsOf } from '../../server/store/award-run.ts';
import { commit } from '../../server/store/commit.ts';
import type { TestStore } from '../helpers/database.ts';
import { newCompany, newEditor } from './bank-people.ts';

/** Monday 2026-11-16 is the morning of the clock; the period is the three days after it. */
export const TUESDAY = 20261117;
export const THURSDAY = 20261119;
export const DAY = 86_400_000;

export const part = (
  id: string,
  metric: AwardComponent['metric'],
  weight: number,
  more: Partial<AwardComponent> = {},
): AwardComponent => ({ id, metric, weight, direction: 'more', missing: 'left_out', ...more });

export const composite = (more: Partial<CompositeAward> = {}): CompositeAward => ({
  kind: 'composite',
  name: { zh: '全能之星', en: 'All-round star' },
  from: TUESDAY,
  to: THURSDAY,
  peers: 'company',
  components: [part('practice', 'practice', 70), part('days', 'attendance', 30)],
  eligible: { answers: 1 },
  tie: 'shared',
  take: { kind: 'count', n: 2 },
  ...more,
});

/** Counts of one person on one day, as the log's rollup has them. */
export type Counted = { person: string; day: number; answers: number; right: number };

/** A company with a trainer, and what an award is computed from, written the shortest way. */
export const awardCompany = async (store: TestStore) => {
  const org = await newCompany(store.ctx);
  const tang = await newEditor(store.ctx, org);
  const learner = (name: string, department: string | null = null): Promise<Editor> =>
    newEditor(store.ctx, org, { role: 'learner', name, department });
  const symbol = async (text: string): Promise<number> =>
    commit(store.ctx, async ({ db }) => {
      await db
        .insertInto('symbol')
        .values({ text })
        .onConflict((c) => c.doNothing())
        .execute();
      return (await db.selectFrom('symbol').select('id').where('text', '=', text).executeTakeFirstOrThrow())
        .id;
    });
  const count = async (rows: readonly Counted[]): Promise<void> => {
    const numbers = new Map<string, number>();
    for (const text of [org, ...new Set(rows.map((r) => r.person))]) numbers.set(text, await symbol(text));
    const zeros = { firstAnswers: 0, firstCorrect: 0, milli: 0, activeMs: 0 };
    const dimensions = { learning: 0, result: 0, game: 0, social: 0, honor: 0 };
    const values = rows.map((r) => ({
      ...{ ...zeros, ...dimensions, org: numbers.get(org) ?? 0, person: numbers.get(r.person) ?? 0 },
      ...{ day: r.day, answers: r.answers, correct: r.right, answerMs: r.answers * 8000 },
      active: r.answers > 0 ? 1 : 0,
    }));
    await commit(store.ctx, async ({ db }) => {
      for (let at = 0; at < values.length; at += 100)
        await db
          .insertInto('rollup_person_day')
          .values(values.slice(at, at + 100))
          .onConflict((c) =>
            c.columns(['person', 'day']).doUpdateSet((eb) => ({
              answers: eb.ref('excluded.answers'),
              correct: eb.ref('excluded.correct'),
            })),
          )
          .execute();
    });
  };
  /** `n` learners with as many right answers on Tuesday as they stand in the list, from 1 on. */
  const crowd = async (n: number): Promise<Editor[]> => {
    const people: Editor[] = [];
    for (let i = 0; i < n; i++) people.push(await learner(`学员${String(i + 1).padStart(2, '0')}`));
    await count(
      people.map(({ person }, i) => ({ person, day: TUESDAY, answers: 2 * (i + 1), right: i + 1 })),
    );
    return people;
  };
  const announced = (definition: AwardDefinition): Promise<string> =>
    commit(store.ctx, async (tx) => {
      const id = await saveAward(tx, tang, { definition });
      await announceAward(tx, tang, id);
      return id;
    });
  const find = (id: string): Promise<Award> => findAward(store.db.read, org, id);
  const compute = async (id: string): Promise<Award> => {
    const facts = await factsOf(store.db.read, await find(id));
    await commit(store.ctx, (tx) => computeAward(tx, tang, id, facts));
    return find(id);
  };
  return { org, tang, learner, count, crowd, announced, find, compute, id: randomUUID };
};
export type AwardCompany = Awaited<ReturnType<typeof awardCompany>>;
