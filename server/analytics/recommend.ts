import { sql } from 'kysely';
import { type Contest, type Course, contest } from '../domain/recommend-check.ts';
import { type Log, rowsOf } from './metric.ts';

export type PopularityAsk = { org: string; post: string | null };
export type Popularity = { of: number; points: { bank: string; point: string; done: number }[] };

/** How many colleagues of a post (of the company, for those without one) have practised each knowledge point. */
export const popularity = async (log: Log, { org, post }: PopularityAsk): Promise<Popularity> => {
  const people = sql`select p."id" from "person" p join "identity" i on i."person" = p."id"
    where p."org" = ${org} and p."role" = 'learner' and (${post ?? ''} = '' or i."post" = ${post ?? ''})`;
  const [all] = await rowsOf(log, sql<{ n: number }>`select count(*) as "n" from (${people}) x`);
  const points = await rowsOf(
    log,
    sql<{ bank: string; point: string; n: number }>`select k."bank", k."point", count(*) as "n" from "skill" k
      where k."person" in (${people}) and k."bank" <> '' and k."n" > 0
      group by k."bank", k."point" order by k."bank", k."point"`,
  );
  return { of: Number(all?.n ?? 0), points: points.map(({ n, ...p }) => ({ ...p, done: Number(n) })) };
};

type Step = {
  person: string;
  post: string | null;
  bank: string;
  point: string;
  at: number;
  right: number;
  n: number;
};
/** Which points each learner practised in which order, from the first answers of the log. */
const coursesOf = async (log: Log, org: string): Promise<Course[]> => {
  const rows = await rowsOf(
    log,
    sql<Step>`select s."text" as "person", i."post", q."bank", q."point", min(r."firstAt") as "at",
        sum(r."firstOk") as "right", count(*) as "n"
      from "rollup_person_item" r
      join "symbol" s on s."id" = r."person" join "symbol" t on t."id" = r."item"
      join "question" q on q."id" = t."text"
      join "person" p on p."id" = s."text" join "identity" i on i."person" = p."id"
      where p."org" = ${org} and p."role" = 'learner' and q."point" <> '' and r."firstAt" is not null
      group by s."text", i."post", q."bank", q."point"
      order by s."text", min(r."firstAt"), q."bank", q."point"`,
  );
  return [...Map.groupBy(rows, (r) => r.person).values()].map((steps) => ({
    post: steps[0]?.post ?? '',
    steps: steps.map((s) => ({ point: `${s.bank}:${s.point}`, right: Number(s.right), n: Number(s.n) })),
  }));
};

/** Which list wins on a company's own log, leave-last-out: the personal one or popularity. Takes seconds on a large log. */
export const contestOf = async (log: Log, { org }: { org: string }): Promise<Contest> => {
  const [courses, points, before, levels] = await Promise.all([
    coursesOf(log, org),
    rowsOf(
      log,
      sql<{
        bank: string;
        id: string;
      }>`select p."bank", p."id" from "point" p join "bank" b on b."id" = p."bank"
        where b."org" = ${org} order by p."bank", p."id"`,
    ),
    rowsOf(
      log,
      sql<{ bank: string; point: string; requires: string }>`select r."bank", r."point", r."requires"
        from "point_requirement" r order by r."bank", r."point", r."requires"`,
    ),
    rowsOf(
      log,
      sql<{
        post: string;
        bank: string;
        point: string;
        required: number;
      }>`select l."post", l."bank", l."point",
        l."required" from "post_level" l where l."org" = ${org} order by l."post", l."bank", l."point"`,
    ),
  ]);
  const requires = new Map(points.map((p) => [`${p.bank}:${p.id}`, [] as string[]]));
  for (const r of before) requires.get(`${r.bank}:${r.point}`)?.push(`${r.bank}:${r.requires}`);
  const required = new Map(levels.map((l) => [`${l.post}|${l.bank}:${l.point}`, Number(l.required)]));
  return contest(courses, { requires, required });
};
