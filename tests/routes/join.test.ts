import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAccount, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PASSWORD = 'mango-tree-42';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Far enough for every bucket to be full again. */
const rest = (): void => server.clock.advance(2 * MINUTE);
const account = (login: string, more: object = {}) => ({
  body: {
    code: server.company.code,
    name: '林小满',
    login,
    password: PASSWORD,
    lang: 'zh' as const,
    ...more,
  },
});
const loginWith = (login: string, password: string) =>
  server.client().call('POST /api/login', { body: { code: server.company.code, login, password } });
const peopleNamed = async (name: string): Promise<number> => {
  const rows = await server.ctx.db.read
    .selectFrom('identity')
    .select('person')
    .where('name', '=', name)
    .execute();
  return rows.length;
};

describe('joining', () => {
  test('the company code lets a guest in with a name only', async () => {
    const offer = await server
      .client()
      .call('GET /api/join/:code', { params: { code: server.company.code } });
    expect(offer).toMatchObject({ kind: 'company', role: 'learner' });
    expect(offer.departments.length).toBeGreaterThan(3);
    const { me } = await server.joined('小满');
    expect(me.person).toMatchObject({ name: '小满', role: 'learner', guest: true });
  });

  test('the company code may be typed in lower case', async () => {
    const code = server.company.code.toLowerCase();
    const me = await server.client().call('POST /api/join', { body: { code, name: '小写', lang: 'zh' } });
    expect(me.org.code).toBe(server.company.code);
  });

  test('an unknown code is refused', async () => {
    const refusal = await refusalOf(
      server.client().call('POST /api/join', { body: { code: 'nosuchcode', name: 'A', lang: 'en' } }),
    );
    expect(refusal.code).toBe('join.unknown_code');
  });

  test('an invite gives its role and name, and lets in one person only', async () => {
    const code = await server.invite({ role: 'manager', name: '周主管' });
    const me = await server.client().call('POST /api/join', { body: { code, lang: 'zh', ...newAccount() } });
    expect(me.person).toMatchObject({ name: '周主管', role: 'manager' });
    const again = await refusalOf(
      server.client().call('POST /api/join', { body: { code, name: '别人', lang: 'zh', ...newAccount() } }),
    );
    expect(again.code).toBe('join.used');
    const look = await refusalOf(server.client().call('GET /api/join/:code', { params: { code } }));
    expect(look.code).toBe('join.used');
  });

  test('an invite asks for a login and password: nobody with a role is bound to one device', async () => {
    const code = await server.invite({ role: 'trainer' });
    const refusal = await refusalOf(
      server.client().call('POST /api/join', { body: { code, name: '没有密码', lang: 'zh' } }),
    );
    expect([refusal.code, refusal.details.place]).toEqual(['bad_request', 'login']);
  });

  test('of twenty who use one invite at the same moment one gets in', async () => {
    const code = await server.invite({ role: 'learner' });
    const tries = Array.from({ length: 20 }, (_, n) =>
      server
        .client()
        .call('POST /api/join', { body: { code, name: `同时 ${n}`, lang: 'zh', ...newAccount() } }),
    );
    const done = await Promise.allSettled(tries);
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
    rest();
  });

  test('an invite past its days is refused', async () => {
    const code = await server.invite({ role: 'learner', days: 3 });
    server.clock.advance(3 * DAY);
    const body = { code, name: '迟到', lang: 'zh' as const, ...newAccount() };
    expect((await refusalOf(server.client().call('POST /api/join', { body }))).code).toBe('join.expired');
    expect((await refusalOf(server.client().call('GET /api/join/:code', { params: { code } }))).code).toBe(
      'join.expired',
    );
  });

  test('a join repeated with the same command id opens no second account', async () => {
    const commandId = randomUUID();
    const body = { code: server.company.code, name: '重复的人', lang: 'zh' as const };
    const one = await server.client().call('POST /api/join', { body }, { commandId });
    const [two, three] = await Promise.all([
      server.client().call('POST /api/join', { body }, { commandId }),
      server.client().call('POST /api/join', { body }, { commandId }),
    ]);
    expect([two.person.id, three.person.id]).toEqual([one.person.id, one.person.id]);
    expect(await peopleNamed('重复的人')).toBe(1);
  });

  test('an invite whose reply got lost lets the same command in again, and no other', async () => {
    const code = await server.invite({ role: 'trainer' });
    const commandId = randomUUID();
    const body = { code, name: '断线的培训师', lang: 'zh' as const, ...newAccount() };
    const one = await server.client().call('POST /api/join', { body }, { commandId });
    const two = await server.client().call('POST /api/join', { body }, { commandId });
    expect(two.person.id).toBe(one.person.id);
    const thief = { ...body, name: '换了名字' };
    expect(
      (await refusalOf(server.client().call('POST /api/join', { body: thief }, { commandId }))).code,
    ).toBe('join.used');
    server.clock.advance(11 * MINUTE);
    expect((await refusalOf(server.client().call('POST /api/join', { body }, { commandId }))).code).toBe(
      'join.used',
    );
  });

  test.each([
    ['24 Han', '龘'.repeat(24)],
    ['rare Han outside the first plane', '𠮷𪚥𡈽'],
    ['emoji with joiners', '小鹿🦌👩🏽‍💻'],
    ['24 emoji', '🦊'.repeat(24)],
    ['Latin with accents', 'Zoë Ångström'],
  ])('a name of %s is kept as it is', async (_, name) => {
    const { me } = await server.joined(name);
    expect(me.person.name).toBe(name);
  });

  test.each([
    ['25 characters', '长'.repeat(25)],
    ['blanks only', '   '],
    ['a line break inside a name', 'a\u0000b'],
    ['a hidden change of direction', 'abc\u202Ecba'],
  ])('a name of %s is refused with its own code', async (_, name) => {
    const refusal = await refusalOf(server.joined(name));
    expect([refusal.status, refusal.code]).toEqual([400, 'join.name_invalid']);
  });

  test('a login is taken whatever its case and width', async () => {
    await server.client().call('POST /api/join', account('lin.xiaoman'));
    for (const login of ['LIN.XiaoMan', 'ｌｉｎ．ｘｉａｏｍａｎ', '  lin.xiaoman '])
      expect((await refusalOf(server.client().call('POST /api/join', account(login)))).code).toBe(
        'join.login_taken',
      );
    const me = await loginWith('ＬＩＮ．xiaoman', PASSWORD);
    expect(me.person.login).toBe('lin.xiaoman');
  });

  test('of ten who want one login at the same moment one gets it', async () => {
    const tries = Array.from({ length: 10 }, () => server.client().call('POST /api/join', account('race')));
    const done = await Promise.allSettled(tries);
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
    rest();
  });

  test.each(['short1!', '12345678', 'aaaaaaaa', 'weak.login'])(
    'the password %s is too weak',
    async (password) => {
      const refusal = await refusalOf(
        server.client().call('POST /api/join', account('weak.login', { password })),
      );
      expect(refusal.code).toBe('join.weak_password');
    },
  );

  test('a department of nobody is refused and opens no account', async () => {
    const body = { code: server.company.code, name: '没有部门', department: 'nowhere', lang: 'zh' as const };
    expect((await refusalOf(server.client().call('POST /api/join', { body }))).code).toBe(
      'department.unknown',
    );
    expect(await peopleNamed('没有部门')).toBe(0);
  });
});

