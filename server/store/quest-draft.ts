import { createHash, randomUUID } from 'node:crypto';
import { RuleError } from '../domain/errors.ts';
import { Card, Quest } from '../domain/quest.ts';
import { faultsOf } from '../domain/quest-check.ts';
import { freshIds, questIdOf, renamedCards, renamedQuest } from '../domain/quest-copy.ts';
import type { LocalText } from '../domain/text.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { openToAll } from './quest-audience.ts';
import { factsOf } from './quest-facts.ts';
import { addVersion, cardsOf } from './quest-version.ts';

/** A draft as it was typed: any JSON. `rev` 0 = nobody has touched it since it was published. */
export type QuestDraft = { definition: unknown; cards: unknown[]; rev: number; updatedAt: number };

/** The days of a new quest. */
const NEW_DAYS = 7;

/** The same text for the same draft, and for the version that was made of it. */
export const draftHash = (definition: string, cards: string): string =>
  createHash('sha256').update(`{"quest":${definition},"cards":${cards}}`).digest('base64url');

const questRow = async (db: Db, org: string, quest: string) => {
  const row = await db
    .selectFrom('quest')
    .selectAll()
    .where('id', '=', quest)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('quest.unknown');
  return row;
};

/** The draft of a quest; its newest version while there is none. Throws `quest.unknown`. */
export const findDraft = async (db: Db, org: string, quest: string): Promise<QuestDraft> => {
  const row = await questRow(db, org, quest);
  const draft = await db.selectFrom('quest_draft').selectAll().where('quest', '=', quest).executeTakeFirst();
  if (!draft) {
    const cards = await cardsOf(db, row);
    return { definition: JSON.parse(row.definition), cards, rev: 0, updatedAt: Number(row.createdAt) };
  }
  const { definition, cards, rev, updatedAt } = draft;
  return { definition: JSON.parse(definition), cards: JSON.parse(cards) as unknown[], rev, updatedAt };
};

/** Holds a quest until the end of the transaction, so that two editors take turns. Throws `quest.unknown`. */
const holdQuest = async (tx: Tx, org: string, quest: string) => {
  await tx.db
    .updateTable('quest')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('id', '=', quest)
    .where('org', '=', org)
    .execute();
  return questRow(tx.db, org, quest);
};

type Content = { definition: unknown; cards: readonly unknown[] };
const writeDraft = async (tx: Tx, by: Editor, quest: string, rev: number, content: Content) => {
  const row = {
    definition: JSON.stringify(content.definition),
    cards: JSON.stringify(content.cards),
    rev,
    updatedAt: tx.now,
    updatedBy: by.person,
  };
  await tx.db
    .insertInto('quest_draft')
    .values({ quest, ...row })
    .onConflict((oc) => oc.column('quest').doUpdateSet(row))
    .execute();
};

/** Adds a quest that is a draft, for everyone until its trainer says otherwise; gives its id. */
export const addQuest = async (tx: Tx, by: Editor, quest: string, content: Content): Promise<void> => {
  await tx.db
    .insertInto('quest')
    .values({
      id: quest,
      org: by.org,
      state: 'draft',
      createdBy: by.person,
      version: 0,
      hash: '',
      definition: JSON.stringify(content.definition),
      createdAt: tx.now,
    })
    .execute();
  await openToAll(tx, quest);
  await writeDraft(tx, by, quest, 1, content);
};

/** A new quest, empty or with the islands and cards of another one. Throws `quest.unknown`. */
export const createQuest = async (
  tx: Tx,
  by: Editor,
  { name, copyOf }: { name: LocalText; copyOf?: string },
): Promise<string> => {
  const id = questIdOf(randomUUID());
  const ids = freshIds(id);
  const from = copyOf === undefined ? undefined : await findDraft(tx.db, by.org, copyOf);
  const definition = from
    ? { ...renamedQuest(from.definition, ids), name }
    : { id, name, days: NEW_DAYS, islands: [] };
  await addQuest(tx, by, id, { definition, cards: from ? renamedCards(from.cards, ids) : [] });
  await auditIn(tx, by, {
    action: 'quest.create',
    object: id,
    details: { name, ...(copyOf === undefined ? {} : { copyOf }) },
  });
  return id;
};

/** Keeps what a builder has typed, of any shape. Throws `quest.unknown`, `quest.changed` for an old `rev`. */
export const saveDraft = async (
  tx: Tx,
  by: Editor,
  draft: { quest: string; rev: number; definition: Record<string, unknown>; cards: unknown[] },
): Promise<void> => {
  const { quest, rev, cards } = draft;
  await holdQuest(tx, by.org, quest);
  const before = await findDraft(tx.db, by.org, quest);
  if (before.rev !== rev) throw new RuleError('quest.changed', { rev: before.rev });
  const definition = { ...draft.definition, id: quest };
  const same = JSON.stringify([before.definition, before.cards]) === JSON.stringify([definition, cards]);
  if (same && rev > 0) return;
  await writeDraft(tx, by, quest, rev + 1, { definition, cards });
  await auditIn(tx, by, { action: 'quest.save', object: quest, details: { rev: rev + 1 } });
};

/** Makes the draft the newest version. Learners under way keep theirs. Throws `quest.unknown`, `quest.changed`,
 * `quest.invalid`. */
export const publishQuest = async (
  tx: Tx,
  by: Editor,
  { quest, rev }: { quest: string; rev: number },
): Promise<void> => {
  const row = await holdQuest(tx, by.org, quest);
  const draft = await findDraft(tx.db, by.org, quest);
  if (draft.rev !== rev) throw new RuleError('quest.changed', { rev: draft.rev });
  const faults = faultsOf(draft.definition, draft.cards, await factsOf(tx.db, by, quest, draft));
  if (faults.length > 0) throw new RuleError('quest.invalid', { n: faults.length });
  const definition = Quest.parse(draft.definition);
  const cards = draft.cards.map((c) => Card.parse(c));
  const version = row.version + 1;
  await addVersion(tx, { quest: definition, cards, version, by: by.person });
  await tx.db.updateTable('quest').set({ state: 'live' }).where('id', '=', quest).execute();
  await writeDraft(tx, by, quest, rev + 1, { definition, cards });
  await auditIn(tx, by, { action: 'quest.publish', object: quest, details: { version } });
};

/** Takes a quest from the list of those that can be begun, or puts it back. Throws `quest.unknown`. */
export const archiveQuest = async (tx: Tx, by: Editor, quest: string, archived: boolean): Promise<void> => {
  const row = await holdQuest(tx, by.org, quest);
  const state = archived ? 'archived' : row.version === 0 ? 'draft' : 'live';
  await tx.db.updateTable('quest').set({ state }).where('id', '=', quest).execute();
  await auditIn(tx, by, { action: archived ? 'quest.archive' : 'quest.restore', object: quest });
};
