import { type RoundFact, roundFacts } from '../domain/battle-facts.ts';
import { type Battle, bookKey, type Given, type Round } from '../domain/battle-state.ts';
import type { Question } from '../domain/question.ts';
import { responseTimes } from './answer.ts';
import type { BattleRow } from './battle.ts';
import { changesOf, putCells, rowsOf, type SelectPlan, selectAll, statement } from './bulk.ts';
import { type Actor, commit, type StoreCtx, sinkOf, type Tx } from './commit.ts';
import { meetManyInPassing } from './ghost-bulk.ts';
import { learnManyFrom } from './mastery-bulk.ts';
import { placedIn } from './question-text.ts';

type Row = Pick<BattleRow, 'id' | 'org'>;
/** So many people are booked by one commit: some ten milliseconds. */
const PIECE = 256;

const OPEN = statement(
  `insert into "battle_round" ("battle", "round", "question", "version", "booked", "bookedAt")
  values (?, ?, ?, ?, '', ?) on conflict do nothing`,
);
const HELD = `select "booked" from "battle_round" where "battle" = ? and "round" = ?`;
const FIND = statement(HELD);
const HOLD = statement(`${HELD} for update`);
const MARK = statement(
  'update "battle_round" set "booked" = ?, "bookedAt" = ? where "battle" = ? and "round" = ?',
);
const PLACE = statement(
  `select q."bank", q."point", q."difficulty", o."zone" from "question" q join "org" o on o."id" = ? where q."id" = ?`,
);
/** Who of these people has answered this question before. */
const ANSWERED: SelectPlan = {
  kind: 'select',
  width: 2,
  texts: new Map(),
  types: ['::text', '::text'],
  text: (marks) =>
    `with k("person", "item") as (values ${marks}) select k."person" from k
    join "symbol" p on p."text" = k."person" join "symbol" i on i."text" = k."item"
    join "rollup_person_item" r on r."person" = p."id" and r."item" = i."id" where r."answers" > 0`,
};

/** Marks people of a round as booked; gives those who were not. */
const take = async (
  tx: Tx,
  row: Row,
  round: number,
  { ref }: Round,
  facts: readonly RoundFact[],
): Promise<RoundFact[]> => {
  const sink = sinkOf(tx);
  const key = [row.id, round];
  await changesOf(sink, OPEN, [...key, ref.question, ref.version, tx.now]);
  const [held] = await rowsOf<{ booked: string }>(sink, sink.dialect === 'sqlite' ? FIND : HOLD, key);
  const marks = [...(held?.booked ?? '')];
  const due = facts.filter((f) => marks[f.number] !== '1');
  if (due.length === 0) return [];
  for (const { number } of due) {
    while (marks.length <= number) marks.push('0');
    marks[number] = '1';
  }
  await changesOf(sink, MARK, [marks.join(''), tx.now, ...key]);
  return due;
};

/** One given answer on its way into the log. `again` = after a discussion, when it was answered before. */
type Answered = { by: Actor; fact: RoundFact; given: Given; again: boolean };
const answersIn = (by: Map<string, Actor>, facts: readonly RoundFact[]): Answered[] =>
  facts.flatMap((fact) => {
    const actor = by.get(fact.person);
    if (!actor) return [];
    const { first, given } = fact;
    return [
      ...(first ? [{ by: actor, fact, given: first, again: false }] : []),
      ...(given ? [{ by: actor, fact, given, again: first !== undefined }] : []),
    ];
  });

/** When a question was shown to somebody, and what is accepted of the learner's clock. */
const timesOf = (g: Given) => {
  const presentedAt = Math.round(g.at - g.elapsedMs - g.creditMs);
  return { presentedAt, ...responseTimes(presentedAt, g.rtMs, g.at) };
};

type About = { battle: Battle; question: Question; version: number; bank: string; org: string };

