import { z } from 'zod';
import { askLog } from '../analytics/desk.ts';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { BillView } from '../domain/api-bill.ts';
import {
  BILL_KINDS,
  BILL_LINES,
  type BillDoc,
  graduationPeriod,
  isPreviewTime,
  type Period,
  periodOf,
  weekPeriod,
  yearPeriod,
} from '../domain/bill.ts';
import { isDay, weekOf } from '../domain/calendar.ts';
import { RuleError } from '../domain/errors.ts';
import { addDays, playDay } from '../domain/time.ts';
import { billCatalogue } from '../formats/remarks.ts';
import { billsOf, findBill, seeBill, writtenOf } from '../store/bill.ts';
import { medalOf } from '../store/bill-due.ts';
import { answerNote, noteLine, notesOf, notesOn } from '../store/bill-note.ts';
import { docsOf } from '../store/bill-write.ts';
import { once } from '../store/command.ts';
import { facesOf } from '../store/face.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 80 };
const WRITE = { perMinute: 20, burst: 10 };

type ReadCtx = Pick<Ctx, 'db' | 'now'>;
const Which = z.object({ kind: z.enum(BILL_KINDS), ref: z.string().min(1).max(64).optional() });
type Which = z.output<typeof Which>;

/** This week, and the one that is just over and not written yet. */
const liveWeek = (ref: string | undefined, today: number, zone: string): Period => {
  const monday = ref === undefined ? weekOf(today) : Number(ref);
  if (!isDay(monday) || weekOf(monday) !== monday) throw new RuleError('bill.unknown');
  if (monday > today) throw new RuleError('bill.not_yet');
  if (monday < addDays(weekOf(today), -7)) throw new RuleError('bill.unknown');
  return weekPeriod(monday, zone);
};

const liveYear = (ref: string | undefined, today: number, zone: string): Period => {
  const year = Number(ref ?? Math.floor(today / 10_000));
  if (year === Math.floor(today / 10_000) && isPreviewTime(today)) return yearPeriod(year, zone);
  throw new RuleError(year >= Math.floor(today / 10_000) ? 'bill.not_yet' : 'bill.unknown');
};

const liveGraduation = async (ctx: ReadCtx, by: Signed, ref: string | undefined): Promise<Period> => {
  const one = await medalOf(ctx.db.read, by.person, ref);
  if (!one) throw new RuleError('bill.not_yet');
  return graduationPeriod(one, by.zone);
};

/** Which period is meant, when it is not written: throws `bill.unknown`, `bill.not_yet`. */
const livePeriod = async (ctx: ReadCtx, by: Signed, { kind, ref }: Which): Promise<Period> => {
  const today = playDay(ctx.now(), by.zone);
  if (kind === 'week') return liveWeek(ref, today, by.zone);
  return kind === 'year' ? liveYear(ref, today, by.zone) : liveGraduation(ctx, by, ref);
};

const refOf = async (ctx: ReadCtx, by: Signed, { kind, ref }: Which): Promise<string> => {
  if (ref !== undefined) return ref;
  const today = playDay(ctx.now(), by.zone);
  if (kind === 'week') return String(weekOf(today));
  if (kind === 'year') return String(Math.floor(today / 10_000) - (isPreviewTime(today) ? 0 : 1));
  return (await medalOf(ctx.db.read, by.person, undefined))?.quest ?? '';
};

const liveDoc = async (ctx: ReadCtx, by: Signed, period: Period): Promise<BillDoc> => {
  const { org, person, zone } = by;
  const facts = await askLog(ctx.db, 'bills', { org, people: [person], period, now: ctx.now() });
  const stories =
    period.kind === 'year'
      ? new Map([[person, await askLog(ctx.db, 'story', { org, person, zone, period })]])
      : undefined;
  const told = { org, period, facts, ...(stories ? { stories } : {}) };
  const doc = (await docsOf(ctx.db.read, told, billCatalogue())).get(person);
  if (!doc) throw new RuleError('bill.unknown');
  return doc;
};

type Shown = Omit<BillView, 'partner' | 'notes'>;
const findShown = async (ctx: ReadCtx, by: Signed, which: Which): Promise<Shown> => {
  const ref = await refOf(ctx, by, which);
  const row = await findBill(ctx.db.read, by.person, { kind: which.kind, ref });
  if (row) return writtenOf(row);
  const doc = await liveDoc(ctx, by, await livePeriod(ctx, by, { kind: which.kind, ref: ref || undefined }));
  return { doc, live: true, id: null, hash: null, before: [], at: ctx.now() };
};

