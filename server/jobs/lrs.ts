import { askLog } from '../analytics/desk.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { homeOf, type Statement } from '../domain/xapi.ts';
import { commit } from '../store/commit.ts';
import { settledSeq } from '../store/log-fence.ts';
import { dueLrs, type Handed, handedBack, handedOver, openLrs } from '../store/lrs.ts';
import { type Answer, type Destination, sendStatements } from '../store/lrs-send.ts';
import { vaultOf } from '../store/secret.ts';
import type { LrsTargetTable } from '../store/tables-open.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 10_000;
/** Statements of one request. */
export const MOST_STATEMENTS = 100;
/** Pages of one run for one target: the others wait no longer than that. */
const MOST_PAGES = 200;

type LrsCtx = Pick<Ctx, 'db' | 'now' | 'log'> & {
  config: Pick<Ctx['config'], 'publicUrl' | 'host' | 'port' | 'outboundPrivate' | 'dataDir' | 'secretKey'>;
};

/** The store did not take it for a reason that says nothing of the statements. */
class NotNow extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(answer.fault ?? `status ${answer.status}`);
    this.answer = answer;
  }
}

type Came = { sent: number; refused: number; fault?: string };
const isThere = (status: number): boolean => status === 200 || status === 204;

/**
 * Hands over a list. A store refuses a whole list for one statement, so a list that was refused is halved until the one is
 * found: 409 = it is there already, 400 = it will never be taken. Throws NotNow.
 */
const handOver = async (to: Destination, statements: Statement[]): Promise<Came> => {
  if (statements.length === 0) return { sent: 0, refused: 0 };
  const answer = await sendStatements(to, statements);
  const { status } = answer;
  if (isThere(status)) return { sent: statements.length, refused: 0 };
  if (status !== 409 && status !== 400 && status !== 413) throw new NotNow(answer);
  if (statements.length === 1)
    return status === 409 ? { sent: 1, refused: 0 } : { sent: 0, refused: 1, fault: `refused.${status}` };
  const middle = Math.ceil(statements.length / 2);
  const a = await handOver(to, statements.slice(0, middle));
  const b = await handOver(to, statements.slice(middle));
  const fault = b.fault ?? a.fault;
  return {
    sent: a.sent + b.sent,
    refused: a.refused + b.refused,
    ...(fault === undefined ? {} : { fault }),
  };
};

/** One page; gives how far it came, undefined = nothing more. */
const pushPage = async (
  ctx: LrsCtx,
  target: LrsTargetTable,
  after: number,
  through: number,
): Promise<Handed | undefined> => {
  if (after >= through) return undefined;
  const page = await askLog(ctx.db, 'statements', {
    org: target.org,
    home: homeOf(ctx.config),
    everything: target.everything === 1,
    through,
    after,
    limit: MOST_STATEMENTS,
    newestFirst: false,
  });
  const to = { ...target, open: ctx.config.outboundPrivate };
  const came = await handOver(
    to,
    page.statements.map((one) => one.statement),
  );
  return { cursor: page.cursor ?? through, ...came };
};

const push = async (ctx: LrsCtx, target: LrsTargetTable, through: number): Promise<void> => {
  let after = target.cursor;
  for (let page = 0; page < MOST_PAGES; page++) {
    const handed = await pushPage(ctx, target, after, through);
    if (!handed) return;
    await commit(ctx, (tx) => handedOver(tx, target.id, handed));
    after = handed.cursor;
  }
};

/** What is written down of a hand-over that failed; `pause` = somebody has to look first. Throws what is no such failure. */
const whyNot = (error: unknown): Parameters<typeof handedBack>[2] => {
  if (error instanceof RuleError) return { fault: error.code, pause: true };
  if (!(error instanceof NotNow)) throw error;
  const { status, fault, waitMs } = error.answer;
  const why = status === 0 ? `network: ${fault ?? ''}` : `status.${status}`;
  return { fault: why, waitMs, pause: status === 401 || status === 403 };
};

/**
 * Pushes what is new to every record store that is due, a hundred statements at a time; the cursor moves after the store has
 * said that it has them, and their ids are always the same: what comes twice is known there. 401, 403 and a password that cannot be read pause the target.
 */
export const pushStatements = async (ctx: LrsCtx): Promise<void> => {
  const due = await dueLrs(ctx.db.read, ctx.now());
  if (due.length === 0) return;
  const through = await settledSeq(ctx.db);
  if (through === undefined) return;
  for (const target of due) {
    try {
      await push(ctx, openLrs(target, vaultOf(ctx.config)), through);
    } catch (error) {
      const why = whyNot(error);
      await commit(ctx, (tx) => handedBack(tx, target, why));
    }
  }
};

/** Pushes statements every ten seconds. Returns how to stop. */
export const startLrs = (ctx: Ctx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'statements', () => pushStatements(ctx));
