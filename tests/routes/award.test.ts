import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiPath } from '../../server/domain/api.ts';
import type { SeasonData } from '../../server/domain/season.ts';
import { commit } from '../../server/store/commit.ts';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';
import { composite } from '../store/award-people.ts';

const season: SeasonData = {
  ...{ kind: 'practice', name: { zh: '练习周' }, text: { zh: '一起练' }, icon: 'bullseye' },
  ...{ from: 20261116, to: 20261118, metric: 'right', personal: 10 },
};

describe('the doors of awards and seasons', () => {
  let server: TestServer;
  let trainer: Browser;
  let stranger: Browser;
  let guest: Awaited<ReturnType<TestServer['joined']>>;
  let award: string;
  beforeAll(async () => {
    server = await startTestServer();
    trainer = await server.joined('唐老师', 'trainer');
    guest = await server.joined('游客');
    const outside = await server.joined('外人', 'trainer');
    stranger = outside;
    const org = randomUUID();
    await commit(server.ctx, async ({ db }) => {
      const company = { id: org, name: '别家', code: org.slice(0, 8), zone: 'Asia/Shanghai', createdAt: 0 };
      await db.insertInto('org').values(company).execute();
      for (const [table, column] of [
        ['person', 'id'],
        ['identity', 'person'],
      ] as const)
        await db
          .updateTable(table)
          .set({ org })
          .where(column as never, '=', outside.me.person.id as never)
          .execute();
    });
    award = (await trainer.call('POST /api/awards/save', { body: { definition: composite() } })).id;
  });
  afterAll(() => server.close());

  test('show a learner what is announced, never the audit, a draft or the studio', async () => {
    const learner = await server.joined('林林', 'learner');
    for (const who of [learner, guest]) {
      expect(await who.call('GET /api/awards/mine')).toEqual([]);
      for (const key of ['GET /api/awards', 'GET /api/studio/seasons'] as const satisfies ApiPath[])
        expect((await refusalOf(who.call(key))).code).toBe('auth.forbidden');
      const one = who.call('GET /api/awards/:award', { params: { award } });
      expect((await refusalOf(one)).code).toBe('auth.forbidden');
      expect((await who.request(`/api/awards/${award}/audit.csv`)).status).toBe(403);
      const acts = [
        who.call('POST /api/awards/announce', { body: { award } }),
        who.call('POST /api/awards/compute', { body: { award } }),
        who.call('POST /api/awards/confirm', { body: { award, computedAt: 1 } }),
        who.call('POST /api/awards/exclude', { body: { award, person: 'x', reason: 'y' } }),
        who.call('POST /api/awards/preview', { body: { definition: composite() } }),
        who.call('POST /api/seasons/save', { body: { data: season } }),
      ];
      for (const act of acts) expect((await refusalOf(act)).code).toBe('auth.forbidden');
    }
    expect((await server.client().request(`/api/awards/${award}/audit.xlsx`)).status).toBe(401);
  });

  test('open nothing to a trainer of another company', async () => {
    const params = { params: { award } };
    expect(await stranger.call('GET /api/awards')).toEqual([]);
    expect((await refusalOf(stranger.call('GET /api/awards/:award', params))).code).toBe('award.unknown');
    const announce = stranger.call('POST /api/awards/announce', { body: { award } });
    expect((await refusalOf(announce)).code).toBe('award.unknown');
    expect((await stranger.request(`/api/awards/${award}/audit.csv`)).status).toBe(404);
    const { id } = await trainer.call('POST /api/seasons/save', { body: { data: season } });
    const start = stranger.call('POST /api/seasons/start', { body: { season: id } });
    expect((await refusalOf(start)).code).toBe('season.unknown');
    expect(await stranger.call('GET /api/seasons')).toEqual([]);
    await trainer.call('POST /api/seasons/start', { body: { season: id } });
    expect(await guest.call('GET /api/seasons')).toMatchObject([{ id, open: true, mine: 0 }]);
  });

  test('tell whoever has a line in an award that a trainer has read it', async () => {
    const { id } = await trainer.call('POST /api/awards/save', { body: { definition: composite() } });
    const looks = async () => (await guest.call('GET /api/rights')).looks.filter((l) => l.what === 'award');
    expect(await looks()).toEqual([]);
    const out = [{ person: guest.me.person.id, why: 'answers' }];
    const summary = JSON.stringify({ out, eligible: 0, tooFew: true, winners: 0 });
    await commit(server.ctx, async ({ db }) => {
      await db.updateTable('award').set({ summary }).where('id', '=', id).execute();
    });
    await trainer.call('GET /api/awards/:award', { params: { award: id } });
    expect(await looks()).toMatchObject([{ what: 'award', by: 'trainer', n: 1 }]);
  });

  test('let a trainer try, announce and take the audit home in both formats', async () => {
    const trial = await trainer.call('POST /api/awards/preview', { body: { definition: composite() } });
    expect(trial).toMatchObject({ to: 20261115, tooFew: true });
    const told = await trainer.call('POST /api/awards/announce', { body: { award } });
    expect(told).toMatchObject({ status: 'announced', intact: true, createdBy: '唐老师' });
    expect(await guest.call('GET /api/awards/mine')).toMatchObject([{ id: award, status: 'announced' }]);
    const csv = await trainer.request(`/api/awards/${award}/audit.csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(await csv.text()).toContain('权重：练习答对');
    const xlsx = await trainer.request(`/api/awards/${award}/audit.xlsx?lang=en`);
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const weightless = composite({ components: composite().components.slice(0, 1) });
    const refused = await refusalOf(
      trainer.call('POST /api/awards/save', { body: { definition: weightless } }),
    );
    expect([refused.code, refused.details]).toEqual(['award.weights', { sum: 70 }]);
  });
});