const viewOf = async (ctx: ReadCtx, by: Signed, shown: Shown): Promise<BillView> => {
  const { kind, ref, story } = shown.doc;
  const id = story?.partner?.person;
  const faces = await facesOf(ctx.db.read, id === undefined ? [] : [id]);
  return {
    ...shown,
    partner: (id === undefined ? undefined : faces.get(id)?.name) ?? null,
    notes: await notesOn(ctx.db.read, by.person, kind, ref),
  };
};

const list = route('GET /api/bills', { access: 'learner', limit: READ }, async (ctx, { by }) => {
  const bills = await billsOf(ctx.db.read, by.person);
  const today = playDay(ctx.now(), by.zone);
  const written = bills.find((b) => b.kind === 'year');
  const story = isPreviewTime(today) ? Math.floor(today / 10_000) : written ? Number(written.ref) : null;
  return { bills, story };
});

const byPeriod = route('GET /api/bill', { access: 'learner', limit: READ }, async (ctx, { by, query }) =>
  viewOf(ctx, by, await findShown(ctx, by, Which.parse(query))),
);

const byId = route('GET /api/bills/:id', { access: 'learner', limit: READ }, async (ctx, { by, params }) => {
  const row = await findBill(ctx.db.read, by.person, { id: params.id ?? '' });
  if (!row) throw new RuleError('bill.unknown');
  return viewOf(ctx, by, writtenOf(row));
});

const EventsAsked = Which.extend({
  line: z.enum(BILL_LINES),
  before: z.coerce.number().int().min(1).optional(),
});
const events = route(
  'GET /api/bill/events',
  { access: 'learner', limit: READ },
  async (ctx, { by, query }) => {
    const { line, before, ...which } = EventsAsked.parse(query);
    const { doc } = await findShown(ctx, by, which);
    const { kind, ref, from, to, sums } = doc;
    const period = periodOf(kind, ref, { from, to }, by.zone);
    const { org, person, zone } = by;
    const now = ctx.now();
    const skill = line === 'strongest' || line === 'next' ? doc[line] : null;
    return askLog(ctx.db, 'billEvents', {
      ...{ org, zone, now, today: playDay(now, zone), person, period, line },
      ...(sums.hour === null ? {} : { hour: sums.hour }),
      ...(skill ? { point: { bank: skill.bank, point: skill.point } } : {}),
      ...(before === undefined ? {} : { before }),
    });
  },
);

const Seen = z.strictObject({ id: z.string().max(64) });
const seen = route(
  'POST /api/bill/seen',
  { access: 'learner', limit: WRITE, body: Seen },
  async (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await seeBill(tx, by.person, body.id);
      return { ok: true as const };
    }),
);

const Text = z.string().trim().min(1).max(500);
const Note = z.strictObject({
  kind: z.enum(BILL_KINDS),
  ref: z.string().min(1).max(64),
  line: z.enum(BILL_LINES),
  text: Text,
});
const note = route(
  'POST /api/bill/notes',
  { access: 'learner', limit: WRITE, body: Note },
  async (ctx, { by, body, commandId }) => {
    await findShown(ctx, by, { kind: body.kind, ref: body.ref });
    return once(ctx, by.person, commandId, async (tx) => {
      await noteLine(tx, by, body);
      return { notes: await notesOn(tx.db, by.person, body.kind, body.ref) };
    });
  },
);

const studioNotes = route('GET /api/studio/bill-notes', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  notesOf(ctx.db.read, by.org),
);

const Answer = z.strictObject({ note: z.string().max(64), text: Text });
const answer = route(
  'POST /api/studio/bill-notes/answer',
  { access: 'trainer', limit: WRITE, body: Answer },
  async (ctx, { by, body, commandId }) => {
    const to = await once(ctx, by.person, commandId, (tx) => answerNote(tx, by, body.note, body.text));
    ctx.line.tell(by.org, [to], { kind: 'message' });
    return notesOf(ctx.db.read, by.org);
  },
);

export const billRoutes = [list, byPeriod, events, byId, seen, note, studioNotes, answer];
