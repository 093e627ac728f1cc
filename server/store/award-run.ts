import { rankComposite } from '../domain/award.ts';
import { RuleError } from '../domain/errors.ts';
import { mostImproved } from '../domain/improvement.ts';
import { logDay } from '../domain/log-day.ts';
import type { LocalText } from '../domain/text.ts';
import { textIn } from '../domain/text.ts';
import { auditIn } from './audit-trail.ts';
import { type Award, type AwardSum, findAward, isIntact, moveAward } from './award.ts';
import { type Facts, gatherFacts } from './award-facts.ts';
import { issueCredential } from './certificate.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { langsOf } from './lang-of.ts';
import { sendMessage } from './message.ts';

const ROWS = 100;

export type Ranked = Pick<AwardSum, 'eligible' | 'tooFew' | 'out' | 'fit'> & {
  lines: (
    | ReturnType<typeof rankComposite>['lines'][number]
    | ReturnType<typeof mostImproved>['lines'][number]
  )[];
};

/** Ranks people by what is known of them. */
export const rank = (
  def: Award['definition'],
  facts: Facts,
  excluded: ReadonlySet<string> = new Set(),
): Ranked => {
  if (def.kind === 'composite' && facts.kind === 'composite')
    return rankComposite(def, facts.people, excluded);
  if (def.kind !== 'improved' || facts.kind !== 'improved') throw new Error('facts of another kind of award');
  const { slope, intercept, ...ranked } = mostImproved(def, facts.people, excluded);
  return { ...ranked, fit: { slope, intercept } };
};

/** What an announced or closed award is computed from; gathered before the transaction that stores the result. */
export const factsOf = (db: Db, award: Award): Promise<Facts> =>
  gatherFacts(db, { org: award.org, zone: award.zone, award: award.id, def: award.definition });

const excludedFrom = async (db: Db, award: string): Promise<Set<string>> => {
  const rows = await db.selectFrom('award_exclusion').select('person').where('award', '=', award).execute();
  return new Set(rows.map((r) => r.person));
};

const keepLines = async (tx: Tx, award: string, { lines }: Ranked): Promise<void> => {
  await tx.db.deleteFrom('award_line').where('award', '=', award).execute();
  const rows = lines.map((line) => ({
    award,
    person: line.person,
    place: line.place,
    score: line.kind === 'composite' ? line.score : line.residual,
    won: line.won ? (1 as const) : (0 as const),
    line: JSON.stringify(line),
  }));
  for (let at = 0; at < rows.length; at += ROWS)
    await tx.db
      .insertInto('award_line')
      .values(rows.slice(at, at + ROWS))
      .execute();
};

/**
 * Computes an award whose period is over and closes it; again until it is confirmed. `by` = who asked for it, or its
 * maker for the job. Throws `award.not_over`, `award.state` (also when the frozen definition was tampered with).
 */
export const computeAward = async (tx: Tx, by: Actor, id: string, facts: Facts): Promise<void> => {
  const award = await findAward(tx.db, by.org, id);
  if (logDay(tx.now, award.zone) <= award.toDay) throw new RuleError('award.not_over');
  if (!isIntact(award)) throw new RuleError('award.state');
  const ranked = rank(award.definition, facts, await excludedFrom(tx.db, id));
  const winners = ranked.lines.filter((l) => l.won).length;
  const { lines: _, ...rest } = ranked;
  const sum: AwardSum = { ...rest, winners };
  await moveAward(tx, by, award, {
    from: award.status === 'closed' ? ['closed'] : ['announced'],
    to: 'closed',
    set: { summary: JSON.stringify(sum), computedAt: tx.now },
    details: { eligible: sum.eligible, winners },
  });
  await keepLines(tx, id, ranked);
};

/** What was computed does not hold any more: nobody can confirm it before it is computed anew. */
export const forgetResult = async (tx: Tx, award: string): Promise<void> => {
  await tx.db.updateTable('award').set({ computedAt: null }).where('id', '=', award).execute();
};

