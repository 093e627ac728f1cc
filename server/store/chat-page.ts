import type { ChatLine, ChatReaction, ReportedLine } from '../domain/api-chat.ts';
import { PAGE_LINES } from '../domain/chat.ts';
import type { Talker } from './chat-member.ts';
import type { Db } from './db.ts';
import { blockedOf } from './friend.ts';
import type { ChatMessageTable } from './tables.ts';

type Reactions = Map<number, ChatLine['reactions']>;
const reactionsTo = async (
  db: Db,
  me: string,
  channel: string,
  seqs: readonly number[],
): Promise<Reactions> => {
  const found: Reactions = new Map();
  if (seqs.length === 0) return found;
  const rows = await db
    .selectFrom('chat_reaction')
    .select(['seq', 'person', 'kind'])
    .where('channel', '=', channel)
    .where('seq', 'in', [...seqs])
    .orderBy('at')
    .execute();
  for (const { seq, person, kind } of rows) {
    const list = found.get(seq) ?? [];
    found.set(seq, list);
    const known = list.find((r) => r.kind === kind);
    if (known) {
      known.n += 1;
      known.mine ||= person === me;
    } else list.push({ kind: kind as ChatReaction, n: 1, mine: person === me });
  }
  return found;
};

const linesOf = async (
  db: Db,
  by: Talker,
  channel: string,
  rows: readonly ChatMessageTable[],
): Promise<ChatLine[]> => {
  const reactions = await reactionsTo(
    db,
    by.person,
    channel,
    rows.map((r) => r.seq),
  );
  return rows.map(({ seq, person, text, at, deletedAt, deletedBy }) => ({
    ...{ seq, person, text: deletedAt === null ? text : '', at: Number(at) },
    ...(deletedAt === null ? {} : { gone: deletedBy === person ? 'own' : 'studio' }),
    reactions: reactions.get(seq) ?? [],
  }));
};

/** Lines of a channel for a member: nothing of people with whom there is a block, either way. */
const linesIn = async (db: Db, by: Talker, channel: string) => {
  const blocked = [...(await blockedOf(db, by.person))];
  const query = db.selectFrom('chat_message').selectAll().where('channel', '=', channel);
  return channel.startsWith('direct.') || blocked.length === 0
    ? { query }
    : { query: query.where('person', 'not in', blocked) };
};

/** How many changes a channel has had; 0 = nothing was said or set in it yet. */
export const revOf = async (db: Db, channel: string): Promise<number> => {
  const row = await db.selectFrom('chat_channel').select('rev').where('id', '=', channel).executeTakeFirst();
  return row?.rev ?? 0;
};

export type Lines = { lines: ChatLine[]; more: boolean };
/** The newest lines, or those before a message, in the order of speaking. */
export const linesBefore = async (db: Db, by: Talker, channel: string, before?: number): Promise<Lines> => {
  const { query } = await linesIn(db, by, channel);
  const rows = await (before === undefined ? query : query.where('seq', '<', before))
    .orderBy('seq', 'desc')
    .limit(PAGE_LINES + 1)
    .execute();
  const shown = rows.slice(0, PAGE_LINES).reverse();
  return { lines: await linesOf(db, by, channel, shown), more: rows.length > PAGE_LINES };
};

/** All that was said or has changed after a `rev`; `more` = it was too much for one reply. */
export const linesSince = async (db: Db, by: Talker, channel: string, since: number): Promise<Lines> => {
  const { query } = await linesIn(db, by, channel);
  const rows = await query
    .where('rev', '>', since)
    .orderBy('seq', 'desc')
    .limit(2 * PAGE_LINES + 1)
    .execute();
  const shown = rows.slice(0, 2 * PAGE_LINES).reverse();
  return { lines: await linesOf(db, by, channel, shown), more: rows.length > 2 * PAGE_LINES };
};

const AROUND = 3;
/** What was said around a message and is still there, for who judges a report. */
export const around = async (
  db: Db,
  channel: string,
  seq: number,
): Promise<{ before: ReportedLine[]; after: ReportedLine[] }> => {
  const near = (side: '<' | '>') =>
    db
      .selectFrom('chat_message as m')
      .leftJoin('identity as i', 'i.person', 'm.person')
      .select(['m.text', 'm.at', 'i.name'])
      .where('m.channel', '=', channel)
      .where('m.deletedAt', 'is', null)
      .where('m.seq', side, seq)
      .orderBy('m.seq', side === '<' ? 'desc' : 'asc')
      .limit(AROUND)
      .execute();
  const [before, after] = [await near('<'), await near('>')];
  const lineOf = ({ text, at, name }: { text: string; at: number; name: string | null }): ReportedLine => ({
    ...{ name: name ?? '', text, at: Number(at) },
  });
  return { before: before.reverse().map(lineOf), after: after.map(lineOf) };
};
