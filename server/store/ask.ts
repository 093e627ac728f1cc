import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { NewAsk } from '../domain/api-kind.ts';
import { MOST_OPEN_ASKS, mostLiked } from '../domain/ask.ts';
import { RuleError } from '../domain/errors.ts';
import { checkWords } from '../domain/word-list.ts';
import { findAnswer, findAsk } from './ask-view.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { holdPeople, inEarnest, isGuest } from './kind.ts';
import { debitPerson, moveCoins } from './ledger.ts';
import { sendMessage } from './message.ts';
import { policyOf } from './policy.ts';
import { react } from './reaction.ts';
import type { AskTable } from './tables-kind.ts';

const DAY_MS = 86_400_000;
const MOST_DUE = 200;
const lengthOf = (text: string): number => [...text].length;

/** Takes an open question as the only one to settle it until the end of the transaction; undefined = it is not open. */
const holdOpen = (tx: Tx, id: string): Promise<AskTable | undefined> =>
  tx.db
    .updateTable('ask')
    .set({ status: sql<string>`status` })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirst();

/** Ends a question that is held: the escrow lets its bounty go to `to`. */
const close = async (
  tx: Tx,
  by: Actor,
  ask: AskTable,
  end: { status: string; to: string; answer?: string },
): Promise<void> => {
  const { status, to, answer = null } = end;
  await tx.db.updateTable('ask').set({ status, answer, endedAt: tx.now }).where('id', '=', ask.id).execute();
  if (ask.bounty === 0) return;
  const reason = answer === null ? 'bounty-back' : 'bounty-paid';
  const pay = { amount: ask.bounty, reason, ref: ask.id, key: `bounty-end:${ask.id}` };
  await moveCoins(tx, by, { ...pay, from: { kind: 'escrow' }, to: { person: to } });
};

const checkNew = async (tx: Tx, by: Actor, ask: NewAsk): Promise<number> => {
  const { bounty, chat } = await policyOf(tx.db, by.org);
  checkWords(`${ask.title}\n${ask.text}`, chat.words);
  if (ask.bounty > bounty.most) throw new RuleError('ask.bounty', { most: bounty.most });
  if (ask.bounty > 0 && (await isGuest(tx.db, by.person))) throw new RuleError('coins.guest');
  const { n } = await tx.db
    .selectFrom('ask')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('author', '=', by.person)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
  if (Number(n) >= MOST_OPEN_ASKS) throw new RuleError('ask.too_many', { most: MOST_OPEN_ASKS });
  return tx.now + bounty.openDays * DAY_MS;
};

/**
 * Asks the colleagues; the bounty goes into escrow at once. Gives the id. Throws `ask.bounty`, `ask.too_many`,
 * `coins.guest`, `coins.insufficient`, `chat.word`. Whether station and point exist is the caller's to check.
 */
export const askColleagues = async (tx: Tx, actor: Actor, asked: NewAsk): Promise<string> => {
  const by = inEarnest(actor);
  await holdPeople(tx, [by.person]);
  const expiresAt = await checkNew(tx, by, asked);
  const { title, text, bounty, station = null, point } = asked;
  const id = uuidv7();
  if (bounty > 0) {
    const pay = { amount: bounty, reason: 'bounty', ref: id, key: `bounty:${id}` };
    await debitPerson(tx, by, { ...pay, into: 'escrow' });
  }
  const place = { station, point: point === undefined ? null : `${point.bank}/${point.id}` };
  const fresh = { status: 'open', answer: null, at: tx.now, expiresAt, endedAt: null, hiddenAt: null };
  await tx.db
    .insertInto('ask')
    .values({ id, org: by.org, author: by.person, title, text, bounty, ...place, ...fresh })
    .execute();
  tx.emit(by, { verb: 'comment.posted', obj: id, data: { len: lengthOf(title) + lengthOf(text) } });
  return id;
};

/** An open question that this person may see, held. Throws `ask.unknown`, `ask.closed`. */
const holdSeen = async (tx: Tx, by: Actor, id: string): Promise<AskTable> => {
  await findAsk(tx.db, by, id);
  const ask = await holdOpen(tx, id);
  if (!ask || ask.expiresAt <= tx.now) throw new RuleError('ask.closed');
  return ask;
};

/** Answers a question, or changes one's own answer. Gives who asked, once. Throws `ask.unknown`, `ask.closed`, `ask.own`,
 * `chat.word`. */
export const answerAsk = async (
  tx: Tx,
  actor: Actor,
  id: string,
  text: string,
): Promise<{ author: string; first: boolean }> => {
  const by = inEarnest(actor);
  checkWords(text, (await policyOf(tx.db, by.org)).chat.words);
  const ask = await holdSeen(tx, by, id);
  if (ask.author === by.person) throw new RuleError('ask.own');
  const known = await tx.db
    .selectFrom('ask_answer')
    .select('id')
    .where('ask', '=', id)
    .where('author', '=', by.person)
    .executeTakeFirst();
  const fresh = { text, editedAt: tx.now, hiddenAt: null };
  await tx.db
    .insertInto('ask_answer')
    .values({ id: uuidv7(), org: by.org, ask: id, author: by.person, at: tx.now, ...fresh })
    .onConflict((oc) => oc.columns(['ask', 'author']).doUpdateSet(fresh))
    .execute();
  if (known) return { author: ask.author, first: false };
  tx.emit(by, { verb: 'comment.posted', obj: id, data: { len: lengthOf(text) } });
  await sendMessage(tx, by, { to: ask.author, kind: 'answered', ask: id });
  return { author: ask.author, first: true };
};

