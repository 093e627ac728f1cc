import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../server/store/audit.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { bookRound, bookRounds } from '../../server/store/battle-book.ts';
import { commit } from '../../server/store/commit.ts';
import { nextQuestion, playRound, put, say, step } from '../domain/battle-table.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { beginBattle, newStage, type Stage, type Staged, sailQuest, stageBattle } from './battle-stage.ts';

const DAY = 86_400_000;
type Told = {
  choices?: unknown[];
  first?: boolean;
  again?: boolean;
  pPred?: number;
  pts?: number;
  rank?: number;
};

describe.each(STORES)('the books of a round on $name', ({ open }) => {
  let store: TestStore;
  let stage: Stage;
  let a: Editor;
  let b: Editor;
  let c: Editor;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    stage = await newStage(store, 3);
    [a, b, c] = stage.people as [Editor, Editor, Editor];
  });

  const show = async (people = stage.people): Promise<Staged> => {
    const staged = await stageBattle(store, stage, people, { mode: 'show' });
    beginBattle(staged.battle);
    return staged;
  };
  const book = ({ row, battle }: Staged, round: number, persons?: string[]) =>
    commit(store.ctx, (tx) => bookRound(tx, row, battle, round, persons));
  const events = async (row: Staged['row'], verb: number) => {
    const rows = await store.db.read
      .selectFrom('event_text')
      .select(['actor', 'obj', 'ok', 'score', 'ms', 'data'])
      .where('ctx', '=', row.id)
      .where('verb', '=', verb)
      .orderBy('seq')
      .execute();
    return rows.map(({ data, ...r }) => ({ ...r, ...(JSON.parse(data) as Told) }));
  };
  const [ANSWERED, EXPIRED, SCORED] = [31, 33, 60];
  const ghosts = (who: Editor) =>
    store.db.read.selectFrom('ghost').selectAll().where('person', '=', who.person).execute();

  test('tell the log what each one answered, who was there and did not, and what it brought', async () => {
    const staged = await show();
    say(staged.battle, a.person, true, 4_000, { rtMs: 3_900, changes: 1 });
    playRound(staged.battle, [], [b.person]);
    expect(await book(staged, 0)).toBe(3);
    const question = stage.questions[0];
    const told = await events(staged.row, ANSWERED);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      ...{ actor: a.person, obj: question, ok: 1, score: 1, ms: 3_900, mode: 'show', first: true },
      ...{ presentedAt: staged.battle.rounds[0]?.opensAt, rtSrvMs: 4_000, changes: 1, hints: 0 },
    });
    expect(told[0]?.choices).toEqual([0]);
    expect(told[0]?.pPred).toBeGreaterThan(0.5);
    expect(told[1]).toMatchObject({ actor: b.person, ok: 0, score: 0 });
    expect(await events(staged.row, EXPIRED)).toMatchObject([{ actor: c.person, obj: question }]);
    const scored = await events(staged.row, SCORED);
    expect(scored.map((e) => [e.actor, e.pts, e.rank])).toEqual([
      [a.person, 98, 1],
      [b.person, 0, 2],
      [c.person, 0, 2],
    ]);
    expect((await audit(store.db)).filter((law) => law.faults.length > 0)).toEqual([]);
  });

  test('move skill, question and memory as an answer anywhere does', async () => {
    const staged = await show();
    playRound(staged.battle, [a.person], [b.person]);
    await book(staged, 0);
    const skills = await store.db.read
      .selectFrom('skill')
      .select(['bank', 'point', 'n', 'wins', 'last'])
      .where('person', '=', a.person)
      .orderBy('bank')
      .execute();
    expect(skills).toEqual([
      { bank: '', point: '', n: 1, wins: 1, last: '1' },
      { bank: stage.bank, point: stage.point, n: 1, wins: 1, last: '1' },
    ]);
    const level = store.db.read.selectFrom('item_level').selectAll();
    expect(await level.where('question', '=', stage.questions[0] ?? '').executeTakeFirst()).toMatchObject({
      n: 2,
      wins: 1,
      fails: 1,
      rtN: 1,
    });
    const memory = store.db.read.selectFrom('memory').select(['lastOk', 'reps']);
    expect(await memory.where('person', '=', b.person).execute()).toEqual([{ lastOk: 0, reps: 1 }]);
  });

  test('are kept once, whoever books them and however often', async () => {
    const staged = await show();
    playRound(staged.battle, [a.person, b.person], [c.person]);
    expect(await book(staged, 0, [b.person])).toBe(1);
    // Killed here: the next server does the rest.
    const both = await Promise.all([book(staged, 0), book(staged, 0)]);
    expect(both.sort()).toEqual([0, 2]);
    await bookRounds(store.ctx, staged.row, staged.battle);
    expect(await events(staged.row, ANSWERED)).toHaveLength(3);
    const memory = await store.db.read
      .selectFrom('memory')
      .select('reps')
      .where('question', '=', stage.questions[0] ?? '')
      .execute();
    expect(memory.map((m) => m.reps)).toEqual([1, 1, 1]);
  });

  test('leave out an open and a skipped question', async () => {
    const staged = await show();
    say(staged.battle, a.person, true);
    expect(await book(staged, 0)).toBe(0);
    put(staged.battle, { kind: 'skip' });
    expect(await book(staged, 0)).toBe(0);
    expect(await book(staged, 7)).toBe(0);
  });

  test('count the answer before the discussion, the one after it as a second asking', async () => {
    const staged = await show();
    say(staged.battle, a.person, false);
    step(staged.battle);
    put(staged.battle, { kind: 'again' });
    playRound(staged.battle, [a.person, b.person]);
    await book(staged, 0);
    const told = await events(staged.row, ANSWERED);
    expect(told.map((e) => [e.actor, e.ok, e.first, e.again])).toEqual([
      [a.person, 0, true, undefined],
      [a.person, 1, false, true],
      [b.person, 1, true, undefined],
    ]);
    const skill = store.db.read.selectFrom('skill').select(['n', 'wins']).where('bank', '=', '');
    expect(await skill.where('person', '=', a.person).execute()).toEqual([{ n: 1, wins: 0 }]);
  });

  test('tell who stayed away only once, and nothing of who has left or came later', async () => {
    const staged = await show([a, b]);
    playRound(staged.battle, [a.person]);
    nextQuestion(staged.battle);
    playRound(staged.battle, [a.person]);
    nextQuestion(staged.battle);
    put(staged.battle, { kind: 'seat', person: c.person, factor: 1, theta: 0 });
    await bookRounds(store.ctx, staged.row, staged.battle);
    expect((await events(staged.row, EXPIRED)).map((e) => [e.actor, e.obj])).toEqual([
      [b.person, stage.questions[0]],
    ]);
  });

  test('leave out bots and recorded runs', async () => {
    const staged = await stageBattle(store, stage, [a], { mode: 'duel' });
    put(staged.battle, { kind: 'seat', person: 'bot:1', bot: { kind: 'bot' }, factor: 1, theta: 0 });
    beginBattle(staged.battle);
    playRound(staged.battle, [a.person], ['bot:1']);
    expect(await book(staged, 0)).toBe(1);
    expect(await events(staged.row, SCORED)).toHaveLength(1);
  });

  test('make a mistake a ghost where the voyage asks the question; a right answer on two days tames it', async () => {
    const quest = await sailQuest(store, stage, [a]);
    const first = await show();
    playRound(first.battle, [], [a.person, b.person]);
    await book(first, 0);
    const island = quest.islands[0];
    expect(await ghosts(a)).toMatchObject([
      { question: stage.questions[0], island: island?.id, station: island?.stations[0]?.id, rightDays: 0 },
    ]);
    expect(await ghosts(b)).toEqual([]);
    for (const [day, tamed] of [
      [1, false],
      [2, true],
    ] as const) {
      store.clock.set(MORNING + day * DAY);
      const next = await show();
      playRound(next.battle, [a.person]);
      await book(next, 0);
      expect((await events(next.row, ANSWERED))[0]).toMatchObject({ rightDays: day, tamed });
    }
    expect((await ghosts(a))[0]?.tamedAt).toBe(MORNING + 2 * DAY);
  });

  test('leave no ghost where the voyage does not touch the bank', async () => {
    await sailQuest(store, { ...stage, bank: 'elsewhere' }, [a]);
    const staged = await show();
    playRound(staged.battle, [], [a.person]);
    await book(staged, 0);
    expect(await ghosts(a)).toEqual([]);
  });
});
