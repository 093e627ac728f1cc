import { sql } from 'kysely';
import type { Island } from '../domain/quest.ts';
import type { BankFacts, QuestFacts, ReadyGroup } from '../domain/quest-check.ts';
import { banksIn, checksIn } from '../domain/quest-copy.ts';
import type { QuestionType } from '../domain/question.ts';
import type { Editor } from './audit-trail.ts';
import { needBank, openBanks } from './bank-access.ts';
import type { Db } from './db.ts';
import { checkBank } from './quest-version.ts';

const readyIn = async (db: Db, banks: readonly string[]): Promise<Map<string, ReadyGroup[]>> => {
  if (banks.length === 0) return new Map();
  const rows = await db
    .selectFrom('question')
    .select(['bank', 'point', 'difficulty', 'type', sql<number>`count(*)`.as('n')])
    .where('bank', 'in', [...banks])
    .where('state', '=', 'ready')
    .groupBy(['bank', 'point', 'difficulty', 'type'])
    .execute();
  const groups = rows.map((r) => ({ ...r, type: r.type as QuestionType, n: Number(r.n) }));
  return Map.groupBy(groups, (g) => g.bank);
};

/** The ready questions of one bank, counted. Throws `bank.unknown`. */
export const readyOf = async (db: Db, by: Editor, bank: string): Promise<ReadyGroup[]> => {
  await needBank(db, by, bank, 'view');
  return ((await readyIn(db, [bank])).get(bank) ?? []).map(({ point, difficulty, type, n }) => ({
    point,
    difficulty,
    type,
    n,
  }));
};

const bankFacts = async (db: Db, by: Editor, named: ReadonlySet<string>): Promise<Map<string, BankFacts>> => {
  if (named.size === 0) return new Map();
  const open = (await openBanks(db, by, [...named])).map((b) => b.id);
  if (open.length === 0) return new Map();
  const points = await db.selectFrom('point').select(['bank', 'id']).where('bank', 'in', open).execute();
  const ready = await readyIn(db, open);
  return new Map(
    open.map((bank) => [
      bank,
      {
        points: new Set(points.filter((p) => p.bank === bank).map((p) => p.id)),
        ready: ready.get(bank) ?? [],
      },
    ]),
  );
};

const publishedIds = async (db: Db, quest: string): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('quest_version')
    .select('definition')
    .where('quest', '=', quest)
    .where('version', '>', 0)
    .execute();
  const islands = rows.flatMap((r) => (JSON.parse(r.definition) as { islands: Island[] }).islands);
  return new Set(islands.flatMap((i) => [i.id, ...i.stations.map((s) => s.id)]));
};

const takenChecks = async (db: Db, quest: string, cards: readonly unknown[]): Promise<Set<string>> => {
  const ids = checksIn(cards);
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('question')
    .select('id')
    .where('id', 'in', ids)
    .where('bank', '!=', checkBank(quest))
    .execute();
  return new Set(rows.map((r) => r.id));
};

/** What `faultsOf` has to know of the company to judge this draft for this builder. */
export const factsOf = async (
  db: Db,
  by: Editor,
  quest: string,
  draft: { definition: unknown; cards: readonly unknown[] },
): Promise<QuestFacts> => {
  const audience = await db.selectFrom('quest_audience').select('kind').where('quest', '=', quest).execute();
  return {
    banks: await bankFacts(db, by, banksIn(draft.definition)),
    ownIds: await publishedIds(db, quest),
    takenIds: await takenChecks(db, quest, draft.cards),
    audience: audience.length,
  };
};
