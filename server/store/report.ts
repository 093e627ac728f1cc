import { uuidv7 } from 'uuidv7';
import type { ReportKind } from '../domain/api-chat.ts';
import type { Actor, Tx } from './commit.ts';

export type NewReport = {
  kind: ReportKind;
  /** What is reported, as its own doors name it. */
  obj: string;
  /** Who wrote it. */
  person: string;
  text: string;
  reason: string;
};

/** Brings a text to the studio, with a copy of its own; the same by the same person again changes nothing. */
export const reportIn = async (tx: Tx, by: Actor, report: NewReport): Promise<void> => {
  if (by.preview) return;
  await tx.db
    .insertInto('report')
    .values({
      id: uuidv7(),
      org: by.org,
      reporter: by.person,
      ...report,
      at: tx.now,
      judgedBy: null,
      judgedAt: null,
      verdict: null,
    })
    .onConflict((c) => c.columns(['reporter', 'kind', 'obj']).doNothing())
    .execute();
};
