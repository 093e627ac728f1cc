import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewBattle } from '../../server/domain/api-battle.ts';
import { bookKey, type Seat } from '../../server/domain/battle-state.ts';
import { priorOf } from '../../server/domain/mastery.ts';
import {
  battleInfo,
  createBattle,
  findBattle,
  findByPin,
  loadBook,
  questionsFor,
  questionsOf,
  setBattleStatus,
  sourcesFor,
  tellStart,
} from '../../server/store/battle.ts';
import { invitePeople } from '../../server/store/battle-invite.ts';
import { once } from '../../server/store/command.ts';
import { messagesOf } from '../../server/store/message.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { newBank, newCompany, newEditor, refusal } from './bank-people.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

const HOUR = 3_600_000;

describe.each(STORES)('a battle on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await battleCompany(store);
  });
  const db = () => store.db.read;

  test('is found by its PIN until it is over, and never opens again', async () => {
    const row = await at.open(at.tang, { mode: 'show', source: { bank: at.bank } });
    expect(row.pin).toMatch(/^\d{6}$/);
    expect(row).toMatchObject({ status: 'lobby', host: at.tang.person, teams: [] });
    expect((await findByPin(db(), row.pin ?? ''))?.id).toBe(row.id);
    expect(await findBattle(db(), at.org, row.id)).toEqual(row);
    expect(await refusal(findBattle(db(), await newCompany(store.ctx), row.id))).toBe('battle.unknown');
    expect(await at.run((tx) => setBattleStatus(tx, row.id, 'done'))).toBe(true);
    expect(await at.run((tx) => setBattleStatus(tx, row.id, 'running'))).toBe(false);
    expect(await findByPin(db(), row.pin ?? '')).toBeUndefined();
    const over = await findBattle(db(), at.org, row.id);
    expect(over.endedAt).toBe(MORNING);
    expect((await battleInfo(db(), at.tang, over)).pin).toBeUndefined();
  });

  test('takes another PIN when one is in use, and one that is free again', async () => {
    const said =
      (...pins: string[]) =>
      () =>
        pins.shift() ?? 'none left';
    const make = (...pins: string[]) =>
      at.run((tx) => createBattle(tx, at.tang, { mode: 'race' }, undefined, said(...pins)));
    const pin = randomUUID();
    const first = await make(pin);
    const second = await make(pin, pin, `${pin}2`);
    expect([first.pin, second.pin]).toEqual([pin, `${pin}2`]);
    await at.run((tx) => setBattleStatus(tx, first.id, 'void'));
    expect((await make(pin)).pin).toBe(pin);
  });

  test('two that want one PIN at the same moment get two', async () => {
    const pin = randomUUID();
    const make = () => {
      const pins = [pin, randomUUID()];
      return at.run((tx) => createBattle(tx, at.tang, { mode: 'race' }, undefined, () => pins.shift() ?? ''));
    };
    const rows = await Promise.all([make(), make()]);
    expect(new Set(rows.map((r) => r.pin)).size).toBe(2);
  });

  test('that is opened twice by one command is one; a learner has three open at most, however fast', async () => {
    const lin = await at.person('林林');
    const open1 = (id: string) =>
      once(store.ctx, lin.person, id, async (tx) => (await createBattle(tx, lin, { mode: 'race' })).id);
    const id = randomUUID();
    const [one, same] = await Promise.all([open1(id), open1(id)]);
    expect(one).toBe(same);
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => open1(randomUUID())));
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(2);
    expect(await refusal(open1(randomUUID()))).toBe('battle.too_many');
    await at.run((tx) => setBattleStatus(tx, one, 'done'));
    expect(await open1(randomUUID())).not.toBe(one);
  });

  test('found for two people does not count against the limit of one', async () => {
    const lin = await at.person('林林');
    for (let n = 0; n < 3; n++) await at.open(lin, { mode: 'race' });
    const met = await at.open(lin, { mode: 'duel' }, { invited: [lin.person, at.tang.person] });
    expect(met.invited).toEqual([lin.person, at.tang.person]);
  });

  test('a show takes a trainer, and teams fit the mode', async () => {
    const lin = await at.person('林林');
    const says = (by: typeof lin, body: NewBattle) => refusal(at.open(by, body));
    expect(await says(lin, { mode: 'show' })).toBe('auth.forbidden');
    expect(await says(at.tang, { mode: 'show', teams: [{ id: 'red' }] })).toBe('battle.teams');
    expect(await says(lin, { mode: 'race', teams: [{ id: 'red' }, { id: 'red' }] })).toBe('battle.teams');
    expect(await says(lin, { mode: 'duel', teams: [{ id: 'red' }, { id: 'blue' }] })).toBe('battle.teams');
    const race = await at.open(lin, { mode: 'race' });
    expect(race.teams).toEqual([{ id: 'red' }, { id: 'blue' }]);
    expect(await battleInfo(db(), lin, race)).toMatchObject({ mine: true, most: 20, seats: 0 });
    expect(await battleInfo(db(), at.tang, race)).toMatchObject({ mine: false });
  });

  test('waits as planned until shortly before its time', async () => {
    const row = await at.open(at.tang, { mode: 'race', plannedAt: MORNING + HOUR });
    expect(row).toMatchObject({ status: 'planned', plannedAt: MORNING + HOUR });
    expect(await at.open(at.tang, { mode: 'race', plannedAt: MORNING + 60_000 })).toMatchObject({
      status: 'lobby',
    });
  });

  test('counts seats that are taken and not given up', async () => {
    const row = await at.open(at.tang, { mode: 'race' });
    const gone = { kind: 'unseat', at: MORNING, person: 'b' } as const;
    await at.write(row.id, at.seat('a'), at.seat('b'), gone, at.seat('c'), {
      kind: 'ready',
      at: MORNING,
      person: 'c',
      ready: true,
    });
    expect((await battleInfo(db(), at.tang, row)).seats).toBe(2);
  });

  test('for some only lets in whom they bring, and asks each once', async () => {
    const [lin, mei, wu] = [await at.person('林林'), await at.person('梅梅'), await at.person('吴吴')];
    const row = await at.open(lin, { mode: 'race', people: [mei.person] });
    expect(row.invited).toEqual([lin.person, mei.person]);
    const ask = async (by: typeof lin, people: string[]) =>
      at.run(async (tx) => invitePeople(tx, by, await findBattle(tx.db, at.org, row.id), people));
    expect(await ask(lin, [mei.person])).toBe(1);
    expect(await ask(lin, [mei.person, lin.person])).toBe(0);
    expect(await refusal(ask(wu, [wu.person, lin.person]))).toBe('battle.not_invited');
    expect(await ask(mei, [wu.person])).toBe(1);
    expect((await findBattle(db(), at.org, row.id)).invited).toEqual([lin.person, mei.person, wu.person]);
    expect(await messagesOf(db(), wu.person)).toMatchObject([
      { kind: 'invited', from: '梅梅', battle: row.id },
    ]);
    const stranger = await newEditor(store.ctx, await newCompany(store.ctx));
    expect(await refusal(ask(lin, [stranger.person]))).toBe('person.unknown');
  });

  test('tells the log once that it begins, a duel with its chances', async () => {
    const row = await at.open(at.tang, { mode: 'duel' });
    const zero = {
      points: 0,
      right: 0,
      answered: 0,
      streak: 0,
      bestStreak: 0,
      timeMs: 0,
      missed: 0,
      logs: 0,
    };
    const seat = (person: string): Seat => ({
      ...{ ...zero, person, factor: 1, theta: 0, ready: true, gone: false, ranks: [], since: 0 },
    });
    const seats = new Map(['a', 'b'].map((p) => [p, seat(p)]));
    await at.run((tx) => tellStart(tx, at.tang, row, { seats, team: [] }, 1_500.4));
    const events = await db()
      .selectFrom('event_text')
      .select(['ctx', 'data'])
      .where('ctx', '=', row.id)
      .execute();
    expect(events.map((e) => JSON.parse(e.data ?? '{}'))).toEqual([
      { mode: 'duel', teams: 2, waitMs: 1_500, ratingGap: 0, predWin: 0.5 },
    ]);
  });
});

