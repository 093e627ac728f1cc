import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ChatReaction } from '../domain/api-chat.ts';
import { channelId, DELETE_MS, mentionsIn } from '../domain/chat.ts';
import { RuleError } from '../domain/errors.ts';
import { checkWords } from '../domain/word-list.ts';
import { checkQuiet, mayTalk, needPlace, type Place, shutOf, type Talker } from './chat-member.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { policyOf } from './policy.ts';
import { reportIn } from './report.ts';
import type { ChatChannelTable } from './tables.ts';

/** The channel's row, made when there is none. */
export const makeChannel = async (
  tx: Tx,
  org: string,
  { id, kind, ref, pair }: Pick<Place, 'id' | 'kind' | 'ref'> & { pair?: [string, string] },
): Promise<void> => {
  const [a = null, b = null] = pair ?? [];
  await tx.db
    .insertInto('chat_channel')
    .values({
      ...{ id, org, kind, ref, a, b },
      ...{ seq: 0, rev: 0, lastAt: null, slowSeconds: null, closedAt: null, closedBy: null },
    })
    .onConflict((c) => c.doNothing())
    .execute();
};

/** Counts a change (and a message) of a channel and holds it until the end of the transaction. */
const turn = async (tx: Tx, place: Place, org: string, messages: 0 | 1): Promise<ChatChannelTable> => {
  await makeChannel(tx, org, place);
  return tx.db
    .updateTable('chat_channel')
    .set({ rev: sql<number>`"rev" + 1`, seq: sql<number>`"seq" + ${messages}` })
    .where('id', '=', place.id)
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** The channel with a colleague. Throws `chat.not_open` for who is no friend and shares nothing, and either way of a
 * block. */
export const openDirect = async (tx: Tx, by: Talker, person: string): Promise<string> => {
  if (person === by.person || !(await mayTalk(tx.db, by, person, tx.now)))
    throw new RuleError('chat.not_open');
  const pair: [string, string] = by.person < person ? [by.person, person] : [person, by.person];
  const ref = randomUUID();
  await makeChannel(tx, by.org, { id: channelId({ kind: 'direct', ref }), kind: 'direct', ref, pair });
  const { id } = await tx.db
    .selectFrom('chat_channel')
    .select('id')
    .where('a', '=', pair[0])
    .where('b', '=', pair[1])
    .executeTakeFirstOrThrow();
  return id;
};

/** Until when a person may not write; undefined = may. */
export const silentUntil = async (db: Db, person: string, now: number): Promise<number | undefined> => {
  const row = await db
    .selectFrom('chat_silence')
    .select('until')
    .where('person', '=', person)
    .where('until', '>', now)
    .executeTakeFirst();
  return row && Number(row.until);
};

/** Throws all that keeps a person from writing in a channel, but its pace. */
const checkWriting = async (tx: Tx, by: Talker, place: Place, row: ChatChannelTable): Promise<void> => {
  const shut = await shutOf(tx.db, by, place, { closed: row.closedAt !== null, now: tx.now });
  if (shut) throw new RuleError(shut);
  const until = await silentUntil(tx.db, by.person, tx.now);
  if (until !== undefined) throw new RuleError('chat.muted', { until });
  await checkQuiet(tx.db, place);
};

const SECOND = 1_000;
/** Throws `chat.slow` with the seconds to wait. */
const checkPace = async (tx: Tx, by: Talker, id: string, slowSeconds: number): Promise<void> => {
  if (slowSeconds === 0) return;
  const mark = await tx.db
    .selectFrom('chat_mark')
    .select('sentAt')
    .where('person', '=', by.person)
    .where('channel', '=', id)
    .executeTakeFirst();
  const wait = Number(mark?.sentAt ?? 0) + slowSeconds * SECOND - tx.now;
  if (wait > 0) throw new RuleError('chat.slow', { seconds: Math.ceil(wait / SECOND) });
};

/** Moves a person's mark forwards only; `sent` notes when they wrote. */
const mark = async (tx: Tx, person: string, channel: string, to: number, sent?: number): Promise<void> => {
  await tx.db
    .insertInto('chat_mark')
    .values({ person, channel, readSeq: to, sentAt: sent ?? null, muted: 0 })
    .onConflict((c) =>
      c.columns(['person', 'channel']).doUpdateSet({
        readSeq: sql<number>`case when "chat_mark"."readSeq" < ${to} then ${to} else "chat_mark"."readSeq" end`,
        ...(sent === undefined ? {} : { sentAt: sent }),
      }),
    )
    .execute();
};

/** Says a tidied text in a channel. Throws `chat.unknown`, `chat.not_open`, `chat.closed`, `chat.muted`,
 * `chat.quiet_round`, `chat.slow`, `chat.word`. */
export const say = async (tx: Tx, by: Talker, channel: string, text: string) => {
  const place = await needPlace(tx.db, by, channel);
  const { chat } = await policyOf(tx.db, by.org);
  checkWords(text, chat.words);
  const row = await turn(tx, place, by.org, 1);
  await checkWriting(tx, by, place, row);
  await checkPace(tx, by, channel, row.slowSeconds ?? chat.slowSeconds);
  const { seq, rev } = row;
  await tx.db
    .insertInto('chat_message')
    .values({
      ...{ channel, seq, org: by.org, person: by.person, text, rev, at: tx.now },
      ...{ deletedAt: null, deletedBy: null },
    })
    .execute();
  await tx.db.updateTable('chat_channel').set({ lastAt: tx.now }).where('id', '=', channel).execute();
  await mark(tx, by.person, channel, seq, tx.now);
  const moderation = chat.words.length > 0 ? 'listed' : 'none';
  const data = { len: [...text].length, mentionsN: mentionsIn(text), moderation };
  tx.emit(by, { verb: 'chat.sent', obj: channel, data });
  return { seq, at: tx.now };
};

/** How far a person has read; never backwards, never past the last message. Throws `chat.unknown`. */
export const readTo = async (tx: Tx, by: Talker, channel: string, seq: number): Promise<{ read: number }> => {
  await needPlace(tx.db, by, channel);
  const row = await tx.db
    .selectFrom('chat_channel')
    .select('seq')
    .where('id', '=', channel)
    .executeTakeFirst();
  if (row) await mark(tx, by.person, channel, Math.min(seq, row.seq));
  const now = await tx.db
    .selectFrom('chat_mark')
    .select('readSeq')
    .where('person', '=', by.person)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return { read: now?.readSeq ?? 0 };
};

/** Whether a channel rings for this person. Throws `chat.unknown`. */
export const muteChannel = async (tx: Tx, by: Talker, channel: string, isMuted: boolean): Promise<void> => {
  await needPlace(tx.db, by, channel);
  const muted = isMuted ? 1 : 0;
  await tx.db
    .insertInto('chat_mark')
    .values({ person: by.person, channel, readSeq: 0, sentAt: null, muted })
    .onConflict((c) => c.columns(['person', 'channel']).doUpdateSet({ muted }))
    .execute();
};

/** A message that still has its text. Throws `chat.unknown`. */
const needMessage = async (tx: Tx, channel: string, seq: number) => {
  const row = await tx.db
    .selectFrom('chat_message')
    .selectAll()
    .where('channel', '=', channel)
    .where('seq', '=', seq)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!row) throw new RuleError('chat.unknown');
  return row;
};

