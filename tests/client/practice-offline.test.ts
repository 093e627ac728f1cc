import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  closePacks,
  forgetPack,
  keepAnswer,
  openItems,
  sendWaiting,
  stockUp,
  storedPack,
} from '../../client/net/offline.ts';
import { practice, resetPractice } from '../../client/stores/practice.ts';
import { session } from '../../client/stores/session.ts';
import type { Answer } from '../../server/domain/answer.ts';
import type { Me } from '../../server/domain/api.ts';
import type { OfflineClaim } from '../../server/domain/api-practice.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { QUESTIONS } from './play-server.ts';
import { type PracticeServer, practiceServer } from './practice-server.ts';

let server: PracticeServer;
const meOf = (id: string): Me => ({
  person: { id, name: id, role: 'learner', guest: true, avatar: id },
  org: { id: 'o1', name: '群岛科技', code: 'ABCD2345', zone: 'Asia/Shanghai' },
  session: `s-${id}`,
  settings: DEFAULT_SETTINGS,
});
const enterAs = (id: string): void => session.setState({ status: 'in', me: meOf(id), online: true }, true);

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  server = practiceServer([QUESTIONS.single, QUESTIONS.truth, QUESTIONS.numeric, QUESTIONS.essay]);
  vi.stubGlobal('fetch', server.fetch);
  resetPractice();
  enterAs('lin');
});
afterEach(async () => {
  await closePacks();
  vi.unstubAllGlobals();
});

const given = async (item: number, answer: Answer): Promise<void> => {
  const stored = await storedPack();
  if (stored === undefined) throw new Error('no pack');
  await keepAnswer(stored, { item, answer, rtMs: 2000, at: Date.UTC(2026, 10, 21, 10) });
};
const claims = () => server.of('/practice/claim').map((c) => ({ id: c.id, body: c.body as OfflineClaim }));

describe('questions for a time without a network', () => {
  test('are fetched once and kept over a reload; essays are left out, nobody could judge them', async () => {
    await stockUp();
    await closePacks();
    const stored = await storedPack();
    expect(stored && openItems(stored).map((i) => i.item)).toEqual([0, 1, 2]);
    expect(practice.getState().packed).toBe(3);
  });

  test('are not asked again once they were answered, also after a reload', async () => {
    await stockUp();
    await given(1, true);
    await closePacks();
    const stored = await storedPack();
    expect(stored && openItems(stored).map((i) => i.item)).toEqual([0, 2]);
    expect(practice.getState()).toMatchObject({ packed: 2, waiting: 1 });
  });

  test('belong to their person, and before anybody is known to the last one here', async () => {
    await stockUp();
    enterAs('mei');
    expect(await storedPack()).toBeUndefined();
    session.setState({ status: 'unknown', online: false }, true);
    expect((await storedPack())?.me.person.id).toBe('lin');
  });

  test('go when their person signs out; the answers stay and are sent at the next login', async () => {
    await stockUp();
    await given(0, 0);
    await forgetPack('lin');
    expect(await storedPack()).toBeUndefined();
    expect((await sendWaiting()).map((s) => s.answers)).toEqual([1]);
  });
});

describe('answers given without a network', () => {
  test('are sent as one claim and told apart by what they brought', async () => {
    await stockUp();
    await given(0, server.packKey(0) as number);
    await given(1, false);
    const told = await sendWaiting();
    expect(told).toEqual([{ answers: 2, right: 1, coins: 1 }]);
    expect(claims().map((c) => c.body.answers.map((a) => a.item).sort())).toEqual([[0, 1]]);
    expect(practice.getState().waiting).toBe(0);
    expect(await sendWaiting()).toEqual([]);
  });

  test('whose reply got lost go again as the same command with the same answers', async () => {
    await stockUp();
    await given(0, 0);
    server.net.loseReplies = 1;
    await sendWaiting();
    const [first, second] = claims();
    expect(claims()).toHaveLength(2);
    expect(second?.id).toBe(first?.id);
    expect(second?.body.answers).toEqual(first?.body.answers);
  });

  test('that were under way at a reload keep their command; a later answer gets one of its own', async () => {
    await stockUp();
    await given(0, 0);
    server.net.down = true;
    void sendWaiting().catch(() => undefined);
    await vi.waitFor(() => expect(practice.getState().sending).toBe(true));
    await new Promise((done) => setTimeout(done, 50));
    await given(1, true);
    server.net.down = false;
    await vi.waitFor(() => expect(practice.getState().sending).toBe(false), { timeout: 3000 });
    await sendWaiting();
    expect(claims().map((c) => c.body.answers.map((a) => a.item))).toEqual([[0], [1]]);
    expect(new Set(claims().map((c) => c.id)).size).toBe(2);
  });

  test('of another person are not sent under this one', async () => {
    await stockUp();
    await given(0, 0);
    enterAs('mei');
    expect(await sendWaiting()).toEqual([]);
    expect(claims()).toHaveLength(0);
    enterAs('lin');
    expect(await sendWaiting()).toHaveLength(1);
  });

  test('to a pack that the server no longer knows are given up, and the learner is told why', async () => {
    await stockUp();
    await given(0, 0);
    server.told.unknownPack = true;
    expect(await sendWaiting()).toEqual([{ answers: 0, right: 0, coins: 0, refused: 'pack.unknown' }]);
    expect(practice.getState().waiting).toBe(0);
  });

  test('are sent once when two calls meet', async () => {
    await stockUp();
    await given(0, 0);
    await Promise.all([sendWaiting(), sendWaiting()]);
    expect(claims()).toHaveLength(1);
  });
});
