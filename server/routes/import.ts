import { z } from 'zod';
import type { FileView, StagedItem } from '../domain/api-import.ts';
import { RuleError } from '../domain/errors.ts';
import { noteText } from '../domain/notes/index.ts';
import { Question } from '../domain/question.ts';
import type { StagedContent, StagedQuestion } from '../domain/staging.ts';
import { FORMATS } from '../formats/format.ts';
import { reportXlsx, templateXlsx } from '../formats/sheet.ts';
import { needBank } from '../store/bank-access.ts';
import { findBatch } from '../store/bank-batch.ts';
import { bringIn } from '../store/bring-in.ts';
import { once } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import type { Db } from '../store/db.ts';
import { dropStage, findStage, findStageReport, saveStage } from '../store/import.ts';
import { questionRows } from '../store/question-row.ts';
import { optionsOf, recount, runningView, startStage } from './import-stage.ts';
import { route } from './route.ts';

const READ = { perMinute: 300, burst: 100 };
const WRITE = { perMinute: 120, burst: 60 };
const UPLOAD = { perMinute: 60, burst: 40 };
const MOST_UPLOAD = '70mb';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const Id = z.string().min(1).max(64);
const LangShape = z.enum(['zh', 'en']);

const Column = z.int().min(0).max(999);
const Stage = z.strictObject({
  bank: Id,
  files: z
    .array(z.strictObject({ name: z.string().min(1).max(300), base64: z.base64() }))
    .min(1)
    .max(50),
  format: z.enum(FORMATS).optional(),
  mapping: z.record(z.string().max(20), z.union([Column, z.array(Column).max(26)])).optional(),
  lang: LangShape,
});
const stage = route(
  'POST /api/import/stage',
  { access: 'trainer', limit: UPLOAD, body: Stage, bodyLimit: MOST_UPLOAD },
  async (ctx, { body, by }) => {
    await needBank(ctx.db.read, by, body.bank, 'edit');
    const files = body.files.map((f) => ({ name: f.name, bytes: Buffer.from(f.base64, 'base64') }));
    return { stage: startStage(ctx, by, body.bank, files, optionsOf(body.format, body.mapping)) };
  },
);

const view = route(
  'GET /api/import/:stage',
  { access: 'trainer', limit: READ },
  async (ctx, { by, params }) => {
    const id = Id.parse(params.stage);
    const running = runningView(id, by.person);
    return { stage: id, ...(running ?? (await findStageReport(ctx.db.read, by, id))) };
  },
);

const itemsOf = async (db: Db, found: readonly [number, StagedQuestion][]): Promise<StagedItem[]> => {
  const ids = found.flatMap(([, q]) => ('id' in q.standing ? [q.standing.id] : []));
  const rows = await questionRows(db, ids);
  return found.map(([item, q]) => {
    const { standing } = q;
    const row = 'id' in standing ? rows.get(standing.id) : undefined;
    return {
      item,
      file: q.file,
      place: q.place,
      question: q.question,
      ...(q.name === undefined ? {} : { name: q.name }),
      ...(q.category === undefined ? {} : { category: q.category }),
      tags: q.tags ?? [],
      ...(q.point === undefined ? {} : { point: q.point }),
      status: standing.status,
      ...(row && 'id' in standing ? { match: { ...row, similarity: standing.similarity } } : {}),
      ...('item' in standing ? { twin: standing.item } : {}),
      notes: q.notes,
    };
  });
};

const Items = z.strictObject({
  stage: Id,
  offset: z.int().min(0),
  limit: z.int().min(1).max(200),
  only: z.enum(['all', 'similar']),
});
const items = route(
  'POST /api/import/items',
  { access: 'trainer', limit: READ, body: Items },
  async (ctx, { body, by }) => {
    const { content } = await findStage(ctx.db.read, by, body.stage);
    const wanted = content.questions
      .map((q, i): [number, StagedQuestion] => [i, q])
      .filter(
        ([
          ,
          {
            standing: { status },
          },
        ]) => body.only === 'all' || status === 'similar' || status === 'changed',
      );
    const page = wanted.slice(body.offset, body.offset + body.limit);
    return { items: await itemsOf(ctx.db.read, page), total: wanted.length };
  },
);

