import { uuidv7 } from 'uuidv7';
import type { NoteView, ReadingView, ReadingWall } from '../domain/api-kind.ts';
import { RuleError } from '../domain/errors.ts';
import { calendarBegin, calendarOf, nextTitle } from '../domain/reading.ts';
import { COINS } from '../domain/rewards.ts';
import { checkIn, type Streak, shownStreak } from '../domain/streak.ts';
import { addDays, playDay } from '../domain/time.ts';
import { checkWords } from '../domain/word-list.ts';
import { restsOf, streakOf } from './checkin.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { holdPeople, inEarnest, unseenOf } from './kind.ts';
import { creditPerson } from './ledger.ts';
import { policyOf } from './policy.ts';
import { react, reactionsOf } from './reaction.ts';
import type { ReadingNoteTable } from './tables-kind.ts';

const PAGE = 20;

type Log = Streak & { days: number };
const logOf = async (db: Db, person: string): Promise<Log> => {
  const row = await db.selectFrom('reading').selectAll().where('person', '=', person).executeTakeFirst();
  if (!row) return { streak: 0, freezes: 0, days: 0 };
  return {
    streak: row.streak,
    freezes: row.freezes,
    days: row.days,
    ...(row.day === null ? {} : { day: row.day }),
    ...(row.freezeWeek === null ? {} : { freezeWeek: row.freezeWeek }),
  };
};

/** On how many play days a person has noted what they read; titles at `READING_TITLES`. */
export const readingDays = async (db: Db, person: string): Promise<number> => (await logOf(db, person)).days;

const viewsOf = async (db: Db, by: Actor, rows: readonly ReadingNoteTable[]): Promise<NoteView[]> => {
  const faces = await facesOf(
    db,
    rows.map((r) => r.person),
  );
  const signs = await reactionsOf(
    db,
    rows.map((r) => r.id),
    by.person,
  );
  return rows.flatMap((r): NoteView[] => {
    const author = faces.get(r.person);
    if (!author) return [];
    const { counts, mine } = signs.get(r.id) ?? { counts: {}, mine: [] };
    const { id, day, text } = r;
    const liking = { likes: counts.like ?? 0, liked: mine.includes('like') };
    return [{ id, author, day, text, at: Number(r.at), ...liking, mine: r.person === by.person }];
  });
};

/** The days from `begin` on for which the daily check-in has paid. */
const checkinDays = async (db: Db, by: Actor, begin: number, today: number): Promise<number[]> => {
  const head = `checkin:${by.person}:`;
  const keys: string[] = [];
  for (let day = begin; day <= today; day = addDays(day, 1)) keys.push(`${head}${day}`);
  const rows = await db
    .selectFrom('transfer')
    .select('key')
    .where('org', '=', by.org)
    .where('key', 'in', keys)
    .execute();
  return rows.map((r) => Number(r.key.slice(head.length)));
};

const ownNote = (db: Db, person: string, day: number): Promise<ReadingNoteTable | undefined> =>
  db
    .selectFrom('reading_note')
    .selectAll()
    .where('person', '=', person)
    .where('day', '=', day)
    .executeTakeFirst();

/** A person's reading and voyage log of the last five weeks. */
export const readingOf = async (db: Db, by: Actor, now: number): Promise<ReadingView> => {
  const today = playDay(now, by.zone);
  const begin = calendarBegin(today);
  const rests = await restsOf(db, by.person);
  const log = await logOf(db, by.person);
  const noted = await db
    .selectFrom('reading_note')
    .select('day')
    .where('person', '=', by.person)
    .where('day', '>=', begin)
    .execute();
  const voyage = await checkinDays(db, by, begin, today);
  const own = await ownNote(db, by.person, today);
  const [note] = own && own.hiddenAt === null ? await viewsOf(db, by, [own]) : [];
  const next = nextTitle(log.days);
  const days = noted.map((n) => n.day);
  return {
    streak: shownStreak(log, today, rests),
    days: log.days,
    ...(next === undefined ? {} : { next }),
    ...(note ? { today: note } : {}),
    calendar: calendarOf(days, today, rests),
    voyage: {
      streak: shownStreak(await streakOf(db, by.person), today, rests),
      calendar: calendarOf(voyage, today, rests),
    },
  };
};

