import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OsmMeasure } from '../../server/domain/effect.ts';
import { feedBack } from '../../server/jobs/feedback.ts';
import { commit } from '../../server/store/commit.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const DAY = 86_400_000;
const about = { design: 'comparison', better: 'up', unit: '', start: 202_603 } as const;
const LINES = `指标,组,期间,数值
签约率,参训组,202601,10
签约率,参训组,202602,12
签约率,参训组,202603,20
签约率,参训组,202604,22
签约率,对照组,202601,10
签约率,对照组,202602,11
签约率,对照组,202603,12
签约率,对照组,202604,13
签约率,对照组,明天,13`;
const filter = { from: '20260101', to: '20261231' };
const figure = (by: Awaited<ReturnType<TestServer['joined']>>, metric: string) =>
  by.request(`/api/figures/${metric}?${new URLSearchParams(filter)}`).then((r) => r.json());

describe('what the programme is worth', () => {
  it('takes figures of the business in, computes their change, and shows them as level four', async () => {
    const t = await server.joined('唐', 'trainer');
    const done = await t.call('POST /api/effect/kpis/import', { body: { about, text: LINES } });
    expect([done.taken, done.refused.map((r) => [r.line, r.why])]).toEqual([8, [[10, 'period']]]);
    expect(done.kpis[0]).toMatchObject({ name: '签约率', design: 'comparison', change: { value: 8, n: 8 } });
    const again = await t.call('POST /api/effect/kpis/import', {
      body: { about, text: '签约率\t参训组\t202604\t24' },
    });
    expect([again.taken, again.kpis.length, again.kpis[0]?.change?.value]).toEqual([1, 1, 9]);
    const { rows } = await figure(t, 'effect.kirkpatrick');
    expect(rows).toMatchObject([
      { level: 'L4', measure: 'kpi', name: '签约率', value: 9, design: 'comparison' },
    ]);
    const nothing = { body: { about, text: '没有，数字' } };
    expect((await refusalOf(t.call('POST /api/effect/kpis/import', nothing))).code).toBe(
      'effect.nothing_read',
    );
    expect(await t.call('POST /api/effect/kpis/remove', { body: { kpi: done.kpis[0]?.id ?? '' } })).toEqual(
      [],
    );
    const gone = { body: { kpi: done.kpis[0]?.id ?? '' } };
    expect((await refusalOf(t.call('POST /api/effect/kpis/remove', gone))).code).toBe('effect.kpi_unknown');
  });

  it('refuses to save over what somebody else has just saved, and shows each assumption of the ROI', async () => {
    const t = await server.joined('唐二', 'trainer');
    const before = await t.call('GET /api/effect/roi');
    const data = {
      currency: 'CNY',
      benefits: [{ name: '少返工', amount: 100_000, isolation: 0.5, confidence: 0.8, source: '财务' }],
      costs: [{ name: '讲师', amount: 20_000, source: '' }],
    };
    const save = (rev: number) => t.call('POST /api/effect/roi/save', { body: { rev, data } });
    expect(await save(before.rev)).toMatchObject({ rev: 1, data, savedBy: '唐二' });
    expect((await refusalOf(save(before.rev))).code).toBe('effect.changed');
    expect((await save(1)).rev).toBe(2);
    const { rows } = await figure(t, 'effect.roi');
    expect(rows.map((r: Record<string, unknown>) => [r.line, r.counted, r.roi])).toEqual([
      ['benefit', 40_000, null],
      ['cost', 20_000, null],
      ['benefits', 40_000, null],
      ['costs', 20_000, null],
      ['roi', null, 1],
    ]);
    const wrong = { ...data, benefits: [{ ...data.benefits[0], isolation: 2 }] } as typeof data;
    expect(
      (await refusalOf(t.call('POST /api/effect/roi/save', { body: { rev: 2, data: wrong } }))).status,
    ).toBe(400);
  });

  it('colours the tree by its figures and tells the owner once when a measure turns red', async () => {
    const t = await server.joined('唐三', 'trainer');
    const measure: OsmMeasure = {
      ...{
        id: 'm1',
        name: '投资回报',
        metric: 'effect.roi',
        column: 'roi',
        row: 'last',
        days: 28,
        filter: {},
      },
      ...{ target: { value: 3, amber: 2, better: 'up' }, owner: t.me.person.id, alert: true },
    };
    const data = {
      objectives: [{ id: 'o', name: '省钱', strategies: [{ id: 's', name: '少返工', measures: [measure] }] }],
    };
    const { rev } = await t.call('GET /api/effect/osm');
    await t.call('POST /api/effect/osm/save', { body: { rev, data } });
    expect((await refusalOf(t.call('POST /api/effect/osm/save', { body: { rev, data } }))).code).toBe(
      'osm.changed',
    );
    const { rows } = await figure(t, 'effect.osm');
    expect(rows.map((r: Record<string, unknown>) => [r.level, r.parent, r.value, r.state])).toEqual([
      ['objective', null, null, null],
      ['strategy', 'o', null, null],
      ['measure', 's', 1, 'red'],
    ]);
    expect([await feedBack(server.ctx), await feedBack(server.ctx)]).toEqual([1, 0]);
    const [message] = await t.call('GET /api/messages');
    expect(message).toMatchObject({ kind: 'target', text: '“投资回报”现在是 1，目标是 3。' });
  });

  it('is not for learners', async () => {
    const l = await server.joined('学员');
    for (const key of ['GET /api/effect/kpis', 'GET /api/effect/roi', 'GET /api/effect/osm'] as const)
      expect((await refusalOf(l.call(key))).code).toBe('auth.forbidden');
    const t = await server.joined('唐四', 'trainer');
    expect((await refusalOf(t.call('GET /api/effect/checks/team'))).code).toBe('auth.forbidden');
  });
});

