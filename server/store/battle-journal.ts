import { replayBattle } from '../domain/battle.ts';
import type { BattleInput } from '../domain/battle-shape.ts';
import type { Battle } from '../domain/battle-state.ts';
import { RuleError } from '../domain/errors.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import { type BattleRow, battleOf, loadBook, setBattleStatus, setupOf } from './battle.ts';
import { SEATING } from './battle-info.ts';
import { insertAll, insertPlan, type Put } from './bulk.ts';
import { commit, type StoreCtx, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { BattleInputTable } from './tables.ts';

/** An input with its number in the battle. */
export type Entry = { seq: number; input: BattleInput };

const COLUMNS = ['battle', 'seq', 'at', 'kind', 'person', 'data'] as const;
const INSERT = insertPlan('battle_input', COLUMNS);

const personOf = (input: BattleInput): string | null => ('person' in input ? input.person : null);
/** What is no column of its own. */
const dataOf = (input: BattleInput): string =>
  JSON.stringify({ ...input, at: undefined, kind: undefined, person: undefined });

type Line = Entry & { battle: string };
const putLine: Put<Line> = ({ battle, seq, input }, cells, at) => {
  cells[at] = battle;
  cells[at + 1] = seq;
  cells[at + 2] = input.at;
  cells[at + 3] = input.kind;
  cells[at + 4] = personOf(input);
  cells[at + 5] = dataOf(input);
};

/** A battle runs from its start on, unless it was called off in the hall at the same moment. Throws `battle.over`. */
const markStart = async (tx: Tx, battle: string, { at }: BattleInput): Promise<void> => {
  if (!(await setBattleStatus(tx, battle, 'running', { startedAt: at }))) throw new RuleError('battle.over');
};

/** Stores inputs of a battle, all or none. A number that is taken already rejects: another server holds the battle. With a
 * start the battle is marked as running. Throws `battle.over` when it was called off. */
export const appendInputs = (ctx: StoreCtx, battle: string, entries: readonly Entry[]): Promise<void> =>
  commit(ctx, async (tx) => {
    for (const { input } of entries) if (input.kind === 'start') await markStart(tx, battle, input);
    const lines = entries.map((e) => ({ ...e, battle }));
    await insertAll(sinkOf(tx), INSERT, lines, putLine);
  });

type Stored = Pick<BattleInputTable, 'at' | 'kind' | 'person' | 'data'>;
const inputOf = ({ at, kind, person, data }: Stored): BattleInput =>
  ({ at, kind, ...(person === null ? {} : { person }), ...JSON.parse(data) }) as BattleInput;

/** Everything that happened in a battle, in order. */
export const loadInputs = async (db: Db, battle: string): Promise<BattleInput[]> => {
  const rows = await db
    .selectFrom('battle_input')
    .select(['at', 'kind', 'person', 'data'])
    .where('battle', '=', battle)
    .orderBy('seq')
    .execute();
  return rows.map(inputOf);
};

/** A battle by its id alone, for who was let into it before. */
export const battleById = async (db: Db, id: string): Promise<BattleRow | undefined> => {
  const row = await db.selectFrom('battle').selectAll().where('id', '=', id).executeTakeFirst();
  return row && battleOf(row);
};

/** The battle as its stored inputs give it, with every question it asks. */
export const resumeBattle = async (
  db: Db,
  row: BattleRow,
): Promise<{ battle: Battle; inputs: BattleInput[] }> => {
  const inputs = await loadInputs(db, row.id);
  const items = inputs.flatMap((i) => (i.kind === 'start' ? i.items : []));
  const book = await loadBook(db, items);
  return { battle: replayBattle(setupOf(row), book, inputs), inputs };
};

/** How much longer somebody has for a question, and the overall skill in logits. */
export const seatFacts = async (db: Db, person: string): Promise<{ factor: number; theta: number }> => {
  const row = await db
    .selectFrom('person as p')
    .leftJoin('skill as s', (join) =>
      join.onRef('s.person', '=', 'p.id').on('s.bank', '=', '').on('s.point', '=', ''),
    )
    .select(['p.settings', 's.theta'])
    .where('p.id', '=', person)
    .executeTakeFirstOrThrow();
  const { pace } = { ...DEFAULT_SETTINGS, ...(JSON.parse(row.settings) as Partial<typeof DEFAULT_SETTINGS>) };
  return { factor: pace, theta: row.theta ?? 0 };
};

/** True for somebody who once took a seat in a battle. */
export const hasSeat = async (db: Db, battle: string, person: string): Promise<boolean> => {
  const row = await db
    .selectFrom('battle_input')
    .select('seq')
    .where(SEATING)
    .where('battle', '=', battle)
    .where('person', '=', person)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** Duels that somebody has played to the end, against whomever. */
export const duelsOf = async (db: Db, person: string): Promise<number> => {
  const { n } = await db
    .selectFrom('battle_result')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('person', '=', person)
    .where('mode', '=', 'duel')
    .executeTakeFirstOrThrow();
  return Number(n);
};

/**
 * The latest recorded run of a colleague that this person has not rowed against: a finished duel of at least so many
 * rounds in which neither took part. Undefined when there is none.
 */
export const ghostFor = async (
  db: Db,
  by: { org: string; person: string },
  rounds: number,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom('battle_result as r')
    .innerJoin('battle as b', 'b.id', 'r.battle')
    .select('r.battle')
    .where('r.org', '=', by.org)
    .where('r.mode', '=', 'duel')
    .where('r.person', '!=', by.person)
    .where('r.answered', '>=', rounds)
    .where('b.status', '=', 'done')
    .where('b.run', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('battle_result as mine')
            .innerJoin('battle as played', 'played.id', 'mine.battle')
            .select('mine.battle')
            .where('mine.person', '=', by.person)
            .where(({ or, eb }) =>
              or([eb('mine.battle', '=', eb.ref('r.battle')), eb('played.run', '=', eb.ref('r.battle'))]),
            ),
        ),
      ),
    )
    .orderBy('r.at', 'desc')
    .orderBy('r.battle')
    .limit(1)
    .executeTakeFirst();
  return row?.battle;
};

/** Battles that are under way, of every company. */
export const runningBattles = async (db: Db): Promise<string[]> => {
  const rows = await db.selectFrom('battle').select('id').where('status', '=', 'running').execute();
  return rows.map((r) => r.id);
};
