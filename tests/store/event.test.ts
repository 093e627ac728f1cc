import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../server/domain/api.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { FLAGS, ingest, logSummary } from '../../server/store/event.ts';
import { diffRollups } from '../../server/store/rollup.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(STORES)('client events on $name', ({ open }) => {
  let store: TestStore;
  let actor: Actor;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    store.clock.set(MORNING);
    [actor] = (await seedPeople(store.ctx, 1)) as [Actor];
    await startSession(actor, MORNING - HOUR);
  });
  afterAll(() => store.close());

  const startSession = ({ session = '', person }: Actor, createdAt: number) =>
    commit(store.ctx, async ({ db }) => {
      const rest = { device: 'x', lastSeenAt: 0, expiresAt: 0, revokedAt: null };
      await db
        .insertInto('session')
        .values({ id: session, person, tokenHash: session, createdAt, ...rest })
        .execute();
    });
  const viewed = (at: number, n = 1): ClientEvent => ({
    id: uuidv7(),
    verb: 'nav.viewed',
    at,
    n,
    data: { route: '/quest', dwellMs: 1_500 },
  });
  const send = (batch: ClientEvent[], sentAt: number, receivedAt = store.clock.now()) =>
    ingest(store.ctx, actor, batch, sentAt, receivedAt);
  const stored = () =>
    store.db.read
      .selectFrom('event_text')
      .selectAll()
      .where('actor', '=', actor.person)
      .orderBy('seq')
      .execute();
  const total = async () => (await logSummary(store.db.read, actor.person)).total;

  test('are stored once, however often they are sent', async () => {
    const batch = [viewed(MORNING), viewed(MORNING, 2)];
    const ids = batch.map((e) => e.id);
    expect(await send(batch, MORNING)).toEqual({ accepted: ids, rejected: [] });
    const again = await Promise.all([send(batch, MORNING), send([...batch, ...batch], MORNING)]);
    expect(again[0]).toEqual({ accepted: ids, rejected: [] });
    expect(again[1]?.accepted).toEqual([...ids, ...ids]);
    expect((await stored()).map((e) => e.sessN)).toEqual([1, 2]);
    expect(await total()).toBe(2);
    expect(await diffRollups(store.db.read)).toEqual([]);
  });

  test('stand beside what the server states at that moment, which has no client and no number of its own', async () => {
    const stated = commit(store.ctx, async ({ emit }) =>
      emit(actor, { verb: 'badge.earned', obj: 'b', data: { ruleVer: 1, evidence: [] } }),
    );
    await Promise.all([send([viewed(MORNING - 5, 7)], MORNING), stated]);
    const [fact, claim] = (await stored()).sort((a, b) => b.verb - a.verb);
    expect(fact).toMatchObject({ obj: 'b', sessN: null, tClient: null, tEvent: MORNING, schema: 1 });
    expect(claim).toMatchObject({ obj: null, sessN: 7, tClient: MORNING - 5, ms: 1_500, schema: 1 });
  });

  test('are refused one by one with the reason, and the good ones stay', async () => {
    const good = viewed(MORNING);
    const faulty: [ClientEvent, string][] = [
      [{ ...viewed(MORNING), verb: 'no.such' }, 'unknown_verb'],
      [{ ...viewed(MORNING), verb: 'constructor' }, 'unknown_verb'],
      [{ ...viewed(MORNING), verb: 'coin.credited', data: { amount: 9 } }, 'server_only'],
      [{ ...viewed(MORNING), data: { route: '/x' } }, 'bad_shape'],
      [{ ...viewed(MORNING), data: { route: '/x', dwellMs: 1, score: 1 } }, 'bad_shape'],
      [{ ...viewed(MORNING), ok: true } as ClientEvent, 'bad_shape'],
      [{ ...viewed(MORNING), at: Number.NaN }, 'bad_shape'],
      [{ ...viewed(MORNING), id: 'abc' }, 'bad_id'],
      [{ ...viewed(MORNING), id: crypto.randomUUID() }, 'bad_id'],
    ];
    const receipt = await send([good, ...faulty.map(([e]) => e)], MORNING);
    expect(receipt.accepted).toEqual([good.id]);
    expect(receipt.rejected).toEqual(faulty.map(([e, code]) => ({ id: e.id, code })));
    expect(await stored()).toHaveLength(1);
  });

  test('more than two hundred at once are too many', async () => {
    const many = Array.from({ length: 201 }, () => viewed(MORNING));
    await expect(send(many, MORNING)).rejects.toMatchObject({ code: 'too_large' });
    expect((await send(many.slice(1), MORNING)).accepted).toHaveLength(200);
    expect(await total()).toBe(200);
  });

  test('a device whose clock is ten minutes fast gets the time of the server', async () => {
    const fast = 10 * 60_000;
    await send([viewed(MORNING - 5_000 + fast)], MORNING + fast);
    const [event] = await stored();
    expect(event).toMatchObject({
      tClient: MORNING - 5_000 + fast,
      tServer: MORNING,
      tEvent: MORNING - 5_000,
      flags: 0,
    });
    expect(event).toMatchObject({ day: 20261116, hour: 8, ms: 1_500, sess: actor.session });
  });

  test('one slow request does not move the times of the next batches', async () => {
    for (const delay of [0, 0, 60_000]) {
      store.clock.advance(100_000);
      const sentAt = store.clock.now() - delay;
      await send([viewed(sentAt)], sentAt);
    }
    const last = (await stored()).at(-1);
    expect(last?.tEvent).toBe(last?.tClient);
  });

  test('a time outside the session is pulled to its edge and marked', async () => {
    await send([viewed(MORNING - 3 * HOUR), viewed(MORNING + HOUR)], MORNING);
    const [early, future] = await stored();
    expect(early).toMatchObject({ tEvent: MORNING - HOUR - 5 * 60_000, flags: FLAGS.clock });
    expect(future).toMatchObject({ tEvent: MORNING, flags: FLAGS.clock });
  });

  test('what comes a week later, or from a clock a day off, counts for learning but not for the time of day', async () => {
    store.clock.set(MORNING + 8 * DAY);
    await send([viewed(MORNING)], store.clock.now());
    const [other] = (await seedPeople(store.ctx, 1)) as [Actor];
    await ingest(store.ctx, other, [viewed(0)], 0, store.clock.now());
    expect((await stored()).map((e) => e.flags & FLAGS.late)).toEqual([FLAGS.late]);
    expect(await total()).toBe(1);
    expect((await logSummary(store.db.read, other.person)).total).toBe(1);
    const hours = store.db.read
      .selectFrom('rollup_hour_device as r')
      .innerJoin('symbol as s', 's.id', 'r.org');
    expect(await hours.select('r.n').where('s.text', 'in', [actor.org, other.org]).execute()).toEqual([]);
    expect(await diffRollups(store.db.read)).toEqual([]);
  });

  test('carry the device that the session was started on', async () => {
    await send([viewed(MORNING)], MORNING);
    await commit(store.ctx, async ({ emit }) =>
      emit(actor, { verb: 'session.started', data: { device: 'phone', entry: 'join' } }),
    );
    await send([viewed(MORNING)], MORNING);
    expect((await stored()).map((e) => e.device)).toEqual([0, 1, 1]);
  });

  test('a person the log does not know has an empty summary', async () => {
    expect(await logSummary(store.db.read, 'nobody')).toMatchObject({ total: 0, verbs: [] });
  });
});
