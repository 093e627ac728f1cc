import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACK_MS, type BattleRules, LEAD_MS, PRESETS } from '../../server/domain/battle-shape.ts';
import { findBattle } from '../../server/store/battle.ts';
import { bookRound } from '../../server/store/battle-book.ts';
import { appendInputs, loadInputs, resumeBattle } from '../../server/store/battle-journal.ts';
import { commit } from '../../server/store/commit.ts';
import { rightAnswer, wrongAnswer } from '../bots/answers.ts';
import { type BattleTab, enterBattle, openBattleBy, say } from '../helpers/battle.ts';
import { until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

/** The traps that other quiz rooms fell into, each by its symptom. */
type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let trainer: Joined;
let people: Joined[];
const open: BattleTab[] = [];

beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('教官', 'trainer');
  people = [];
  for (const name of ['甲', '乙', '丙']) people.push(await server.joined(name));
}, 60_000);
afterAll(() => server.close());

const enter = async (n: number, battle: string): Promise<BattleTab> => {
  const tab = await enterBattle(server, people[n] as Joined, battle);
  open.push(tab);
  return tab;
};
const hosting = async (battle: string, who = trainer): Promise<BattleTab> => {
  const tab = await enterBattle(server, who, battle, 'host');
  open.push(tab);
  return tab;
};
const rules: BattleRules = { ...PRESETS.standard, rounds: 3, auto: false };
/** A hosted show with its first question announced; `opens` lets its clock begin. */
const show = async (n: number) => {
  for (const { room } of open.splice(0)) if (room.connection.isOpen) await room.leave();
  server.clock.advance(120_000);
  const battle = await openBattleBy(server, trainer, { mode: 'show', rules });
  const host = await hosting(battle);
  const tabs: BattleTab[] = [];
  for (let i = 0; i < n; i++) tabs.push(await enter(i, battle));
  await host.host('next');
  await until(() => tabs.every((t) => t.count('question') === 1));
  const opens = (): void => server.clock.advance(LEAD_MS + 1_000);
  return { battle, host, tabs, a: tabs[0] as BattleTab, b: tabs[1] as BattleTab, opens };
};
const inputsOf = (battle: string) => loadInputs(server.ctx.db.read, battle);
const next = async (host: BattleTab, tabs: BattleTab[], round: number): Promise<void> => {
  await until(() => host.last('closed')?.round === round);
  await host.host('next');
  await host.host('next');
  await host.host('next');
  await until(() => tabs.every((t) => t.last('question')?.round === round + 1));
};

describe('answers', () => {
  it('belong to a person: a second tab has the same seat, question and receipt, and cannot answer again', async () => {
    const { battle, host, a, opens } = await show(2);
    opens();
    const second = await enter(0, battle);
    expect((await second.view()).counts).toMatchObject({ seats: 2, online: 2 });
    const receipt = await say(a, true);
    const view = await second.view();
    expect(view.receipt).toEqual(receipt);
    await expect(second.answer(rightAnswer(await second.question()), 0)).rejects.toThrow(
      'battle.already_answered',
    );
    expect((await inputsOf(battle)).filter((i) => i.kind === 'answer')).toHaveLength(1);
    expect((await host.view()).counts.answered).toBe(1);
  });

  it('are counted once when the button is pressed twice, and both presses get the same receipt', async () => {
    const { battle, a, opens } = await show(2);
    opens();
    const answer = rightAnswer(await a.question());
    const presses = await Promise.all([1, 2, 3].map(() => a.answer(answer, 0, 'one-and-the-same')));
    expect(presses[1]).toEqual(presses[0]);
    expect(presses[2]).toEqual(presses[0]);
    expect((await inputsOf(battle)).filter((i) => i.kind === 'answer')).toHaveLength(1);
  });

  it('are refused before the clock of their question runs, and after it has closed', async () => {
    const { host, a, b, opens } = await show(2);
    const { question } = await a.view();
    if (!question) throw new Error('no question');
    await expect(a.answer(rightAnswer(question.question), 0)).rejects.toThrow('battle.not_open');
    opens();
    await say(b, true);
    await host.host('next');
    await until(() => a.last('closed')?.round === 0);
    expect(a.last('closed')).toEqual({ round: 0 });
    await expect(a.answer(rightAnswer(question.question), 0)).rejects.toThrow('battle.closed');
  });

  it('that come late never count for the next question', async () => {
    const { host, tabs, a, b, opens } = await show(2);
    opens();
    const late = wrongAnswer(await a.question());
    await say(b, true);
    await host.host('next');
    await until(() => host.last('closed')?.round === 0);
    await next(host, tabs, 0);
    opens();
    await expect(a.answer(late, 0)).rejects.toThrow('battle.wrong_round');
    expect((await a.view()).receipt).toBeUndefined();
    await say(a, true);
  });

  it('of many people at once are all stored, none dropped', async () => {
    const { battle, tabs, opens } = await show(3);
    opens();
    const receipts = await Promise.all(tabs.map((t) => say(t, true)));
    const stored = (await inputsOf(battle)).filter((i) => i.kind === 'answer');
    expect(stored.map((i) => i.person).sort()).toEqual(tabs.map((t) => t.person).sort());
    expect(new Set(stored.map((i) => i.id))).toEqual(new Set(receipts.map((r) => r.id)));
  });
});

