import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TeamId } from '../../server/domain/battle-shape.ts';
import { audit } from '../../server/store/audit.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { bookEnd } from '../../server/store/battle-end.ts';
import { flagsOf, judgeFlag } from '../../server/store/battle-flag.ts';
import { commit } from '../../server/store/commit.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { nextQuestion, playRound, put, say, step } from '../domain/battle-table.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { refusal } from './bank-people.ts';
import { beginBattle, newStage, type Stage, type Staged, stageBattle } from './battle-stage.ts';

const ROUNDS = 6;

describe.each(STORES)('the end of a battle on $name', ({ open }) => {
  let store: TestStore;
  let stage: Stage;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    stage = await newStage(store, 7);
  });

  const who = (n: number): Editor => stage.people[n] as Editor;
  const ids = (...ns: number[]): string[] => ns.map((n) => who(n).person);
  const end = ({ row, battle }: Staged) => commit(store.ctx, (tx) => bookEnd(tx, row, battle));
  /** Plays to the end: in round r those answer right whose number is below `right(r)`, all others wrong. */
  const play = ({ battle }: Staged, people: readonly string[], right: (round: number) => number): void => {
    beginBattle(battle);
    for (let r = 0; battle.phase !== 'done'; r++) {
      playRound(battle, people.slice(0, right(r)), people.slice(right(r)));
      nextQuestion(battle);
    }
  };
  const results = async ({ row }: Staged) =>
    store.db.read
      .selectFrom('battle_result')
      .selectAll()
      .where('battle', '=', row.id)
      .orderBy('rank')
      .orderBy('points', 'desc')
      .execute();
  const balances = () => Promise.all(stage.people.map((p) => balanceOf(store.db.read, p.person)));
  const ratings = () => store.db.read.selectFrom('rating').selectAll().where('org', '=', stage.org).execute();
  const faults = async () => (await audit(store.db)).filter((law) => law.faults.length > 0);

  test('writes results once, pays once and tells once, however often it comes', async () => {
    const staged = await stageBattle(store, stage, stage.people.slice(0, 2), { mode: 'duel' });
    play(staged, ids(0, 1), (r) => (r < 4 ? 2 : 1));
    await Promise.all([end(staged), end(staged)]);
    await end(staged);
    const rows = await results(staged);
    expect(rows.map((r) => [r.person, r.rank, r.of, r.outcome, r.right, r.answered])).toEqual([
      [who(0).person, 1, 2, 'win', ROUNDS, ROUNDS],
      [who(1).person, 2, 2, 'lose', 4, ROUNDS],
    ]);
    // 2 a right answer, 20 for the winner, 5 for taking part.
    expect((await balances()).slice(0, 2)).toEqual([2 * ROUNDS + 20 + 5, 2 * 4 + 5]);
    const told = await store.db.read
      .selectFrom('event_text')
      .select(['actor', 'score', 'data'])
      .where('ctx', '=', staged.row.id)
      .where('verb', '=', 61)
      .execute();
    expect(told).toHaveLength(2);
    expect(told.find((e) => e.actor === who(0).person)?.score).toBe(1);
    expect(await faults()).toEqual([]);
  });

  test('books what no room has booked before', async () => {
    const staged = await stageBattle(store, stage, stage.people.slice(0, 2), { mode: 'duel' });
    play(staged, ids(0, 1), () => 1);
    await end(staged);
    const answers = await store.db.read
      .selectFrom('event_text')
      .select('actor')
      .where('ctx', '=', staged.row.id)
      .where('verb', '=', 31)
      .execute();
    expect(answers).toHaveLength(2 * ROUNDS);
  });

  test('rates a live duel: the winner up, the loser down, shown from a thousand on', async () => {
    const staged = await stageBattle(store, stage, stage.people.slice(0, 2), { mode: 'duel' });
    play(staged, ids(0, 1), () => 1);
    await end(staged);
    const [first, second] = await results(staged);
    expect([first?.before, second?.before]).toEqual([1000, 1000]);
    expect(first?.after ?? 0).toBeGreaterThan(second?.after ?? 0);
    const rows = new Map((await ratings()).map((r) => [r.person, r]));
    // openskill's own numbers for two newcomers.
    expect(rows.get(who(0).person)?.mu).toBeCloseTo(27.6354, 3);
    expect(rows.get(who(1).person)?.mu).toBeCloseTo(22.3646, 3);
    expect(rows.get(who(0).person)?.n).toBe(1);
  });

  test('rates nobody against a bot, alone, called off, without ranking or in a show of three', async () => {
    const bot = await stageBattle(store, stage, [who(0)], { mode: 'duel', bot: true });
    put(bot.battle, { kind: 'seat', person: 'bot:1', bot: { kind: 'bot' }, factor: 1, theta: 0 });
    play(bot, [who(0).person, 'bot:1'], () => 1);
    const solo = await stageBattle(store, stage, [who(0)], { mode: 'duel', solo: true });
    play(solo, ids(0), () => 1);
    const off = await stageBattle(store, stage, stage.people.slice(0, 2), { mode: 'duel' });
    beginBattle(off.battle);
    playRound(off.battle, ids(0), ids(1));
    put(off.battle, { kind: 'end' });
    const three = await stageBattle(store, stage, stage.people.slice(0, 3), { mode: 'show' });
    play(three, ids(0, 1, 2), () => 1);
    const calm = await stageBattle(store, stage, stage.people, {
      mode: 'show',
      rules: { ...three.row.rules, ranking: false },
    });
    play(calm, ids(0, 1, 2, 3, 4), () => 2);
    for (const staged of [bot, solo, off, three, calm]) {
      await end(staged);
      expect((await results(staged)).flatMap((r) => [r.before, r.after]).every((x) => x === null)).toBe(true);
    }
    expect(await ratings()).toEqual([]);
  });

  test('rates boats as teams and a show of four by places', async () => {
    const seats = (['red', 'red', 'blue', 'blue'] as TeamId[]).map((team, n) => ({ by: who(n), team }));
    const race = await stageBattle(store, stage, seats, { mode: 'race' });
    play(race, ids(0, 1, 2, 3), () => 2);
    await end(race);
    const rows = new Map((await ratings()).map((r) => [r.person, r.mu]));
    const mus = ids(0, 1, 2, 3).map((p) => rows.get(p) ?? 0);
    expect(mus[0]).toBe(mus[1]);
    expect(mus[2]).toBe(mus[3]);
    expect(mus[0]).toBeGreaterThan(mus[2] ?? 99);
    const show = await stageBattle(store, stage, stage.people.slice(3), { mode: 'show' });
    play(show, ids(3, 4, 5, 6), (r) => (r === 0 ? 4 : 1));
    await end(show);
    expect(await ratings()).toHaveLength(7);
  });

  test('pays the second and third only of six or more, nothing for a place nobody earned', async () => {
    const staged = await stageBattle(store, stage, stage.people, { mode: 'show' });
    beginBattle(staged.battle);
    playRound(staged.battle, ids(0, 1, 2), ids(3, 4, 5));
    nextQuestion(staged.battle);
    playRound(staged.battle, ids(0, 1));
    nextQuestion(staged.battle);
    playRound(staged.battle, ids(0));
    put(staged.battle, { kind: 'end' });
    await end(staged);
    // Of three questions: half of them is two; the seventh never answered.
    expect(await balances()).toEqual([3 * 2 + 20 + 5, 2 * 2 + 10 + 5, 2 + 10, 0, 0, 0, 0]);
  });

  test('pays a lone run its answers only, a called off battle and one against oneself nothing', async () => {
    const solo = await stageBattle(store, stage, [who(0)], { mode: 'duel', solo: true });
    play(solo, ids(0), () => 1);
    await end(solo);
    expect((await balances())[0]).toBe(2 * ROUNDS);
    const own = await stageBattle(store, stage, [who(0)], { mode: 'duel' });
    const bot = { kind: 'ghost' as const, of: who(0).person, run: solo.row.id };
    put(own.battle, { kind: 'seat', person: 'ghost:1', bot, factor: 1, theta: 0 });
    play(own, [who(0).person, 'ghost:1'], () => 1);
    await end(own);
    const off = await stageBattle(store, stage, stage.people.slice(0, 2), { mode: 'duel' });
    beginBattle(off.battle);
    playRound(off.battle, ids(0), ids(1));
    put(off.battle, { kind: 'end' });
    await end(off);
    expect((await balances())[0]).toBe(2 * ROUNDS);
    expect((await results(own)).map((r) => r.coins)).toEqual([0]);
  });

  test('pays at most two hundred a day from battles, and again on the next day', async () => {
    const once = async () => {
      const staged = await stageBattle(store, stage, stage.people.slice(0, 2), { mode: 'duel' });
      play(staged, ids(0, 1), () => 1);
      await end(staged);
    };
    for (let n = 0; n < 6; n++) await once();
    expect((await balances())[0]).toBe(200);
    store.clock.set(MORNING + 86_400_000);
    await once();
    expect((await balances())[0]).toBe(200 + 2 * ROUNDS + 25);
    expect(await faults()).toEqual([]);
  }, 30_000);

  test('pays a seagull half for its answers', async () => {
    const staged = await stageBattle(store, stage, stage.people.slice(0, 3), { mode: 'survival' });
    const { battle } = staged;
    beginBattle(battle);
    for (let r = 0; r < 3; r++) {
      playRound(battle, ids(0, 1), ids(2));
      nextQuestion(battle);
    }
    playRound(battle, ids(0, 1, 2));
    nextQuestion(battle);
    while (battle.phase !== 'done') {
      playRound(battle, ids(0), ids(1));
      nextQuestion(battle);
    }
    await end(staged);
    const gull = (await results(staged)).find((r) => r.person === who(2).person);
    expect(gull).toMatchObject({ right: 1, outcome: 'lose' });
    // Four of six rounds answered: one right one at half, and five for taking part.
    expect(gull?.coins).toBe(1 + 5);
  });

  test('leaves nothing of a battle that ended in its lobby', async () => {
    const staged = await stageBattle(store, stage, stage.people.slice(0, 2), { mode: 'duel' });
    put(staged.battle, { kind: 'end' });
    await end(staged);
    expect(await results(staged)).toEqual([]);
  });

  test('notes impossible times and the twin answers of a fresh guest on the same device, takes nothing, and a trainer judges', async () => {
    const staged = await stageBattle(store, stage, stage.people.slice(0, 3), { mode: 'show' });
    const { battle } = staged;
    await commit(store.ctx, async ({ db, now }) => {
      for (const [n, device] of ['Chrome · Windows', 'Chrome · Windows', 'Safari · iOS'].entries())
        await db
          .insertInto('session')
          .values({
            ...{ id: `${stage.org}-${n}`, person: who(n).person, tokenHash: `${stage.org}${n}`, device },
            ...{ createdAt: now, lastSeenAt: now, expiresAt: now + 1e9, revokedAt: null },
          })
          .execute();
      await db.updateTable('person').set({ guest: 1 }).where('id', '=', who(1).person).execute();
    });
    beginBattle(battle);
    while (battle.phase !== 'done') {
      const right = battle.rounds.length % 3 !== 0;
      say(battle, who(2).person, true, 100);
      say(battle, who(0).person, right, 3_000);
      say(battle, who(1).person, right, 9_000);
      step(battle);
      step(battle);
      nextQuestion(battle);
    }
    await end(staged);
    const flags = await flagsOf(store.db.read, stage.org);
    expect(flags.map((f) => [f.kind, f.people.map((p) => p.name).sort()]).sort()).toEqual([
      ['second_account', ['学员0', '学员1']],
      ['too_fast', ['学员2']],
    ]);
    expect(flags[0]).toMatchObject({ battle: staged.row.id, title: '周五比赛' });
    expect((await balances())[2]).toBeGreaterThan(0);
    const [flag] = flags;
    const judge = (by: Editor) =>
      commit(store.ctx, (tx) => judgeFlag(tx, by, { flag: flag?.id ?? '', verdict: 'fine' }));
    await judge(stage.trainer);
    expect((await flagsOf(store.db.read, stage.org)).find((f) => f.id === flag?.id)?.verdict).toBe('fine');
    const stranger = (await newStage(store, 0)).trainer;
    expect(await refusal(judge(stranger))).toBe('not_found');
  });
});
