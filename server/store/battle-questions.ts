import { randomInt } from 'node:crypto';
import type { BattleHall } from '../domain/api-battle.ts';
import { type Candidate, pickForm } from '../domain/attempt.ts';
import type { BattleMode, BattleSource, QuestionRef } from '../domain/battle-shape.ts';
import { type BattleBook, bookKey } from '../domain/battle-state.ts';
import { banksSailed } from '../domain/drill.ts';
import { RuleError } from '../domain/errors.ts';
import { priorOf } from '../domain/mastery.ts';
import type { Role } from '../domain/person.ts';
import { AUTO_GRADED, type QuestionType } from '../domain/question.ts';
import { dice } from '../domain/random.ts';
import type { LocalText } from '../domain/text.ts';
import { candidatesOf } from './attempt.ts';
import { openBanks } from './bank-access.ts';
import type { BattleRow } from './battle.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { findAnywhere } from './practice.ts';
import { findQuest } from './quest-version.ts';

type Who = Pick<Actor, 'org' | 'person' | 'zone'>;

/** Kinds that are read and tapped in a few seconds: races, duels and rafts ask them first. */
const QUICK: ReadonlySet<QuestionType> = new Set(['single', 'multiple', 'true-false']);
/** Survival grows harder in blocks of so many questions. */
const BLOCK = 5;
/** A duel draws from this many times the questions it needs, the nearest to both skills. */
const NEAR_FACTOR = 4;

/** The banks of the quest that somebody sails; none where there is no quest. */
const banksUnderSail = async (db: Db, by: Who): Promise<string[]> => {
  try {
    return banksSailed(await findQuest(db, by));
  } catch (error) {
    if (error instanceof RuleError && error.code === 'quest.unknown') return [];
    throw error;
  }
};

/** The banks somebody may draw a battle from: those of the quest they sail, and those they may see in the studio. */
const drawable = async (db: Db, by: Who): Promise<{ sailed: string[]; all: string[] }> => {
  const row = await db.selectFrom('person').select('role').where('id', '=', by.person).executeTakeFirst();
  const role = (row?.role ?? 'learner') as Role;
  const sailed = await banksUnderSail(db, by);
  const open = role === 'learner' ? [] : (await openBanks(db, { ...by, role })).map((b) => b.id);
  return { sailed, all: [...new Set([...sailed, ...open])] };
};

const banksOf = async (db: Db, by: Who, { bank }: BattleSource): Promise<string[]> => {
  const { sailed, all } = await drawable(db, by);
  if (bank === undefined) return sailed.length > 0 ? sailed : all;
  if (!all.includes(bank)) throw new RuleError('bank.unknown');
  return [bank];
};

/** Named questions keep their order; what is not ready, not gradable or not theirs to use is missing. */
const namedQuestions = async (db: Db, by: Who, ids: readonly string[]): Promise<QuestionRef[]> => {
  const { all } = await drawable(db, by);
  const wanted = [...new Set(ids)];
  const rows =
    all.length === 0
      ? []
      : await db
          .selectFrom('question')
          .select(['id', 'version'])
          .where('id', 'in', wanted)
          .where('bank', 'in', all)
          .where('state', '=', 'ready')
          .where('type', 'in', [...AUTO_GRADED])
          .execute();
  const known = new Map(rows.map((r) => [r.id, r.version]));
  if (known.size < wanted.length)
    throw new RuleError('battle.no_questions', { need: wanted.length, n: known.size });
  return wanted.flatMap((question) => {
    const version = known.get(question);
    return version === undefined ? [] : [{ question, version }];
  });
};

type Rated = Candidate & { b: number };

const candidatesIn = async (
  db: Db,
  by: Who,
  banks: readonly string[],
  points: readonly string[] | undefined,
): Promise<Rated[]> => {
  if (banks.length === 0) return [];
  const levels = await db
    .selectFrom('item_level as i')
    .innerJoin('question as q', 'q.id', 'i.question')
    .select(['i.question', 'i.b'])
    .where('q.bank', 'in', [...banks])
    .execute();
  const known = new Map(levels.map((l) => [l.question, l.b]));
  const found: Rated[] = [];
  for (const bank of banks) {
    const some = await candidatesOf(db, by.person, { bank, points, types: AUTO_GRADED });
    found.push(...some.map((c) => ({ ...c, b: known.get(c.question) ?? priorOf(c.difficulty).b })));
  }
  return found;
};

/** Overall skills in logits; 0 for somebody of whom nothing is known. */
export const thetasOf = async (db: Db, people: readonly string[]): Promise<Map<string, number>> => {
  const out = new Map(people.map((p) => [p, 0]));
  if (people.length === 0) return out;
  const rows = await db
    .selectFrom('skill')
    .select(['person', 'theta'])
    .where('person', 'in', [...out.keys()])
    .where('bank', '=', '')
    .where('point', '=', '')
    .execute();
  for (const r of rows) out.set(r.person, r.theta);
  return out;
};

const meanTheta = async (db: Db, people: readonly string[]): Promise<number> => {
  const thetas = [...(await thetasOf(db, people)).values()];
  return thetas.reduce((sum, t) => sum + t, 0) / Math.max(1, thetas.length);
};

const nearest = (candidates: readonly Rated[], theta: number, n: number): Rated[] =>
  [...candidates].sort((a, b) => Math.abs(a.b - theta) - Math.abs(b.b - theta)).slice(0, n);

