import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { NewTournament, TeamRow, TournamentView } from '../domain/api-battle.ts';
import { type DepartmentTree, isWithin } from '../domain/bank.ts';
import { type BattleRules, type BattleSource, MODE_RULES, type TeamId } from '../domain/battle-shape.ts';
import { advanced, isSettled, knockOut, type Match, roundRobin, standingsIn } from '../domain/bracket.ts';
import { RuleError } from '../domain/errors.ts';
import type { Role } from '../domain/person.ts';
import { type BattleRow, createBattle, LOBBY_AHEAD_MS, needQuestions } from './battle.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { TournamentMatchTable, TournamentTable } from './tables.ts';

const LEAST = 2;
const MOST_SHOWN = 20;
/** The side named first rows the red boat, the other the blue one. */
const SIDES = { a: 'red', b: 'blue' } as const satisfies Record<'a' | 'b', TeamId>;

type Cup = Omit<TournamentTable, 'departments' | 'rules' | 'source' | 'kind'> & {
  kind: NewTournament['kind'];
  departments: string[];
  rules: BattleRules;
  source: BattleSource;
};
const cupOf = (row: TournamentTable): Cup => ({
  ...row,
  kind: row.kind as Cup['kind'],
  departments: JSON.parse(row.departments) as string[],
  rules: JSON.parse(row.rules) as BattleRules,
  source: JSON.parse(row.source) as BattleSource,
});

type StoredMatch = Match & { battle?: string; plannedAt: number };
const matchOf = (row: TournamentMatchTable, off: boolean): StoredMatch => ({
  nth: row.nth,
  round: row.round,
  plannedAt: row.plannedAt,
  ...(row.a === null ? {} : { a: row.a }),
  ...(row.b === null ? {} : { b: row.b }),
  ...(row.battle === null ? {} : { battle: row.battle }),
  ...(row.scoreA === null ? {} : { scoreA: row.scoreA }),
  ...(row.scoreB === null ? {} : { scoreB: row.scoreB }),
  ...(row.winner === null ? {} : { winner: row.winner }),
  ...(off ? { off } : {}),
});

const matchesOf = async (db: Db, cups: readonly string[]): Promise<Map<string, StoredMatch[]>> => {
  const out = new Map<string, StoredMatch[]>(cups.map((c) => [c, []]));
  if (cups.length === 0) return out;
  const rows = await db
    .selectFrom('tournament_match as m')
    .leftJoin('battle as b', 'b.id', 'm.battle')
    .selectAll('m')
    .select('b.status')
    .where('m.tournament', 'in', [...cups])
    .orderBy('m.tournament')
    .orderBy('m.nth')
    .execute();
  for (const row of rows)
    out.get(row.tournament)?.push(matchOf(row, row.status === 'void' || row.status === 'done'));
  return out;
};

/** Departments by id, with their names and everybody in them and below them. */
const crewsOf = async (db: Db, org: string, wanted: readonly string[]) => {
  const all = await db
    .selectFrom('department')
    .select(['id', 'parent', 'name'])
    .where('org', '=', org)
    .execute();
  const tree: DepartmentTree = new Map(all.map((d) => [d.id, d.parent]));
  const people = await db
    .selectFrom('person as p')
    .innerJoin('identity as i', 'i.person', 'p.id')
    .select(['p.id', 'p.department'])
    .where('p.org', '=', org)
    .where('p.department', 'is not', null)
    .orderBy('p.id')
    .execute();
  return new Map(
    all
      .filter((d) => wanted.includes(d.id))
      .map(({ id, name }) => {
        const members = people.filter((p) => isWithin(tree, p.department, id)).map((p) => p.id);
        return [id, { name, members }] as const;
      }),
  );
};
type Crews = Awaited<ReturnType<typeof crewsOf>>;

type Maker = Actor & { role: Role };
/** The planned race of two departments; everybody in them may come. */
const openMatch = (tx: Tx, by: Maker, cup: Cup, crews: Crews, match: StoredMatch): Promise<BattleRow> => {
  const [a, b] = [crews.get(match.a ?? ''), crews.get(match.b ?? '')];
  return createBattle(
    tx,
    by,
    {
      mode: 'race',
      title: `${cup.name} · ${a?.name ?? ''} : ${b?.name ?? ''}`,
      rules: cup.rules,
      source: cup.source,
      teams: [
        { id: SIDES.a, name: a?.name ?? '' },
        { id: SIDES.b, name: b?.name ?? '' },
      ],
      plannedAt: match.plannedAt,
    },
    { tournament: cup.id, invited: [...(a?.members ?? []), ...(b?.members ?? [])] },
  );
};

