import { randomUUID } from 'node:crypto';
import { Client, type Room } from '@colyseus/sdk';
import type { Answer } from '../../server/domain/answer.ts';
import type { Me } from '../../server/domain/api.ts';
import type { BattleNews, BattleRole, BattleView, Receipt } from '../../server/domain/api-battle.ts';
import { dice } from '../../server/domain/random.ts';
import { type Browser, browserAt } from '../helpers/server.ts';
import { knownAnswer } from './answers.ts';

/** How long a bot waits for a reply before it takes the line for lost. */
const SILENT_MS = 4_000;
const AGAIN_MS = 150;
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const codeOf = (error: unknown): string | undefined => (error as { reason?: { code?: string } }).reason?.code;

/** What one bot knows of itself: who it is, what it was promised, how often it came back. */
export type Bather = {
  me: Me;
  browser: Browser;
  /** Acknowledged answers, by `battle round`. */
  receipts: Map<string, Receipt>;
  /** Answers that the server said were too late. */
  late: Set<string>;
  /** Refusals that an honest bot must never hear. */
  faults: string[];
  /** performance.now() of every return into a room. */
  backs: number[];
};
export type Seat = {
  stop: () => void;
  view: () => BattleView | undefined;
  /** Looks at the last news once more. */
  again: () => void;
  done: Promise<void>;
};

/** Somebody who has joined the company by its code; tries again when the door is slow or the server away. */
export const arriveAt = async (url: string, code: string, name: string): Promise<Bather> => {
  const browser = browserAt(url);
  for (;;) {
    try {
      const me = await browser.call('POST /api/join', { body: { code, name, lang: 'zh' } });
      return { me, browser, receipts: new Map(), late: new Set(), faults: [], backs: [] };
    } catch {
      await sleep(300);
    }
  }
};

type Around = { url: string; battle: string; as: BattleRole };
const enter = async (bot: Bather, { url, battle, as }: Around): Promise<Room> => {
  const { token } = await bot.browser.call('POST /api/room-token', { body: {} });
  const sdk = new Client(url);
  sdk.http.authToken = token;
  const room = await sdk.joinOrCreate('battle', { battle, as });
  room.reconnection.enabled = false;
  room.onMessage('*' as never, () => undefined);
  room.onError(() => undefined);
  return room;
};

type Turn = (room: Room, view: BattleView) => void;
/** Sits in a battle and comes back after every loss until it is over; `turn` is called at each news. */
const stay = (bot: Bather, around: Around, turn: Turn): Seat => {
  let stopped = false;
  let view: BattleView | undefined;
  let room: Room | undefined;
  const isOver = (): boolean => view?.phase === 'done';
  const tell = (): void => {
    if (room && view) turn(room, view);
  };
  const hear = (joined: Room): void => {
    joined.onMessage('view' as never, (v: BattleView) => {
      view = v;
      tell();
    });
    joined.onMessage('question' as never, (question: BattleNews['question']) => {
      if (view) view = { ...view, phase: 'question', question };
      tell();
    });
    joined.onMessage('closed' as never, () => {
      if (view) view = { ...view, phase: 'closed' };
      tell();
    });
    joined.onMessage('seats' as never, ({ counts }: BattleNews['seats']) => {
      if (view) view = { ...view, counts };
    });
    joined.onMessage('reveal' as never, (reveal: BattleNews['reveal']) => {
      if (view) view = { ...view, phase: 'reveal', reveal };
      tell();
    });
  };
  const once = async (): Promise<void> => {
    const joined = await enter(bot, around);
    if (stopped) return void joined.leave();
    room = joined;
    const left = new Promise<void>((gone) => joined.onLeave(() => gone()));
    hear(joined);
    view = (await joined.request('view' as never, {} as never, { timeout: SILENT_MS })) as BattleView;
    bot.backs.push(performance.now());
    tell();
    await left;
  };
  const run = async (): Promise<void> => {
    while (!stopped && !isOver()) {
      await once().catch(() => undefined);
      room = undefined;
      if (!stopped && !isOver()) await sleep(AGAIN_MS);
    }
  };
  const done = run();
  const stop = (): void => {
    stopped = true;
    void room?.leave();
  };
  return { stop, view: () => view, again: tell, done };
};

/** A player who answers every question once, after a while, with the same id until the server has said something. */
export const playBattle = (bot: Bather, around: Omit<Around, 'as'>, seed: number): Seat => {
  const random = dice(seed);
  const asked = new Set<string>();
  const ids = new Map<string, string>();
  const give = async (room: Room, round: number, key: string, answer: Answer): Promise<void> => {
    const id = ids.get(key) ?? randomUUID();
    ids.set(key, id);
    const said = { id, round, answer, rtMs: 400 };
    try {
      const timeout = { timeout: SILENT_MS };
      bot.receipts.set(key, (await room.request('answer' as never, said as never, timeout)) as Receipt);
    } catch (error) {
      const code = codeOf(error);
      const isPassing = code === undefined || code === 'battle.not_open' || code === 'storage.unavailable';
      if (isPassing) {
        asked.delete(key);
        // The next line may stand already: it has said its news.
        setTimeout(seat.again, AGAIN_MS);
      } else if (code === 'battle.closed' || code === 'battle.wrong_round') bot.late.add(key);
      else bot.faults.push(`${key} ${code}`);
    }
  };
  const seat = stay(bot, { ...around, as: 'player' }, (room, view) => {
    if (view.phase === 'done') return void room.leave();
    const { question } = view;
    if (view.phase !== 'question' || !question || view.paused) return;
    const key = `${around.battle} ${question.round}`;
    if (asked.has(key) || bot.receipts.has(key) || bot.late.has(key)) return;
    asked.add(key);
    const answer = knownAnswer(question.question, random() < 0.6, random);
    const wait = Math.max(0, question.opensAt - question.serverNow) + 20 + random() * 1_200;
    void sleep(wait).then(() => give(room, question.round, key, answer));
  });
  return seat;
};

/** A host who looks three times a second and goes on whenever the room waits. */
export const hostBattle = (bot: Bather, around: Omit<Around, 'as'>, players: number): Seat => {
  const watched = new WeakSet<Room>();
  const look = async (room: Room): Promise<void> => {
    const ask = (type: string, message: object): Promise<BattleView> =>
      room.request(type as never, message as never, { timeout: SILENT_MS }) as Promise<BattleView>;
    while (room.connection.isOpen) {
      await sleep(300);
      try {
        const { phase, counts } = await ask('view', {});
        if (phase === 'done') return void room.leave();
        if (phase === 'question' || (phase === 'lobby' && counts.seats < players)) continue;
        await ask('host', { act: 'next' });
      } catch (error) {
        const code = codeOf(error);
        if (code !== undefined && code !== 'battle.phase' && code !== 'battle.not_open')
          bot.faults.push(`host: ${code}`);
      }
    }
  };
  return stay(bot, { ...around, as: 'host' }, (room) => {
    if (watched.has(room)) return;
    watched.add(room);
    void look(room);
  });
};
