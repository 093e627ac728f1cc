import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { KpiView } from '../domain/api-effect.ts';
import { Checklist, KpiAbout, OsmTree, RoiSheet, Seen } from '../domain/effect.ts';
import { kpiChange } from '../domain/effect-kpi.ts';
import { readDelimited } from '../formats/csv.ts';
import { once } from '../store/command.ts';
import type { Db } from '../store/db.ts';
import { importKpis, kpisOf, readSheet, removeKpi, saveSheet } from '../store/effect.ts';
import { answerCheck, myChecks, observe, teamChecks } from '../store/effect-check.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);
const Rev = z.int().min(0);
const MOST_TEXT = 200_000;

const kpiViews = async (db: Db, org: string): Promise<KpiView[]> =>
  (await kpisOf(db, org)).map((kpi) => {
    const change = kpiChange(kpi);
    return { ...kpi, ...(change ? { change } : {}) };
  });
const kpis = route('GET /api/effect/kpis', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  kpiViews(ctx.db.read, by.org),
);
const cellsOf = (text: string): string[][] =>
  readDelimited(text.replace(/^\ufeff/u, '').replace(/\r\n?/gu, '\n')).rows.map((row) => row.cells);
const importDoor = route(
  'POST /api/effect/kpis/import',
  {
    access: 'trainer',
    limit: WRITE,
    bodyLimit: '1mb',
    body: z.strictObject({ about: KpiAbout, text: z.string().max(MOST_TEXT) }),
  },
  async (ctx, { by, body, commandId }) => {
    const done = await once(ctx, by.person, commandId, (tx) =>
      importKpis(tx, by, body.about, cellsOf(body.text)),
    );
    return { ...done, kpis: await kpiViews(ctx.db.read, by.org) };
  },
);
const remove = route(
  'POST /api/effect/kpis/remove',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ kpi: Id }) },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, async (tx) => {
      await removeKpi(tx, by, body.kpi);
      return { ok: true as const };
    });
    return kpiViews(ctx.db.read, by.org);
  },
);

const roi = route('GET /api/effect/roi', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  readSheet(ctx.db.read, by.org, 'roi'),
);
const osm = route('GET /api/effect/osm', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  readSheet(ctx.db.read, by.org, 'osm'),
);
const checklist = route('GET /api/effect/checklist', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  readSheet(ctx.db.read, by.org, 'checklist'),
);
type Saving<T> = { by: Signed; body: { rev: number; data: T }; commandId: string };
const saved = async <T>(
  ctx: Ctx,
  { by, commandId }: Saving<T>,
  save: (tx: Parameters<Parameters<typeof once>[3]>[0]) => Promise<void>,
): Promise<void> => {
  await once(ctx, by.person, commandId, async (tx) => {
    await save(tx);
    return { ok: true as const };
  });
};
const saveRoi = route(
  'POST /api/effect/roi/save',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ rev: Rev, data: RoiSheet }) },
  async (ctx, call) => {
    await saved(ctx, call, (tx) => saveSheet(tx, call.by, 'roi', call.body));
    return readSheet(ctx.db.read, call.by.org, 'roi');
  },
);
const saveOsm = route(
  'POST /api/effect/osm/save',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ rev: Rev, data: OsmTree }) },
  async (ctx, call) => {
    await saved(ctx, call, (tx) => saveSheet(tx, call.by, 'osm', call.body));
    return readSheet(ctx.db.read, call.by.org, 'osm');
  },
);
const saveChecklist = route(
  'POST /api/effect/checklist/save',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ rev: Rev, data: Checklist }) },
  async (ctx, call) => {
    await saved(ctx, call, (tx) => saveSheet(tx, call.by, 'checklist', call.body));
    return readSheet(ctx.db.read, call.by.org, 'checklist');
  },
);

const mine = route('GET /api/effect/checks', { access: 'learner', limit: READ }, (ctx, { by }) =>
  myChecks(ctx.db.read, by, ctx.now()),
);
const answer = route(
  'POST /api/effect/checks/answer',
  { access: 'learner', limit: WRITE, body: z.strictObject({ quest: Id, seen: Seen }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await answerCheck(tx, by, body);
      return { ok: true as const };
    }),
);
const team = route('GET /api/effect/checks/team', { access: 'manager', limit: READ }, (ctx, { by }) =>
  teamChecks(ctx.db.read, by, ctx.now()),
);
const observeDoor = route(
  'POST /api/effect/checks/observe',
  { access: 'manager', limit: WRITE, body: z.strictObject({ person: Id, quest: Id, seen: Seen }) },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, async (tx) => {
      await observe(tx, by, body);
      return { ok: true as const };
    });
    return teamChecks(ctx.db.read, by, ctx.now());
  },
);

export const effectRoutes = [
  ...[kpis, importDoor, remove, roi, saveRoi, osm, saveOsm, checklist, saveChecklist],
  ...[mine, answer, team, observeDoor],
];
