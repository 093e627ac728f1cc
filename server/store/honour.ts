import type {
  BadgeView,
  Earned,
  HonourCatalogue,
  HonourLine,
  HonourView,
  TitleView,
} from '../domain/api-honour.ts';
import { type Badge, badgeView } from '../domain/badge.ts';
import { levelOf, type Measures, NO_MEASURES, toNextLevel } from '../domain/honour.ts';
import type { LocalText } from '../domain/text.ts';
import { titleByPoints, titleProgress } from '../domain/title.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { measuresOf } from './honour-measure.ts';

type Catalogue = Omit<HonourCatalogue, 'badges'> & { badges: Badge[] };
/** What is shown of the queue at a time. */
const MOST_NEW = 50;

/** A person's points: all that learning has paid since the first day; never spent, never lost. */
export const xpOf = async (db: Db, person: string): Promise<number> =>
  (await db.selectFrom('honour_person').select('xp').where('person', '=', person).executeTakeFirst())?.xp ??
  0;

type Worn = Pick<HonourLine, 'title' | 'frame' | 'skin'>;
const wornBy = async (db: Db, person: string): Promise<Worn> => {
  const row = await db
    .selectFrom('profile')
    .select(['title', 'frame', 'skin'])
    .where('person', '=', person)
    .executeTakeFirst();
  return Object.fromEntries(Object.entries(row ?? {}).filter(([, id]) => id));
};

const freshCount = async (db: Db, person: string): Promise<number> => {
  const { n } = await db
    .selectFrom('honour')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person', '=', person)
    .where('seenAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(n);
};

/** Level, points and what a person wears, for the chip at the top. */
export const lineOf = async (
  db: Db,
  person: string,
  { titles }: Pick<HonourCatalogue, 'titles'>,
): Promise<HonourLine> => {
  const xp = await xpOf(db, person);
  const worn = await wornBy(db, person);
  const title = worn.title ?? titleByPoints(titles, xp);
  return {
    xp,
    level: levelOf(xp),
    toNext: toNextLevel(xp),
    ...worn,
    ...(title === undefined ? {} : { title }),
    fresh: await freshCount(db, person),
  };
};

type Held = { kind: string; ref: string; tier: number; at: number };
const heldOf = (db: Db, person: string): Promise<Held[]> =>
  db
    .selectFrom('honour')
    .select(['kind', 'ref', 'tier', 'at'])
    .where('person', '=', person)
    .orderBy('at')
    .execute();

const titleViews = ({ titles }: Catalogue, held: readonly Held[], measures: Measures): TitleView[] =>
  titles.map((title) => {
    const own = held.find((h) => h.kind === 'title' && h.ref === title.id);
    if (own) return { id: title.id, earnedAt: own.at };
    return { id: title.id, progress: titleProgress(title, measures) };
  });

const badgeViews = ({ badges }: Catalogue, held: readonly Held[], measures: Measures): BadgeView[] =>
  badges.map((badge) => {
    const own = held.filter((h) => h.kind === 'badge' && h.ref === badge.id);
    const best = own.reduce((top, h) => Math.max(top, h.tier), 0);
    const last = own.find((h) => h.tier === best);
    return { ...badgeView(badge, measures, best), ...(last ? { earnedAt: last.at } : {}) };
  });

const nameIn = (definition: string): LocalText => (JSON.parse(definition) as { name: LocalText }).name;
const AWARD = 'award:';

const awardNames = async (db: Db, refs: readonly string[]): Promise<Map<string, LocalText>> => {
  const ids = refs.filter((r) => r.startsWith(AWARD)).map((r) => r.slice(AWARD.length));
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('award').select(['id', 'definition']).where('id', 'in', ids).execute();
  return new Map(rows.map((r) => [AWARD + r.id, nameIn(r.definition)]));
};

const certificatesOf = async (db: Db, person: string): Promise<HonourView['certificates']> => {
  const rows = await db
    .selectFrom('certificate as c')
    .leftJoin('quest_version as q', (j) =>
      j.onRef('q.quest', '=', 'c.quest').onRef('q.version', '=', 'c.version'),
    )
    .select(['c.code', 'c.quest', 'c.issuedAt', 'q.definition'])
    .where('c.person', '=', person)
    .where('c.revokedAt', 'is', null)
    .orderBy('c.issuedAt', 'desc')
    .execute();
  const awards = await awardNames(
    db,
    rows.map((r) => r.quest),
  );
  return rows.flatMap(({ code, quest, issuedAt, definition }) => {
    const name = definition === null ? awards.get(quest) : nameIn(definition);
    const kind = definition === null ? ('award' as const) : ('completion' as const);
    return name ? [{ code, kind, name, issuedAt }] : [];
  });
};

const leagueTier = async (db: Db, person: string): Promise<number | undefined> => {
  const row = await db
    .selectFrom('league_member as m')
    .innerJoin('honour_person as h', 'h.person', 'm.person')
    .select('h.tier')
    .where('m.person', '=', person)
    .limit(1)
    .executeTakeFirst();
  return row?.tier;
};

/** All honours of a person with the next goals. */
export const honoursOf = async (db: Db, person: string, catalogue: Catalogue): Promise<HonourView> => {
  const held = await heldOf(db, person);
  const measures = (await measuresOf(db, [person])).get(person) ?? NO_MEASURES;
  const tier = await leagueTier(db, person);
  return {
    line: await lineOf(db, person, catalogue),
    titles: titleViews(catalogue, held, measures),
    badges: badgeViews(catalogue, held, measures),
    ...(tier === undefined ? {} : { league: { tier } }),
    certificates: await certificatesOf(db, person),
  };
};

type Detail = { rank?: number; n?: number };

/** What a person has earned and not yet been shown, oldest first. */
export const newHonours = async (db: Db, person: string): Promise<Earned[]> => {
  const rows = await db
    .selectFrom('honour')
    .select(['id', 'kind', 'ref', 'tier', 'detail', 'at'])
    .where('person', '=', person)
    .where('seenAt', 'is', null)
    .orderBy('at')
    .orderBy('tier')
    .orderBy('id')
    .limit(MOST_NEW)
    .execute();
  return rows.map(({ detail, kind, ...row }) => {
    const { rank, n } = JSON.parse(detail) as Detail;
    return {
      ...row,
      kind: kind as Earned['kind'],
      ...(rank === undefined ? {} : { rank }),
      ...(n === undefined ? {} : { n }),
    };
  });
};

/** Notes that these were shown to their owner; gives how many still wait. */
export const markSeen = async (tx: Tx, person: string, ids: readonly string[]): Promise<{ left: number }> => {
  if (ids.length > 0)
    await tx.db
      .updateTable('honour')
      .set({ seenAt: tx.now })
      .where('person', '=', person)
      .where('id', 'in', ids)
      .where('seenAt', 'is', null)
      .execute();
  return { left: await freshCount(tx.db, person) };
};
