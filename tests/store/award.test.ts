import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeAwards } from '../../server/jobs/awards.ts';
import { announceAward, cancelAward, saveAward } from '../../server/store/award.ts';
import { awardsFor } from '../../server/store/award-mine.ts';
import { confirmAward, excludeFrom, publishAward } from '../../server/store/award-run.ts';
import { bringValues } from '../../server/store/award-values.ts';
import { awardDetail } from '../../server/store/award-view.ts';
import { findCertificate } from '../../server/store/certificate.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type AwardCompany, awardCompany, composite, DAY, part } from './award-people.ts';
import { refusal } from './bank-people.ts';

const FRIDAY = MORNING + 4 * DAY;

describe.each(STORES)('an award on $name', ({ open }) => {
  let store: TestStore;
  let at: AwardCompany;
  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await awardCompany(store);
  });
  const detail = (id: string) => awardDetail(store.db.read, at.tang, id, store.ctx.now());

  test('is announced before its period, frozen then, computed after it, confirmed by name and given once', async () => {
    const people = await at.crowd(12);
    const best = people[11];
    const id = await at.announced(composite());
    expect(await refusal(run((tx) => saveAward(tx, at.tang, { id, definition: composite() })))).toBe(
      'award.state',
    );
    expect(await refusal(at.compute(id))).toBe('award.not_over');
    const [shown] = await awardsFor(store.db.read, people[0] ?? at.tang);
    expect(shown).toMatchObject({ id, status: 'announced', version: 1 });
    expect(shown?.winners).toBeUndefined();

    store.clock.set(FRIDAY);
    await at.compute(id);
    await at.count([{ person: people[0]?.person ?? '', day: 20261117, answers: 90, right: 90 }]);
    const closed = await at.compute(id);
    const { result } = await detail(id);
    expect(result?.lines.slice(0, 2).map((l) => [l.name, l.place, l.won])).toEqual([
      ['学员01', 1, true],
      ['学员12', 2, true],
    ]);
    const mine = async (i: number) => (await awardsFor(store.db.read, people[i] ?? at.tang))[0];
    expect((await mine(0))?.mine).toBeUndefined();
    expect(await refusal(run((tx) => publishAward(tx, at.tang, id)))).toBe('award.state');
    const computedAt = Number(closed.computedAt);
    expect(await refusal(run((tx) => confirmAward(tx, at.tang, { award: id, computedAt: 1 })))).toBe(
      'award.changed',
    );
    await run((tx) => confirmAward(tx, at.tang, { award: id, computedAt }));
    expect(await refusal(at.compute(id))).toBe('award.state');
    const won = await run((tx) => publishAward(tx, at.tang, id));
    expect(won).toEqual([people[0]?.person, best?.person]);
    expect(await refusal(run((tx) => publishAward(tx, at.tang, id)))).toBe('award.state');

    const told = await mine(11);
    expect(told).toMatchObject({ status: 'published', confirmedBy: '唐老师', hidden: 0 });
    expect(told?.winners?.map((w) => [w.face.name, w.place])).toEqual([
      ['学员01', 1],
      ['学员12', 2],
    ]);
    const { view } = await findCertificate(store.db.read, told?.mine?.certificate ?? '');
    expect(view).toMatchObject({ kind: 'award', person: '学员12', quest: { zh: '全能之星' }, valid: true });
    const loser = (await mine(5))?.mine;
    expect(loser?.line).toMatchObject({ kind: 'composite', won: false });
    expect(loser?.certificate).toBeUndefined();
    const events = await store.db.read
      .selectFrom('event_text')
      .select(['actor', 'data'])
      .where('org', '=', at.org)
      .where('obj', '=', id)
      .execute();
    expect(events.map((e) => JSON.parse(e.data) as object)).toEqual([
      { rank: 1, value: expect.any(Number), weightsVer: 1, confirmedBy: at.tang.person },
      { rank: 2, value: expect.any(Number), weightsVer: 1, confirmedBy: at.tang.person },
    ]);
    const acts = (await detail(id)).acts.map((a) => a.action.slice(6)).reverse();
    expect(acts).toEqual(['create', 'announced', 'closed', 'compute', 'confirmed', 'published']);
  });

  test('excludes somebody only for a reason that is kept, and nobody confirms the result of before', async () => {
    const people = await at.crowd(12);
    const best = people[11]?.person ?? '';
    const id = await at.announced(composite());
    store.clock.set(FRIDAY);
    const before = await at.compute(id);
    const award = { award: id, person: best };
    await run((tx) => excludeFrom(tx, at.tang, { ...award, reason: '替人作答' }));
    const stale = { award: id, computedAt: Number(before.computedAt) };
    expect(await refusal(run((tx) => confirmAward(tx, at.tang, stale)))).toBe('award.changed');
    await at.compute(id);
    const first = (await detail(id)).result?.lines;
    expect(first?.[0]).toMatchObject({ name: '学员11', place: 1 });
    expect(first?.at(-1)).toMatchObject({ name: '学员12', place: 0, excluded: '替人作答' });
    await run((tx) => excludeFrom(tx, at.tang, award));
    await at.compute(id);
    expect((await detail(id)).result?.lines[0]).toMatchObject({ name: '学员12', place: 1 });
    expect((await detail(id)).acts.map((a) => a.details)).toContainEqual({
      person: best,
      reason: '替人作答',
    });
  });

  test('cannot be announced on its first day, confirmed for nine people, or computed when it was tampered with', async () => {
    await at.crowd(9);
    store.clock.set(MORNING + DAY);
    const late = await run((tx) => saveAward(tx, at.tang, { definition: composite() }));
    expect(await refusal(run((tx) => announceAward(tx, at.tang, late)))).toBe('award.begun');
    store.clock.set(MORNING);
    const id = await at.announced(composite());
    store.clock.set(FRIDAY);
    const { computedAt } = await at.compute(id);
    expect(
      await refusal(run((tx) => confirmAward(tx, at.tang, { award: id, computedAt: Number(computedAt) }))),
    ).toBe('award.too_few');
    const definition = JSON.stringify(composite({ take: { kind: 'count', n: 9 } }));
    await run(async ({ db }) => {
      await db.updateTable('award').set({ definition }).where('id', '=', id).execute();
    });
    expect(await refusal(at.compute(id))).toBe('award.state');
    expect((await detail(id)).intact).toBe(false);
    await run((tx) => cancelAward(tx, at.tang, id, '人数不够'));
    expect((await detail(id)).reason).toBe('人数不够');
  });

  test('takes values from elsewhere by name or login, and gives back what it could not read', async () => {
    const people = await at.crowd(10);
    await at.learner('同名');
    await at.learner('同名');
    const label = { zh: '项目贡献' };
    const id = await at.announced(composite({ components: [part('x', 'imported', 100, { label })] }));
    const text = '学员01；85\n学员02,12.5\n同名;3\n没有的人;4\n学员03;许多\n学员01;9\n';
    const said = await run((tx) => bringValues(tx, at.tang, { award: id, component: 'x', text }));
    expect(said.taken).toBe(2);
    expect(said.refused.map((r) => [r.line, r.why])).toEqual([
      [3, 'person'],
      [4, 'person'],
      [5, 'number'],
      [6, 'twice'],
    ]);
    store.clock.set(FRIDAY);
    await at.compute(id);
    const lines = (await detail(id)).result?.lines ?? [];
    expect(lines.map((l) => l.name)).toEqual(['学员01', '学员02']);
    expect((await detail(id)).result?.out.filter((o) => o.why === 'nothing')).toHaveLength(people.length - 2);
  });

  test('is computed by the job when its period is over, and waits there for a person', async () => {
    await at.crowd(10);
    const id = await at.announced(composite());
    const ctx = { ...store.ctx, log: pino({ level: 'silent' }) };
    await closeAwards(ctx);
    expect((await at.find(id)).status).toBe('announced');
    store.clock.set(FRIDAY);
    await closeAwards(ctx);
    expect((await at.find(id)).status).toBe('closed');
    expect((await awardsFor(store.db.read, at.tang))[0]).toMatchObject({ status: 'closed' });
  });
});
