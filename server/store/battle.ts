import { randomInt } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { BattleStatus, BattleTeam, NewBattle } from '../domain/api-battle.ts';
import { type BattleMode, type BattleRules, type BattleSource, MODE_RULES } from '../domain/battle-shape.ts';
import type { BattleSetup } from '../domain/battle-state.ts';
import { RuleError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/person.ts';
import { holdPerson } from './attempt.ts';
import { needQuestions } from './battle-questions.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { BattleTable } from './tables.ts';

export { battleInfo, battleInfos, facesOf, mayRun } from './battle-info.ts';
export {
  loadBook,
  needQuestions,
  questionsAsked,
  questionsFor,
  questionsOf,
  sourcesFor,
  thetasOf,
} from './battle-questions.ts';
export { tellStart } from './battle-start.ts';

/** A battle's row with its JSON read. */
export type BattleRow = Omit<
  BattleTable,
  'mode' | 'status' | 'rules' | 'source' | 'teams' | 'invited' | 'solo'
> & {
  mode: BattleMode;
  status: BattleStatus;
  rules: BattleRules;
  source: BattleSource;
  teams: BattleTeam[];
  invited: string[] | null;
  solo: boolean;
};

export const OPEN_STATUS = ['planned', 'lobby', 'running'] as const satisfies BattleStatus[];
/** A planned battle's lobby opens this long before its time. */
export const LOBBY_AHEAD_MS = 10 * 60_000;
/** A learner has at most so many open at once. */
const MOST_OPEN = 3;
const PIN_TRIES = 20;

export const battleOf = (row: BattleTable): BattleRow => ({
  ...row,
  mode: row.mode as BattleMode,
  status: row.status as BattleStatus,
  rules: JSON.parse(row.rules) as BattleRules,
  source: JSON.parse(row.source) as BattleSource,
  teams: JSON.parse(row.teams) as BattleTeam[],
  invited: row.invited === null ? null : (JSON.parse(row.invited) as string[]),
  solo: row.solo === 1,
});

/** What the engine has to know before the first input. */
export const setupOf = ({ id, mode, rules, seed, host, teams, solo }: BattleRow): BattleSetup => ({
  id,
  mode,
  rules,
  seed,
  ...(host === null ? {} : { host }),
  teams: teams.map((t) => t.id),
  solo,
});

/** A battle of this company. Throws `battle.unknown`. */
export const findBattle = async (db: Db, org: string, id: string): Promise<BattleRow> => {
  const row = await db
    .selectFrom('battle')
    .selectAll()
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('battle.unknown');
  return battleOf(row);
};

/** The open battle behind a PIN, of whatever company; PINs of open battles are unique. */
export const findByPin = async (db: Db, pin: string): Promise<BattleRow | undefined> => {
  const row = await db
    .selectFrom('battle')
    .selectAll()
    .where('pin', '=', pin)
    .where('status', 'in', OPEN_STATUS)
    .executeTakeFirst();
  return row && battleOf(row);
};

/** The open battles of a company, newest first. */
export const openBattles = async (db: Db, org: string): Promise<BattleRow[]> => {
  const rows = await db
    .selectFrom('battle')
    .selectAll()
    .where('org', '=', org)
    .where('status', 'in', OPEN_STATUS)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(battleOf);
};

/** What a door does not say: who alone may come, whose recorded run is the opponent, of which tournament it is. */
export type BattleExtra = {
  invited?: readonly string[];
  run?: string;
  tournament?: string;
};
type Maker = Actor & { role: Role };

const teamsOf = ({ mode, teams = [] }: NewBattle): BattleTeam[] => {
  const named =
    mode === 'race' && teams.length === 0 ? [{ id: 'red' as const }, { id: 'blue' as const }] : teams;
  const distinct = new Set(named.map((t) => t.id)).size === named.length;
  const least = mode === 'race' ? 2 : 0;
  const most = mode === 'race' || mode === 'show' ? 8 : 0;
  if (!distinct || named.length < least || named.length > most || named.length === 1)
    throw new RuleError('battle.teams');
  return named;
};

/** Nobody is there to call the steps outside a show; named questions are all asked. */
const rulesOf = ({ mode, rules = MODE_RULES[mode], source }: NewBattle): BattleRules => ({
  ...rules,
  ...(mode === 'show' ? {} : { auto: true }),
  ...(source?.questions ? { rounds: new Set(source.questions).size } : {}),
});

const checkMaker = async (tx: Tx, by: Maker, mode: BattleMode): Promise<void> => {
  if (ROLES.indexOf(by.role) >= ROLES.indexOf('trainer')) return;
  if (mode === 'show') throw new RuleError('auth.forbidden');
  await holdPerson(tx, by.person);
  const { n } = await tx.db
    .selectFrom('battle')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('org', '=', by.org)
    .where('createdBy', '=', by.person)
    .where('status', 'in', OPEN_STATUS)
    .executeTakeFirstOrThrow();
  if (Number(n) >= MOST_OPEN) throw new RuleError('battle.too_many', { most: MOST_OPEN });
};

const newPin = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Adds the row under a PIN that no other open battle has: the index decides. `pin` null = nobody joins by one. */
const insertBattle = async (tx: Tx, row: BattleTable, pins: () => string): Promise<BattleTable> => {
  for (let tries = 0; tries < PIN_TRIES; tries++) {
    const values = { ...row, pin: row.pin === null ? null : pins() };
    const added = await tx.db
      .insertInto('battle')
      .values(values)
      .onConflict((oc) => oc.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added) return values;
  }
  throw new Error('no PIN is free');
};

/**
 * Opens a battle; planned ones open their lobby ten minutes ahead. With `extra` (found partners, challenges, tournaments)
 * a learner's limit of open battles does not count. Throws `auth.forbidden`, `battle.teams`, `battle.too_many`,
 * `battle.no_questions`, `bank.unknown`. The questions of a tournament are the caller's to check.
 */
export const createBattle = async (
  tx: Tx,
  by: Maker,
  body: NewBattle,
  extra?: BattleExtra,
  pins = newPin,
): Promise<BattleRow> => {
  const { mode, source = {}, solo = false } = body;
  const teams = teamsOf(body);
  const rules = rulesOf(body);
  if (!extra) await checkMaker(tx, by, mode);
  if (extra?.tournament === undefined)
    await needQuestions(tx.db, by, { source, rounds: rules.rounds, mode, run: extra?.run ?? null });
  const plannedAt = body.plannedAt ?? null;
  const invited = extra?.invited ?? (solo || body.people ? [by.person, ...(body.people ?? [])] : undefined);
  const isAlone = solo || body.bot === true || extra?.run !== undefined || extra?.tournament !== undefined;
  const added = await insertBattle(
    tx,
    {
      id: uuidv7(),
      org: by.org,
      mode,
      title: body.title ?? '',
      status: plannedAt !== null && plannedAt > tx.now + LOBBY_AHEAD_MS ? 'planned' : 'lobby',
      pin: isAlone ? null : '',
      rules: JSON.stringify(rules),
      source: JSON.stringify(source),
      teams: JSON.stringify(teams),
      seed: randomInt(2 ** 32),
      host: mode === 'show' ? by.person : null,
      createdBy: by.person,
      invited: invited ? JSON.stringify([...new Set(invited)]) : null,
      solo: solo ? 1 : 0,
      bots: body.bot ? 1 : (body.bots ?? 0),
      run: extra?.run ?? null,
      tournament: extra?.tournament ?? null,
      createdAt: tx.now,
      plannedAt,
      remindedAt: null,
      startedAt: null,
      endedAt: null,
    },
    pins,
  );
  return battleOf(added);
};

/** Moves a battle on and gives whether it moved: one that is done or void stays so, and so does one that is in no state of
 * `from` any more. Ending it sets `endedAt`. */
export const setBattleStatus = async (
  tx: Tx,
  id: string,
  status: BattleStatus,
  times: { startedAt?: number; endedAt?: number } = {},
  from: readonly BattleStatus[] = OPEN_STATUS,
): Promise<boolean> => {
  const isOver = status === 'done' || status === 'void';
  const moved = await tx.db
    .updateTable('battle')
    .set({ status, ...(isOver ? { endedAt: tx.now } : {}), ...times })
    .where('id', '=', id)
    .where('status', 'in', [...from])
    .returning('id')
    .executeTakeFirst();
  return moved !== undefined;
};
