import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askLog } from '../../server/analytics/desk.ts';
import { type BillDoc, weekPeriod, yearPeriod } from '../../server/domain/bill.ts';
import { FLAGS } from '../../server/domain/events/flags.ts';
import { keepHours } from '../../server/jobs/bills.ts';
import { isSealed } from '../../server/store/bill.ts';
import { ranksOf } from '../../server/store/bill-due.ts';
import { shareAbove } from '../../server/store/board.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { saveSettings } from '../../server/store/person.ts';
import { statementOf } from '../../server/store/statement.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { type BillStage, billStage, DAY, HOUR } from './bill-stage.ts';

const WEEK = 7 * DAY;
/** Monday 2026-11-16, 09:00 in Shanghai. */
const MONDAY = 20261116;

describe.each(STORES)('learning bills on $name', ({ open }) => {
  let store: TestStore;
  let stage: BillStage;
  let lin: Actor;
  let mei: Actor;
  beforeAll(async () => {
    store = await open();
    stage = billStage(store);
  });
  afterAll(async () => {
    await stage.desk.stop();
    await store.close();
  });
  const people = async (n: number, zone?: string): Promise<Actor[]> => {
    store.clock.set(MORNING);
    stage.told.length = 0;
    return seedPeople(store.ctx, n, zone);
  };
  beforeEach(async () => {
    const [a, b] = await people(2);
    if (!a || !b) throw new Error('nobody');
    [lin, mei] = [a, b];
  });
  const live = async (by: Actor, day = MONDAY) => {
    store.clock.advance(6_000);
    const period = weekPeriod(day, by.zone);
    const facts = await askLog(store.db, 'bills', {
      org: by.org,
      people: [by.person],
      period,
      now: store.clock.now(),
    });
    const one = facts[by.person];
    if (!one) throw new Error('no facts');
    return one;
  };
  const docOf = async (by: Actor, n = 0): Promise<BillDoc> =>
    JSON.parse((await stage.bills(by.person))[n]?.data ?? 'null') as BillDoc;
  const toMonday = (after = 31 * 60_000): void =>
    store.clock.set(weekPeriod(MONDAY, 'Asia/Shanghai').end + after);

  test('sums equal what the raw log says, before and after the job has read it', async () => {
    for (let i = 0; i < 12; i++) await stage.answer(lin, { question: `q${i}`, ok: i % 3 !== 0 });
    await stage.state(lin, {
      verb: 'activity.span',
      ms: 90_000,
      data: { scope: 'map', activeMs: 90_000, blurN: 0 },
    });
    await stage.state(lin, { verb: 'card.viewed', obj: 'c', data: { side: 'panel-1', dwellMs: 5 } });
    await stage.answer(lin, { flags: FLAGS.bot });
    await stage.answer(lin, { flags: FLAGS.preview });
    await stage.answer(lin, { flags: FLAGS.voided });
    await stage.answer(mei, {});
    const raw = async () => {
      const rows = await store.db.read
        .selectFrom('event_text')
        .select(['verb', 'ok', 'ms', 'flags'])
        .where('actor', '=', lin.person)
        .execute();
      const counted = rows.filter((r) => (r.flags & 28) === 0);
      const answered = counted.filter((r) => r.verb === 31);
      return {
        answers: answered.length,
        correct: answered.filter((r) => r.ok === 1).length,
        activeMs: counted.filter((r) => r.verb === 3).reduce((n, r) => n + Number(r.ms), 0),
        cards: counted.filter((r) => r.verb === 10).length,
      };
    };
    expect(await raw()).toEqual({ answers: 12, correct: 8, activeMs: 90_000, cards: 1 });
    expect((await live(lin)).sums).toMatchObject({ ...(await raw()), days: 1, hour: 9 });
    await stage.write();
    expect((await live(lin)).sums).toMatchObject({ ...(await raw()), days: 1, hour: 9 });
    await stage.answer(lin, { question: 'after', ok: true });
    expect((await live(lin)).sums).toMatchObject(await raw());
  });

  test('an event counts once however often the job looks, in one hour of one play day', async () => {
    await stage.answer(lin, {});
    for (let i = 0; i < 3; i++) expect(await keepHours(stage.ctx)).toBe(true);
    expect((await live(lin)).sums.answers).toBe(1);
  });

  test('a night until four belongs to the week before it, by the clock of the company', async () => {
    const [kath] = await people(1, 'Asia/Kathmandu');
    if (!kath) throw new Error('nobody');
    for (const by of [lin, kath]) {
      const { begin, end } = weekPeriod(MONDAY, by.zone);
      for (const at of [begin - 1, begin, end - 1, end]) await stage.answer(by, { at });
    }
    store.clock.set(MORNING + 8 * DAY);
    await stage.write();
    for (const by of [lin, kath]) {
      const facts = await live(by, MONDAY);
      expect([facts.before?.answers, facts.sums.answers], by.zone).toEqual([1, 2]);
      expect((await live(by, 20261123)).sums.answers).toBe(1);
    }
  });

  test('a late answer counts, and its hour says nothing', async () => {
    await stage.answer(lin, { flags: FLAGS.late });
    expect((await live(lin)).sums).toMatchObject({ answers: 1, correct: 1, hour: null });
  });

  test('coins in, out and the balance are those of the statement to the coin', async () => {
    await stage.credit(lin, 120);
    await stage.debit(lin, 30);
    store.clock.advance(2 * DAY);
    await stage.credit(lin, 45, 'exam');
    const statement = await statementOf(store.db.read, lin, { now: store.clock.now(), most: 50 });
    const { coins } = await live(lin);
    expect(coins).toEqual({ in: statement.total.in, out: statement.total.out, balance: statement.balance });
    store.clock.advance(WEEK);
    await stage.debit(lin, 5);
    expect((await live(lin)).coins, 'a later movement does not move an older balance').toEqual(coins);
    expect((await live(lin, 20261123)).coins).toEqual({ in: 0, out: 5, balance: 130 });
  });

  test('help is counted both ways: answers that were accepted, gifts, tips that were liked', async () => {
    const help = (by: Actor, role: 'asker' | 'answerer', accepted: boolean) =>
      stage.state(by, { verb: 'help.exchanged', obj: 'ask', data: { role, accepted } });
    await help(lin, 'answerer', true);
    await help(lin, 'answerer', false);
    await help(lin, 'asker', true);
    await stage.state(lin, { verb: 'gift.sent', data: { txn: 't', to: mei.person, amount: 3 } });
    await stage.credit(lin, 5, 'bottle');
    await stage.credit(lin, 9, 'gift');
    await stage.state(lin, { verb: 'level.finished', obj: 's', ok: true, data: { stars: 3, kind: 'crew' } });
    expect((await live(lin)).sums).toMatchObject({ helped: 3, helpedBy: 2, together: 1 });
  });

  test('mended questions are those that became durably right in the week', async () => {
    await stage.answer(lin, { question: 'x', ok: false });
    await stage.answer(lin, { question: 'x', ok: true });
    await stage.write();
    expect((await live(lin)).sums.repaired).toBe(0);
    store.clock.advance(DAY);
    await stage.answer(lin, { question: 'x', ok: true });
    await stage.write();
    expect((await live(lin)).sums.repaired).toBe(1);
  });

  test('on Monday at half past four every learner of the week has a bill, once, with a message and a notice', async () => {
    await stage.answer(lin, {});
    await stage.credit(lin, 20);
    toMonday(29 * 60_000 - 6_000);
    await stage.write();
    expect(await stage.bills(lin.person)).toEqual([]);
    toMonday();
    await stage.write();
    await stage.write();
    const [bill, ...more] = await stage.bills(lin.person);
    expect(more).toEqual([]);
    expect(bill).toMatchObject({ kind: 'week', ref: String(MONDAY), from: MONDAY, to: 20261122, stale: 0 });
    expect(await docOf(lin)).toMatchObject({ sums: { answers: 1 }, coins: { in: 20, balance: 20 } });
    expect((await stage.messages(lin.person)).filter((m) => m.kind === 'bill')).toEqual([
      { kind: 'bill', text: bill?.id },
    ]);
    expect(stage.told.filter((t) => t.person === lin.person && t.notice.kind === 'message')).toHaveLength(1);
    expect(await stage.bills(mei.person), 'who never played has no bill').toEqual([]);
  });

  test('a bill of zero comes once after a week of play, and is no series', async () => {
    await stage.answer(lin, {});
    toMonday();
    await stage.write();
    for (let i = 0; i < 3; i++) {
      store.clock.advance(WEEK);
      await stage.write();
    }
    const all = await stage.bills(lin.person);
    expect(all.map((b) => b.ref)).toEqual([String(MONDAY), '20261123']);
    expect(await docOf(lin, 1)).toMatchObject({
      sums: { answers: 0, days: 0, hour: null },
      honour: null,
      remark: { tone: 'warm' },
    });
  });

  test('no remark is said again on the next three bills', async () => {
    const said: string[] = [];
    for (let i = 0; i < 6; i++) {
      await stage.answer(lin, {});
      toMonday(31 * 60_000 + i * WEEK);
      await stage.write();
      const { remark } = await docOf(lin, i);
      expect(said.slice(-3)).not.toContain(remark.id);
      said.push(remark.id);
    }
  });

  test('a written bill is sealed: its hash is of the canonical text and changes with any letter', async () => {
    await stage.answer(lin, {});
    toMonday();
    await stage.write();
    const [bill] = await stage.bills(lin.person);
    if (!bill) throw new Error('no bill');
    const doc = JSON.parse(bill.data) as BillDoc;
    expect(bill.hash).toBe(
      createHash('sha256')
        .update(canonicalize(doc) ?? '')
        .digest('hex'),
    );
    expect(isSealed(bill)).toBe(true);
    expect(isSealed({ ...bill, data: bill.data.replace('"answers":1', '"answers":2') })).toBe(false);
    expect(isSealed({ ...bill, data: `${bill.data} ` })).toBe(false);
    expect(bill.data).not.toContain(lin.person);
  });

  test('what comes later does not change a written bill; a corrected score does, and the old hash stays in the list', async () => {
    const [attempt, other] = [uuidv7(), uuidv7()];
    await stage.answer(lin, { question: 'x', ok: false, attempt });
    await stage.answer(lin, { question: 'x', ok: false, attempt: other });
    await stage.answer(mei, { question: 'x', ok: false });
    const at = MORNING;
    toMonday();
    await stage.write();
    const [first] = await stage.bills(lin.person);
    const [hers] = await stage.bills(mei.person);
    await stage.answer(lin, { question: 'y', at });
    await stage.write();
    expect(await stage.bills(lin.person)).toEqual([first]);
    const data = { from: 0, reason: 'regrade', item: 0 };
    await stage.state(lin, { verb: 'score.corrected', obj: 'x', ctx: attempt, score: 1, data });
    await stage.write();
    const [again] = await stage.bills(lin.person);
    if (!again || !first) throw new Error('no bill');
    expect(isSealed(again)).toBe(true);
    expect(again.hash).not.toBe(first.hash);
    expect(JSON.parse(again.hashes)).toEqual([{ hash: first.hash, at: expect.any(Number) }]);
    const [was, is] = [JSON.parse(first.data) as BillDoc, JSON.parse(again.data) as BillDoc];
    expect([was.sums.correct, is.sums.correct]).toEqual([0, 2]);
    expect(is.remark).toEqual(was.remark);
    expect(await stage.bills(mei.person), 'nobody else’s bill is touched').toEqual([hers]);
    await stage.write();
    expect((await stage.bills(lin.person))[0]?.hash).toBe(again.hash);
  });

  test('the percentile is that of the boards, and nobody who hides or stands among few is placed', async () => {
    const all = await people(12);
    for (const [i, by] of all.entries()) await stage.credit(by, 10 * (i + 1), 'exam');
    await stage.write();
    const [last, top] = [all[0], all[11]];
    if (!last || !top) throw new Error('nobody');
    const ranks = await ranksOf(
      store.db.read,
      last.org,
      all.map((p) => p.person),
    );
    for (const by of all) {
      const above = await shareAbove(store.db.read, by.org, by.person);
      const percentile = Math.floor((100 * (11 - Math.round(above * 12))) / 11);
      expect(ranks.get(by.person)?.percentile).toBe(percentile >= 50 ? percentile : undefined);
    }
    expect(ranks.get(top.person)).toEqual({ percentile: 100, n: 12 });
    await commit(store.ctx, (tx) => saveSettings(tx, top.person, { hideFromBoards: true }));
    expect((await ranksOf(store.db.read, top.org, [top.person])).get(top.person)).toBeNull();
    await stage.credit(lin, 10, 'exam');
    await stage.write();
    expect((await ranksOf(store.db.read, lin.org, [lin.person])).get(lin.person)).toBeNull();
  });

  test('who has the medal gets a bill of the whole voyage', async () => {
    await stage.answer(lin, {});
    const row = { person: lin.person, quest: 'onboarding', startedAt: MORNING - 3 * DAY, startDay: 20261113 };
    const done = { completedAt: MORNING, graduatedAt: MORNING, medalAt: MORNING + HOUR, version: 1 };
    await commit(store.ctx, (tx) =>
      tx.db
        .insertInto('enrolment')
        .values({ ...row, ...done })
        .execute(),
    );
    store.clock.advance(2 * HOUR);
    await stage.write();
    await stage.write();
    const all = await stage.bills(lin.person);
    expect(all.map((b) => [b.kind, b.ref, b.from, b.to])).toEqual([
      ['graduation', 'onboarding', 20261113, MONDAY],
    ]);
    expect(await docOf(lin)).toMatchObject({
      earned: { medals: 1 },
      honour: { id: 'medal' },
      sums: { answers: 1 },
    });
  });

  test('on New Year’s morning the year is written with its story: a partner by mutual help, the rarest honour', async () => {
    await stage.credit(lin, 300, 'exam');
    await stage.answer(lin, { question: 'hard', ok: true });
    const gift = (from: Actor, to: Actor) =>
      commit(store.ctx, (tx) =>
        tx.db
          .insertInto('gift')
          .values({
            id: uuidv7(),
            org: from.org,
            from: from.person,
            to: to.person,
            amount: 1,
            tax: 0,
            day: MONDAY,
            text: '',
            at: tx.now,
          })
          .execute(),
      );
    await gift(lin, mei);
    await gift(mei, lin);
    await gift(mei, lin);
    await stage.write();
    store.clock.set(yearPeriod(2026, 'Asia/Shanghai').end + 31 * 60_000);
    await stage.write();
    const year = (await stage.bills(lin.person)).find((b) => b.kind === 'year');
    if (!year) throw new Error('no report');
    expect(isSealed(year)).toBe(true);
    const doc = JSON.parse(year.data) as BillDoc;
    expect(doc).toMatchObject({
      kind: 'year',
      ref: '2026',
      from: 20260101,
      to: 20261231,
      sums: { answers: 1 },
    });
    expect(doc.story).toMatchObject({
      partner: { person: mei.person, given: 1, got: 2 },
      rarest: { name: { zh: '水手' }, holders: 1, of: 2 },
      island: null,
      wish: { id: 'wish-all' },
    });
    expect((await stage.bills(mei.person)).filter((b) => b.kind === 'year')).toHaveLength(0);
  });
});
