import { uuidv7 } from 'uuidv7';
import type { BottleCount, BottleView } from '../domain/api-kind.ts';
import { likePays } from '../domain/bottle.ts';
import { RuleError } from '../domain/errors.ts';
import { COINS } from '../domain/rewards.ts';
import { playDay } from '../domain/time.ts';
import { checkWords } from '../domain/word-list.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { holdPeople, isGuest, unseenOf } from './kind.ts';
import { moveCoins } from './ledger.ts';
import { policyOf } from './policy.ts';
import { react, reactionsOf } from './reaction.ts';
import type { BottleTable } from './tables-kind.ts';

/** Bottles of the company that this person may see: not taken back, not hidden, of nobody who is gone or blocked. */
const seen = (db: Db, by: Actor, unseen: readonly string[]) =>
  db
    .selectFrom('bottle')
    .innerJoin('identity', 'identity.person', 'bottle.author')
    .leftJoin('bottle_read as r', (j) => j.onRef('r.bottle', '=', 'bottle.id').on('r.person', '=', by.person))
    .where('bottle.org', '=', by.org)
    .where('bottle.goneAt', 'is', null)
    .where('bottle.hiddenAt', 'is', null)
    .where('bottle.author', 'not in', [...unseen]);

/** How many bottles lie at these stations and how many of them wait for me; stations without any are missing. */
export const countBottles = async (
  db: Db,
  by: Actor,
  stations: readonly string[],
): Promise<Record<string, BottleCount>> => {
  if (stations.length === 0) return {};
  const rows = await seen(db, by, await unseenOf(db, by.person))
    .select('bottle.station')
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      eb.fn
        .sum<number>(
          eb
            .case()
            .when(eb.and([eb('r.at', 'is', null), eb('bottle.author', '!=', by.person)]))
            .then(1)
            .else(0)
            .end(),
        )
        .as('unread'),
    ])
    .where('bottle.station', 'in', [...stations])
    .groupBy('bottle.station')
    .execute();
  return Object.fromEntries(rows.map((r) => [r.station, { n: Number(r.n), unread: Number(r.unread) }]));
};

const viewsOf = async (db: Db, by: Actor, rows: readonly BottleTable[]): Promise<BottleView[]> => {
  const faces = await facesOf(
    db,
    rows.map((r) => r.author),
  );
  const signs = await reactionsOf(
    db,
    rows.map((r) => r.id),
    by.person,
  );
  return rows.flatMap((r) => {
    const author = faces.get(r.author);
    if (!author) return [];
    const { counts, mine } = signs.get(r.id) ?? { counts: {}, mine: [] };
    const { id, station, text } = r;
    const [likes, liked] = [counts.like ?? 0, mine.includes('like')];
    return [
      { id, station, author, text, at: Number(r.editedAt), likes, liked, mine: r.author === by.person },
    ];
  });
};

/** My bottle at a station. */
export const ownBottle = async (db: Db, by: Actor, station: string): Promise<BottleView | undefined> => {
  const row = await seen(db, by, [''])
    .selectAll('bottle')
    .where('bottle.station', '=', station)
    .where('bottle.author', '=', by.person)
    .executeTakeFirst();
  return row && (await viewsOf(db, by, [row]))[0];
};

