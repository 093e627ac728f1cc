import type { BillEvent } from '../domain/api-bill.ts';
import type { BillLine, Period } from '../domain/bill.ts';
import type { Verb } from '../domain/events/index.ts';
import type { EventLine } from '../domain/figure.ts';
import { addDays } from '../domain/time.ts';
import { type EventAsk, eventsBehind, type Own } from './events-behind.ts';
import type { Log } from './metric.ts';

export type BillEventAsk = {
  org: string;
  zone: string;
  now: number;
  today: number;
  person: string;
  period: Period;
  line: BillLine;
  /** Of the line `hour`: which it is; of a skill: its point. */
  hour?: number;
  point?: { bank: string; point: string };
  before?: number;
};

type Behind = { verbs: Verb[]; ok?: true; keep?: (data: EventLine['data'], verb: string) => boolean };
const accepted = (role: string) => (data: EventLine['data']) => data.role === role && data.accepted === true;
/** Which events stand behind each line: the same that domain/bill.ts adds up. */
const BEHIND: Record<BillLine, Behind> = {
  days: { verbs: ['activity.span', 'question.answered', 'card.viewed'] },
  minutes: { verbs: ['activity.span'] },
  answers: { verbs: ['question.answered'] },
  correct: { verbs: ['question.answered'], ok: true },
  repaired: { verbs: ['question.answered'], ok: true },
  hour: { verbs: ['question.answered'], ok: true },
  cards: { verbs: ['card.viewed'] },
  helped: {
    verbs: ['help.exchanged', 'gift.sent', 'coin.credited'],
    keep: (data, verb) =>
      verb === 'gift.sent' ||
      accepted('answerer')(data) ||
      (verb === 'coin.credited' && data.reason === 'bottle'),
  },
  helpedBy: {
    verbs: ['help.exchanged', 'coin.credited'],
    keep: (data, verb) => accepted('asker')(data) || (verb === 'coin.credited' && data.reason === 'gift'),
  },
  together: { verbs: ['level.finished'], ok: true, keep: (data) => data.kind === 'crew' },
  strongest: { verbs: ['question.answered'] },
  next: { verbs: ['question.answered'] },
  islands: { verbs: ['island.completed'] },
  honours: { verbs: ['badge.earned', 'title.earned', 'medal.granted'] },
  reading: { verbs: ['note.created'] },
  coinsIn: { verbs: ['coin.credited'] },
  coinsOut: { verbs: ['coin.debited'] },
  balance: { verbs: ['coin.credited', 'coin.debited'] },
};

/** The questions a line speaks of; undefined = of all. */
const objsOf = async (
  log: Log,
  { line, person, period, point }: BillEventAsk,
): Promise<string[] | undefined> => {
  if (line === 'repaired') {
    const rows = await log
      .selectFrom('correction')
      .select('question')
      .where('person', '=', person)
      .where('day', '>=', period.from)
      .where('day', '<=', period.to)
      .execute();
    return rows.map((r) => r.question);
  }
  if (line !== 'strongest' && line !== 'next') return undefined;
  if (!point) return [];
  const rows = await log
    .selectFrom('question')
    .select('id')
    .where('bank', '=', point.bank)
    .where('point', '=', point.point)
    .execute();
  return rows.map((r) => r.id);
};

const PAGE = 50;
const STEP = 200;
const MOST_STEPS = 10;

const viewOf = ({ seq, at, verb, obj, ok, score, ms, data }: EventLine): BillEvent => ({
  ...{ seq: Number(seq), at: Number(at), verb, obj, ok, score, ms },
  amount: typeof data.amount === 'number' ? data.amount : null,
  reason: typeof data.reason === 'string' ? data.reason : null,
});

/** One's own events behind a line of a bill, newest first; `next` = where the next page begins. */
export const billEvents = async (
  log: Log,
  ask: BillEventAsk,
): Promise<{ events: BillEvent[]; next: number | null }> => {
  const { org, zone, now, today, person, period, line, hour } = ask;
  const { verbs, ok, keep } = BEHIND[line];
  const objs = await objsOf(log, ask);
  const own: Own = {
    ...{ person, begin: period.begin, end: period.end },
    ...(ok ? { ok } : {}),
    ...(objs ? { objs } : {}),
  };
  const filter = { from: period.from, to: addDays(period.to, 1) };
  const found: BillEvent[] = [];
  let before = ask.before;
  for (let i = 0; i < MOST_STEPS; i++) {
    const limit = keep ? STEP : PAGE;
    const query: EventAsk['query'] = {
      ...{ filter, verbs, limit },
      ...(before === undefined ? {} : { before }),
      ...(line === 'hour' && hour !== undefined ? { hour } : {}),
    };
    const page = await eventsBehind(log, { org, zone, now, today, query, own });
    for (const one of page)
      if (found.length < PAGE && (!keep || keep(one.data, one.verb))) found.push(viewOf(one));
    const last = found.length === PAGE ? found.at(-1) : page.at(-1);
    if (page.length < limit && found.length < PAGE) return { events: found, next: null };
    before = Number(last?.seq ?? 0);
    if (found.length === PAGE) return { events: found, next: before };
  }
  return { events: found, next: before ?? null };
};
