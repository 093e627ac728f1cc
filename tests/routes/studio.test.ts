import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InviteBody } from '../../server/domain/api.ts';
import { ROLES } from '../../server/domain/person.ts';
import { newAccount, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const DAY = 86_400_000;
const PASSWORD = 'mango-tree-42';
const run = promisify(execFile);

let server: TestServer;
let trainer: Awaited<ReturnType<TestServer['joined']>>;
beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('唐老师', 'trainer');
});
afterAll(() => server.close());

const codeIn = (link: string): string => link.split('/join/')[1] ?? '';
const invite = (body: Partial<InviteBody>, by = trainer) =>
  by.call('POST /api/studio/invite', { body: { role: 'learner', days: 7, ...body } });
const people = async (by = trainer) => (await by.call('GET /api/studio/people')).people;

describe('the studio', () => {
  test('is open to trainers and above only', async () => {
    const learner = await server.joined('学员');
    const asked = [
      learner.call('GET /api/studio/people'),
      invite({}, learner),
      learner.call('POST /api/studio/departments', { body: { name: '偷建部' } }),
    ];
    for (const a of asked) expect((await refusalOf(a)).code).toBe('auth.forbidden');
    expect((await refusalOf(server.client().call('GET /api/studio/people'))).code).toBe('auth.required');
  });

  test('shows the company link and everybody with progress, coins and the last visit', async () => {
    const learner = await server.joined('勤快的人');
    await learner.call('POST /api/checkin', { body: {} });
    const { coins } = await learner.call('GET /api/quest');
    const studio = await trainer.call('GET /api/studio/people');
    expect(studio.org).toMatchObject({
      code: server.company.code,
      joinLink: `${server.url}/join/${server.company.code}`,
    });
    expect(studio.people.find((p) => p.id === learner.me.person.id)).toEqual({
      id: learner.me.person.id,
      name: '勤快的人',
      role: 'learner',
      guest: true,
      joinedAt: server.clock.now(),
      lastSeenAt: server.clock.now(),
      stationsDone: 0,
      coins,
    });
    expect(coins).toBeGreaterThan(0);
  });
});

describe('an invite', () => {
  test('brings its name, department and role to the account it opens', async () => {
    const { departments } = await trainer.call('GET /api/studio/people');
    const department = departments[0]?.id ?? '';
    const { link, expiresAt } = await invite({ role: 'trainer', name: '新老师', department, days: 3 });
    expect(expiresAt).toBe(server.clock.now() + 3 * DAY);
    expect(link).toMatch(new RegExp(`^${server.url}/join/[a-z2-9]{20}$`, 'u'));
    const me = await server
      .client()
      .call('POST /api/join', { body: { code: codeIn(link), lang: 'zh', ...newAccount() } });
    expect(me.person).toMatchObject({ name: '新老师', role: 'trainer' });
    expect((await people()).find((p) => p.id === me.person.id)?.department).toBe(department);
    const tree = (await trainer.call('GET /api/studio/people')).departments;
    expect(tree.find((d) => d.id === department)?.people).toBe(1);
  });

  test('gives no role above the one who invites', async () => {
    const manager = await server.joined('主管', 'manager');
    const may = async (by: typeof trainer): Promise<boolean[]> => {
      const done = await Promise.allSettled(ROLES.map((role) => invite({ role }, by)));
      return done.map((d) => d.status === 'fulfilled');
    };
    expect(await may(trainer)).toEqual([true, true, false, false]);
    expect(await may(manager)).toEqual([true, true, true, false]);
  });

  test('sent twice is one invite with one link, and the link stands nowhere in the store', async () => {
    const commandId = randomUUID();
    const body: InviteBody = { role: 'learner', name: '两次', days: 7 };
    const one = await trainer.call('POST /api/studio/invite', { body }, { commandId });
    const two = await trainer.call('POST /api/studio/invite', { body }, { commandId });
    expect(two).toEqual(one);
    const rows = await server.ctx.db.read
      .selectFrom('invite')
      .selectAll()
      .where('name', '=', '两次')
      .execute();
    expect(rows).toHaveLength(1);
    const replies = await server.ctx.db.read.selectFrom('command').select('reply').execute();
    expect(JSON.stringify([rows, replies])).not.toContain(codeIn(one.link));
  });

  test.each([
    ['of no role', { role: 'king' }],
    ['for no day', { days: 0 }],
    ['for a year', { days: 365 }],
    ['with a field too many', { admin: true }],
  ])('%s is a bad request', async (_, body) => {
    expect((await refusalOf(invite(body as never))).code).toBe('bad_request');
  });

  test('to a department that is none is refused', async () => {
    expect((await refusalOf(invite({ department: 'nowhere' }))).code).toBe('department.unknown');
  });
});

