import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, Offline, Refusal } from '../../client/net/call.ts';
import { enter, session } from '../../client/stores/session.ts';
import type { Me } from '../../server/domain/api.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';

type Sent = {
  url: string;
  method: string | undefined;
  id: string | null;
  type: string | null;
  body: unknown;
};
type Answer = 'lost' | Response;

const sent: Sent[] = [];
let answers: Answer[] = [];

/** The network: what is sent is noted, what comes back is the next answer; the last one stays. */
const network = async (url: string, init: RequestInit): Promise<Response> => {
  const headers = new Headers(init.headers);
  sent.push({
    url,
    method: init.method,
    id: headers.get('command-id'),
    type: headers.get('content-type'),
    body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
  });
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (answer === undefined || answer === 'lost') throw new TypeError('Failed to fetch');
  return answer.clone();
};
const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** An answer whose end never comes: a part of it, and then the line is cut. */
const broken = (part: string, status = 200): Response => {
  const body = new ReadableStream({
    start(to) {
      to.enqueue(new TextEncoder().encode(part));
      setTimeout(() => to.error(new DOMException('signal timed out', 'TimeoutError')), 100);
    },
  });
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
};

const me: Me = {
  person: { id: 'p1', name: '王小岛', role: 'learner', guest: true, avatar: 'a' },
  org: { id: 'o1', name: '群岛科技', code: 'ABCD2345', zone: 'Asia/Shanghai' },
  session: 's1',
  settings: DEFAULT_SETTINGS,
};
const pickCoin = (spot = 'coin-0') => call('POST /api/finds/pick', { body: { island: 'sail', spot } });
const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (fault: unknown) => fault,
  );

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', network);
  sent.length = 0;
  session.setState({ status: 'unknown', online: true }, true);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a command', () => {
  test('carries its body as JSON under an id of its own', async () => {
    answers = [json({ coins: 1, balance: 6 })];
    await expect(pickCoin()).resolves.toEqual({ coins: 1, balance: 6 });
    await pickCoin('coin-1');
    expect(sent.map((s) => s.body)).toEqual([
      { island: 'sail', spot: 'coin-0' },
      { island: 'sail', spot: 'coin-1' },
    ]);
    expect(sent[0]).toMatchObject({ url: '/api/finds/pick', method: 'POST', type: 'application/json' });
    expect(sent[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    expect(sent[1]?.id).not.toBe(sent[0]?.id);
  });

  test('is sent again with the same id after a lost network, after 0.5, 1, 2 and 4 seconds', async () => {
    answers = ['lost', 'lost', 'lost', 'lost', json({ coins: 1, balance: 6 })];
    const reply = pickCoin();
    const counts: number[] = [];
    for (const ms of [0, 499, 1, 999, 1, 1999, 1, 3999, 1]) {
      await vi.advanceTimersByTimeAsync(ms);
      counts.push(sent.length);
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5]);
    await expect(reply).resolves.toEqual({ coins: 1, balance: 6 });
    expect(new Set(sent.map((s) => s.id)).size).toBe(1);
    expect(new Set(sent.map((s) => JSON.stringify(s.body))).size).toBe(1);
  });

  test('is sent again at once when the browser says it is back online', async () => {
    answers = ['lost', 'lost', 'lost', json({ coins: 1, balance: 6 })];
    const reply = pickCoin();
    await vi.advanceTimersByTimeAsync(1500);
    expect(sent).toHaveLength(3);
    dispatchEvent(new Event('online'));
    await expect(reply).resolves.toEqual({ coins: 1, balance: 6 });
  });

  test('gives up as offline after a minute without any answer', async () => {
    answers = ['lost'];
    const fault = caught(pickCoin());
    await vi.advanceTimersByTimeAsync(70_000);
    expect(await fault).toBeInstanceOf(Offline);
    const tries = sent.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(tries);
  });

  test.each([
    ['whose end never comes', () => broken('{"coins":1,')],
    ['that is cut short', () => new Response('{"coins":1,', { status: 200 })],
    ['that refuses, but breaks off', () => broken('{"code":"find.al', 409)],
  ])('is sent again with the same id after an answer %s', async (_, first) => {
    answers = [first(), json({ coins: 1, balance: 6 })];
    const reply = pickCoin();
    await vi.advanceTimersByTimeAsync(700);
    await expect(reply).resolves.toEqual({ coins: 1, balance: 6 });
    expect(sent).toHaveLength(2);
    expect(sent[1]?.id).toBe(sent[0]?.id);
    expect(session.getState().online).toBe(true);
  });

  test('takes a gateway page for no answer, and a JSON refusal for an answer', async () => {
    answers = [
      new Response('<h1>Bad Gateway</h1>', { status: 502 }),
      json({ code: 'storage.unavailable' }, 503),
    ];
    const fault = caught(pickCoin());
    await vi.advanceTimersByTimeAsync(600);
    expect(await fault).toMatchObject({ code: 'storage.unavailable', status: 503 });
    expect(sent).toHaveLength(2);
  });
});

describe('the online mark', () => {
  test('goes out while a call is retried and comes back with the next answer', async () => {
    answers = ['lost', json({ ok: true })];
    const seen: boolean[] = [];
    const stop = session.subscribe((s) => seen.push(s.online));
    const reply = call('GET /api/health');
    await vi.advanceTimersByTimeAsync(600);
    await reply;
    stop();
    expect(seen).toEqual([false, true]);
  });

  test('a refusal is an answer too', async () => {
    session.setState({ online: false });
    answers = [json({ code: 'find.already_picked', details: {} }, 409)];
    await caught(pickCoin());
    expect(session.getState().online).toBe(true);
  });
});

describe('a refusal', () => {
  test('is thrown with its code, details and status, and is not retried', async () => {
    answers = [json({ code: 'ghost.asleep', details: { until: 5 } }, 409)];
    const fault = await caught(call('POST /api/attempts/start', { body: { ghost: 'g1' } }));
    expect(fault).toBeInstanceOf(Refusal);
    expect(fault).toMatchObject({ code: 'ghost.asleep', details: { until: 5 }, status: 409 });
    expect(sent).toHaveLength(1);
  });

  test('without a body is a fault of the server', async () => {
    answers = [new Response('oops', { status: 500 })];
    expect(await caught(pickCoin())).toMatchObject({ code: 'server.fault', status: 500 });
  });

  test('for want of a session shows the door to somebody who was in', async () => {
    enter(me);
    answers = [json({ code: 'auth.required', details: {} }, 401)];
    await caught(pickCoin());
    expect(session.getState()).toEqual({ status: 'out', online: true, ended: true });
  });
});

test('parameters are escaped into the address and a reading call carries no command id', async () => {
  answers = [json({})];
  await call('GET /api/join/:code', { params: { code: 'a/b ?' } });
  expect(sent[0]).toMatchObject({ url: '/api/join/a%2Fb%20%3F', method: 'GET', id: null, body: undefined });
});
