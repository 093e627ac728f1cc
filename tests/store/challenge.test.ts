import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ResultOf } from '../../server/domain/battle-result.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { setBattleStatus } from '../../server/store/battle.ts';
import { pastBattles } from '../../server/store/battle-hall.ts';
import {
  CHALLENGE_MS,
  challengesFor,
  expireChallenges,
  sendChallenge,
  settleChallenge,
  takeChallenge,
} from '../../server/store/challenge.ts';
import { messagesOf } from '../../server/store/message.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { refusal } from './bank-people.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

const resultOf = (person: string, more: Partial<ResultOf> = {}): ResultOf => ({
  ...{ person, rank: 1, of: 2, points: 380, right: 4, answered: 5, bestStreak: 3, climb: 0 },
  ...{ outcome: 'win', awards: [] },
  ...more,
});

describe.each(STORES)('a challenge on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  let lin: Editor;
  let mei: Editor;
  let wu: Editor;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await battleCompany(store);
    [lin, mei, wu] = [await at.person('林林'), await at.person('梅梅'), await at.person('吴吴')];
  });
  const db = () => store.db.read;
  const now = () => store.clock.now();
  /** A finished run of somebody alone. */
  const played = async (by: Editor): Promise<string> => {
    const run = await at.open(by, { mode: 'duel', solo: true });
    await at.write(run.id, { kind: 'start', at: now(), items: [{ question: at.ids[0] ?? '', version: 1 }] });
    await at.run((tx) => setBattleStatus(tx, run.id, 'done'));
    return run.id;
  };
  const send = (by: Editor, battle: string, to?: Editor) =>
    at.run((tx) => sendChallenge(tx, by, { battle, ...(to ? { to: to.person } : {}) }));
  const take = (by: Editor, id: string) => at.run((tx) => takeChallenge(tx, by, id));
  const seen = async (by: Editor) => (await challengesFor(db(), by, now())).map((c) => [c.id, c.status]);

  test('is sent from a finished run of one’s own, once', async () => {
    const run = await at.open(lin, { mode: 'duel', solo: true });
    expect(await refusal(send(lin, run.id))).toBe('challenge.unknown');
    const battle = await played(lin);
    expect(await refusal(send(mei, battle))).toBe('challenge.unknown');
    expect(await refusal(send(lin, battle, lin))).toBe('challenge.own');
    const [sent, again] = [await send(lin, battle), await send(lin, battle)];
    expect(sent).toMatchObject({ mine: true, status: 'open', expiresAt: MORNING + CHALLENGE_MS });
    expect(again.id).toBe(sent.id);
    expect(await seen(mei)).toEqual([[sent.id, 'open']]);
  });

  test('to one colleague is seen and taken by nobody else, and a message tells of it', async () => {
    const sent = await send(lin, await played(lin), mei);
    expect(await seen(wu)).toEqual([]);
    expect(await refusal(take(wu, sent.id))).toBe('challenge.unknown');
    expect(await refusal(take(lin, sent.id))).toBe('challenge.own');
    expect(await messagesOf(db(), mei.person)).toMatchObject([{ kind: 'challenge', from: '林林' }]);
    expect(await take(mei, sent.id)).toMatchObject({
      mode: 'duel',
      invited: [mei.person],
      createdBy: mei.person,
    });
  });

  test('is taken by one of two who want it at the same moment, who may come back to it', async () => {
    const sent = await send(lin, await played(lin));
    const tries = await Promise.allSettled([take(mei, sent.id), take(wu, sent.id)]);
    const won = tries.flatMap((t) => (t.status === 'fulfilled' ? [t.value] : []));
    const lost = tries.flatMap((t) => (t.status === 'rejected' ? [t.reason.message] : []));
    expect(lost).toEqual(['challenge.over']);
    const taker = won[0]?.createdBy === mei.person ? mei : wu;
    expect((await take(taker, sent.id)).id).toBe(won[0]?.id);
    expect(await seen(taker === mei ? wu : mei)).toEqual([]);
  });

  test('is over after a day', async () => {
    const sent = await send(lin, await played(lin));
    store.clock.set(MORNING + CHALLENGE_MS);
    expect(await refusal(take(mei, sent.id))).toBe('challenge.over');
    expect(await seen(lin)).toEqual([[sent.id, 'expired']]);
    expect(await seen(mei)).toEqual([]);
    expect(await at.run(expireChallenges)).toBeGreaterThanOrEqual(1);
    expect(await seen(lin)).toEqual([[sent.id, 'expired']]);
  });

  test('is one of ten at most', async () => {
    for (let n = 0; n < 10; n++) await send(lin, await played(lin));
    expect(await refusal(send(lin, await played(lin)))).toBe('challenge.too_many');
  });

  test('ends as its challenger sees it, once, with a result and a message', async () => {
    const battle = await played(lin);
    const sent = await send(lin, battle);
    const reply = await take(mei, sent.id);
    const results = [
      resultOf('ghost-1', { points: 410 }),
      resultOf(mei.person, { rank: 2, outcome: 'lose', points: 300 }),
    ];
    await at.run((tx) => settleChallenge(tx, reply, results));
    await at.run((tx) => settleChallenge(tx, reply, results));
    expect(await seen(lin)).toEqual([[sent.id, 'won']]);
    expect(await pastBattles(db(), lin.person)).toMatchObject([
      { battle: reply.id, outcome: 'win', rank: 1, points: 410 },
    ]);
    const mail = await messagesOf(db(), lin.person);
    expect(mail).toMatchObject([{ kind: 'challenge', from: '梅梅', battle: reply.id }]);
    expect(mail).toHaveLength(1);
  });

  test('that was taken and called off waits for another', async () => {
    const sent = await send(lin, await played(lin));
    const reply = await take(mei, sent.id);
    await at.run((tx) => settleChallenge(tx, reply, []));
    expect(await seen(wu)).toEqual([[sent.id, 'open']]);
    expect((await take(wu, sent.id)).createdBy).toBe(wu.person);
  });
});
