import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Quest } from '../../server/domain/quest.ts';
import { learnerAt } from '../bots/learner.ts';
import { builderAt } from '../helpers/quest-builder.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Graduated with 78 credits: everything but the boss and one practice is worth 78. */
const MEDAL = { name: { zh: '双岛勋章' }, icon: 'medal' };
const programme =
  (price: number) =>
  (quest: Quest): Quest => ({
    ...quest,
    graduation: [
      { kind: 'credits', n: 78 },
      { kind: 'islands', n: 2 },
    ],
    medal: { ...MEDAL, ...(price > 0 ? { price } : {}) },
  });
const build = async (change: (quest: Quest) => Quest): Promise<string> => {
  const t = await server.joined('建', 'trainer');
  return (await builderAt(t).build(change)).id;
};
const learner = async (name: string, quest: string) => {
  const l = learnerAt(server, await server.joined(name));
  await l.call('POST /api/voyages/choose', { body: { quest } });
  return l;
};
type L = Awaited<ReturnType<typeof learner>>;
const claim = (l: L, commandId?: string) =>
  l.call('POST /api/graduation/claim', { body: {} }, commandId === undefined ? {} : { commandId });
const firstIsland = async (l: L, id: string): Promise<void> => {
  await l.readCard(`${id}-1-1`);
  await l.play(`${id}-1-2`);
  await l.sitExam(`${id}-1-3`);
};
const verbsOf = async (l: L): Promise<Record<string, number>> =>
  Object.fromEntries((await l.call('GET /api/log')).verbs.map((v) => [v.verb, v.n]));

describe('the check-list of credits', () => {
  it('says what each station counts, what is earned, and that it makes a hundred', async () => {
    const id = await build((q) => q);
    const l = await learner('分一', id);
    const list = await l.call('GET /api/credits');
    expect(list.stations.map((s) => s.points)).toEqual([12, 8, 58, 7, 15]);
    expect(list.kinds).toEqual([
      { kind: 'required', earned: 0, of: 70 },
      { kind: 'elective', earned: 0, of: 0 },
      { kind: 'practice', earned: 0, of: 30 },
    ]);
    await firstIsland(l, id);
    expect((await l.call('GET /api/credits')).earned).toBe(78);
    const view = await l.call('GET /api/quest');
    expect(view.credits).toBe(78);
    expect(view.islands.flatMap((i) => i.stations).map((s) => s.credits)).toEqual([12, 8, 58, 7, 15]);
    expect(view.ceremony).toBeUndefined();
  });

  it('needs somebody who is signed in', async () => {
    for (const key of ['GET /api/credits', 'GET /api/graduation', 'GET /api/messages'] as const)
      expect((await refusalOf(server.client().call(key))).code).toBe('auth.required');
  });
});

