import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BattleInfo } from '../../server/domain/api-battle.ts';
import { setBattleStatus } from '../../server/store/battle.ts';
import { commit } from '../../server/store/commit.ts';
import { openBattleBy, singles } from '../helpers/battle.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;

let server: TestServer;
let host: Person;
let learner: Person;
beforeAll(async () => {
  server = await startTestServer();
  host = await server.joined('唐老师', 'trainer');
  learner = await server.joined('林林');
});
afterAll(() => server.close());

const MINUTE = 60_000;
/** A show of the host that has come to this end. */
const ended = async (title: string, status: 'done' | 'void'): Promise<string> => {
  const questions = await singles(server, 1);
  const id = await openBattleBy(server, host, { mode: 'show', title, source: { questions } });
  server.clock.advance(MINUTE);
  await commit(server.ctx, (tx) => setBattleStatus(tx, id, status));
  return id;
};
const done = (who: Person): Promise<BattleInfo[]> => who.call('GET /api/battles/done');

describe('GET /api/battles/done', () => {
  test('lists a trainer the battles that were played to their end, the newest first', async () => {
    expect(await done(host)).toEqual([]);
    const first = await ended('周一', 'done');
    await ended('取消', 'void');
    const second = await ended('周二', 'done');
    const open = await openBattleBy(server, host, { mode: 'race' });
    const listed = await done(host);
    expect(listed.map((b) => [b.id, b.title, b.status])).toEqual([
      [second, '周二', 'done'],
      [first, '周一', 'done'],
    ]);
    expect(listed[0]).toMatchObject({ mine: true, endedAt: server.clock.now(), host: { name: '唐老师' } });
    expect(listed.map((b) => b.id)).not.toContain(open);
  });

  test('is not taken for the battle of that name', async () => {
    const other = await server.joined('何老师', 'trainer');
    expect(Array.isArray(await done(other))).toBe(true);
    expect((await done(other)).every((b) => !b.mine)).toBe(true);
  });

  test('stays closed to learners and to who is not signed in', async () => {
    await expect(refusalOf(done(learner))).resolves.toMatchObject({ status: 403, code: 'auth.forbidden' });
    const { status } = await fetch(`${server.url}/api/battles/done`);
    expect(status).toBe(401);
  });
});
