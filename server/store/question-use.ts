import { sql } from 'kysely';
import type { QuestionDetail } from '../domain/api-bank.ts';
import { stationsAsking } from '../domain/bank.ts';
import type { LocalText } from '../domain/text.ts';
import type { Db } from './db.ts';
import { inPieces } from './question-row.ts';

export type QuestUse = { id: string; name: LocalText; definitions: unknown[] };

const nameIn = (definition: unknown): LocalText =>
  typeof definition === 'object' && definition !== null && 'name' in definition
    ? (definition.name as LocalText)
    : {};

/** Every quest of a company as it is played now and as it is being built. */
export const questsInUse = async (db: Db, org: string): Promise<QuestUse[]> => {
  const rows = await db
    .selectFrom('quest')
    .leftJoin('quest_draft', 'quest_draft.quest', 'quest.id')
    .select(['quest.id', 'quest.definition', 'quest_draft.definition as draft'])
    .where('quest.org', '=', org)
    .where('quest.state', '!=', 'archived')
    .orderBy('quest.createdAt')
    .execute();
  return rows.map(({ id, definition, draft }) => {
    const definitions = [definition, draft]
      .filter((d): d is string => d !== null && d !== '')
      .map((d): unknown => JSON.parse(d));
    return { id, name: nameIn(definitions[0]), definitions };
  });
};

/** The quests whose stations may draw a question of this bank and knowledge point. */
export const questsAsking = (
  quests: readonly QuestUse[],
  bank: string,
  point: string,
): QuestionDetail['uses']['quests'] =>
  quests.flatMap(({ id, name, definitions }) => {
    const stations = Math.max(0, ...definitions.map((d) => stationsAsking(d, bank, point)));
    return stations === 0 ? [] : [{ id, name, stations }];
  });

/** How often each question was asked and answered, by the counts of the log. */
export const answersOf = async (db: Db, ids: readonly string[]): Promise<Map<string, number>> => {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('symbol')
      .innerJoin('rollup_item', 'rollup_item.item', 'symbol.id')
      .select(['symbol.text', sql<number>`sum(rollup_item.answers)`.as('n')])
      .where('symbol.text', 'in', piece)
      .groupBy('symbol.text')
      .execute(),
  );
  return new Map(rows.map((r) => [r.text, Number(r.n)]));
};
