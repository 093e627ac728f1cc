import { randomUUID } from 'node:crypto';
import { banksIn, freshIds, questIdOf, renamedCards, renamedQuest } from '../domain/quest-copy.ts';
import { mediaIn } from '../domain/question-texts.ts';
import type { StagedContent } from '../domain/staging.ts';
import type { LocalText } from '../domain/text.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { type OpenBank, openBanks } from './bank-access.ts';
import { bringIn } from './bring-in.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { type Exported, exportedOf, mediaFor } from './export.ts';
import { addMedia } from './media.ts';
import { addQuest, findDraft } from './quest-draft.ts';

type Point = { id: string; name: LocalText };
type Medium = { name: string; alt: string; bytes: Uint8Array };
type TakenBank = {
  id: string;
  name: LocalText;
  points: Point[];
  questions: Exported[];
  media: Map<string, Uint8Array>;
};
/** A quest with all it needs to be played elsewhere. */
export type TakenQuest = { definition: unknown; cards: unknown[]; banks: TakenBank[]; media: Medium[] };

const pointsOf = async (db: Db, bank: string): Promise<Point[]> => {
  const rows = await db
    .selectFrom('point')
    .select(['id', 'name'])
    .where('bank', '=', bank)
    .orderBy('id')
    .execute();
  return rows.map((r) => ({ id: r.id, name: JSON.parse(r.name) as LocalText }));
};

const takeBank = async (db: Db, org: string, bank: OpenBank): Promise<TakenBank> => {
  const ready = await db
    .selectFrom('question')
    .select('id')
    .where('bank', '=', bank.id)
    .where('state', '=', 'ready')
    .execute();
  const questions = await exportedOf(
    db,
    bank.id,
    ready.map((r) => r.id),
  );
  return {
    id: bank.id,
    name: JSON.parse(bank.name) as LocalText,
    points: await pointsOf(db, bank.id),
    questions,
    media: await mediaFor(db, org, questions),
  };
};

const mediaOn = async (db: Db, org: string, parts: readonly unknown[]): Promise<Medium[]> => {
  const names = mediaIn(parts);
  if (names.length === 0) return [];
  return db
    .selectFrom('media')
    .select(['name', 'alt', 'bytes'])
    .where('org', '=', org)
    .where('name', 'in', names)
    .orderBy('name')
    .execute();
};

/** The draft of a quest with the ready questions of the banks that the editor may see. Throws `quest.unknown`. */
export const takeQuest = async (db: Db, by: Editor, quest: string): Promise<TakenQuest> => {
  const { definition, cards } = await findDraft(db, by.org, quest);
  const named = [...banksIn(definition)];
  const open = named.length === 0 ? [] : await openBanks(db, by, named);
  const banks: TakenBank[] = [];
  for (const bank of open) banks.push(await takeBank(db, by.org, bank));
  return { definition, cards, banks, media: await mediaOn(db, by.org, [...cards, definition]) };
};

type NewBank = { id: string; name: LocalText; points: readonly Point[]; content: StagedContent };

/** Makes a bank of a quest file: its questions were ready where they come from, and are here. */
const addBank = async (tx: Tx, by: Editor, bank: NewBank): Promise<string> => {
  const id = randomUUID();
  const row = { id, org: by.org, hash: '', department: null, createdBy: by.person, createdAt: tx.now };
  await tx.db
    .insertInto('bank')
    .values({ ...row, name: JSON.stringify(bank.name) })
    .execute();
  await auditIn(tx, by, { action: 'bank.create', bank: id, object: id, details: { name: bank.name } });
  for (const { id: point, name } of bank.points)
    await tx.db
      .insertInto('point')
      .values({ id: point, bank: id, name: JSON.stringify(name) })
      .onConflict((oc) => oc.doNothing())
      .execute();
  await bringIn(tx, by, id, bank.content, {}, bank.name.zh ?? bank.name.en ?? id);
  await tx.db
    .updateTable('question')
    .set({ state: 'ready', readyAt: tx.now })
    .where('bank', '=', id)
    .execute();
  return id;
};

/** Brings a quest file in as a draft with banks of its own, under new ids; gives the quest's id. */
export const bringQuest = async (
  tx: Tx,
  by: Editor,
  file: {
    definition: unknown;
    cards: readonly unknown[];
    banks: readonly NewBank[];
    media: readonly Medium[];
  },
): Promise<string> => {
  const quest = questIdOf(randomUUID());
  const banks = new Map<string, string>();
  for (const bank of file.banks) banks.set(bank.id, await addBank(tx, by, bank));
  for (const { bytes, alt, name } of file.media)
    await addMedia(tx, by, { bytes, alt: alt.trim() || name, fileName: name });
  const ids = { ...freshIds(quest), bank: (id: string) => banks.get(id) ?? id };
  await addQuest(tx, by, quest, {
    definition: renamedQuest(file.definition, ids),
    cards: renamedCards(file.cards, ids),
  });
  await auditIn(tx, by, { action: 'quest.import', object: quest, details: { banks: [...banks.values()] } });
  return quest;
};
