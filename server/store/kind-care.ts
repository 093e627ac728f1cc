import type { KindReport } from '../domain/api-kind.ts';
import { hideAsk } from './ask.ts';
import { findAnswer, findAsk } from './ask-view.ts';
import { findBottle } from './bottle.ts';
import { type Actor, commit, type StoreCtx, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { inEarnest } from './kind.ts';
import { policyOf } from './policy.ts';
import { findNote } from './reading.ts';
import { reportIn } from './report.ts';

/** Who wrote a text that this person may see. Throws the code of what is not there. */
const textOf = async (
  db: Db,
  by: Actor,
  kind: KindReport,
  obj: string,
): Promise<{ person: string; text: string }> => {
  if (kind === 'reading') return findNote(db, by, obj);
  if (kind === 'ask') {
    const { author, title, text } = await findAsk(db, by, obj);
    return { person: author, text: text === '' ? title : `${title}\n${text}` };
  }
  const { author, text } = kind === 'bottle' ? await findBottle(db, by, obj) : await findAnswer(db, by, obj);
  return { person: author, text };
};

/** Brings a bottle, question, answer or note to the trainers. Throws `bottle.unknown`, `ask.unknown`, `not_found`. */
export const reportKind = async (
  tx: Tx,
  actor: Actor,
  { kind, obj, reason }: { kind: KindReport; obj: string; reason: string },
): Promise<void> => {
  const by = inEarnest(actor);
  const { person, text } = await textOf(tx.db, by, kind, obj);
  await reportIn(tx, by, { kind, obj, person, text, reason });
};

const TABLES = { bottle: 'bottle', answer: 'ask_answer', reading: 'reading_note' } as const;

/** Takes a reported bottle, question, answer or note off for everybody; the bounty of an open question goes back. What is
 * no longer there changes nothing. */
export const hideKind = async (tx: Tx, by: Actor, kind: KindReport, obj: string): Promise<void> => {
  if (kind === 'ask') return hideAsk(tx, by, obj);
  await tx.db
    .updateTable(TABLES[kind])
    .set({ hiddenAt: tx.now })
    .where('id', '=', obj)
    .where('org', '=', by.org)
    .execute();
};

const DAY = 86_400_000;

/** Empties the texts of gifts, bottles, ended questions with their answers, and notes that are older than each company
 * keeps them; the rows stay, and what had nothing but its text is no longer shown. */
export const pruneKind = async (ctx: StoreCtx): Promise<void> => {
  const orgs = await ctx.db.read.selectFrom('org').select('id').execute();
  for (const { id } of orgs) {
    const { chat } = await policyOf(ctx.db.read, id);
    await commit(ctx, (tx) => pruneOrg(tx, id, tx.now - chat.keptDays * DAY));
  }
};

const pruneOrg = async ({ db, now }: Tx, org: string, before: number): Promise<void> => {
  await db
    .updateTable('gift')
    .set({ text: '' })
    .where('org', '=', org)
    .where('at', '<', before)
    .where('text', '!=', '')
    .execute();
  await db
    .updateTable('message')
    .set({ text: '' })
    .where('org', '=', org)
    .where('kind', '=', 'gift')
    .where('at', '<', before)
    .where('text', '!=', '')
    .execute();
  await db
    .updateTable('bottle')
    .set((eb) => ({ text: '', goneAt: eb.fn.coalesce('goneAt', eb.val(now)) }))
    .where('org', '=', org)
    .where('editedAt', '<', before)
    .where('text', '!=', '')
    .execute();
  await db
    .updateTable('reading_note')
    .set({ text: '' })
    .where('org', '=', org)
    .where('editedAt', '<', before)
    .where('text', '!=', '')
    .execute();
  await pruneAsks(db, org, before);
};

/** A question that is still open keeps its texts until it ends. */
const pruneAsks = async (db: Db, org: string, before: number): Promise<void> => {
  const open = db.selectFrom('ask').select('id').where('org', '=', org).where('status', '=', 'open');
  await db
    .updateTable('ask_answer')
    .set({ text: '' })
    .where('org', '=', org)
    .where('editedAt', '<', before)
    .where('text', '!=', '')
    .where('ask', 'not in', open)
    .execute();
  await db
    .updateTable('ask')
    .set({ title: '', text: '' })
    .where('org', '=', org)
    .where('at', '<', before)
    .where('title', '!=', '')
    .where('status', '!=', 'open')
    .execute();
};
