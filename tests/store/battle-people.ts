import { randomUUID } from 'node:crypto';
import type { NewBattle } from '../../server/domain/api-battle.ts';
import type { BattleInput } from '../../server/domain/battle-shape.ts';
import type { Role } from '../../server/domain/person.ts';
import type { Quest } from '../../server/domain/quest.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { type BattleExtra, type BattleRow, createBattle } from '../../server/store/battle.ts';
import { appendInputs } from '../../server/store/battle-journal.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { saveContentVersion } from '../../server/store/quest-version.ts';
import type { TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion } from './bank-people.ts';

/** A quest of one practice over a bank, which everybody in the company sails. */
const questOver = (bank: string): Quest => {
  const id = `q-${randomUUID().slice(0, 8)}`;
  const station = {
    id: `${id}-1`,
    kind: 'practice',
    name: { zh: '练习' },
    minutes: 1,
    questions: 3,
  } as const;
  const style = { seed: 7, biome: 'forest', size: 'small' } as const;
  const island = { id: `${id}-i`, name: { zh: '岛' }, about: { zh: '岛' }, icon: 'hut', bank, style };
  return { id, name: { zh: '任务' }, days: 5, islands: [{ ...island, stations: [station] }] };
};

/** A company with a trainer, twelve ready questions in a bank, and a quest over it that all sail. */
export const battleCompany = async (store: TestStore, questions = 12) => {
  const { ctx } = store;
  const run = <T>(work: Work<T>): Promise<T> => commit(ctx, work);
  const org = await newCompany(ctx);
  const tang = await newEditor(ctx, org);
  const bank = await newBank(ctx, tang);
  const ids: string[] = [];
  for (let n = 0; n < questions; n++)
    ids.push(await newQuestion(ctx, tang, bank, choice(`第 ${n} 题`, { difficulty: 1 + (n % 5) })));
  const { writer } = store.db.internal;
  await writer.updateTable('question').set({ state: 'ready' }).where('bank', '=', bank).execute();
  await run((tx) => saveContentVersion(tx, org, { quest: questOver(bank), cards: [] }, 'h'));
  const person = (name: string, about: { role?: Role; department?: string } = {}): Promise<Editor> =>
    newEditor(ctx, org, { role: 'learner', name, ...about });
  const open = (by: Editor, body: NewBattle, extra?: BattleExtra): Promise<BattleRow> =>
    run((tx) => createBattle(tx, by, body, extra));
  /** Takes seats, or does whatever else stands in the journal of a battle. */
  const write = (battle: string, ...inputs: BattleInput[]): Promise<void> =>
    appendInputs(
      ctx,
      battle,
      inputs.map((input, seq) => ({ seq, input })),
    );
  const seat = (who: string): BattleInput => ({
    kind: 'seat',
    at: ctx.now(),
    person: who,
    factor: 1,
    theta: 0,
  });
  return { org, tang, bank, ids, run, person, open, write, seat };
};
export type BattleCompany = Awaited<ReturnType<typeof battleCompany>>;