describe.each(STORES)('the questions of a battle on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  beforeAll(async () => {
    store = await open();
    at = await battleCompany(store, 30);
  });
  afterAll(() => store.close());
  const db = () => store.db.read;
  const draw = { source: {}, rounds: 10, mode: 'race' } as const;

  test('are named ones in their order, or as many as are asked for, and their texts are at hand', async () => {
    const named = [at.ids[4], at.ids[1], at.ids[7]] as string[];
    const refs = await questionsFor(db(), at.tang, { ...draw, source: { questions: named } });
    expect(refs.map((r) => r.question)).toEqual(named);
    const book = await loadBook(db(), refs);
    expect(refs.map((r) => book.get(bookKey(r))?.question.id)).toEqual(named);
    const drawn = await questionsFor(db(), at.tang, draw);
    expect(new Set(drawn.map((r) => r.question)).size).toBe(10);
    const row = await at.open(at.tang, { mode: 'show', source: { questions: named } });
    expect(row.rules.rounds).toBe(3);
  });

  test('begin with those the maker has not met', async () => {
    const lin = await at.person('林林');
    const met = at.ids.slice(0, 22);
    const data = {
      mode: 'drill',
      choices: [0],
      first: true,
      presentedAt: MORNING,
      rtSrvMs: 900,
      changes: 0,
      hints: 0,
    };
    for (const obj of met)
      await at.run(async (tx) =>
        tx.emit(lin, {
          ...{ verb: 'question.answered', obj, objVer: 1, ok: true, score: 1, ms: 900 },
          data: { ...data, mode: 'drill', pPred: 0.5 },
        }),
      );
    const refs = await questionsFor(db(), lin, { ...draw, rounds: 8 });
    expect(new Set(refs.map((r) => r.question))).toEqual(new Set(at.ids.slice(22)));
  });

  test('that are missing, not ready or too few are refused with the numbers', async () => {
    const few = questionsFor(db(), at.tang, { ...draw, rounds: 31 });
    await expect(few).rejects.toMatchObject({ code: 'battle.no_questions', details: { need: 31, n: 30 } });
    const gone = questionsFor(db(), at.tang, { ...draw, source: { questions: ['nobody', at.ids[0] ?? ''] } });
    await expect(gone).rejects.toMatchObject({ code: 'battle.no_questions', details: { need: 2, n: 1 } });
    expect(await refusal(at.open(at.tang, { mode: 'race', source: { points: ['none'] } }))).toBe(
      'battle.no_questions',
    );
  });

  test('come for a learner from the quest they sail and from no other bank', async () => {
    const lin = await at.person('林林');
    const other = await newBank(store.ctx, at.tang);
    expect(await questionsFor(db(), lin, draw)).toHaveLength(10);
    expect(await refusal(questionsFor(db(), lin, { ...draw, source: { bank: other } }))).toBe('bank.unknown');
    expect(await refusal(questionsFor(db(), at.tang, { ...draw, source: { bank: other } }))).toBe(
      'battle.no_questions',
    );
    expect(await sourcesFor(db(), lin)).toEqual([
      { id: at.bank, name: { zh: '安全题库', en: 'Safety' }, questions: 30 },
    ]);
  });

  test('of survival grow harder from block to block', async () => {
    const row = await at.open(at.tang, { mode: 'survival' });
    const refs = await questionsOf(db(), row);
    const b = (id: string): number => priorOf(1 + (at.ids.indexOf(id) % 5)).b;
    const blocks = [0, 5, 10, 15].map((i) => refs.slice(i, i + 5).map((r) => b(r.question)));
    expect(refs).toHaveLength(20);
    for (const [i, block] of blocks.entries())
      expect(Math.max(...block)).toBeLessThanOrEqual(Math.min(...(blocks[i + 1] ?? [9])));
  });

  test('of a duel fit the skill of both', async () => {
    const [lin, mei, wu] = [await at.person('林林'), await at.person('梅梅'), await at.person('吴吴')];
    const skill = {
      bank: '',
      point: '',
      n: 9,
      wins: 9,
      fails: 0,
      recent: 1,
      last: '',
      initial: null,
      level: '',
    };
    for (const [who, theta] of [
      [lin, 1.5],
      [mei, 0.7],
      [wu, -2],
    ] as const)
      await store.db.internal.writer
        .insertInto('skill')
        .values({ ...skill, person: who.person, theta, updatedAt: 0 })
        .execute();
    const hard = await questionsFor(db(), lin, {
      source: {},
      rounds: 3,
      mode: 'duel',
      people: [lin.person, mei.person],
    });
    const easy = await questionsFor(db(), lin, {
      source: {},
      rounds: 3,
      mode: 'duel',
      people: [wu.person],
    });
    const mean = (refs: typeof hard): number =>
      refs.reduce((sum, r) => sum + priorOf(1 + (at.ids.indexOf(r.question) % 5)).b, 0) / refs.length;
    expect(mean(hard)).toBeGreaterThanOrEqual(priorOf(4).b);
    expect(mean(easy)).toBeLessThanOrEqual(priorOf(2).b);
  });

  test('against a recorded run are the very ones of the run', async () => {
    const run = await at.open(at.tang, { mode: 'duel', solo: true });
    const none = questionsFor(db(), at.tang, { ...draw, mode: 'duel', run: run.id });
    expect(await refusal(none)).toBe('battle.no_questions');
    const items = [at.ids[9], at.ids[2]].map((question) => ({ question: question ?? '', version: 1 }));
    await at.write(run.id, { kind: 'start', at: MORNING, items });
    const reply = await at.open(at.tang, { mode: 'duel' }, { run: run.id, invited: [at.tang.person] });
    expect(reply.pin).toBeNull();
    expect(await questionsOf(db(), reply)).toEqual(items);
  });
});
