import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReminderRule } from '../../server/domain/reminder.ts';
import { deliverDue } from '../../server/jobs/deliver.ts';
import { runRules, watchReturns } from '../../server/jobs/reach.ts';
import { clockAt, MORNING } from '../helpers/clock.ts';
import { type RobotServer, startRobotServer } from '../helpers/robot-checkers.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const HOUR = 3_600_000;
const NEVER = { from: 0, to: 0 };
const RULE: ReminderRule = {
  name: '还没开始',
  who: { kind: 'not-started' },
  channel: 'game',
  text: { zh: '{{name}}，{{company}}等你 {{days}} 天了', en: '{{name}}, come aboard' },
  hour: 9,
  quiet: { from: 20, to: 8 },
  perWeek: 2,
};
let server: TestServer;
let there: RobotServer;
const clock = clockAt(MORNING);
beforeAll(async () => {
  server = await startTestServer({ clock, config: { outboundPrivate: true } });
  there = await startRobotServer(clock.now);
});
afterAll(async () => {
  await there.close();
  await server.close();
});
const reminders = async (b: Awaited<ReturnType<TestServer['joined']>>) =>
  (await b.call('GET /api/messages')).filter((m) => m.kind === 'reminder').map((m) => m.text);
/** Nobody is held back by chance, or everybody. */
const jobs = (random = 0.5) => ({ ...server.ctx, random: () => random });

