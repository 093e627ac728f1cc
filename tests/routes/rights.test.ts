import { existsSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForecastQuality } from '../../server/domain/forecast.ts';
import { DEFAULT_RIGHTS } from '../../server/domain/rights.ts';
import { runErasures } from '../../server/jobs/retention.ts';
import { commit } from '../../server/store/commit.ts';
import { saveForecast } from '../../server/store/forecast.ts';
import { traitFile } from '../../server/store/trait.ts';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
let admin: Browser & { me: { person: { id: string } } };
beforeAll(async () => {
  server = await startTestServer();
  admin = await server.joined('管理员甲', 'admin');
}, 60_000);
afterAll(() => server?.close());

const allowTraits = async (traits: boolean): Promise<void> => {
  const { policy: before } = await admin.call('GET /api/studio/rights');
  await admin.call('POST /api/studio/rights/policy', { body: { before, policy: { ...before, traits } } });
};
const agree = (who: Browser, given: boolean) =>
  who.call('POST /api/rights/consent', { body: { purpose: 'traits', version: 1, given } });
const answerAll = async (who: Browser): Promise<void> => {
  const { items } = await who.call('GET /api/traits');
  for (const { id } of items) await who.call('POST /api/traits/answer', { body: { item: id, value: 4 } });
};
const bytesHold = (text: string): boolean => {
  const file = traitFile(server.ctx.config.dataDir);
  return [file, `${file}-journal`, `${file}-wal`].some(
    (f) => existsSync(f) && readFileSync(f).includes(text),
  );
};

describe('traits', () => {
  it('are off until the company opens them, and need a consent of their own', async () => {
    const who = await server.joined('学员乙');
    expect((await who.call('GET /api/traits')).on).toBe(DEFAULT_RIGHTS.traits);
    expect((await refusalOf(agree(who, true))).code).toBe('trait.off');
    await allowTraits(true);
    const early = who.call('POST /api/traits/answer', { body: { item: 'o1', value: 3 } });
    expect((await refusalOf(early)).code).toBe('trait.consent');
  });

  it('give scores with a band when all is answered, to the learner alone', async () => {
    await allowTraits(true);
    const who = await server.joined('学员丙');
    await agree(who, true);
    await answerAll(who);
    const { scores, answers } = await who.call('GET /api/traits');
    expect(Object.keys(answers)).toHaveLength(25);
    expect(scores.map((s) => s.factor)).toHaveLength(5);
    for (const { low, score, high } of scores) {
      expect(low).toBeLessThan(score);
      expect(high).toBeGreaterThan(score);
    }
    expect((await admin.call('GET /api/traits')).scores).toEqual([]);
  });

  it('are gone from the bytes of their file within the request that withdraws the consent', async () => {
    await allowTraits(true);
    const who = await server.joined('学员丁');
    await agree(who, true);
    await answerAll(who);
    expect(bytesHold(who.me.person.id)).toBe(true);
    await agree(who, false);
    expect(bytesHold(who.me.person.id)).toBe(false);
    expect((await who.call('GET /api/traits')).given).toBe(false);
    const log = (await admin.call('GET /api/studio/rights')).consents.filter((c) => c.name === '学员丁');
    expect(log.map((c) => c.given)).toEqual([false, true]);
  });

  it('keep answers under a seal: the file shows no value of them', async () => {
    await allowTraits(true);
    const who = await server.joined('学员戊');
    await agree(who, true);
    await answerAll(who);
    expect(bytesHold('"o1":4')).toBe(false);
  });
});

describe('consents', () => {
  it('show the name on boards as the setting has it, and change it with the answer', async () => {
    const who = await server.joined('学员寅');
    const boards = async () =>
      (await who.call('GET /api/rights')).consents.find((c) => c.purpose === 'boards')?.given;
    expect(await boards()).toBe(true);
    const no = { purpose: 'boards', version: 1, given: false } as const;
    await who.call('POST /api/rights/consent', { body: no });
    expect(await boards()).toBe(false);
    expect((await who.call('GET /api/me')).settings.hideFromBoards).toBe(true);
    const old = who.call('POST /api/rights/consent', { body: { ...no, version: 9 } });
    expect((await refusalOf(old)).code).toBe('rights.wording');
  });
});

describe('a copy of my data', () => {
  it('holds my profile and my log, no way in, and nothing of others', async () => {
    const other = await server.joined('旁人己');
    const who = await server.joined('学员庚');
    const res = await who.request('/api/rights/copy/me.zip');
    expect(res.status).toBe(200);
    const files = unzipSync(new Uint8Array(await res.arrayBuffer()));
    const texts = Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]),
    );
    expect(texts['profile.json']).toContain('学员庚');
    expect(texts['events.csv']).toContain('session.started');
    expect(texts['README.txt']).toContain('Copy of your data');
    const all = Object.values(texts).join();
    expect(all).not.toMatch(/scrypt\$|tokenHash/);
    expect(all).not.toContain(other.me.person.id);
  });

  it('is given to nobody else but an administrator, and the person sees that it was', async () => {
    const who = await server.joined('学员辛');
    const other = await server.joined('旁人壬');
    const path = `/api/rights/copy/${who.me.person.id}.zip`;
    expect((await other.request(path)).status).toBe(404);
    expect((await server.client().request(path)).status).toBe(401);
    expect((await admin.request(path)).status).toBe(200);
    const { looks } = await who.call('GET /api/rights');
    expect(looks).toMatchObject([{ what: 'copy', by: 'admin', n: 1 }]);
    const desk = await admin.call('GET /api/studio/rights');
    expect(desk.looks[0]).toMatchObject({ byName: '管理员甲', name: '学员辛', what: 'copy' });
  });
});