describe('the ceremony', () => {
  it('is refused until a criterion is met, then grants the medal, the title and the certificate once', async () => {
    const id = await build(programme(0));
    const l = await learner('毕一', id);
    expect((await refusalOf(claim(l))).code).toBe('graduation.not_yet');
    const before = await l.call('GET /api/graduation');
    expect(before).toMatchObject({ met: false, medal: { owned: false } });
    expect(before.criteria.map((c) => [c.kind, c.have, c.met])).toEqual([
      ['credits', 0, false],
      ['islands', 0, false],
    ]);
    await firstIsland(l, id);
    expect((await l.call('GET /api/quest')).ceremony).toBe('waiting');
    const graduatedAt = server.clock.now();
    server.clock.advance(3_600_000);
    const again = randomUUID();
    const view = await claim(l, again);
    expect(view).toMatchObject({ met: true, graduatedAt, medal: { ...MEDAL, owned: true } });
    expect(view.facts).toMatchObject({ days: 1, answers: 9, corrected: 0 });
    expect(view.facts.coins).toBe(view.balance);
    expect(await claim(l, again)).toEqual(view);
    expect(await claim(l)).toEqual(view);
    expect((await l.call('GET /api/quest')).ceremony).toBe('done');
    expect(await verbsOf(l)).toMatchObject({
      'medal.granted': 1,
      'title.earned': 1,
      'certificate.issued': 1,
    });
    const certificate = await server
      .client()
      .call('GET /api/certificates/:code', { params: { code: view.certificate?.code ?? '' } });
    expect(certificate).toMatchObject({ person: '毕一', valid: true, quest: { zh: '双岛任务' } });
  });

  it('sells the medal: who has too little is told how much is missing, who has enough pays once', async () => {
    const id = await build(programme(90));
    const l = await learner('毕二', id);
    await firstIsland(l, id);
    const have = await l.coins();
    expect(have).toBeGreaterThan(60);
    expect(have).toBeLessThan(100);
    if (have < 90) {
      const no = await refusalOf(claim(l));
      expect([no.code, no.details]).toEqual(['coins.insufficient', { have, need: 90 }]);
      expect((await l.call('GET /api/quest')).ceremony).toBe('waiting');
    }
    await l.play(`${id}-2-1`);
    await l.play(`${id}-2-2`);
    const rich = await l.coins();
    expect(rich).toBeGreaterThanOrEqual(90);
    const all = await Promise.all([claim(l), claim(l), claim(l)]);
    expect(new Set(all.map((v) => v.balance))).toEqual(new Set([rich - 90]));
    expect(all[0]?.facts.coins).toBe(rich);
    expect(await verbsOf(l)).toMatchObject({ 'coin.debited': 1, 'medal.granted': 1 });
  });

  it('by coins counts what was ever earned, also by coming every day', async () => {
    const id = await build((q) => ({ ...q, graduation: [{ kind: 'coins', n: 10 }] }));
    const l = await learner('毕三', id);
    await l.call('POST /api/checkin', { body: {} });
    expect((await l.call('GET /api/graduation')).criteria).toMatchObject([{ have: 5, met: false }]);
    server.clock.advance(24 * 3_600_000);
    await l.call('POST /api/checkin', { body: {} });
    expect((await l.call('GET /api/quest')).ceremony).toBe('waiting');
    expect((await claim(l)).medal).toBeUndefined();
    expect(await verbsOf(l)).not.toHaveProperty('medal.granted');
  });
});

describe('messages', () => {
  it('come to the learner, are counted until they are read, and belong to nobody else', async () => {
    const id = await build(programme(0));
    const [l, other] = [await learner('信一', id), await learner('信二', id)];
    await firstIsland(l, id);
    await claim(l);
    expect((await l.call('GET /api/quest')).unread).toBe(1);
    const [message] = await l.call('GET /api/messages');
    expect(message).toMatchObject({ kind: 'graduation', read: false, text: '' });
    const read = { body: { ids: [message?.id ?? ''] } };
    expect(await other.call('POST /api/messages/read', read)).toEqual([]);
    expect((await l.call('GET /api/quest')).unread).toBe(1);
    expect(await l.call('POST /api/messages/read', read)).toMatchObject([{ read: true }]);
    expect((await l.call('GET /api/quest')).unread).toBe(0);
  });
});

describe('a preview', () => {
  it('shows the ceremony, pays nothing and grants nothing', async () => {
    const t = await server.joined('试', 'trainer');
    const { id } = await builderAt(t).build(programme(500));
    await t.call('POST /api/quests/preview', { body: { quest: id, on: true } });
    const l = learnerAt(server, t);
    await firstIsland(l, `try.${id}`);
    expect((await l.call('GET /api/quest')).ceremony).toBe('waiting');
    const view = await l.call('POST /api/graduation/claim', { body: {} });
    expect(view).toMatchObject({ medal: { owned: true }, balance: 0 });
    expect(view.certificate).toBeUndefined();
    expect(await l.call('GET /api/messages')).toEqual([]);
    const { verbs } = await l.call('GET /api/log');
    expect(verbs.map((v) => v.verb)).not.toContain('medal.granted');
  });
});
