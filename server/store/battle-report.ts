import type { BattleReport } from '../domain/api-battle.ts';
import type { Battle, Round } from '../domain/battle-state.ts';
import { countsOf, shownQuestion, verdictOf } from '../domain/battle-view.ts';
import { RuleError } from '../domain/errors.ts';
import type { Editor } from './audit-trail.ts';
import { closedIn, findOver, resultRow, seesAll, teamsIn } from './battle-over.ts';
import { closedAsked } from './closed-question.ts';
import type { Db } from './db.ts';

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return Math.round((low + high) / 2);
};

type Given = Round['given'];
const shareOf = (given: Given): { n: number; right: number } => ({
  n: given.size,
  right: [...given.values()].filter((g) => g.ok).length,
});

/** The same battle with the answers of people only: bots and recorded runs have learned nothing here. */
const peopleOnly = (battle: Battle): Battle => {
  const kept = (given: Given): Given =>
    new Map([...given].filter(([person]) => battle.seats.get(person)?.bot === undefined));
  const rounds = battle.rounds.map((r) => ({
    ...r,
    given: kept(r.given),
    ...(r.first ? { first: kept(r.first) } : {}),
  }));
  return { ...battle, rounds };
};

type Asked = BattleReport['questions'][number];
const askedOf = (battle: Battle, nth: number): Asked[] => {
  const round = battle.rounds[nth];
  const [question, verdict] = [shownQuestion(battle, nth), verdictOf(battle, nth)];
  if (!round || !question || !verdict) return [];
  const row: Asked = {
    question,
    verdict,
    ...shareOf(round.given),
    counts: countsOf(battle, nth),
    medianMs: median([...round.given.values()].map((g) => g.elapsedMs)),
    skipped: round.state === 'skipped',
  };
  return [round.first ? { ...row, first: shareOf(round.first) } : row];
};

/** Share right in the first and the last third of what was revealed; none below three questions or without answers. */
const growthOf = (battle: Battle): BattleReport['growth'] => {
  const played = battle.rounds.filter((r) => r.state === 'revealed');
  const third = Math.floor(played.length / 3);
  const share = (rounds: readonly Round[]): number | undefined => {
    const all = rounds.flatMap((r) => [...r.given.values()]);
    return all.length === 0 ? undefined : all.filter((g) => g.ok).length / all.length;
  };
  if (third === 0) return undefined;
  const [first, last] = [share(played.slice(0, third)), share(played.slice(-third))];
  return first === undefined || last === undefined ? undefined : { first, last };
};

const timesOf = (battle: Battle): Map<string, number[]> => {
  const times = new Map<string, number[]>();
  for (const { state, given } of battle.rounds)
    if (state === 'revealed')
      for (const [person, { elapsedMs }] of given)
        times.set(person, [...(times.get(person) ?? []), elapsedMs]);
  return times;
};

/** Shown ratings before the battle, of those who were rated. */
const ratedBefore = async (db: Db, battle: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('battle_result')
    .select(['person', 'before'])
    .where('battle', '=', battle)
    .execute();
  return new Map(rows.flatMap((r): [string, number][] => (r.before === null ? [] : [[r.person, r.before]])));
};

/** What came of a battle, for its host and for trainers. Throws `battle.unknown`, `battle.phase`, `auth.forbidden`. */
export const battleReport = async (db: Db, by: Editor, id: string, now: number): Promise<BattleReport> => {
  const over = await findOver(db, by, id, now);
  const { row, info } = over;
  const battle = peopleOnly(over.battle);
  const results = over.results.filter((r) => !battle.seats.get(r.person)?.bot);
  if (!seesAll(by, row)) throw new RuleError('auth.forbidden');
  const times = timesOf(battle);
  const before = await ratedBefore(db, id);
  const growth = growthOf(battle);
  const closed = await closedIn(db, by, over);
  const questions = [...battle.rounds.keys()].flatMap((nth) => askedOf(battle, nth));
  const flags = await db
    .selectFrom('battle_flag')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('battle', '=', id)
    .executeTakeFirstOrThrow();
  return {
    battle: info,
    players: results.length,
    questions: questions.map((asked) => (closed.has(asked.question.id) ? closedAsked(asked) : asked)),
    people: results.map((r) => {
      const rating = before.get(r.person);
      const medianMs = median(times.get(r.person) ?? []);
      return { ...resultRow(over, by, r), medianMs, ...(rating === undefined ? {} : { before: rating }) };
    }),
    teams: teamsIn(over),
    ...(growth ? { growth } : {}),
    flags: Number(flags.n),
  };
};
