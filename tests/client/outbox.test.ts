import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeOutbox, flush, record, startOutbox } from '../../client/net/outbox.ts';
import { session } from '../../client/stores/session.ts';
import type { ClientEvent, Me } from '../../server/domain/api.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';

type Batch = { events: ClientEvent[]; keepalive: boolean };
const batches: Batch[] = [];
let mode: 'accept' | 'lose' | 'lose-reply' | 'reject' = 'accept';

/** A server that keeps every event once, by id. */
const kept = new Map<string, ClientEvent>();
const network = async (_url: string, init: RequestInit): Promise<Response> => {
  if (mode === 'lose') throw new TypeError('Failed to fetch');
  const { events } = JSON.parse(String(init.body)) as { events: ClientEvent[] };
  batches.push({ events, keepalive: init.keepalive === true });
  const ids = events.map((e) => e.id);
  if (mode === 'reject')
    return Response.json({ accepted: [], rejected: ids.map((id) => ({ id, code: 'bad_request' })) });
  for (const e of events) kept.set(e.id, e);
  if (mode === 'lose-reply') throw new TypeError('Failed to fetch');
  return Response.json({ accepted: ids, rejected: [] });
};

const enterAs = (id: string): void => {
  const me: Me = {
    person: { id, name: id, role: 'learner', guest: true, avatar: id },
    org: { id: 'o1', name: '群岛科技', code: 'ABCD2345', zone: 'Asia/Shanghai' },
    session: `s-${id}`,
    settings: DEFAULT_SETTINGS,
  };
  session.setState({ status: 'in', me, online: true });
};
const visit = (route: string): Promise<void> => record('nav.viewed', { data: { route, dwellMs: 5 } });
const routes = (events: Iterable<ClientEvent>): unknown[] => [...events].map((e) => e.data.route);

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('fetch', network);
  batches.length = 0;
  kept.clear();
  mode = 'accept';
  enterAs('p1');
});
afterEach(async () => {
  await closeOutbox();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('acknowledged events leave the queue', async () => {
  await visit('map');
  await visit('log');
  await flush();
  await flush();
  expect(batches).toHaveLength(1);
  expect(routes(batches[0]?.events ?? [])).toEqual(['map', 'log']);
});

test('events are sent in the order in which they were recorded, with a rising number', async () => {
  for (const route of ['a', 'b', 'c']) await visit(route);
  await flush();
  const n = batches[0]?.events.map((e) => e.n) ?? [];
  expect(n).toHaveLength(3);
  expect([...n].sort((a, b) => a - b)).toEqual(n);
  expect(new Set(n).size).toBe(3);
});

test('a reload keeps what was not acknowledged', async () => {
  await visit('map');
  await closeOutbox();
  await visit('island');
  await flush();
  expect(routes(batches.flatMap((b) => b.events))).toEqual(['map', 'island']);
});

test('a lost network loses no event and a lost reply doubles none', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await visit('map');
  mode = 'lose';
  const sending = flush();
  await vi.advanceTimersByTimeAsync(600);
  mode = 'lose-reply';
  await vi.advanceTimersByTimeAsync(1500);
  mode = 'accept';
  await vi.advanceTimersByTimeAsync(10_000);
  await sending;
  expect(batches.length).toBeGreaterThan(1);
  expect(routes(kept.values())).toEqual(['map']);
  await flush();
  const after = batches.length;
  await flush();
  expect(batches).toHaveLength(after);
});

test('a batch holds at most 200 events and the rest follows at once', async () => {
  for (let i = 0; i < 450; i += 1) await visit(`r${i}`);
  await flush();
  expect(batches.map((b) => b.events.length)).toEqual([200, 200, 50]);
  expect(kept.size).toBe(450);
});

test('what the server rejects for good leaves the queue as well', async () => {
  mode = 'reject';
  await visit('map');
  await flush();
  mode = 'accept';
  await flush();
  expect(batches).toHaveLength(1);
  expect(kept.size).toBe(0);
});

test('events of one person are never sent in the name of another', async () => {
  await visit('mine');
  enterAs('p2');
  await visit('theirs');
  await flush();
  expect(routes(kept.values())).toEqual(['theirs']);
  enterAs('p1');
  await flush();
  expect(routes(kept.values())).toEqual(['theirs', 'mine']);
});

test('nothing is recorded before anybody has entered', async () => {
  session.setState({ status: 'out', online: true }, true);
  await visit('join');
  enterAs('p1');
  await flush();
  expect(batches).toHaveLength(0);
});

test('without a database the queue lives in memory for the visit', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await visit('map');
  await flush();
  expect(routes(kept.values())).toEqual(['map']);
});

test('the queue is sent every five seconds, and once more when the page is hidden', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const stop = startOutbox();
  await visit('map');
  expect(batches).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(5000);
  await vi.waitFor(() => expect(batches).toHaveLength(1));
  await visit('log');
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(batches.at(-1)).toMatchObject({ keepalive: true }));
  expect(routes(batches.at(-1)?.events ?? [])).toEqual(['log']);
  stop();
  vi.restoreAllMocks();
});
