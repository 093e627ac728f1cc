import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuestionStatistics } from '../../server/domain/api-bank.ts';
import { type Statistics, startStatistics } from '../../server/jobs/statistics.ts';
import { commit } from '../../server/store/commit.ts';
import { setRefresher } from '../../server/store/question-stat.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;

describe('the statistics of a question', () => {
  let server: TestServer;
  let owner: Person;
  let id = '';
  let bank = '';
  let job: Statistics;
  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.joined('唐老师', 'trainer');
    const department = (await owner.call('GET /api/studio/people')).departments[0]?.id ?? null;
    bank = (await owner.call('POST /api/banks/save', { body: { name: { zh: '题库' }, department } })).id;
    id = (await owner.call('POST /api/questions/create', { body: { bank, type: 'true-false' } })).id;
    const content = {
      id: 'x',
      type: 'true-false',
      stem: { zh: '对吗？' },
      key: true,
      difficulty: 3,
    } as const;
    await owner.call('POST /api/questions/save', { body: { question: id, base: 0, content } });
    job = startStatistics(server.ctx);
  });
  afterAll(async () => {
    await job.stop();
    await server.close();
  });

  const answer = (n: number, ok: boolean) =>
    commit(server.ctx, async (tx) => {
      for (let i = 0; i < n; i++) {
        const person = crypto.randomUUID();
        const data = { mode: 'practice' as const, choices: [ok], first: true };
        tx.emit(
          { org: server.company.id, person, zone: 'Asia/Shanghai' },
          {
            verb: 'question.answered',
            ...{ obj: id, objVer: 1, ctx: `try-${person}`, ok, score: ok ? 1 : 0, ms: 4_000 },
            data: { ...data, presentedAt: 0, rtSrvMs: 4_000, changes: 0, hints: 0 },
          },
        );
      }
    });
  const ask = (by: Person = owner): Promise<QuestionStatistics> =>
    by.call('GET /api/questions/:id/statistics', { params: { id } });

  test('are computed when somebody looks, and not again within a minute', async () => {
    expect(await ask()).toMatchObject({ n: 0, flags: ['too_few'], computedAt: server.clock.now() });
    await answer(15, true);
    server.clock.advance(30_000);
    expect((await ask()).n).toBe(0);
    server.clock.advance(31_000);
    const few = await ask();
    expect(few).toMatchObject({ n: 15, flags: ['too_few'], computedAt: server.clock.now() });
    expect(few).not.toHaveProperty('facility');
    await answer(15, false);
    server.clock.advance(61_000);
    const told = await ask();
    expect(told).toMatchObject({ n: 30, facility: 50, meanMs: 4_000, flags: [] });
    expect(told.choices).toEqual([
      { label: '对', right: true, n: 15, share: 50 },
      { label: '错', right: false, n: 15, share: 50 },
    ]);
    const { rows } = await owner.call('POST /api/questions/search', { body: { bank, facilityBelow: 51 } });
    expect(rows.map((r) => [r.id, r.answers, r.facility])).toEqual([[id, 30, 50]]);
  });

  test('are refused to those who may not see the bank', async () => {
    const stranger = await server.joined('同事', 'trainer');
    expect((await refusalOf(ask(stranger))).code).toBe('question.unknown');
    expect((await refusalOf(ask(await server.joined('小白')))).code).toBe('auth.forbidden');
  });

  test('do not make anybody wait when computing takes long or fails', async () => {
    const asked = { times: 0 };
    const slow = () => {
      asked.times += 1;
      return new Promise<void>(() => undefined);
    };
    setRefresher(server.ctx.db, { computedAt: () => 0, refresh: slow });
    const from = performance.now();
    expect((await ask()).n).toBe(30);
    expect(performance.now() - from).toBeGreaterThan(1_900);
    expect(asked.times).toBe(1);
    setRefresher(server.ctx.db, { computedAt: () => 0, refresh: () => Promise.reject(new Error('no disk')) });
    expect((await ask()).n).toBe(30);
  });

  test('are computed by one run however many look at once', async () => {
    await Promise.all([job.refresh(), job.refresh(), job.refresh()]);
    expect(job.refresh()).toBe(job.refresh());
    await job.refresh();
  });

  test('look-alikes are found by a thread of its own', async () => {
    const stem = { zh: '发现火情以后第一步应该做什么，向谁报告？' };
    for (const ending of ['', '请选'])
      await owner.call('POST /api/questions/create', { body: { bank, type: 'true-false' } }).then((made) =>
        owner.call('POST /api/questions/save', {
          body: {
            question: made.id,
            base: 0,
            content: {
              id: 'x',
              type: 'true-false',
              stem: { zh: stem.zh + ending },
              key: true,
              difficulty: 1,
            },
          },
        }),
      );
    const params = { bank };
    const [a, b] = await Promise.all([
      owner.call('GET /api/banks/:bank/duplicates', { params }),
      owner.call('GET /api/banks/:bank/duplicates', { params }),
    ]);
    expect(a).toHaveLength(1);
    expect(b).toEqual(a);
  });
});
