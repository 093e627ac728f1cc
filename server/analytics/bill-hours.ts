import { type Hour, type HourCounts, noCounts } from '../domain/bill.ts';
import { FLAGS } from '../domain/events/flags.ts';
import { catalogue, type Verb } from '../domain/events/index.ts';
import { localDayHour, playDay } from '../domain/time.ts';
import type { Log } from './metric.ts';

const NOT_COUNTED = FLAGS.bot | FLAGS.preview | FLAGS.voided;
const codeOf = (verb: Verb): number => catalogue[verb].code;
const SPAN = codeOf('activity.span');
const ANSWERED = codeOf('question.answered');
const CARD = codeOf('card.viewed');
const HELP = codeOf('help.exchanged');
const GIFT = codeOf('gift.sent');
const COIN = codeOf('coin.credited');
const LEVEL = codeOf('level.finished');
const ISLAND = codeOf('island.completed');
const CORRECTED = codeOf('score.corrected');
const READ = [SPAN, ANSWERED, CARD, HELP, GIFT, COIN, LEVEL, ISLAND, CORRECTED];
/** An answer of this score is right (analytics.md 2). */
const RIGHT = 1 - 1e-9;

const rowsIn = (log: Log, { from, to, actors }: { from: number; to: number; actors?: readonly number[] }) =>
  log
    .selectFrom('event')
    .select(['seq', 'org', 'actor', 'verb', 'obj', 'ctx', 'tEvent', 'ok', 'score', 'ms', 'flags', 'data'])
    .where('seq', '>', from)
    .where('seq', '<=', to)
    .where('verb', 'in', READ)
    .$if(actors !== undefined, (q) => q.where('actor', 'in', [...(actors ?? [])]))
    .orderBy('seq')
    .execute();
type Row = Awaited<ReturnType<typeof rowsIn>>[number];

type Said = { role?: string; accepted?: boolean; reason?: string; kind?: string; from?: number };
const said = (row: Row): Said => JSON.parse(row.data) as Said;

/** What one event adds, but for corrected scores; undefined = nothing on any line. */
const addedBy = (row: Row): Partial<HourCounts> | undefined => {
  switch (row.verb) {
    case SPAN:
      return { activeMs: Number(row.ms ?? 0) };
    case ANSWERED:
      return { answers: 1, correct: row.ok === 1 ? 1 : 0 };
    case CARD:
      return { cards: 1 };
    case ISLAND:
      return { islands: 1 };
    case GIFT:
      return { helped: 1 };
    case HELP: {
      const { role, accepted } = said(row);
      if (accepted !== true) return undefined;
      return role === 'answerer' ? { helped: 1 } : { helpedBy: 1 };
    }
    case COIN: {
      const { reason } = said(row);
      if (reason === 'bottle') return { helped: 1 };
      return reason === 'gift' ? { helpedBy: 1 } : undefined;
    }
    case LEVEL:
      return row.ok === 1 && said(row).kind === 'crew' ? { together: 1 } : undefined;
    default:
      return undefined;
  }
};

/** The answers whose scores were corrected, by who, where and what: the bill of their day changes, not that of today. */
const answersOf = async (log: Log, corrected: readonly Row[]): Promise<Map<string, Row>> => {
  const attempts = [...new Set(corrected.flatMap((r) => r.ctx ?? []))];
  const found = new Map<string, Row>();
  for (let i = 0; i < attempts.length; i += 500) {
    const rows = await log
      .selectFrom('event')
      .select(['seq', 'org', 'actor', 'verb', 'obj', 'ctx', 'tEvent', 'ok', 'score', 'ms', 'flags', 'data'])
      .where('verb', '=', ANSWERED)
      .where('ctx', 'in', attempts.slice(i, i + 500))
      .orderBy('seq')
      .execute();
    for (const row of rows) found.set(`${row.actor} ${row.ctx} ${row.obj}`, row);
  }
  return found;
};

/** Hours by person (symbol): `<day> <hour>` -> counts. */
export type Hours = Map<number, Map<string, Hour>>;
type Zones = ReadonlyMap<number, string>;