const isReady = (m: StoredMatch): boolean =>
  m.a !== undefined && m.b !== undefined && m.winner === undefined && m.battle === undefined && !isSettled(m);

const rowOf = (cup: string, m: StoredMatch): TournamentMatchTable => ({
  tournament: cup,
  nth: m.nth,
  round: m.round,
  a: m.a ?? null,
  b: m.b ?? null,
  battle: m.battle ?? null,
  plannedAt: m.plannedAt,
  scoreA: m.scoreA ?? null,
  scoreB: m.scoreB ?? null,
  winner: m.winner ?? null,
});

const checkDepartments = (crews: Crews, departments: readonly string[]): void => {
  if (departments.length < LEAST) throw new RuleError('tournament.too_few', { least: LEAST });
  if (departments.some((d) => !crews.has(d))) throw new RuleError('department.unknown');
};

/**
 * Departments against each other, seeded in the order given: every match of a round robin, or the first round of a
 * knock-out, is planned at once. Throws `tournament.too_few`, `department.unknown`, `battle.no_questions`.
 */
export const createTournament = async (tx: Tx, by: Maker, body: NewTournament): Promise<TournamentView> => {
  const departments = [...new Set(body.departments)];
  const crews = await crewsOf(tx.db, by.org, departments);
  checkDepartments(crews, departments);
  const { name, kind, startsAt, everyMs, source = {} } = body;
  const rules = { ...(body.rules ?? MODE_RULES.race), auto: true };
  await needQuestions(tx.db, by, { source, rounds: rules.rounds, mode: 'race' });
  const base = {
    id: uuidv7(),
    org: by.org,
    name,
    startsAt,
    everyMs,
    createdBy: by.person,
    createdAt: tx.now,
  };
  const cup: Cup = { ...base, kind, departments, rules, source };
  const texts = {
    departments: JSON.stringify(departments),
    rules: JSON.stringify(rules),
    source: JSON.stringify(source),
  };
  await tx.db
    .insertInto('tournament')
    .values({ ...cup, ...texts })
    .execute();
  const drawn: Match[] = kind === 'round-robin' ? roundRobin(departments) : knockOut(departments);
  for (const match of drawn) {
    const planned: StoredMatch = { ...match, plannedAt: startsAt + match.round * everyMs };
    const battle = isReady(planned) ? await openMatch(tx, by, cup, crews, planned) : undefined;
    const row = rowOf(cup.id, { ...planned, ...(battle ? { battle: battle.id } : {}) });
    await tx.db.insertInto('tournament_match').values(row).execute();
  }
  return findTournament(tx.db, by.org, cup.id);
};

const viewOf = (
  cup: Cup,
  matches: readonly StoredMatch[],
  names: ReadonlyMap<string, string>,
): TournamentView => ({
  id: cup.id,
  name: cup.name,
  kind: cup.kind,
  departments: standingsIn(cup.kind, cup.departments, matches).map((s) => ({
    ...s,
    name: names.get(s.id) ?? '',
  })),
  matches: matches.map(({ off: _, ...m }) => m),
  done: matches.every(isSettled),
});

const viewsOf = async (db: Db, org: string, rows: readonly TournamentTable[]): Promise<TournamentView[]> => {
  const cups = rows.map(cupOf);
  const departments = await db
    .selectFrom('department')
    .select(['id', 'name'])
    .where('org', '=', org)
    .execute();
  const names = new Map(departments.map((d) => [d.id, d.name]));
  const matches = await matchesOf(
    db,
    cups.map((c) => c.id),
  );
  return cups.map((c) => viewOf(c, matches.get(c.id) ?? [], names));
};

