import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPgliteDatabase } from '../helpers/database.ts';
import { newAccount, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ db: await openPgliteDatabase() });
}, 60_000);
afterAll(() => server.close());

test('on PostgreSQL a guest joins, registers and is the same person on a second device', async () => {
  const commandId = randomUUID();
  const body = { code: server.company.code, name: '象', lang: 'zh' as const };
  const desk = server.client();
  const [one, two] = await Promise.all([
    desk.call('POST /api/join', { body }, { commandId }),
    server.client().call('POST /api/join', { body }, { commandId }),
  ]);
  expect(two.person.id).toBe(one.person.id);
  await desk.call('POST /api/checkin', { body: {} });
  const { coins } = await desk.call('GET /api/quest');
  const account = newAccount();
  await desk.call('POST /api/register', { body: { name: '象', ...account } });
  const phone = server.client();
  await phone.call('POST /api/login', { body: { code: server.company.code, ...account } });
  expect((await phone.call('GET /api/quest')).coins).toBe(coins);
  const lost = (await desk.call('GET /api/sessions')).find((s) => !s.current && s.id !== two.session);
  await desk.call('POST /api/sessions/revoke', { body: { id: lost?.id ?? '' } });
  expect((await refusalOf(phone.call('GET /api/me'))).code).toBe('auth.required');
});

test('on PostgreSQL of ten who take one login or one invite at the same moment one gets it', async () => {
  const login = { login: 'elephant', password: 'mango-tree-42' };
  const join = (code: string, n: number, account: typeof login) =>
    server.client().call('POST /api/join', { body: { code, name: `象 ${n}`, lang: 'zh', ...account } });
  const ten = Array.from({ length: 10 }, (_, n) => n);
  const logins = await Promise.allSettled(ten.map((n) => join(server.company.code, n, login)));
  expect(logins.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
  const code = await server.invite({ role: 'learner' });
  const invites = await Promise.allSettled(ten.map((n) => join(code, n, newAccount())));
  expect(invites.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
});

test('on PostgreSQL the studio invites, finds people and grows departments', async () => {
  const trainer = await server.joined('驯象师', 'trainer');
  const { link } = await trainer.call('POST /api/studio/invite', { body: { role: 'learner', days: 7 } });
  const code = link.split('/join/')[1] ?? '';
  expect((await server.client().call('GET /api/join/:code', { params: { code } })).kind).toBe('invite');
  const studio = await trainer.call('POST /api/studio/departments', { body: { name: '象群' } });
  expect(studio.departments.some((d) => d.name === '象群' && d.people === 0)).toBe(true);
  expect(studio.people.find((p) => p.name === '驯象师')).toMatchObject({ role: 'trainer', coins: 0 });
});
