import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { banksSailed, homeOf } from '../domain/drill.ts';
import { ghostAwake } from '../domain/ghost.ts';
import type { Question } from '../domain/question.ts';
import { playDay } from '../domain/time.ts';
import { insertAll, insertPlan, putCell, putCells, selectAll, selectPlan } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import { type Met, settle } from './ghost.ts';
import { ghostOf } from './quest.ts';
import { findVersion, isPreview, type SailedQuest } from './quest-version.ts';
import type { EnrolmentTable, GhostTable } from './tables.ts';

type Enrolled = Pick<
  Selectable<EnrolmentTable>,
  'person' | 'quest' | 'version' | 'startedAt' | 'completedAt'
>;
const ENROLMENTS = selectPlan('enrolment', ['person', 'quest', 'version', 'startedAt', 'completedAt'], {
  person: 'text',
});
const CHOSEN = selectPlan('person', ['id', 'quest'], { id: 'text' });
const WAITING = selectPlan(
  'ghost',
  ['id', 'person', 'island', 'rightDays', 'rightDay', 'asleepDay', 'tamedAt'],
  { person: 'text', question: 'text' },
);
const FRESH = ['bornAt', 'rightDays', 'rightDay', 'asleepDay', 'tamedAt'];
const SPAWN = insertPlan(
  'ghost',
  ['id', 'person', 'question', 'island', 'station', ...FRESH],
  `on conflict ("person", "question") where "tamedAt" is null do update set ${FRESH.map(
    (c) => `"${c}" = excluded."${c}"`,
  ).join(', ')}`,
);

/** The voyage that each person has begun: the chosen one, else one that is not finished, else the first. */
const voyagesOf = async (tx: Tx, people: readonly string[]): Promise<Map<string, Enrolled>> => {
  const sink = sinkOf(tx);
  const rows = await selectAll<Enrolled>(sink, ENROLMENTS, people, putCell);
  const chosen = await selectAll<{ id: string; quest: string | null }>(sink, CHOSEN, people, putCell);
  const wish = new Map(chosen.map((c) => [c.id, c.quest]));
  const place = (e: Enrolled): number =>
    wish.get(e.person) === e.quest ? 0 : e.completedAt === null ? 1 : 2;
  const sorted = rows.sort((a, b) => place(a) - place(b) || a.startedAt - b.startedAt);
  const found = new Map<string, Enrolled>();
  for (const e of sorted) if (!found.has(e.person)) found.set(e.person, e);
  return found;
};

type About = { question: Question; bank: string };
type Place = { island: string; station: string };
/** Where a missed question lives for each of these people; absent = their voyage does not touch its bank. */
const placesOf = async (tx: Tx, people: readonly string[], about: About): Promise<Map<string, Place>> => {
  const quests = new Map<string, SailedQuest>();
  const places = new Map<string, Place>();
  for (const [person, { quest: id, version }] of await voyagesOf(tx, people)) {
    const key = `${id}@${version}`;
    const quest = quests.get(key) ?? (await findVersion(tx.db, id, version));
    quests.set(key, quest);
    if (!banksSailed(quest).includes(about.bank)) continue;
    places.set(person, homeOf(quest, about.bank, about.question.point ?? ''));
  }
  return places;
};

const spawn = async (tx: Tx, people: readonly string[], about: About): Promise<void> => {
  if (people.length === 0) return;
  const rows = [...(await placesOf(tx, people, about))].map(([person, { island, station }]) => [
    ...[randomUUID(), person, about.question.id, island, station],
    ...[tx.now, 0, null, null, null],
  ]);
  await insertAll(sinkOf(tx), SPAWN, rows, putCells);
};

type Waiting = Pick<
  GhostTable,
  'id' | 'person' | 'island' | 'rightDays' | 'rightDay' | 'asleepDay' | 'tamedAt'
>;
const awaken = async (
  tx: Tx,
  people: ReadonlyMap<string, Actor>,
  { question }: About,
): Promise<Map<string, Met>> => {
  const keys = [...people.keys()].map((p) => [p, question.id]);
  const met = new Map<string, Met>();
  for (const row of await selectAll<Waiting, string[]>(sinkOf(tx), WAITING, keys, putCells)) {
    const by = people.get(row.person);
    const ghost = ghostOf(row);
    if (!by || row.tamedAt !== null || isPreview(row.island)) continue;
    if (ghostAwake(ghost, playDay(tx.now, by.zone)))
      met.set(row.person, await settle(tx, by, { id: row.id, ghost }, true));
  }
  return met;
};

/** An answer to the question, given outside the path. */
export type Passed = { by: Actor; ok: boolean; again: boolean };
/**
 * What many answers to one question do to ghosts, as `meetInPassing` says it: right ones count for the ghosts that are
 * awake, wrong ones bring a ghost into the person's voyage, if it touches the bank at all. Gives who met one.
 */
export const meetManyInPassing = async (
  tx: Tx,
  about: About,
  answers: readonly Passed[],
): Promise<Map<string, Met>> => {
  const right = answers.filter((a) => a.ok && !a.again).map((a): [string, Actor] => [a.by.person, a.by]);
  const met = await awaken(tx, new Map(right), about);
  const wrong = new Set(answers.filter((a) => !a.ok).map((a) => a.by.person));
  await spawn(tx, [...wrong].sort(), about);
  return met;
};
