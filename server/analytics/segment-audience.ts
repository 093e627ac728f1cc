import { sql } from 'kysely';
import type { Audience } from '../domain/reminder.ts';
import { type Log, rowsOf } from './metric.ts';
import { type SegmentAsk, segmented } from './segment.ts';

export type AudienceAsk = SegmentAsk & { who: Audience; now: number };
/** `days` = away for so many days; `count` = what waits: due questions, open assignments. */
export type Addressed = { person: string; name: string; settings: string; days: number; count: number };

type Count = { person: string; n: number };
const countsOf = (log: Log, { org, now, who }: AudienceAsk): Promise<Count[]> => {
  const due = sql<Count>`select m."person", count(*) as "n" from "memory" m join "person" p on p."id" = m."person"
    where p."org" = ${org} and m."dueAt" <= ${now} group by m."person"
    having count(*) >= ${who.kind === 'due-review' ? who.atLeast : 1}`;
  const open = sql<Count>`select s."person", count(*) as "n" from "submission" s
    join "person" p on p."id" = s."person"
    where p."org" = ${org} and s."state" in ('draft', 'returned') group by s."person"`;
  const begun = sql<Count>`select e."person", count(*) as "n" from
    (select a."person" from "attempt" a union all select g."person" from "progress" g) e
    join "person" p on p."id" = e."person" where p."org" = ${org} group by e."person"`;
  return rowsOf(
    log,
    { 'due-review': due, 'assignment-open': open, 'not-started': begun, segment: begun }[who.kind],
  );
};

/** Whom a rule would speak to, whatever their wishes: those are asked for when it is sent. */
export const audience = async (log: Log, ask: AudienceAsk): Promise<Addressed[]> => {
  const { who } = ask;
  const people = await segmented(log, ask);
  const counts = new Map((await countsOf(log, ask)).map((r) => [r.person, Number(r.n)]));
  const isMeant = (p: (typeof people)[number]): boolean => {
    if (who.kind === 'segment') return p.segment === who.segment;
    return who.kind === 'not-started' ? !counts.has(p.person) : counts.has(p.person);
  };
  return people.filter(isMeant).map(({ person, name, settings, idleDays: days }) => ({
    person,
    name,
    settings,
    days,
    count: who.kind === 'segment' ? 0 : (counts.get(person) ?? 0),
  }));
};
