import type { AwardAct, AwardDetail, AwardLine, AwardPreview, GroupName } from '../domain/api-award.ts';
import type { CompositeLine } from '../domain/award.ts';
import { type AwardDefinition, checkAward, overThePast } from '../domain/award-shape.ts';
import type { ImprovedLine } from '../domain/improvement.ts';
import { logDay } from '../domain/log-day.ts';
import { type Award, findAward, isIntact, summaryOf } from './award.ts';
import { COMPANY, gatherFacts } from './award-facts.ts';
import { type Ranked, rank } from './award-run.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';

type Line = CompositeLine | ImprovedLine;
type Named = { name: string; department?: string };

const MOST_ACTS = 500;

/** Names and departments of everybody in the company, by person. */
const namesOf = async (db: Db, org: string): Promise<Map<string, Named>> => {
  const rows = await db
    .selectFrom('identity as i')
    .innerJoin('person as p', 'p.id', 'i.person')
    .leftJoin('department as d', 'd.id', 'p.department')
    .select(['i.person', 'i.name', 'd.name as department'])
    .where('i.org', '=', org)
    .execute();
  return new Map(
    rows.map(({ person, name, department }) => [person, { name, ...(department ? { department } : {}) }]),
  );
};

/** The peer groups that lines speak of, with their names; the company's is ''. */
export const groupNames = async (db: Db, org: string, lines: readonly Line[]): Promise<GroupName[]> => {
  const used = new Set(
    lines.flatMap((l) => (l.kind === 'composite' ? [l.group.id, l.group.small?.id ?? COMPANY] : [])),
  );
  const [departments, cohorts] = await Promise.all([
    db.selectFrom('department').select(['id', 'name']).where('org', '=', org).execute(),
    db.selectFrom('cohort').select(['id', 'name']).where('org', '=', org).execute(),
  ]);
  const all = [
    ...departments.map((d) => ({ id: `department:${d.id}`, name: d.name })),
    ...cohorts.map((c) => ({ id: `cohort:${c.id}`, name: c.name })),
    { id: COMPANY, name: '' },
  ];
  return all.filter((g) => used.has(g.id));
};

type Result = Ranked & { excluded: ReadonlyMap<string, string> };
const shown = async (db: Db, org: string, def: AwardDefinition, result: Result): Promise<AwardPreview> => {
  const names = await namesOf(db, org);
  const named = (person: string): Named => names.get(person) ?? { name: '' };
  const { lines, out, eligible, tooFew, fit } = result;
  return {
    ...{ from: def.from, to: def.to, eligible, tooFew, ...(fit ? { fit } : {}) },
    lines: lines.map((line): AwardLine => {
      const excluded = result.excluded.get(line.person);
      return { ...line, ...named(line.person), ...(excluded === undefined ? {} : { excluded }) };
    }),
    out: out.map((o) => ({ ...o, name: named(o.person).name })),
    groups: await groupNames(db, org, lines),
  };
};

/** What a definition would give over as many days that ended yesterday. Throws as `checkAward`. */
export const previewAward = async (
  db: Db,
  by: Actor,
  { id, definition }: { id?: string; definition: AwardDefinition },
  now: number,
): Promise<AwardPreview> => {
  checkAward(definition);
  if (id !== undefined) await findAward(db, by.org, id);
  const def = overThePast(definition, logDay(now, by.zone));
  const asked = { org: by.org, zone: by.zone, def, ...(id === undefined ? {} : { award: id }) };
  const ranked = rank(def, await gatherFacts(db, asked));
  return shown(db, by.org, def, { ...ranked, excluded: new Map() });
};

/** Lines of an award in the order of places; those without one at the end. */
export const linesOf = async (db: Db, award: string): Promise<Line[]> => {
  const rows = await db
    .selectFrom('award_line')
    .select(['line', 'place'])
    .where('award', '=', award)
    .orderBy('score', 'desc')
    .orderBy('person')
    .execute();
  const order = (place: number): number => (place === 0 ? Number.MAX_SAFE_INTEGER : place);
  return rows.toSorted((a, b) => order(a.place) - order(b.place)).map((r) => JSON.parse(r.line) as Line);
};

const resultOf = async (db: Db, award: Award): Promise<AwardPreview | undefined> => {
  const { summary } = award;
  if (summary === undefined) return undefined;
  const kept = await db
    .selectFrom('award_exclusion')
    .select(['person', 'reason'])
    .where('award', '=', award.id)
    .execute();
  const excluded = new Map(kept.map((e) => [e.person, e.reason]));
  const lines = (await linesOf(db, award.id)) as Ranked['lines'];
  return shown(db, award.org, award.definition, { ...summary, lines, excluded });
};

const actsOf = async (db: Db, org: string, award: string): Promise<AwardAct[]> => {
  const rows = await db
    .selectFrom('audit_entry as a')
    .leftJoin('identity', 'identity.person', 'a.person')
    .select(['a.at', 'a.action', 'a.details', 'identity.name'])
    .where('a.org', '=', org)
    .where('a.object', '=', award)
    .where('a.action', 'like', 'award.%')
    .orderBy('a.seq', 'desc')
    .limit(MOST_ACTS)
    .execute();
  return rows.map((r) => ({
    at: Number(r.at),
    by: r.name ?? '',
    action: r.action,
    details: JSON.parse(r.details) as Record<string, unknown>,
  }));
};

const valueCounts = async (db: Db, award: string): Promise<Record<string, number>> => {
  const rows = await db
    .selectFrom('award_value')
    .select('component')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('award', '=', award)
    .groupBy('component')
    .execute();
  return Object.fromEntries(rows.map((r) => [r.component, Number(r.n)]));
};

const nameOf = async (db: Db, person: string | null): Promise<string> =>
  (person === null
    ? undefined
    : await db.selectFrom('identity').select('name').where('person', '=', person).executeTakeFirst()
  )?.name ?? '';

/** An award with everything that was computed and done: why each place is what it is. Throws `award.unknown`. */
export const awardDetail = async (db: Db, by: Actor, id: string, now: number): Promise<AwardDetail> => {
  const award = await findAward(db, by.org, id);
  const [result, acts, values, createdBy, confirmedBy] = await Promise.all([
    resultOf(db, award),
    actsOf(db, by.org, id),
    valueCounts(db, id),
    nameOf(db, award.createdBy),
    nameOf(db, award.confirmedBy),
  ]);
  const times = ['announcedAt', 'confirmedAt', 'publishedAt', 'cancelledAt'] as const;
  return {
    ...summaryOf(award),
    createdBy,
    ...(award.confirmedBy === null ? {} : { confirmedBy }),
    ...Object.fromEntries(times.flatMap((t) => (award[t] === null ? [] : [[t, Number(award[t])]]))),
    ...(award.reason === null ? {} : { reason: award.reason }),
    intact: isIntact(award),
    today: logDay(now, award.zone),
    values,
    ...(result === undefined ? {} : { result }),
    acts,
  };
};