const touch = async (tx: Tx, channel: string, seq: number, rev: number): Promise<void> => {
  await tx.db
    .updateTable('chat_message')
    .set({ rev })
    .where('channel', '=', channel)
    .where('seq', '=', seq)
    .execute();
};

export type Reacting = { channel: string; seq: number; kind: ChatReaction; on: boolean };
/** Gives a reaction or takes it back; what is so already changes nothing. Throws as `say`, but for pace and words. */
export const reactTo = async (tx: Tx, by: Talker, { channel, seq, kind, on }: Reacting): Promise<void> => {
  const place = await needPlace(tx.db, by, channel);
  const row = await turn(tx, place, by.org, 0);
  await checkWriting(tx, by, place, row);
  await needMessage(tx, channel, seq);
  const one = { channel, seq, person: by.person, kind };
  if (on) {
    const added = await tx.db
      .insertInto('chat_reaction')
      .values({ ...one, at: tx.now })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (Number(added.numInsertedOrUpdatedRows) > 0)
      tx.emit(by, { verb: 'reaction.given', obj: `${channel}.${seq}`, data: { kind } });
  } else
    await tx.db
      .deleteFrom('chat_reaction')
      .where((eb) => eb.and(one))
      .execute();
  await touch(tx, channel, seq, row.rev);
};

/** The text is gone, a mark stays. For authors and, by the studio, for reported texts. */
export const clearMessage = async (
  tx: Tx,
  org: string,
  by: string,
  place: Place,
  seq: number,
): Promise<void> => {
  const { rev } = await turn(tx, place, org, 0);
  await tx.db
    .updateTable('chat_message')
    .set({ text: '', rev, deletedAt: tx.now, deletedBy: by })
    .where('channel', '=', place.id)
    .where('seq', '=', seq)
    .where('org', '=', org)
    .where('deletedAt', 'is', null)
    .execute();
  await tx.db.deleteFrom('chat_reaction').where('channel', '=', place.id).where('seq', '=', seq).execute();
};

/** Deletes one's own message. Throws `chat.unknown`, `chat.too_late` after five minutes and for others' messages. */
export const deleteOwn = async (tx: Tx, by: Talker, channel: string, seq: number): Promise<void> => {
  const place = await needPlace(tx.db, by, channel);
  const { person, at } = await needMessage(tx, channel, seq);
  if (person !== by.person || at < tx.now - DELETE_MS) throw new RuleError('chat.too_late');
  await clearMessage(tx, by.org, by.person, place, seq);
};

/** Brings a colleague's message to the studio. Throws `chat.unknown`. */
export const reportMessage = async (
  tx: Tx,
  by: Talker,
  { channel, seq, reason }: { channel: string; seq: number; reason: string },
): Promise<void> => {
  await needPlace(tx.db, by, channel);
  const { person, text } = await needMessage(tx, channel, seq);
  if (person === by.person) throw new RuleError('chat.unknown');
  await reportIn(tx, by, { kind: 'chat', obj: `${channel}.${seq}`, person, text, reason });
};
