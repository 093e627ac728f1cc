import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reactTo, reportMessage } from '../../server/store/chat.ts';
import { careChannels, changeChannel, pruneChat, silence, silencesOf } from '../../server/store/chat-care.ts';
import { messagesOf } from '../../server/store/message.ts';
import { reportIn } from '../../server/store/report.ts';
import { judgeReport, reportsOf } from '../../server/store/report-judge.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type ChatCompany, chatCompany, type Person } from './chat-people.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(STORES)('the care for chat on $name', ({ open }) => {
  let store: TestStore;
  let at: ChatCompany;
  let lin: Person;
  let mei: Person;
  let ou: Person;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await chatCompany(store);
    [lin, mei, ou] = [await at.person('林林'), await at.person('梅梅'), await at.person('欧欧')];
  });
  const report = (by: Person, seq: number, channel = at.channel) =>
    at.run((tx) => reportMessage(tx, by, { channel, seq, reason: 'rude' }));
  const judge = (id: string, verdict: 'fine' | 'remove' | 'mute', by = at.tang) =>
    at.run((tx) => judgeReport(tx, by, { report: id, verdict }));
  const reports = async () => (await reportsOf(store.db.read, at.org)).reports;
  const audits = () =>
    store.db.read.selectFrom('audit_entry').select(['action', 'details']).where('org', '=', at.org).execute();

  test("a word of the company's list is not said, and nothing of it stays", async () => {
    await at.policy({ words: ['笨蛋'] });
    await expect(at.send(lin, at.channel, '你个笨 蛋')).rejects.toThrow('chat.word');
    expect(await at.texts(mei, at.channel)).toEqual([]);
    expect((await at.send(lin, at.channel, '你真棒')).seq).toBe(1);
  });

  test('slow mode lets a person speak once in so many seconds, others in between', async () => {
    await at.policy({ slowSeconds: 10 });
    await at.send(lin, at.channel, '一');
    store.clock.advance(4 * SECOND);
    await expect(at.send(lin, at.channel, '二')).rejects.toMatchObject({
      code: 'chat.slow',
      details: { seconds: 6 },
    });
    await at.send(mei, at.channel, '三');
    await at.run((tx) => changeChannel(tx, at.tang, { channel: at.channel, slow: 0 }));
    await at.send(lin, at.channel, '四');
    await at.run((tx) => changeChannel(tx, at.tang, { channel: at.channel, slow: null }));
    await expect(at.send(lin, at.channel, '五')).rejects.toThrow('chat.slow');
    store.clock.advance(10 * SECOND);
    await at.send(lin, at.channel, '六');
  });

  test('a closed channel is read and not written, until it is opened again', async () => {
    await at.send(lin, at.channel, '先说一句');
    await at.run((tx) => changeChannel(tx, at.tang, { channel: at.channel, closed: true }));
    await expect(at.send(lin, at.channel, '再说')).rejects.toThrow('chat.closed');
    const react = { channel: at.channel, seq: 1, kind: 'like', on: true } as const;
    await expect(at.run((tx) => reactTo(tx, mei, react))).rejects.toThrow('chat.closed');
    expect(await at.texts(mei, at.channel)).toEqual(['先说一句']);
    expect(await at.view(mei, at.channel)).toMatchObject({ shut: 'chat.closed' });
    expect(await careChannels(store.db.read, at.org, MORNING)).toMatchObject([
      { id: at.channel, closed: true },
    ]);
    await at.run((tx) => changeChannel(tx, at.tang, { channel: at.channel, closed: false }));
    await at.send(lin, at.channel, '又能说了');
    expect((await audits()).map((a) => a.action)).toEqual(['chat.close', 'chat.open']);
  });

  test('the studio has no hand on direct channels nor on those of another company', async () => {
    const direct = await at.direct(lin, mei);
    await at.send(lin, direct, '悄悄话');
    const other = await chatCompany(store);
    for (const [by, channel] of [
      [at.tang, direct],
      [other.tang, at.channel],
    ] as const)
      await expect(at.run((tx) => changeChannel(tx, by, { channel, closed: true }))).rejects.toThrow(
        'chat.unknown',
      );
    expect((await careChannels(store.db.read, at.org, MORNING)).map((c) => c.kind)).toEqual(['department']);
    await expect(at.page(at.tang, direct)).rejects.toThrow('chat.unknown');
  });

  test('a silenced person writes nowhere until the time is over', async () => {
    await at.run((tx) => silence(tx, at.tang, lin.person, 2));
    const direct = await at.direct(lin, mei);
    for (const channel of [at.channel, direct])
      await expect(at.send(lin, channel, '我')).rejects.toMatchObject({
        code: 'chat.muted',
        details: { until: MORNING + 2 * HOUR },
      });
    expect(await silencesOf(store.db.read, at.org, MORNING)).toEqual([
      { person: { id: lin.person, name: '林林' }, until: MORNING + 2 * HOUR, by: '唐老师' },
    ]);
    store.clock.advance(2 * HOUR);
    await at.send(lin, at.channel, '回来了');
    await at.run((tx) => silence(tx, at.tang, lin.person, 48));
    await at.run((tx) => silence(tx, at.tang, lin.person, 0));
    await at.send(lin, at.channel, '又回来了');
  });

  test('nobody silences somebody of more rights, or of another company', async () => {
    const boss = await at.person('老板', null, 'manager');
    await expect(at.run((tx) => silence(tx, at.tang, boss.person, 1))).rejects.toThrow('auth.forbidden');
    const other = await chatCompany(store);
    await expect(at.run((tx) => silence(tx, other.tang, lin.person, 1))).rejects.toThrow('person.unknown');
  });

  test('a report shows three lines before and after, and is made once by each person', async () => {
    for (const text of ['一', '二', '三', '四', '坏话', '六', '七', '八', '九'])
      await at.send(text === '坏话' ? lin : ou, at.channel, text);
    await report(mei, 5);
    await report(mei, 5);
    await report(ou, 5);
    await expect(report(lin, 5)).rejects.toThrow('chat.unknown');
    const [first, ...more] = await reports();
    expect(more).toHaveLength(1);
    expect(first).toMatchObject({ kind: 'chat', reporter: '梅梅', text: '坏话', person: { name: '林林' } });
    expect(first?.before.map((l) => l.text)).toEqual(['二', '三', '四']);
    expect(first?.after.map((l) => l.text)).toEqual(['六', '七', '八']);
    expect((await reportsOf(store.db.read, (await chatCompany(store)).org)).reports).toEqual([]);
  });

  test('a removed text is gone for everybody, its author is silenced, and all who reported are told', async () => {
    const direct = await at.direct(lin, mei);
    await at.send(lin, direct, '很坏的话');
    await report(mei, 1, direct);
    const [one] = await reports();
    await judge(one?.id ?? '', 'mute');
    expect(await at.texts(mei, direct)).toEqual(['']);
    expect((await at.page(lin, direct)).lines[0]).toMatchObject({ gone: 'studio' });
    await expect(at.send(lin, at.channel, '不服')).rejects.toThrow('chat.muted');
    expect((await messagesOf(store.db.read, mei.person)).map((m) => m.kind)).toEqual(['report']);
    expect(await messagesOf(store.db.read, lin.person)).toEqual([]);
    expect((await reports())[0]?.judged).toMatchObject({ by: '唐老师', verdict: 'mute' });
    const trail = await audits();
    expect(trail.map((a) => a.action)).toEqual(['chat.mute', 'report.judge']);
    expect(JSON.stringify(trail)).not.toContain('坏');
    await expect(judge(one?.id ?? '', 'fine')).rejects.toThrow('report.judged');
  });

  test('a removed profile line and bottle are gone too', async () => {
    const { db } = store;
    const profile = { person: lin.person, org: at.org, line: '坏签名', title: null, frame: null, skin: null };
    await db.internal.writer
      .insertInto('profile')
      .values({ ...profile, updatedAt: MORNING })
      .execute();
    const bottle = { id: randomUUID(), org: at.org, station: 's', author: lin.person, text: '坏瓶子' };
    const thrown = { earned: 0, at: MORNING, editedAt: MORNING, goneAt: null, hiddenAt: null };
    await db.internal.writer
      .insertInto('bottle')
      .values({ ...bottle, ...thrown })
      .execute();
    const of = { person: lin.person, text: '坏', reason: '难听' };
    await at.run((tx) => reportIn(tx, mei, { kind: 'profile', obj: lin.person, ...of }));
    await at.run((tx) => reportIn(tx, mei, { kind: 'bottle', obj: bottle.id, ...of }));
    for (const { id } of await reports()) await judge(id, 'remove');
    const line = db.read.selectFrom('profile').select('line').where('person', '=', lin.person);
    expect(await line.executeTakeFirst()).toEqual({ line: null });
    const hidden = db.read.selectFrom('bottle').select('hiddenAt').where('id', '=', bottle.id);
    expect((await hidden.executeTakeFirst())?.hiddenAt).toBe(MORNING);
  });

  test('two who judge at once: one is told that it is judged', async () => {
    await at.send(lin, at.channel, '怎么看');
    await report(mei, 1);
    await report(ou, 1);
    const [a, b] = await reports();
    const tries = await Promise.allSettled([judge(a?.id ?? '', 'fine'), judge(b?.id ?? '', 'remove')]);
    expect(tries.map((t) => t.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await reports()).every((r) => r.judged)).toBe(true);
    const other = await chatCompany(store);
    await expect(judge(a?.id ?? '', 'fine', other.tang)).rejects.toThrow('report.unknown');
  });

  test('texts go when their days are over; an open report keeps its copy, a judged one its days', async () => {
    await at.policy({ keptDays: 30 });
    await at.send(lin, at.channel, '旧话');
    await at.run((tx) => reactTo(tx, mei, { channel: at.channel, seq: 1, kind: 'like', on: true }));
    await report(mei, 1);
    store.clock.advance(20 * DAY);
    await at.send(lin, at.channel, '新话');
    store.clock.advance(11 * DAY);
    await pruneChat(store.ctx);
    expect(await at.texts(mei, at.channel)).toEqual(['新话']);
    const left = await store.db.read
      .selectFrom('chat_reaction')
      .select('seq')
      .where('channel', '=', at.channel)
      .execute();
    expect(left).toEqual([]);
    const [kept] = await reports();
    expect(kept).toMatchObject({ text: '旧话', before: [], after: [{ text: '新话' }] });
    await judge(kept?.id ?? '', 'fine');
    store.clock.advance(29 * DAY);
    await pruneChat(store.ctx);
    expect(await reports()).toHaveLength(1);
    store.clock.advance(2 * DAY);
    await pruneChat(store.ctx);
    expect(await reports()).toEqual([]);
  });
});