/** Easy blocks first; the order inside a block stays as drawn. */
const rising = (refs: readonly QuestionRef[], rated: readonly Rated[]): QuestionRef[] => {
  const b = new Map(rated.map((c) => [c.question, c.b]));
  const level = (ref: QuestionRef): number => b.get(ref.question) ?? 0;
  const place = new Map(refs.map((r, i) => [r.question, i]));
  const sorted = [...refs].sort((x, y) => level(x) - level(y));
  const out: QuestionRef[] = [];
  for (let at = 0; at < sorted.length; at += BLOCK)
    out.push(
      ...sorted
        .slice(at, at + BLOCK)
        .sort((x, y) => (place.get(x.question) ?? 0) - (place.get(y.question) ?? 0)),
    );
  return out;
};

/** `run` = the battle whose recorded run is the opponent; `people` = who will play, for a duel; `seed` = dice of the draw. */
export type Draw = {
  source: BattleSource;
  rounds: number;
  mode: BattleMode;
  run?: string | null;
  people?: readonly string[];
  seed?: number;
};

/** The very questions of a battle that has begun, in their versions; none before. */
export const questionsAsked = async (db: Db, battle: string): Promise<QuestionRef[]> => {
  const row = await db
    .selectFrom('battle_input')
    .select('data')
    .where('battle', '=', battle)
    .where('kind', '=', 'start')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row ? (JSON.parse(row.data) as { items: QuestionRef[] }).items : [];
};

/**
 * The questions of a battle: ready ones that a machine grades, spread over knowledge points, those the maker has not yet
 * met first. Named ones keep their order, all of them. A duel asks near the skill of both, survival grows harder by
 * blocks of five, and against a recorded run the questions are those of the run. Throws `battle.no_questions` with what is needed and what there is, `bank.unknown`.
 */
export const questionsFor = async (db: Db, by: Who, draw: Draw): Promise<QuestionRef[]> => {
  const { source, rounds, mode, people = [by.person], seed = randomInt(2 ** 32) } = draw;
  if (draw.run) {
    const asked = await questionsAsked(db, draw.run);
    if (asked.length === 0) throw new RuleError('battle.no_questions', { need: rounds, n: 0 });
    return asked;
  }
  if (source.questions) return namedQuestions(db, by, source.questions);
  const all = await candidatesIn(db, by, await banksOf(db, by, source), source.points);
  if (all.length < rounds) throw new RuleError('battle.no_questions', { need: rounds, n: all.length });
  const quick = mode === 'show' ? all : all.filter((c) => QUICK.has(c.type ?? 'single'));
  const pool = quick.length >= rounds ? quick : all;
  const from = mode === 'duel' ? nearest(pool, await meanTheta(db, people), rounds * NEAR_FACTOR) : pool;
  const met = new Set(from.filter((c) => c.seen > 0).map((c) => c.question));
  const refs = pickForm(from, rounds, met, dice(seed));
  return mode === 'survival' ? rising(refs, from) : refs;
};

/** That there will be enough to ask, without drawing. Throws as `questionsFor` does. */
export const needQuestions = async (db: Db, by: Who, draw: Draw): Promise<void> => {
  const { source, rounds } = draw;
  if (draw.run || source.questions) return void (await questionsFor(db, by, draw));
  const banks = await banksOf(db, by, source);
  let query = db
    .selectFrom('question')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('bank', 'in', banks)
    .where('state', '=', 'ready')
    .where('type', 'in', [...AUTO_GRADED]);
  if (source.points) query = query.where('point', 'in', source.points);
  const n = banks.length === 0 ? 0 : Number((await query.executeTakeFirstOrThrow()).n);
  if (n < rounds) throw new RuleError('battle.no_questions', { need: rounds, n });
};

/** The questions with which a battle begins, drawn for its maker and, in a duel, for the skill of `people`. Throws as
 * `questionsFor` does. */
export const questionsOf = async (
  db: Db,
  row: Pick<BattleRow, 'org' | 'createdBy' | 'host' | 'source' | 'rules' | 'mode' | 'run'>,
  people: readonly string[] = [],
): Promise<QuestionRef[]> => {
  const person = row.createdBy ?? row.host ?? people[0] ?? '';
  const { source, mode, run } = row;
  const draw: Draw = { source, rounds: row.rules.rounds, mode, run };
  return questionsFor(db, { org: row.org, person, zone: '' }, people.length > 0 ? { ...draw, people } : draw);
};

/** The text of these versions, to grade and show them. A version that is gone is missing. */
export const loadBook = async (db: Db, refs: readonly QuestionRef[]): Promise<BattleBook> => {
  const found = await findAnywhere(db, refs);
  return new Map(
    found.map(({ question, version, point }) => [
      bookKey({ question: question.id, version }),
      { question, version, ...(point ? { point } : {}) },
    ]),
  );
};

/** The banks that somebody may draw from, with how many questions wait there. */
export const sourcesFor = async (db: Db, by: Who): Promise<BattleHall['sources']> => {
  const { all } = await drawable(db, by);
  if (all.length === 0) return [];
  const rows = await db
    .selectFrom('bank')
    .innerJoin('question as q', 'q.bank', 'bank.id')
    .select(['bank.id', 'bank.name'])
    .select((eb) => eb.fn.countAll().as('n'))
    .where('bank.org', '=', by.org)
    .where('bank.id', 'in', all)
    .where('q.state', '=', 'ready')
    .where('q.type', 'in', [...AUTO_GRADED])
    .groupBy(['bank.id', 'bank.name'])
    .execute();
  const known = new Map(rows.map((r) => [r.id, r]));
  return all.flatMap((id) => {
    const row = known.get(id);
    return row ? [{ id, name: JSON.parse(row.name) as LocalText, questions: Number(row.n) }] : [];
  });
};
