import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RuleError } from '../../server/domain/errors.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { type Actor, commit, type Tx } from '../../server/store/commit.ts';
import {
  checkOpening,
  clearFailedLogins,
  countLogin,
  createInvite,
  createPerson,
  findLogin,
  findMe,
  findOpening,
  hasTrainer,
  registerGuest,
  saveSettings,
  setPassword,
  spendInvite,
} from '../../server/store/person.ts';
import { createOrg } from '../../server/store/seed.ts';
import {
  deviceOf,
  findSession,
  findSessionById,
  listSessions,
  openSession,
  revokeSession,
  SESSION_MS,
} from '../../server/store/session.ts';
import { addDepartment, findStudio, inviteBack, inviteNewcomer } from '../../server/store/studio.ts';
import { STORES, type TestStore } from '../helpers/database.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const zone = 'Asia/Shanghai';
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: RuleError) => error.code ?? String(error),
  );

describe.each(STORES)('people on $name', ({ open }) => {
  let store: TestStore;
  /** Each test has a company of its own. */
  let org: string;
  let code: string;
  let nth = 0;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    nth += 1;
    code = `ISLANDS${nth}`;
    org = await doing((tx) => createOrg(tx, { name: '群岛', code, zone }));
  });
  afterAll(() => store.close());

  const doing = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => commit(store.ctx, work);
  const read = () => store.db.read;
  const account = (name: string, login?: string, role: 'learner' | 'trainer' | 'admin' = 'learner') =>
    doing((tx) =>
      createPerson(tx, {
        org,
        zone,
        name,
        role,
        lang: 'zh',
        ...(login === undefined ? {} : { credentials: { login, password: `hash of ${login}` } }),
      }),
    );

  test('an account is found again by company code and login, in any case of the code', async () => {
    const actor = await account('林小满', 'lin');
    expect(await findLogin(read(), code.toLowerCase(), 'lin')).toMatchObject({ person: actor.person, org });
    expect(await findLogin(read(), code, 'nobody')).toBeUndefined();
    expect(await findLogin(read(), 'elsewhere', 'lin')).toBeUndefined();
  });

  test('of twenty who take one login at the same moment one gets it, the others leave nothing', async () => {
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, n) => codeOf(account(`同时 ${n}`, 'race'))),
    );
    expect(done.filter((d) => d === 'done')).toHaveLength(1);
    expect(done.filter((d) => d === 'join.login_taken')).toHaveLength(19);
    expect(await read().selectFrom('person').select('id').where('org', '=', org).execute()).toHaveLength(1);
  });

  test('two guests who register the same login: one stays a guest', async () => {
    const [a, b] = [await account('甲'), await account('乙')];
    const register = (actor: Actor) =>
      codeOf(doing((tx) => registerGuest(tx, actor, { name: 'x', login: 'same', password: 'h' })));
    expect((await Promise.all([register(a), register(b)])).sort()).toEqual(['done', 'join.login_taken']);
    const guests = await read()
      .selectFrom('person')
      .select('id')
      .where('org', '=', org)
      .where('guest', '=', 1)
      .execute();
    expect(guests).toHaveLength(1);
    const [winner, loser] = guests[0]?.id === a.person ? [b, a] : [a, b];
    expect(await register(winner)).toBe('join.login_taken');
    expect(
      await codeOf(doing((tx) => registerGuest(tx, winner, { name: 'x', login: 'other', password: 'h' }))),
    ).toBe('join.already_registered');
    expect((await findMe(read(), loser.person, '')).person.guest).toBe(true);
  });

  test('settings keep what is not named, and gain the defaults of later versions', async () => {
    const { person } = await account('设置');
    const older = await account('旧版');
    await doing((tx) => saveSettings(tx, person, { volume: 0.1 }));
    await doing((tx) => saveSettings(tx, person, { sound: true }));
    await doing(({ db }) =>
      db.updateTable('person').set({ settings: '{"sound":true}' }).where('id', '=', older.person).execute(),
    );
    expect((await findMe(read(), person, '')).settings).toEqual({
      ...DEFAULT_SETTINGS,
      sound: true,
      volume: 0.1,
    });
    expect((await findMe(read(), older.person, '')).settings).toEqual({ ...DEFAULT_SETTINGS, sound: true });
  });

  test('the count of wrong passwords locks longer and longer, up to an hour, and ends with the right one', async () => {
    const { person } = await account('锁', 'lock');
    const count = () =>
      doing((tx) => countLogin(tx, person)).then(
        () => 0,
        (e: RuleError) => Number(e.details.seconds),
      );
    expect([await count(), await count(), await count(), await count(), await count()]).toEqual([
      0, 0, 0, 0, 0,
    ]);
    const waits: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const wait = await count();
      waits.push(wait);
      store.clock.advance(wait * 1000);
      await count();
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    await doing((tx) => clearFailedLogins(tx, person));
    expect(await count()).toBe(0);
  });

  test('thirty tries at the same moment count as thirty: five pass, the rest find it locked', async () => {
    const { person } = await account('并发', 'many');
    const done = await Promise.all(
      Array.from({ length: 30 }, () => codeOf(doing((tx) => countLogin(tx, person)))),
    );
    expect(done.filter((d) => d === 'done')).toHaveLength(5);
    expect(done.filter((d) => d === 'auth.locked')).toHaveLength(25);
  });

  test('a new password is for those who have a login', async () => {
    const [known, guest] = [await account('有', 'known'), await account('无')];
    for (const { person } of [known, guest]) await doing((tx) => setPassword(tx, person, 'new hash'));
    expect((await findLogin(read(), code, 'known'))?.password).toBe('new hash');
    const rows = await read().selectFrom('identity').select('password').where('org', '=', org).execute();
    expect(rows.map((r) => r.password).sort()).toEqual(['new hash', null]);
  });

  describe('an invite', () => {
    const hash = (name: string): string => `${name} ${nth}`;
    const linkOf = (name: string) => ({ codeHash: hash(name), expiresAt: 0 });
    const make = (days = 7) =>
      doing((tx) =>
        createInvite(tx, {
          ...linkOf('hash'),
          org,
          kind: 'invite',
          role: 'trainer',
          expiresAt: tx.now + days * DAY,
        }),
      );

    test('is spent once, also by twenty at the same moment', async () => {
      const id = await make();
      const done = await Promise.all(
        Array.from({ length: 20 }, () => codeOf(doing((tx) => spendInvite(tx, id)))),
      );
      expect(done.sort()).toEqual(['done', ...Array(19).fill('join.used')]);
      const opening = await findOpening(read(), 'x', hash('hash'));
      expect(() => checkOpening(opening, store.clock.now())).toThrow('join.used');
    });

    test('past its days is expired and stays unspent', async () => {
      const id = await make(1);
      store.clock.advance(DAY);
      expect(await codeOf(doing((tx) => spendInvite(tx, id)))).toBe('join.expired');
      const opening = await findOpening(read(), 'x', hash('hash'));
      expect(opening).toMatchObject({ kind: 'invite', role: 'trainer', invite: { used: false } });
      expect(() => checkOpening(opening, store.clock.now())).toThrow('join.expired');
    });

    test('by a trainer reaches no role above and no department of nobody', async () => {
      const by = { ...(await account('老师', 't', 'trainer')), role: 'trainer' as const };
      const invite = (to: Parameters<typeof inviteNewcomer>[3]) =>
        codeOf(doing((tx) => inviteNewcomer(tx, by, linkOf('new'), to)));
      expect(await invite({ role: 'manager' })).toBe('auth.forbidden');
      expect(await invite({ role: 'learner', department: 'nowhere' })).toBe('department.unknown');
      expect(await invite({ role: 'trainer', name: '同行' })).toBe('done');
    });

    test('back for a person ends the ones before, and is not for those above', async () => {
      const by = { ...(await account('老师', 't', 'trainer')), role: 'trainer' as const };
      const { person } = await account('忘', 'forgot');
      const admin = await account('管', 'adm', 'admin');
      const back = (name: string, to: string) =>
        codeOf(doing((tx) => inviteBack(tx, by, { codeHash: hash(name), expiresAt: tx.now + DAY }, to)));
      expect(await back('one', person)).toBe('done');
      expect(await back('two', person)).toBe('done');
      expect((await findOpening(read(), '-', hash('one'))).invite?.used).toBe(true);
      expect(await findOpening(read(), '-', hash('two'))).toMatchObject({
        kind: 'login',
        invite: { person, used: false },
      });
      expect(await back('three', admin.person)).toBe('auth.forbidden');
      expect(await back('four', 'nobody')).toBe('person.unknown');
    });
  });

  describe('a session', () => {
    const begin = (actor: Actor, id: string) =>
      doing((tx) =>
        openSession(tx, actor, {
          id,
          tokenHash: `hash ${id}`,
          userAgent: 'Firefox/1 Linux',
          lang: 'zh',
          entry: 'test',
        }),
      );

    test('is found by its token and by its id until it is revoked', async () => {
      const actor = await account('会话');
      await begin(actor, `s1-${nth}`);
      const found = {
        person: actor.person,
        org,
        zone,
        session: `s1-${nth}`,
        role: 'learner',
        guest: true,
        renewed: false,
      };
      expect(await findSession(store.ctx, `hash s1-${nth}`)).toEqual(found);
      expect(await findSessionById(store.ctx, `s1-${nth}`)).toEqual(found);
      await doing((tx) => revokeSession(tx, actor, `s1-${nth}`));
      expect(await findSession(store.ctx, `hash s1-${nth}`)).toBeUndefined();
      expect(await findSessionById(store.ctx, `s1-${nth}`)).toBeUndefined();
      expect(await codeOf(doing((tx) => revokeSession(tx, actor, `s1-${nth}`)))).toBe('session.unknown');
    });

    test('lives on while it is used, is written at most once a minute, and ends ninety days after', async () => {
      const actor = await account('常客');
      await begin(actor, `s1-${nth}`);
      store.clock.advance(30_000);
      expect((await findSession(store.ctx, `hash s1-${nth}`))?.renewed).toBe(false);
      store.clock.advance(SESSION_MS - MINUTE);
      expect((await findSession(store.ctx, `hash s1-${nth}`))?.renewed).toBe(true);
      store.clock.advance(SESSION_MS - 1);
      expect((await findSession(store.ctx, `hash s1-${nth}`))?.renewed).toBe(true);
      store.clock.advance(SESSION_MS);
      expect(await findSession(store.ctx, `hash s1-${nth}`)).toBeUndefined();
    });

    test('is listed with the others of its person, the latest first, and of nobody else', async () => {
      const [a, b] = [await account('甲'), await account('乙')];
      await begin(a, `s1-${nth}`);
      store.clock.advance(MINUTE);
      await begin(a, `s2-${nth}`);
      await begin(b, `s3-${nth}`);
      const list = await listSessions(read(), a.person, `s1-${nth}`, store.clock.now());
      expect(list.map((s) => [s.id, s.current, s.device])).toEqual([
        [`s2-${nth}`, false, 'Firefox · Linux'],
        [`s1-${nth}`, true, 'Firefox · Linux'],
      ]);
      expect(await codeOf(doing((tx) => revokeSession(tx, a, `s3-${nth}`)))).toBe('session.unknown');
    });
  });

  test('the studio counts people, stations and coins, and keeps companies apart', async () => {
    const other = await doing((tx) => createOrg(tx, { name: '别家', code: `OTHER${nth}`, zone }));
    await doing((tx) => createPerson(tx, { org: other, zone, name: '外人', role: 'trainer', lang: 'zh' }));
    expect(await hasTrainer(read(), org)).toBe(false);
    await doing((tx) => addDepartment(tx, org, { name: '海洋部' }));
    await doing((tx) => addDepartment(tx, org, { name: '海洋部' }));
    const { departments } = await findStudio(read(), org, 'http://x');
    const sea = departments.filter((d) => d.name === '海洋部');
    expect(sea).toHaveLength(1);
    const department = sea[0]?.id ?? '';
    const { person } = await doing((tx) =>
      createPerson(tx, { org, zone, name: '内人', role: 'learner', lang: 'zh', department }),
    );
    const row = { person, quest: 'q', island: 'i', stars: 1, best: 1, paid: 0, tier: 0, state: null };
    await doing(({ db }) =>
      db
        .insertInto('progress')
        .values([
          { ...row, station: 'a', doneAt: 1 },
          { ...row, station: 'b', doneAt: 2 },
          { ...row, station: 'c', doneAt: null },
        ])
        .execute(),
    );
    await doing(({ db }) =>
      db
        .insertInto('account')
        .values({ id: `acc ${nth}`, org, kind: 'wallet', person, balance: 70 })
        .execute(),
    );
    const studio = await findStudio(read(), org, 'http://x');
    expect(studio.org).toEqual({ name: '群岛', code, joinLink: `http://x/join/${code}` });
    expect(studio.people).toEqual([
      {
        id: person,
        name: '内人',
        role: 'learner',
        guest: true,
        department,
        joinedAt: store.clock.now(),
        lastSeenAt: store.clock.now(),
        stationsDone: 2,
        coins: 70,
      },
    ]);
    expect(studio.departments.find((d) => d.id === department)?.people).toBe(1);
    expect(await codeOf(doing((tx) => addDepartment(tx, other, { name: 'x', parent: department })))).toBe(
      'department.unknown',
    );
  });
});

describe('a device is named roughly', () => {
  test.each([
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537 Edg/140', 'desktop', 'Edge · Windows'],
    ['Mozilla/5.0 (iPhone) MicroMessenger/8 Safari', 'phone', 'WeChat · iOS'],
    ['Mozilla/5.0 (iPad; CPU OS 19_0) Version/19 Mobile Safari/604', 'tablet', 'Safari · iOS'],
    ['Mozilla/5.0 (Linux; Android 16) Chrome/140 Mobile Safari', 'phone', 'Chrome · Android'],
    ['curl/8', 'desktop', 'other'],
    ['', 'desktop', 'other'],
  ])('%j', (agent, device, label) => {
    expect(deviceOf(agent)).toMatchObject({ device, label });
  });
});
