import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../server/store/audit.ts';
import { commit } from '../../server/store/commit.ts';
import { forgetOld, retentionRuns } from '../../server/store/retention.ts';
import { diffRollups } from '../../server/store/rollup.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

const DAY = 86_400_000;

describe.each(STORES)('retention on $name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  test('coarsens what is older than its class allows, leaves what is younger, and every rollup equals a rebuild', async () => {
    const [actor] = await seedPeople(store.ctx, 1);
    if (!actor) throw new Error('nobody');
    const { org } = actor;
    const stay = (): Promise<void> =>
      commit(store.ctx, async (tx) => {
        tx.emit(actor, { verb: 'session.started', data: { device: 'phone', os: 'Android', entry: 'login' } });
        tx.emit(actor, { verb: 'programme.enrolled', obj: 'quest', ctx: 'run', data: { source: 'self' } });
        tx.emit(actor, {
          verb: 'question.answered',
          obj: 'q-1',
          ctx: 'run',
          ok: false,
          score: 0,
          ms: 5,
          data: {
            mode: 'practice',
            choices: [2],
            first: true,
            presentedAt: 0,
            rtSrvMs: 1,
            changes: 0,
            hints: 0,
          },
        });
      });
    const none = (): number => 0;
    const log = () =>
      store.db.read.selectFrom('event_text').selectAll().where('org', '=', org).orderBy('seq').execute();

    await stay();
    store.clock.advance(100 * DAY);
    await stay();
    await forgetOld(store.ctx, org, none);
    const hundred = await log();
    expect(hundred.map((e) => e.sess === null)).toEqual([true, true, true, false, false, false]);
    expect(hundred[0]?.data).not.toContain('Android');
    expect(hundred[1]?.data).toContain('self');
    expect(hundred[3]?.data).toContain('Android');

    store.clock.advance(320 * DAY);
    await forgetOld(store.ctx, org, none);
    const year = await log();
    expect(year[1]).toMatchObject({ data: '{}', ctx: null });
    expect(year[2]?.data).toContain('choices');
    expect(year[4]?.data).toContain('self');

    store.clock.advance(700 * DAY);
    await forgetOld(store.ctx, org, none);
    const late = await log();
    expect(late[2]).toMatchObject({ data: '{}', ctx: null, ok: 0, ms: 5 });
    expect(late[5]?.data).toContain('choices');

    expect(await diffRollups(store.db.read)).toEqual([]);
    expect((await audit(store.db)).filter((c) => c.faults.length > 0)).toEqual([]);
    const runs = await retentionRuns(store.db.read, org);
    expect(runs.filter((r) => r.class === 'B').map((r) => r.rows)).toEqual([1, 1]);
  }, 60_000);
});
