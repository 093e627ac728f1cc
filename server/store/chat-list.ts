import { type SelectQueryBuilder, sql } from 'kysely';
import type { ChannelView } from '../domain/api-chat.ts';
import { AFTER_MS, type ChannelRef, channelId, MOST_UNREAD } from '../domain/chat.ts';
import type { CrewState } from '../domain/crew.ts';
import { OPEN_STATUS } from './battle.ts';
import { type Place, shutOf, type Talker } from './chat-member.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { blockedOf } from './friend.ts';
import { readSettings } from './person.ts';
import type { Tables } from './tables.ts';

const MOST_DIRECT = 100;
const CREW_MS = 30 * 60_000;
const placeAt = (at: ChannelRef, name: string, more: Partial<Place> = {}): Place => ({
  ...{ id: channelId(at), ...at, name },
  ...more,
});
const overAt = (endedAt: number | null): Partial<Place> =>
  endedAt === null ? {} : { endedAt: Number(endedAt) };

const directs = async (db: Db, by: Talker): Promise<Place[]> => {
  const rows = await db
    .selectFrom('chat_channel')
    .select(['ref', 'a', 'b'])
    .where('org', '=', by.org)
    .where('seq', '>', 0)
    .where((eb) => eb.or([eb('a', '=', by.person), eb('b', '=', by.person)]))
    .orderBy('lastAt', 'desc')
    .limit(MOST_DIRECT)
    .execute();
  return rows.flatMap(({ ref, a, b }) => {
    const other = a === by.person ? b : a;
    return other ? [placeAt({ kind: 'direct', ref }, '', { other })] : [];
  });
};

const departments = async (db: Db, by: Talker): Promise<Place[]> => {
  const rows = await db
    .selectFrom('person as p')
    .innerJoin('department as d', 'd.id', 'p.department')
    .select(['d.id', 'd.name'])
    .where('p.id', '=', by.person)
    .where('d.org', '=', by.org)
    .execute();
  return rows.map(({ id, name }) => placeAt({ kind: 'department', ref: id }, name));
};

const cohorts = async (db: Db, by: Talker): Promise<Place[]> => {
  const rows = await db
    .selectFrom('cohort as c')
    .leftJoin('cohort_member as m', (j) => j.onRef('m.cohort', '=', 'c.id').on('m.person', '=', by.person))
    .select(['c.id', 'c.name'])
    .where('c.org', '=', by.org)
    .where('c.archivedAt', 'is', null)
    .where((eb) => eb.or([eb('m.person', 'is not', null), eb('c.createdBy', '=', by.person)]))
    .orderBy('c.createdAt', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ id, name }) => placeAt({ kind: 'cohort', ref: id }, name));
};

/** Crews that wait or fight, and those that ended within the half hour. */
const crews = async (db: Db, by: Talker, now: number): Promise<Place[]> => {
  const rows = await db
    .selectFrom('crew')
    .select(['id', 'state', 'endedAt'])
    .where('org', '=', by.org)
    .where('createdAt', '>', now - CREW_MS - AFTER_MS)
    .where('state', 'like', `%"${by.person}"%`)
    .execute();
  const isIn = (state: string): boolean =>
    (JSON.parse(state) as CrewState).members.some((m) => m.person === by.person);
  return rows
    .filter((r) => isIn(r.state))
    .map(({ id, endedAt }) => placeAt({ kind: 'crew', ref: id }, '', overAt(endedAt)));
};

/** Open battles, and those that ended within the half hour, in which one has a seat or which one runs. */
const battles = async (db: Db, by: Talker, now: number): Promise<Place[]> => {
  const rows = await db
    .selectFrom('battle as b')
    .select(['b.id', 'b.title', 'b.endedAt'])
    .where('b.org', '=', by.org)
    .where('b.solo', '=', 0)
    .where((eb) => eb.or([eb('b.status', 'in', OPEN_STATUS), eb('b.endedAt', '>', now - AFTER_MS)]))
    .where((eb) =>
      eb.or([
        eb('b.host', '=', by.person),
        eb('b.createdBy', '=', by.person),
        sql<boolean>`(select i."kind" from "battle_input" i where i."battle" = b."id" and i."person" = ${by.person}
          and i."kind" in ('seat', 'unseat') order by i."seq" desc limit 1) = 'seat'`,
      ]),
    )
    .execute();
  return rows.map(({ id, title, endedAt }) => placeAt({ kind: 'battle', ref: id }, title, overAt(endedAt)));
};

/** Every channel a person is in at this moment. */
export const placesOf = async (db: Db, by: Talker, now: number): Promise<Place[]> => {
  const live = [...(await crews(db, by, now)), ...(await battles(db, by, now))];
  if (by.guest) return live;
  return [...live, ...(await directs(db, by)), ...(await departments(db, by)), ...(await cohorts(db, by))];
};