describe('segments and reminders', () => {
  test('a rule reminds who has not started, once a day, and never who has said no', async () => {
    const trainer = await server.joined('教练', 'trainer');
    const [a, b] = [await server.joined('阿海'), await server.joined('小贝')];
    await b.call('POST /api/settings', { body: { noReminders: true } });
    const seen = await trainer.call('GET /api/segments');
    expect(seen.learners).toBe(2);
    expect(seen.segments.find((s) => s.segment === 'new')?.people).toBe(2);
    const preview = await trainer.call('POST /api/reminders/preview', { body: { rule: RULE } });
    expect(preview).toMatchObject({ people: 1, skipped: { optedOut: 1 }, names: ['阿海'] });
    expect(preview.text.zh).toContain('阿海');
    await trainer.call('POST /api/reminders/save', { body: { rule: RULE, on: true } });
    expect(await runRules(jobs())).toBe(1);
    expect(await runRules(jobs())).toBe(0);
    expect(await reminders(a)).toHaveLength(1);
    expect((await reminders(a))[0]).toContain('阿海');
    expect(await reminders(b)).toEqual([]);
    clock.advance(24 * HOUR);
    expect(await runRules(jobs())).toBe(1);
    clock.advance(24 * HOUR);
    expect(await runRules(jobs()), 'two a week are enough').toBe(0);
  });

  test('quiet hours hold a rule back until they are over', async () => {
    const trainer = await server.joined('夜教练', 'trainer');
    const rules = await trainer.call('GET /api/reminders');
    for (const { id } of rules) await trainer.call('POST /api/reminders/remove', { body: { id } });
    const late = await server.joined('晚晚');
    await trainer.call('POST /api/reminders/save', { body: { rule: { ...RULE, hour: 20 }, on: true } });
    clock.advance(12 * HOUR);
    expect(await runRules(jobs())).toBe(0);
    expect(await reminders(late)).toEqual([]);
    clock.advance(12 * HOUR);
    const [rule] = await trainer.call('GET /api/reminders');
    await trainer.call('POST /api/reminders/remove', { body: { id: rule?.id ?? '' } });
  });

  test('who is left out by chance gets nothing, and what came back is told for both', async () => {
    const trainer = await server.joined('对照教练', 'trainer');
    const c = await server.joined('丙');
    const [view] = await trainer.call('POST /api/reminders/save', { body: { rule: RULE, on: true } });
    expect(await runRules(jobs(0.01)), 'all left out').toBe(0);
    expect(await reminders(c)).toEqual([]);
    clock.advance(72 * HOUR);
    const sent = await runRules(jobs(0.9));
    expect(await reminders(c)).toHaveLength(1);
    clock.advance(HOUR);
    await c.call('POST /api/checkin', { body: {} });
    await watchReturns(server.ctx);
    clock.advance(49 * HOUR);
    await watchReturns(server.ctx);
    const effect = (await trainer.call('GET /api/reminders')).find((r) => r.id === view?.id)?.effect;
    expect(effect?.sent.n).toBe(sent);
    expect((effect?.sent.rate ?? 0) * sent).toBeCloseTo(1);
    expect(effect?.held.n).toBeGreaterThan(0);
    expect(effect?.held.rate).toBe(0);
    expect(effect?.held.high).toBeGreaterThan(0);
    await trainer.call('POST /api/reminders/remove', { body: { id: view?.id ?? '' } });
  });

  test('a trainer reminds by hand once a day; strangers are unknown', async () => {
    const trainer = await server.joined('手动教练', 'trainer');
    const e = await server.joined('戊');
    const body = { people: [e.me.person.id], text: '来一局？' };
    expect(await trainer.call('POST /api/reach/remind', { body })).toMatchObject({ sent: 1 });
    expect(await trainer.call('POST /api/reach/remind', { body })).toEqual({
      sent: 0,
      skipped: { optedOut: 0, today: 1, week: 0 },
    });
    expect(await reminders(e)).toEqual(['来一局？']);
    const strangers = { people: ['0'.repeat(8)] };
    expect((await refusalOf(trainer.call('POST /api/reach/remind', { body: strangers }))).code).toBe(
      'person.unknown',
    );
    expect((await refusalOf(e.call('POST /api/reach/remind', { body }))).code).toBe('auth.forbidden');
  });

  test('a rule speaks by a robot to a group and names nobody', async () => {
    const trainer = await server.joined('群教练', 'trainer');
    const url = there.urls.wecom;
    const made = await trainer.call('POST /api/robots/save', {
      body: { kind: 'wecom', name: '学习群', url, quiet: NEVER },
    });
    const robot = made[0]?.id ?? '';
    const rule: ReminderRule = {
      ...RULE,
      channel: 'robot',
      robot,
      text: { zh: '{{name}}还有 {{count}} 位没开始', en: 'x' },
    };
    await trainer.call('POST /api/reminders/save', { body: { rule, on: true } });
    expect(await runRules(jobs())).toBe(1);
    expect(await runRules(jobs())).toBe(0);
    await deliverDue(server.ctx);
    expect(there.heard.at(-1)?.raw).toMatch(/还有 \d+ 位没开始/);
    expect(there.heard.at(-1)?.raw).not.toContain('阿海');
    await trainer.call('POST /api/robots/test', { body: { id: robot } });
    await deliverDue(server.ctx);
    expect(await trainer.call('GET /api/deliveries')).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
    expect(JSON.stringify(await trainer.call('GET /api/robots'))).not.toContain('key=');
  });
});

describe('the language of a robot', () => {
  const RULE_BOTH: ReminderRule = {
    ...RULE,
    channel: 'robot',
    text: { zh: '{{name}}，还有 {{count}} 位没开始', en: '{{name}}, {{count}} have not begun' },
  };
  const spoken = async (...langs: ('zh' | 'en')[]): Promise<string> => {
    const own = await startTestServer({ clock, config: { outboundPrivate: true } });
    try {
      const trainer = await own.joined('教练', 'trainer');
      const body = { kind: 'wecom' as const, name: '群', url: there.urls.wecom, quiet: NEVER };
      const robot = (await trainer.call('POST /api/robots/save', { body }))[0]?.id ?? '';
      for (const [i, lang] of langs.entries()) {
        const learner = await own.joined(`学员${i}`);
        await learner.call('POST /api/settings', { body: { lang } });
      }
      const rule = { ...RULE_BOTH, robot };
      await trainer.call('POST /api/reminders/save', { body: { rule, on: true } });
      await runRules({ ...own.ctx, random: () => 0.5 });
      await deliverDue(own.ctx);
      return there.heard.at(-1)?.raw ?? '';
    } finally {
      await own.close();
    }
  };

  test('is that of those it speaks of, and both where both are spoken', async () => {
    const [zh, en, both] = [
      await spoken('zh', 'zh'),
      await spoken('en', 'en'),
      await spoken('en', 'en', 'zh'),
    ];
    expect(zh).toContain('大家，还有 2 位没开始');
    expect(zh).not.toContain('begun');
    expect(en).toContain('Everybody, 2 have not begun');
    expect(en).not.toContain('大家');
    expect(both).toMatch(/Everybody, 3 have not begun.*大家，还有 3 位没开始/u);
  }, 30_000);
});

