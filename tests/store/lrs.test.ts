import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewEvent } from '../../server/domain/events/index.ts';
import { startDesk } from '../../server/jobs/desk.ts';
import { pushStatements } from '../../server/jobs/lrs.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { backOff, lrsOf, saveLrs, setLrsState } from '../../server/store/lrs.ts';
import { askStore } from '../../server/store/lrs-send.ts';
import { vaultOf } from '../../server/store/secret.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type Mood, startLrsServer } from '../helpers/lrs.ts';
import { companyOf } from '../helpers/people.ts';

const HOUR = 3_600_000;
const KEY = { dataDir: '', secretKey: randomBytes(32).toString('base64') };
const badge = (n: number): NewEvent => ({
  verb: 'badge.earned',
  obj: `b${n}`,
  data: { ruleVer: 1, evidence: [] },
});

/** The same moods in every run. */
const seeded = (moods: Mood[], seed = 7): (() => Mood) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return moods[Math.floor((state / 2 ** 31) * moods.length)] ?? 'good';
  };
};

describe.each(STORES)('pushing statements on $name', ({ open }) => {
  let store: TestStore;
  let me: Actor;
  let mood: () => Mood = () => 'good';
  let desk: { stop: () => Promise<void> };
  let lrs: Awaited<ReturnType<typeof startLrsServer>>;
  const config = (outboundPrivate = true) => ({
    dataDir: store.dataDir,
    secretKey: KEY.secretKey,
    host: '127.0.0.1',
    port: 2567,
    outboundPrivate,
  });
  const ctx = (outboundPrivate = true) => ({
    ...store.ctx,
    log: pino({ level: 'silent' }),
    config: config(outboundPrivate),
  });
  const push = () => pushStatements(ctx());
  const target = async () => {
    const [found] = await lrsOf(store.db.read, me.org);
    if (!found) throw new Error('no target');
    return found;
  };
  const happen = (events: NewEvent[]) =>
    commit(store.ctx, async (tx) => {
      for (const event of events) tx.emit(me, event);
    });
  const idsInLog = async (): Promise<string[]> => {
    const rows = await store.db.read
      .selectFrom('event')
      .innerJoin('symbol', 'symbol.id', 'event.org')
      .select('event.id')
      .where('symbol.text', '=', me.org)
      .where('verb', '=', 102)
      .orderBy('seq')
      .execute();
    return rows.map(({ id }) =>
      Buffer.from(id)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    );
  };

  beforeAll(async () => {
    store = await open();
    desk = startDesk({ db: store.db, now: store.clock.now, config: config() });
  });
  beforeEach(async () => {
    mood = () => 'good';
    lrs = await startLrsServer(() => mood());
    [me] = (await companyOf(store, '甲')) as [Actor];
    await commit(store.ctx, async (tx) => {
      await tx.db.deleteFrom('lrs_target').execute();
      const save = { name: 'LRS', url: lrs.url(), username: 'u', password: 'p', everything: false };
      await saveLrs(tx, me, save, { open: true, vault: vaultOf(KEY) });
    });
    return () => lrs.kill();
  });
  afterAll(async () => {
    await desk.stop();
    await store.close();
  });

  test('everything so far goes out in lists of a hundred, then what is new, nothing twice', async () => {
    await happen(Array.from({ length: 230 }, (_, n) => badge(n)));
    await push();
    expect([...lrs.kept.keys()]).toEqual(await idsInLog());
    expect(lrs.seen).toMatchObject({ requests: 3, largest: 100, faults: [], stored: 230 });
    await push();
    expect(lrs.seen.requests).toBe(3);
    await happen([badge(999)]);
    await push();
    expect(lrs.kept.size).toBe(231);
    const { sent, refused, cursor, newest, fault } = await target();
    expect([sent, refused, cursor, fault]).toEqual([231, 0, newest, undefined]);
  });

  test('a store that fails, answers late and is killed in the middle has every statement exactly once', async () => {
    mood = seeded(['good', 'busy', 'cut', 'cut after', 'late', 'good']);
    let n = 0;
    for (let round = 0; round < 14; round++) {
      await happen(Array.from({ length: 37 }, () => badge(n++)));
      const pushing = push();
      if (round === 4 || round === 9) {
        await lrs.kill();
        await pushing;
        await push();
        await lrs.listen();
      }
      await pushing;
      store.clock.advance(2 * HOUR);
    }
    mood = () => 'good';
    for (let i = 0; i < 5 && (await target()).cursor < (await target()).newest; i++) {
      await push();
      store.clock.advance(2 * HOUR);
    }
    const ids = await idsInLog();
    expect(ids.length).toBe(n);
    expect([...lrs.kept.keys()].sort()).toEqual([...ids].sort());
    expect(lrs.seen.stored).toBe(n);
    expect(lrs.seen.faults).toEqual([]);
  });

  test('a failure waits longer each time and says why', async () => {
    await happen([badge(1)]);
    mood = () => 'busy';
    await push();
    expect(await target()).toMatchObject({
      tries: 1,
      fault: 'status.503',
      nextAt: store.clock.now() + 5_000,
    });
    await push();
    expect(lrs.seen.requests).toBe(1);
    store.clock.advance(5_000);
    await push();
    expect((await target()).nextAt).toBe(store.clock.now() + 10_000);
    expect([1, 4, 30].map(backOff)).toEqual([5_000, 40_000, HOUR]);
    mood = () => 'good';
    store.clock.advance(10_000);
    await push();
    const now = await target();
    expect([now.tries, now.fault, now.sent]).toEqual([0, undefined, 1]);
  });

  test('a wrong password pauses the target until somebody goes on', async () => {
    await happen([badge(1)]);
    mood = () => 'unauthorised';
    await push();
    expect(await target()).toMatchObject({ state: 'paused', fault: 'status.401', sent: 0 });
    mood = () => 'good';
    store.clock.advance(HOUR);
    await push();
    expect(lrs.kept.size).toBe(0);
    const { id } = await target();
    await commit(store.ctx, (tx) => setLrsState(tx, me, id, 'on'));
    await push();
    expect(lrs.kept.size).toBe(1);
  });

  test('a list whose reply was lost and that has grown since loses nothing', async () => {
    await happen([badge(1), badge(2)]);
    mood = () => 'cut after';
    await push();
    expect((await target()).sent).toBe(0);
    await happen([badge(3), badge(4), badge(5)]);
    mood = () => 'good';
    store.clock.advance(HOUR);
    await push();
    expect([...lrs.kept.keys()]).toEqual(await idsInLog());
    expect(lrs.seen.stored).toBe(5);
  });

  test('a voided event goes out as a voiding statement', async () => {
    await happen([badge(1)]);
    const [id = ''] = await idsInLog();
    await happen([{ verb: 'event.voided', ctx: id, data: { reason: 'twice' } }]);
    await push();
    expect([...lrs.kept.values()][1]).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id },
    });
    expect(lrs.seen.faults).toEqual([]);
  });

  test('a session says how long it was and what it brought', async () => {
    const session = { ...me, session: `sess-${me.person}` };
    await commit(store.ctx, async (tx) => {
      tx.emit(session, { verb: 'coin.credited', data: { txn: 't', amount: 5, reason: 'x' } });
      tx.emit(session, { verb: 'coin.credited', data: { txn: 't', amount: 7, reason: 'x' } });
      tx.emit(session, { verb: 'session.ended', data: { reason: 'logout' } });
    });
    await push();
    expect([...lrs.kept.values()]).toEqual([
      expect.objectContaining({
        result: {
          extensions: expect.objectContaining({ 'http://127.0.0.1:2567/xapi/extensions/coins': 12 }),
        },
      }),
    ]);
  });

  test('the test of a target says whether the store takes its credentials', async () => {
    const to = { url: lrs.url(), username: 'u', secret: 'p', open: true };
    expect((await askStore(to)).status).toBe(200);
    expect((await askStore({ ...to, secret: 'x' })).status).toBe(401);
  });

  test('a name that points into the own network is not called unless that is allowed', async () => {
    const url = lrs.url().replace('127.0.0.1', 'localhost');
    const answer = await askStore({ url, username: 'u', secret: 'p', open: false });
    expect(answer).toEqual({ status: 0, fault: 'private address' });
    expect(lrs.seen.requests).toBe(0);
  });

  test('a password sealed under another key pauses its target until it is entered again', async () => {
    await happen([badge(1)]);
    const other = { ...KEY, secretKey: randomBytes(32).toString('base64') };
    await pushStatements({ ...ctx(), config: { ...config(), ...other } });
    expect(await target()).toMatchObject({ state: 'paused', fault: 'secret.unreadable', sent: 0 });
    const save = { name: 'LRS', url: lrs.url(), username: 'u', password: 'p', everything: false };
    const { id } = await target();
    await commit(store.ctx, (tx) => saveLrs(tx, me, { ...save, id }, { open: true, vault: vaultOf(other) }));
    await pushStatements({ ...ctx(), config: { ...config(), ...other } });
    expect(lrs.kept.size).toBe(1);
  });
});