const hourOf = (hours: Hours, row: Row, zone: string): Hour => {
  const day = playDay(row.tEvent, zone);
  const hour = (row.flags & FLAGS.late) === 0 ? localDayHour(row.tEvent, zone).hour : -1;
  const mine = hours.get(row.actor) ?? new Map<string, Hour>();
  hours.set(row.actor, mine);
  const known = mine.get(`${day} ${hour}`);
  if (known) return known;
  const made = { ...noCounts(), day, hour };
  mine.set(`${day} ${hour}`, made);
  return made;
};

const add = (hour: Hour, added: Partial<HourCounts>): void => {
  for (const [name, n] of Object.entries(added) as [keyof HourCounts, number][]) hour[name] += n;
};

/** The zone of each company by its number in the log. */
export const zonesOf = async (log: Log): Promise<Zones> => {
  const rows = await log
    .selectFrom('org')
    .innerJoin('symbol', 'symbol.text', 'org.id')
    .select(['symbol.id', 'org.zone'])
    .execute();
  return new Map(rows.map((r) => [Number(r.id), r.zone]));
};

/** A stretch of the log, after `from` to `to`. `corrected` = days on which an earlier score has changed. */
export type BillStretch = { hours: Hours; corrected: { actor: number; day: number }[] };

/** What a stretch of the log adds to the hours of these people, or of all; bots, previews and voided ones count nowhere. */
export const readHours = async (
  log: Log,
  stretch: { from: number; to: number; actors?: readonly number[] },
): Promise<BillStretch> => {
  const zones = await zonesOf(log);
  const rows = (await rowsIn(log, stretch)).filter((r) => (r.flags & NOT_COUNTED) === 0);
  const hours: Hours = new Map();
  const corrected: BillStretch['corrected'] = [];
  for (const row of rows) {
    const zone = zones.get(row.org);
    const added = addedBy(row);
    if (zone !== undefined && added) add(hourOf(hours, row, zone), added);
  }
  const fixes = rows.filter((r) => r.verb === CORRECTED);
  const answers = fixes.length === 0 ? new Map<string, Row>() : await answersOf(log, fixes);
  for (const fix of fixes) {
    const answer = answers.get(`${fix.actor} ${fix.ctx} ${fix.obj}`);
    const zone = zones.get(fix.org);
    if (!answer || zone === undefined) continue;
    const [was, is] = [(said(fix).from ?? 0) >= RIGHT ? 1 : 0, (fix.score ?? 0) >= RIGHT ? 1 : 0];
    if (was === is) continue;
    const hour = hourOf(hours, answer, zone);
    add(hour, { correct: is - was });
    corrected.push({ actor: fix.actor, day: hour.day });
  }
  return { hours, corrected };
};

export const BILLS = 'bills';
const MOST = 20_000;

/** How far the log is read into `bill_hour`. */
export const billCursor = async (log: Log): Promise<number> =>
  Number(
    (await log.selectFrom('log_cursor').select('seq').where('name', '=', BILLS).executeTakeFirst())?.seq ?? 0,
  );

export type StretchAsk = { from: number; settled: number };
/** As it travels between threads and is added to `bill_hour`. */
export type StretchAnswer = {
  to: number;
  rows: ({ person: number } & Hour)[];
  corrected: { actor: number; day: number }[];
};

/** The next stretch of the log for the job that keeps `bill_hour`. */
export const billStretch = async (log: Log, { from, settled }: StretchAsk): Promise<StretchAnswer> => {
  const next = log.selectFrom('event').select('seq').where('seq', '>', from).where('seq', '<=', settled);
  const { to } = await log
    .selectFrom(next.orderBy('seq').limit(MOST).as('n'))
    .select((eb) => eb.fn.max('n.seq').as('to'))
    .executeTakeFirstOrThrow();
  if (to === null) return { to: settled, rows: [], corrected: [] };
  const { hours, corrected } = await readHours(log, { from, to: Number(to) });
  const rows = [...hours].flatMap(([person, mine]) => [...mine.values()].map((h) => ({ person, ...h })));
  return { to: Number(to), rows, corrected };
};