/** A browser's side of Web Push: its keys, and a push service that keeps what it is given. */
const browserSide = async () => {
  const curve = createECDH('prime256v1');
  const p256dh = curve.generateKeys('base64url');
  const auth = randomBytes(16);
  const pushed: { headers: IncomingMessage['headers']; body: Buffer }[] = [];
  let status = 201;
  const service = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (p: Buffer) => parts.push(p));
    req.on('end', () => {
      pushed.push({ headers: req.headers, body: Buffer.concat(parts) });
      res.writeHead(status).end();
    });
  });
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  const bound = service.address();
  const origin = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
  /** RFC 8291 and 8188 by hand: the text that only this browser can read. */
  const read = (body: Buffer): string => {
    const salt = body.subarray(0, 16);
    const keyLength = body[20] ?? 0;
    const sender = body.subarray(21, 21 + keyLength);
    const shared = curve.computeSecret(sender);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), Buffer.from(p256dh, 'base64url'), sender]);
    const ikm = Buffer.from(hkdfSync('sha256', shared, auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16));
    const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12));
    const sealed = body.subarray(21 + keyLength);
    const open = createDecipheriv('aes-128-gcm', key, nonce);
    open.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
    return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
  };
  const say = (next: number): void => {
    status = next;
  };
  const close = (): Promise<void> => new Promise((done) => service.close(() => done()));
  const body = { endpoint: `${origin}/push/abc`, keys: { p256dh, auth: auth.toString('base64url') } };
  return { origin, body, pushed, read, say, close };
};

/** Whether a VAPID header is signed by this key for this service (RFC 8292). */
const isVapid = (header: string, publicKey: string, origin: string): boolean => {
  const { t = '', k } = Object.fromEntries(
    header
      .replace(/^vapid /, '')
      .split(',')
      .map((part) => part.trim().split(/=(.*)/s).slice(0, 2)),
  ) as Record<string, string>;
  const [head = '', claims = '', signature = ''] = t.split('.');
  const raw = Buffer.from(publicKey, 'base64url');
  const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((b) => b.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' } as never);
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
    aud: string;
    exp: number;
    sub: string;
  };
  const day = Date.now() / 1000 + 86_400;
  const fine =
    said.aud === origin &&
    said.exp < day &&
    said.exp > Date.now() / 1000 &&
    /^(mailto|https):/.test(said.sub);
  const signed = { key, dsaEncoding: 'ieee-p1363' } as const;
  return (
    k === publicKey &&
    fine &&
    verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url'))
  );
};

