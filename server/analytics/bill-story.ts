import { sql } from 'kysely';
import type { Period, StoryFacts } from '../domain/bill.ts';
import { bandOf, INITIAL_ANSWERS } from '../domain/mastery.ts';
import type { Quest } from '../domain/quest.ts';
import type { Question } from '../domain/question.ts';
import { playDay } from '../domain/time.ts';
import { type Log, rowsOf } from './metric.ts';

/** What the cards of a year tell of one person. */
export type StoryAsk = { org: string; person: string; zone: string; period: Period };

const growthOf = async (log: Log, person: string): Promise<StoryFacts['growth']> => {
  const skill = await log
    .selectFrom('skill')
    .select(['theta', 'n', 'initial'])
    .where('person', '=', person)
    .where('bank', '=', '')
    .where('point', '=', '')
    .executeTakeFirst();
  if (!skill || skill.initial === null) return null;
  const n = Number(skill.n);
  return {
    from: bandOf({ theta: skill.initial, n: INITIAL_ANSWERS }),
    to: bandOf({ theta: skill.theta, n }),
    n,
  };
};

/** The most difficult question that was wrong once and is right now; without one, the most difficult that is right. */
const hardestOf = async (log: Log, { person, period }: StoryAsk): Promise<StoryFacts['hardest']> => {
  const [found] = await rowsOf(
    log,
    sql<{ id: string; answers: number; content: string }>`select q."id", r."answers", v."content"
      from "rollup_person_item" r
      join "symbol" a on a."id" = r."person" join "symbol" s on s."id" = r."item"
      join "question" q on q."id" = s."text"
      join "question_version" v on v."question" = q."id" and v."version" = q."version"
      left join "item_level" l on l."question" = q."id"
      where a."text" = ${person} and r."lastOk" = 1 and r."lastAt" >= ${period.begin} and r."lastAt" < ${period.end}
      order by r."corrected" desc, coalesce(l."b", 0) desc, q."id" limit 1`,
  );
  if (!found) return null;
  return {
    question: found.id,
    stem: (JSON.parse(found.content) as Question).stem,
    tries: Number(found.answers),
  };
};

type Edge = { person: string; n: number };
/** Who helped whom, one question for either direction: gifts, accepted answers, and likes, which say thank you. */
const edgesOf = async (log: Log, { person, period }: StoryAsk, mine: boolean): Promise<Edge[]> => {
  const [me, other] = mine ? ['from', 'to'] : ['to', 'from'];
  const [helper, asker] = mine
    ? [sql.ref('w.author'), sql.ref('k.author')]
    : [sql.ref('k.author'), sql.ref('w.author')];
  const [liked, liker] = mine ? ['to', 'person'] : ['person', 'to'];
  const during = (column: string) =>
    sql`${sql.ref(column)} >= ${period.begin} and ${sql.ref(column)} < ${period.end}`;
  return rowsOf(
    log,
    sql<Edge>`select "person", sum("n") as "n" from (
      select g.${sql.ref(other ?? '')} as "person", count(*) as "n" from "gift" g
        where g.${sql.ref(me ?? '')} = ${person} and ${during('g.at')} group by g.${sql.ref(other ?? '')}
      union all select ${asker} as "person", count(*) as "n" from "ask" k join "ask_answer" w on w."id" = k."answer"
        where ${helper} = ${person} and ${during('k.endedAt')} group by ${asker}
      union all select r.${sql.ref(liker ?? '')} as "person", count(*) as "n" from "reaction" r
        where r.${sql.ref(liked ?? '')} = ${person} and ${during('r.at')} group by r.${sql.ref(liker ?? '')}
    ) e where "person" <> ${person} group by "person" order by "person"`,
  );
};

/** The colleague with the most help in the lesser direction; null = with nobody it went both ways. */
const partnerOf = async (log: Log, ask: StoryAsk): Promise<StoryFacts['partner']> => {
  const given = await edgesOf(log, ask, true);
  const got = new Map((await edgesOf(log, ask, false)).map((e) => [e.person, Number(e.n)]));
  const both = given
    .map((e) => ({ person: e.person, given: Number(e.n), got: got.get(e.person) ?? 0 }))
    .filter((e) => e.got > 0)
    .sort((a, b) => Math.min(b.given, b.got) - Math.min(a.given, a.got) || b.given + b.got - a.given - a.got);
  return both[0] ?? null;
};

/** The title or badge of the year that the fewest of the company have. */
const rarestOf = async (log: Log, { org, person, period }: StoryAsk): Promise<StoryFacts['rarest']> => {
  const [found] = await rowsOf(
    log,
    sql<{
      kind: 'title' | 'badge';
      ref: string;
      tier: number;
      holders: number;
    }>`select m."kind", m."ref", m."tier",
        (select count(distinct h."person") from "honour" h where h."org" = ${org} and h."kind" = m."kind"
          and h."ref" = m."ref" and h."tier" = m."tier") as "holders"
      from "honour" m where m."person" = ${person} and m."kind" in ('title', 'badge')
        and m."at" >= ${period.begin} and m."at" < ${period.end}
      order by "holders", m."tier" desc, m."at" desc, m."id" desc limit 1`,
  );
  if (!found) return null;
  const { n } = await log
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org', '=', org)
    .where('role', '=', 'learner')
    .executeTakeFirstOrThrow();
  const { kind, ref, tier, holders } = found;
  return { kind, ref, tier: Number(tier), holders: Number(holders), of: Number(n) };
};

/** The island with the most stars of the year, the later of equals. */
const islandOf = async (log: Log, { person, zone, period }: StoryAsk): Promise<StoryFacts['island']> => {
  const [found] = await rowsOf(
    log,
    sql<{
      quest: string;
      island: string;
      version: number;
      last: number;
    }>`select p."quest", p."island", e."version",
        max(p."doneAt") as "last"
      from "progress" p join "enrolment" e on e."person" = p."person" and e."quest" = p."quest"
      where p."person" = ${person} and p."doneAt" >= ${period.begin} and p."doneAt" < ${period.end}
        and p."quest" not like 'try.%'
      group by p."quest", p."island", e."version"
      order by sum(p."stars") desc, max(p."doneAt") desc, p."island" limit 1`,
  );
  if (!found) return null;
  const row = await log
    .selectFrom('quest_version')
    .select('definition')
    .where('quest', '=', found.quest)
    .where('version', '=', Number(found.version))
    .executeTakeFirst();
  const islands = row === undefined ? [] : (JSON.parse(row.definition) as Quest).islands;
  const order = islands.findIndex((i) => i.id === found.island);
  const name = islands[order]?.name;
  if (!name) return null;
  return { quest: found.quest, island: found.island, name, order, day: playDay(Number(found.last), zone) };
};

/** Growth, hardest question, partner, rarest honour and island of a year. Skills are those of now. */
export const storyFacts = async (log: Log, ask: StoryAsk): Promise<StoryFacts> => ({
  growth: await growthOf(log, ask.person),
  hardest: await hardestOf(log, ask),
  partner: await partnerOf(log, ask),
  rarest: await rarestOf(log, ask),
  island: await islandOf(log, ask),
});
