import { sql } from 'kysely';
import { catalogue } from '../domain/events/index.ts';
import { BACK_MS } from '../domain/reminder.ts';
import { type Log, rowsOf } from './metric.ts';

/** Signs of life that a person gives, not the server for them. */
const SIGNS = [
  'session.started',
  'nav.viewed',
  'daily.checked_in',
  'lesson.started',
  'attempt.started',
  'question.answered',
] as const;
const CODES = SIGNS.map((verb) => catalogue[verb].code);

export type ReturnAsk = { now: number };
/** First sign of life within 48 hours of each reminder that is still watched. */
export const cameBack = async (log: Log, _: ReturnAsk): Promise<{ id: string; at: number }[]> => {
  const [first] = await rowsOf(
    log,
    sql<{ seq: number | null }>`select min("seq") as "seq" from "reminder" where "closed" = 0`,
  );
  if (first === undefined || first.seq === null) return [];
  const rows = await rowsOf(
    log,
    sql<{ id: string; at: number }>`select r."id", min(e."tEvent") as "at" from "event" e
      join "symbol" s on s."id" = e."actor"
      join "reminder" r on r."person" = s."text" and r."closed" = 0
      where e."seq" > ${Number(first.seq)} and e."verb" in (${sql.join(CODES)})
        and e."seq" > r."seq" and e."tEvent" > r."sentAt" and e."tEvent" <= r."sentAt" + ${BACK_MS}
      group by r."id" order by r."id"`,
  );
  return rows.map((r) => ({ id: r.id, at: Number(r.at) }));
};
