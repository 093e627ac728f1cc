import { randomUUID } from 'node:crypto';
import type { Sheet } from '../domain/api-effect.ts';
import { Checklist, DEFAULT_CHECKLIST, type Kpi, KpiAbout, OsmTree, RoiSheet } from '../domain/effect.ts';
import { type KpiLine, type RefusedLine, readKpiRows } from '../domain/effect-kpi.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

type SheetOf = { roi: RoiSheet; osm: OsmTree; checklist: Checklist };
/** The sheets of a company: how each is read, and what it is before anybody has saved it. */
const SHEETS: { [K in keyof SheetOf]: { read: (data: unknown) => SheetOf[K]; empty: SheetOf[K] } } = {
  roi: { read: (data) => RoiSheet.parse(data), empty: { currency: 'CNY', benefits: [], costs: [] } },
  osm: { read: (data) => OsmTree.parse(data), empty: { objectives: [] } },
  checklist: { read: (data) => Checklist.parse(data), empty: DEFAULT_CHECKLIST },
};
export type SheetKind = keyof SheetOf;

const rowOf = (db: Db, org: string, kind: SheetKind) =>
  db
    .selectFrom('effect_sheet as s')
    .leftJoin('identity as i', 'i.person', 's.savedBy')
    .select(['s.rev', 's.data', 's.savedAt', 'i.name'])
    .where('s.org', '=', org)
    .where('s.kind', '=', kind)
    .executeTakeFirst();

/** A sheet as it was saved last; `rev` 0 = nobody has. */
export const readSheet = async <K extends SheetKind>(
  db: Db,
  org: string,
  kind: K,
): Promise<Sheet<SheetOf[K]>> => {
  const { read, empty } = SHEETS[kind];
  const row = await rowOf(db, org, kind);
  if (!row) return { rev: 0, data: empty };
  return {
    rev: row.rev,
    data: read(JSON.parse(row.data)),
    savedAt: Number(row.savedAt),
    ...(row.name === null ? {} : { savedBy: row.name }),
  };
};

/** Saves a sheet that is still at `rev`. Throws `osm.changed` or `effect.changed` when somebody was faster. */
export const saveSheet = async <K extends SheetKind>(
  tx: Tx,
  by: Actor,
  kind: K,
  { rev, data }: { rev: number; data: SheetOf[K] },
): Promise<void> => {
  const row = { data: JSON.stringify(data), savedBy: by.person, savedAt: tx.now };
  const changed =
    rev === 0
      ? await tx.db
          .insertInto('effect_sheet')
          .values({ org: by.org, kind, rev: 1, ...row })
          .onConflict((oc) => oc.columns(['org', 'kind']).doNothing())
          .executeTakeFirst()
          .then((done) => done.numInsertedOrUpdatedRows ?? 0n)
      : await tx.db
          .updateTable('effect_sheet')
          .set({ rev: rev + 1, ...row })
          .where('org', '=', by.org)
          .where('kind', '=', kind)
          .where('rev', '=', rev)
          .executeTakeFirst()
          .then((done) => done.numUpdatedRows);
  if (changed !== 1n) throw new RuleError(kind === 'osm' ? 'osm.changed' : 'effect.changed');
  await auditIn(tx, by, { action: `effect.${kind}`, object: by.org, details: { rev: rev + 1 } });
};

/** The figures of the business with their values, by name. */
export const kpisOf = async (db: Db, org: string): Promise<Kpi[]> => {
  const [kpis, values] = await Promise.all([
    db.selectFrom('effect_kpi').selectAll().where('org', '=', org).orderBy('name').orderBy('id').execute(),
    db
      .selectFrom('effect_kpi_value as v')
      .innerJoin('effect_kpi as k', 'k.id', 'v.kpi')
      .select(['v.kpi', 'v.grp', 'v.period', 'v.value'])
      .where('k.org', '=', org)
      .orderBy('v.kpi')
      .orderBy('v.grp')
      .orderBy('v.period')
      .execute(),
  ]);
  const byKpi = Map.groupBy(values, (v) => v.kpi);
  return kpis.map(({ id, name, about }) => ({
    ...KpiAbout.parse(JSON.parse(about)),
    id,
    name,
    values: (byKpi.get(id) ?? []).map(({ grp, period, value }) => ({ group: grp, period, value })),
  }));
};

/** The KPI of this name with a new `about`; made when there is none. */
const holdKpi = async (tx: Tx, by: Actor, name: string, about: KpiAbout): Promise<string> => {
  const row = { about: JSON.stringify(about), savedBy: by.person, savedAt: tx.now };
  const kept = await tx.db
    .insertInto('effect_kpi')
    .values({ id: randomUUID(), org: by.org, name, ...row })
    .onConflict((oc) => oc.columns(['org', 'name']).doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  return kept.id;
};

const AT_ONCE = 100;
const writeValues = async (tx: Tx, kpi: string, lines: readonly KpiLine[]): Promise<void> => {
  const last = new Map(lines.map((l) => [`${l.group} ${l.period}`, l]));
  const rows = [...last.values()].map(({ group, period, value }) => ({ kpi, grp: group, period, value }));
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx.db
      .insertInto('effect_kpi_value')
      .values(rows.slice(at, at + AT_ONCE))
      .onConflict((oc) =>
        oc.columns(['kpi', 'grp', 'period']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
      )
      .execute();
};

/** Takes rows of name, group, period, value in. Throws `effect.nothing_read`. */
export const importKpis = async (
  tx: Tx,
  by: Actor,
  about: KpiAbout,
  cells: readonly (readonly string[])[],
): Promise<{ taken: number; refused: RefusedLine[] }> => {
  const { lines, refused } = readKpiRows(cells);
  if (lines.length === 0) throw new RuleError('effect.nothing_read');
  const names = Map.groupBy(lines, (l) => l.name);
  for (const [name, theirs] of [...names].sort(([a], [b]) => (a < b ? -1 : 1)))
    await writeValues(tx, await holdKpi(tx, by, name, about), theirs);
  await auditIn(tx, by, {
    action: 'effect.kpi',
    object: by.org,
    details: { names: [...names.keys()], taken: lines.length },
  });
  return { taken: lines.length, refused };
};

/** Throws `effect.kpi_unknown`. */
export const removeKpi = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const row = await tx.db
    .deleteFrom('effect_kpi')
    .where('id', '=', id)
    .where('org', '=', by.org)
    .returning('name')
    .executeTakeFirst();
  if (!row) throw new RuleError('effect.kpi_unknown');
  await tx.db.deleteFrom('effect_kpi_value').where('kpi', '=', id).execute();
  await auditIn(tx, by, { action: 'effect.kpi_remove', object: id, details: { name: row.name } });
};
