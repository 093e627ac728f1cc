import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import type { RobotKind } from '../../server/domain/robot.ts';
import { shortId } from '../../server/domain/robot.ts';
import { deliverDue } from '../../server/jobs/deliver.ts';
import { type Actor, commit, type Work } from '../../server/store/commit.ts';
import { dueDeliveries, takeInHand } from '../../server/store/outbox.ts';
import { pushKeyOf } from '../../server/store/push.ts';
import {
  deliveriesOf,
  removeRobot,
  retryDelivery,
  robotsOf,
  saveRobot,
  sayByRobot,
} from '../../server/store/robot.ts';
import { vaultOf } from '../../server/store/secret.ts';
import { sealPlain } from '../../server/store/secret-rows.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { DING_SECRET, FEISHU_SECRET, type RobotServer, startRobotServer } from '../helpers/robot-checkers.ts';

const MINUTE = 60_000;
const NEVER = { from: 0, to: 0 };
const keyOf = () => randomBytes(32).toString('base64');
const KEY = keyOf();
const vault = vaultOf({ dataDir: '', secretKey: KEY });
const OUT = { open: true, vault };
const SECRETS: Record<RobotKind, string> = { wecom: '', dingtalk: DING_SECRET, feishu: FEISHU_SECRET };

describe.each(STORES)('robots on $name', ({ open }) => {
  let store: TestStore;
  let there: RobotServer;
  let by: Actor;
  beforeAll(async () => {
    store = await open();
    there = await startRobotServer(store.clock.now);
  });
  beforeEach(async () => {
    store.clock.advance(60 * MINUTE);
    there.heard.length = 0;
    there.next.length = 0;
    [by] = (await seedPeople(store.ctx, 1)) as [Actor];
  });
  afterAll(async () => {
    await there.close();
    await store.close();
  });

  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  const deliver = (outboundPrivate = true, secretKey = KEY) => {
    const config = { outboundPrivate, dataDir: '', secretKey };
    return deliverDue({ ...store.ctx, log: pino({ level: 'silent' }), config });
  };
  const robotOf = async (kind: RobotKind, quiet = NEVER, secret = SECRETS[kind]): Promise<string> => {
    const body = { kind, name: `${kind} 群`, url: there.urls[kind], secret, quiet };
    await run((tx) => saveRobot(tx, by, body, OUT));
    return (await robotsOf(store.db.read, by.org, vault)).at(-1)?.id ?? '';
  };
  const say = (robot: string, text = '今天有 3 位同事该复习了', urgent = false) =>
    run((tx) => sayByRobot(tx, by.org, robot, { title: '复习提醒', text, urgent }));
  const all = () => deliveriesOf(store.db.read, by.org);

  test.each(['wecom', 'dingtalk', 'feishu'] as const)(
    'a message of %s is taken by a server that checks it as its documentation says',
    async (kind) => {
      await say(await robotOf(kind));
      expect(await deliver()).toBe(1);
      const [one] = await all();
      expect(one).toMatchObject({ state: 'sent', tries: 1 });
      expect(there.heard).toHaveLength(1);
      expect(there.heard[0]?.raw).toContain('今天有 3 位同事该复习了');
      expect(there.heard[0]?.raw).toContain(shortId(one?.id ?? ''));
      expect(await deliver()).toBe(0);
    },
  );

  test.each(['wecom', 'dingtalk', 'feishu'] as const)(
    'a text too long for %s is cut and still taken',
    async (kind) => {
      await say(await robotOf(kind), '长文'.repeat(9_000));
      await deliver();
      expect((await all())[0]).toMatchObject({ state: 'sent' });
    },
  );

  test.each([
    ['dingtalk', '310000 sign not match'],
    ['feishu', '19021'],
  ] as const)(
    'a wrong secret of %s is refused in a body of HTTP 200: no further try, and its reason is shown',
    async (kind, reason) => {
      await say(await robotOf(kind, NEVER, 'wrong'));
      await deliver();
      const [one] = await all();
      expect(one).toMatchObject({ state: 'failed', tries: 1 });
      expect(one?.reason).toContain(reason);
    },
  );

  test('a server that is down is asked again after 1, 2, 4 ... minutes, and given up after the eighth try', async () => {
    await say(await robotOf('wecom'));
    const waits = [1, 2, 4, 8, 16, 32, 64];
    for (const wait of waits) {
      there.next.push({ status: 503, body: 'down' });
      expect(await deliver()).toBe(1);
      store.clock.advance(wait * MINUTE - 1);
      expect(await deliver()).toBe(0);
      store.clock.advance(1);
    }
    there.next.push('hang up');
    await deliver();
    const [one] = await all();
    expect(one).toMatchObject({ state: 'failed', tries: 8 });
    store.clock.advance(300 * MINUTE);
    expect(await deliver()).toBe(0);
    await run((tx) => retryDelivery(tx, by, one?.id ?? ''));
    expect(await deliver()).toBe(1);
    expect((await all())[0]).toMatchObject({ state: 'sent' });
  });

  test('of 25 messages at once 20 go out in the first minute, and none is lost to the limit', async () => {
    const robot = await robotOf('wecom');
    for (let i = 0; i < 25; i++) await say(robot, `第 ${i} 条`);
    await deliver();
    expect((await all()).filter((d) => d.state === 'sent')).toHaveLength(20);
    store.clock.advance(MINUTE);
    await deliver();
    expect((await all()).filter((d) => d.state === 'sent')).toHaveLength(25);
    expect(there.heard.every((h) => JSON.stringify(h.said.body).includes('"errcode":0'))).toBe(true);
  });

  test('a robot that says "too fast" is left alone and told again later', async () => {
    await say(await robotOf('dingtalk'));
    there.next.push({ status: 200, body: { errcode: 130101, errmsg: 'send too fast' } });
    await deliver();
    expect((await all())[0]).toMatchObject({ state: 'waiting', tries: 1, reason: '130101 send too fast' });
    store.clock.advance(9 * MINUTE);
    expect(await deliver()).toBe(0);
    store.clock.advance(MINUTE);
    await deliver();
    expect((await all())[0]).toMatchObject({ state: 'sent', tries: 2 });
  });

  test('a server killed between sending and marking sends again with the same id', async () => {
    await say(await robotOf('feishu'));
    const [id = ''] = await dueDeliveries(store.db.read, store.clock.now(), 10);
    await run((tx) => takeInHand(tx, id));
    expect(await deliver()).toBe(0);
    store.clock.advance(MINUTE);
    expect(await deliver()).toBe(1);
    expect((await all())[0]).toMatchObject({ state: 'sent', tries: 2 });
    expect(there.heard[0]?.raw).toContain(`#${shortId(id)}`);
  });

  test('two servers that deliver at the same time send a message once', async () => {
    await say(await robotOf('wecom'));
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(there.heard).toHaveLength(1);
  });

  test('in its quiet hours a robot says nothing but a trial message', async () => {
    const { hour } = { hour: (new Date(store.clock.now()).getUTCHours() + 8) % 24 };
    const robot = await robotOf('wecom', { from: hour, to: (hour + 2) % 24 });
    await say(robot, '晚上好');
    await say(robot, '试一试', true);
    await deliver();
    expect(there.heard.map((h) => h.raw.includes('试一试'))).toEqual([true]);
    store.clock.advance(121 * MINUTE);
    await deliver();
    expect(there.heard).toHaveLength(2);
  });

  test('a redirect is not followed and a large answer is not read', async () => {
    const robot = await robotOf('wecom');
    await say(robot);
    there.next.push({ status: 302, body: '', headers: { location: `${there.url}/elsewhere` } });
    await deliver();
    expect((await all())[0]).toMatchObject({ state: 'failed', reason: 'HTTP 302' });
    await say(robot);
    there.next.push({ status: 200, body: 'x'.repeat(300_000) });
    await deliver();
    expect((await all())[0]).toMatchObject({ state: 'waiting', reason: 'answer too large' });
    expect(there.heard).toHaveLength(2);
  });

  test('without OUTBOUND_PRIVATE an address inside is refused when it is stored and when it is called', async () => {
    await say(await robotOf('wecom'));
    await deliver(false);
    expect(there.heard).toHaveLength(0);
    expect((await all())[0]?.state).toBe('waiting');
    const refused = ['http://open.feishu.cn/x', 'https://127.0.0.1/x', 'https://0x7f.1/x', 'https://[::1]/x'];
    refused.push('https://[::ffff:10.0.0.1]/x', 'https://169.254.169.254/x', 'https://printer.local/x');
    refused.push('https://intranet/x', 'https://me:pw@open.feishu.cn/x', 'file:///etc/passwd', 'nonsense');
    for (const url of refused) {
      const body = { kind: 'wecom' as const, name: '群', url, quiet: NEVER };
      await expect(
        run((tx) => saveRobot(tx, by, body, { ...OUT, open: false })),
        url,
      ).rejects.toThrow(RuleError);
    }
    const fine = {
      kind: 'wecom' as const,
      name: '群',
      url: 'https://qyapi.weixin.qq.com/x?key=1',
      quiet: NEVER,
    };
    await run((tx) => saveRobot(tx, by, fine, { ...OUT, open: false }));
  });

  test('what is shown of a robot holds neither its secret nor its address; a name is changed without them', async () => {
    const id = await robotOf('dingtalk');
    const body = { id, kind: 'dingtalk' as const, name: '销售群', quiet: NEVER };
    await run((tx) => saveRobot(tx, by, body, OUT));
    const shown = await robotsOf(store.db.read, by.org, vault);
    expect(shown).toMatchObject([{ name: '销售群', signed: true, ending: 'feed' }]);
    expect(JSON.stringify(shown)).not.toMatch(/SEC|access_token/);
    await say(id);
    await deliver();
    expect((await all())[0]).toMatchObject({ state: 'sent' });
    await run((tx) => removeRobot(tx, by, id));
    expect(await all()).toEqual([]);
  });

  test('a robot of another company is unknown', async () => {
    const id = await robotOf('wecom');
    const [other] = (await seedPeople(store.ctx, 1)) as [Actor];
    await expect(run((tx) => sayByRobot(tx, other.org, id, { title: 'x', text: 'y' }))).rejects.toThrow(
      'robot.unknown',
    );
    await expect(run((tx) => removeRobot(tx, other, id))).rejects.toThrow('robot.unknown');
  });

  const rowOf = (id: string) =>
    store.db.read.selectFrom('robot').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  test('neither address nor secret lies readable in the store; what did is sealed and still used', async () => {
    const id = await robotOf('dingtalk');
    const plain = { url: there.urls.dingtalk, secret: DING_SECRET };
    const stored = await rowOf(id);
    for (const text of Object.values(plain)) expect(JSON.stringify(stored)).not.toContain(text);
    await run(({ db }) => db.updateTable('robot').set(plain).where('id', '=', id).execute());
    await say(id);
    await deliver();
    expect((await run((tx) => sealPlain(tx, vault))).sealed).toBe(2);
    for (const text of Object.values(plain)) expect(JSON.stringify(await rowOf(id))).not.toContain(text);
    expect((await run((tx) => sealPlain(tx, vault))).sealed).toBe(0);
    await say(id);
    await deliver();
    expect((await all()).map((d) => d.state)).toEqual(['sent', 'sent']);
  });

  test('under another key nothing is sent and the reason is said; entered again it is sent', async () => {
    const id = await robotOf('feishu');
    const [other, otherVault] = [keyOf(), vaultOf({ dataDir: '', secretKey: 'none' })];
    const now = vaultOf({ dataDir: '', secretKey: other });
    await say(id);
    await deliver(true, other);
    expect((await all())[0]).toMatchObject({ state: 'failed', tries: 1, reason: 'secret.unreadable' });
    expect(there.heard).toHaveLength(0);
    expect(await robotsOf(store.db.read, by.org, now)).toMatchObject([{ unreadable: true, host: '' }]);
    const body = { id, kind: 'feishu' as const, name: '群', quiet: NEVER };
    const save = (more: object, vaultNow = now) =>
      run((tx) => saveRobot(tx, by, { ...body, ...more }, { open: true, vault: vaultNow }));
    await expect(save({})).rejects.toThrow('secret.unreadable');
    await expect(save({ url: there.urls.feishu })).rejects.toThrow('secret.unreadable');
    await expect(save({ url: there.urls.feishu, secret: FEISHU_SECRET }, otherVault)).rejects.toThrow(
      'secret.key',
    );
    await save({ url: there.urls.feishu, secret: FEISHU_SECRET });
    const [failed] = await all();
    await run((tx) => retryDelivery(tx, by, failed?.id ?? ''));
    await deliver(true, other);
    expect((await all())[0]).toMatchObject({ state: 'sent' });
  });

  test('a push key that cannot be read makes room for a new one, and its devices ask again', async () => {
    const first = await run((tx) => pushKeyOf(tx, by.org, vault));
    expect(await run((tx) => pushKeyOf(tx, by.org, vault))).toBe(first);
    const row = { id: 'd', org: by.org, person: by.person, endpoint: `e-${by.org}`, p256dh: 'x', auth: 'y' };
    await run(({ db }) =>
      db
        .insertInto('push_subscription')
        .values({ ...row, id: by.org, createdAt: 0 })
        .execute(),
    );
    const stored = await store.db.read
      .selectFrom('push_key')
      .select('privateKey')
      .where('org', '=', by.org)
      .executeTakeFirstOrThrow();
    expect(vault.open('push', by.org, stored.privateKey)).toHaveLength(43);
    expect(stored.privateKey.startsWith('s1:')).toBe(true);
    const other = vaultOf({ dataDir: '', secretKey: keyOf() });
    expect(await run((tx) => pushKeyOf(tx, by.org, other))).not.toBe(first);
    const left = store.db.read.selectFrom('push_subscription').select('id').where('org', '=', by.org);
    expect(await left.execute()).toEqual([]);
  });
});
