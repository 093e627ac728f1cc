import { uuidv7 } from 'uuidv7';
import type { MessageKind, MessageView } from '../domain/api-programme.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

const MOST_SHOWN = 100;

export type NewMessage = {
  to: string;
  kind: MessageKind;
  /** What a person wrote; '' when the kind says it all. */
  text?: string;
  quest?: string;
  island?: string;
  station?: string;
  battle?: string;
  ask?: string;
  /** Coins that came with it. */
  amount?: number;
};

/** Puts a message into the mail of a colleague; one to oneself comes from nobody. Nothing in a preview. */
export const sendMessage = async (
  tx: Tx,
  by: Pick<Actor, 'org' | 'person' | 'preview'>,
  m: NewMessage,
): Promise<void> => {
  if (by.preview) return;
  const { to, kind, text = '', quest = null, island = null, station = null, battle = null } = m;
  const { ask = null, amount = null } = m;
  await tx.db
    .insertInto('message')
    .values({
      id: uuidv7(),
      org: by.org,
      person: to,
      sender: to === by.person ? null : by.person,
      kind,
      text,
      quest,
      island,
      station,
      battle,
      ask,
      amount,
      at: tx.now,
      readAt: null,
    })
    .execute();
};

/** The last messages to a person, newest first. */
export const messagesOf = async (db: Db, person: string): Promise<MessageView[]> => {
  const rows = await db
    .selectFrom('message as m')
    .leftJoin('identity', 'identity.person', 'm.sender')
    .select([
      'm.id',
      'm.kind',
      'm.text',
      'm.at',
      'm.readAt',
      'm.island',
      'm.station',
      'm.battle',
      'm.ask',
      'm.amount',
      'identity.name',
    ])
    .where('m.person', '=', person)
    .orderBy('m.at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map((r) => ({
    id: r.id,
    kind: r.kind as MessageKind,
    text: r.text,
    at: Number(r.at),
    read: r.readAt !== null,
    ...(r.name === null ? {} : { from: r.name }),
    ...(r.island === null ? {} : { island: r.island }),
    ...(r.station === null ? {} : { station: r.station }),
    ...(r.battle === null ? {} : { battle: r.battle }),
    ...(r.ask === null ? {} : { ask: r.ask }),
    ...(r.amount === null ? {} : { amount: r.amount }),
  }));
};

export const unreadOf = async (db: Db, person: string): Promise<number> => {
  const row = await db
    .selectFrom('message')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('person', '=', person)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
};

/** Marks a person's own messages as read; ids of others and unknown ones change nothing. */
export const readMessages = async (tx: Tx, person: string, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('message')
    .set({ readAt: tx.now })
    .where('person', '=', person)
    .where('id', 'in', [...ids])
    .where('readAt', 'is', null)
    .execute();
};
