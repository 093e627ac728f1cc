import type { Application } from 'express';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { mallOrdersCsv, mallOrdersName, mallOrdersXlsx, type PrintedOrders } from '../formats/mall-orders.ts';
import { allOrders } from '../store/mall-desk.ts';
import { mountFileDoor } from './file-door.ts';
import { filterOf } from './mall-studio.ts';

const FORMATS = {
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: mallOrdersXlsx,
  },
  csv: { type: 'text/csv; charset=utf-8', write: mallOrdersCsv },
};
const Texts = z.record(z.string(), z.string());

/** `GET /api/studio/mall/orders.xlsx|csv`: the orders that fit the filters as a file, `lang=en` in English; trainers. */
export const mountMallExports = (app: Application, ctx: Ctx): void => {
  for (const format of ['xlsx', 'csv'] as const)
    mountFileDoor(app, ctx, `/api/studio/mall/orders.${format}`, 'trainer', async (by, req) => {
      const { lang: asked, ...query } = Texts.parse(req.query);
      const printed: PrintedOrders = { lang: asked === 'en' ? 'en' : 'zh', zone: by.zone };
      const orders = await allOrders(ctx.db.read, by.org, filterOf(query).filter);
      const { type, write } = FORMATS[format];
      const name = `${mallOrdersName(printed.lang)}.${format}`;
      return { type, name, plain: `orders.${format}`, bytes: write(orders, printed) };
    });
};
