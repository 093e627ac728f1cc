import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyInput, openBattle } from '../../server/domain/battle.ts';
import { type BattleInput, LEAD_MS } from '../../server/domain/battle-shape.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import {
  type BattleRow,
  createBattle,
  loadBook,
  questionsFor,
  setBattleStatus,
  setupOf,
} from '../../server/store/battle.ts';
import {
  appendInputs,
  battleById,
  hasSeat,
  loadInputs,
  resumeBattle,
  seatFacts,
} from '../../server/store/battle-journal.ts';
import { commit } from '../../server/store/commit.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion } from './bank-people.ts';

describe.each(STORES)('the journal of a battle on $name', ({ open }) => {
  let store: TestStore;
  let tang: Editor;
  let row: BattleRow;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    const org = await newCompany(store.ctx);
    tang = await newEditor(store.ctx, org);
    const bank = await newBank(store.ctx, tang);
    for (let n = 0; n < 12; n++) await newQuestion(store.ctx, tang, bank, choice(`第 ${n} 题`));
    await store.db.internal.writer
      .updateTable('question')
      .set({ state: 'ready' })
      .where('bank', '=', bank)
      .execute();
    row = await commit(store.ctx, (tx) => createBattle(tx, tang, { mode: 'show', source: { bank } }));
  });

  /** Inputs of a show with so many players, in which all have answered the first question. */
  const played = async (players: number): Promise<BattleInput[]> => {
    const { source, rules, mode } = row;
    const items = await questionsFor(store.db.read, tang, { source, rounds: rules.rounds, mode });
    const people = Array.from({ length: players }, (_, i) => `person-${i}`);
    const at = MORNING + LEAD_MS + rules.readingMs + 500;
    return [
      ...people.map((person) => ({ kind: 'seat' as const, at: MORNING, person, factor: 1, theta: 0 })),
      { kind: 'start', at: MORNING, items },
      ...people.map((person, i) => ({
        ...{ kind: 'answer' as const, at: at + i, person, id: `id-of-${person}`, round: 0, answer: i % 2 },
        ...{ rttMs: 40, creditMs: 40, rtMs: 400, changes: 0 },
      })),
      { kind: 'step', at: at + 5_000 },
      { kind: 'extend', at: at + 5_001, ms: 10_000 },
    ];
  };
  const entries = (inputs: readonly BattleInput[], from = 0) =>
    inputs.map((input, i) => ({ seq: from + i, input }));

  test('marks the battle as running with its start, and takes no start of one that was called off', async () => {
    const inputs = await played(2);
    await appendInputs(store.ctx, row.id, entries(inputs.slice(0, 2)));
    expect((await battleById(store.db.read, row.id))?.status).toBe('lobby');
    await commit(store.ctx, (tx) => setBattleStatus(tx, row.id, 'void'));
    const start = appendInputs(store.ctx, row.id, entries(inputs.slice(2), 2));
    await expect(start).rejects.toMatchObject({ code: 'battle.over' });
    expect(await loadInputs(store.db.read, row.id)).toHaveLength(2);
    const { source } = row;
    row = await commit(store.ctx, (tx) => createBattle(tx, tang, { mode: 'show', source }));
    await appendInputs(store.ctx, row.id, entries(inputs));
    expect((await battleById(store.db.read, row.id))?.status).toBe('running');
  });

  test('gives back every input as it was, in order', async () => {
    const inputs = await played(9);
    await appendInputs(store.ctx, row.id, entries(inputs.slice(0, 4)));
    await appendInputs(store.ctx, row.id, entries(inputs.slice(4), 4));
    expect(await loadInputs(store.db.read, row.id)).toEqual(inputs);
  });

  test('folds into the battle that the room had held, grades and all', async () => {
    const inputs = (await played(20)).slice(0, -1);
    await appendInputs(store.ctx, row.id, entries(inputs));
    const book = await loadBook(
      store.db.read,
      inputs.flatMap((i) => (i.kind === 'start' ? i.items : [])),
    );
    const held = openBattle(setupOf(row), book);
    for (const input of inputs) applyInput(held, input);
    const { battle } = await resumeBattle(store.db.read, row);
    expect(battle).toEqual(held);
    expect(battle.rounds[0]?.given.size).toBe(20);
  });

  test('takes all inputs of a moment or none, and no number twice', async () => {
    const inputs = await played(3);
    await appendInputs(store.ctx, row.id, entries(inputs.slice(0, 2)));
    await expect(appendInputs(store.ctx, row.id, entries(inputs.slice(1), 1))).rejects.toThrow();
    expect(await loadInputs(store.db.read, row.id)).toEqual(inputs.slice(0, 2));
  });

  test('knows who has a seat, whose battle it is, and how long somebody may take', async () => {
    const inputs = await played(2);
    await appendInputs(store.ctx, row.id, entries(inputs.slice(0, 2)));
    expect(await hasSeat(store.db.read, row.id, 'person-1')).toBe(true);
    expect(await hasSeat(store.db.read, row.id, 'person-2')).toBe(false);
    expect(await battleById(store.db.read, row.id)).toEqual(row);
    expect(await battleById(store.db.read, 'nothing')).toBeUndefined();
    expect(await seatFacts(store.db.read, tang.person)).toEqual({ factor: 1, theta: 0 });
    await store.db.internal.writer
      .updateTable('person')
      .set({ settings: JSON.stringify({ pace: 1.5 }) })
      .where('id', '=', tang.person)
      .execute();
    expect((await seatFacts(store.db.read, tang.person)).factor).toBe(1.5);
  });
});
