import type { QuestionStatistics } from '../domain/api-bank.ts';
import { type ItemDetail, NEED } from '../domain/item-analysis.ts';
import { labelOf } from '../domain/item-choice.ts';
import type { Question } from '../domain/question.ts';
import type { Lang } from '../domain/text.ts';
import type { Editor } from './audit-trail.ts';
import { langOf } from './bank-access.ts';
import type { Tx } from './commit.ts';
import type { Database, Db } from './db.ts';
import { needQuestion } from './question-detail.ts';
import { contentsOf, flagsOf } from './question-row.ts';
import type { QuestionStatTable } from './tables.ts';

/** Replaces the figures of these questions. */
export const saveFigures = async (
  tx: Tx,
  rows: readonly Omit<QuestionStatTable, 'computedAt'>[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('question_stat')
    .values(rows.map((row) => ({ ...row, computedAt: tx.now })))
    .onConflict((oc) =>
      oc.column('question').doUpdateSet((eb) => ({
        bank: eb.ref('excluded.bank'),
        n: eb.ref('excluded.n'),
        facility: eb.ref('excluded.facility'),
        discriminationN: eb.ref('excluded.discriminationN'),
        discrimination: eb.ref('excluded.discrimination'),
        efficiency: eb.ref('excluded.efficiency'),
        meanMs: eb.ref('excluded.meanMs'),
        choices: eb.ref('excluded.choices'),
        flags: eb.ref('excluded.flags'),
        computedAt: eb.ref('excluded.computedAt'),
      })),
    )
    .execute();
};

/** Who keeps the figures of a database fresh: `computedAt` = start of the last run that ended well, 0 = none yet. */
export type Refresher = { computedAt: () => number; refresh: () => Promise<void> };
const refreshers = new WeakMap<Database, Refresher>();
/** Names who refreshes the figures of this database; undefined = nobody any more. */
export const setRefresher = (db: Database, refresher: Refresher | undefined): void => {
  if (refresher) refreshers.set(db, refresher);
  else refreshers.delete(db);
};
export const refresherOf = (db: Database): Refresher | undefined => refreshers.get(db);

const NOTHING: ItemDetail = { version: 0, choices: [], byVersion: [], omitted: 0, unreached: 0 };

const choicesIn = (question: Question | undefined, detail: ItemDetail, version: number, lang: Lang) => {
  if (!question || detail.version !== version) return [];
  const n = detail.byVersion.find((v) => v.version === version)?.n ?? 0;
  return detail.choices.map(({ code, right, n: chosen, restScore }) => ({
    label: labelOf(question, code, lang),
    right,
    n: chosen,
    share: n === 0 ? 0 : (100 * chosen) / n,
    ...(restScore === undefined ? {} : { restScore }),
  }));
};

type Shown = 'facility' | 'discrimination' | 'efficiency' | 'meanMs';
const shown = (row: Pick<QuestionStatTable, Shown> | undefined): { [K in Shown]?: number } =>
  Object.fromEntries(
    (['facility', 'discrimination', 'efficiency', 'meanMs'] as const).flatMap((f) => {
      const value = row?.[f];
      return value === null || value === undefined ? [] : [[f, Number(value)]];
    }),
  );

/** The item analysis of a question as it stands in the store. Throws `question.unknown`. */
export const findStatistics = async (
  db: Db,
  by: Editor,
  id: string,
  refreshedAt: number,
): Promise<QuestionStatistics> => {
  const { version } = await needQuestion(db, by, id, 'view');
  const row = await db.selectFrom('question_stat').selectAll().where('question', '=', id).executeTakeFirst();
  const detail = row ? (JSON.parse(row.choices) as ItemDetail) : NOTHING;
  const question = (await contentsOf(db, [id])).get(id);
  const [n, discriminationN] = [row?.n ?? 0, row?.discriminationN ?? 0];
  return {
    question: id,
    version,
    n,
    discriminationN,
    ...shown(row),
    need: { facility: NEED.facility, judged: NEED.judged, discrimination: NEED.discrimination },
    flags: row ? flagsOf(row.flags) : ['too_few'],
    choices: choicesIn(question, detail, version, await langOf(db, by.person)),
    byVersion: detail.byVersion,
    omitted: detail.omitted,
    unreached: detail.unreached,
    computedAt: Math.max(refreshedAt, Number(row?.computedAt ?? 0)),
  };
};
