import { sql } from 'kysely';
import type { BattleHall, BattleInfo, BattlePerson, Outcome, PastBattle } from '../domain/api-battle.ts';
import { shownRating } from '../domain/battle-rating.ts';
import type { BattleMode } from '../domain/battle-shape.ts';
import { RuleError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/person.ts';
import {
  type BattleRow,
  battleInfos,
  facesOf,
  findBattle,
  mayRun,
  openBattles,
  setBattleStatus,
  sourcesFor,
} from './battle.ts';
import { ratingOf, SEATING } from './battle-info.ts';
import { tellCalledOff } from './battle-invite.ts';
import { challengesFor, reopenChallenge } from './challenge.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { notBlocked, showsUp } from './friend.ts';
import { callOffMatch } from './tournament.ts';

type Player = Actor & { role: Role };

const MOST_PAST = 10;
const MOST_LISTED = 50;
const MOST_FACES = 5;
/** Who was seen within this time is taken to be there; a device says so once a minute. */
const ONLINE_MS = 2 * 60_000;
/** So near in logits that either may win. */
const NEAR = 0.5;
const MOST_PEOPLE = 50;

/** In which of these battles a person has a seat, and to which they were asked by a message. */
const tiesOf = async (db: Db, person: string, battles: readonly string[]) => {
  if (battles.length === 0) return { seated: new Set<string>(), asked: new Set<string>() };
  const seats = await db
    .selectFrom('battle_input')
    .select(['battle', 'kind'])
    .where(SEATING)
    .where('battle', 'in', [...battles])
    .where('person', '=', person)
    .execute();
  const messages = await db
    .selectFrom('message')
    .select('battle')
    .where('person', '=', person)
    .where('kind', '=', 'invited')
    .where('battle', 'in', [...battles])
    .execute();
  const left = new Set(seats.filter((s) => s.kind === 'unseat').map((s) => s.battle));
  return {
    seated: new Set(seats.map((s) => s.battle).filter((b) => !left.has(b))),
    asked: new Set(messages.flatMap((m) => m.battle ?? [])),
  };
};

type Shelf = 'mine' | 'invited' | 'open' | 'planned';
type Ties = Awaited<ReturnType<typeof tiesOf>>;

/** Where an open battle stands in somebody's hall; undefined = it is not for them. */
const shelfOf = (row: BattleRow, person: string, { seated, asked }: Ties): Shelf | undefined => {
  const mine = seated.has(row.id) || mayRun(row, person);
  const wanted = row.invited?.includes(person) || asked.has(row.id);
  if (!mine && !wanted && (row.invited !== null || row.solo)) return undefined;
  if (row.status === 'planned') return 'planned';
  if (mine) return 'mine';
  if (wanted) return 'invited';
  return row.status === 'lobby' || row.mode === 'show' ? 'open' : undefined;
};

const shelvesOf = async (db: Db, by: Player): Promise<Record<Shelf, BattleInfo[]>> => {
  const rows = await openBattles(db, by.org);
  const ties = await tiesOf(
    db,
    by.person,
    rows.map((r) => r.id),
  );
  const placed = rows.flatMap((row) => {
    const shelf = shelfOf(row, by.person, ties);
    return shelf ? [{ row, shelf }] : [];
  });
  const infos = await battleInfos(
    db,
    by,
    placed.map((p) => p.row),
  );
  const on = (shelf: Shelf): BattleInfo[] => infos.filter((_, i) => placed[i]?.shelf === shelf);
  const soonFirst = (a: BattleInfo, b: BattleInfo): number => (a.plannedAt ?? 0) - (b.plannedAt ?? 0);
  return {
    mine: on('mine').slice(0, MOST_LISTED),
    invited: on('invited').slice(0, MOST_LISTED),
    open: on('open')
      .filter((i) => i.seats < i.most)
      .slice(0, MOST_LISTED),
    planned: on('planned').sort(soonFirst).slice(0, MOST_LISTED),
  };
};

const rivalsIn = async (db: Db, battles: readonly string[], me: string): Promise<Map<string, string[]>> => {
  const out = new Map<string, string[]>();
  if (battles.length === 0) return out;
  const rows = await db
    .selectFrom('battle_result')
    .select(['battle', 'person'])
    .where('battle', 'in', [...battles])
    .where('person', '!=', me)
    .where('rank', '<=', MOST_FACES)
    .orderBy('rank')
    .orderBy('person')
    .execute();
  for (const { battle, person } of rows) out.set(battle, [...(out.get(battle) ?? []), person]);
  return out;
};

/** The last battles of a person, newest first, with the first few of the others. */
export const pastBattles = async (db: Db, person: string): Promise<PastBattle[]> => {
  const rows = await db
    .selectFrom('battle_result as r')
    .innerJoin('battle as b', 'b.id', 'r.battle')
    .select(['r.battle', 'r.mode', 'b.title', 'r.at', 'r.rank', 'r.of', 'r.outcome', 'r.right', 'r.answered'])
    .select('r.points')
    .where('r.person', '=', person)
    .orderBy('r.at', 'desc')
    .orderBy('r.battle', 'desc')
    .limit(MOST_PAST)
    .execute();
  const rivals = await rivalsIn(
    db,
    rows.map((r) => r.battle),
    person,
  );
  const faces = await facesOf(db, [...rivals.values()].flat());
  return rows.map(({ at, mode, outcome, ...r }) => ({
    ...r,
    mode: mode as BattleMode,
    outcome: outcome as Outcome,
    endedAt: Number(at),
    with: (rivals.get(r.battle) ?? []).slice(0, MOST_FACES).flatMap((p) => faces.get(p) ?? []),
  }));
};

const isTrainer = ({ role }: Player): boolean => ROLES.indexOf(role) >= ROLES.indexOf('trainer');

/** Everything somebody can play now. */
export const hallOf = async (db: Db, by: Player, now: number): Promise<BattleHall> => ({
  rating: await ratingOf(db, by.person),
  ...(await shelvesOf(db, by)),
  challenges: await challengesFor(db, by, now),
  past: await pastBattles(db, by.person),
  sources: await sourcesFor(db, by),
  mayHost: isTrainer(by),
});

/** Colleagues to challenge or invite: who is there comes first, then who is near in skill. Those who hide are away. */
export const colleaguesOf = async (
  db: Db,
  by: Actor,
  { find = '', now }: { find?: string | undefined; now: number },
): Promise<BattlePerson[]> => {
  const mine = await db
    .selectFrom('skill')
    .select('theta')
    .where('person', '=', by.person)
    .where('bank', '=', '')
    .where('point', '=', '')
    .executeTakeFirst();
  const theta = mine?.theta ?? 0;
  const isHere = sql<boolean>`(p."lastSeenAt" > ${now - ONLINE_MS} and ${showsUp('p.settings')})`;
  let query = db
    .selectFrom('person as p')
    .innerJoin('identity as i', 'i.person', 'p.id')
    .leftJoin('department as d', 'd.id', 'p.department')
    .leftJoin('rating as r', 'r.person', 'p.id')
    .leftJoin('skill as s', (j) =>
      j.onRef('s.person', '=', 'p.id').on('s.bank', '=', '').on('s.point', '=', ''),
    )
    .select(['p.id', 'i.name', 'i.avatar', 'd.name as department', 'r.mu', 'r.sigma', 's.theta'])
    .select(sql<number>`case when ${isHere} then 1 else 0 end`.as('here'))
    .where('p.org', '=', by.org)
    .where('p.id', '!=', by.person)
    .where(notBlocked(by.person, 'p.id'));
  const text = find.trim().toLowerCase();
  if (text !== '') {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(sql<boolean>`lower(i."name") like ${pattern} escape '\\'`);
  }
  const rows = await query
    .orderBy(sql`case when ${isHere} then 0 else 1 end`)
    .orderBy(sql`abs(coalesce(s."theta", 0) - ${theta})`)
    .orderBy('i.name')
    .orderBy('p.id')
    .limit(MOST_PEOPLE)
    .execute();
  return rows.map((r) => ({
    id: r.id,
    name: r.name,
    avatar: r.avatar,
    online: Number(r.here) === 1,
    near: Math.abs((r.theta ?? 0) - theta) <= NEAR,
    ...(r.department === null ? {} : { department: r.department }),
    ...(r.mu === null || r.sigma === null ? {} : { rating: shownRating({ mu: r.mu, sigma: r.sigma }) }),
  }));
};

/** Calls off a battle that has not begun. Throws `auth.forbidden`, `battle.started`, `battle.over`. */
export const callOff = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const row = await findBattle(tx.db, by.org, id);
  if (!mayRun(row, by.person)) throw new RuleError('auth.forbidden');
  if (row.status === 'running') throw new RuleError('battle.started');
  if (!(await setBattleStatus(tx, id, 'void', {}, ['planned', 'lobby']))) throw new RuleError('battle.over');
  await afterVoid(tx, row, by.person);
};

/** What hangs on a battle that will not be played: the challenge it answers, its match in a tournament, and who was asked
 * to a planned one. `by` = who called it off. */
export const afterVoid = async (tx: Tx, row: BattleRow, by?: string): Promise<void> => {
  if (row.run !== null) await reopenChallenge(tx, row.id);
  if (row.tournament !== null) await callOffMatch(tx, row);
  await tellCalledOff(tx, row, by);
};
