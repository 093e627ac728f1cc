import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerBattle, joinBattle, sayBattle } from '../../client/net/battle.ts';
import { Offline, Refusal } from '../../client/net/call.ts';
import {
  battlePlay,
  isPendingHere,
  measured,
  offsetOf,
  paintedBattle,
  serverTime,
} from '../../client/stores/battle.ts';
import { session } from '../../client/stores/session.ts';
import { battleView, FakeBattle, notice, receiptOf, refusal, revealOf } from './battle-room.ts';

let server: FakeBattle;
let stop: () => void = () => undefined;
const faults: unknown[] = [];

vi.mock('@colyseus/sdk', () => ({
  Client: class {
    http = { authToken: '' };
    joinOrCreate = async () => server.join();
  },
}));

const state = battlePlay.getState;
const view = () => {
  const found = state().view;
  if (found === undefined) throw new Error('nothing is known of the battle');
  return found;
};
const settle = (ms = 20) => new Promise((done) => setTimeout(done, ms));
const until = (claim: () => boolean) => vi.waitFor(() => expect(claim()).toBe(true), 4000);
const enter = async (): Promise<void> => {
  stop = joinBattle({ battle: 'b1', as: 'player' }, (fault) => faults.push(fault));
  await until(() => state().live || faults.length > 0);
};
const ask = (more = {}): void => server.line.tell('question', notice(more));
const answers = () =>
  server.asked('answer') as { id: string; answer: unknown; rtMs: number; round: number }[];
const online = () => dispatchEvent(new Event('online'));

beforeEach(() => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ token: 't' })));
  session.setState({ status: 'in', online: true }, true);
  faults.length = 0;
  server = new FakeBattle(battleView());
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe('coming in and coming back', () => {
  test('a seat is taken with one look at everything, and what the room tells is shown', async () => {
    await enter();
    expect(view().phase).toBe('lobby');
    ask();
    expect(view().phase).toBe('question');
    expect(view().question?.question.id).toBe('q1');
  });

  test('a lost line is joined anew, again and again, with points and place as the battle has them', async () => {
    await enter();
    for (const points of [120, 250]) {
      server.view = battleView({
        phase: 'question',
        question: notice({ round: 3 }),
        me: { ...view().seats[0], points } as never,
      });
      server.line.drop();
      expect(state().live).toBe(false);
      online();
      await until(() => state().live && view().me?.points === points);
    }
    expect(server.lines).toHaveLength(3);
    expect(faults).toEqual([]);
  });

  test('what is told or answered after one has left is not shown any more', async () => {
    await enter();
    ask();
    const { line } = server;
    let reply: () => void = () => undefined;
    server.answered = () =>
      new Promise<void>((done) => (reply = done)).then(() => receiptOf({ id: 'a', round: 0, answer: 1 }));
    answerBattle(1);
    const looking = sayBattle('view').catch((fault: unknown) => faults.push(fault));
    stop();
    const left = state();
    line.tell('view', battleView({ phase: 'reveal' }));
    line.tell('cheer', { person: 'p2', cheer: 'clap' });
    line.tell('gone', { reason: 'kicked' });
    reply();
    await looking;
    await settle();
    expect(state()).toEqual(left);
    expect(state().view).toBeUndefined();
    expect(faults[0]).toBeInstanceOf(Offline);
  });

  test('who is sent away does not come back', async () => {
    await enter();
    server.line.tell('gone', { reason: 'kicked' });
    server.line.drop();
    online();
    await settle(60);
    expect(server.lines).toHaveLength(1);
    expect(state().gone).toBe('kicked');
  });

  test('a shut door is told by its code, a crowded one is tried again', async () => {
    server.refuses = 'battle.locked';
    await enter();
    expect((faults[0] as Refusal).code).toBe('battle.locked');
    stop();
    faults.length = 0;
    server.refuses = 'rate.limited';
    stop = joinBattle({ battle: 'b1', as: 'player' }, (fault) => faults.push(fault));
    await settle(60);
    server.refuses = undefined;
    online();
    await until(() => state().live);
    expect(faults).toEqual([]);
  });
});

