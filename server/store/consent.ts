import type { ConsentLine, ConsentView } from '../domain/api-rights.ts';
import { RuleError } from '../domain/errors.ts';
import { CONSENTS, PURPOSES, type Purpose } from '../domain/rights.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { readSettings, saveSettings } from './person.ts';

/** What a person agrees to now, by the last entry of each purpose; agreement to an old wording is none. */
export const consentsOf = async (db: Db, person: string): Promise<ConsentView[]> => {
  const rows = await db
    .selectFrom('consent_entry')
    .select(['purpose', 'version', 'given', 'at'])
    .where('person', '=', person)
    .orderBy('seq')
    .execute();
  const last = new Map(rows.map((r) => [r.purpose, r]));
  const account = await db
    .selectFrom('person')
    .select('settings')
    .where('id', '=', person)
    .executeTakeFirst();
  // The setting is what holds, also when it was changed on its own page.
  const onBoards = account !== undefined && !readSettings(account.settings).hideFromBoards;
  return PURPOSES.map((purpose) => {
    const row = last.get(purpose);
    const version = CONSENTS[purpose];
    if (!row) return { purpose, version, given: purpose === 'boards' && onBoards };
    const agreed = row.given === 1 && row.version === version;
    const given = purpose === 'boards' ? onBoards : agreed;
    return {
      purpose,
      version,
      given,
      at: Number(row.at),
      ...(row.given === 1 ? { agreed: row.version } : {}),
    };
  });
};

export const hasConsent = async (db: Db, person: string, purpose: Purpose): Promise<boolean> =>
  (await consentsOf(db, person)).some((c) => c.purpose === purpose && c.given);

/** Adds an entry; what is so already adds none. Throws `rights.wording` for a version that is not asked for. */
export const setConsent = async (
  tx: Tx,
  by: Actor,
  { purpose, version, given }: { purpose: Purpose; version: number; given: boolean },
): Promise<void> => {
  if (version !== CONSENTS[purpose]) throw new RuleError('rights.wording');
  const last = (await consentsOf(tx.db, by.person)).find((c) => c.purpose === purpose);
  if (purpose === 'boards') await saveSettings(tx, by.person, { hideFromBoards: !given });
  if (purpose === 'push' && !given)
    await tx.db.deleteFrom('push_subscription').where('person', '=', by.person).execute();
  if (last?.given === given && last.at !== undefined) return;
  await tx.db
    .insertInto('consent_entry')
    .values({ org: by.org, person: by.person, purpose, version, given: given ? 1 : 0, at: tx.now })
    .execute();
  tx.emit(by, { verb: 'consent.changed', data: { purpose, given } });
};

/** The last entries of a company, newest first. */
export const consentsIn = async (db: Db, org: string): Promise<ConsentLine[]> => {
  const rows = await db
    .selectFrom('consent_entry as c')
    .leftJoin('identity as i', 'i.person', 'c.person')
    .select(['c.seq', 'c.person', 'c.purpose', 'c.version', 'c.given', 'c.at', 'i.name'])
    .where('c.org', '=', org)
    .orderBy('c.seq', 'desc')
    .limit(200)
    .execute();
  return rows.map((r) => ({
    ...{ seq: Number(r.seq), person: r.person, name: r.name ?? '', purpose: r.purpose, version: r.version },
    ...{ given: r.given === 1, at: Number(r.at) },
  }));
};
