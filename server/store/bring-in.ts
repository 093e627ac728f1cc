import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import { MOST_ALT, mimeOf } from '../domain/media.ts';
import type { Question } from '../domain/question.ts';
import { mediaIn } from '../domain/question-texts.ts';
import { type Decision, decisionOf, type StagedContent, type StagedQuestion } from '../domain/staging.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import { textColumns } from './question-text.ts';
import type { QuestionTable, QuestionVersionTable } from './tables.ts';

/** A staged question with what is to become of it: `update` = a new version of the question `id`. */
type Chosen = { staged: StagedQuestion; update?: string };
/** Pictures and sounds by hash name. */
type Media = ReadonlyMap<string, { bytes: Uint8Array; kind: string; alt: string }>;
/** What an undo needs: ids that were added, versions that were written over, places that were made. */
export type ImportUndo = {
  added: string[];
  updated: { id: string; before: number; after: number }[];
  categories: string[];
  points: string[];
  media: string[];
};
export type BroughtIn = { batch: string; added: number; updated: number };

const PIECE = 200;
const pieces = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / PIECE) }, (_, i) => rows.slice(i * PIECE, (i + 1) * PIECE));

const saveMedia = async (tx: Tx, by: Actor, media: Media): Promise<string[]> => {
  const made: string[] = [];
  for (const [name, { bytes, kind, alt }] of media) {
    const row = {
      org: by.org,
      name,
      kind,
      size: bytes.length,
      bytes,
      alt,
      createdAt: tx.now,
      createdBy: by.person,
    };
    const done = await tx.db
      .insertInto('media')
      .values(row)
      .onConflict((oc) => oc.columns(['org', 'name']).doNothing())
      .executeTakeFirst();
    if (Number(done.numInsertedOrUpdatedRows ?? 0) > 0) made.push(name);
  }
  return made;
};

/** Finds or makes the categories of paths; `made` = the new ones. */
const categoriesIn = async (tx: Tx, bank: string) => {
  const rows = await tx.db.selectFrom('category').selectAll().where('bank', '=', bank).execute();
  const known = new Map(rows.map((r) => [`${r.parent ?? ''}\n${r.name}`, r.id]));
  const made: string[] = [];
  const idOf = async (path: readonly string[]): Promise<string | null> => {
    let parent: string | null = null;
    for (const name of path) {
      const key: string = `${parent ?? ''}\n${name}`;
      const found: string = known.get(key) ?? randomUUID();
      if (!known.has(key)) {
        await tx.db.insertInto('category').values({ id: found, bank, parent, name }).execute();
        known.set(key, found);
        made.push(found);
      }
      parent = found;
    }
    return parent;
  };
  return { idOf, made };
};

/** Finds or makes the knowledge points of names. */
const pointsIn = async (tx: Tx, bank: string) => {
  const rows = await tx.db.selectFrom('point').select(['id', 'name']).where('bank', '=', bank).execute();
  const known = new Map(
    rows.flatMap((r) => {
      const name = JSON.parse(r.name) as { zh?: string; en?: string };
      return [name.zh, name.en, r.id].flatMap((n) => (n === undefined ? [] : [[n, r.id] as const]));
    }),
  );
  const made: string[] = [];
  const idOf = async (name: string | undefined): Promise<string> => {
    if (name === undefined || name === '') return '';
    const found = known.get(name) ?? randomUUID();
    if (!known.has(name)) {
      await tx.db
        .insertInto('point')
        .values({
          id: found,
          bank,
          name: JSON.stringify(/\p{Script=Han}/u.test(name) ? { zh: name } : { en: name }),
        })
        .execute();
      known.set(name, found);
      made.push(found);
    }
    return found;
  };
  return { idOf, made };
};

type Rows = {
  questions: Insertable<QuestionTable>[];
  versions: QuestionVersionTable[];
  tags: { question: string; tag: string }[];
  media: { question: string; version: number; name: string }[];
};

const insertRows = async (tx: Tx, rows: Rows): Promise<void> => {
  for (const part of pieces(rows.questions)) await tx.db.insertInto('question').values(part).execute();
  for (const part of pieces(rows.versions)) await tx.db.insertInto('question_version').values(part).execute();
  for (const part of pieces(rows.tags))
    await tx.db
      .insertInto('question_tag')
      .values(part)
      .onConflict((oc) => oc.doNothing())
      .execute();
  for (const part of pieces(rows.media)) await tx.db.insertInto('question_media').values(part).execute();
};

type Placing = { bank: string; batch: string; category: string | null; point: string };

/** The rows of one question under `id` in `version`; new when that is 1. */
const rowsFor = (tx: Tx, by: Actor, staged: StagedQuestion, id: string, version: number, at: Placing) => {
  const { point: _, ...rest } = staged.question;
  const question: Question = { ...rest, id, ...(at.point === '' ? {} : { point: at.point }) };
  const text = textColumns(question, staged.name);
  const columns = {
    point: at.point,
    type: question.type,
    version,
    difficulty: question.difficulty,
    ref: staged.ref ?? null,
    updatedAt: tx.now,
    ...text,
  };
  const content = JSON.stringify(question);
  return {
    columns,
    version: {
      question: id,
      version,
      content,
      hash: text.hash,
      createdAt: tx.now,
      person: by.person || null,
    },
    tags: (staged.tags ?? []).map((tag) => ({ question: id, tag })),
    media: mediaIn(question).map((name) => ({ question: id, version, name })),
  };
};