/** The last tournaments of a company, the latest first. */
export const tournamentsOf = async (db: Db, org: string): Promise<TournamentView[]> => {
  const rows = await db
    .selectFrom('tournament')
    .selectAll()
    .where('org', '=', org)
    .orderBy('startsAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return viewsOf(db, org, rows);
};

/** Throws `tournament.unknown`. */
export const findTournament = async (db: Db, org: string, id: string): Promise<TournamentView> => {
  const rows = await db
    .selectFrom('tournament')
    .selectAll()
    .where('org', '=', org)
    .where('id', '=', id)
    .execute();
  const [view] = await viewsOf(db, org, rows);
  if (!view) throw new RuleError('tournament.unknown');
  return view;
};

/** The boat of somebody in a match of two departments; undefined for other battles and other people. */
export const boatOf = async (
  db: Db,
  row: Pick<BattleRow, 'id' | 'org' | 'tournament'>,
  person: string,
): Promise<TeamId | undefined> => {
  if (row.tournament === null) return undefined;
  const match = await db
    .selectFrom('tournament_match')
    .select(['a', 'b'])
    .where('tournament', '=', row.tournament)
    .where('battle', '=', row.id)
    .executeTakeFirst();
  if (!match) return undefined;
  const sides = [match.a, match.b].flatMap((d) => d ?? []);
  const crews = await crewsOf(db, row.org, sides);
  const isIn = (side: string | null): boolean => crews.get(side ?? '')?.members.includes(person) ?? false;
  if (isIn(match.a)) return SIDES.a;
  return isIn(match.b) ? SIDES.b : undefined;
};

/** A tournament held until the end of the transaction: two matches that end together take turns. */
const holdCup = async (tx: Tx, id: string): Promise<Cup | undefined> => {
  const row = await tx.db
    .updateTable('tournament')
    .set({ name: sql<string>`name` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && cupOf(row);
};

const saveMatch = async (tx: Tx, cup: string, match: StoredMatch): Promise<void> => {
  const { tournament: _, nth, ...row } = rowOf(cup, match);
  await tx.db
    .updateTable('tournament_match')
    .set(row)
    .where('tournament', '=', cup)
    .where('nth', '=', nth)
    .execute();
};

/** Puts the winners into the next round of a knock-out and plans what can be played now. */
const moveOn = async (tx: Tx, cup: Cup, matches: readonly StoredMatch[]): Promise<void> => {
  const { zone } = await tx.db
    .selectFrom('org')
    .select('zone')
    .where('id', '=', cup.org)
    .executeTakeFirstOrThrow();
  const by: Maker = { org: cup.org, person: cup.createdBy, zone, role: 'trainer' };
  const crews = await crewsOf(tx.db, cup.org, cup.departments);
  for (const [i, next] of (advanced(matches) as StoredMatch[]).entries()) {
    const before = matches[i];
    if (next.a === before?.a && next.b === before?.b) continue;
    const plannedAt = Math.max(next.plannedAt, tx.now + LOBBY_AHEAD_MS);
    const known = { ...next, plannedAt };
    const battle = isReady(known) ? await openMatch(tx, by, cup, crews, known) : undefined;
    await saveMatch(tx, cup.id, { ...known, ...(battle ? { battle: battle.id } : {}) });
  }
};

/** Of two sides that are level the better seed goes on: a knock-out needs a winner. */
const betterSeed = (cup: Cup, { a, b }: Match): string | undefined =>
  cup.departments.find((d) => d === a || d === b);

type Scores = Pick<Match, 'scoreA' | 'scoreB' | 'winner'>;
const settle = async (
  tx: Tx,
  row: Pick<BattleRow, 'id' | 'tournament'>,
  scoresOf: (cup: Cup, match: Match) => Scores,
): Promise<void> => {
  const cup = row.tournament === null ? undefined : await holdCup(tx, row.tournament);
  if (!cup) return;
  const matches = (await matchesOf(tx.db, [cup.id])).get(cup.id) ?? [];
  const match = matches.find((m) => m.battle === row.id);
  if (!match || match.winner !== undefined || match.scoreA !== undefined) return;
  const settled = { ...match, ...scoresOf(cup, match) };
  await saveMatch(tx, cup.id, settled);
  if (cup.kind === 'round-robin') return;
  await moveOn(
    tx,
    cup,
    matches.map((m) => (m === match ? settled : m)),
  );
};

/**
 * Books what came of a match, once: metres of both boats, the better place wins; the next match of a knock-out is planned
 * when both sides are known. Battles of no tournament are left alone.
 */
export const settleMatch = (
  tx: Tx,
  row: Pick<BattleRow, 'id' | 'tournament'>,
  teams: readonly TeamRow[],
): Promise<void> =>
  settle(tx, row, (cup, match) => {
    const [a, b] = [SIDES.a, SIDES.b].map((id) => teams.find((t) => t.id === id));
    const score = (t: TeamRow | undefined): number => t?.metres ?? t?.points ?? 0;
    const [rankA, rankB] = [a, b].map((t) => t?.rank ?? teams.length + 1);
    const level = cup.kind === 'knock-out' ? betterSeed(cup, match) : undefined;
    const winner = rankA === rankB ? level : (rankA ?? 0) < (rankB ?? 0) ? match.a : match.b;
    return { scoreA: score(a), scoreB: score(b), ...(winner === undefined ? {} : { winner }) };
  });

/** A match that nobody played counts for nobody; in a knock-out the better seed goes on. */
export const callOffMatch = (tx: Tx, row: Pick<BattleRow, 'id' | 'tournament'>): Promise<void> =>
  settle(tx, row, (cup, match) => {
    const winner = cup.kind === 'knock-out' ? betterSeed(cup, match) : undefined;
    return winner === undefined ? {} : { winner };
  });
