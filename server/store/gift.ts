import { uuidv7 } from 'uuidv7';
import type { GiftRoom } from '../domain/api-kind.ts';
import { RuleError } from '../domain/errors.ts';
import { checkGift, type Flow, type Given, kindnessOf, leftOf, taxOf } from '../domain/gift.ts';
import type { Policy } from '../domain/policy.ts';
import { playDay } from '../domain/time.ts';
import { checkWords } from '../domain/word-list.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { areFriends, isBlocked } from './friend.ts';
import { holdPeople, inEarnest, isGuest } from './kind.ts';
import { balanceOf, moveCoins } from './ledger.ts';
import { sendMessage } from './message.ts';
import { policyOf } from './policy.ts';

type Refusal = NonNullable<GiftRoom['refused']>;

/** Why this person can give nothing to that one; a block is told as what every stranger hears. */
const refusalOf = async (
  db: Db,
  by: Actor,
  to: string,
  policy: Policy['gift'],
): Promise<Refusal | undefined> => {
  if (!policy.on) return 'gift.off';
  if (await isGuest(db, by.person)) return 'coins.guest';
  const blocked = await isBlocked(db, by.person, to);
  if (policy.friendsOnly && (blocked || !(await areFriends(db, by.person, to)))) return 'gift.friends_only';
  return blocked ? 'gift.refused' : undefined;
};

const givenOn = async (db: Db, person: string, day: number, to: string): Promise<Given> => {
  const rows = await db
    .selectFrom('gift')
    .select(['to', (eb) => eb.fn.sum<number>('amount').as('n')])
    .where('from', '=', person)
    .where('day', '=', day)
    .groupBy('to')
    .execute();
  const all = rows.reduce((sum, r) => sum + Number(r.n), 0);
  return { day: all, friend: Number(rows.find((r) => r.to === to)?.n ?? 0) };
};

const checkColleague = async (db: Db, by: Actor, to: string): Promise<void> => {
  if (to === by.person) throw new RuleError('bad_request');
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', to)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!row) throw new RuleError('person.unknown');
};

/** What may be given to a colleague now. Throws `person.unknown`, `bad_request` for oneself. */
export const giftRoom = async (db: Db, by: Actor, to: string, now: number): Promise<GiftRoom> => {
  await checkColleague(db, by, to);
  const face = (await facesOf(db, [to])).get(to);
  if (!face) throw new RuleError('person.unknown');
  const { gift } = await policyOf(db, by.org);
  const refused = await refusalOf(db, by, to, gift);
  const left = leftOf(gift, await givenOn(db, by.person, playDay(now, by.zone), to));
  const balance = await balanceOf(db, by.person);
  return { to: face, balance, left, taxPercent: gift.taxPercent, ...(refused ? { refused } : {}) };
};

export type NewGift = { to: string; amount: number; text: string };
/** `amount` = what arrived, after the tax. */
export type Sent = { id: string; amount: number };

const pay = async (tx: Tx, by: Actor, id: string, { to, amount }: NewGift, tax: number): Promise<string> => {
  const from = { person: by.person };
  const whole = { ref: id, key: `gift:${id}`, reason: 'gift', amount: amount - tax };
  const moved = await moveCoins(tx, by, { ...whole, from, to: { person: to } });
  if (!moved) throw new Error('a new gift was paid before');
  const part = { ref: id, key: `gift-tax:${id}`, reason: 'gift-tax', amount: tax };
  if (tax > 0) await moveCoins(tx, by, { ...part, from, to: { kind: 'tax' } });
  return moved.id;
};

/**
 * Gives coins to a colleague, the tax to the company, a message with them. The caps hold under any number of parallel
 * gifts: both people are held first. Throws `gift.off`, `gift.friends_only`, `gift.refused`, `gift.day_cap`,
 * `gift.friend_cap`, `coins.guest`, `coins.insufficient`, `person.unknown`, `chat.word`, `bad_request`.
 */
export const giveGift = async (tx: Tx, actor: Actor, gift: NewGift): Promise<Sent> => {
  const by = inEarnest(actor);
  const { to, amount, text } = gift;
  await checkColleague(tx.db, by, to);
  const policy = await policyOf(tx.db, by.org);
  checkWords(text, policy.chat.words);
  await holdPeople(tx, [by.person, to]);
  const refused = await refusalOf(tx.db, by, to, policy.gift);
  if (refused) throw new RuleError(refused);
  const day = playDay(tx.now, by.zone);
  checkGift(policy.gift, amount, await givenOn(tx.db, by.person, day, to));
  const [id, tax] = [uuidv7(), taxOf(amount, policy.gift.taxPercent)];
  const txn = await pay(tx, by, id, gift, tax);
  const row = { id, org: by.org, from: by.person, to, amount, tax, day, text, at: tx.now };
  await tx.db.insertInto('gift').values(row).execute();
  tx.emit(by, { verb: 'gift.sent', data: { txn, to, amount } });
  await sendMessage(tx, by, { to, kind: 'gift', text, amount: amount - tax });
  return { id, amount: amount - tax };
};