/** A note's day is counted, its streak kept, its coins paid: once. */
const countDay = async (tx: Tx, by: Actor, day: number): Promise<number> => {
  const log = await logOf(tx.db, by.person);
  const { first, streak } = checkIn(log, day, await restsOf(tx.db, by.person));
  if (!first) return 0;
  const { freezeWeek = null } = streak;
  const row = { streak: streak.streak, day, freezeWeek, freezes: streak.freezes, days: log.days + 1 };
  await tx.db
    .insertInto('reading')
    .values({ person: by.person, org: by.org, ...row })
    .onConflict((oc) => oc.column('person').doUpdateSet(row))
    .execute();
  const pay = { amount: COINS.reading, reason: 'reading', key: `reading:${by.person}:${day}` };
  const { applied } = await creditPerson(tx, by, pay);
  return applied ? COINS.reading : 0;
};

/** Saves the note of today, or its new words, which come as a new note when the old one was taken off. Gives the coins of
 * it. Throws `chat.word`. */
export const saveNote = async (tx: Tx, actor: Actor, text: string): Promise<number> => {
  const by = inEarnest(actor);
  checkWords(text, (await policyOf(tx.db, by.org)).chat.words);
  await holdPeople(tx, [by.person]);
  const day = playDay(tx.now, by.zone);
  const known = await ownNote(tx.db, by.person, day);
  if (known) {
    const id = known.hiddenAt === null ? known.id : uuidv7();
    await tx.db
      .updateTable('reading_note')
      .set({ id, text, editedAt: tx.now, hiddenAt: null })
      .where('id', '=', known.id)
      .execute();
    return 0;
  }
  const id = uuidv7();
  const row = { id, org: by.org, person: by.person, day, text, at: tx.now, editedAt: tx.now, hiddenAt: null };
  await tx.db.insertInto('reading_note').values(row).execute();
  tx.emit(by, { verb: 'comment.posted', obj: 'reading', data: { len: [...text].length } });
  return countDay(tx, by, day);
};

const seen = (db: Db, by: Actor, unseen: readonly string[]) =>
  db
    .selectFrom('reading_note')
    .innerJoin('identity', 'identity.person', 'reading_note.person')
    .where('reading_note.org', '=', by.org)
    .where('reading_note.hiddenAt', 'is', null)
    .where('reading_note.text', '!=', '')
    .where('reading_note.person', 'not in', [...unseen]);

/** A note that this person may see. Throws `not_found`. */
export const findNote = async (db: Db, by: Actor, id: string): Promise<ReadingNoteTable> => {
  const row = await seen(db, by, await unseenOf(db, by.person))
    .selectAll('reading_note')
    .where('reading_note.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new RuleError('not_found');
  return row;
};

/** What colleagues read, the newest first; `next` = where the following page begins. */
export const readingWall = async (db: Db, by: Actor, before?: string): Promise<ReadingWall> => {
  const rows = await seen(db, by, await unseenOf(db, by.person))
    .selectAll('reading_note')
    .$if(before !== undefined, (q) => q.where('reading_note.id', '<', before ?? ''))
    .orderBy('reading_note.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const last = rows[PAGE - 1];
  const notes = await viewsOf(db, by, rows.slice(0, PAGE));
  return { notes, ...(rows.length > PAGE && last ? { next: last.id } : {}) };
};

/** Likes a note or takes it back. Throws `not_found`. */
export const likeNote = async (tx: Tx, actor: Actor, id: string, on: boolean): Promise<NoteView> => {
  const by = inEarnest(actor);
  const note = await findNote(tx.db, by, id);
  await react(tx, by, { obj: id, kind: 'like', to: note.person, on });
  const [view] = await viewsOf(tx.db, by, [note]);
  if (!view) throw new RuleError('not_found');
  return view;
};
