import { randomInt } from 'node:crypto';
import { pinyin } from 'pinyin-pro';
import { newFriendCode } from '../domain/friend.ts';
import { commit, type StoreCtx, type Tx } from './commit.ts';

const DICE = 2 ** 32;
const BATCH = 300;

/** Han runs are names with a surname at their head; anything else is taken word by word. */
const syllablesOf = (name: string): string[] =>
  (name.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [])
    .flatMap((run) =>
      pinyin(run, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive', v: true }),
    )
    .flatMap((part) => part.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((part) => part !== '');

/**
 * How a name can be typed without its characters: every tail of its syllables in full and by initials, a space before
 * each: 林小满 -> " linxiaoman xiaoman man lxm xm m". A query matches behind a space. Surnames are read as surnames.
 */
export const spellingOf = (name: string): string => {
  const syllables = syllablesOf(name);
  const tails = (parts: readonly string[]): string[] => parts.map((_, i) => parts.slice(i).join(''));
  const initials = syllables.map((s) => [...s][0] ?? '');
  return [...new Set([...tails(syllables), ...tails(initials)])].map((s) => ` ${s}`).join('');
};

/** A code that nobody of the company has. */
export const freeFriendCode = async (tx: Tx, org: string): Promise<string> => {
  for (;;) {
    const code = newFriendCode(() => randomInt(DICE) / DICE);
    const taken = await tx.db
      .selectFrom('identity')
      .select('person')
      .where('org', '=', org)
      .where('friendCode', '=', code)
      .executeTakeFirst();
    if (!taken) return code;
  }
};

const fillSome = async (tx: Tx): Promise<number> => {
  const rows = await tx.db
    .selectFrom('identity')
    .select(['person', 'org', 'name'])
    .where((eb) => eb.or([eb('spelling', 'is', null), eb('friendCode', 'is', null)]))
    .limit(BATCH)
    .execute();
  for (const { person, org, name } of rows) {
    const row = { spelling: spellingOf(name), friendCode: await freeFriendCode(tx, org) };
    await tx.db.updateTable('identity').set(row).where('person', '=', person).execute();
  }
  return rows.length;
};

/** Gives everybody from before their spelling and code; nothing to do at every later start. */
export const fillSpellings = async (ctx: StoreCtx): Promise<void> => {
  while ((await commit(ctx, fillSome)) === BATCH);
};
