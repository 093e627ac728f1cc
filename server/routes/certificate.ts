import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { addressOf } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter } from '../domain/limit.ts';
import { certificatePdf } from '../formats/certificate-pdf.ts';
import { type Certificate, findCertificate } from '../store/certificate.ts';
import { route } from './route.ts';

/** Codes are 60 bits: a script that guesses gets nowhere, and is slowed all the same. */
const PACE = { perMinute: 30, burst: 20 };
const Code = z.string().min(4).max(40);

const read = route('GET /api/certificates/:code', { access: 'anyone', limit: PACE }, async (ctx, call) => {
  const { view } = await findCertificate(ctx.db.read, Code.parse(call.params.code));
  return view;
});
export const certificateRoutes = [read];

type Send = (res: Response, found: Certificate, req: Request) => Promise<void> | void;

/**
 * `GET /api/certificates/<code>/credential`: the signed Open Badges 3.0 credential; `/pdf`: the certificate to print,
 * `?lang=en` in English. For anyone who has the code.
 */
export const mountCertificates = (app: Application, ctx: Ctx): void => {
  const limiter = createLimiter();
  const serve = (path: string, send: Send): void => {
    app.get(path, async (req: Request, res: Response) => {
      const wait = limiter.take(addressOf(ctx, req), PACE, ctx.now());
      if (wait > 0)
        return void res
          .status(429)
          .set('retry-after', String(wait))
          .json({ code: 'rate.limited', details: { seconds: wait } });
      try {
        const found = await findCertificate(ctx.db.read, String(req.params.code).slice(0, 40));
        res.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
        await send(res, found, req);
      } catch (error) {
        if (res.headersSent) return void res.destroy();
        if (error instanceof RuleError)
          return void res.status(404).json({ code: error.code, details: error.details });
        ctx.log.error({ err: error }, 'certificate could not be sent');
        res.status(500).json({ code: 'server.fault', details: {} });
      }
    });
  };
  serve('/api/certificates/:code/credential', (res, { view, credential }) => {
    const name = `archipelago-${view.code}.json`;
    res.set('content-disposition', `attachment; filename="${name}"`).type('application/vc').end(credential);
  });
  serve('/api/certificates/:code/pdf', async (res, { view, zone }, req) => {
    const lang = req.query.lang === 'en' ? 'en' : 'zh';
    const origin = ctx.config.publicUrl ?? `${req.protocol}://${req.get('host') ?? 'localhost'}`;
    const pdf = await certificatePdf(view, { lang, origin, zone });
    const name = `archipelago-${view.code}.pdf`;
    res.set('content-disposition', `inline; filename="${name}"`).type('application/pdf').end(pdf);
  });
};
