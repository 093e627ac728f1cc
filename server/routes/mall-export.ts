import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { createLimiter } from '../domain/limit.ts';
import { ROLES } from '../domain/person.ts';
import { mallOrdersCsv, mallOrdersName, mallOrdersXlsx, type PrintedOrders } from '../formats/mall-orders.ts';
import { allOrders } from '../store/mall-desk.ts';
import { filterOf } from './mall-studio.ts';
import { cookieOf } from './route.ts';

const FORMATS = {
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: mallOrdersXlsx,
  },
  csv: { type: 'text/csv; charset=utf-8', write: mallOrdersCsv },
};
const FILES = { perMinute: 30, burst: 15 };
const Texts = z.record(z.string(), z.string());

const send = async (
  ctx: Ctx,
  by: Signed,
  req: Request,
  res: Response,
  format: keyof typeof FORMATS,
): Promise<void> => {
  const { lang: asked, ...query } = Texts.parse(req.query);
  const printed: PrintedOrders = { lang: asked === 'en' ? 'en' : 'zh', zone: by.zone };
  const orders = await allOrders(ctx.db.read, by.org, filterOf(query).filter);
  const { type, write } = FORMATS[format];
  const name = encodeURIComponent(`${mallOrdersName(printed.lang)}.${format}`);
  res
    .set({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': type,
      'content-disposition': `attachment; filename="orders.${format}"; filename*=UTF-8''${name}`,
    })
    .end(Buffer.from(write(orders, printed)));
};

type Refusal = { status: number; code: string; details?: Record<string, number> };
const refusalFor = (by: Signed | undefined, wait: number): Refusal | undefined => {
  if (!by) return { status: 401, code: 'auth.required' };
  if (ROLES.indexOf(by.role) < ROLES.indexOf('trainer')) return { status: 403, code: 'auth.forbidden' };
  return wait > 0 ? { status: 429, code: 'rate.limited', details: { seconds: wait } } : undefined;
};

/** `GET /api/studio/mall/orders.xlsx|csv`: the orders that fit the filters as a file, `lang=en` in English; trainers. */
export const mountMallExports = (app: Application, ctx: Ctx): void => {
  const limiter = createLimiter();
  for (const format of ['xlsx', 'csv'] as const)
    app.get(`/api/studio/mall/orders.${format}`, async (req: Request, res: Response) => {
      const token = cookieOf(req);
      const by = token ? await signedIn(ctx, token) : undefined;
      const refused = refusalFor(by, by ? limiter.take(by.person, FILES, ctx.now()) : 0);
      if (!by || refused) {
        const { status, code, details = {} } = refused ?? { status: 401, code: 'auth.required' };
        return void res.status(status).json({ code, details });
      }
      try {
        await send(ctx, by, req, res, format);
      } catch (error) {
        if (error instanceof z.ZodError)
          return void res.status(400).json({ code: 'bad_request', details: {} });
        ctx.log.error({ err: error }, 'the orders could not be written');
        res.status(500).json({ code: 'server.fault', details: {} });
      }
    });
};
