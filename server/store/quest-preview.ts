import { RuleError } from '../domain/errors.ts';
import { Quest } from '../domain/quest.ts';
import { renamedQuest } from '../domain/quest-copy.ts';
import type { Actor, Tx } from './commit.ts';
import { draftHash, findDraft } from './quest-draft.ts';
import { isPreview, previewId, previewMark, readMark } from './quest-version.ts';

const wipe = async (tx: Tx, person: string, quest: string): Promise<void> => {
  const played = tx.db
    .selectFrom('attempt')
    .select('id')
    .where('person', '=', person)
    .where('quest', '=', quest);
  const handed = tx.db
    .selectFrom('submission')
    .select('id')
    .where('person', '=', person)
    .where('quest', '=', quest);
  await tx.db.deleteFrom('upload').where('submission', 'in', handed).execute();
  await tx.db.deleteFrom('submission').where('person', '=', person).where('quest', '=', quest).execute();
  await tx.db.deleteFrom('essay_response').where('attempt', 'in', played).execute();
  await tx.db.deleteFrom('attempt').where('person', '=', person).where('quest', '=', quest).execute();
  await tx.db.deleteFrom('progress').where('person', '=', person).where('quest', '=', quest).execute();
  await tx.db.deleteFrom('enrolment').where('person', '=', person).where('quest', '=', quest).execute();
  for (const table of ['ghost', 'find'] as const)
    await tx.db
      .deleteFrom(table)
      .where('person', '=', person)
      .where('island', 'like', `${previewId('')}%`)
      .execute();
};

const markOf = async (tx: Tx, person: string): Promise<string | null> => {
  const row = await tx.db.selectFrom('person').select('quest').where('id', '=', person).executeTakeFirst();
  return row?.quest ?? null;
};
const sail = (tx: Tx, person: string, quest: string | null) =>
  tx.db.updateTable('person').set({ quest }).where('id', '=', person).execute();

/** Ends the preview a person is in and removes all that was played in it; gives the quest they sail again. */
export const endPreview = async (tx: Tx, person: string): Promise<string | null> => {
  const mark = await markOf(tx, person);
  if (!isPreview(mark)) return mark;
  const { sailed, back } = readMark(mark);
  await wipe(tx, person, sailed);
  await sail(tx, person, back);
  return back;
};

/**
 * Lets a trainer play the draft as it is now, from its beginning: it is kept as version 0 under ids of its own, so that
 * nothing meets what the trainer has reached as a learner. Throws `quest.unknown`, and `quest.invalid` for a draft that
 * is not complete.
 */
export const startPreview = async (tx: Tx, by: Actor, quest: string): Promise<void> => {
  const draft = await findDraft(tx.db, by.org, quest);
  const complete = Quest.safeParse(draft.definition);
  if (!complete.success) throw new RuleError('quest.invalid', { n: complete.error.issues.length });
  const back = await endPreview(tx, by.person);
  const definition = JSON.stringify(
    renamedQuest(complete.data, { quest: previewId(quest), island: previewId, station: previewId }),
  );
  const cards = JSON.stringify(draft.cards);
  const row = {
    definition,
    cards,
    hash: draftHash(definition, cards),
    publishedAt: tx.now,
    publishedBy: by.person,
  };
  await tx.db
    .insertInto('quest_version')
    .values({ quest: previewId(quest), version: 0, ...row })
    .onConflict((oc) => oc.columns(['quest', 'version']).doUpdateSet(row))
    .execute();
  await sail(tx, by.person, previewMark(quest, back));
};
