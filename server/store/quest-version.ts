import { createHash } from 'node:crypto';
import { RuleError } from '../domain/errors.ts';
import type { Card, Quest } from '../domain/quest.ts';
import type { Question } from '../domain/question.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { openToAll, sailableBy, sailedOf } from './quest-audience.ts';
import { textColumns } from './question-text.ts';

/** A quest in the version that a person sails; 0 = the draft, in a preview. */
export type SailedQuest = Quest & { version: number };
type Who = Pick<Actor, 'org' | 'person'>;

export const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');

const PREVIEW = 'try.';
/** The id under which the draft of a quest is sailed in a preview; no quest, island or station of content has a dot. */
export const previewId = (quest: string): string => `${PREVIEW}${quest}`;
export const isPreview = (quest: string | null): quest is string => quest?.startsWith(PREVIEW) ?? false;
/** The id as the studio knows it. */
export const plainId = (id: string): string => (isPreview(id) ? id.slice(PREVIEW.length) : id);
/** `person.quest` during a preview: the draft, and the quest to come back to. */
export const previewMark = (quest: string, back: string | null): string =>
  `${previewId(quest)}${back === null ? '' : `:${back}`}`;
export const readMark = (mark: string): { sailed: string; back: string | null } => {
  const [sailed = '', back] = mark.split(':');
  return { sailed, back: back ?? null };
};

/** Definitions by the hash of their content: every answer needs one, and they are a hundred kilobytes of text. */
const parsed = new Map<string, Quest>();
const MOST_PARSED = 100;

/** A quest in one of its versions. Throws `quest.unknown`. */
export const findVersion = async (db: Db, quest: string, version: number): Promise<SailedQuest> => {
  const found = db.selectFrom('quest_version').where('quest', '=', quest).where('version', '=', version);
  const row = await found.select('hash').executeTakeFirst();
  if (!row) throw new RuleError('quest.unknown');
  const known = parsed.get(row.hash);
  if (known) return { ...known, version };
  const { definition } = await found.select('definition').executeTakeFirstOrThrow();
  const read = JSON.parse(definition) as Quest;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(row.hash, read);
  return { ...read, version };
};

/** The quest that a person sails, in the version they began it with or else the newest. Throws `quest.unknown`. */
export const findQuest = async (db: Db, who: Who): Promise<SailedQuest> => {
  const person = await db
    .selectFrom('person')
    .select('quest')
    .where('id', '=', who.person)
    .executeTakeFirst();
  const chosen = person?.quest ?? null;
  if (isPreview(chosen)) return findVersion(db, readMark(chosen).sailed, 0);
  const sailed = sailedOf(await sailableBy(db, who), chosen);
  if (!sailed) throw new RuleError('quest.unknown');
  return findVersion(db, sailed.id, sailed.enrolled ?? sailed.newest);
};

/** A quest that a person has begun, in their version, also when they sail another one now. Throws `quest.unknown`. */
export const findBegun = async (db: Db, person: string, quest: string): Promise<SailedQuest> => {
  const row = await db
    .selectFrom('enrolment')
    .select('version')
    .where('person', '=', person)
    .where('quest', '=', quest)
    .executeTakeFirst();
  if (!row) throw new RuleError('quest.unknown');
  return findVersion(db, quest, row.version);
};

/** The quest of an attempt. Throws `attempt.unknown`. */
export const findQuestOfAttempt = async (db: Db, person: string, attempt: string): Promise<SailedQuest> => {
  const row = await db
    .selectFrom('attempt')
    .select('quest')
    .where('id', '=', attempt)
    .where('person', '=', person)
    .executeTakeFirst();
  if (!row) throw new RuleError('attempt.unknown');
  return findBegun(db, person, row.quest);
};

/** The cards of one version; a version from before cards had versions has those of the content. */
export const cardsOf = async (db: Db, quest: Pick<SailedQuest, 'id' | 'version'>): Promise<Card[]> => {
  const row = await db
    .selectFrom('quest_version')
    .select('cards')
    .where('quest', '=', quest.id)
    .where('version', '=', quest.version)
    .executeTakeFirst();
  const cards = row ? (JSON.parse(row.cards) as Card[]) : [];
  if (cards.length > 0) return cards;
  const rows = await db.selectFrom('card').select('content').where('quest', '=', quest.id).execute();
  return rows.map((r) => JSON.parse(r.content) as Card);
};