describe('people who are not there', () => {
  it('never keep a question open', async () => {
    const { host, a, b, opens } = await show(2);
    opens();
    await b.room.leave();
    await say(a, true);
    await until(() => host.count('closed') === 1);
  });

  it('are not counted among those who are ready: ready of connected beside joined', async () => {
    const battle = await openBattleBy(server, trainer, { mode: 'show', rules });
    const host = await hosting(battle);
    const a = await enter(0, battle);
    const b = await enter(1, battle);
    await enter(2, battle);
    await a.ready();
    await b.ready();
    await b.room.leave();
    await until(() => {
      server.clock.advance(600);
      const counts = host.last('seats')?.counts;
      return counts?.ready === 1 && counts.online === 2;
    });
    expect(host.last('seats')?.counts).toEqual({ seats: 3, online: 2, ready: 1, answered: 0 });
  });

  it('come back on a second refresh too: one seat, the same points', async () => {
    const { battle, host, tabs, a, b, opens } = await show(2);
    opens();
    await say(a, true);
    await say(b, false);
    await until(() => host.count('closed') === 1);
    await host.host('next');
    await until(() => a.count('reveal') === 1);
    const { total } = a.last('reveal')?.mine ?? {};
    expect(total).toBeGreaterThan(0);
    for (let i = 0; i < 2; i++) {
      const tab = tabs[0] as BattleTab;
      await tab.room.leave();
      tabs[0] = await enter(0, battle);
    }
    const view = await (tabs[0] as BattleTab).view();
    expect(view.me?.points).toBe(total);
    expect(view.counts.seats).toBe(2);
    expect(view.reveal?.mine?.total).toBe(total);
  });
});

describe('a host', () => {
  it('leaves and comes back from another device to the same question with the same rights', async () => {
    const { battle, host, a, b, opens } = await show(2);
    opens();
    await say(a, true);
    await host.room.leave();
    await say(b, true);
    await expect.poll(async () => (await a.view()).phase).toBe('closed');
    const back = await hosting(battle);
    const view = await back.view();
    expect(view).toMatchObject({ role: 'host', phase: 'closed', counts: { answered: 2 } });
    await back.host('next');
    await until(() => a.count('reveal') === 1);
  });

  it('who presses "next" twice does not close what nobody has seen', async () => {
    const { host } = await show(1);
    await expect(host.host('next')).rejects.toThrow('battle.not_open');
    expect((await host.view()).phase).toBe('question');
  });

  it('is somebody of the staff, never who says so', async () => {
    const { battle, host, a } = await show(2);
    await expect(enterBattle(server, people[2] as Joined, battle, 'host')).rejects.toThrow('auth.forbidden');
    await expect(enterBattle(server, people[2] as Joined, battle, 'screen')).rejects.toThrow(
      'auth.forbidden',
    );
    await expect(a.host('next')).rejects.toThrow('auth.forbidden');
    await expect(a.ask('kick', { person: host.person })).rejects.toThrow('auth.forbidden');
    const screen = await enterBattle(server, trainer, battle, 'screen');
    open.push(screen);
    expect((await screen.view()).role).toBe('screen');
  });

  it('sends somebody away who does not come back in, and closes the door behind the others', async () => {
    const { battle, host, b } = await show(2);
    await host.ask('kick', { person: b.person });
    await until(() => b.left.length === 1);
    expect(b.last('gone')).toEqual({ reason: 'kicked' });
    await expect(enter(1, battle)).rejects.toThrow('battle.kicked');
    await host.host('lock');
    await expect(enter(2, battle)).rejects.toThrow('battle.locked');
    await host.host('unlock');
    expect((await (await enter(2, battle)).view()).me?.id).toBe(people[2]?.me.person.id);
  });

  it('pauses, gives ten seconds more, and everybody is told the new clock', async () => {
    const { host, a, opens } = await show(1);
    opens();
    const before = (await a.view()).question?.closesAt ?? 0;
    await host.ask('extend', { ms: 10_000 });
    await until(() => a.last('clock')?.closesAt === before + 10_000);
    await host.host('pause');
    await until(() => a.last('clock')?.paused === true);
    const { question } = await a.view();
    await expect(a.answer(rightAnswer(question?.question ?? (await a.question())), 0)).rejects.toThrow(
      'battle.not_open',
    );
    server.clock.advance(30_000);
    await host.host('go');
    await until(() => a.last('clock')?.paused === false);
    expect(a.last('clock')?.closesAt).toBe(before + 40_000);
  });
});

