import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { BattleReport } from '../domain/api-battle.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter } from '../domain/limit.ts';
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
import { cookieOf, route } from './route.ts';

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
const FILES = { perMinute: 30, burst: 15 };

const fileName = (r: BattleReport, { lang }: Printed, format: string): string => {
  const name = `${titleIn(r, lang)}-${wordsIn(lang).report}.${format}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
  return encodeURIComponent(name).replace(
    /['()*]/gu,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
};

const send = async (ctx: Ctx, by: Signed, req: Request, res: Response, format: string): Promise<void> => {
  const write = FORMATS[format];
  if (!write) throw new RuleError('not_found');
  const r = await battleReport(ctx.db.read, playing(by), String(req.params.battle).slice(0, 64), ctx.now());
  const printed: Printed = { lang: req.query.lang === 'en' ? 'en' : 'zh', zone: by.zone };
  const { type, bytes } = await write(r, printed);
  res
    .set({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': type,
      'content-disposition': `attachment; filename="report.${format}"; filename*=UTF-8''${fileName(r, printed, format)}`,
    })
    .end(Buffer.from(bytes));
};

const STATUS: Partial<Record<string, number>> = { 'auth.forbidden': 403, 'battle.phase': 409 };

/** `GET /api/battles/<id>/report.xlsx|csv|pdf`: the report as a file, `?lang=en` in English; for its host and trainers. */
export const mountBattleReports = (app: Application, ctx: Ctx): void => {
  const limiter = createLimiter();
  app.get('/api/battles/:battle/report.:format', async (req: Request, res: Response) => {
    const token = cookieOf(req);
    const by = token ? await signedIn(ctx, token) : undefined;
    if (!by) return void res.status(401).json({ code: 'auth.required', details: {} });
    const wait = limiter.take(by.person, FILES, ctx.now());
    if (wait > 0)
      return void res
        .status(429)
        .set('retry-after', String(wait))
        .json({ code: 'rate.limited', details: { seconds: wait } });
    try {
      await send(ctx, by, req, res, String(req.params.format));
    } catch (error) {
      if (!(error instanceof RuleError)) {
        ctx.log.error({ err: error }, 'a report could not be written');
        return void res.status(500).json({ code: 'server.fault', details: {} });
      }
      res.status(STATUS[error.code] ?? 404).json({ code: error.code, details: error.details });
    }
  });
};
