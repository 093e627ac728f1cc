import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Refusal } from '../../client/net/call.ts';
import { joinCrew } from '../../client/net/crew.ts';
import { findOpponent } from '../../client/net/dock.ts';
import { JOIN_MS } from '../../client/net/in-time.ts';
import { startPresence } from '../../client/net/live.ts';
import { crewPlay } from '../../client/stores/crew.ts';
import { hall } from '../../client/stores/hall.ts';
import { presence } from '../../client/stores/presence.ts';
import { session } from '../../client/stores/session.ts';
import type { Me } from '../../server/domain/api.ts';

/** A line that can be told to say something, and can be lost. */
class FakeRoom {
  readonly connection = { isOpen: true, close: () => this.drop() };
  readonly reconnection = { enabled: true };
  readonly asked: string[] = [];
  /** Lets a reply go that was held back. */
  reply: () => void = () => undefined;
  readonly #holds: boolean;
  readonly #view = { id: 'c1', status: 'waiting', serverNow: 0, crew: [] };
  #heard = new Map<string, (news: unknown) => void>();
  #left: () => void = () => undefined;
  constructor(holds = false) {
    this.#holds = holds;
  }
  onMessage(type: string, hear: (news: unknown) => void): void {
    this.#heard.set(type, hear);
  }
  onError(): void {}
  onDrop(): void {}
  onReconnect(): void {}
  onStateChange(): void {}
  onLeave(left: () => void): void {
    this.#left = left;
  }
  async request(type: string): Promise<unknown> {
    this.asked.push(type);
    if (this.#holds) await new Promise<void>((done) => (this.reply = done));
    return this.#view;
  }
  tell(type: string, news: unknown): void {
    this.#heard.get(type)?.(news);
  }
  drop(): void {
    this.connection.isOpen = false;
    this.#left();
  }
  async leave(): Promise<void> {
    this.drop();
  }
}

/** Every knock at a door in its order; the test opens it, shuts it or leaves it hanging. */
type Knock = { name: string; open: (room: FakeRoom) => void; shut: (says: string) => void };
const knocks: Knock[] = [];
const last = (): Knock => {
  const knock = knocks.at(-1);
  if (knock === undefined) throw new Error('nobody has knocked');
  return knock;
};

vi.mock('@colyseus/sdk', () => ({
  Client: class {
    http = { authToken: '' };
    joinOrCreate = (name: string) =>
      new Promise((done, fail) => knocks.push({ name, open: done, shut: (says) => fail(new Error(says)) }));
  },
}));

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** Longer than any pause between two knocks of a dock or a crew. */
const PAUSE_MS = 4_000;
const faults: unknown[] = [];
const ways = {
  crew: () => joinCrew('c1', (fault) => faults.push(fault)),
  dock: () => findOpponent(0),
  lobby: () => {
    session.setState({ me: { person: { id: 'p1' }, org: { id: 'o1' } } as Me });
    return startPresence();
  },
};
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ token: 't' })));
  session.setState({ status: 'in', online: true }, true);
  knocks.length = 0;
  faults.length = 0;
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** What a room of this name tells, and the store that would show it. */
const told = {
  crew: ['crew', { id: 'late', status: 'waiting', serverNow: 0, crew: [] }, crewPlay.getState],
  dock: ['matched', { battle: 'late', against: 'ghost', waitMs: 0 }, hall.getState],
  lobby: ['wave', { from: 'p2', name: 'late' }, presence.getState],
} as const;

test.each(['crew', 'dock', 'lobby'] as const)(
  'what a %s tells after it was left is not shown, to nobody and in no other stay',
  async (name) => {
    const [type, news, shown] = told[name];
    const enter = async (): Promise<FakeRoom> => {
      const before = knocks.length;
      stop = ways[name]();
      await vi.waitFor(() => expect(knocks).toHaveLength(before + 1));
      const room = new FakeRoom();
      last().open(room);
      await pass(1);
      return room;
    };
    const old = await enter();
    stop();
    const empty = shown();
    old.tell(type, news);
    expect(shown()).toEqual(empty);
    const fresh = await enter();
    const before = shown();
    old.tell(type, news);
    expect(shown()).toEqual(before);
    fresh.tell(type, news);
    expect(JSON.stringify(shown())).toContain('late');
  },
);

test('what a crew says to a question of one who has left meanwhile is not shown', async () => {
  stop = ways.crew();
  await vi.waitFor(() => expect(knocks).toHaveLength(1));
  const room = new FakeRoom(true);
  last().open(room);
  await pass(1);
  expect(room.asked).toEqual(['view']);
  stop();
  room.reply();
  await pass(1);
  expect(crewPlay.getState()).toMatchObject({ view: undefined, live: false });
});

describe.each(['crew', 'dock'] as const)('the door of a %s', (name) => {
  const enter = async (): Promise<void> => {
    stop = ways[name]();
    await vi.waitFor(() => expect(knocks).toHaveLength(1));
  };

  test('that hangs is given up after ten seconds and knocked at again', async () => {
    await enter();
    const late = new FakeRoom();
    const hanging = last();
    await pass(JOIN_MS + PAUSE_MS);
    expect(knocks.map((k) => k.name)).toEqual([name, name]);
    hanging.open(late);
    await pass(1);
    expect(late.connection.isOpen).toBe(false);
    expect(knocks).toHaveLength(2);
    expect(faults).toEqual([]);
  });

  test('is knocked at again when the line is lost, at once when the network is back', async () => {
    await enter();
    const room = new FakeRoom();
    last().open(room);
    await pass(1);
    room.drop();
    await pass(1);
    dispatchEvent(new Event('online'));
    await pass(1);
    expect(knocks).toHaveLength(2);
  });

  test('that was left is not come back to, and a room that opens too late is left', async () => {
    await enter();
    stop();
    const room = new FakeRoom();
    last().open(room);
    await pass(PAUSE_MS);
    expect(room.connection.isOpen).toBe(false);
    expect(knocks).toHaveLength(1);
  });
});

test('a crew that is full says so; a store that is away for a moment is no reason to go', async () => {
  stop = ways.crew();
  await vi.waitFor(() => expect(knocks).toHaveLength(1));
  last().shut('storage.unavailable');
  await pass(PAUSE_MS);
  expect(knocks).toHaveLength(2);
  last().shut('crew.full');
  await pass(PAUSE_MS);
  expect(faults.map((f) => f instanceof Refusal && f.code)).toEqual(['crew.full']);
  expect(knocks).toHaveLength(2);
  expect(crewPlay.getState().live).toBe(false);
});

test('the dock names a partner once, and a dock that stays silent is entered anew', async () => {
  stop = ways.dock();
  await vi.waitFor(() => expect(knocks).toHaveLength(1));
  last().open(new FakeRoom());
  await pass(12_000 + PAUSE_MS);
  expect(knocks).toHaveLength(2);
  const room = new FakeRoom();
  last().open(room);
  await pass(1);
  room.tell('matched', { battle: 'b1', against: 'ghost', waitMs: 5_000 });
  await pass(60_000);
  expect(hall.getState().search?.matched).toMatchObject({ battle: 'b1', against: 'ghost' });
  expect(knocks).toHaveLength(2);
});