describe('a server that goes away', () => {
  it('has stored every answer that it has acknowledged, and resumes at the same question with time to come back', async () => {
    const { battle, host, a, b, opens } = await show(2);
    opens();
    const receipt = await say(a, true);
    // What a killed server leaves behind is what stands in the store at this moment.
    const row = await findBattle(server.ctx.db.read, trainer.me.org.id, battle);
    const left = (await resumeBattle(server.ctx.db.read, row)).battle;
    expect(left.rounds[0]?.given.get(a.person)?.id).toBe(receipt.id);
    const closesAt = left.rounds[0]?.closesAt ?? 0;
    await matchMaker.getLocalRoomById(host.room.roomId).disconnect();
    await until(() => [host, a, b].every((t) => t.left.length === 1));
    server.clock.advance(30_000);
    const back = await enter(1, battle);
    const mine = await enter(0, battle);
    expect((await mine.view()).receipt).toEqual(receipt);
    const { question } = await back.view();
    expect(question?.round).toBe(0);
    expect(question?.closesAt).toBeGreaterThanOrEqual(closesAt + 30_000);
    server.clock.advance(BACK_MS);
    await expect(mine.answer(rightAnswer(await mine.question()), 0)).rejects.toThrow(
      'battle.already_answered',
    );
    expect(await mine.answer(receipt.answer, 0, receipt.id)).toEqual(receipt);
    await say(back, false);
    const host2 = await hosting(battle);
    expect((await host2.view()).counts).toMatchObject({ seats: 2, answered: 2 });
  });

  it('between two people of a round that it books loses nobody, and books nobody twice', async () => {
    const { battle, host, a, b, opens } = await show(2);
    opens();
    await say(a, true);
    await say(b, false);
    await until(() => host.count('closed') === 1);
    await matchMaker.getLocalRoomById(host.room.roomId).disconnect();
    const seq = (await inputsOf(battle)).length;
    await appendInputs(server.ctx, battle, [{ seq, input: { kind: 'step', at: server.clock.now() } }]);
    const row = await findBattle(server.ctx.db.read, trainer.me.org.id, battle);
    const left = (await resumeBattle(server.ctx.db.read, row)).battle;
    expect(await commit(server.ctx, (tx) => bookRound(tx, row, left, 0, [a.person]))).toBe(1);
    const booked = async () => {
      const { read } = server.ctx.db;
      const told = read.selectFrom('event_text').select('actor').where('ctx', '=', battle);
      const answered = await told.where('verb', '=', 31).execute();
      return answered.map((e) => e.actor).sort();
    };
    expect(await booked()).toEqual([a.person]);
    await enter(1, battle);
    await expect.poll(booked).toEqual([a.person, b.person].sort());
  });

  it('tells nobody yes for what the store refuses, and stands again as the store has it', async () => {
    const { battle, a, b, opens } = await show(2);
    opens();
    const seq = (await inputsOf(battle)).length;
    // Another server has taken the next number.
    const foreign = {
      battle,
      seq,
      at: server.clock.now(),
      kind: 'lock',
      person: null,
      data: '{"locked":true}',
    };
    await server.ctx.db.internal.writer.insertInto('battle_input').values(foreign).execute();
    await expect(say(a, true)).rejects.toThrow('storage.unavailable');
    await until(() => b.last('view')?.locked === true);
    expect((await a.view()).receipt).toBeUndefined();
    server.clock.advance(5_000);
    const receipt = await say(a, true);
    expect((await a.view()).receipt).toEqual(receipt);
    const kinds = (await inputsOf(battle)).slice(seq).map((i) => i.kind);
    expect(kinds).toEqual(['lock', 'back', 'answer']);
  });

  it('shuts down without losing anything, and says so by its code', async () => {
    const { battle, a, opens } = await show(1);
    opens();
    const said = say(a, true);
    const receipt = await said;
    const room = matchMaker.getLocalRoomById(a.room.roomId);
    room.onBeforeShutdown();
    await until(() => a.left.length === 1);
    expect(a.left).toEqual([4001]);
    expect((await (await enter(0, battle)).view()).receipt).toEqual(receipt);
  });
});
