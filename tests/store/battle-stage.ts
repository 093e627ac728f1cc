import type { NewBattle } from '../../server/domain/api-battle.ts';
import { openBattle } from '../../server/domain/battle.ts';
import { MODE_RULES, type TeamId } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import type { Quest } from '../../server/domain/quest.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { changePoint } from '../../server/store/bank-frame.ts';
import {
  type BattleExtra,
  type BattleRow,
  createBattle,
  loadBook,
  setupOf,
} from '../../server/store/battle.ts';
import { commit } from '../../server/store/commit.ts';
import { saveContentVersion } from '../../server/store/quest-version.ts';
import { put, sit } from '../domain/battle-table.ts';
import type { TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion } from './bank-people.ts';

/** A company with a trainer, learners and a bank of six questions at one knowledge point. */
export type Stage = {
  org: string;
  trainer: Editor;
  people: Editor[];
  bank: string;
  point: string;
  questions: string[];
};
const SIX = 6;

export const newStage = async (store: TestStore, learners: number): Promise<Stage> => {
  const org = await newCompany(store.ctx);
  const trainer = await newEditor(store.ctx, org);
  const people: Editor[] = [];
  for (let i = 0; i < learners; i++)
    people.push(await newEditor(store.ctx, org, { role: 'learner', name: `学员${i}` }));
  const bank = await newBank(store.ctx, trainer);
  const name = { zh: '灭火', en: 'Fire' };
  await commit(store.ctx, (tx) => changePoint(tx, trainer, { bank, name, requires: [] }));
  const points = store.db.read.selectFrom('point').select('id').where('bank', '=', bank);
  const point = (await points.executeTakeFirstOrThrow()).id;
  const questions: string[] = [];
  for (let i = 0; i < SIX; i++)
    questions.push(
      await newQuestion(store.ctx, trainer, bank, choice(`第 ${i} 题`, { point, difficulty: 3 })),
    );
  await commit(store.ctx, async ({ db }) => {
    await db.updateTable('question').set({ state: 'ready' }).where('bank', '=', bank).execute();
  });
  return { org, trainer, people, bank, point, questions };
};

/** One island whose practice asks this bank; `sails` begin it. */
export const sailQuest = async (store: TestStore, stage: Stage, sails: readonly Editor[]): Promise<Quest> => {
  const id = `quest-${stage.org.slice(0, 8)}`;
  const quest: Quest = {
    id,
    name: { zh: '任务' },
    days: 1,
    islands: [
      {
        id: `${id}-island`,
        name: { zh: '岛' },
        about: { zh: '来' },
        icon: 'hut',
        bank: stage.bank,
        style: { seed: 7, biome: 'forest', size: 'small' },
        stations: [
          { id: `${id}-practice`, kind: 'practice', name: { zh: '练习' }, minutes: 1, questions: 4 },
        ],
      },
    ],
  };
  await commit(store.ctx, async (tx) => {
    await saveContentVersion(tx, stage.org, { quest, cards: [] }, 'h');
    for (const { person } of sails)
      await tx.db
        .insertInto('enrolment')
        .values({ person, quest: id, startedAt: tx.now, startDay: 20261116, completedAt: null, version: 1 })
        .execute();
  });
  return quest;
};

type Seated = Editor | { by: Editor; team: TeamId };
export type Staged = { row: BattleRow; battle: Battle };
/** A battle of the trainer over the six questions, in its lobby with these people. */
export const stageBattle = async (
  store: TestStore,
  stage: Stage,
  people: readonly Seated[],
  body: Partial<NewBattle> & Pick<NewBattle, 'mode'>,
  extra?: BattleExtra,
): Promise<Staged> => {
  const rules = body.rules ?? { ...MODE_RULES[body.mode], rounds: SIX, readingMs: 0 };
  const made: NewBattle = { title: '周五比赛', source: { questions: stage.questions }, ...body, rules };
  const row = await commit(store.ctx, (tx) => createBattle(tx, stage.trainer, made, extra));
  const refs = stage.questions.map((question) => ({ question, version: 1 }));
  const battle = openBattle(setupOf(row), await loadBook(store.db.read, refs));
  battle.lastAt = store.clock.now();
  for (const one of people)
    sit(battle, 'team' in one ? { person: one.by.person, team: one.team } : one.person);
  return { row, battle };
};
export const beginBattle = (battle: Battle): void => {
  put(battle, {
    kind: 'start',
    items: [...battle.book.values()].map(({ question, version }) => ({ question: question.id, version })),
  });
};