/** A bottle that this person may see. Throws `bottle.unknown`. */
export const findBottle = async (db: Db, by: Actor, id: string): Promise<BottleTable> => {
  const row = await seen(db, by, await unseenOf(db, by.person))
    .selectAll('bottle')
    .where('bottle.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new RuleError('bottle.unknown');
  return row;
};

/** Leaves a tip at a station, or a new one in the place of one's own, which nobody has read or liked yet. Throws
 * `chat.word`. */
export const leaveBottle = async (tx: Tx, by: Actor, station: string, text: string): Promise<void> => {
  checkWords(text, (await policyOf(tx.db, by.org)).chat.words);
  const fresh = { id: uuidv7(), text, editedAt: tx.now, goneAt: null, hiddenAt: null };
  await tx.db
    .insertInto('bottle')
    .values({ ...fresh, org: by.org, station, author: by.person, earned: 0, at: tx.now })
    .onConflict((oc) => oc.columns(['org', 'station', 'author']).doUpdateSet(fresh))
    .execute();
  tx.emit(by, { verb: 'comment.posted', obj: station, data: { len: [...text].length } });
};

/** Takes one's own bottle back; its text is gone. */
export const takeBottle = async (tx: Tx, by: Actor, station: string): Promise<void> => {
  await tx.db
    .updateTable('bottle')
    .set({ text: '', goneAt: tx.now })
    .where('org', '=', by.org)
    .where('station', '=', station)
    .where('author', '=', by.person)
    .execute();
};

const others = (db: Db, by: Actor, station: string, unseen: readonly string[]) =>
  seen(db, by, unseen).where('bottle.station', '=', station).where('bottle.author', '!=', by.person);

/** Opens a bottle of a colleague by chance (`dice` 0 <= x < 1): one that was not read yet, else another one than `not`.
 * Throws `bottle.none`. */
export const readBottle = async (
  tx: Tx,
  by: Actor,
  station: string,
  { dice, not = '' }: { dice: number; not?: string },
): Promise<BottleView> => {
  const unseen = await unseenOf(tx.db, by.person);
  const here = () => others(tx.db, by, station, unseen);
  const candidates = [
    () => here().where('r.at', 'is', null),
    () => here().where('bottle.id', '!=', not),
    here,
  ];
  for (const pool of candidates) {
    const { n } = await pool()
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    if (Number(n) === 0) continue;
    const row = await pool()
      .selectAll('bottle')
      .orderBy('bottle.id')
      .limit(1)
      .offset(Math.floor(dice * Number(n)))
      .executeTakeFirstOrThrow();
    await tx.db
      .insertInto('bottle_read')
      .values({ person: by.person, bottle: row.id, at: tx.now })
      .onConflict((oc) => oc.columns(['person', 'bottle']).doNothing())
      .execute();
    const [view] = await viewsOf(tx.db, by, [row]);
    if (view) return view;
  }
  throw new RuleError('bottle.none');
};

/** What likes have paid an author on a day. */
const paidOn = async (db: Db, author: string, day: number): Promise<number> => {
  const { n } = await db
    .selectFrom('bottle_pay')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('author', '=', author)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  return Number(n) * COINS.bottleLike;
};

/** Whether a like of `author` has ever paid `person`: then neither pays the other any more. */
const hasReturned = async (db: Db, person: string, author: string): Promise<boolean> => {
  const row = await db
    .selectFrom('bottle_pay')
    .select('day')
    .where('author', '=', person)
    .where('liker', '=', author)
    .executeTakeFirst();
  return row !== undefined;
};

const payLike = async (tx: Tx, by: Actor, bottle: BottleTable): Promise<boolean> => {
  const { author, station } = bottle;
  const day = playDay(tx.now, by.zone);
  const paidToday = await paidOn(tx.db, author, day);
  const returned = await hasReturned(tx.db, by.person, author);
  const guest = await isGuest(tx.db, by.person);
  if (!likePays({ earned: bottle.earned, paidToday, returned, guest })) return false;
  const key = `bottle:${station}:${author}:${by.person}`;
  const pay = { amount: COINS.bottleLike, reason: 'bottle', ref: station, key };
  if (!(await moveCoins(tx, by, { ...pay, from: { kind: 'mint' }, to: { person: author } }))) return false;
  await tx.db
    .updateTable('bottle')
    .set({ earned: bottle.earned + COINS.bottleLike })
    .where('id', '=', bottle.id)
    .execute();
  await tx.db.insertInto('bottle_pay').values({ author, liker: by.person, station, day }).execute();
  return true;
};

/**
 * Likes a bottle or takes it back; the first like of a person pays the author one coin, by `likePays`. `paid` = it did.
 * Throws `bottle.unknown`.
 */
export const likeBottle = async (
  tx: Tx,
  by: Actor,
  id: string,
  on: boolean,
): Promise<{ view: BottleView; author: string; paid: boolean }> => {
  const found = await findBottle(tx.db, by, id);
  const { author } = found;
  await holdPeople(tx, [by.person, author]);
  const first = await react(tx, by, { obj: id, kind: 'like', to: author, on });
  const paid = first && (await payLike(tx, by, await findBottle(tx.db, by, id)));
  const [view] = await viewsOf(tx.db, by, [found]);
  if (!view) throw new RuleError('bottle.unknown');
  return { view, author, paid };
};