describe('a one-time login link', () => {
  const withLogin = async (login: string) => {
    const who = await server.joined(login);
    await who.call('POST /api/register', { body: { name: login, login, password: PASSWORD } });
    return who;
  };

  test('brings back a person who lost the password, once, to the same account', async () => {
    const lost = await withLogin('forgetful');
    const { link } = await invite({ person: lost.me.person.id });
    const offer = await server.client().call('GET /api/join/:code', { params: { code: codeIn(link) } });
    expect(offer).toMatchObject({ kind: 'login', name: 'forgetful' });
    const body = { code: codeIn(link), lang: 'zh' as const };
    const phone = server.client();
    expect((await phone.call('POST /api/join', { body })).person.id).toBe(lost.me.person.id);
    expect((await refusalOf(server.client().call('POST /api/join', { body }))).code).toBe('join.used');
    expect((await phone.call('GET /api/me')).person.login).toBe('forgetful');
  });

  test('opens a locked account and may set a new password', async () => {
    const lost = await withLogin('locked.away');
    const login = (password: string) =>
      server
        .client()
        .call('POST /api/login', { body: { code: server.company.code, login: 'locked.away', password } });
    for (let n = 0; n < 5; n += 1) await refusalOf(login('wrong-password'));
    expect((await refusalOf(login(PASSWORD))).code).toBe('auth.locked');
    const { link } = await invite({ person: lost.me.person.id });
    const weak = { code: codeIn(link), password: '12345678', lang: 'zh' as const };
    expect((await refusalOf(server.client().call('POST /api/join', { body: weak }))).code).toBe(
      'join.weak_password',
    );
    await server.client().call('POST /api/join', { body: { ...weak, password: 'a-new-key-77' } });
    expect((await login('a-new-key-77')).person.id).toBe(lost.me.person.id);
    expect((await refusalOf(login(PASSWORD))).code).toBe('auth.wrong_password');
  });

  test('of yesterday ends when a new one is given', async () => {
    const lost = await withLogin('twice.lost');
    const first = codeIn((await invite({ person: lost.me.person.id })).link);
    const second = codeIn((await invite({ person: lost.me.person.id })).link);
    const enter = (code: string) => server.client().call('POST /api/join', { body: { code, lang: 'zh' } });
    expect((await refusalOf(enter(first))).code).toBe('join.used');
    expect((await enter(second)).person.id).toBe(lost.me.person.id);
  });

  test('is not given for a person above oneself, nor for nobody', async () => {
    const admin = await server.joined('管理员', 'admin');
    expect((await refusalOf(invite({ person: admin.me.person.id }))).code).toBe('auth.forbidden');
    expect((await refusalOf(invite({ person: randomUUID() }))).code).toBe('person.unknown');
  });
});

describe('departments', () => {
  const add = (name: string, parent?: string) =>
    trainer.call('POST /api/studio/departments', { body: { name, ...(parent ? { parent } : {}) } });

  test('grow as a tree, and the same one twice is one', async () => {
    const { departments } = await add('  海洋   研究院 ');
    const root = departments.find((d) => d.name === '海洋 研究院');
    expect(root).toMatchObject({ people: 0 });
    await add('潮汐组', root?.id);
    const after = await add('潮汐组', root?.id);
    expect(after.departments.filter((d) => d.name === '潮汐组').map((d) => d.parent)).toEqual([root?.id]);
    const offer = await server
      .client()
      .call('GET /api/join/:code', { params: { code: server.company.code } });
    expect(offer.departments.map((d) => d.name)).toContain('潮汐组');
  });

  test.each(['', '   ', '长'.repeat(41), 'a\u0000b'])('the name %j is refused', async (name) => {
    expect((await refusalOf(add(name))).code).toBe('bad_request');
  });

  test('under a parent that is none are refused', async () => {
    expect((await refusalOf(add('孤儿部', 'nowhere'))).code).toBe('department.unknown');
  });
});

describe('the invite command', () => {
  const cli = (args: string[], env: Record<string, string> = {}) =>
    run(process.execPath, [resolve(import.meta.dirname, '../../server/cli/invite.ts'), ...args], {
      env: { ...process.env, DATA_DIR: server.ctx.config.dataDir, PUBLIC_URL: server.url, ...env },
    });

  test('prints a one-time link while the server runs', async () => {
    const { stdout } = await cli(['--role', 'admin', '--name', '第一位管理员']);
    expect(stdout).toMatch(new RegExp(`^${server.url}/join/[a-z2-9]{20}\n$`, 'u'));
    const code = codeIn(stdout.trim());
    server.clock.set(Date.now());
    const me = await server.client().call('POST /api/join', { body: { code, lang: 'zh', ...newAccount() } });
    expect(me.person).toMatchObject({ name: '第一位管理员', role: 'admin' });
  });

  test.each([[['--role', 'king']], [['--days', '9']], [[]]])(
    'explains itself when asked %j',
    async (args) => {
      await expect(cli(args)).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--role trainer'),
      });
    },
  );

  test('makes nothing for a login that nobody has', async () => {
    await expect(cli(['--login', 'nobody'])).rejects.toMatchObject({ code: 1 });
  });
});