describe('Web Push', () => {
  test('a push reaches only its browser, is signed by the company, and holds no private fact', async () => {
    const trainer = await server.joined('推送教练', 'trainer');
    const f = await server.joined('己');
    const side = await browserSide();
    const { publicKey, devices } = await f.call('GET /api/push');
    expect(devices).toBe(0);
    expect((await f.call('POST /api/push/subscribe', { body: side.body })).devices).toBe(1);
    await trainer.call('POST /api/reach/remind', { body: { people: [f.me.person.id], text: '悄悄话' } });
    await deliverDue(server.ctx);
    expect(side.pushed).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = side.pushed;
    expect(headers['content-encoding']).toBe('aes128gcm');
    expect(Number(headers.ttl)).toBeGreaterThan(0);
    expect(isVapid(headers.authorization ?? '', publicKey, side.origin)).toBe(true);
    expect(JSON.parse(side.read(body))).toEqual({ lang: 'zh', to: '/messages' });
    expect((await trainer.call('GET /api/push')).publicKey).toBe(publicKey);
    side.say(410);
    clock.advance(24 * HOUR);
    await trainer.call('POST /api/reach/remind', { body: { people: [f.me.person.id], text: '再来' } });
    await deliverDue(server.ctx);
    expect((await f.call('GET /api/push')).devices).toBe(0);
    await side.close();
  });

  test('a device is taken off again; keys that are none are refused', async () => {
    const g = await server.joined('庚');
    const side = await browserSide();
    await g.call('POST /api/push/subscribe', { body: side.body });
    const off = { endpoint: side.body.endpoint };
    expect((await g.call('POST /api/push/unsubscribe', { body: off })).devices).toBe(0);
    const bad = { ...side.body, keys: { p256dh: 'abcd', auth: 'abcd' } };
    expect((await refusalOf(g.call('POST /api/push/subscribe', { body: bad }))).code).toBe('push.address');
    const odd = { ...side.body, endpoint: 'file:///etc/passwd' };
    expect((await refusalOf(g.call('POST /api/push/subscribe', { body: odd }))).code).toBe('push.address');
    await side.close();
  });
});

describe('skill map and proposals', () => {
  test('what the post asks comes first with its reason; one switch gives the same list to everybody', async () => {
    const trainer = await server.joined('岗位教练', 'trainer');
    const h = await server.joined('辛');
    const i = await server.joined('壬');
    const setPost = { post: '客户经理' };
    const ids = [h, i].map((b) => b.me.person.id);
    await server.ctx.db.internal.writer
      .updateTable('identity')
      .set(setPost)
      .where('person', 'in', ids)
      .execute();
    const before = await h.call('GET /api/skill-map');
    expect(before).toMatchObject({ post: '客户经理', asked: 0 });
    const one = before.points.at(-1);
    const { bank = '', point = '' } = one ?? {};
    const body = { post: '客户经理', levels: [{ bank, point, required: 0.8 }] };
    expect((await trainer.call('POST /api/post-levels/save', { body })).levels).toHaveLength(1);
    const map = await h.call('GET /api/skill-map');
    expect(map).toMatchObject({ asked: 1, reached: 0 });
    expect(map.points.find((p) => p.point === point)).toMatchObject({ required: 0.8, gap: 0.8 });
    const mine = await h.call('POST /api/recommendations', { body: {} });
    expect(mine.items.length).toBeLessThanOrEqual(5);
    expect(mine.items.length).toBeGreaterThan(0);
    expect(mine.personalised).toBe(true);
    expect((await h.call('POST /api/recommendations', { body: {} })).list).toBe(mine.list);
    for (const b of [h, i]) await b.call('POST /api/settings', { body: { sameList: true } });
    const [a, c] = [
      await h.call('POST /api/recommendations', { body: {} }),
      await i.call('POST /api/recommendations', { body: {} }),
    ];
    expect(a.personalised).toBe(false);
    expect(a.items).toEqual(c.items);
    const shown = await server.ctx.db.read
      .selectFrom('event_text')
      .select('data')
      .where('obj', 'in', [mine.list, a.list])
      .execute();
    expect(shown).toHaveLength(2);
    const none = { post: '客户经理', levels: [{ bank, point: 'nowhere', required: 0.8 }] };
    expect((await refusalOf(trainer.call('POST /api/post-levels/save', { body: none }))).code).toBe(
      'point.unknown',
    );
    const back = { post: '客户经理', levels: [{ bank, point, required: null }] };
    expect((await trainer.call('POST /api/post-levels/save', { body: back })).levels).toEqual([]);
  });
});
