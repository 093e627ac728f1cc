import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { forecastsOf } from '../../server/analytics/forecast.ts';
import { dice } from '../../server/domain/random.ts';
import { fitForecasts } from '../../server/jobs/forecasts.ts';
import { commit } from '../../server/store/commit.ts';
import { readOnly } from '../../server/store/db.ts';
import { forecastView } from '../../server/store/forecast.ts';
import { normalFrom } from '../domain/cohort.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { choice } from '../store/bank-people.ts';

const HOUR = 3_600_000;
let store: TestStore | undefined;
afterEach(() => store?.close());

/** Two days of play; of those before `graduates` the later exam too, which depends on the kindness of the first days. */
const season = async (s: TestStore, people: number, graduates: number, seed: number) => {
  const actors = await seedPeople(s.ctx, people);
  const org = actors[0]?.org ?? '';
  const normal = normalFrom(dice(seed));
  await commit(s.ctx, async ({ db, now }) => {
    const q = { ...choice('题'), id: 'q-1' };
    await db
      .insertInto('bank')
      .values({ id: 'b', org, name: '{"zh":"b"}', hash: '', createdAt: now })
      .execute();
    await db
      .insertInto('question')
      .values({
        id: q.id,
        bank: 'b',
        point: '',
        type: q.type,
        version: 1,
        difficulty: 3,
        state: 'ready',
        createdAt: now,
        updatedAt: now,
      })
      .execute();
    await db
      .insertInto('question_version')
      .values({
        question: q.id,
        version: 1,
        content: JSON.stringify(q),
        hash: '',
        createdAt: now,
        person: null,
      })
      .execute();
  });
  const kind = actors.map(() => Math.max(0, Math.round(5 + 3 * normal())));
  for (const [i, by] of actors.entries())
    await commit(s.ctx, async (tx) => {
      for (let k = 0; k < (kind[i] ?? 0); k++)
        tx.emit(by, { verb: 'reaction.given', obj: 'x', data: { kind: 'like' } });
      const ok = normal() > 0;
      tx.emit(by, {
        verb: 'question.answered',
        ...{ obj: 'q-1', objVer: 1, ok, score: ok ? 1 : 0, ms: 5_000 },
        data: {
          mode: 'practice',
          choices: [0],
          first: true,
          presentedAt: 0,
          rtSrvMs: 0,
          changes: 0,
          hints: 0,
        },
      });
    });
  s.clock.advance(24 * HOUR);
  for (const by of actors)
    await commit(s.ctx, async (tx) => {
      tx.emit(by, { verb: 'lesson.completed', obj: 'l', data: { cardsSeen: 4 } });
    });
  s.clock.advance(24 * HOUR);
  for (const [i, by] of actors.slice(0, graduates).entries())
    await commit(s.ctx, async (tx) => {
      const score = 1 / (1 + Math.exp(-(0.7 * ((kind[i] ?? 0) - 5) + 1.4 * normal())));
      tx.emit(by, { verb: 'exam.decided', obj: 'e', ok: score > 0.8, score, data: { nth: 1, ruleVer: 1 } });
    });
  return { actors, org, kind };
};
const jobOf = (s: TestStore) => ({
  ...s.ctx,
  log: pino({ level: 'silent' }),
  config: { dataDir: s.dataDir },
});

describe.each(STORES)('the forecast on $name', ({ open }) => {
  it('is withheld of few people: nobody is named, and why is said', async () => {
    store = await open();
    const { org } = await season(store, 12, 9, 1);
    expect(await fitForecasts(jobOf(store))).toBe(1);
    const view = await forecastView(store.db.read, org);
    expect(view).toMatchObject({ fitted: true, people: [] });
    if (view.fitted) expect(view.withheld).toEqual(expect.arrayContaining(['people', 'class']));
  });

  it('is fitted once a day', async () => {
    store = await open();
    await season(store, 3, 2, 2);
    expect(await fitForecasts(jobOf(store))).toBe(1);
    expect(await fitForecasts(jobOf(store))).toBe(0);
    store.clock.advance(24 * HOUR);
    expect(await fitForecasts(jobOf(store))).toBe(1);
  });
});

describe('the forecast of a company with enough people', () => {
  it('looks at the first two active days only, and offers help to those who had least of what helped others', async () => {
    const sqlite = STORES.find((s) => s.name === 'sqlite');
    store = await sqlite?.open();
    if (!store) throw new Error('no store');
    const { org, actors, kind } = await season(store, 270, 240, 3);
    const { model, people } = await forecastsOf(readOnly(store.db.read), org, 'Asia/Shanghai');
    expect(model.withheld).toEqual([]);
    expect(model.quality.n).toBe(240);
    expect(people.map((p) => p.person).sort()).toEqual(
      actors
        .slice(240)
        .map((a) => a.person)
        .sort(),
    );
    const kindOf = new Map(actors.map((a, i) => [a.person, kind[i] ?? 0]));
    const sorted = [...people].sort((a, b) => b.p - a.p);
    const mean = (some: typeof people): number =>
      some.reduce((sum, p) => sum + (kindOf.get(p.person) ?? 0), 0) / some.length;
    expect(mean(sorted.slice(0, 10))).toBeLessThan(mean(sorted.slice(-10)) - 2);
    // What comes after the second day changes nothing of what is said.
    const late = actors[250];
    if (!late) throw new Error('nobody is late');
    await commit(store.ctx, async (tx) => {
      for (let k = 0; k < 40; k++)
        tx.emit(late, { verb: 'reaction.given', obj: 'x', data: { kind: 'like' } });
    });
    const again = await forecastsOf(readOnly(store.db.read), org, 'Asia/Shanghai');
    const pOf = (all: typeof people): number | undefined => all.find((p) => p.person === late.person)?.p;
    expect(pOf(again.people)).toBeCloseTo(pOf(people) ?? 0, 12);
  });
});
