import type { Ctx } from '../context.ts';
import { commit } from '../store/commit.ts';
import { vaultOf } from '../store/secret.ts';
import { sealPlain } from '../store/secret-rows.ts';

type SecretCtx = Pick<Ctx, 'db' | 'now'> & {
  log: Pick<Ctx['log'], 'info' | 'warn'>;
  config: Pick<Ctx['config'], 'dataDir' | 'secretKey'>;
};

/** Seals at the start what an earlier version stored plainly. A key that does not fit stops nobody: it is logged. */
export const sealSecrets = async (ctx: SecretCtx): Promise<void> => {
  try {
    const { sealed, unreadable } = await commit(ctx, (tx) => sealPlain(tx, vaultOf(ctx.config)));
    if (sealed > 0) ctx.log.info({ sealed }, 'stored secrets are sealed now');
    if (unreadable > 0)
      ctx.log.warn({ unreadable }, 'stored secrets were sealed under another key: enter them again');
  } catch (error) {
    ctx.log.warn({ err: error }, 'stored secrets could not be sealed');
  }
};
