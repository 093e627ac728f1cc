import { sql } from 'kysely';
import type { Found, FriendRow, FriendsView, RequestRow } from '../domain/api-friends.ts';
import type { Face } from '../domain/face.ts';
import { bondOf, readFriendCode } from '../domain/friend.ts';
import { tidyName } from '../domain/person.ts';
import { type Streak, shownStreak } from '../domain/streak.ts';
import { playDay } from '../domain/time.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { linksOf, notBlocked } from './friend.ts';
import { readSettings } from './person.ts';

const MOST_FOUND = 20;
const MOST_READ = 80;

type About = { department?: string; hidden: boolean; streak: Streak };

/** Department, streak and wish for privacy of these people. */
const aboutOf = async (db: Db, people: readonly string[]): Promise<Map<string, About>> => {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('person as p')
    .leftJoin('department as d', 'd.id', 'p.department')
    .select(['p.id', 'p.settings', 'p.streak', 'p.checkinDay', 'p.freezeWeek', 'p.freezes', 'd.name'])
    .where('p.id', 'in', [...people])
    .execute();
  return new Map(
    rows.map((r) => [
      r.id,
      {
        hidden: readSettings(r.settings).hidePresence,
        streak: {
          streak: r.streak,
          freezes: r.freezes,
          ...(r.checkinDay === null ? {} : { day: r.checkinDay }),
          ...(r.freezeWeek === null ? {} : { freezeWeek: r.freezeWeek }),
        },
        ...(r.name === null ? {} : { department: r.name }),
      },
    ]),
  );
};

/** The island on which each of them finished a station last. */
const islandsOf = async (db: Db, people: readonly string[]): Promise<Map<string, string>> => {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('progress')
    .select(['person', 'island'])
    .select((eb) => eb.fn.max('doneAt').as('at'))
    .where('person', 'in', [...people])
    .where('doneAt', 'is not', null)
    .groupBy(['person', 'island'])
    .execute();
  rows.sort((a, b) => Number(a.at) - Number(b.at));
  return new Map(rows.map((r) => [r.person, r.island]));
};

export const friendCodeOf = async (db: Db, person: string): Promise<string> => {
  const found = db.selectFrom('identity').select('friendCode').where('person', '=', person);
  return (await found.executeTakeFirst())?.friendCode ?? '';
};

type Known = { faces: Map<string, Face>; about: Map<string, About>; islands: Map<string, string> };

/** Those who hide are away to everybody: `online` is filled in by the door that knows who is here. */
const rowOf = (known: Known, today: number, other: string, since: number): FriendRow[] => {
  const face = known.faces.get(other);
  const about = known.about.get(other);
  if (!face || !about) return [];
  const { department, hidden, streak } = about;
  const day = {
    streak: shownStreak(streak, today, []),
    today: streak.day === today,
    island: known.islands.get(other) ?? '',
  };
  const place = department === undefined ? {} : { department };
  return [{ face, since, online: false, ...place, ...(hidden ? {} : { day }) }];
};

/** Everybody who has to do with a person; `open` = the friends who may be seen where they are. */
export const friendsView = async (
  db: Db,
  by: Actor,
  now: number,
): Promise<{ view: FriendsView; open: string[] }> => {
  const links = await linksOf(db, by.person);
  const blocked = await db
    .selectFrom('block')
    .select('other')
    .where('person', '=', by.person)
    .orderBy('at', 'desc')
    .execute();
  const people = links.map((l) => l.other);
  const friends = links.filter((l) => l.link.state === 'friends').map((l) => l.other);
  const known: Known = {
    faces: await facesOf(db, [...people, ...blocked.map((b) => b.other)]),
    about: await aboutOf(db, people),
    islands: await islandsOf(db, friends),
  };
  const today = playDay(now, by.zone);
  const asked = (bond: 'asks' | 'asked'): RequestRow[] =>
    links
      .filter((l) => bondOf(l.link, by.person) === bond)
      .flatMap(({ other, link }) => {
        const face = known.faces.get(other);
        const department = known.about.get(other)?.department;
        return face ? [{ face, at: link.at, ...(department === undefined ? {} : { department }) }] : [];
      })
      .sort((a, b) => b.at - a.at);
  const view: FriendsView = {
    friends: links
      .filter((l) => l.link.state === 'friends')
      .flatMap(({ other, link }) => rowOf(known, today, other, link.at)),
    incoming: asked('asks'),
    outgoing: asked('asked'),
    blocked: blocked.flatMap((b) => known.faces.get(b.other) ?? []),
    code: await friendCodeOf(db, by.person),
  };
  return { view, open: friends.filter((f) => known.about.get(f)?.hidden === false) };
};

const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** How a query is compared with spellings: letters and digits alone, ü as v. */
const spelled = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ü/gu, 'v')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Colleagues by a part of the name, by its pinyin or initials, or by the friend code; the nearest spelling first. */
export const findPeople = async (db: Db, by: Actor, asked: string): Promise<Found[]> => {
  const text = tidyName(asked).toLowerCase();
  if (text === '') return [];
  const code = readFriendCode(asked) ?? '';
  const typed = spelled(text);
  const bySpelling = sql<boolean>`i."spelling" like ${`% ${like(typed)}%`} escape '\\'`;
  const rows = await db
    .selectFrom('person as p')
    .innerJoin('identity as i', 'i.person', 'p.id')
    .leftJoin('department as d', 'd.id', 'p.department')
    .select(['p.id', 'i.name', 'i.friendCode', 'd.name as department'])
    .where('p.org', '=', by.org)
    .where('p.id', '!=', by.person)
    .where(notBlocked(by.person, 'p.id'))
    .where((eb) =>
      eb.or([
        sql<boolean>`lower(i."name") like ${`%${like(text)}%`} escape '\\'`,
        eb('i.friendCode', '=', code),
        ...(typed === '' ? [] : [bySpelling]),
      ]),
    )
    .orderBy(sql`length(i."name")`)
    .orderBy('i.name')
    .orderBy('p.id')
    .limit(MOST_READ)
    .execute();
  const rank = (r: (typeof rows)[number]): number => {
    if (code !== '' && r.friendCode === code) return 0;
    return r.name.toLowerCase().startsWith(text) ? 1 : 2;
  };
  const first = rows.sort((a, b) => rank(a) - rank(b)).slice(0, MOST_FOUND);
  const faces = await facesOf(
    db,
    first.map((r) => r.id),
  );
  const links = new Map((await linksOf(db, by.person)).map((l) => [l.other, l.link]));
  return first.flatMap(({ id, department }) => {
    const face = faces.get(id);
    const bond = bondOf(links.get(id), by.person);
    return face ? [{ face, bond, ...(department === null ? {} : { department }) }] : [];
  });
};
