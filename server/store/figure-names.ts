import type { CellKind, Column, Names, Row } from '../domain/figure.ts';
import type { Quest } from '../domain/quest.ts';
import { plainOf } from '../domain/rich-text.ts';
import type { LocalText } from '../domain/text.ts';
import type { Editor } from './audit-trail.ts';
import { openBanks } from './bank-access.ts';
import { CLOSED } from './closed-question.ts';
import type { Db } from './db.ts';

type Name = string | LocalText;
type Found = { id: string; name: Name }[];
/** `open` = ids of the banks that the reader may open. */
type Asks = { org: string; ids: string[]; open: ReadonlySet<string> };
type Find = (db: Db, asks: Asks) => Promise<Found>;

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

const questions: Find = async (db, { org, ids, open }) => {
  const rows = await db
    .selectFrom('question as q')
    .innerJoin('bank as b', 'b.id', 'q.bank')
    .innerJoin('question_version as v', (on) =>
      on.onRef('v.question', '=', 'q.id').onRef('v.version', '=', 'q.version'),
    )
    .select(['q.id', 'q.bank', 'v.content'])
    .where('b.org', '=', org)
    .where('q.id', 'in', ids)
    .execute();
  return rows.map(({ id, bank, content }) => ({
    id,
    name: open.has(bank) ? plainStem((JSON.parse(content) as { stem: LocalText }).stem) : CLOSED.question,
  }));
};

/** Quests of the company with their stations, read once for both. */
const questsOf = async (db: Db, org: string): Promise<{ id: string; quest: Quest }[]> => {
  const rows = await db.selectFrom('quest').select(['id', 'definition']).where('org', '=', org).execute();
  return rows.map(({ id, definition }) => ({ id, quest: JSON.parse(definition) as Quest }));
};

const FIND: Partial<Record<CellKind, Find>> = {
  person: (db, { org, ids }) =>
    db
      .selectFrom('identity')
      .select(['person as id', 'name'])
      .where('org', '=', org)
      .where('person', 'in', ids)
      .execute(),
  department: (db, { org, ids }) =>
    db
      .selectFrom('department')
      .select(['id', 'name'])
      .where('org', '=', org)
      .where('id', 'in', ids)
      .execute(),
  cohort: (db, { org, ids }) =>
    db.selectFrom('cohort').select(['id', 'name']).where('org', '=', org).where('id', 'in', ids).execute(),
  bank: async (db, { org, ids, open }) => {
    const banks = db.selectFrom('bank').select(['id', 'name']).where('org', '=', org).where('id', 'in', ids);
    return (await banks.execute()).map(({ id, name }) => ({
      id,
      name: open.has(id) ? (JSON.parse(name) as LocalText) : CLOSED.bank,
    }));
  },
  point: async (db, { org, ids, open }) => {
    const rows = await db
      .selectFrom('point')
      .innerJoin('bank', 'bank.id', 'point.bank')
      .select(['point.id', 'point.name', 'point.bank'])
      .where('bank.org', '=', org)
      .where('point.id', 'in', ids)
      .execute();
    return rows.map(({ id, name, bank }) => ({
      id,
      name: open.has(bank) ? (JSON.parse(name) as LocalText) : CLOSED.point,
    }));
  },
  quest: async (db, { org }) => (await questsOf(db, org)).map(({ id, quest }) => ({ id, name: quest.name })),
  station: async (db, { org }) =>
    (await questsOf(db, org)).flatMap(({ quest }) =>
      quest.islands.flatMap((i) => i.stations.map(({ id, name }) => ({ id, name }))),
    ),
  question: questions,
};

const OF_BANKS: ReadonlySet<CellKind> = new Set(['bank', 'point', 'question']);
const AT_ONCE = 5_000;

/**
 * Names of the ids that stand in the cells of a figure, by kind of cell; an id that is gone has none. What stands in a bank
 * that the reader may not open goes by `CLOSED`.
 */
export const figureNames = async (
  db: Db,
  by: Editor,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<Names> => {
  const names: Names = {};
  const { org } = by;
  const needsBanks = columns.some(({ kind }) => OF_BANKS.has(kind));
  const open = new Set(needsBanks ? (await openBanks(db, by)).map((b) => b.id) : []);
  for (const { id, kind } of columns) {
    const find = FIND[kind];
    const ids = [...new Set(rows.flatMap((row) => (typeof row[id] === 'string' ? [row[id]] : [])))];
    if (!find || ids.length === 0) continue;
    const known: Record<string, Name> = names[kind] ?? {};
    for (let at = 0; at < ids.length; at += AT_ONCE)
      for (const found of await find(db, { org, open, ids: ids.slice(at, at + AT_ONCE) }))
        known[found.id] = found.name;
    names[kind] = known;
  }
  return names;
};
