import type { AwardCard } from '../domain/api-award.ts';
import type { CompositeLine } from '../domain/award.ts';
import type { ImprovedLine } from '../domain/improvement.ts';
import { type Award, awardsOf } from './award.ts';
import { groupNames } from './award-view.ts';
import { certificateOf } from './certificate.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { readSettings } from './person.ts';

type Winners = Pick<AwardCard, 'winners' | 'hidden'>;

/** Those who hide from boards, of these people. */
const hiding = async (db: Db, people: readonly string[]): Promise<Set<string>> => {
  if (people.length === 0) return new Set();
  const rows = await db.selectFrom('person').select(['id', 'settings']).where('id', 'in', people).execute();
  return new Set(rows.filter((r) => readSettings(r.settings).hideFromBoards).map((r) => r.id));
};

const winnersOf = async (db: Db, award: Award, me: string): Promise<Winners> => {
  const rows = await db
    .selectFrom('award_line')
    .select(['person', 'place'])
    .where('award', '=', award.id)
    .where('won', '=', 1)
    .orderBy('place')
    .orderBy('person')
    .execute();
  const people = rows.map((r) => r.person);
  const [faces, hidden] = await Promise.all([facesOf(db, people), hiding(db, people)]);
  const group = award.definition.kind === 'improved';
  const winners = rows.flatMap(({ person, place }) => {
    const face = faces.get(person);
    if (!face || (hidden.has(person) && person !== me)) return [];
    return [{ face, ...(group ? {} : { place }) }];
  });
  if (group) winners.sort((a, b) => (a.face.name < b.face.name ? -1 : 1));
  return { winners, hidden: people.length - winners.length };
};

const mineOf = async (db: Db, award: Award, me: string): Promise<AwardCard['mine']> => {
  const [row, excluded, certificate] = await Promise.all([
    db
      .selectFrom('award_line')
      .select('line')
      .where('award', '=', award.id)
      .where('person', '=', me)
      .executeTakeFirst(),
    db
      .selectFrom('award_exclusion')
      .select('reason')
      .where('award', '=', award.id)
      .where('person', '=', me)
      .executeTakeFirst(),
    certificateOf(db, me, `award:${award.id}`),
  ]);
  const out = award.summary?.out.find((o) => o.person === me)?.why;
  if (!row && out === undefined) return undefined;
  const line = row && (JSON.parse(row.line) as CompositeLine | ImprovedLine);
  return {
    ...(line ? { line } : {}),
    groups: line ? await groupNames(db, award.org, [line]) : [],
    eligible: award.summary?.eligible ?? 0,
    ...(out === undefined ? {} : { out }),
    ...(excluded ? { excluded: excluded.reason } : {}),
    ...(certificate ? { certificate: certificate.code } : {}),
  };
};

const cardOf = async (db: Db, award: Award, me: string): Promise<AwardCard> => {
  const published = award.status === 'published';
  const mine = published ? await mineOf(db, award, me) : undefined;
  const confirmer =
    award.confirmedBy === null ? undefined : (await facesOf(db, [award.confirmedBy])).get(award.confirmedBy);
  return {
    id: award.id,
    status: published ? 'published' : award.status === 'announced' ? 'announced' : 'closed',
    definition: award.definition,
    version: award.version,
    hash: award.hash ?? '',
    announcedAt: Number(award.announcedAt),
    ...(published ? { publishedAt: Number(award.publishedAt), ...(await winnersOf(db, award, me)) } : {}),
    ...(published && confirmer ? { confirmedBy: confirmer.name } : {}),
    ...(mine ? { mine } : {}),
  };
};

const MOST_SHOWN = 30;
/** What a learner may see of awards: announced ones with weights and rule; of decided ones the winners, and the own line
 * with its whole explanation. */
export const awardsFor = async (db: Db, by: Actor): Promise<AwardCard[]> => {
  const found = await awardsOf(db, by.org, ['announced', 'closed', 'confirmed', 'published']);
  const cards: AwardCard[] = [];
  for (const award of found.slice(0, MOST_SHOWN)) cards.push(await cardOf(db, award, by.person));
  return cards;
};
