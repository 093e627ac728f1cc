import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { MEDIA_NAME, MOST_ALT, mimeOf } from '../domain/media.ts';
import { once } from '../store/command.ts';
import { addMedia, describeMedia, findMedia, mediaBytes, mediaSize, removeMedia } from '../store/media.ts';
import { stagedMedium } from './import-stage.ts';
import { cookieOf, route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 60, burst: 60 };
/** 20 MB of sound in base64. */
const MOST_UPLOAD = '29mb';
const Name = z.string().regex(MEDIA_NAME, 'media.unknown');
const Alt = z
  .string()
  .max(MOST_ALT)
  .transform((s) =>
    s
      .normalize('NFC')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
  )
  .refine((s) => s !== '', 'media.alt');

const Upload = z.strictObject({ fileName: z.string().max(300), base64: z.base64(), alt: Alt });
const upload = route(
  'POST /api/media/upload',
  { access: 'trainer', limit: WRITE, body: Upload, bodyLimit: MOST_UPLOAD },
  (ctx, { by, body, commandId }) => {
    const bytes = Buffer.from(body.base64, 'base64');
    const { alt, fileName } = body;
    return once(ctx, by.person, commandId, (tx) => addMedia(tx, by, { bytes, alt, fileName }));
  },
);

const list = route('GET /api/media-list', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  findMedia(ctx.db.read, by.org),
);

const describe = route(
  'POST /api/media/alt',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ name: Name, alt: Alt }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) => describeMedia(tx, by, body.name, body.alt)),
);

const remove = route(
  'POST /api/media/remove',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ name: Name }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await removeMedia(tx, by, body.name);
      return { ok: true as const };
    }),
);

export const mediaRoutes = [upload, list, describe, remove];

type Span = { from: number; to: number };
/** The bytes asked for by `Range: bytes=a-b`; undefined = all of them, null = none that we have. */
const spanOf = (range: string | undefined, size: number): Span | null | undefined => {
  const found = /^bytes=(\d*)-(\d*)$/u.exec(range ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return undefined;
  const [first, last] = [found[1] ?? '', found[2] ?? ''];
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  return from <= to ? { from, to } : null;
};

const PIECE = 1024 * 1024;
/** Waits while the receiver is slower than we are; false = it has gone. */
const write = (res: Response, part: Uint8Array): Promise<boolean> =>
  new Promise((resolve) => {
    if (res.destroyed) return resolve(false);
    if (res.write(part)) return resolve(true);
    const done = (alive: boolean) => () => {
      res.off('drain', onDrain).off('close', onClose);
      resolve(alive);
    };
    const [onDrain, onClose] = [done(true), done(false)];
    res.once('drain', onDrain).once('close', onClose);
  });

const HEADERS = {
  'cache-control': 'private, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'accept-ranges': 'bytes',
};

const send = async (ctx: Ctx, req: Request, res: Response, org: string, name: string): Promise<void> => {
  const size = await mediaSize(ctx.db.read, org, name);
  if (size === undefined) return void res.status(404).json({ code: 'media.unknown', details: {} });
  const etag = `"${name}"`;
  res.set({ ...HEADERS, 'content-type': mimeOf(name), etag });
  if (req.headers['if-none-match'] === etag) return void res.status(304).end();
  const span = spanOf(req.headers.range, size);
  if (span === null) return void res.status(416).set('content-range', `bytes */${size}`).end();
  const { from, to } = span ?? { from: 0, to: size - 1 };
  if (span) res.status(206).set('content-range', `bytes ${from}-${to}/${size}`);
  res.set('content-length', String(to - from + 1));
  for (let at = from; at <= to; at += PIECE) {
    const length = Math.min(PIECE, to - at + 1);
    if (!(await write(res, await mediaBytes(ctx.db.read, org, name, { from: at, length })))) return;
  }
  res.end();
};

/** `GET /api/media/<sha256>.<ext>`: a picture or sound for whoever is signed in to its company; the name never changes
 * its bytes. */
export const mountMedia = (app: Application, ctx: Ctx): void => {
  app.get('/api/media/:name', async (req: Request, res: Response) => {
    const token = cookieOf(req);
    const by = token ? await signedIn(ctx, token) : undefined;
    if (!by) return void res.status(401).json({ code: 'auth.required', details: {} });
    const name = String(req.params.name);
    if (!MEDIA_NAME.test(name)) return void res.status(404).json({ code: 'media.unknown', details: {} });
    const staged = stagedMedium(by.person, name);
    if (staged)
      return void res
        .set({ ...HEADERS, 'cache-control': 'no-store', 'content-type': mimeOf(name) })
        .end(staged);
    await send(ctx, req, res, by.org, name);
  });
};