describe('behaviour at work', () => {
  it('is answered by the learner and by the manager of the own people, 30 days after', async () => {
    const l = await server.joined('林林');
    const other = await server.joined('外部');
    const m = await server.joined('马经理', 'manager');
    const quest = (await l.call('GET /api/quest')).id;
    const department = `d-${server.company.id.slice(0, 8)}`;
    await commit(server.ctx, async ({ db, now }) => {
      await db
        .insertInto('department')
        .values({ id: department, org: server.company.id, parent: null, name: '码头' })
        .execute();
      await db
        .updateTable('person')
        .set({ department })
        .where('id', 'in', [l.me.person.id, m.me.person.id])
        .execute();
      for (const { me } of [l, other])
        await db
          .insertInto('enrolment')
          .values({
            ...{ person: me.person.id, quest, startedAt: now, startDay: 20_261_116, version: 1 },
            ...{ completedAt: now, graduatedAt: now, medalAt: null },
          })
          .onConflict((oc) =>
            oc.columns(['person', 'quest']).doUpdateSet({ graduatedAt: now, completedAt: now }),
          )
          .execute();
    });
    const seen = [true, true, true, false, false];
    const answer = () => l.call('POST /api/effect/checks/answer', { body: { quest, seen } });
    expect(await l.call('GET /api/effect/checks')).toEqual([]);
    expect((await refusalOf(answer())).code).toBe('effect.no_check');
    server.clock.advance(31 * DAY);
    expect((await l.call('GET /api/effect/checks')).map((c) => [c.mark, c.items.length])).toEqual([[30, 5]]);
    await answer();
    expect(await l.call('GET /api/effect/checks')).toEqual([]);
    const team = await m.call('GET /api/effect/checks/team');
    expect(team.map((c) => [c.name, c.mark, c.answered])).toEqual([['林林', 30, false]]);
    const observe = (person: string) =>
      m.call('POST /api/effect/checks/observe', {
        body: { person, quest, seen: [true, true, false, false, true] },
      });
    expect((await refusalOf(observe(other.me.person.id))).code).toBe('effect.no_check');
    expect((await observe(l.me.person.id)).map((c) => c.answered)).toEqual([true]);
    const kept = await server.ctx.db.read
      .selectFrom('effect_check')
      .select(['role', 'seen'])
      .orderBy('role')
      .execute();
    expect(kept).toEqual([
      { role: 'manager', seen: '11001' },
      { role: 'self', seen: '11100' },
    ]);
    const t = await server.joined('唐五', 'trainer');
    const { rows, hidden } = await figure(t, 'effect.kirkpatrick');
    expect([rows.filter((r: Record<string, unknown>) => r.level === 'L3'), hidden]).toEqual([[], 3]);
  });
});

describe('what learners say of a quest', () => {
  it('goes to its author from five new answers on, at most once a week', async () => {
    const t = await server.joined('作者', 'trainer');
    const { db } = server.ctx;
    const quests = await db.read.selectFrom('quest').select('id').execute();
    const quest = quests[0]?.id ?? '';
    const say = (n: number) =>
      commit(server.ctx, async (tx) => {
        const row = { org: server.company.id, quest, station: 'summit-6', item: 'recommend', text: null };
        for (let i = 0; i < n; i++)
          await tx.db
            .insertInto('survey_response')
            .values({ ...row, id: crypto.randomUUID(), day: 20_261_217, value: 9 })
            .execute();
      });
    const place = await db.read
      .selectFrom('quest')
      .select('definition')
      .where('id', '=', quest)
      .executeTakeFirstOrThrow();
    expect(place.definition).toContain('summit-6');
    await commit(server.ctx, (tx) =>
      tx.db.updateTable('quest').set({ createdBy: t.me.person.id }).where('id', '=', quest).execute(),
    );
    const heard = async (): Promise<string[]> => {
      await feedBack(server.ctx);
      return (await t.call('GET /api/messages')).filter((m) => m.kind === 'feedback').map((m) => m.text);
    };
    await say(4);
    expect(await heard()).toEqual([]);
    await say(2);
    server.clock.advance(6_000);
    const first = '6 位学员打了分：NPS +100（±0），人数还少，先看个方向。';
    expect(await heard()).toEqual([first]);
    await say(5);
    server.clock.advance(3 * DAY);
    expect(await heard()).toEqual([first]);
    server.clock.advance(5 * DAY);
    expect((await heard()).length).toBe(2);
    expect((await heard()).length).toBe(2);
  });
});
