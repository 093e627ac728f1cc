import type { CellKind, Column, Names, Row } from '../domain/figure.ts';
import type { Quest } from '../domain/quest.ts';
import { plainOf } from '../domain/rich-text.ts';
import type { LocalText } from '../domain/text.ts';
import type { Db } from './db.ts';

type Name = string | LocalText;
type Found = { id: string; name: Name }[];
type Find = (db: Db, org: string, ids: string[]) => Promise<Found>;

const MOST_STEM = 120;
const plainStem = (stem: LocalText): LocalText =>
  Object.fromEntries(
    Object.entries(stem).map(([lang, text]) => [
      lang,
      plainOf(text ?? '')
        .replace(/\s+/gu, ' ')
        .trim()
        .slice(0, MOST_STEM),
    ]),
  ) as LocalText;

const localNames = (rows: { id: string; name: string }[]): Found =>
  rows.map(({ id, name }) => ({ id, name: JSON.parse(name) as LocalText }));

const questions: Find = async (db, org, ids) => {
  const rows = await db
    .selectFrom('question as q')
    .innerJoin('bank as b', 'b.id', 'q.bank')
    .innerJoin('question_version as v', (on) =>
      on.onRef('v.question', '=', 'q.id').onRef('v.version', '=', 'q.version'),
    )
    .select(['q.id', 'v.content'])
    .where('b.org', '=', org)
    .where('q.id', 'in', ids)
    .execute();
  return rows.map(({ id, content }) => ({
    id,
    name: plainStem((JSON.parse(content) as { stem: LocalText }).stem),
  }));
};

/** Quests of the company with their stations, read once for both. */
const questsOf = async (db: Db, org: string): Promise<{ id: string; quest: Quest }[]> => {
  const rows = await db.selectFrom('quest').select(['id', 'definition']).where('org', '=', org).execute();
  return rows.map(({ id, definition }) => ({ id, quest: JSON.parse(definition) as Quest }));
};

const FIND: Partial<Record<CellKind, Find>> = {
  person: (db, org, ids) =>
    db
      .selectFrom('identity')
      .select(['person as id', 'name'])
      .where('org', '=', org)
      .where('person', 'in', ids)
      .execute(),
  department: (db, org, ids) =>
    db
      .selectFrom('department')
      .select(['id', 'name'])
      .where('org', '=', org)
      .where('id', 'in', ids)
      .execute(),
  cohort: (db, org, ids) =>
    db.selectFrom('cohort').select(['id', 'name']).where('org', '=', org).where('id', 'in', ids).execute(),
  bank: async (db, org, ids) =>
    localNames(
      await db
        .selectFrom('bank')
        .select(['id', 'name'])
        .where('org', '=', org)
        .where('id', 'in', ids)
        .execute(),
    ),
  point: async (db, org, ids) =>
    localNames(
      await db
        .selectFrom('point')
        .innerJoin('bank', 'bank.id', 'point.bank')
        .select(['point.id', 'point.name'])
        .where('bank.org', '=', org)
        .where('point.id', 'in', ids)
        .execute(),
    ),
  quest: async (db, org) => (await questsOf(db, org)).map(({ id, quest }) => ({ id, name: quest.name })),
  station: async (db, org) =>
    (await questsOf(db, org)).flatMap(({ quest }) =>
      quest.islands.flatMap((i) => i.stations.map(({ id, name }) => ({ id, name }))),
    ),
  question: questions,
};

const AT_ONCE = 5_000;

/** Names of the ids that stand in the cells of a figure, by kind of cell; an id that is gone has none. */
export const figureNames = async (
  db: Db,
  org: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<Names> => {
  const names: Names = {};
  for (const { id, kind } of columns) {
    const find = FIND[kind];
    const ids = [...new Set(rows.flatMap((row) => (typeof row[id] === 'string' ? [row[id]] : [])))];
    if (!find || ids.length === 0) continue;
    const known: Record<string, Name> = names[kind] ?? {};
    for (let at = 0; at < ids.length; at += AT_ONCE)
      for (const found of await find(db, org, ids.slice(at, at + AT_ONCE))) known[found.id] = found.name;
    names[kind] = known;
  }
  return names;
};
