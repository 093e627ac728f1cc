import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimReply, OfflineClaim, OfflinePack } from '../../server/domain/api-practice.ts';
import { FLAGS } from '../../server/store/event.ts';
import { rightAnswer, wrongAnswer } from '../bots/answers.ts';
import { type Learner, learnerAt, wrongAt } from '../bots/learner.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const learner = async (name: string, ...misses: number[]): Promise<Learner> => {
  const l = learnerAt(server, await server.joined(name));
  await l.readCard('sail-1');
  await l.play('sail-2', wrongAt(...misses));
  return l;
};
const packOf = (l: Learner): Promise<OfflinePack> => l.call('POST /api/practice/pack', { body: {} });
const send = (l: Learner, body: OfflineClaim): Promise<ClaimReply> =>
  l.call('POST /api/practice/claim', { body });
type Given = OfflineClaim['answers'][number];
/** Answers to the first `n` items of a pack, one a minute from now on. */
const answersTo = (pack: OfflinePack, n: number, right = true): Given[] =>
  pack.items.slice(0, n).map(({ item, question }, i) => ({
    item,
    answer: right ? rightAnswer(question) : wrongAnswer(question),
    rtMs: 4000,
    at: server.clock.now() + i * 60_000,
  }));
const offlineEvents = (pack: string) =>
  server.ctx.db.read
    .selectFrom('event_text')
    .select(['obj', 'ok', 'tEvent', 'flags', 'ms', 'data'])
    .where('ctx', '=', pack)
    .orderBy('tEvent')
    .execute();