describe('registering', () => {
  test('a guest keeps progress, coins and the way back from another device', async () => {
    const guest = await server.joined('旅人');
    await guest.call('POST /api/checkin', { body: {} });
    const before = await guest.call('GET /api/quest');
    expect(before.coins).toBeGreaterThan(0);
    const me = await guest.call('POST /api/register', {
      body: { name: '旅人甲', login: 'traveller', password: PASSWORD },
    });
    expect(me.person).toMatchObject({
      id: guest.me.person.id,
      guest: false,
      login: 'traveller',
      name: '旅人甲',
    });
    const phone = server.client('Mozilla/5.0 (iPhone) Mobile Safari/604');
    await phone.call('POST /api/login', {
      body: { code: server.company.code, login: 'traveller', password: PASSWORD },
    });
    const there = await phone.call('GET /api/quest');
    expect([there.coins, there.streak]).toEqual([before.coins, before.streak]);
    const second = await refusalOf(
      guest.call('POST /api/register', { body: { name: 'x', login: 'other', password: PASSWORD } }),
    );
    expect(second.code).toBe('join.already_registered');
  });

  test('a repeated register gives the same reply', async () => {
    const guest = await server.joined('重发');
    const commandId = randomUUID();
    const body = { name: '重发', login: 'resend', password: PASSWORD };
    const one = await guest.call('POST /api/register', { body }, { commandId });
    expect(await guest.call('POST /api/register', { body }, { commandId })).toEqual(one);
  });
});

