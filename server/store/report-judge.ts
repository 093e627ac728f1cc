import type { ReportKind, ReportVerdict, ReportView } from '../domain/api-chat.ts';
import type { KindReport } from '../domain/api-kind.ts';
import { readChannel } from '../domain/chat.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { clearMessage } from './chat.ts';
import { silence } from './chat-care.ts';
import { around } from './chat-page.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { hideKind } from './kind-care.ts';
import { sendMessage } from './message.ts';
import type { ReportTable } from './tables.ts';

/** `<channel>.<seq>` of a reported message. */
const spotOf = (obj: string): { channel: string; seq: number } => {
  const at = obj.lastIndexOf('.');
  return { channel: obj.slice(0, at), seq: Number(obj.slice(at + 1)) };
};

type Remover = (tx: Tx, by: Editor, obj: string) => Promise<void>;
const removeChat: Remover = async (tx, by, obj) => {
  const { channel: id, seq } = spotOf(obj);
  await clearMessage(tx, by.org, by.person, { id, ...readChannel(id), name: '' }, seq);
};
const removeLine: Remover = async (tx, _by, person) => {
  await tx.db.updateTable('profile').set({ line: null }).where('person', '=', person).execute();
};
const hides =
  (kind: KindReport): Remover =>
  (tx, by, obj) =>
    hideKind(tx, by, kind, obj);
/** How a text of each kind goes from every reply. */
const REMOVERS: Record<ReportKind, Remover> = {
  chat: removeChat,
  profile: removeLine,
  bottle: hides('bottle'),
  ask: hides('ask'),
  answer: hides('answer'),
  reading: hides('reading'),
};

const MUTE_HOURS = 24;
export type Judging = { report: string; verdict: ReportVerdict; hours?: number | undefined };
/** Judges a text once, for all who reported it; they are told that somebody has looked. Throws `report.unknown`,
 * `report.judged`. */
export const judgeReport = async (tx: Tx, by: Editor, { report, verdict, hours }: Judging): Promise<void> => {
  const row = await tx.db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', report)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!row) throw new RuleError('report.unknown');
  const judged = await tx.db
    .updateTable('report')
    .set({ judgedBy: by.person, judgedAt: tx.now, verdict })
    .where('org', '=', by.org)
    .where('kind', '=', row.kind)
    .where('obj', '=', row.obj)
    .where('judgedAt', 'is', null)
    .returning(['id', 'reporter'])
    .execute();
  if (!judged.some((r) => r.id === report)) throw new RuleError('report.judged');
  const { kind, obj, person } = row;
  if (verdict !== 'fine') await REMOVERS[kind as ReportKind](tx, by, obj);
  if (verdict === 'mute') await silence(tx, by, person, hours ?? MUTE_HOURS);
  await auditIn(tx, by, { action: 'report.judge', object: report, details: { kind, obj, person, verdict } });
  for (const { reporter } of judged) await sendMessage(tx, by, { to: reporter, kind: 'report' });
};

const MOST_WAITING = 200;
const MOST_JUDGED = 50;

const viewOf = async (
  db: Db,
  row: ReportTable & { name: string | null; author: string | null; judge: string | null },
): Promise<ReportView> => {
  const { id, kind, at, person, text, reason, judgedAt, verdict } = row;
  const { channel, seq } = spotOf(row.obj);
  const near = kind === 'chat' ? await around(db, channel, seq) : { before: [], after: [] };
  return {
    ...{ id, kind: kind as ReportKind, at: Number(at), reporter: row.name ?? '', text, reason, ...near },
    person: { id: person, name: row.author ?? '' },
    ...(judgedAt === null
      ? {}
      : { judged: { by: row.judge ?? '', at: Number(judgedAt), verdict: verdict as ReportVerdict } }),
  };
};

const reports = (db: Db, org: string) =>
  db
    .selectFrom('report as r')
    .leftJoin('identity as i', 'i.person', 'r.reporter')
    .leftJoin('identity as a', 'a.person', 'r.person')
    .leftJoin('identity as j', 'j.person', 'r.judgedBy')
    .selectAll('r')
    .select(['i.name', 'a.name as author', 'j.name as judge'])
    .where('r.org', '=', org);

/** What waits for a person's word, oldest first, then what was judged last; each with what was said around it. */
export const reportsOf = async (db: Db, org: string): Promise<{ reports: ReportView[]; waiting: number }> => {
  const open = await reports(db, org)
    .where('r.judgedAt', 'is', null)
    .orderBy('r.at')
    .limit(MOST_WAITING)
    .execute();
  const judged = await reports(db, org)
    .where('r.judgedAt', 'is not', null)
    .orderBy('r.judgedAt', 'desc')
    .limit(MOST_JUDGED)
    .execute();
  const views: ReportView[] = [];
  for (const row of [...open, ...judged]) views.push(await viewOf(db, row));
  return { reports: views, waiting: open.length };
};
