import { uuidv7 } from 'uuidv7';
import { BADGE_TIERS, type BadgeTier, type HonourCatalogue } from '../domain/api-honour.ts';
import { BADGE_RULES, badgeTier } from '../domain/badge.ts';
import { levelOf, type Measure, type Measures } from '../domain/honour.ts';
import { TITLE_RULES, titlesEarned } from '../domain/title.ts';
import { changesOf, insertAll, insertPlan, putCells, rowsOf, statement } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { Gain, Stretch } from './honour-log.ts';
import { measuresOf } from './honour-measure.ts';
import { joinLeagues } from './league.ts';

export const HONOURS = 'honours';
/** Thrown when another server has read this stretch of the log already; nothing was written. */
export class Overtaken extends Error {}

const OPEN = statement('insert into "log_cursor" ("name", "seq") values (?, 0) on conflict do nothing');
const MOVE = statement('update "log_cursor" set "seq" = ? where "name" = ? and "seq" = ?');

const PERSON = insertPlan(
  'honour_person',
  ['person', 'org', 'xp', 'tier', 'rev'],
  'on conflict ("person") do update set "xp" = "honour_person"."xp" + excluded."xp", "rev" = excluded."rev"',
);
const SUMS = ['xp', 'answers', 'correct', 'corrections'];
const DAY = insertPlan(
  'score_day',
  ['person', 'day', 'org', ...SUMS],
  `on conflict ("person", "day") do update set ${SUMS.map((c) => `"${c}" = "score_day"."${c}" + excluded."${c}"`).join(', ')}`,
);
const MISTAKE = insertPlan(
  'correction',
  ['person', 'question', 'wrongDay', 'day'],
  'on conflict ("person", "question") do update set "wrongDay" = excluded."wrongDay", "day" = excluded."day"',
);
const MARK = insertPlan('honour_mark', ['person', 'what', 'obj'], 'on conflict do nothing');
const TOTAL = statement('select "xp" from "honour_person" where "person" = ?');

type Told = { person: string; gain: Gain; by: Actor };

const save = async (tx: Tx, told: readonly Told[], to: number): Promise<void> => {
  const sink = sinkOf(tx);
  const people = told.map(({ person, gain }) => [person, gain.org, gain.xp, 0, to]);
  await insertAll(sink, PERSON, people, putCells);
  const days = told.flatMap(({ person, gain }) =>
    [...gain.days].map(([day, s]) => [person, day, gain.org, s.xp, s.answers, s.correct, s.corrections]),
  );
  await insertAll(sink, DAY, days, putCells);
  const mistakes = told.flatMap(({ person, gain }) =>
    [...gain.mistakes].map(([question, m]) => [person, question, m.wrongDay, m.day]),
  );
  await insertAll(sink, MISTAKE, mistakes, putCells);
  const marks = told.flatMap(({ person, gain }) =>
    [...gain.marks.values()].map(({ what, obj }) => [person, what, obj]),
  );
  await insertAll(sink, MARK, marks, putCells);
};

/** Points of this stretch, summed by person. */
const tellXp = async (tx: Tx, told: readonly Told[]): Promise<void> => {
  for (const { person, gain, by } of told) {
    if (gain.xp <= 0) continue;
    const [row] = await rowsOf<{ xp: number }>(sinkOf(tx), TOTAL, [person]);
    const [first = ''] = gain.reasons;
    const reason = gain.reasons.size === 1 ? first : 'several';
    tx.emit(by, { verb: 'xp.gained', data: { amount: gain.xp, reason, levelAfter: levelOf(row?.xp ?? 0) } });
  }
};

type Earning = { kind: 'title' | 'badge'; ref: string; tier: number; detail: string };
const earningsOf = ({ titles, badges }: HonourCatalogue, measures: Measures): Earning[] => [
  ...titlesEarned(titles, measures).map((ref) => ({ kind: 'title' as const, ref, tier: 0, detail: '{}' })),
  ...badges.flatMap(({ id, at }) =>
    at.slice(0, badgeTier({ at }, measures[id as Measure])).map((goal, i) => ({
      kind: 'badge' as const,
      ref: id,
      tier: i + 1,
      detail: JSON.stringify({ of: goal }),
    })),
  ),
];

const heldBy = async (tx: Tx, people: readonly string[]): Promise<Set<string>> => {
  const rows = await tx.db
    .selectFrom('honour')
    .select(['person', 'kind', 'ref', 'tier'])
    .where('person', 'in', people)
    .execute();
  return new Set(rows.map((r) => `${r.person} ${r.kind} ${r.ref} ${r.tier}`));
};

const tierName = (tier: number): BadgeTier => BADGE_TIERS[tier - 1] ?? 'bronze';

const tellEarning = (tx: Tx, by: Actor, { kind, ref, tier }: Earning, measures: Measures): void => {
  if (kind === 'title') {
    tx.emit(by, { verb: 'title.earned', obj: ref, data: { ruleVer: TITLE_RULES } });
    return;
  }
  const evidence = [`${ref}=${measures[ref as Measure]}`, tierName(tier)];
  tx.emit(by, { verb: 'badge.earned', obj: ref, data: { ruleVer: BADGE_RULES, evidence } });
};

/** Gives these people what their figures have earned and they do not have yet; gives who got something. */
export const giveHonours = async (
  tx: Tx,
  catalogue: HonourCatalogue,
  people: ReadonlyMap<string, Actor>,
): Promise<string[]> => {
  if (people.size === 0) return [];
  const ids = [...people.keys()];
  const held = await heldBy(tx, ids);
  const given = new Set<string>();
  for (const [person, measures] of await measuresOf(tx.db, ids)) {
    const by = people.get(person);
    if (!by) continue;
    const fresh = earningsOf(catalogue, measures).filter(
      (e) => !held.has(`${person} ${e.kind} ${e.ref} ${e.tier}`),
    );
    for (const e of fresh) {
      const row = { ...e, id: uuidv7(), org: by.org, person, at: tx.now, seenAt: null };
      await tx.db.insertInto('honour').values(row).execute();
      tellEarning(tx, by, e, measures);
      given.add(person);
    }
  }
  return [...given];
};

export type WriteHonours = { catalogue: HonourCatalogue; zoneOf: (org: string) => string | undefined };

/**
 * Writes what a stretch of the log changes and moves the cursor, in one commit: every event counts exactly once, also
 * over a kill. Gives who has earned something. Throws `Overtaken`.
 */
export const writeStretch = async (
  tx: Tx,
  { from, to, gains }: Stretch,
  { catalogue, zoneOf }: WriteHonours,
): Promise<{ org: string; person: string }[]> => {
  if (from === 0) await changesOf(sinkOf(tx), OPEN, [HONOURS]);
  if ((await changesOf(sinkOf(tx), MOVE, [to, HONOURS, from])) !== 1) throw new Overtaken();
  const told: Told[] = [...gains].map(([person, gain]) => ({
    person,
    gain,
    by: { org: gain.org, person, zone: zoneOf(gain.org) ?? 'UTC' },
  }));
  await save(tx, told, to);
  await tellXp(tx, told);
  await joinLeagues(tx, told);
  const people = new Map(told.map(({ person, by }) => [person, by]));
  const given = await giveHonours(tx, catalogue, people);
  return given.flatMap((person) => {
    const by = people.get(person);
    return by ? [{ org: by.org, person }] : [];
  });
};

/** How far the log has been read for honours. */
export const cursorOf = async (db: Db): Promise<number> =>
  (await db.selectFrom('log_cursor').select('seq').where('name', '=', HONOURS).executeTakeFirst())?.seq ?? 0;
