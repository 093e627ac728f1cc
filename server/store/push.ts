import { createECDH } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { PushBody, PushView } from '../domain/api-reach.ts';
import { RuleError } from '../domain/errors.ts';
import { checkOutbound } from '../domain/outbound.ts';
import type { Actor, Tx } from './commit.ts';
import { enqueue } from './outbox.ts';
import { readSettings } from './person.ts';
import type { Vault } from './secret.ts';

/** A person's devices at most; the oldest goes. */
const MOST_DEVICES = 10;

const opens = (vault: Vault, org: string, privateKey: string): boolean => {
  try {
    vault.open('push', org, privateKey);
    return true;
  } catch (error) {
    if (error instanceof RuleError && error.code === 'secret.unreadable') return false;
    throw error;
  }
};

/**
 * The company's VAPID key pair (P-256); made when it is first needed, and kept: subscriptions hang on it. One that can no
 * longer be read makes room for a new one, and its subscriptions go: nobody could send to them. Throws `secret.key`.
 */
export const pushKeyOf = async (tx: Tx, org: string, vault: Vault): Promise<string> => {
  const find = () => tx.db.selectFrom('push_key').selectAll().where('org', '=', org).executeTakeFirst();
  const known = await find();
  if (known && opens(vault, org, known.privateKey)) return known.publicKey;
  const curve = createECDH('prime256v1');
  const publicKey = curve.generateKeys('base64url');
  const plain = Buffer.from(curve.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
  const privateKey = vault.seal('push', org, plain);
  if (known) {
    await tx.db.deleteFrom('push_subscription').where('org', '=', org).execute();
    await tx.db.deleteFrom('push_key').where('org', '=', org).execute();
  }
  await tx.db
    .insertInto('push_key')
    .values({ org, publicKey, privateKey, createdAt: tx.now })
    .onConflict((oc) => oc.column('org').doNothing())
    .execute();
  return (await find())?.publicKey ?? publicKey;
};

/** The public key for `pushManager.subscribe`, and on how many devices I get pushes. */
export const pushView = async (tx: Tx, by: Actor, vault: Vault): Promise<PushView> => {
  const publicKey = await pushKeyOf(tx, by.org, vault);
  const { n } = await tx.db
    .selectFrom('push_subscription')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('person', '=', by.person)
    .executeTakeFirstOrThrow();
  return { publicKey, devices: Number(n) };
};

const checkKeys = ({ p256dh, auth }: PushBody['keys']): void => {
  const isPoint = Buffer.from(p256dh, 'base64url').length === 65;
  if (!isPoint || Buffer.from(auth, 'base64url').length !== 16) throw new RuleError('push.address');
};
const checkEndpoint = (endpoint: string, open: boolean): void => {
  try {
    checkOutbound(endpoint, open);
  } catch {
    throw new RuleError('push.address');
  }
};

/** A device that wants pushes; one that another account used before belongs to this one now. Throws `push.address`. */
export const subscribe = async (
  tx: Tx,
  by: Actor,
  { endpoint, keys }: PushBody,
  open: boolean,
): Promise<void> => {
  checkEndpoint(endpoint, open);
  checkKeys(keys);
  await tx.db.deleteFrom('push_subscription').where('endpoint', '=', endpoint).execute();
  const row = { id: uuidv7(), org: by.org, person: by.person, endpoint, ...keys, createdAt: tx.now };
  await tx.db.insertInto('push_subscription').values(row).execute();
  const mine = await tx.db
    .selectFrom('push_subscription')
    .select('id')
    .where('person', '=', by.person)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  for (const { id } of mine.slice(MOST_DEVICES)) await dropSubscription(tx, id);
};

export const unsubscribe = async (tx: Tx, by: Actor, endpoint: string): Promise<void> => {
  await tx.db
    .deleteFrom('push_subscription')
    .where('person', '=', by.person)
    .where('endpoint', '=', endpoint)
    .execute();
};

/** A device that is gone. */
export const dropSubscription = async (tx: Tx, id: string): Promise<void> => {
  await tx.db.deleteFrom('push_subscription').where('id', '=', id).execute();
};

/** Tells every device of these people that something waits; what it is stands in the game only. Gives how many devices. */
export const pokeAll = async (tx: Tx, org: string, people: readonly string[]): Promise<number> => {
  if (people.length === 0) return 0;
  const rows = await tx.db
    .selectFrom('push_subscription as s')
    .innerJoin('person as p', 'p.id', 's.person')
    .select(['s.id', 's.person', 'p.settings'])
    .where('s.person', 'in', [...people])
    .orderBy('s.id')
    .execute();
  for (const { id, person, settings } of rows)
    await enqueue(tx, {
      org,
      channel: 'push',
      target: id,
      person,
      title: readSettings(settings).lang,
      text: '',
    });
  return rows.length;
};
