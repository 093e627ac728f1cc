import type { Lang } from '../domain/text.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { sendMessage } from './message.ts';
import { readSettings } from './person.ts';

/** Every company: in each, authors and owners hear of their own. */
export const companiesOf = (db: Db): Promise<{ id: string; zone: string }[]> =>
  db.selectFrom('org').select(['id', 'zone']).orderBy('id').execute();

export type Told = { n: number; at: number };
/** What was told of something last; holds it until the end of the transaction. */
const toldOf = async (tx: Tx, org: string, what: string): Promise<Told | undefined> => {
  await tx.db
    .insertInto('effect_told')
    .values({ org, what, n: 0, at: 0 })
    .onConflict((oc) => oc.columns(['org', 'what']).doUpdateSet((eb) => ({ n: eb.ref('effect_told.n') })))
    .execute();
  const row = await tx.db
    .selectFrom('effect_told')
    .select(['n', 'at'])
    .where('org', '=', org)
    .where('what', '=', what)
    .executeTakeFirst();
  return row && { n: row.n, at: Number(row.at) };
};

const keepTold = (tx: Tx, org: string, what: string, told: Told) =>
  tx.db.updateTable('effect_told').set(told).where('org', '=', org).where('what', '=', what).execute();

const langOf = async (tx: Tx, person: string): Promise<Lang | undefined> => {
  const row = await tx.db.selectFrom('person').select('settings').where('id', '=', person).executeTakeFirst();
  return row && readSettings(row.settings).lang;
};

export type Telling = {
  org: string;
  to: string;
  what: string;
  kind: 'feedback' | 'target';
  n: number;
  quest?: string;
  text: (lang: Lang) => string;
};
/** Tells a person of something when `isDue` by what was told before; true = a message was sent. */
export const tellOf = async (
  tx: Tx,
  { org, to, what, kind, n, quest, text }: Telling,
  isDue: (told: Told) => boolean,
): Promise<boolean> => {
  const told = (await toldOf(tx, org, what)) ?? { n: 0, at: 0 };
  const lang = await langOf(tx, to);
  if (lang === undefined || !isDue(told)) return false;
  await keepTold(tx, org, what, { n, at: tx.now });
  const message = { to, kind, text: text(lang), ...(quest === undefined ? {} : { quest }) };
  await sendMessage(tx, { org, person: to }, message);
  return true;
};

/** Nothing is wrong any more: the next time is told again. */
export const forgetTold = (tx: Tx, org: string, what: string): Promise<unknown> =>
  tx.db.updateTable('effect_told').set({ n: 0 }).where('org', '=', org).where('what', '=', what).execute();
