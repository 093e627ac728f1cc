import { uuidv7 } from 'uuidv7';
import type { TokenScope, TokenView } from '../domain/api-open.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn } from './audit-trail.ts';
import { type Actor, commit, type StoreCtx, type Tx } from './commit.ts';
import type { Db } from './db.ts';

const TAIL = 4;
/** A use is written down at most this often. */
const USE_MS = 60_000;

const viewOf = (row: {
  id: string;
  name: string;
  tail: string;
  scopes: string;
  by: string | null;
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}): TokenView => ({
  id: row.id,
  name: row.name,
  tail: row.tail,
  scopes: row.scopes.split(' ') as TokenScope[],
  createdBy: row.by ?? '',
  createdAt: row.createdAt,
  ...(row.lastUsedAt === null ? {} : { lastUsedAt: row.lastUsedAt }),
  ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
});

/** The tokens of a company, newest first, revoked ones too. */
export const tokensOf = async (db: Db, org: string): Promise<TokenView[]> => {
  const rows = await db
    .selectFrom('api_token')
    .leftJoin('identity', 'identity.person', 'api_token.createdBy')
    .select([
      'api_token.id',
      'api_token.name',
      'tail',
      'scopes',
      'identity.name as by',
      'createdAt',
      'lastUsedAt',
      'revokedAt',
    ])
    .where('api_token.org', '=', org)
    .orderBy('createdAt', 'desc')
    .orderBy('api_token.id', 'desc')
    .execute();
  return rows.map(viewOf);
};

type NewToken = { name: string; scopes: TokenScope[]; token: string; hash: string };
/** Keeps a token's hash; the token itself is stored nowhere. Gives its id. */
export const makeToken = async (
  tx: Tx,
  by: Actor,
  { name, scopes, token, hash }: NewToken,
): Promise<string> => {
  const id = uuidv7();
  await tx.db
    .insertInto('api_token')
    .values({
      id,
      org: by.org,
      name,
      tokenHash: hash,
      tail: token.slice(-TAIL),
      scopes: scopes.join(' '),
      createdBy: by.person,
      createdAt: tx.now,
      lastUsedAt: null,
      revokedAt: null,
    })
    .execute();
  await auditIn(tx, by, { action: 'token.make', object: id, details: { name, scopes } });
  return id;
};

/** From now on the token opens nothing. Throws `token.unknown`. */
export const revokeToken = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const done = await tx.db
    .updateTable('api_token')
    .set({ revokedAt: tx.now })
    .where('id', '=', id)
    .where('org', '=', by.org)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) throw new RuleError('token.unknown');
  await auditIn(tx, by, { action: 'token.revoke', object: id });
};

/** Who holds a token: the company and what it opens. */
export type Bearer = { token: string; name: string; org: string; zone: string; scopes: TokenScope[] };

/** The bearer of a token by its hash; undefined = unknown or revoked. Writes down that it was used. */
export const bearerOf = async (ctx: StoreCtx, hash: string): Promise<Bearer | undefined> => {
  const row = await ctx.db.read
    .selectFrom('api_token')
    .innerJoin('org', 'org.id', 'api_token.org')
    .select(['api_token.id', 'api_token.name', 'api_token.org', 'org.zone', 'scopes', 'lastUsedAt'])
    .where('tokenHash', '=', hash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.lastUsedAt === null || ctx.now() - row.lastUsedAt >= USE_MS)
    await commit(ctx, async (tx) => {
      await tx.db.updateTable('api_token').set({ lastUsedAt: tx.now }).where('id', '=', row.id).execute();
    });
  const { id, name, org, zone, scopes } = row;
  return { token: id, name, org, zone, scopes: scopes.split(' ') as TokenScope[] };
};
