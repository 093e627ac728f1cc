import type { Anchor } from '../domain/calibration.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

/** Companies with their zones, and when their weights were last written: that ends a recalibration. */
export const recalibrations = async (db: Db): Promise<{ org: string; zone: string; lastAt: number }[]> => {
  const rows = await db
    .selectFrom('org')
    .leftJoin('predictor', 'predictor.org', 'org.id')
    .select(['org.id as org', 'org.zone', 'predictor.updatedAt'])
    .orderBy('org.id')
    .execute();
  return rows.map(({ updatedAt, ...row }) => ({ ...row, lastAt: Number(updatedAt ?? 0) }));
};

/** Notes what calibration says of each question; b changes only where it moved. */
export const saveAnchors = async (tx: Tx, anchors: readonly Anchor[]): Promise<void> => {
  for (const { question, b, n, right, moved, slope } of anchors) {
    const known = { anchor: b, anchorN: n, slope: slope ?? null, updatedAt: tx.now };
    const fresh = { n, wins: right, fails: n - right, rtN: 0, rtSum: 0, rtSquares: 0 };
    await tx.db
      .insertInto('item_level')
      .values({ question, b, ...fresh, ...known })
      .onConflict((oc) => oc.column('question').doUpdateSet({ ...known, ...(moved ? { b } : {}) }))
      .execute();
  }
};

/** Keeps the weights of a company's next-answer model, learned from `n` answers. */
export const saveWeights = async (
  tx: Tx,
  org: string,
  weights: readonly number[],
  n: number,
): Promise<void> => {
  const row = { weights: JSON.stringify(weights), n, updatedAt: tx.now };
  await tx.db
    .insertInto('predictor')
    .values({ org, ...row })
    .onConflict((oc) => oc.column('org').doUpdateSet(row))
    .execute();
};