type Edge = { from: string; to: string; day: number; given: number; gross: number };

/** Gifts by pair and day; of one person, or of everybody. */
const giftEdges = async (db: Db, org: string, person?: string): Promise<Edge[]> => {
  const rows = await db
    .selectFrom('gift')
    .select(['from', 'to', 'day'])
    .select((eb) => [eb.fn.sum<number>('amount').as('amount'), eb.fn.sum<number>('tax').as('tax')])
    .where('org', '=', org)
    .$if(person !== undefined, (q) =>
      q.where((eb) => eb.or([eb('from', '=', person ?? ''), eb('to', '=', person ?? '')])),
    )
    .groupBy(['from', 'to', 'day'])
    .execute();
  return rows.map(({ from, to, day, amount, tax }) => {
    const gross = Number(amount);
    return { from, to, day, given: gross - Number(tax), gross };
  });
};

/** Bounties by asker and helper: what came back to a helper counts against gifts to that asker, never for the asker. */
const bountyEdges = async (db: Db, org: string, zone: string, person?: string): Promise<Edge[]> => {
  const rows = await db
    .selectFrom('ask')
    .innerJoin('ask_answer', 'ask_answer.id', 'ask.answer')
    .select(['ask.author as from', 'ask_answer.author as to', 'ask.bounty', 'ask.endedAt'])
    .where('ask.org', '=', org)
    .where('ask.status', 'in', ['accepted', 'granted'])
    .where('ask.bounty', '>', 0)
    .$if(person !== undefined, (q) => q.where('ask_answer.author', '=', person ?? ''))
    .execute();
  return rows.map((r) => {
    const day = playDay(Number(r.endedAt), zone);
    return { from: r.from, to: r.to, day, given: 0, gross: r.bounty };
  });
};

const flowsBy = (edges: readonly Edge[]): Map<string, Flow[]> => {
  const flows = new Map<string, Map<string, Flow>>();
  const at = (person: string, other: string, day: number): Flow => {
    const own = flows.get(person) ?? new Map<string, Flow>();
    flows.set(person, own);
    const key = `${other} ${day}`;
    const flow = own.get(key) ?? { other, day, given: 0, back: 0 };
    own.set(key, flow);
    return flow;
  };
  for (const e of edges) {
    if (e.given > 0) at(e.from, e.to, e.day).given += e.given;
    at(e.to, e.from, e.day).back += e.gross;
  }
  return new Map([...flows].map(([person, own]) => [person, [...own.values()]]));
};

const FIRST_DAY = 20000101;
const LAST_DAY = 29991231;

/** Kindness of everybody of a company who gave a gift, from play day `from` to `to` (YYYYMMDD), by `kindnessOf`. */
export const kindnessOfAll = async (
  db: Db,
  org: string,
  from = FIRST_DAY,
  to = LAST_DAY,
): Promise<Map<string, number>> => {
  const { zone } = await db.selectFrom('org').select('zone').where('id', '=', org).executeTakeFirstOrThrow();
  const edges = [...(await giftEdges(db, org)), ...(await bountyEdges(db, org, zone))];
  const all = [...flowsBy(edges)].map(([id, flows]): [string, number] => [id, kindnessOf(flows, from, to)]);
  return new Map(all.filter(([, n]) => n > 0));
};

/** Kindness of one person from play day `from` to `to` (YYYYMMDD), by `kindnessOf`. */
export const kindness = async (db: Db, person: string, from = FIRST_DAY, to = LAST_DAY): Promise<number> => {
  const row = await db
    .selectFrom('person')
    .innerJoin('org', 'org.id', 'person.org')
    .select(['org.id as org', 'org.zone'])
    .where('person.id', '=', person)
    .executeTakeFirst();
  if (!row) return 0;
  const gifts = await giftEdges(db, row.org, person);
  const bounties = await bountyEdges(db, row.org, row.zone, person);
  return kindnessOf(flowsBy([...gifts, ...bounties]).get(person) ?? [], from, to);
};
