import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bookKey } from '../../server/domain/battle-state.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import {
  battleInfo,
  createBattle,
  findBattle,
  findByPin,
  loadBook,
  questionsFor,
  setBattleStatus,
} from '../../server/store/battle.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion, refusal } from './bank-people.ts';

describe.each(STORES)('a battle on $name', ({ open }) => {
  let store: TestStore;
  let org: string;
  let tang: Editor;
  let bank: string;
  let ids: string[];
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    org = await newCompany(store.ctx);
    tang = await newEditor(store.ctx, org);
    bank = await newBank(store.ctx, tang);
    ids = [];
    for (let n = 0; n < 12; n++)
      ids.push(await newQuestion(store.ctx, tang, bank, choice(`第 ${n} 题`, { difficulty: 1 + (n % 5) })));
    await store.db.internal.writer
      .updateTable('question')
      .set({ state: 'ready' })
      .where('bank', '=', bank)
      .execute();
  });
  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);

  test('is found by its PIN until it is over', async () => {
    const row = await run((tx) => createBattle(tx, tang, { mode: 'show', source: { bank } }));
    expect(row.pin).toMatch(/^\d{6}$/);
    expect(row).toMatchObject({ status: 'lobby', host: tang.person, teams: [] });
    expect((await findByPin(store.db.read, row.pin ?? ''))?.id).toBe(row.id);
    expect(await findBattle(store.db.read, org, row.id)).toEqual(row);
    expect(await battleInfo(store.db.read, tang, row)).toMatchObject({ mine: true, seats: 0, most: 1000 });
    expect(await run((tx) => setBattleStatus(tx, row.id, 'done'))).toBe(true);
    expect(await run((tx) => setBattleStatus(tx, row.id, 'running'))).toBe(false);
    expect(await findByPin(store.db.read, row.pin ?? '')).toBeUndefined();
  });

  test('asks ready questions, named ones in their order, and says how many are missing', async () => {
    const named = [ids[4], ids[1], ids[7]] as string[];
    const refs = await questionsFor(store.db.read, tang, {
      source: { questions: named },
      rounds: 10,
      mode: 'show',
    });
    expect(refs.map((r) => r.question)).toEqual(named);
    const book = await loadBook(store.db.read, refs);
    expect(refs.map((r) => book.get(bookKey(r))?.question.id)).toEqual(named);
    expect(
      await refusal(questionsFor(store.db.read, tang, { source: { bank }, rounds: 13, mode: 'race' })),
    ).toBe('battle.no_questions');
  });
});