const tellAnswers = async (tx: Tx, answers: readonly Answered[], about: About): Promise<void> => {
  const { battle, question, version, org } = about;
  const keys = [...new Set(answers.map((a) => a.by.person))].map((p) => [p, question.id]);
  const known = await selectAll<{ person: string }, string[]>(sinkOf(tx), ANSWERED, keys, putCells);
  const before = new Set(known.map((k) => k.person));
  const times = answers.map((a) => timesOf(a.given));
  const met = await meetManyInPassing(
    tx,
    about,
    answers.map(({ by, given, again }) => ({ by, ok: given.ok, again })),
  );
  const looked = answers.map(({ by, given: { ok, score, changes }, again }, i) => ({
    ...{ by, ok, score, changes, again, hinted: false, rtMs: times[i]?.rtMs ?? 0 },
  }));
  const believed = await learnManyFrom(tx, org, about, looked);
  for (const [i, { by, given, again }] of answers.entries()) {
    const { presentedAt, rtMs, rtSrvMs } = times[i] ?? timesOf(given);
    const ghost = again ? undefined : met.get(by.person)?.ghost;
    tx.emit(by, {
      verb: 'question.answered',
      obj: question.id,
      objVer: version,
      ctx: battle.id,
      ok: given.ok,
      score: given.score,
      ms: rtMs,
      data: {
        mode: battle.mode,
        choices: given.choices as (number | boolean | string)[],
        first: !again && !before.has(by.person),
        presentedAt,
        rtSrvMs,
        changes: given.changes,
        hints: 0,
        pPred: believed[i] ?? 0,
        ...(again ? { again: true } : {}),
        ...(ghost ? { rightDays: ghost.rightDays, tamed: ghost.tamed } : {}),
      },
    });
  }
};

const FULL = 100;
/** Who was there and did not answer, and what the round brought each one. */
const tellRound = (tx: Tx, by: Actor, fact: RoundFact, round: number, { battle, question }: About): void => {
  const { points, rank, team, given, first } = fact;
  const played = battle.rounds[round];
  if (!given && !first && played)
    tx.emit(by, {
      verb: 'question.expired',
      obj: question.id,
      ctx: battle.id,
      data: { limitMs: Math.round(played.limitMs), presentedAt: Math.round(played.opensAt) },
    });
  tx.emit(by, {
    verb: 'round.scored',
    ctx: battle.id,
    score: Math.min(1, Math.max(0, points / FULL)),
    data: { round, pts: points, rank, ...(team === undefined ? {} : { team }) },
  });
};

const bookFacts = async (
  tx: Tx,
  row: Row,
  battle: Battle,
  round: number,
  facts: readonly RoundFact[],
): Promise<number> => {
  const played = battle.rounds[round];
  const text = played && battle.book.get(bookKey(played.ref));
  if (!played || !text || facts.length === 0) return 0;
  const due = await take(tx, row, round, played, facts);
  if (due.length === 0) return 0;
  const { question: id, version } = played.ref;
  const [place] = await rowsOf<{ bank: string; point: string; difficulty: number; zone: string }>(
    sinkOf(tx),
    PLACE,
    [row.org, id],
  );
  if (!place) throw new Error('a battle asked a question that is not there');
  const { bank, zone } = place;
  const about = { battle, question: placedIn(place, text.question), version, bank, org: row.org };
  const actors = new Map(
    due.map((f): [string, Actor] => [f.person, { org: row.org, person: f.person, zone }]),
  );
  await tellAnswers(tx, answersIn(actors, due), about);
  for (const fact of due) {
    const by = actors.get(fact.person);
    if (by) tellRound(tx, by, fact, round, about);
  }
  return due.length;
};

/** Cut by person: neighbours in the trees of skill, memory and counts share the pages that a commit has to write. In a
 * piece the order of the seats. */
const piecesOf = (facts: RoundFact[]): RoundFact[][] => {
  facts.sort((a, b) => (a.person < b.person ? -1 : 1));
  const pieces: RoundFact[][] = [];
  for (let at = 0; at < facts.length; at += PIECE)
    pieces.push(facts.slice(at, at + PIECE).sort((a, b) => a.number - b.number));
  return pieces;
};

/**
 * Books a revealed round: what each answer says of its person and of the question, own mistakes as ghosts, and the log.
 * Everybody once, whatever happens between calls; `persons` = only these. Gives how many were booked now.
 */
export const bookRound = async (
  tx: Tx,
  row: Row,
  battle: Battle,
  round: number,
  persons?: readonly string[],
): Promise<number> => {
  const only = persons && new Set(persons);
  const facts = roundFacts(battle, round).filter((f) => !only || only.has(f.person));
  return bookFacts(tx, row, battle, round, facts);
};

/** Books every revealed round, in commits of some ten milliseconds each, so that a room goes on in between. */
export const bookRounds = async (
  ctx: StoreCtx,
  row: Row,
  battle: Battle,
  rounds: Iterable<number> = battle.rounds.keys(),
): Promise<void> => {
  for (const round of rounds)
    for (const piece of piecesOf(roundFacts(battle, round)))
      await commit(ctx, (tx) => bookFacts(tx, row, battle, round, piece));
};
