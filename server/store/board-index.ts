import { createRanking, type Ranking } from '../domain/ranking.ts';
import { type Board, scoresOf, standingsOf } from './board-score.ts';
import type { Db } from './db.ts';
import { cursorOf } from './honour-write.ts';

/** Boards kept in memory at a time; the one asked for longest ago goes first. */
const MOST_BOARDS = 64;
/** Who joins a department or cohort, or becomes a trainer, is seen when the board is read anew. */
const REREAD_MS = 60_000;
const REREAD_LARGE_MS = 3_600_000;
const LARGE = 20_000;
const PIECE = 500;

/** `rev` = how far the log had been read when it was last brought up to date. */
export type BoardIndex = { ranking: Ranking; rev: number; readAt: number };
type Kept = { index?: BoardIndex; last: Promise<unknown> };

/** By board; a company's id is never used twice, so that one map serves every database of the process. */
const kept = new Map<string, Kept>();

export const lifetimeOf = (org: string): Board => ({ org, measure: 'xp', least: 0 });

/** Forgets every board, as a restart does. */
export const forgetBoards = (): void => kept.clear();

const keyOf = (b: Board): string =>
  [b.org, b.measure, b.days?.from, b.days?.to, b.quest, b.department, b.cohort].join(' ');

const readAnew = async (db: Db, board: Board, now: number): Promise<BoardIndex> => {
  const rev = await cursorOf(db);
  const { ids, scores } = await standingsOf(db, board);
  return { ranking: createRanking(ids, scores), rev, readAt: now };
};

const changedSince = async (db: Db, org: string, rev: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('honour_person')
    .select('person')
    .where('org', '=', org)
    .where('rev', '>', rev)
    .execute();
  return rows.map((r) => r.person);
};

/** Moves those who have got anything since it was read. */
const catchUp = async (db: Db, board: Board, index: BoardIndex): Promise<void> => {
  const rev = await cursorOf(db);
  if (rev === index.rev) return;
  const people = await changedSince(db, board.org, index.rev);
  for (let at = 0; at < people.length; at += PIECE) {
    const piece = people.slice(at, at + PIECE);
    const found = new Map((await scoresOf(db, board, piece)).map((s) => [s.person, s.score]));
    for (const person of piece) {
      const score = found.get(person);
      if (score === undefined) index.ranking.remove(person);
      else index.ranking.set(person, score);
    }
  }
  index.rev = rev;
};

const bring = async (db: Db, board: Board, held: Kept, now: number): Promise<BoardIndex> => {
  const { index } = held;
  const age = index ? now - index.readAt : Number.POSITIVE_INFINITY;
  const good = (index?.ranking.size() ?? 0) > LARGE ? REREAD_LARGE_MS : REREAD_MS;
  if (index && age >= 0 && age < good) {
    await catchUp(db, board, index);
    return index;
  }
  held.index = await readAnew(db, board, now);
  return held.index;
};

/** The board of lifetime points in memory, when it was asked for within the last minute; for who may not wait. */
export const freshLifetime = (org: string, now: number): Ranking | undefined => {
  const index = kept.get(keyOf(lifetimeOf(org)))?.index;
  return index && now - index.readAt < REREAD_MS ? index.ranking : undefined;
};

/** A board as the store has it now: read once, then moved by what the log has brought. One at a time per board. */
export const indexOf = async (db: Db, board: Board, now: number): Promise<BoardIndex> => {
  const key = keyOf(board);
  const held: Kept = kept.get(key) ?? { last: Promise.resolve() };
  kept.delete(key);
  kept.set(key, held);
  const [oldest] = kept.keys();
  if (kept.size > MOST_BOARDS && oldest !== undefined) kept.delete(oldest);
  const mine = held.last.then(() => bring(db, board, held, now));
  held.last = mine.catch(() => undefined);
  return mine;
};
