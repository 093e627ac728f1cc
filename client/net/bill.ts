import type {
  BillEvent,
  BillList,
  BillNoteRow,
  BillNoteView,
  BillView,
} from '../../server/domain/api-bill.ts';
import type { BillKind, BillLine } from '../../server/domain/bill.ts';
import { call } from './call.ts';
import { record } from './outbox.ts';

export const loadBills = (): Promise<BillList> => call('GET /api/bills');

export type BillAsked = { id: string } | { kind: BillKind; ref?: string };
/** A bill as it was written, or live; that it was looked at is told to the log, and to the server once. */
export const loadBill = async (asked: BillAsked): Promise<BillView> => {
  const view =
    'id' in asked
      ? await call('GET /api/bills/:id', { params: { id: asked.id } })
      : await call('GET /api/bill', { query: asked });
  void record('bill.viewed', { obj: `${view.doc.kind}.${view.doc.ref}`, data: { period: view.doc.kind } });
  if (view.id !== null) call('POST /api/bill/seen', { body: { id: view.id } }).catch(() => undefined);
  return view;
};

type Page = { events: BillEvent[]; next: number | null };
/** My own events behind a line, newest first. */
export const loadBillEvents = (kind: BillKind, ref: string, line: BillLine, before?: number): Promise<Page> =>
  call('GET /api/bill/events', {
    query: { kind, ref, line, ...(before === undefined ? {} : { before: String(before) }) },
  });

/** "This is wrong": goes to the trainers. */
export const noteBill = async (
  kind: BillKind,
  ref: string,
  line: BillLine,
  text: string,
): Promise<BillNoteView[]> => (await call('POST /api/bill/notes', { body: { kind, ref, line, text } })).notes;

/** The picture has left this page. */
export const tellShared = (kind: BillKind, ref: string, channel: 'file' | 'share'): void => {
  void record('share.made', { obj: `bill.${kind}.${ref}`, data: { channel } });
};

type Notes = { notes: BillNoteRow[]; waiting: number };
export const loadBillNotes = (): Promise<Notes> => call('GET /api/studio/bill-notes');
export const answerBillNote = (note: string, text: string): Promise<Notes> =>
  call('POST /api/studio/bill-notes/answer', { body: { note, text } });
