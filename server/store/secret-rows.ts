import { sql } from 'kysely';
import { RuleError } from '../domain/errors.ts';
import type { Tx } from './commit.ts';
import { isSealed, type Purpose, type Vault } from './secret.ts';

type Held = { table: string; column: string; key: string; purpose: Purpose };
/** Every column that holds a secret of others. */
const HELD: readonly Held[] = [
  { table: 'robot', column: 'url', key: 'id', purpose: 'robot' },
  { table: 'robot', column: 'secret', key: 'id', purpose: 'robot' },
  { table: 'lrs_target', column: 'secret', key: 'id', purpose: 'lrs' },
  { table: 'push_key', column: 'privateKey', key: 'org', purpose: 'push' },
];

const opens = (vault: Vault, { purpose }: Held, owner: string, stored: string): boolean => {
  try {
    vault.open(purpose, owner, stored);
    return true;
  } catch (error) {
    if (error instanceof RuleError) return false;
    throw error;
  }
};

/** Seals what was stored plainly; gives how many texts that were, and how many cannot be opened under this key. */
export const sealPlain = async (
  { db }: Tx,
  vault: Vault,
): Promise<{ sealed: number; unreadable: number }> => {
  let [sealed, unreadable] = [0, 0];
  for (const held of HELD) {
    const [table, column, key] = [sql.table(held.table), sql.ref(held.column), sql.ref(held.key)];
    const all = sql<{
      owner: string;
      stored: string;
    }>`select ${key} as "owner", ${column} as "stored" from ${table}`;
    for (const { owner, stored } of (await all.execute(db)).rows) {
      if (isSealed(stored) && !opens(vault, held, owner, stored)) unreadable += 1;
      if (stored === '' || isSealed(stored)) continue;
      const text = vault.seal(held.purpose, owner, stored);
      await sql`update ${table} set ${column} = ${text} where ${key} = ${owner} and ${column} = ${stored}`.execute(
        db,
      );
      sealed += 1;
    }
  }
  return { sealed, unreadable };
};
