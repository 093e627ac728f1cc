import type { BattleFace, BattleInfo, ResultRow, TeamRow } from '../domain/api-battle.ts';
import { type ResultOf, resultOf, teamRows } from '../domain/battle-result.ts';
import type { Battle } from '../domain/battle-state.ts';
import { RuleError } from '../domain/errors.ts';
import { ROLES } from '../domain/person.ts';
import type { Editor } from './audit-trail.ts';
import { type BattleRow, battleInfo, facesOf, findBattle } from './battle.ts';
import { resumeBattle } from './battle-journal.ts';
import { closedAmong } from './closed-question.ts';
import type { Db } from './db.ts';

/** A battle that is over, folded from its inputs, with everybody's face. */
export type Over = {
  row: BattleRow;
  info: BattleInfo;
  battle: Battle;
  results: readonly ResultOf[];
  faces: ReadonlyMap<string, BattleFace>;
};

/** A show of a thousand asks for its result a thousand times: the last few battles stay folded. */
const MOST_KEPT = 12;
const FACES_MS = 60_000;
type Folded = { battle: Battle; results: readonly ResultOf[] };
type Kept = { folded: Promise<Folded>; faces?: Map<string, BattleFace>; facesAt: number };
const kept = new Map<string, Kept>();

const fold = async (db: Db, row: BattleRow): Promise<Folded> => {
  const { battle } = await resumeBattle(db, row);
  if (battle.phase !== 'done') throw new RuleError('battle.phase');
  return { battle, results: resultOf(battle) };
};
const keptOf = (db: Db, row: BattleRow): Kept => {
  const known = kept.get(row.id);
  if (known) return known;
  const made: Kept = { folded: fold(db, row), facesAt: 0 };
  made.folded.catch(() => kept.delete(row.id));
  for (const id of kept.keys()) if (kept.size >= MOST_KEPT) kept.delete(id);
  kept.set(row.id, made);
  return made;
};

/** People as they are called now, recorded runs by their person, bots by their number. */
const facesIn = async (db: Db, battle: Battle): Promise<Map<string, BattleFace>> => {
  const seats = [...battle.seats.values()];
  const asked = seats.map(({ person, bot }) => (bot?.kind === 'ghost' ? bot.of : person));
  const known = new Map<string, BattleFace>();
  for (let at = 0; at < asked.length; at += 500)
    for (const [id, face] of await facesOf(db, asked.slice(at, at + 500))) known.set(id, face);
  return new Map(
    seats.map(({ person: id, bot }) => {
      const face = known.get(bot?.kind === 'ghost' ? bot.of : id);
      const name = bot?.kind === 'bot' ? id.replace('bot-', 'Bot ') : '';
      return [id, { ...(face ?? { name, avatar: id }), id, ...(bot ? { bot: bot.kind } : {}) }];
    }),
  );
};

/** A battle of this company that is over. Throws `battle.unknown`, `battle.phase` while it goes on. */
export const findOver = async (db: Db, by: Editor, id: string, now: number): Promise<Over> => {
  const row = await findBattle(db, by.org, id);
  const entry = keptOf(db, row);
  const { battle, results } = await entry.folded;
  if (!entry.faces || now - entry.facesAt > FACES_MS) {
    entry.faces = await facesIn(db, battle);
    entry.facesAt = now;
  }
  return { row, battle, results, faces: entry.faces, info: await battleInfo(db, by, row) };
};

/** Trainers and the host see everybody's results; players see theirs and the places. */
export const seesAll = (by: Editor, row: Pick<BattleRow, 'host'>): boolean =>
  row.host === by.person || ROLES.indexOf(by.role) >= ROLES.indexOf('trainer');

/** Who may look: who had a seat, the host, trainers. Throws `battle.not_in`. */
export const mayLook = (by: Editor, { row, battle }: Over): void => {
  if (!battle.seats.has(by.person) && !seesAll(by, row)) throw new RuleError('battle.not_in');
};

/** Questions of a battle whose words somebody is not told: of banks closed to them, unless they ran it or had a seat. */
export const closedIn = async (db: Db, by: Editor, { row, battle }: Over): Promise<Set<string>> => {
  if (row.host === by.person || battle.seats.has(by.person)) return new Set();
  return closedAmong(
    db,
    by,
    battle.rounds.map((r) => r.ref.question),
  );
};

/** How somebody is called: in a show without names only to oneself and to who runs it. */
export const faceIn = (over: Over, by: Editor, person: string): BattleFace => {
  const face = over.faces.get(person) ?? { id: person, name: '', avatar: person };
  const named = !over.battle.hideNames || person === by.person || seesAll(by, over.row);
  return named ? face : { ...face, name: '' };
};

export const resultRow = (over: Over, by: Editor, r: ResultOf): ResultRow => {
  const { person, bestStreak: _, of: __, ...rest } = r;
  return { ...faceIn(over, by, person), ...rest };
};

/** Teams by place with the names they were given. */
export const teamsIn = ({ row, battle }: Over): TeamRow[] =>
  teamRows(battle).map((team) => {
    const name = row.teams.find((t) => t.id === team.id)?.name;
    return { ...team, ...(name === undefined ? {} : { name }) };
  });
