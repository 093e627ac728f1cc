import type { ProfileView } from '../domain/api-friends.ts';
import { RuleError } from '../domain/errors.ts';
import { bondOf } from '../domain/friend.ts';
import { FRAMES, type Look, lockedIn, SKINS, writeLook } from '../domain/look.ts';
import type { Role } from '../domain/person.ts';
import { checkWords } from '../domain/word-list.ts';
import { cheersGot, cheersLeft, mayVisit } from './cheer.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { linkBetween } from './friend.ts';
import { needColleague } from './friend-act.ts';
import { friendCodeOf } from './friend-view.ts';
import { xpOf } from './honour.ts';
import { ownedOf } from './owned.ts';
import { readSettings } from './person.ts';
import { policyOf } from './policy.ts';
import { titlesOf } from './title.ts';
import { standingOf } from './visit.ts';

/** Whether a person may be shown as here. */
export const showsPresence = async (db: Db, person: string): Promise<boolean> => {
  const row = await db.selectFrom('person').select('settings').where('id', '=', person).executeTakeFirst();
  return row !== undefined && !readSettings(row.settings).hidePresence;
};

const wornOf = async (db: Db, person: string): Promise<{ line: string; skin?: string }> => {
  const row = await db
    .selectFrom('profile')
    .select(['line', 'skin'])
    .where('person', '=', person)
    .executeTakeFirst();
  return { line: row?.line ?? '', ...(row?.skin ? { skin: row.skin } : {}) };
};

/** Badges with their highest tier. */
const badgesOf = async (db: Db, person: string): Promise<ProfileView['badges']> => {
  const rows = await db
    .selectFrom('honour')
    .select(['ref as id'])
    .select((eb) => eb.fn.max('tier').as('tier'))
    .where('person', '=', person)
    .where('kind', '=', 'badge')
    .groupBy('ref')
    .orderBy('ref')
    .execute();
  return rows.map((r) => ({ id: r.id, tier: Number(r.tier) }));
};

const medalsOf = async (db: Db, person: string): Promise<number> => {
  const row = await db
    .selectFrom('enrolment')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('person', '=', person)
    .where('medalAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
};

const accountOf = (db: Db, org: string, person: string) =>
  db
    .selectFrom('person as p')
    .leftJoin('department as d', 'd.id', 'p.department')
    .select(['p.id', 'p.role', 'p.guest', 'd.name as department'])
    .where('p.id', '=', person)
    .where('p.org', '=', org)
    .executeTakeFirst();

/** A person as a colleague sees them, but for presence. `mine` is left to the door. Throws `person.unknown`. */
export const profileOf = async (
  db: Db,
  by: Actor,
  person: string,
  now: number,
): Promise<Omit<ProfileView, 'online' | 'at' | 'mine'>> => {
  if (person !== by.person) await needColleague(db, by, person);
  const account = await accountOf(db, by.org, person);
  const face = (await facesOf(db, [person])).get(person);
  if (!account || !face) throw new RuleError('person.unknown');
  const of: Actor = { org: by.org, person, zone: by.zone };
  const standing = await standingOf(db, of, now);
  const link = person === by.person ? undefined : await linkBetween(db, by.person, person);
  return {
    face,
    role: account.role as Role,
    guest: account.guest === 1,
    ...(account.department === null ? {} : { department: account.department }),
    bond: person === by.person ? 'me' : bondOf(link, by.person),
    ...(await wornOf(db, person)),
    xp: await xpOf(db, person),
    islands: standing?.islands ?? { done: 0, of: 0 },
    stars: standing?.stars ?? 0,
    medals: await medalsOf(db, person),
    titles: await titlesOf(db, person),
    badges: await badgesOf(db, person),
    cheers: await cheersLeft(db, by, person, now),
    cheered: await cheersGot(db, person),
    mayVisit: await mayVisit(db, by, person),
  };
};

/** What only the person may see of it. */
export const mineOf = async (db: Db, person: string): Promise<{ code: string; owned: string[] }> => ({
  code: await friendCodeOf(db, person),
  owned: await ownedOf(db, person),
});

export type ProfilePatch = { line?: string; title?: string; frame?: string; skin?: string };

const checkWorn = async (tx: Tx, by: Actor, { title, frame, skin }: ProfilePatch): Promise<void> => {
  const owned = frame || skin ? await ownedOf(tx.db, by.person) : [];
  const isOwn = (id: string | undefined, kinds: readonly string[]): boolean =>
    !id || (kinds.includes(id) && owned.includes(id));
  if (!isOwn(frame, FRAMES) || !isOwn(skin, SKINS)) throw new RuleError('wear.not_yours');
  if (title && !(await titlesOf(tx.db, by.person)).includes(title)) throw new RuleError('wear.not_yours');
};

/** Saves the line and what is worn; '' takes off. Throws `chat.word`, `wear.not_yours`. */
export const saveProfile = async (tx: Tx, by: Actor, patch: ProfilePatch): Promise<void> => {
  if (patch.line) checkWords(patch.line, (await policyOf(tx.db, by.org)).chat.words);
  await checkWorn(tx, by, patch);
  const said = Object.entries(patch).filter(([, v]) => v !== undefined);
  const row = Object.fromEntries(said.map(([k, v]) => [k, v === '' ? null : v]));
  const bare = { line: null, title: null, frame: null, skin: null };
  await tx.db
    .insertInto('profile')
    .values({ person: by.person, org: by.org, ...bare, ...row, updatedAt: tx.now })
    .onConflict((oc) => oc.column('person').doUpdateSet({ ...row, updatedAt: tx.now }))
    .execute();
};

/** Gives a person the new critter; what is worn now may stay. Throws `look.locked`. */
export const saveLook = async (tx: Tx, by: Actor, look: Look, worn: Look): Promise<void> => {
  const locked = lockedIn(look, await ownedOf(tx.db, by.person), worn);
  if (locked[0]) throw new RuleError('look.locked', { part: locked[0].id });
  await tx.db
    .updateTable('identity')
    .set({ avatar: writeLook(look) })
    .where('person', '=', by.person)
    .execute();
};
