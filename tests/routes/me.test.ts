import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PASSWORD = 'mango-tree-42';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit/605 Mobile Safari/604';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** One person on a computer and on a phone. */
const twoDevices = async (login: string): Promise<{ desk: Browser; phone: Browser }> => {
  const desk = await server.joined(login);
  await desk.call('POST /api/register', { body: { name: login, login, password: PASSWORD } });
  const phone = server.client(IPHONE);
  await phone.call('POST /api/login', { body: { code: server.company.code, login, password: PASSWORD } });
  return { desk, phone };
};

describe('who I am', () => {
  test('nobody without a session, nor with a made-up one', async () => {
    expect((await refusalOf(server.client().call('GET /api/me'))).status).toBe(401);
    const stranger = server.client();
    stranger.setCookie('archipelago=bm90IGEgc2Vzc2lvbg');
    expect((await refusalOf(stranger.call('GET /api/me'))).code).toBe('auth.required');
  });

  test('two devices are one person: settings made on one are there on the other', async () => {
    const { desk, phone } = await twoDevices('two.devices');
    await desk.call('POST /api/settings', { body: { textSize: 'large', lang: 'en' } });
    const there = await phone.call('GET /api/me');
    expect(there.person.id).toBe((await desk.call('GET /api/me')).person.id);
    expect(there.settings).toEqual({ ...DEFAULT_SETTINGS, lang: 'en', textSize: 'large' });
  });

  test.each([{ volume: 2 }, { textSize: 'huge' }, { admin: true }])(
    'settings %j are refused',
    async (body) => {
      const { call } = await server.joined('设置');
      const refusal = await refusalOf(call('POST /api/settings', { body: body as never }));
      expect([refusal.status, refusal.code]).toEqual([400, 'bad_request']);
    },
  );
});

describe('my devices', () => {
  test('are listed by browser and system, the one I look from is marked', async () => {
    const { desk, phone } = await twoDevices('lister');
    const list = await phone.call('GET /api/sessions');
    expect(list.map((s) => [s.device, s.current]).sort()).toEqual([
      ['Chrome · Windows', false],
      ['Safari · iOS', true],
    ]);
    expect((await desk.call('GET /api/sessions')).filter((s) => s.current)).toHaveLength(1);
  });

  test('a revoked device is out at its next request, the other one stays', async () => {
    const { desk, phone } = await twoDevices('revoker');
    const lost = (await desk.call('GET /api/sessions')).find((s) => !s.current);
    const left = await desk.call('POST /api/sessions/revoke', { body: { id: lost?.id ?? '' } });
    expect(left.map((s) => s.current)).toEqual([true]);
    expect((await refusalOf(phone.call('GET /api/me'))).code).toBe('auth.required');
    expect((await refusalOf(phone.call('POST /api/room-token', { body: {} }))).status).toBe(401);
    expect((await desk.call('GET /api/me')).person.login).toBe('revoker');
  });

  test('a repeated revoke is done once and replies the same', async () => {
    const { desk } = await twoDevices('revoker.twice');
    const id = (await desk.call('GET /api/sessions')).find((s) => !s.current)?.id ?? '';
    const commandId = randomUUID();
    const one = await desk.call('POST /api/sessions/revoke', { body: { id } }, { commandId });
    expect(await desk.call('POST /api/sessions/revoke', { body: { id } }, { commandId })).toEqual(one);
    const fresh = await refusalOf(desk.call('POST /api/sessions/revoke', { body: { id } }));
    expect(fresh.code).toBe('session.unknown');
  });

  test("nobody revokes somebody else's device", async () => {
    const a = await server.joined('甲');
    const b = await server.joined('乙');
    const refusal = await refusalOf(a.call('POST /api/sessions/revoke', { body: { id: b.me.session } }));
    expect(refusal.code).toBe('session.unknown');
    expect((await b.call('GET /api/me')).person.name).toBe('乙');
  });

  test('logging out ends this device only and forgets its cookie', async () => {
    const { desk, phone } = await twoDevices('leaver');
    const old = desk.cookie();
    await desk.call('POST /api/logout', { body: {} });
    expect(desk.cookie()).toBe('archipelago=');
    desk.setCookie(old);
    expect((await refusalOf(desk.call('GET /api/me'))).status).toBe(401);
    expect((await phone.call('GET /api/me')).person.login).toBe('leaver');
  });

  test('a device seen every month stays signed in for years, one unseen for ninety days does not', async () => {
    const { desk, phone } = await twoDevices('regular');
    for (let month = 0; month < 6; month += 1) {
      server.clock.advance(30 * DAY);
      const res = await desk.request('/api/me');
      expect(res.status).toBe(200);
      expect(res.headers.get('set-cookie')).toMatch(/^archipelago=.{43};.*HttpOnly; SameSite=Lax$/u);
    }
    expect((await refusalOf(phone.call('GET /api/me'))).code).toBe('auth.required');
  });
});