describe('an answer', () => {
  beforeEach(async () => {
    await enter();
    ask();
    paintedBattle(performance.now());
  });

  test('is acknowledged by its receipt, and a second press sends nothing', async () => {
    answerBattle(1);
    answerBattle(2);
    await until(() => view().receipt !== undefined);
    expect(answers()).toHaveLength(1);
    expect(view().receipt).toMatchObject({ id: answers()[0]?.id, answer: 1 });
    expect(state().pending).toBeUndefined();
    answerBattle(0);
    expect(answers()).toHaveLength(1);
  });

  test('whose reply was lost goes out again with the same id', async () => {
    server.silent.add('answer');
    answerBattle(1);
    await settle();
    server.silent.clear();
    server.view = battleView({ phase: 'question', question: view().question as never });
    server.line.drop();
    online();
    await until(() => view().receipt !== undefined);
    expect(answers().map((a) => a.id)).toEqual([answers()[0]?.id, answers()[0]?.id]);
  });

  test('given without a line is kept and sent by the next one', async () => {
    const { question } = view();
    server.view = battleView({ phase: 'question', question: question as never });
    server.line.drop();
    answerBattle(3);
    expect(isPendingHere(state())).toBe(true);
    expect(answers()).toHaveLength(0);
    online();
    await until(() => view().receipt?.answer === 3);
    expect(answers()).toHaveLength(1);
  });

  test('that comes too late is turned down with its reason and not sent again', async () => {
    server.answered = () => {
      throw refusal('battle.closed');
    };
    answerBattle(1);
    await until(() => state().refused !== undefined);
    expect(state().refused).toEqual({ round: 0, nth: 1, code: 'battle.closed' });
    expect(state().pending).toBeUndefined();
    await settle();
    expect(answers()).toHaveLength(1);
  });

  test('that another device has given already shows that one', async () => {
    server.answered = () => {
      throw refusal('battle.already_answered');
    };
    const receipt = receiptOf({ id: 'other', round: 0, answer: 2 });
    server.view = battleView({ phase: 'question', question: view().question as never, receipt });
    answerBattle(1);
    await until(() => view().receipt?.id === 'other');
  });

  test('to the second asking of a question is a new one', async () => {
    answerBattle(1);
    await until(() => view().receipt !== undefined);
    ask({ nth: 2 });
    expect(view().receipt).toBeUndefined();
    answerBattle(2);
    await until(() => view().receipt?.answer === 2);
    expect(new Set(answers().map((a) => a.id)).size).toBe(2);
  });

  test('has no response time for what was read before the clock ran', async () => {
    ask({ round: 1, opensAt: Date.now() - 300 });
    paintedBattle(performance.now() - 5_000);
    answerBattle(0);
    await until(() => answers().length === 1);
    expect(answers()[0]?.rtMs).toBeGreaterThanOrEqual(250);
    expect(answers()[0]?.rtMs).toBeLessThan(1_500);
  });
});

describe('the clock', () => {
  test('goes by the shortest round trip, half of it on the way back', async () => {
    await enter();
    battlePlay.setState({ samples: [] });
    measured(1_000_000, 100, 900);
    measured(2_000_000, 1000, 1040);
    measured(3_000_000, 2000, 2900);
    expect(offsetOf(state())).toBe(2_000_000 - 1020);
    expect(serverTime(1120)).toBe(2_000_100);
  });

  test('moves the deadline when ten seconds are added, and stands still in a pause', async () => {
    await enter();
    ask();
    const before = view().question?.closesAt ?? 0;
    const { opensAt } = view().question ?? { opensAt: 0 };
    server.line.tell('clock', { opensAt, closesAt: before + 10_000, paused: true, serverNow: Date.now() });
    expect(view().question?.closesAt).toBe(before + 10_000);
    expect(view().paused).toBe(true);
  });
});

describe('what is told', () => {
  test('a reveal brings points, metres and what the crews did; team names stay', async () => {
    server.view = battleView({
      teams: battleView().teams.map((team) => ({ ...team, name: `队${team.id}` })),
    });
    await enter();
    ask();
    server.line.tell('reveal', revealOf());
    expect(view().phase).toBe('reveal');
    expect(view().me?.points).toBe(96);
    expect(view().teams[0]).toMatchObject({ id: 'red', metres: 104, name: '队red' });
    expect(state().rowed[0]?.sync).toBe(true);
    ask({ round: 1 });
    expect(view().reveal).toBeUndefined();
    expect(state().mine?.streak).toBe(3);
  });

  test('crews in the lobby are as large as the seats say, where everybody is told of', async () => {
    await enter();
    const { seats } = battleView();
    const counts = { seats: 4, online: 3, ready: 1, answered: 0 };
    const moved = seats.map((seat) => ({ ...seat, team: 'blue' as const }));
    server.line.tell('seats', { counts, seats: moved });
    expect(view().teams.map((row) => row.members)).toEqual([0, 4]);
    server.line.tell('seats', { counts: { ...counts, seats: 500 }, seats });
    expect(view().teams.map((row) => row.members)).toEqual([0, 4]);
  });

  test('a count of another round is not taken for this one', async () => {
    await enter();
    ask({ round: 1 });
    server.line.tell('count', { round: 0, answered: 9, online: 9, seats: 9, who: ['p2'] });
    expect(state().who.size).toBe(0);
    server.line.tell('count', { round: 1, answered: 1, online: 4, seats: 4, who: ['p2'] });
    expect([...state().who]).toEqual(['p2']);
  });

  test('a request of the player shows the view it is answered with; a refusal is thrown with its code', async () => {
    await enter();
    server.view = battleView({ locked: true });
    await sayBattle('ready', { ready: true });
    expect(server.asked('ready')).toEqual([{ ready: true }]);
    expect(view().locked).toBe(true);
    server.answers = () => {
      throw refusal('battle.teams');
    };
    await expect(sayBattle('team', { team: 'blue' })).rejects.toThrow(Refusal);
  });
});
