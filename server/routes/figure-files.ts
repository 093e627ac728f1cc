import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { METRICS } from '../analytics/registry.ts';
import { type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import type { Filter } from '../domain/figure.ts';
import { createLimiter } from '../domain/limit.ts';
import { type Lang, textIn } from '../domain/text.ts';
import { figureCsv, figureName, figureXlsx } from '../formats/figure-table.ts';
import { figureWords } from '../formats/figure-words.ts';
import { filterChoices } from '../store/figure.ts';
import { filterIn, readFigure } from './figure.ts';
import { cookieOf } from './route.ts';

const FILES = { perMinute: 60, burst: 20 };
const WRITERS = {
  csv: { type: 'text/csv; charset=utf-8', write: figureCsv },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: figureXlsx,
  },
} as const;
const isFormat = (format: string): format is keyof typeof WRITERS => format in WRITERS;

/** What the filter narrows to, in words. */
const chosenIn = async (ctx: Ctx, by: Signed, filter: Filter, lang: Lang): Promise<[string, string][]> => {
  const w = figureWords(lang);
  const { departments, cohorts, quests, banks } = await filterChoices(ctx.db.read, by, ctx.now());
  const named = (list: { id: string; name: string }[], id: string | undefined) =>
    list.find((one) => one.id === id)?.name;
  const local = (list: { id: string; name: Parameters<typeof textIn>[0] }[], id: string | undefined) => {
    const found = list.find((one) => one.id === id);
    return found && textIn(found.name, lang);
  };
  const said: [string, string | undefined][] = [
    [w.department, named(departments, filter.department)],
    [w.post, filter.post],
    [w.cohort, named(cohorts, filter.cohort)],
    [w.quest, local(quests, filter.quest)],
    [w.bank, local(banks, filter.bank)],
  ];
  return said.flatMap(([label, name]) => (name === undefined ? [] : [[label, name] as [string, string]]));
};

const textsIn = (query: Request['query']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

const send = async (ctx: Ctx, by: Signed, req: Request, res: Response): Promise<void> => {
  if (by.role === 'learner') throw new RuleError('auth.forbidden');
  const format = String(req.params.format);
  const metric = METRICS.get(String(req.params.metric));
  if (!isFormat(format)) throw new RuleError('not_found');
  if (!metric) throw new RuleError('figure.unknown');
  const lang: Lang = req.query.lang === 'en' ? 'en' : 'zh';
  const filter = filterIn(textsIn(req.query));
  const view = await readFigure(ctx, by, metric.id, filter);
  const printed = { lang, zone: by.zone, chosen: await chosenIn(ctx, by, filter, lang) };
  const name = encodeURIComponent(`${figureName({ metric, view }, lang)}.${format}`).replace(
    /['()*]/gu,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  res
    .set({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': WRITERS[format].type,
      'content-disposition': `attachment; filename="figure.${format}"; filename*=UTF-8''${name}`,
    })
    .end(Buffer.from(WRITERS[format].write({ metric, view }, printed)));
};

const STATUS: Partial<Record<string, number>> = { 'auth.forbidden': 403, 'figure.days': 409 };
const refuse = (ctx: Ctx, res: Response, error: unknown): void => {
  if (error instanceof z.ZodError) return void res.status(400).json({ code: 'bad_request', details: {} });
  if (!(error instanceof RuleError)) {
    ctx.log.error({ err: error }, 'a figure could not be written');
    return void res.status(500).json({ code: 'server.fault', details: {} });
  }
  res.status(STATUS[error.code] ?? 404).json({ code: error.code, details: error.details });
};

/** `GET /api/figures/<metric>.csv|xlsx?from=&to=...`: the rows of a figure as a file, `lang=en` in English; trainers. */
export const mountFigureFiles = (app: Application, ctx: Ctx): void => {
  const limiter = createLimiter();
  app.get(
    /^\/api\/figures\/(?<metric>[\w.]+)\.(?<format>csv|xlsx)$/u,
    async (req: Request, res: Response) => {
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
        await send(ctx, by, req, res);
      } catch (error) {
        refuse(ctx, res, error);
      }
    },
  );
};
