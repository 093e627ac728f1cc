import { randomUUID } from 'node:crypto';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { SheetMapping, StageView } from '../domain/api-import.ts';
import type { StagedContent } from '../domain/staging.ts';
import type { Format, Mapping, ReadOptions, SourceFile } from '../formats/format.ts';
import { createReader, type Reader } from '../formats/reader.ts';
import { type Staged, stageFiles } from '../formats/stage.ts';
import { commit } from '../store/commit.ts';
import { knownTexts, type StageReport, saveStage } from '../store/import.ts';

const isMapping = (
  mapping: Record<string, number | number[]>,
): mapping is Record<string, number | number[]> & Mapping =>
  typeof mapping.headerRow === 'number' && typeof mapping.stem === 'number' && Array.isArray(mapping.options);

/** How the reader is to read, from what the door has checked. */
export const optionsOf = (format: Format | undefined, mapping: SheetMapping | undefined): ReadOptions => ({
  ...(format === undefined ? {} : { format }),
  ...(mapping && isMapping(mapping) ? { mapping } : {}),
});

const countBy = <K extends string>(keys: readonly K[]): Map<K, number> => {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** The report with its counts made anew from the content. */
export const recount = (report: StageReport, content: StagedContent): StageReport => {
  const { questions } = content;
  const statuses = countBy(questions.map((q) => q.standing.status));
  const of = (status: 'fresh' | 'same' | 'changed' | 'similar'): number => statuses.get(status) ?? 0;
  return {
    ...report,
    total: questions.length,
    byType: [...countBy(questions.map((q) => q.question.type))].map(([type, n]) => ({ type, n })),
    byCategory: [...countBy(questions.map((q) => (q.category ?? []).join(' / ')))].map(([category, n]) => ({
      category,
      n,
    })),
    rejected: content.rejected,
    counts: { fresh: of('fresh'), same: of('same'), changed: of('changed'), similar: of('similar') },
  };
};

const reportOf = (bank: string, staged: Staged): StageReport =>
  recount(
    {
      bank,
      state: 'ready',
      progress: 1,
      files: staged.files,
      total: 0,
      byType: [],
      byCategory: [],
      rejected: [],
      warnings: staged.warnings,
      counts: { fresh: 0, same: 0, changed: 0, similar: 0 },
    },
    staged.content,
  );

/** Dry runs that are being read in this process, by id. */
type Running = { person: string; state: 'reading' | 'comparing'; progress: number; bank: string };
const running = new Map<string, Running>();

export const runningView = (id: string, person: string): Omit<StageView, 'stage'> | undefined => {
  const run = running.get(id);
  if (run?.person !== person) return undefined;
  const counts = { fresh: 0, same: 0, changed: 0, similar: 0 };
  const { bank, state, progress } = run;
  return {
    bank,
    state,
    progress,
    files: [],
    total: 0,
    byType: [],
    byCategory: [],
    rejected: [],
    warnings: [],
    counts,
  };
};

/** Media of each person's latest dry run, so that its preview shows them before anything is written; the oldest go when
 * they are more than 100 MB. A restart forgets them: the preview then shows their alternative texts. */
const previews = new Map<string, { bytes: number; media: Map<string, Buffer> }>();
const MOST_PREVIEW = 100 * 1024 * 1024;

const keepPreview = (person: string, content: StagedContent): void => {
  const media = new Map(
    Object.entries(content.media).map(([name, text]) => [name, Buffer.from(text, 'base64')]),
  );
  const bytes = [...media.values()].reduce((n, b) => n + b.length, 0);
  previews.delete(person);
  previews.set(person, { bytes, media });
  let all = [...previews.values()].reduce((n, p) => n + p.bytes, 0);
  for (const [oldest, { bytes: freed }] of previews) {
    if (all <= MOST_PREVIEW) return;
    previews.delete(oldest);
    all -= freed;
  }
};
/** A picture or sound of this person's latest dry run. */
export const stagedMedium = (person: string, name: string): Buffer | undefined =>
  previews.get(person)?.media.get(name);

let reader: Reader | undefined;

/** Starts a dry run and gives its id at once; its end is kept in the store. */
export const startStage = (
  ctx: Ctx,
  by: Signed,
  bank: string,
  files: readonly SourceFile[],
  options: ReadOptions,
): string => {
  const id = randomUUID();
  const run: Running = { person: by.person, state: 'reading', progress: 0, bank };
  running.set(id, run);
  reader ??= createReader();
  const read = reader;
  const work = async (): Promise<void> => {
    const known = await knownTexts(ctx.db.read, bank);
    const staged = await stageFiles(read, files, options, known, (state, share) => {
      run.state = state;
      run.progress = state === 'reading' ? share * 0.8 : 0.8;
    });
    for (const bug of staged.bugs) ctx.log.error({ bug }, 'reading an import failed');
    keepPreview(by.person, staged.content);
    await commit(ctx, (tx) => saveStage(tx, by, id, reportOf(bank, staged), staged.content));
  };
  work()
    .catch((error: unknown) => {
      ctx.log.error({ err: error }, 'import failed');
      const empty = { questions: [], rejected: [], media: {} };
      const failed = { files: [], content: empty, warnings: [], bugs: [] };
      return commit(ctx, (tx) =>
        saveStage(tx, by, id, { ...reportOf(bank, failed), state: 'failed' as const }, empty),
      );
    })
    .catch((error: unknown) => ctx.log.error({ err: error }, 'a failed import was not kept'))
    .finally(() => running.delete(id));
  return id;
};
