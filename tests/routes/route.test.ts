import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLimiter } from '../../server/domain/limit.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  server.client().request(path, {
    method: 'POST',
    body,
    headers: {
      origin: server.url,
      'content-type': 'application/json',
      'command-id': randomUUID(),
      ...headers,
    },
  });

describe('a door', () => {
  test.each(['', 'null', 'x', '12345678-1234', '{"a":1}'])('refuses the command id %j', async (id) => {
    const res = await post('/api/logout', '{}', { 'command-id': id });
    expect(res.status).toBe(401);
    const { call } = await server.joined('编号');
    const refusal = await refusalOf(call('POST /api/settings', { body: {} }, { commandId: id }));
    expect([refusal.status, refusal.details.reason]).toEqual([400, 'command-id']);
  });

  test.each(['{', '', 'null', '[]', '"text"', '{"code":', '{"__proto__":{"a":1}}'])(
    'answers the body %j with 400',
    async (body) => {
      const res = await post('/api/join', body);
      expect([res.status, await res.json()]).toMatchObject([400, { code: 'bad_request' }]);
    },
  );

  test('names the place of a wrong field and shows nothing of the inside', async () => {
    const res = await post('/api/join', JSON.stringify({ code: 7, lang: 'zh' }));
    const said = await res.text();
    expect(JSON.parse(said)).toMatchObject({ code: 'bad_request', details: { place: 'code' } });
    expect(said).not.toMatch(/stack|node_modules|\.ts/u);
  });

  test.each(['/api/nothing', '/api', '/api/join', '/api/%E0%A4%A'])(
    'that is none, %s, is 404 or 400 in JSON',
    async (path) => {
      const res = await server.client().request(path);
      expect([404, 400]).toContain(res.status);
      expect(['not_found', 'bad_request']).toContain(((await res.json()) as { code: string }).code);
    },
  );

  test('for trainers is closed to learners', async () => {
    const { call } = await server.joined('学员');
    expect((await refusalOf(call('GET /api/studio/people'))).status).toBe(403);
  });

  test('has its own pace for each person, and says how long to wait', async () => {
    const { call } = await server.joined('急性子');
    const codes: string[] = [];
    for (let n = 0; n < 65; n += 1) {
      try {
        await call('POST /api/settings', { body: { guideDone: true } });
        codes.push('ok');
      } catch (error) {
        codes.push((error as { code: string }).code);
      }
    }
    expect(codes.slice(0, 60)).toEqual(Array(60).fill('ok'));
    expect(codes.slice(60)).toEqual(Array(5).fill('rate.limited'));
    const other = await server.joined('别人');
    expect((await other.call('POST /api/settings', { body: { guideDone: true } })).settings.guideDone).toBe(
      true,
    );
    server.clock.advance(2_000);
    expect((await call('POST /api/settings', { body: {} })).settings.guideDone).toBe(true);
  });
});

describe('the limiter', () => {
  const limit = { perMinute: 60, burst: 3 };

  test('lets a burst through, then one for each second', () => {
    const { take } = createLimiter();
    expect([0, 0, 0, 0].map((at) => take('a', limit, at))).toEqual([0, 0, 0, 1]);
    expect([1_000, 1_000].map((at) => take('a', limit, at))).toEqual([0, 1]);
  });

  test('counts each key for itself and never more than a burst', () => {
    const { take } = createLimiter();
    take('a', limit, 0);
    expect(take('b', limit, 0)).toBe(0);
    const later = [0, 0, 0, 0].map(() => take('a', limit, 3_600_000));
    expect(later).toEqual([0, 0, 0, 1]);
  });

  test('asking for the wait takes nothing', () => {
    const { take, wait } = createLimiter();
    for (let n = 0; n < 10; n += 1) expect(wait('a', limit, 0)).toBe(0);
    expect([0, 0, 0].map(() => take('a', limit, 0))).toEqual([0, 0, 0]);
    expect(wait('a', limit, 0)).toBe(1);
  });

  test('a clock that goes back gives nothing away and takes nothing', () => {
    const { take } = createLimiter();
    expect([5_000, 5_000, 5_000, 0, 0].map((at) => take('a', limit, at))).toEqual([0, 0, 0, 1, 1]);
  });
});