type Unread = SelectQueryBuilder<Tables, 'chat_message', { channel: string; n: number }>;
/** What others said after the mark of a person; somebody without a mark begins with what was said since they came. */
const unreadQuery = (db: Db, by: Talker, ids: readonly string[]): Unread =>
  db
    .selectFrom('chat_message')
    .select(['channel', sql<number>`count(*)`.as('n')])
    .where('channel', 'in', [...ids])
    .where('person', '!=', by.person)
    .where('deletedAt', 'is', null)
    .where(
      sql<boolean>`"seq" > coalesce((select k."readSeq" from "chat_mark" k where k."person" = ${by.person}
        and k."channel" = "chat_message"."channel"), 0)`,
    )
    .where(
      sql<boolean>`"seq" > (select c."seq" from "chat_channel" c where c."id" = "chat_message"."channel") - ${MOST_UNREAD}`,
    )
    .where(sql<boolean>`"at" >= (select p."createdAt" from "person" p where p."id" = ${by.person})`)
    .groupBy('channel');

const lastLines = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('chat_message as m')
    .innerJoin('chat_channel as c', (j) => j.onRef('c.id', '=', 'm.channel').onRef('c.seq', '=', 'm.seq'))
    .leftJoin('identity as i', 'i.person', 'm.person')
    .select(['m.channel', 'm.seq', 'm.person', 'm.text', 'm.at', 'i.name'])
    .where('m.channel', 'in', [...ids])
    .where('m.deletedAt', 'is', null)
    .execute();

const rowsOf = async (db: Db, by: Talker, ids: readonly string[]) => {
  const blocked = [...(await blockedOf(db, by.person))];
  const unread = unreadQuery(db, by, ids);
  const [channels, marks, counts, lasts] = await Promise.all([
    db
      .selectFrom('chat_channel')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute(),
    db
      .selectFrom('chat_mark')
      .selectAll()
      .where('person', '=', by.person)
      .where('channel', 'in', [...ids])
      .execute(),
    (blocked.length > 0 ? unread.where('person', 'not in', blocked) : unread).execute(),
    lastLines(db, ids),
  ]);
  return {
    channels: new Map(channels.map((c) => [c.id, c])),
    marks: new Map(marks.map((m) => [m.channel, m])),
    counts: new Map(counts.map((c) => [c.channel, Number(c.n)])),
    lasts: new Map(lasts.filter((l) => !blocked.includes(l.person)).map((l) => [l.channel, l])),
  };
};

/** Those of these people who let it be seen that they are here. */
export const openOnes = async (db: Db, people: readonly string[]): Promise<string[]> => {
  if (people.length === 0) return [];
  const rows = await db
    .selectFrom('person')
    .select(['id', 'settings'])
    .where('id', 'in', [...people])
    .execute();
  return rows.filter((r) => !readSettings(r.settings).hidePresence).map((r) => r.id);
};

type LastLine = Awaited<ReturnType<typeof lastLines>>[number];
const lastOf = ({ seq, name, person, text, at }: LastLine, by: Talker): ChannelView['last'] & {} => ({
  ...{ seq, name: name ?? '', mine: person === by.person },
  ...{ text, at: Number(at) },
});

export type ListAt = {
  now: number;
  /** The policy's seconds, for channels without their own. */
  slow: number;
  /** Colleagues who are here and let it be seen. */
  here: ReadonlySet<string>;
};
/** Channels as their member sees them. */
export const channelViews = async (
  db: Db,
  by: Talker,
  places: readonly Place[],
  { now, slow, here }: ListAt,
): Promise<ChannelView[]> => {
  if (places.length === 0) return [];
  const ids = places.map((p) => p.id);
  const others = places.flatMap((p) => p.other ?? []);
  const rows = await rowsOf(db, by, ids);
  const faces = await facesOf(db, others);
  const viewOf = async (place: Place): Promise<ChannelView> => {
    const { id, kind, other } = place;
    const row = rows.channels.get(id);
    const own = rows.marks.get(id);
    const last = rows.lasts.get(id);
    const face = other === undefined ? undefined : faces.get(other);
    const shut = await shutOf(db, by, place, { closed: row?.closedAt != null, now });
    return {
      ...{ id, kind, name: face?.name ?? place.name },
      ...(face ? { face } : {}),
      ...(other !== undefined && here.has(other) && !shut ? { here: true } : {}),
      ...(last ? { last: lastOf(last, by) } : {}),
      seq: row?.seq ?? 0,
      read: own?.readSeq ?? 0,
      unread: rows.counts.get(id) ?? 0,
      muted: own?.muted === 1,
      ...(shut ? { shut } : {}),
      slow: row?.slowSeconds ?? slow,
    };
  };
  return Promise.all(places.map(viewOf));
};