/** Takes a person out of the places for a reason, or back in without one; to be computed anew. Throws `award.state`,
 * `person.unknown`. */
export const excludeFrom = async (
  tx: Tx,
  by: Actor,
  { award: id, person, reason }: { award: string; person: string; reason?: string },
): Promise<void> => {
  const award = await findAward(tx.db, by.org, id);
  if (award.status !== 'closed') throw new RuleError('award.state');
  const known = await tx.db
    .selectFrom('person')
    .select('id')
    .where('id', '=', person)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!known) throw new RuleError('person.unknown');
  await forgetResult(tx, id);
  if (reason === undefined) {
    const back = tx.db.deleteFrom('award_exclusion').where('award', '=', id).where('person', '=', person);
    await back.execute();
    await auditIn(tx, by, { action: 'award.include', object: id, details: { person } });
    return;
  }
  const row = { reason, by: by.person, at: tx.now };
  await tx.db
    .insertInto('award_exclusion')
    .values({ award: id, person, ...row })
    .onConflict((c) => c.columns(['award', 'person']).doUpdateSet(row))
    .execute();
  await auditIn(tx, by, { action: 'award.exclude', object: id, details: { person, reason } });
};

/** A named person stands for the result that was computed at `computedAt`; nothing is computed any more. Throws
 * `award.state`, `award.changed`, `award.too_few`. */
export const confirmAward = async (
  tx: Tx,
  by: Actor,
  { award: id, computedAt }: { award: string; computedAt: number },
): Promise<void> => {
  const award = await findAward(tx.db, by.org, id);
  if (award.status !== 'closed' || !isIntact(award)) throw new RuleError('award.state');
  if (Number(award.computedAt) !== computedAt) throw new RuleError('award.changed');
  if (award.summary?.tooFew !== false) throw new RuleError('award.too_few');
  await moveAward(tx, by, award, {
    from: ['closed'],
    to: 'confirmed',
    set: { confirmedBy: by.person, confirmedAt: tx.now },
    details: { computedAt },
  });
};

const CRITERIA: Record<Award['definition']['kind'], LocalText> = {
  composite: {
    zh: '按事先公布的权重在同组中排名，由具名负责人确认。',
    en: 'Ranked inside the peer group by weights announced beforehand, confirmed by a named person.',
  },
  improved: {
    zh: '与自己过去相比进步显著，由具名负责人确认。',
    en: 'Improved measurably on the own past, confirmed by a named person.',
  },
};

/** Tells the winners of a confirmed award and gives them their certificates, once; gives who won. Throws `award.state`. */
export const publishAward = async (tx: Tx, by: Actor, id: string): Promise<string[]> => {
  const award = await findAward(tx.db, by.org, id);
  const { version, definition, confirmedBy } = award;
  await moveAward(tx, by, award, { from: ['confirmed'], to: 'published', set: { publishedAt: tx.now } });
  const lines = await tx.db
    .selectFrom('award_line')
    .select(['person', 'place', 'score'])
    .where('award', '=', id)
    .where('won', '=', 1)
    .orderBy('place')
    .orderBy('person')
    .execute();
  const people = lines.map((l) => l.person);
  const langs = await langsOf(tx.db, people);
  const { name } = definition;
  const criteria = CRITERIA[definition.kind];
  for (const { person, place, score } of lines) {
    const to: Actor = { org: award.org, person, zone: award.zone };
    const data = { rank: place, value: score, weightsVer: version, confirmedBy: confirmedBy ?? by.person };
    tx.emit(to, { verb: 'award.decided', obj: id, data });
    await issueCredential(tx, to, { kind: 'award', id, version, name, criteria });
    const text = textIn(name, langs.get(person) ?? 'zh');
    await sendMessage(tx, { org: award.org, person: '' }, { to: person, kind: 'award', text });
  }
  return people;
};
