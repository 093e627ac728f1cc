import type { Application } from 'express';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { BattleReport } from '../domain/api-battle.ts';
import { RuleError } from '../domain/errors.ts';
import { plainText } from '../domain/text.ts';
import { battleReportCsv } from '../formats/battle-report-csv.ts';
import { battleReportPdf } from '../formats/battle-report-pdf.ts';
import { type Printed, titleIn, wordsIn } from '../formats/battle-report-words.ts';
import { battleReportXlsx } from '../formats/battle-report-xlsx.ts';
import { flagsOf, judgeFlag } from '../store/battle-flag.ts';
import { battleOutcome } from '../store/battle-outcome.ts';
import { battleReplay } from '../store/battle-replay.ts';
import { battleReport } from '../store/battle-report.ts';
import { once } from '../store/command.ts';
import { playing } from './battle-player.ts';
import { mountFileDoor } from './file-door.ts';
import { route } from './route.ts';

const LOOK = { perMinute: 120, burst: 60 };
const ACT = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);

const outcome = route('GET /api/battles/:battle/result', { access: 'learner', limit: LOOK }, (ctx, call) =>
  battleOutcome(ctx.db.read, playing(call.by), Id.parse(call.params.battle), ctx.now()),
);
const replay = route('GET /api/battles/:battle/replay', { access: 'learner', limit: LOOK }, (ctx, call) =>
  battleReplay(ctx.db.read, playing(call.by), Id.parse(call.params.battle), ctx.now()),
);
const report = route('GET /api/battles/:battle/report', { access: 'learner', limit: LOOK }, (ctx, call) =>
  battleReport(ctx.db.read, playing(call.by), Id.parse(call.params.battle), ctx.now()),
);
const flags = route('GET /api/battles/flags', { access: 'trainer', limit: LOOK }, (ctx, { by }) =>
  flagsOf(ctx.db.read, by.org),
);
const Judgement = z.strictObject({
  flag: Id,
  verdict: z.enum(['fine', 'odd']),
  note: z.string().max(500).transform(plainText).exactOptional(),
});
const judge = route(
  'POST /api/battles/flags/judge',
  { access: 'trainer', limit: ACT, body: Judgement },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await judgeFlag(tx, by, body);
      return { ok: true as const };
    }),
);

/** `flags` stands before the doors of one battle, whose id it would else be. */
export const battleResultRoutes = [flags, judge, outcome, replay, report];

type Written = { type: string; bytes: Uint8Array };
const FORMATS: Record<string, (r: BattleReport, p: Printed) => Promise<Written> | Written> = {
  xlsx: (r, p) => ({
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: battleReportXlsx(r, p),
  }),
  csv: (r, p) => ({ type: 'text/csv; charset=utf-8', bytes: battleReportCsv(r, p) }),
  pdf: async (r, p) => ({ type: 'application/pdf', bytes: await battleReportPdf(r, p) }),
};

const fileName = (r: BattleReport, { lang }: Printed, format: string): string =>
  `${titleIn(r, lang)}-${wordsIn(lang).report}.${format}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');

/** `GET /api/battles/<id>/report.xlsx|csv|pdf`: the report as a file, `?lang=en` in English; for its host and trainers. */
export const mountBattleReports = (app: Application, ctx: Ctx): void =>
  mountFileDoor(app, ctx, '/api/battles/:battle/report.:format', 'learner', async (by, req) => {
    const format = String(req.params.format);
    const write = FORMATS[format];
    if (!write) throw new RuleError('not_found');
    const r = await battleReport(ctx.db.read, playing(by), String(req.params.battle).slice(0, 64), ctx.now());
    const printed: Printed = { lang: req.query.lang === 'en' ? 'en' : 'zh', zone: by.zone };
    return { name: fileName(r, printed, format), plain: `report.${format}`, ...(await write(r, printed)) };
  });
