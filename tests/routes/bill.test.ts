import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BillEvent, BillView } from '../../server/domain/api-bill.ts';
import { FLAGS } from '../../server/domain/events/flags.ts';
import { writeBills } from '../../server/jobs/bills.ts';
import { claim, commit } from '../../server/store/commit.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { draftOf } from '../../server/store/row.ts';
import { openPgliteDatabase } from '../helpers/database.ts';
import { type Browser, startTestServer, type TestServer } from '../helpers/server.ts';

const DAY = 86_400_000;
type Person = Awaited<ReturnType<TestServer['joined']>>;

describe.each([
  { name: 'sqlite', open: async () => ({}) },
  { name: 'postgres', open: async () => ({ db: await openPgliteDatabase() }) },
])('the doors of the learning bill on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(await open());
  });
  afterAll(() => server.close());
  const byOf = ({ me }: Person) => ({ org: me.org.id, person: me.person.id, zone: me.org.zone });
  const answers = (who: Person, oks: readonly boolean[], flags = 0): Promise<void> =>
    commit(server.ctx, async (tx) => {
      for (const [i, ok] of oks.entries()) {
        const data = {
          mode: 'practice' as const,
          choices: [1],
          first: false,
          presentedAt: 0,
          rtSrvMs: 1,
          changes: 0,
          hints: 0,
        };
        const draft = draftOf(
          byOf(who),
          { verb: 'question.answered', obj: `bill-${i}`, ok, score: ok ? 1 : 0, data },
          tx.now,
        );
        draft.row.flags |= flags;
        claim(tx, draft);
      }
    });
  const pay = (who: Person, amount: number) =>
    commit(server.ctx, (tx) => creditPerson(tx, byOf(who), { amount, reason: 'exam', key: randomUUID() }));
  const get = async <T>(who: Pick<Browser, 'request'>, path: string): Promise<T> => {
    const res = await who.request(path);
    expect(res.status, path).toBe(200);
    return (await res.json()) as T;
  };
  const bill = (who: Person, query = 'kind=week') => get<BillView>(who, `/api/bill?${query}`);
  const write = async (): Promise<void> => {
    server.clock.advance(6_000);
    while (!(await writeBills(server.ctx)));
  };

  test('nobody without a session reads any of them, and learners do not read what others say is wrong', async () => {
    for (const path of [
      '/api/bills',
      '/api/bill?kind=week',
      '/api/bill/events?kind=week&line=answers',
      '/api/bills/x',
    ])
      expect((await server.client().request(path)).status, path).toBe(401);
    const learner = await server.joined('学员');
    expect((await learner.request('/api/studio/bill-notes')).status).toBe(403);
  });

  test('a shape that is none is refused', async () => {
    const { request } = await server.joined('形状');
    for (const query of ['', '?kind=day', '?kind=week&ref='])
      expect((await request(`/api/bill${query}`)).status, query).toBe(400);
    expect((await request('/api/bill/events?kind=week&line=salary')).status).toBe(400);
    expect(await (await request('/api/bill?kind=week&ref=20991228')).json()).toMatchObject({
      code: 'bill.not_yet',
    });
    expect(await (await request('/api/bill?kind=week&ref=20991228')).json()).not.toHaveProperty('doc');
  });

  test('this week is live, a bill of zero for who has done nothing; its coins are those of the statement', async () => {
    const who = await server.joined('实时');
    const before = await bill(who);
    expect(before).toMatchObject({ live: true, id: null, hash: null });
    expect(before.doc).toMatchObject({ kind: 'week', sums: { answers: 0 }, honour: null });
    await answers(who, [true, true, false]);
    await answers(who, [true], FLAGS.preview);
    await pay(who, 35);
    server.clock.advance(6_000);
    const { doc } = await bill(who);
    const { balance, total } = await who.call('GET /api/coins');
    expect(doc.sums).toMatchObject({ answers: 3, correct: 2, days: 1 });
    expect(doc.coins).toEqual({ ...total, balance });
  });

  test('a line opens to my own events, newest first, and nobody else’s', async () => {
    const [who, other] = [await server.joined('自己'), await server.joined('别人')];
    await answers(who, [true, false, true]);
    await answers(other, [true, true, true, true]);
    server.clock.advance(6_000);
    const behind = (line: string) =>
      get<{ events: BillEvent[]; next: number | null }>(who, `/api/bill/events?kind=week&line=${line}`);
    const { events, next } = await behind('answers');
    expect([events.map((e) => e.obj), next]).toEqual([['bill-2', 'bill-1', 'bill-0'], null]);
    const right = await behind('correct');
    expect(right.events.map((e) => e.ok)).toEqual([1, 1]);
    expect((await behind('repaired')).events).toEqual([]);
    expect(JSON.stringify(events)).not.toContain(other.me.person.id);
  });

  test('a year can be looked at from December on, a graduation with the medal', async () => {
    const who = await server.joined('年度');
    expect(await (await who.request('/api/bill?kind=graduation')).json()).toMatchObject({
      code: 'bill.not_yet',
    });
    expect(await (await who.request('/api/bill?kind=year&ref=2026')).json()).toMatchObject({
      code: 'bill.not_yet',
    });
    expect((await who.call('GET /api/bills')).story).toBeNull();
  });

  test('a written bill is its owner’s alone; it is new until it was looked at', async () => {
    const [who, other] = [await server.joined('主人'), await server.joined('路人')];
    await answers(who, [true]);
    server.clock.advance(7 * DAY);
    await write();
    const [head] = (await who.call('GET /api/bills')).bills;
    expect(head).toMatchObject({ kind: 'week', fresh: true });
    const id = head?.id ?? '';
    const res = await other.request(`/api/bills/${id}`);
    expect([res.status, await res.json()]).toEqual([404, { code: 'bill.unknown', details: {} }]);
    await expect(other.call('POST /api/bill/seen', { body: { id } })).rejects.toMatchObject({ status: 404 });
    const mine = await who.call('GET /api/bills/:id', { params: { id } });
    expect(mine).toMatchObject({
      live: false,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      doc: { sums: { answers: 1 } },
    });
    await who.call('POST /api/bill/seen', { body: { id } });
    expect((await who.call('GET /api/bills')).bills[0]?.fresh).toBe(false);
    expect((await who.call('GET /api/messages')).map((m) => [m.kind, m.text])).toContainEqual(['bill', id]);
    const again = await bill(who, `kind=week&ref=${mine.doc.ref}`);
    expect(again.hash).toBe(mine.hash);
  });

  test('"this is wrong" reaches the trainers, who answer once, by a message', async () => {
    const who = await server.joined('疑问');
    const trainer = await server.joined('培训师', 'trainer');
    const { doc } = await bill(who);
    const body = { kind: doc.kind, ref: doc.ref, line: 'answers' as const, text: '我答了四题' };
    await who.call('POST /api/bill/notes', { body });
    const { notes, waiting } = await trainer.call('GET /api/studio/bill-notes');
    expect(waiting).toBe(1);
    expect(notes[0]).toMatchObject({
      line: 'answers',
      text: '我答了四题',
      person: { name: '疑问' },
      answer: null,
    });
    const note = notes[0]?.id ?? '';
    await trainer.call('POST /api/studio/bill-notes/answer', { body: { note, text: '第四题是预览' } });
    await expect(
      trainer.call('POST /api/studio/bill-notes/answer', { body: { note, text: '再说一次' } }),
    ).rejects.toMatchObject({ code: 'bill.note_answered' });
    expect((await who.call('GET /api/messages'))[0]).toMatchObject({
      kind: 'bill_answer',
      text: '第四题是预览',
    });
    expect((await bill(who)).notes[0]).toMatchObject({ answer: '第四题是预览' });
  });
});