describe('logging in', () => {
  test('five wrong passwords lock the account; the right one is refused with the seconds until it opens', async () => {
    rest();
    await server.client().call('POST /api/join', account('locked.out'));
    for (let n = 0; n < 5; n += 1)
      expect((await refusalOf(loginWith('locked.out', 'wrong-password'))).code).toBe('auth.wrong_password');
    const refusal = await refusalOf(loginWith('locked.out', PASSWORD));
    expect([refusal.code, refusal.details.seconds]).toEqual(['auth.locked', 60]);
    server.clock.advance(MINUTE);
    expect((await loginWith('locked.out', PASSWORD)).person.login).toBe('locked.out');
  });

  test('the lock grows with every further wrong password, and the right one ends the count', async () => {
    rest();
    await server.client().call('POST /api/join', account('stubborn'));
    for (let n = 0; n < 5; n += 1) await refusalOf(loginWith('stubborn', 'wrong-password'));
    server.clock.advance(MINUTE);
    expect((await refusalOf(loginWith('stubborn', 'wrong-password'))).code).toBe('auth.wrong_password');
    expect((await refusalOf(loginWith('stubborn', PASSWORD))).details.seconds).toBe(120);
    server.clock.advance(2 * MINUTE);
    await loginWith('stubborn', PASSWORD);
    await refusalOf(loginWith('stubborn', 'wrong-password'));
    expect((await loginWith('stubborn', PASSWORD)).person.login).toBe('stubborn');
  });

  test('twelve guesses at the same moment are no more than five', async () => {
    rest();
    await server.client().call('POST /api/join', account('guessed'));
    const done = await Promise.all(
      Array.from({ length: 12 }, () => refusalOf(loginWith('guessed', 'wrong-password'))),
    );
    expect(done.filter((r) => r.code === 'auth.wrong_password')).toHaveLength(5);
    expect(done.filter((r) => r.code === 'auth.locked')).toHaveLength(7);
    server.clock.advance(20 * MINUTE);
  });

  test('an unknown login takes as long as a known one and says the same', async () => {
    rest();
    await server.client().call('POST /api/join', account('known'));
    const time = async (login: string): Promise<number> => {
      const began = performance.now();
      expect((await refusalOf(loginWith(login, 'wrong-password'))).code).toBe('auth.wrong_password');
      return performance.now() - began;
    };
    // In turns, so that whatever else the machine does slows both.
    const known: number[] = [];
    const unknown: number[] = [];
    for (const n of [1, 2, 3, 4]) {
      known.push(await time('known'));
      unknown.push(await time(`nobody${n}`));
    }
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) * 0.6);
  });

  test('one address that tries password after password at many accounts has to wait', async () => {
    rest();
    server.clock.advance(10 * MINUTE);
    const spray = async (from: number, to: number): Promise<string[]> => {
      const logins = Array.from({ length: to - from }, (_, n) => `spray${from + n}`);
      const refusals = await Promise.all(logins.map((l) => refusalOf(loginWith(l, 'Spring-2026'))));
      return refusals.map((r) => r.code);
    };
    expect(await spray(0, 20)).toEqual(Array(20).fill('auth.wrong_password'));
    expect(await spray(20, 24)).toEqual(Array(4).fill('rate.limited'));
    server.clock.advance(10 * MINUTE);
  });
});

describe('the pace of one address', () => {
  test('an office of sixty behind one address joins within a minute', async () => {
    server.clock.advance(10 * MINUTE);
    for (let n = 0; n < 60; n += 1) {
      server.clock.advance(500);
      const { me } = await server.joined(`同事 ${n}`);
      expect(me.person.guest).toBe(true);
    }
  });

  test('a script of fifty joins a second is slowed and told how long to wait', async () => {
    server.clock.advance(10 * MINUTE);
    let allowed = 0;
    let wait = 0;
    for (let n = 0; n < 250; n += 1) {
      server.clock.advance(20);
      try {
        await server.joined(`脚本 ${n}`);
        allowed += 1;
      } catch {
        const refusal = await refusalOf(server.joined(`脚本 ${n}`));
        expect([refusal.status, refusal.code]).toEqual([429, 'rate.limited']);
        wait = Number(refusal.details.seconds);
      }
    }
    expect(allowed).toBeLessThan(140);
    expect(wait).toBeGreaterThanOrEqual(1);
  });
});