const fixedIn = (content: StagedContent, item: number, question: Question): StagedQuestion => {
  const known = content.questions[item];
  if (known) return { ...known, question, notes: [] };
  const note = content.rejected[item - content.questions.length];
  if (!note) throw new RuleError('import.unknown');
  return {
    file: note.place.file ?? '',
    place: note.place,
    question,
    standing: { status: 'fresh' },
    notes: [],
  };
};

const Fix = z.strictObject({ stage: Id, item: z.int().min(0), content: Question });
const fix = route(
  'POST /api/import/fix',
  { access: 'trainer', limit: WRITE, body: Fix },
  async (ctx, { body, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { report, content } = await findStage(tx.db, by, body.stage);
      const fixed = fixedIn(content, body.item, body.content);
      const isNew = body.item >= content.questions.length;
      const at = isNew ? content.questions.length : body.item;
      content.questions[at] = fixed;
      if (isNew) content.rejected.splice(body.item - at, 1);
      await saveStage(tx, by, body.stage, recount(report, content), content);
      const [shown] = await itemsOf(tx.db, [[at, fixed]]);
      if (!shown) throw new RuleError('import.unknown');
      return shown;
    }),
);

const Commit = z.strictObject({
  stage: Id,
  bank: Id,
  decisions: z.record(z.string().regex(/^\d{1,6}$/), z.enum(['add', 'skip', 'update'])),
});
const commitStage = route(
  'POST /api/import/commit',
  { access: 'trainer', limit: WRITE, body: Commit, bodyLimit: '2mb' },
  async (ctx, { body, by, commandId }) => {
    if (runningView(body.stage, by.person)) throw new RuleError('import.not_ready');
    return once(ctx, by.person, commandId, async (tx) => {
      await needBank(tx.db, by, body.bank, 'edit');
      const { report, content } = await findStage(tx.db, by, body.stage);
      if (report.state !== 'ready' || report.bank !== body.bank) throw new RuleError('import.not_ready');
      const what = report.files.map((f) => f.name).join(', ');
      const { batch } = await bringIn(tx, by, body.bank, content, body.decisions, what);
      await dropStage(tx, by, body.stage);
      return findBatch(tx.db, batch);
    });
  },
);

const Cancel = z.strictObject({ stage: Id });
const cancel = route(
  'POST /api/import/cancel',
  { access: 'trainer', limit: WRITE, body: Cancel },
  async (ctx, { body, by }) => {
    await commit(ctx, (tx) => dropStage(tx, by, body.stage));
    return { ok: true as const };
  },
);

const sheetOf = (fileName: string, bytes: Uint8Array): FileView => ({
  fileName,
  mime: XLSX,
  base64: Buffer.from(bytes).toString('base64'),
});

const Report = z.strictObject({ stage: Id, lang: LangShape });
const report = route(
  'POST /api/import/report',
  { access: 'trainer', limit: WRITE, body: Report },
  async (ctx, { body, by }) => {
    const found = await findStageReport(ctx.db.read, by, body.stage);
    const faults = found.files.flatMap((f) =>
      f.fault ? [{ ...f.fault, place: { ...f.fault.place, file: f.name } }] : [],
    );
    const [only] = found.files.length === 1 ? found.files : [];
    const rows = [...faults, ...found.rejected, ...found.warnings].map((note) => ({
      file: note.place.file ?? only?.name ?? '',
      ...noteText(note, body.lang),
    }));
    return sheetOf(body.lang === 'zh' ? '导入报告.xlsx' : 'import-report.xlsx', reportXlsx(rows, body.lang));
  },
);

const template = route('GET /api/import/template', { access: 'trainer', limit: READ }, async () =>
  sheetOf('群岛题库模板 Archipelago template.xlsx', templateXlsx()),
);

export const importRoutes = [template, stage, view, items, fix, commitStage, cancel, report];
