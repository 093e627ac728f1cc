import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Learner, learnerAt, wrongAt } from '../bots/learner.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const DAY = 86_400_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
/** A learner with one ghost, of a question missed in the first practice. */
const haunted = async (name: string, ...misses: number[]): Promise<Learner> => {
  const l = learnerAt(server, await server.joined(name));
  await l.readCard('sail-1');
  await l.play('sail-2', wrongAt(...(misses.length > 0 ? misses : [2])));
  return l;
};
const ghosts = async (l: Learner) => (await l.call('GET /api/quest')).islands[0]?.ghosts ?? [];
const ghost = async (l: Learner) => {
  const [first] = await ghosts(l);
  if (!first) throw new Error('no ghost');
  return first;
};
const meet = (l: Learner, id: string) => l.call('POST /api/attempts/start', { body: { ghost: id } });
const tryGhost = async (l: Learner, id: string, right: boolean) => {
  const attempt = await meet(l, id);
  return l.answer(attempt, l.current(attempt), right);
};

describe('a mistake ghost', () => {
  it('asks the very question that was missed', async () => {
    const l = learnerAt(server, await server.joined('灵一'));
    await l.readCard('sail-1');
    let view = await l.start('sail-2');
    const missed = l.current(view).question.id;
    view = (await l.answer(view, l.current(view), false)).attempt;
    await l.finish(view);
    const { id } = await ghost(l);
    const attempt = await meet(l, id);
    expect(attempt).toMatchObject({
      kind: 'ghost',
      ghost: id,
      rightDays: 0,
      tamed: false,
      station: 'sail-2',
    });
    expect(attempt.items.map((i) => i.question.id)).toEqual([missed]);
  });

  it('is tamed by right answers on two different days and pays ten coins once', async () => {
    const l = await haunted('灵二');
    const before = await l.coins();
    const { id } = await ghost(l);
    const first = await tryGhost(l, id, true);
    expect(first).toMatchObject({ coins: 0, attempt: { status: 'ended', rightDays: 1, tamed: false } });
    expect(await ghost(l)).toMatchObject({ id, rightDays: 1, awake: false });
    expect((await refusalOf(meet(l, id))).code).toBe('ghost.asleep');
    server.clock.advance(DAY);
    expect(await ghost(l)).toMatchObject({ awake: true });
    const second = await tryGhost(l, id, true);
    expect(second).toMatchObject({ coins: 10, attempt: { rightDays: 2, tamed: true } });
    expect(await ghosts(l)).toEqual([]);
    expect(await l.coins()).toBe(before + 10);
    server.clock.advance(DAY);
    expect((await refusalOf(meet(l, id))).code).toBe('ghost.asleep');
  });

  it('yawns at a wrong answer and comes back the next day; nothing is lost', async () => {
    const l = await haunted('灵三');
    const before = await l.coins();
    const { id } = await ghost(l);
    await tryGhost(l, id, true);
    server.clock.advance(DAY);
    expect(await tryGhost(l, id, false)).toMatchObject({ coins: 0, attempt: { rightDays: 1, tamed: false } });
    expect((await refusalOf(meet(l, id))).code).toBe('ghost.asleep');
    expect(await l.coins()).toBe(before);
    server.clock.advance(DAY);
    expect(await tryGhost(l, id, true)).toMatchObject({ coins: 10, attempt: { tamed: true } });
  });

  it('met in two tabs is one try, and each of several ghosts of one station has its own', async () => {
    const l = await haunted('灵四', 1, 2, 3);
    const all = await ghosts(l);
    expect(all.length).toBeGreaterThanOrEqual(2);
    const [a, b] = all;
    if (!a || !b) throw new Error('too few ghosts');
    const opened = [await meet(l, a.id), await meet(l, b.id), await meet(l, a.id), await meet(l, b.id)];
    expect(opened[2]?.id).toBe(opened[0]?.id);
    expect(opened[3]?.id).toBe(opened[1]?.id);
    expect(opened[0]?.id).not.toBe(opened[1]?.id);
  });

  it('belongs to one person', async () => {
    const [mine, other] = [await haunted('灵五'), await haunted('灵六')];
    const { id } = await ghost(mine);
    expect((await refusalOf(meet(other, id))).code).toBe('ghost.unknown');
  });

  it('missed again elsewhere, it starts anew and there is still one of it', async () => {
    const l = await haunted('灵七');
    const { id } = await ghost(l);
    const first = await tryGhost(l, id, true);
    const question = first.attempt.items[0]?.question.id;
    let missedAgain = false;
    for (let round = 0; round < 15 && !missedAgain; round++) {
      let view = await l.start('sail-2');
      while (view.status === 'open') {
        const shown = l.current(view);
        const isIt = shown.question.id === question;
        view = (await l.answer(view, shown, !isIt)).attempt;
        missedAgain ||= isIt;
      }
    }
    expect(missedAgain).toBe(true);
    const same = (await ghosts(l)).filter((g) => g.id === id);
    expect(same).toHaveLength(1);
    expect(same[0]).toMatchObject({ rightDays: 0 });
  });

  it('stands on the task list of the day while it is awake', async () => {
    const l = await haunted('灵八');
    const tasks = async () => (await l.call('GET /api/quest')).tasks;
    expect(await tasks()).toEqual(expect.arrayContaining([{ kind: 'ghosts', count: 1, done: 0, coins: 10 }]));
    await tryGhost(l, (await ghost(l)).id, true);
    expect((await tasks()).find((t) => t.kind === 'ghosts')?.count ?? 0).toBe(0);
  });
});
