import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../server/domain/policy.ts';
import type { StatementKind } from '../../server/domain/statement.ts';
import { acceptAnswer, answerAsk, askColleagues, withdrawAsk } from '../../server/store/ask.ts';
import { askPage, listAsks } from '../../server/store/ask-view.ts';
import { audit } from '../../server/store/audit.ts';
import {
  countBottles,
  leaveBottle,
  likeBottle,
  ownBottle,
  readBottle,
  takeBottle,
} from '../../server/store/bottle.ts';
import { type Actor, commit, type Work } from '../../server/store/commit.ts';
import { giveGift } from '../../server/store/gift.ts';
import { hideKind, pruneKind, reportKind } from '../../server/store/kind-care.ts';
import { balanceOf, creditPerson, debitPerson } from '../../server/store/ledger.ts';
import { messagesOf } from '../../server/store/message.ts';
import { saveContentVersion } from '../../server/store/quest-version.ts';
import { react, reactionsOf } from '../../server/store/reaction.ts';
import { likeNote, readingDays, readingOf, readingWall, saveNote } from '../../server/store/reading.ts';
import { statementOf } from '../../server/store/statement.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { block, colleagues, decree, makeGuest } from './kind-people.ts';

const DAY_MS = 86_400_000;

describe.each(STORES)('kindness on $name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  describe('message bottles', () => {
    let a: Actor;
    let b: Actor;
    let c: Actor;
    beforeEach(async () => {
      [a, b, c] = (await colleagues(store.ctx, 3)) as [Actor, Actor, Actor];
    });

    const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
    const leave = async (who: Actor, text = '先看总则', station = 's1') => {
      await run((tx) => leaveBottle(tx, who, station, text));
      return (await ownBottle(store.db.read, who, station))?.id ?? '';
    };
    const read = (who: Actor, dice = 0, not?: string) =>
      run((tx) => readBottle(tx, who, 's1', { dice, ...(not === undefined ? {} : { not }) }));
    const like = (who: Actor, id: string, on = true) => run((tx) => likeBottle(tx, who, id, on));
    const count = (who: Actor) => countBottles(store.db.read, who, ['s1', 's2']);
    const balance = (who: Actor) => balanceOf(store.db.read, who.person);

    test('one lies at a station per person; another text takes its place, unread and unliked', async () => {
      const first = await leave(a);
      await like(b, first);
      const second = await leave(a, '换一句');
      expect(second).not.toBe(first);
      expect(await count(b)).toEqual({ s1: { n: 1, unread: 1 } });
      expect(await count(a)).toEqual({ s1: { n: 1, unread: 0 } });
      expect((await read(b)).likes).toBe(0);
      await expect(like(b, first)).rejects.toMatchObject({ code: 'bottle.unknown' });
    });

    test('what was not read yet comes first, then any other; never my own', async () => {
      const [one, two] = [await leave(a), await leave(b, '问前台')];
      await leave(c, '我自己的');
      const opened = [await read(c, 0.9), await read(c, 0.9)].map((v) => v.id).sort();
      expect(opened).toEqual([one, two].sort());
      expect(await count(c)).toEqual({ s1: { n: 3, unread: 0 } });
      expect((await read(c, 0, one)).id).toBe(two);
      await run((tx) => takeBottle(tx, a, 's1'));
      expect((await read(c, 0.5, two)).id).toBe(two);
      await run((tx) => takeBottle(tx, b, 's1'));
      await expect(read(c)).rejects.toMatchObject({ code: 'bottle.none' });
      const texts = await store.db.read
        .selectFrom('bottle')
        .select('text')
        .where('author', '=', a.person)
        .execute();
      expect(texts).toEqual([{ text: '' }]);
    });

    test('a like pays the author one coin once, whatever is taken back or written anew', async () => {
      const id = await leave(a);
      expect((await like(b, id)).paid).toBe(true);
      await like(b, id, false);
      expect((await like(b, id)).paid).toBe(false);
      expect((await like(b, await leave(a, '新的'))).paid).toBe(false);
      expect((await like(a, await leave(a, '新的'))).paid).toBe(false);
      expect(await balance(a)).toBe(1);
      expect((await audit(store.db)).filter((check) => check.faults.length > 0)).toEqual([]);
    });

    test('two who like each other are paid in one direction only, also at one moment', async () => {
      const [one, two] = [await leave(a), await leave(b)];
      await Promise.all([like(b, one), like(a, two)]);
      expect((await balance(a)) + (await balance(b))).toBe(1);
    });

    test('guests pay nothing; ten coins a day are the most, also in parallel', async () => {
      const fans = await colleagues(store.ctx, 12);
      const crowd = fans.map((f) => ({ ...f, org: a.org }));
      await store.db.internal.writer
        .updateTable('person')
        .set({ org: a.org })
        .where(
          'id',
          'in',
          crowd.map((f) => f.person),
        )
        .execute();
      await makeGuest(store.ctx, c);
      const id = await leave(a);
      expect((await like(c, id)).paid).toBe(false);
      await Promise.all(crowd.map((f) => like(f, id)));
      expect(await balance(a)).toBe(10);
      expect((await like(b, await leave(a, '别的站', 's2'))).paid).toBe(false);
      store.clock.advance(DAY_MS);
      expect((await like(crowd[0] as Actor, await leave(a, '再换', 's2'))).paid).toBe(true);
    });

    test('between blocked people no bottle is seen and no sign arrives; nobody abroad sees any', async () => {
      const id = await leave(a);
      const [stranger] = (await colleagues(store.ctx, 1)) as [Actor];
      await expect(like(stranger, id)).rejects.toMatchObject({ code: 'bottle.unknown' });
      expect(await count(stranger)).toEqual({});
      await block(store.ctx, a, b);
      expect(await count(b)).toEqual({});
      await expect(like(b, id)).rejects.toMatchObject({ code: 'bottle.unknown' });
      expect(await run((tx) => react(tx, b, { obj: 'x', kind: 'like', to: a.person }))).toBe(false);
      expect(await reactionsOf(store.db.read, ['x', id], c.person)).toEqual(new Map());
    });

    test('a reported one that is hidden is gone for everybody; a listed word is refused', async () => {
      const id = await leave(a, '去他的规定');
      await run((tx) => reportKind(tx, b, { kind: 'bottle', obj: id, reason: '不友好' }));
      await run((tx) => hideKind(tx, c, 'bottle', id));
      expect([await count(a), await count(b)]).toEqual([{}, {}]);
      await expect(
        run((tx) => reportKind(tx, c, { kind: 'bottle', obj: id, reason: '' })),
      ).rejects.toMatchObject({
        code: 'bottle.unknown',
      });
      await decree(store.ctx, a, { chat: { ...DEFAULT_POLICY.chat, words: ['去他的'] } });
      await expect(leave(a, '去他的')).rejects.toMatchObject({ code: 'chat.word' });
      await leave(a, '好好读一遍');
      expect(await count(b)).toEqual({ s1: { n: 1, unread: 1 } });
    });
  });

  describe('the reading log', () => {
    let a: Actor;
    let b: Actor;
    beforeEach(async () => {
      [a, b] = (await colleagues(store.ctx, 2)) as [Actor, Actor];
    });

    const note = (who: Actor, text = '读了《海错图》') => commit(store.ctx, (tx) => saveNote(tx, who, text));
    const mine = (who: Actor) => readingOf(store.db.read, who, store.clock.now());
    const wall = (who: Actor) => readingWall(store.db.read, who);

    test('one note a day counts and pays, however often and in parallel it is saved; its words may change', async () => {
      const paid = await Promise.all([note(a), note(a, '读了第二章'), note(a, '读了第三章')]);
      expect(paid.reduce((sum, n) => sum + n, 0)).toBe(3);
      await note(a, '读完了整本书');
      expect(await mine(a)).toMatchObject({
        streak: 1,
        days: 1,
        next: 30,
        today: { text: '读完了整本书', mine: true },
      });
      expect(await balanceOf(store.db.read, a.person)).toBe(3);
      expect((await wall(b)).notes).toHaveLength(1);
    });

    test('two missed days a week leave the streak whole, a third begins anew; the days in all stay', async () => {
      await note(a);
      store.clock.advance(3 * DAY_MS);
      await note(a);
      expect((await mine(a)).streak).toBe(2);
      expect((await mine(a)).calendar.filter((d) => d.mark === 'freeze')).toHaveLength(2);
      store.clock.advance(9 * DAY_MS);
      expect((await mine(a)).streak).toBe(0);
      await note(a);
      expect([(await mine(a)).streak, await readingDays(store.db.read, a.person)]).toEqual([1, 3]);
    });

    test('the voyage log beside it shows the days of the daily check-in', async () => {
      const { calendar } = (await mine(a)).voyage;
      const today = calendar.filter((d) => d.mark !== 'ahead').at(-1);
      expect(calendar.some((d) => d.mark === 'in')).toBe(false);
      const day = (today?.day ?? 0) + 0;
      await commit(store.ctx, (tx) =>
        creditPerson(tx, a, { amount: 5, reason: 'checkin', key: `checkin:${a.person}:${day}` }),
      );
      expect((await mine(a)).voyage.calendar.find((d) => d.day === day)?.mark).toBe('in');
      expect((await mine(b)).voyage.calendar.some((d) => d.mark === 'in')).toBe(false);
    });

    test('colleagues like a note, once each; hidden and blocked ones are gone, and a new text of the day is a new note', async () => {
      await note(a);
      const [shown] = (await wall(b)).notes;
      const id = shown?.id ?? '';
      const like = (who: Actor, on = true) => commit(store.ctx, (tx) => likeNote(tx, who, id, on));
      expect(await like(b)).toMatchObject({ likes: 1, liked: true });
      expect(await like(b)).toMatchObject({ likes: 1 });
      expect(await like(a)).toMatchObject({ likes: 1, liked: false });
      expect(await like(b, false)).toMatchObject({ likes: 0, liked: false });
      await commit(store.ctx, (tx) => hideKind(tx, b, 'reading', id));
      expect([(await wall(a)).notes, (await mine(a)).today]).toEqual([[], undefined]);
      await expect(like(b)).rejects.toMatchObject({ code: 'not_found' });
      expect(await note(a, '换一种说法')).toBe(0);
      expect((await wall(b)).notes.map((n) => n.text)).toEqual(['换一种说法']);
      await block(store.ctx, b, a);
      expect([(await wall(b)).notes, (await wall(a)).notes.length]).toEqual([[], 1]);
      const [stranger] = (await colleagues(store.ctx, 1)) as [Actor];
      expect((await wall(stranger)).notes).toEqual([]);
    });

    test('a listed word is refused and counts no day', async () => {
      await decree(store.ctx, a, { chat: { ...DEFAULT_POLICY.chat, words: ['烂书'] } });
      await expect(note(a, '读了一本烂 书')).rejects.toMatchObject({ code: 'chat.word' });
      expect(await readingDays(store.db.read, a.person)).toBe(0);
    });
  });

  /** A quest of one card, so that a station has a name. */
  const sail = async ({ org }: Actor): Promise<void> => {
    const station = {
      id: `${org}-s`,
      kind: 'card',
      name: { zh: '第一站' },
      minutes: 1,
      card: 'c',
    } as const;
    const style = { seed: 7, biome: 'forest', size: 'small' } as const;
    const island = {
      id: `${org}-i`,
      name: { zh: '东岛' },
      about: { zh: '岛' },
      icon: 'hut',
      bank: 'x',
      style,
    };
    const quest = {
      id: `q-${org}`,
      name: { zh: '任务' },
      days: 5,
      islands: [{ ...island, stations: [station] }],
    };
    await commit(store.ctx, (tx) => saveContentVersion(tx, org, { quest, cards: [] }, org));
  };

  test("words go when their days are over, at the company's choice; coins, rows and what is open stay", async () => {
    const [a, b] = (await colleagues(store.ctx, 2, 100)) as [Actor, Actor];
    const { read } = store.db;
    const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
    const ask = (title: string) => run((tx) => askColleagues(tx, a, { title, text: '细节', bounty: 5 }));
    await sail(a);
    await decree(store.ctx, a, {
      chat: { ...DEFAULT_POLICY.chat, keptDays: 30 },
      gift: { ...DEFAULT_POLICY.gift, friendsOnly: false },
    });
    await run((tx) => giveGift(tx, a, { to: b.person, amount: 10, text: '谢谢你' }));
    await run((tx) => leaveBottle(tx, a, 's1', '先看总则'));
    await run((tx) => saveNote(tx, a, '第三章'));
    const [solved, open] = [await ask('公章找谁'), await ask('打印机在哪')];
    for (const id of [solved, open]) await run((tx) => answerAsk(tx, b, id, '三楼'));
    const [answer] = (await askPage(read, a, solved)).answers;
    await run((tx) => acceptAnswer(tx, a, solved, answer?.id ?? ''));
    const words = async () => ({
      gifts: await read.selectFrom('gift').select(['text', 'amount']).where('org', '=', a.org).execute(),
      mail: (await messagesOf(read, b.person)).filter((m) => m.kind === 'gift').map((m) => m.text),
      bottles: await read.selectFrom('bottle').select('text').where('org', '=', a.org).execute(),
      shown: await countBottles(read, b, ['s1']),
      wall: (await readingWall(read, b)).notes.map((n) => n.text),
      asks: (await listAsks(read, b, 'helped')).asks.map((q) => q.title),
      answers: await read.selectFrom('ask_answer').select('text').where('org', '=', a.org).execute(),
    });
    const before = await words();
    store.clock.advance(29 * DAY_MS);
    await pruneKind(store.ctx);
    expect(await words()).toEqual(before);
    expect(before).toMatchObject({ mail: ['谢谢你'], wall: ['第三章'] });
    expect(before.asks).toEqual(['打印机在哪', '公章找谁']);
    store.clock.advance(2 * DAY_MS);
    await pruneKind(store.ctx);
    const after = await words();
    expect(after).toMatchObject({ gifts: [{ text: '', amount: 10 }], mail: [''], bottles: [{ text: '' }] });
    expect(after).toMatchObject({ shown: {}, wall: [], asks: ['打印机在哪'] });
    expect(after.answers.map((r) => r.text).sort()).toEqual(['', '三楼']);
    await expect(askPage(read, a, solved)).rejects.toMatchObject({ code: 'ask.unknown' });
    expect((await readingOf(read, a, store.clock.now())).days).toBe(1);
    await run((tx) => leaveBottle(tx, a, 's1', '换一句'));
    expect(await countBottles(read, b, ['s1'])).toEqual({ s1: { n: 1, unread: 1 } });
    const told = await statementOf(read, a, { now: store.clock.now(), most: 40 });
    expect(JSON.stringify(told)).not.toMatch(/谢谢你|公章找谁/);
    expect((await audit(store.db)).filter((check) => check.faults.length > 0)).toEqual([]);
    store.clock.set(MORNING);
  });

  describe('the statement', () => {
    beforeEach(() => store.clock.set(MORNING));
    const statement = (who: Actor, asked: { kind?: StatementKind; before?: number; most?: number } = {}) =>
      statementOf(store.db.read, who, { now: store.clock.now(), most: 40, ...asked });
    const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
    test('names reason, colleague and what it was for, with the words that went with it', async () => {
      const [a, b] = (await colleagues(store.ctx, 2, 100)) as [Actor, Actor];
      await sail(a);
      await decree(store.ctx, a, { gift: { ...DEFAULT_POLICY.gift, friendsOnly: false, taxPercent: 20 } });
      const card = { amount: 10, reason: 'card', ref: `${a.org}-s`, key: `card:${a.person}` };
      await run((tx) => creditPerson(tx, a, card));
      await run((tx) => giveGift(tx, a, { to: b.person, amount: 20, text: '辛苦啦' }));
      const id = await run((tx) => askColleagues(tx, b, { title: '年假怎么算？', text: '', bounty: 30 }));
      await run((tx) => answerAsk(tx, a, id, '看第三章'));
      const { answers } = await askPage(store.db.read, b, id);
      await run((tx) => acceptAnswer(tx, b, id, answers[0]?.id ?? ''));
      expect((await statement(a)).lines).toMatchObject([
        { amount: 30, balance: 120, reason: 'bounty-paid', with: '乙', about: { zh: '年假怎么算？' } },
        { amount: -4, balance: 90, reason: 'gift-tax', text: '辛苦啦' },
        { amount: -16, balance: 94, reason: 'gift', with: '乙', text: '辛苦啦' },
        { amount: 10, balance: 110, reason: 'card', about: { zh: '第一站' } },
        { amount: 100, balance: 100, reason: 'practice' },
      ]);
      expect((await statement(b, { kind: 'gift' })).lines).toMatchObject([{ amount: 16, with: '甲' }]);
      expect((await statement(b, { kind: 'other' })).lines).toEqual([]);
      expect((await statement(a)).total).toEqual({ in: 140, out: 20 });
    });

    test('sums up each month of the company, page by page, and a stranger has none', async () => {
      const [a] = (await colleagues(store.ctx, 1)) as [Actor];
      await sail(a);
      const start = store.clock.now();
      for (const [i, at] of [
        '2026-09-30T19:59:00Z',
        '2026-09-30T20:01:00Z',
        '2026-11-02T02:00:00Z',
      ].entries()) {
        store.clock.set(Date.parse(at));
        await run((tx) =>
          creditPerson(tx, a, { amount: 10 ** i, reason: 'drill', key: `m${i}:${a.person}` }),
        );
      }
      store.clock.set(start);
      const first = await statement(a, { most: 2 });
      expect(first.months).toEqual([
        { month: 202611, in: 100, out: 0 },
        { month: 202610, in: 10, out: 0 },
        { month: 202609, in: 1, out: 0 },
      ]);
      expect(first.lines.map((l) => l.amount)).toEqual([100, 10]);
      const second = await statement(a, { most: 2, before: first.next ?? 0 });
      expect([second.lines.map((l) => l.amount), second.next]).toEqual([[1], undefined]);
      const [b] = (await colleagues(store.ctx, 1)) as [Actor];
      expect(await statement(b)).toEqual({ balance: 0, total: { in: 0, out: 0 }, months: [], lines: [] });
    });

    test('explains every balance after any history', async () => {
      const stepOf = fc.record({
        act: fc.nat(5),
        who: fc.nat(2),
        to: fc.nat(2),
        n: fc.integer({ min: 1, max: 30 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(stepOf, { minLength: 5, maxLength: 25 }), async (steps) => {
          const people = (await colleagues(store.ctx, 3, 40)) as [Actor, Actor, Actor];
          await sail(people[0]);
          await decree(store.ctx, people[0], {
            gift: { ...DEFAULT_POLICY.gift, friendsOnly: false, taxPercent: 10 },
          });
          const asks: { id: string; by: Actor }[] = [];
          const take = async ({ act, who, to, n }: (typeof steps)[number], i: number): Promise<void> => {
            const [by, other] = [people[who] as Actor, people[to] as Actor];
            const key = `${by.person}:${i}`;
            const last = asks[n % Math.max(1, asks.length)];
            if (act === 0) await run((tx) => creditPerson(tx, by, { amount: n, reason: 'practice', key }));
            if (act === 1) await run((tx) => debitPerson(tx, by, { amount: n, reason: 'mall', key }));
            if (act === 2) await run((tx) => giveGift(tx, by, { to: other.person, amount: n, text: '' }));
            if (act === 3)
              asks.push({
                by,
                id: await run((tx) => askColleagues(tx, by, { title: '问', text: '', bounty: n })),
              });
            if (act === 4 && last) await run((tx) => withdrawAsk(tx, last.by, last.id));
            if (act === 5 && last) {
              await run((tx) => answerAsk(tx, by, last.id, '答'));
              const { answers } = await askPage(store.db.read, last.by, last.id);
              await run((tx) => acceptAnswer(tx, last.by, last.id, answers[0]?.id ?? ''));
            }
          };
          await Promise.allSettled(steps.map(take));
          for (const who of people) {
            const { balance, total, lines, months } = await statement(who, { most: 200 });
            expect(balance).toBe(await balanceOf(store.db.read, who.person));
            expect(total.in - total.out).toBe(balance);
            expect(lines.reduce((sum, l) => sum + l.amount, 0)).toBe(balance);
            for (const [i, l] of lines.entries())
              expect(l.balance - l.amount).toBe(lines[i + 1]?.balance ?? 0);
            expect(months).toEqual([{ month: 202611, ...total }]);
          }
          expect((await audit(store.db)).filter((check) => check.faults.length > 0)).toEqual([]);
        }),
        { numRuns: store.db.dialect === 'sqlite' ? 5 : 2 },
      );
    });
  });
});
