import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { DeliveryState, DeliveryView, RobotView } from '../domain/api-reach.ts';
import { RuleError } from '../domain/errors.ts';
import { checkOutbound } from '../domain/outbound.ts';
import type { QuietHours } from '../domain/reminder.ts';
import type { RobotBody, RobotKind } from '../domain/robot.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { enqueue } from './outbox.ts';
import type { Outward, Vault } from './secret.ts';

const MOST_SHOWN = 100;

/** Throws `robot.unknown`. */
export const needRobot = async (db: Db, org: string, id: string) => {
  const row = await db
    .selectFrom('robot')
    .selectAll()
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('robot.unknown');
  return row;
};

const countsOf = async (db: Db, org: string): Promise<Map<string, Record<string, number>>> => {
  const rows = await db
    .selectFrom('delivery')
    .select((eb) => ['target', 'state', eb.fn.countAll().as('n')])
    .where('org', '=', org)
    .where('channel', '=', 'robot')
    .groupBy(['target', 'state'])
    .execute();
  const counts = new Map<string, Record<string, number>>();
  for (const r of rows) counts.set(r.target, { ...counts.get(r.target), [r.state]: Number(r.n) });
  return counts;
};

type Place = { url: string; secret: string };
/** Where a robot is called and what signs. Throws `secret.unreadable`, `secret.key`. */
export const openRobot = ({ id, url, secret }: Place & { id: string }, vault: Vault): Place => ({
  url: vault.open('robot', id, url),
  secret: vault.open('robot', id, secret),
});

/** Of an address only what tells robots apart. */
const shownOf = (
  row: Place & { id: string },
  vault: Vault,
): Pick<RobotView, 'host' | 'ending' | 'unreadable'> => {
  try {
    const { url } = openRobot(row, vault);
    return { host: new URL(url).host, ending: url.slice(-4) };
  } catch (error) {
    if (error instanceof RuleError) return { host: '', ending: '', unreadable: true };
    throw error;
  }
};

/** The robots of a company; of address and secret only what tells them apart. */
export const robotsOf = async (db: Db, org: string, vault: Vault): Promise<RobotView[]> => {
  const [rows, counts] = await Promise.all([
    db.selectFrom('robot').selectAll().where('org', '=', org).orderBy('name').orderBy('id').execute(),
    countsOf(db, org),
  ]);
  return rows.map((r) => {
    const { waiting = 0, sent = 0, failed = 0 } = counts.get(r.id) ?? {};
    return {
      id: r.id,
      kind: r.kind as RobotKind,
      name: r.name,
      ...shownOf(r, vault),
      signed: r.secret !== '',
      quiet: JSON.parse(r.quiet) as QuietHours,
      waiting,
      sent,
      failed,
    };
  });
};

/** Makes a robot or changes one; what is left out stays. Throws `robot.unknown`, `robot.address`, `secret.unreadable`. */
export const saveRobot = async (
  tx: Tx,
  by: Actor,
  body: z.output<typeof RobotBody>,
  { open, vault }: Outward,
): Promise<void> => {
  const { kind, name, quiet } = body;
  const known = body.id === undefined ? undefined : await needRobot(tx.db, by.org, body.id);
  const id = known?.id ?? uuidv7();
  const { host, href } = checkOutbound(body.url ?? (known ? vault.open('robot', id, known.url) : ''), open);
  const secret = body.secret ?? (known ? vault.open('robot', id, known.secret) : '');
  const place = { url: vault.seal('robot', id, href), secret: vault.seal('robot', id, secret) };
  const row = { kind, name, ...place, quiet: JSON.stringify(quiet) };
  if (known) await tx.db.updateTable('robot').set(row).where('id', '=', id).execute();
  else
    await tx.db
      .insertInto('robot')
      .values({ id, org: by.org, ...row, createdBy: by.person, createdAt: tx.now })
      .execute();
  await auditIn(tx, by, { action: 'robot.save', object: id, details: { kind, name, host } });
};

/** Takes a robot away with all that it had to say. Throws `robot.unknown`. */
export const removeRobot = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const { name } = await needRobot(tx.db, by.org, id);
  await tx.db.deleteFrom('delivery').where('target', '=', id).where('channel', '=', 'robot').execute();
  await tx.db.deleteFrom('robot').where('id', '=', id).execute();
  await auditIn(tx, by, { action: 'robot.remove', object: id, details: { name } });
};

type Saying = { title: string; text: string; urgent?: boolean };
/** Puts what a robot shall say into the line. Throws `robot.unknown`. */
export const sayByRobot = async (tx: Tx, org: string, id: string, saying: Saying): Promise<void> => {
  await needRobot(tx.db, org, id);
  await enqueue(tx, { org, channel: 'robot', target: id, ...saying });
};

/** What the robots of a company had to say lately, newest first. */
export const deliveriesOf = async (db: Db, org: string): Promise<DeliveryView[]> => {
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('robot as r', 'r.id', 'd.target')
    .select([
      'd.id',
      'd.target',
      'd.title',
      'd.state',
      'd.tries',
      'd.createdAt',
      'd.nextAt',
      'd.doneAt',
      'd.reason',
    ])
    .where('d.org', '=', org)
    .where('d.channel', '=', 'robot')
    .orderBy('d.createdAt', 'desc')
    .orderBy('d.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map((r) => ({
    id: r.id,
    robot: r.target,
    title: r.title,
    state: r.state as DeliveryState,
    tries: r.tries,
    createdAt: Number(r.createdAt),
    at: Number(r.doneAt ?? r.nextAt),
    ...(r.reason === null ? {} : { reason: r.reason }),
  }));
};

/** One more try for what has failed. Throws `delivery.unknown`. */
export const retryDelivery = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const done = await tx.db
    .updateTable('delivery')
    .set({ state: 'waiting', tries: 0, nextAt: tx.now, doneAt: null })
    .where('id', '=', id)
    .where('org', '=', by.org)
    .where('channel', '=', 'robot')
    .where('state', '=', 'failed')
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new RuleError('delivery.unknown');
  await auditIn(tx, by, { action: 'robot.retry', object: id });
};
