import { uuidv7 } from 'uuidv7';
import type { PackItem } from '../../server/domain/api-practice.ts';
import { setSending, setStored } from '../stores/practice.ts';
import { setCoins } from '../stores/quest.ts';
import { session } from '../stores/session.ts';
import { call, Offline, Refusal } from './call.ts';
import { openPackStore, type PackStore, type StoredPack, type Waiting } from './pack-store.ts';

let store: Promise<PackStore> | undefined;
const opened = (): Promise<PackStore> => {
  store ??= openPackStore();
  return store;
};

/** An essay is judged by a person: without a network nobody could say anything. */
export const openItems = ({ pack, used }: StoredPack): PackItem[] =>
  pack.items.filter((i) => !used.includes(i.item) && i.question.type !== 'essay');

/** Counts again what lies on this device for `who`. */
const recount = async (who: string): Promise<void> => {
  const on = await opened();
  const stored = await on.of(who);
  setStored(stored === undefined ? 0 : openItems(stored).length, (await on.waiting(who)).length);
};

const FRESH_MS = 6 * 3_600_000;
const LOW = 10;

/** Fetches questions to practise without a network, unless there are enough young ones. Nobody waits for it. */
export const stockUp = async (): Promise<void> => {
  const { me } = session.getState();
  if (me === undefined) return;
  const who = me.person.id;
  const on = await opened();
  const stored = await on.of(who);
  const young = stored !== undefined && Date.now() - stored.pack.issuedAt < FRESH_MS;
  if (!young || openItems(stored).length < LOW) {
    const pack = await call('POST /api/practice/pack', { body: {} });
    if (pack.items.length > 0) await on.put({ who, me, pack, used: [] });
  }
  await recount(who);
};

/** The pack of whoever is signed in; before the server could be asked, that of the last person on this device. */
export const storedPack = async (): Promise<StoredPack | undefined> => {
  const who = session.getState().me?.person.id;
  const on = await opened();
  const stored = await (who === undefined ? on.last() : on.of(who));
  if (stored !== undefined) await recount(stored.who);
  return stored;
};

/** Keeps an answer that was given without a network. */
export const keepAnswer = async (stored: StoredPack, given: Waiting['given']): Promise<void> => {
  const on = await opened();
  await on.answer({ id: uuidv7(), who: stored.who, pack: stored.pack.id, given });
  await recount(stored.who);
};

/** Signed out: the answers stay until their person comes back, the questions go. */
export const forgetPack = async (who: string): Promise<void> => (await opened()).forget(who);

type Claim = { id: string; pack: string; rows: Waiting[] };

/** What was sent before is sent again as it was; the rest becomes one new claim a pack. */
const claimsOf = async (on: PackStore, who: string): Promise<Claim[]> => {
  const rows = await on.waiting(who);
  const claims = new Map<string, Claim>();
  const fresh = new Map<string, string>();
  for (const row of rows) {
    const id = row.claim ?? fresh.get(row.pack) ?? uuidv7();
    if (row.claim === undefined) fresh.set(row.pack, id);
    const claim = claims.get(id) ?? { id, pack: row.pack, rows: [] };
    claims.set(id, { ...claim, rows: [...claim.rows, row] });
  }
  for (const { id, rows: mine } of claims.values())
    await on.mark(
      mine.map((r) => r.id),
      id,
    );
  return [...claims.values()];
};

/** What a claim brought; `refused` = why the server would not take it, for good. */
export type Scored = { answers: number; right: number; coins: number; refused?: string };
const LATER: readonly string[] = ['rate.limited', 'storage.unavailable', 'server.fault', 'auth.required'];

const sendClaim = async (on: PackStore, { id, pack, rows }: Claim): Promise<Scored | undefined> => {
  const done = () => on.remove(rows.map((r) => r.id));
  try {
    const answers = rows.map((r) => r.given);
    const told = await call(
      'POST /api/practice/claim',
      { body: { pack, answers, sentAt: Date.now() } },
      { commandId: id },
    );
    await done();
    setCoins(told.balance);
    return {
      answers: told.scored.length,
      right: told.scored.filter((s) => s.verdict.ok).length,
      coins: told.coins,
    };
  } catch (fault) {
    if (fault instanceof Offline) return undefined;
    if (!(fault instanceof Refusal)) throw fault;
    if (LATER.includes(fault.code)) return undefined;
    await done();
    return { answers: 0, right: 0, coins: 0, refused: fault.code };
  }
};

const sendAll = async (): Promise<Scored[]> => {
  const who = session.getState().me?.person.id;
  if (who === undefined) return [];
  const on = await opened();
  const all: Scored[] = [];
  setSending(true);
  try {
    for (const claim of await claimsOf(on, who)) {
      const scored = await sendClaim(on, claim);
      if (scored === undefined) break;
      all.push(scored);
    }
  } finally {
    setSending(false);
    await recount(who);
  }
  return all;
};

/** One tab at a time sends; where the browser has no locks, the command id alone makes a second claim harmless. */
const alone = async (work: () => Promise<Scored[]>): Promise<Scored[]> =>
  globalThis.navigator?.locks === undefined
    ? work()
    : navigator.locks.request('archipelago.claim', { ifAvailable: true }, (lock) =>
        lock === null ? [] : work(),
      );

let sending: Promise<Scored[]> | undefined;

/** Brings every waiting answer to the server. A claim whose reply got lost is sent again as the same command. */
export const sendWaiting = (): Promise<Scored[]> => {
  sending ??= alone(sendAll).finally(() => {
    sending = undefined;
  });
  return sending;
};

/** Forgets the open database; tests stand in for a reload with it. */
export const closePacks = async (): Promise<void> => {
  (await store)?.close();
  store = undefined;
};