const updateQuestion = async (tx: Tx, by: Actor, chosen: Chosen, id: string, at: Placing, rows: Rows) => {
  const before = await tx.db
    .selectFrom('question')
    .select(['version', 'point'])
    .where('id', '=', id)
    .where('bank', '=', at.bank)
    .executeTakeFirst();
  if (!before) return undefined;
  const point = at.point === '' ? before.point : at.point;
  const after = before.version + 1;
  const made = rowsFor(tx, by, chosen.staged, id, after, { ...at, point });
  await tx.db
    .updateTable('question')
    .set({ ...made.columns, ...(at.category === null ? {} : { category: at.category }) })
    .where('id', '=', id)
    .execute();
  rows.versions.push(made.version);
  rows.tags.push(...made.tags);
  rows.media.push(...made.media);
  return { id, before: before.version, after };
};

/** It came in whole, but nobody could answer it yet: letters without the texts of the options. */
const isUnfinished = ({ notes }: StagedQuestion): boolean =>
  notes.some((n) => n.code === 'zh.options_missing');

const addQuestion = (tx: Tx, by: Actor, chosen: Chosen, at: Placing, rows: Rows): string => {
  const id = randomUUID();
  const made = rowsFor(tx, by, chosen.staged, id, 1, at);
  rows.questions.push({
    id,
    bank: at.bank,
    state: isUnfinished(chosen.staged) ? 'draft' : 'review',
    category: at.category,
    author: by.person || null,
    reviewer: null,
    batch: at.batch,
    createdAt: tx.now,
    readyAt: null,
    ...made.columns,
  });
  rows.versions.push(made.version);
  rows.tags.push(...made.tags);
  rows.media.push(...made.media);
  return id;
};

const chosenOf = (content: StagedContent, decisions: Readonly<Record<string, Decision>>): Chosen[] =>
  content.questions.flatMap((staged, i) => {
    const decision = decisionOf(staged, decisions[String(i)]);
    if (decision === 'skip') return [];
    const { standing } = staged;
    return [{ staged, ...(decision === 'update' && 'id' in standing ? { update: standing.id } : {}) }];
  });

const altIn = (chosen: readonly Chosen[], name: string): string => {
  const mark = new RegExp(`!\\[([^\\]]*)\\]\\(media:${name.replace('.', '\\.')}\\)`, 'u');
  for (const { staged } of chosen) {
    const found = mark.exec(JSON.stringify(staged.question));
    if (found?.[1]) return found[1].slice(0, MOST_ALT);
  }
  return '';
};

const mediaOf = (content: StagedContent, chosen: readonly Chosen[]): Media =>
  new Map(
    [...new Set(chosen.flatMap((c) => mediaIn(c.staged.question)))].flatMap((name) => {
      const base64 = content.media[name];
      if (base64 === undefined) return [];
      const kind = mimeOf(name).startsWith('audio/') ? 'sound' : 'picture';
      return [[name, { bytes: Buffer.from(base64, 'base64'), kind, alt: altIn(chosen, name) }]];
    }),
  );

/**
 * Brings a dry run into a bank as one batch that can be undone (`by.person` '' = the command line): new ones in state `review` (`draft` when something is missing), updates as a new
 * version of what is there; categories and knowledge points by name, made where they are missing.
 */
export const bringIn = async (
  tx: Tx,
  by: Actor,
  bank: string,
  content: StagedContent,
  decisions: Readonly<Record<string, Decision>>,
  what: string,
): Promise<BroughtIn> => {
  const batch = randomUUID();
  const chosen = chosenOf(content, decisions);
  const [categories, points] = [await categoriesIn(tx, bank), await pointsIn(tx, bank)];
  const rows: Rows = { questions: [], versions: [], tags: [], media: [] };
  const undo: ImportUndo = { added: [], updated: [], categories: [], points: [], media: [] };
  undo.media = await saveMedia(tx, by, mediaOf(content, chosen));
  for (const one of chosen) {
    const category = await categories.idOf(one.staged.category ?? []);
    const at = { bank, batch, category, point: await points.idOf(one.staged.point) };
    if (one.update === undefined) undo.added.push(addQuestion(tx, by, one, at, rows));
    else {
      const updated = await updateQuestion(tx, by, one, one.update, at, rows);
      if (updated) undo.updated.push(updated);
    }
  }
  await insertRows(tx, rows);
  undo.categories = categories.made;
  undo.points = points.made;
  const summary = { what, questions: undo.added.length + undo.updated.length };
  await tx.db
    .insertInto('batch')
    .values({
      id: batch,
      org: by.org,
      bank,
      person: by.person,
      at: tx.now,
      kind: 'import',
      summary: JSON.stringify(summary),
      undo: JSON.stringify(undo),
      undoneAt: null,
    })
    .execute();
  const details = { what, added: undo.added.length, updated: undo.updated.length };
  await auditIn(tx, by, { action: 'import.committed', bank, object: batch, details });
  return { batch, added: undo.added.length, updated: undo.updated.length };
};