/** Throws `station.unknown`. */
export const findCard = async (db: Db, quest: SailedQuest, id: string): Promise<Card> => {
  const card = (await cardsOf(db, quest)).find((c) => c.id === id);
  if (!card) throw new RuleError('station.unknown');
  return card;
};

/** Which version of a check question this is; the newest when none is quite like it, 1 in a preview. */
export const checkVersionOf = async (db: Db, question: Question): Promise<number> => {
  const rows = await db
    .selectFrom('question_version')
    .select(['version', 'hash'])
    .where('question', '=', question.id)
    .orderBy('version', 'desc')
    .execute();
  const hash = hashOf(question);
  return (rows.find((r) => r.hash === hash) ?? rows[0])?.version ?? 1;
};

/** The bank of a quest's check questions: it has no row of its own and no one edits it. */
export const checkBank = (quest: string): string => `cards:${quest}`;

const saveCheck = async (tx: Tx, quest: string, q: Question, person: string | null): Promise<void> => {
  const version = await checkVersionOf(tx.db, q);
  const hash = hashOf(q);
  const before = await tx.db
    .selectFrom('question_version')
    .select('hash')
    .where('question', '=', q.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (before?.hash === hash) return;
  const next = before ? version + 1 : 1;
  await tx.db
    .insertInto('question_version')
    .values({ question: q.id, version: next, content: JSON.stringify(q), hash, createdAt: tx.now, person })
    .execute();
  const row = {
    point: q.point ?? '',
    type: q.type,
    version: next,
    difficulty: q.difficulty,
    updatedAt: tx.now,
    ...textColumns(q),
  };
  await tx.db
    .insertInto('question')
    .values({ id: q.id, bank: checkBank(quest), state: 'ready', createdAt: tx.now, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute();
};

export const saveChecks = async (
  tx: Tx,
  quest: string,
  cards: readonly Card[],
  person: string | null,
): Promise<void> => {
  for (const panel of cards.flatMap((c) => c.panels))
    if (panel.kind === 'check') await saveCheck(tx, quest, panel.question, person);
};

export type NewVersion = { quest: Quest; cards: readonly Card[]; version: number; by: string | null };
/** Adds a version of a quest whose row is there, and makes it the newest. */
export const addVersion = async (tx: Tx, { quest, cards, version, by }: NewVersion): Promise<void> => {
  const definition = JSON.stringify(quest);
  await tx.db
    .insertInto('quest_version')
    .values({
      quest: quest.id,
      version,
      definition,
      cards: JSON.stringify(cards),
      hash: hashOf({ quest, cards }),
      publishedAt: tx.now,
      publishedBy: by,
    })
    .execute();
  await tx.db.updateTable('quest').set({ version, definition }).where('id', '=', quest.id).execute();
  await saveChecks(tx, quest.id, cards, by);
};

const keepCards = async (tx: Tx, quest: string, version: number, cards: readonly Card[]): Promise<void> => {
  for (const card of cards) {
    const stored = { quest, version, content: JSON.stringify(card) };
    await tx.db
      .insertInto('card')
      .values({ id: card.id, ...stored })
      .onConflict((oc) => oc.column('id').doUpdateSet(stored))
      .execute();
  }
};

/**
 * Brings a quest to the state of `content/`: a new version when it changed, for everyone when it is new. A quest that
 * a trainer has published since stays the trainer's. `hash` names the content's state.
 */
export const saveContentVersion = async (
  tx: Tx,
  org: string,
  { quest, cards }: { quest: Quest; cards: readonly Card[] },
  hash: string,
): Promise<void> => {
  const definition = JSON.stringify(quest);
  const row = { org, version: 0, hash, definition, createdBy: null, createdAt: tx.now };
  const added = await tx.db
    .insertInto('quest')
    .values({ id: quest.id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet({ hash }))
    .returning(['version'])
    .executeTakeFirstOrThrow();
  const newest = await tx.db
    .selectFrom('quest_version')
    .select(['hash', 'publishedBy'])
    .where('quest', '=', quest.id)
    .where('version', '=', added.version)
    .executeTakeFirst();
  if (added.version === 0) await openToAll(tx, quest.id);
  if (newest && (newest.publishedBy !== null || newest.hash === hashOf({ quest, cards }))) return;
  await addVersion(tx, { quest, cards, version: added.version + 1, by: null });
  await keepCards(tx, quest.id, added.version + 1, cards);
};
