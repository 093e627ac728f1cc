import type { BattleReplay } from '../domain/api-battle.ts';
import { countsOf, shownQuestion, verdictOf } from '../domain/battle-view.ts';
import type { Editor } from './audit-trail.ts';
import { closedIn, faceIn, findOver, mayLook, type Over, seesAll } from './battle-over.ts';
import { closedAsked } from './closed-question.ts';
import type { Db } from './db.ts';

/** In a show of many a player is told of so few others: the first, and the own team. */
const MOST_OTHERS = 20;

/** Whose answers this person may see: everybody's in small battles and for who runs it; none of others without ranking. */
const toldOf = ({ battle, results, row }: Over, by: Editor): Set<string> => {
  const all = results.map((r) => r.person);
  if (seesAll(by, row)) return new Set(all);
  if (!battle.rules.ranking) return new Set([by.person]);
  const mine = battle.seats.get(by.person)?.team;
  const mates = all.filter((p) => mine !== undefined && battle.seats.get(p)?.team === mine);
  return new Set([by.person, ...[...all.slice(0, MOST_OTHERS), ...mates].slice(0, 2 * MOST_OTHERS)]);
};

type ReplayRound = BattleReplay['rounds'][number];
const roundIn = ({ battle }: Over, nth: number, told: ReadonlySet<string>): ReplayRound[] => {
  const round = battle.rounds[nth];
  const [question, verdict] = [shownQuestion(battle, nth), verdictOf(battle, nth)];
  if (!round || !question || !verdict) return [];
  const answers = [...round.given].flatMap(([person, g]) =>
    told.has(person)
      ? [{ person, ms: g.elapsedMs, ok: g.ok, points: g.points, answer: g.answer, late: g.late }]
      : [],
  );
  const skipped = round.state === 'skipped';
  return [{ question, verdict, skipped, counts: countsOf(battle, nth), answers, teams: round.teams }];
};

const closedRound = (round: ReplayRound): ReplayRound => ({
  ...closedAsked(round),
  answers: round.answers.map((given) => ({ ...given, answer: '' })),
});

/** A battle question by question from its stored inputs, for who played, ran or supervises it. Throws `battle.unknown`,
 * `battle.phase`, `battle.not_in`. */
export const battleReplay = async (db: Db, by: Editor, id: string, now: number): Promise<BattleReplay> => {
  const over = await findOver(db, by, id, now);
  mayLook(by, over);
  const told = toldOf(over, by);
  const closed = await closedIn(db, by, over);
  const rounds = [...over.battle.rounds.keys()].flatMap((nth) => roundIn(over, nth, told));
  return {
    battle: over.info,
    rounds: rounds.map((r) => (closed.has(r.question.id) ? closedRound(r) : r)),
    faces: [...told].map((person) => faceIn(over, by, person)),
  };
};