/** Likes an answer or takes it back; gives its question. Throws `ask.unknown`. */
export const likeAnswer = async (tx: Tx, actor: Actor, id: string, on: boolean): Promise<string> => {
  const by = inEarnest(actor);
  const answer = await findAnswer(tx.db, by, id);
  await react(tx, by, { obj: id, kind: 'like', to: answer.author, on });
  return answer.ask;
};

const tellHelp = (tx: Tx, by: Actor, ask: AskTable, helper: string, accepted: boolean): void => {
  tx.emit(by, { verb: 'help.exchanged', obj: ask.id, data: { role: 'asker', accepted } });
  const other = { org: by.org, person: helper, zone: by.zone };
  tx.emit(other, { verb: 'help.exchanged', obj: ask.id, data: { role: 'answerer', accepted } });
};

/** The asker chooses an answer, which gets the bounty; gives who is told. Throws `ask.unknown`, `ask.closed`. */
export const acceptAnswer = async (tx: Tx, actor: Actor, id: string, answer: string): Promise<string> => {
  const by = inEarnest(actor);
  const ask = await holdSeen(tx, by, id);
  const chosen = await findAnswer(tx.db, by, answer);
  if (ask.author !== by.person || chosen.ask !== id || chosen.author === by.person)
    throw new RuleError('ask.unknown');
  await close(tx, by, ask, { status: 'accepted', to: chosen.author, answer });
  tellHelp(tx, by, ask, chosen.author, true);
  const words = {
    to: chosen.author,
    kind: 'accepted',
    text: ask.title,
    ask: id,
    amount: ask.bounty,
  } as const;
  await sendMessage(tx, by, words);
  return chosen.author;
};

/** Answers that count: not hidden, of people who are still here. */
const answersOf = async (db: Db, ask: string) => {
  const rows = await db
    .selectFrom('ask_answer as w')
    .innerJoin('identity', 'identity.person', 'w.author')
    .leftJoin('reaction as r', (j) =>
      j.onRef('r.obj', '=', 'w.id').on('r.at', '>', 0).on('r.kind', '=', 'like'),
    )
    .select(['w.id', 'w.author', 'w.at', (eb) => eb.fn.count<number>('r.person').as('likes')])
    .where('w.ask', '=', ask)
    .where('w.hiddenAt', 'is', null)
    .groupBy(['w.id', 'w.author', 'w.at'])
    .execute();
  return rows.map((r) => ({ id: r.id, author: r.author, at: Number(r.at), likes: Number(r.likes) }));
};

/** Withdraws one's own question while nobody has answered; the bounty comes back. Throws `ask.unknown`, `ask.closed`,
 * `ask.answered`. */
export const withdrawAsk = async (tx: Tx, actor: Actor, id: string): Promise<void> => {
  const by = inEarnest(actor);
  const ask = await holdSeen(tx, by, id);
  if (ask.author !== by.person) throw new RuleError('ask.unknown');
  if ((await answersOf(tx.db, id)).length > 0) throw new RuleError('ask.answered');
  await close(tx, by, ask, { status: 'withdrawn', to: by.person });
};

/** Open questions whose time is over. */
export const dueAsks = async (db: Db, now: number): Promise<string[]> =>
  (
    await db
      .selectFrom('ask')
      .select('id')
      .where('status', '=', 'open')
      .where('expiresAt', '<=', now)
      .orderBy('expiresAt')
      .limit(MOST_DUE)
      .execute()
  ).map((r) => r.id);

const giveBack = async (tx: Tx, by: Actor, ask: AskTable): Promise<void> => {
  await close(tx, by, ask, { status: 'expired', to: ask.author });
  const amount = ask.bounty > 0 ? { amount: ask.bounty } : {};
  await sendMessage(tx, by, { to: ask.author, kind: 'expired', ask: ask.id, ...amount });
};

/** Ends a question whose time is over: the most liked answer gets the bounty, else it goes back. Gives who is told; nothing
 * when somebody else has ended it. */
export const settleAsk = async (
  tx: Tx,
  id: string,
): Promise<{ org: string; people: string[] } | undefined> => {
  const ask = await holdOpen(tx, id);
  if (!ask || ask.expiresAt > tx.now) return undefined;
  const { zone } = await tx.db
    .selectFrom('org')
    .select('zone')
    .where('id', '=', ask.org)
    .executeTakeFirstOrThrow();
  const by: Actor = { org: ask.org, person: ask.author, zone };
  const best = ask.hiddenAt === null ? mostLiked(await answersOf(tx.db, id)) : undefined;
  if (!best) {
    await giveBack(tx, by, ask);
    return { org: ask.org, people: [ask.author] };
  }
  await close(tx, by, ask, { status: 'granted', to: best.author, answer: best.id });
  tellHelp(tx, by, ask, best.author, false);
  await sendMessage(tx, by, { to: best.author, kind: 'accepted', ask: id, amount: ask.bounty });
  await sendMessage(tx, by, { to: ask.author, kind: 'expired', ask: id });
  return { org: ask.org, people: [ask.author, best.author] };
};

/** Takes a question off for everybody; while it is open its bounty goes back. */
export const hideAsk = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  await tx.db
    .updateTable('ask')
    .set({ hiddenAt: tx.now })
    .where('id', '=', id)
    .where('org', '=', by.org)
    .execute();
  const ask = await holdOpen(tx, id);
  if (ask && ask.org === by.org) await giveBack(tx, { ...by, person: ask.author }, ask);
};
