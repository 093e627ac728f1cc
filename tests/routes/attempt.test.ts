import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questionOf, rightAnswer } from '../bots/answers.ts';
import { learnerAt, wrongAt } from '../bots/learner.ts';
import { browserAt, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
const learner = async (name: string) => {
  const l = learnerAt(server, await server.joined(name));
  await l.readCard('sail-1');
  return l;
};
/** The same person on another device. */
const twinOf = (l: Awaited<ReturnType<typeof learner>>) => {
  const other = browserAt(server.url);
  other.setCookie(l.cookie());
  return learnerAt(server, other);
};

describe('a practice', () => {
  it('is locked before the card in front of it is done', async () => {
    const l = learnerAt(server, await server.joined('小门'));
    expect((await refusalOf(l.start('sail-2'))).code).toBe('station.locked');
    expect((await refusalOf(l.start('rules-2'))).code).toBe('island.locked');
    expect((await refusalOf(l.start('sail-1'))).code).toBe('station.wrong_kind');
  });

  it('eight right in a row: 64 coins, gold chest, three stars, next station open', async () => {
    const l = await learner('小金');
    const end = await l.play('sail-2');
    expect(end).toMatchObject({
      kind: 'practice',
      status: 'ended',
      right: 8,
      bestRun: 8,
      tier: 'gold',
      earned: 64,
    });
    expect(end.outcome).toMatchObject({ coins: 64, balance: 74, stars: 3, firstTime: true });
    const { islands, current } = await l.call('GET /api/quest');
    expect(islands[0]?.stations[1]).toMatchObject({ state: 'done', stars: 3, coins: 8 });
    expect(current).toEqual({ island: 'sail', station: 'sail-3' });
  });

  it('one miss: the question comes back, seven first tries and the longest run pay, a ghost stays', async () => {
    const l = await learner('小银');
    const end = await l.play('sail-2', wrongAt(5));
    expect(end).toMatchObject({ right: 7, bestRun: 5, tier: 'silver', total: 8, answered: 8 });
    expect(end.items).toHaveLength(9);
    expect(end.items.filter((i) => i.again)).toHaveLength(1);
    expect(end.outcome).toMatchObject({ coins: 7 * 5 + 16, stars: 2 });
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]?.ghosts).toMatchObject([{ station: 'sail-2', awake: true }]);
  });

  it('a second run pays one coin a right answer and what a better chest adds', async () => {
    const l = await learner('小再');
    await l.play('sail-2', wrongAt(3));
    const before = await l.coins();
    const again = await l.play('sail-2');
    expect(again.outcome).toMatchObject({ coins: 8 + (24 - 8), firstTime: false });
    const third = await l.play('sail-2');
    expect(third.outcome).toMatchObject({ coins: 8 });
    expect(await l.coins()).toBe(before + 24 + 8);
  });

  it('asks only about the knowledge points of its station, each question once', async () => {
    const l = await learner('小点');
    const end = await l.play('sail-2');
    const ids = end.items.map((i) => i.question.id);
    expect(new Set(ids).size).toBe(8);
    for (const id of ids) expect(['mission', 'values']).toContain(questionOf(id).point);
  });

  it('gives the verdict, the key as shown and the reason with every answer', async () => {
    const l = await learner('小判');
    const attempt = await l.start('sail-2');
    const shown = l.current(attempt);
    const reply = await l.answer(attempt, shown, false);
    expect(reply).toMatchObject({ verdict: { ok: false }, ghost: true });
    expect(reply.verdict?.explanation).toEqual(questionOf(shown.question.id).explanation);
    if (shown.question.type !== 'short' && shown.question.type !== 'numeric')
      expect(reply.verdict?.key).toEqual(rightAnswer(shown.question));
    expect(reply.attempt).toMatchObject({ answered: 1, right: 0, run: 0 });
  });

  it('the same command twice does it once and gives the same reply, also the last one that pays', async () => {
    const l = await learner('小同');
    let view = await l.start('sail-2');
    for (let i = 0; i < 8; i++) {
      const shown = l.current(view);
      const body = { attempt: view.id, item: shown.item, answer: rightAnswer(shown.question), rtMs: 500 };
      const commandId = randomUUID();
      const [one, two] = await Promise.all([
        l.call('POST /api/attempts/answer', { body }, { commandId }),
        l.call('POST /api/attempts/answer', { body }, { commandId }),
      ]);
      expect(two).toEqual(one);
      server.clock.advance(2000);
      expect(await l.call('POST /api/attempts/answer', { body }, { commandId })).toEqual(one);
      view = one.attempt;
    }
    expect(view.outcome).toMatchObject({ coins: 64 });
    expect(await l.coins()).toBe(74);
  });

  it('two tabs start the same attempt, and starting again resumes it at the same question', async () => {
    const l = await learner('小页');
    const tabs = await Promise.all([l.start('sail-2'), twinOf(l).start('sail-2'), l.start('sail-2')]);
    expect(new Set(tabs.map((t) => t.id)).size).toBe(1);
    const [first] = tabs;
    if (!first) throw new Error('no attempt');
    const { attempt } = await l.answer(first, l.current(first));
    const resumed = await l.start('sail-2');
    expect(resumed.id).toBe(first.id);
    expect(resumed.items).toEqual(attempt.items);
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]?.stations[1]?.openAttempt).toBe(first.id);
  });

  it('two devices answering the same item: one counts, the other is told so', async () => {
    const l = await learner('小抢');
    const attempt = await l.start('sail-2');
    const shown = l.current(attempt);
    const body = { attempt: attempt.id, item: shown.item, answer: rightAnswer(shown.question), rtMs: 1 };
    const both = await Promise.allSettled([
      l.call('POST /api/attempts/answer', { body }),
      twinOf(l).call('POST /api/attempts/answer', { body }),
    ]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((r) => r.status === 'rejected');
    expect(lost?.reason).toMatchObject({ status: 409, code: 'attempt.already_answered' });
    expect(await l.call('GET /api/attempts/:id', { params: { id: attempt.id } })).toMatchObject({
      answered: 1,
    });
  });

  it('an attempt belongs to its person: others do not even learn that it exists', async () => {
    const [mine, other] = [await learner('小主'), await learner('小客')];
    const attempt = await mine.start('sail-2');
    const look = other.call('GET /api/attempts/:id', { params: { id: attempt.id } });
    expect((await refusalOf(look)).code).toBe('attempt.unknown');
    const body = { attempt: attempt.id, item: 0, answer: 0, rtMs: 1 };
    expect((await refusalOf(other.call('POST /api/attempts/answer', { body }))).code).toBe('attempt.unknown');
  });

  it('refuses a wrong item, a wrong shape and an ended attempt, and loses nothing by it', async () => {
    const l = await learner('小乱');
    const attempt = await l.start('sail-2');
    const send = (over: object) =>
      refusalOf(
        l.call('POST /api/attempts/answer', {
          body: { attempt: attempt.id, item: 0, answer: 0, rtMs: 1, ...over },
        }),
      );
    expect((await send({ item: 5 })).code).toBe('attempt.wrong_item');
    expect((await send({ item: -1 })).code).toBe('bad_request');
    expect((await send({ answer: { $ne: 1 } })).code).toBe('bad_request');
    expect((await send({ answer: 'x'.repeat(20_001) })).code).toBe('bad_request');
    expect((await send({ score: 1 })).code).toBe('bad_request');
    expect((await send({ rtMs: -5 })).code).toBe('bad_request');
    const submit = l.call('POST /api/attempts/submit', { body: { attempt: attempt.id } });
    expect((await refusalOf(submit)).code).toBe('station.wrong_kind');
    const end = await l.finish(attempt);
    expect(end.outcome?.coins).toBe(64);
    expect((await send({})).code).toBe('attempt.closed');
  });

  it('a hint is given for the open question, is logged once and costs nothing', async () => {
    const l = await learner('小提');
    let view = await l.start('sail-2');
    while (view.status === 'open') {
      const shown = l.current(view);
      const ask = () => l.call('POST /api/attempts/hint', { body: { attempt: view.id, item: shown.item } });
      const { hint } = questionOf(shown.question.id);
      expect(shown.question.hasHint).toBe(hint !== undefined);
      if (hint) {
        expect(await ask()).toEqual({ hint });
        expect(await ask()).toEqual({ hint });
      } else expect((await refusalOf(ask())).code).toBe('not_found');
      view = (await l.answer(view, shown)).attempt;
    }
    expect(view.outcome?.coins).toBe(64);
    const hinted = view.items.filter((i) => i.question.hasHint).length;
    const { verbs } = await l.call('GET /api/log');
    expect(verbs.find((v) => v.verb === 'hint.used')?.n ?? 0).toBe(hinted);
  });

  it('a client cannot claim to have answered for longer than the server saw', async () => {
    const l = await learner('小钟');
    const attempt = await l.start('sail-2');
    const shown = l.current(attempt);
    server.clock.advance(4000);
    await l.call('POST /api/attempts/answer', {
      body: { attempt: attempt.id, item: 0, answer: rightAnswer(shown.question), rtMs: 3_600_000 },
    });
    const row = await server.ctx.db.read
      .selectFrom('event_text')
      .select('ms')
      .where('ctx', '=', attempt.id)
      .where('obj', '=', shown.question.id)
      .executeTakeFirstOrThrow();
    expect(row.ms).toBe(4000);
  });
});
