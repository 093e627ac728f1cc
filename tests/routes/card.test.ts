import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rightAnswer, wrongAnswer } from '../bots/answers.ts';
import { learnerAt } from '../bots/learner.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
const learner = async (name: string) => learnerAt(server, await server.joined(name));
const checkAt = async (l: Awaited<ReturnType<typeof learner>>, station: string) => {
  const card = await l.call('GET /api/cards/:station', { params: { station } });
  const panel = card.panels.find((p) => p.kind === 'check');
  if (panel?.kind !== 'check') throw new Error('no check');
  return { card, ...panel };
};

describe('a study card', () => {
  it('is not done before its check question was answered', async () => {
    const l = await learner('小卡');
    const no = await refusalOf(l.call('POST /api/cards/complete', { body: { station: 'sail-1', ms: 5000 } }));
    expect(no.code).toBe('card.check_missing');
    expect(await l.coins()).toBe(0);
  });

  it('pays ten coins once, three stars for a first right answer, and opens the next station', async () => {
    const l = await learner('小海');
    const outcome = await l.readCard('sail-1');
    expect(outcome).toMatchObject({ coins: 10, balance: 10, stars: 3, firstTime: true, islandDone: false });
    const second = await l.readCard('sail-1');
    expect(second).toMatchObject({ coins: 0, balance: 10, firstTime: false });
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]?.stations.map((s) => s.state).slice(0, 3)).toEqual(['done', 'current', 'locked']);
    expect(islands[0]?.stations[0]?.coins).toBe(0);
  });

  it('counts the first answer for its stars, and the missed question waits as a ghost', async () => {
    const l = await learner('小错');
    const { question } = await checkAt(l, 'sail-1');
    const say = (answer: ReturnType<typeof rightAnswer>) =>
      l.call('POST /api/cards/check', { body: { station: 'sail-1', answer, rtMs: 700 } });
    expect((await say(wrongAnswer(question))).ok).toBe(false);
    expect((await say(rightAnswer(question))).ok).toBe(true);
    const outcome = await l.call('POST /api/cards/complete', { body: { station: 'sail-1', ms: 9000 } });
    expect(outcome).toMatchObject({ coins: 10, stars: 2 });
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]?.ghosts).toMatchObject([{ station: 'sail-1', rightDays: 0, awake: true }]);
  });

  it('shows the verdict again when the card is opened again, in the same order of options', async () => {
    const l = await learner('小回');
    const before = await checkAt(l, 'sail-1');
    expect(before.verdict).toBeUndefined();
    await l.readCard('sail-1');
    const after = await checkAt(l, 'sail-1');
    expect(after.question).toEqual(before.question);
    expect(after.verdict).toMatchObject({ ok: true, score: 1 });
    expect(after.card.done).toBe(true);
  });

  it('is refused while its station is locked, unknown or of another kind', async () => {
    const l = await learner('小锁');
    const read = (station: string) => refusalOf(l.call('GET /api/cards/:station', { params: { station } }));
    expect((await read('sail-3')).code).toBe('station.locked');
    expect((await read('rules-1')).code).toBe('island.locked');
    expect((await read('atlantis-1')).code).toBe('station.unknown');
    await l.readCard('sail-1');
    expect((await read('sail-2')).code).toBe('station.wrong_kind');
    const check = { station: 'sail-3', answer: 0, rtMs: 1 };
    expect((await refusalOf(l.call('POST /api/cards/check', { body: check }))).code).toBe('station.locked');
    const done = { station: 'sail-3', ms: 1 };
    expect((await refusalOf(l.call('POST /api/cards/complete', { body: done }))).code).toBe('station.locked');
  });

  it('refuses an answer that cannot belong to the question and keeps nothing of it', async () => {
    const l = await learner('小形');
    const { question } = await checkAt(l, 'sail-1');
    const answer = question.type === 'true-false' ? [0] : true;
    const no = await refusalOf(
      l.call('POST /api/cards/check', { body: { station: 'sail-1', answer, rtMs: 1 } }),
    );
    expect(no.code).toBe('answer.shape');
    const complete = l.call('POST /api/cards/complete', { body: { station: 'sail-1', ms: 1 } });
    expect((await refusalOf(complete)).code).toBe('card.check_missing');
  });

  it('two devices that finish it together are paid once', async () => {
    const l = await learner('小双');
    const { question } = await checkAt(l, 'sail-1');
    const answer = rightAnswer(question);
    await l.call('POST /api/cards/check', { body: { station: 'sail-1', answer, rtMs: 1 } });
    const both = await Promise.all(
      [1, 2, 3].map(() => l.call('POST /api/cards/complete', { body: { station: 'sail-1', ms: 1 } })),
    );
    expect(both.map((o) => o.coins).toSorted((a, b) => b - a)).toEqual([10, 0, 0]);
    expect(await l.coins()).toBe(10);
  });
});