describe('an offline pack', () => {
  it('is empty for somebody who has answered nothing: no key is told before its answer', async () => {
    const l = learnerAt(server, await server.joined('包零'));
    expect((await packOf(l)).items).toEqual([]);
  });

  it('holds only questions that this learner has answered, missed ones first, with the key as the verdict shows it', async () => {
    const l = learnerAt(server, await server.joined('包一'));
    await l.readCard('sail-1');
    const end = await l.play('sail-2', wrongAt(2));
    const open = await l.call('POST /api/practice/start', {
      body: { purpose: 'point', bank: 'sail', point: 'tools' },
    });
    const answered = new Set(end.items.map((i) => i.question.id));
    const pack = await packOf(l);
    expect(pack.items).toHaveLength(8);
    for (const { question } of pack.items) expect(answered).toContain(question.id);
    expect(pack.items.map((i) => i.question.id)).not.toContain(l.current(open).question.id);
    expect(pack.items[0]?.question.id).toBe(end.items[2]?.question.id);
    const reply = await send(l, { pack: pack.id, answers: answersTo(pack, 8) });
    expect(reply.scored.map((s) => s.verdict.ok)).toEqual(new Array(8).fill(true));
    expect(reply.scored.map((s) => s.verdict.key)).toEqual(pack.items.map((i) => i.key));
  });

  it('leaves out what an open exam asks, and what has a newer version than the one answered', async () => {
    const l = learnerAt(server, await server.joined('包二'));
    await l.sailTo('sail-8');
    const before = new Set((await packOf(l)).items.map((i) => i.question.id));
    const exam = await l.start('sail-8');
    const inExam = new Set(exam.items.map((i) => i.question.id));
    expect([...before].some((id) => inExam.has(id))).toBe(true);
    for (const { question } of (await packOf(l)).items) expect(inExam).not.toContain(question.id);
    await l.call('POST /api/attempts/submit', { body: { attempt: exam.id } });
    const [first] = (await packOf(l)).items;
    const newer = { version: 2 };
    await server.ctx.db.internal.writer
      .updateTable('question')
      .set(newer)
      .where('id', '=', first?.question.id ?? '')
      .execute();
    expect((await packOf(l)).items.map((i) => i.question.id)).not.toContain(first?.question.id);
    await server.ctx.db.internal.writer
      .updateTable('question')
      .set({ version: 1 })
      .where('id', '=', first?.question.id ?? '')
      .execute();
  }, 60_000);

  it('is scored by the server: events at the time of the answers, mode offline, mastery learns, coins under the cap', async () => {
    const l = await learner('包三', 1);
    const pack = await packOf(l);
    const before = await l.coins();
    server.clock.advance(3 * HOUR);
    const answers = answersTo(pack, 3);
    const wrong = answersTo(pack, 4, false).slice(3);
    server.clock.advance(2 * HOUR);
    const reply = await send(l, {
      pack: pack.id,
      sentAt: server.clock.now(),
      answers: [...answers, ...wrong],
    });
    expect(reply.scored.map((s) => s.verdict.ok)).toEqual([true, true, true, false]);
    expect(reply.balance).toBe(before + reply.coins);
    expect(await l.coins()).toBe(reply.balance);
    const { coinsLeft } = await l.call('GET /api/practice');
    expect(coinsLeft).toBe(60 - reply.coins);
    const rows = await offlineEvents(pack.id);
    expect(rows.filter((r) => r.obj !== null && r.ok !== null).map((r) => Number(r.tEvent))).toEqual(
      [...answers, ...wrong].map((a) => a.at),
    );
    expect(rows.every((r) => r.flags === 0)).toBe(true);
    const modes = rows.map((r) => (JSON.parse(r.data) as { mode?: string }).mode);
    expect(modes.filter((m) => m === 'offline')).toHaveLength(4);
  });

  it('is claimed once for each item: again, in part or with other answers, the reply is the first one', async () => {
    const l = await learner('包四');
    const pack = await packOf(l);
    const first = await send(l, { pack: pack.id, answers: answersTo(pack, 4, false) });
    const events = (await offlineEvents(pack.id)).length;
    const again = await send(l, { pack: pack.id, answers: answersTo(pack, 4) });
    expect(again).toEqual(first);
    expect((await offlineEvents(pack.id)).length).toBe(events);
    const more = await send(l, { pack: pack.id, answers: answersTo(pack, 5) });
    expect(more.scored.map((s) => s.verdict.ok)).toEqual([false, false, false, false, true]);
    expect((await l.call('GET /api/practice')).ghosts.awake).toBe(4);
  });

  it('counts for a ghost on the day it arrives, so that two packs claimed at once do not tame it', async () => {
    const l = await learner('包五', 0);
    const one = await packOf(l);
    server.clock.advance(DAY);
    const two = await packOf(l);
    server.clock.advance(DAY);
    const ghostly = (pack: OfflinePack, daysAgo: number): Given[] =>
      answersTo(pack, 1).map((a) => ({ ...a, at: a.at - daysAgo * DAY }));
    await send(l, { pack: one.id, answers: ghostly(one, 2) });
    await send(l, { pack: two.id, answers: ghostly(two, 1) });
    expect((await l.call('GET /api/practice')).ghosts).toEqual({ awake: 0, asleep: 1, tamed: 0 });
    server.clock.advance(DAY);
    const three = await packOf(l);
    const all = await send(l, { pack: three.id, answers: answersTo(three, 8) });
    expect(all.coins).toBeGreaterThanOrEqual(10);
    expect((await l.call('GET /api/practice')).ghosts).toEqual({ awake: 0, asleep: 0, tamed: 1 });
  });

  it('a clock that is wrong is put right or flagged, never trusted', async () => {
    const l = await learner('包六');
    const pack = await packOf(l);
    server.clock.advance(HOUR);
    const [a, b, c] = answersTo(pack, 3);
    if (!a || !b || !c) throw new Error('too few items');
    const ahead = 3 * DAY;
    const now = server.clock.now();
    await send(l, { pack: pack.id, sentAt: now + ahead, answers: [{ ...a, at: now + ahead - 60_000 }] });
    await send(l, { pack: pack.id, answers: [{ ...b, at: now - 30 * DAY }] });
    await send(l, { pack: pack.id, answers: [{ ...c, at: now + DAY }] });
    const rows = (await offlineEvents(pack.id)).filter((r) => r.ok !== null);
    const at = new Map(rows.map((r) => [r.obj, { tEvent: Number(r.tEvent), flags: r.flags }]));
    const of = (i: number) => at.get(pack.items[i]?.question.id ?? '');
    expect(of(0)).toEqual({ tEvent: now - 60_000, flags: FLAGS.late });
    expect(of(1)).toEqual({ tEvent: pack.issuedAt, flags: FLAGS.late | FLAGS.clock });
    expect(of(2)).toEqual({ tEvent: now, flags: FLAGS.clock });
  });

  it('lives seven days and belongs to one person', async () => {
    const l = await learner('包七');
    const other = await learner('包八');
    const pack = await packOf(l);
    const claim = { pack: pack.id, answers: answersTo(pack, 1) };
    expect((await refusalOf(send(other, claim))).code).toBe('pack.unknown');
    server.clock.advance(7 * DAY);
    expect((await refusalOf(send(l, claim))).code).toBe('pack.unknown');
    await packOf(l);
    const kept = server.ctx.db.read.selectFrom('offline_pack').select('id').where('id', '=', pack.id);
    expect(await kept.execute()).toEqual([]);
  });

  it('refuses an item that it does not hold and an answer that cannot be one', async () => {
    const l = await learner('包九');
    const pack = await packOf(l);
    const [a] = answersTo(pack, 1);
    if (!a) throw new Error('an empty pack');
    const code = async (given: Given) => (await refusalOf(send(l, { pack: pack.id, answers: [given] }))).code;
    expect(await code({ ...a, item: 19 })).toBe('attempt.wrong_item');
    expect(await code({ ...a, answer: [0.5] })).toBe('bad_request');
    const before = await l.coins();
    const reply = await send(l, { pack: pack.id, answers: [a] });
    expect(reply.balance - reply.coins).toBe(before);
  });
});
