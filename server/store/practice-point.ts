import { sql } from 'kysely';
import type { Band, Level, PointView } from '../domain/api-practice.ts';
import { roundOf } from '../domain/drill.ts';
import { bandOf, INITIAL_ANSWERS } from '../domain/mastery.ts';
import { AUTO_GRADED } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import type { Db } from './db.ts';

/** The ready questions of each knowledge point of these banks, and what a person has seen of them. */
const countsOf = (db: Db, person: string, banks: readonly string[], now: number) =>
  db
    .selectFrom('question as q')
    .innerJoin('point as p', (j) => j.onRef('p.bank', '=', 'q.bank').onRef('p.id', '=', 'q.point'))
    .leftJoin('memory as m', (j) => j.onRef('m.question', '=', 'q.id').on('m.person', '=', person))
    .select([
      'q.bank',
      'q.point',
      'p.name',
      sql<number>`count(*)`.as('questions'),
      sql<number>`sum(case when m."reps" > 0 then 1 else 0 end)`.as('seen'),
      sql<number>`min(coalesce(m."reps", 0))`.as('least'),
      sql<number>`sum(case when m."dueAt" <= ${now} then 1 else 0 end)`.as('due'),
    ])
    .where('q.bank', 'in', [...banks])
    .where('q.state', '=', 'ready')
    .where('q.type', 'in', [...AUTO_GRADED])
    .groupBy(['q.bank', 'q.point', 'p.name'])
    .execute();

const skillsOf = (db: Db, person: string, banks: readonly string[]) =>
  db
    .selectFrom('skill')
    .select(['bank', 'point', 'theta', 'n', 'initial', 'level'])
    .where('person', '=', person)
    .where('bank', 'in', ['', ...banks])
    .execute();
type SkillRow = Awaited<ReturnType<typeof skillsOf>>[number];

/** The bands of the first ten answers and of now; none before there is anything to say. */
const bandsOf = (
  overall: SkillRow | undefined,
  skill: SkillRow | undefined,
): { initial?: Band; current?: Band } => {
  if (!overall || !skill || skill.n === 0) return {};
  const first =
    overall.initial === null || skill.initial === null
      ? undefined
      : bandOf({ theta: overall.initial, n: INITIAL_ANSWERS }, { theta: skill.initial, n: INITIAL_ANSWERS });
  return { ...(first ? { initial: first } : {}), current: bandOf(overall, skill) };
};

/** The knowledge points of these banks that have questions, in no order, as one person stands at them. Two queries. */
export const pointsOf = async (
  db: Db,
  person: string,
  banks: readonly string[],
  now: number,
): Promise<PointView[]> => {
  if (banks.length === 0) return [];
  const [counts, skills] = await Promise.all([countsOf(db, person, banks, now), skillsOf(db, person, banks)]);
  const at = new Map(skills.map((s) => [`${s.bank}:${s.point}`, s]));
  const overall = at.get(':');
  return counts.map((c) => {
    const skill = at.get(`${c.bank}:${c.point}`);
    return {
      bank: c.bank,
      point: c.point,
      name: JSON.parse(c.name) as LocalText,
      level: (skill?.level ?? 'unseen') as Level,
      ...bandsOf(overall, skill),
      answers: skill?.n ?? 0,
      questions: Number(c.questions),
      seen: Number(c.seen),
      round: roundOf([Number(c.least)]),
      due: Number(c.due),
    };
  });
};