describe('looks', () => {
  it('are noted where trainers read named rows: figures, their files and the cohort board, once in ten minutes', async () => {
    const who = await server.joined('学员看看');
    const trainer = await server.joined('老师看看', 'trainer');
    const days = 'from=20261101&to=20261130';
    const read = (id: string) => trainer.request(`/api/figures/${id}?${days}`);
    const looks = async () => (await who.call('GET /api/rights')).looks.filter((l) => l.by === 'trainer');
    for (const path of ['answers.total', 'answers.total.csv']) expect((await read(path)).status).toBe(200);
    expect(await looks()).toEqual([]);
    for (const path of ['answers.by_person', 'answers.by_person.csv', 'answers.by_person'])
      expect((await read(path)).status).toBe(200);
    expect(await looks()).toMatchObject([
      { what: 'answers.by_person', n: 1, figure: { en: expect.any(String) } },
    ]);
    server.clock.advance(10 * 60_000);
    expect((await read('answers.by_person.xlsx')).status).toBe(200);
    expect(await looks()).toMatchObject([{ what: 'answers.by_person', n: 2 }]);
    const { id } = await trainer.call('POST /api/cohorts/save', {
      body: {
        ...{ quest: 'onboarding', name: '看看班', startDay: 20261116, zone: 'Asia/Shanghai', open: false },
        rest: { weekdays: [], days: [] },
      },
    });
    await trainer.call('POST /api/cohorts/members', {
      body: { cohort: id, people: [who.me.person.id], add: true },
    });
    await trainer.call('GET /api/cohorts/:cohort', { params: { cohort: id } });
    const told = [{ person: who.me.person.id, p: 0.5, because: [] }];
    const quality = {} as ForecastQuality;
    const model = { withheld: [], quality, scale: { mean: [], sd: [] }, weights: [] };
    await commit(server.ctx, (tx) => saveForecast(tx, trainer.me.org.id, model, told));
    await trainer.call('GET /api/forecast');
    expect((await looks()).map((l) => [l.what, l.n]).sort()).toEqual([
      ['answers.by_person', 2],
      ['cohort', 1],
      ['forecast', 1],
    ]);
  });
});

describe('erasure', () => {
  it('is asked for by oneself, withdrawn, asked again, refused with a reason', async () => {
    const who = await server.joined('学员癸');
    expect((await who.call('POST /api/rights/erasure', { body: {} })).erasure?.state).toBe('asked');
    const twice = who.call('POST /api/rights/erasure', { body: {} });
    expect((await refusalOf(twice)).code).toBe('rights.asked');
    await who.call('POST /api/rights/erasure/withdraw', { body: {} });
    server.clock.advance(1_000);
    await who.call('POST /api/rights/erasure', { body: {} });
    const { requests } = await admin.call('GET /api/studio/rights');
    const mine = requests.find((r) => r.name === '学员癸' && r.state === 'asked');
    const body = { request: mine?.id ?? '', reason: '请先交接工作' };
    await admin.call('POST /api/studio/rights/refuse', { body });
    expect((await who.call('GET /api/rights')).erasure).toMatchObject({
      state: 'refused',
      reason: '请先交接工作',
    });
  });

  it('needs an administrator and the name typed, ends the sessions at once, and is done by the job', async () => {
    const who = await server.joined('学员子丑');
    const trainer = await server.joined('培训师', 'trainer');
    const person = who.me.person.id;
    const wrong = { person, name: '学员', reason: '离职' };
    expect((await refusalOf(trainer.call('POST /api/studio/rights/erase', { body: wrong }))).status).toBe(
      403,
    );
    const refused = await refusalOf(admin.call('POST /api/studio/rights/erase', { body: wrong }));
    expect(refused.code).toBe('rights.name');
    await admin.call('POST /api/studio/rights/erase', { body: { ...wrong, name: '学员子丑' } });
    expect((await refusalOf(who.call('GET /api/rights'))).status).toBe(401);
    await runErasures(server.ctx);
    const { requests } = await admin.call('GET /api/studio/rights');
    expect(requests.find((r) => r.state === 'done')).toMatchObject({ name: '' });
    const left = await server.ctx.db.read
      .selectFrom('person')
      .select('id')
      .where('id', '=', person)
      .execute();
    expect(left).toEqual([]);
  }, 60_000);

  it('is not done by an administrator to the own account', async () => {
    const me = admin.me.person.id;
    const own = admin.call('POST /api/studio/rights/erase', {
      body: { person: me, name: '管理员甲', reason: 'x' },
    });
    expect((await refusalOf(own)).code).toBe('rights.self');
  });
});
