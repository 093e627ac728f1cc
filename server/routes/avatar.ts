import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Avatar, Style } from '@dicebear/core';
import type { Application, Request, Response } from 'express';

/** Critters are drawn from a seed in 2 ms; the last ones are kept so that a full map costs nothing. */
const KEPT = 500;
const SEED = /^[\w-]{1,64}$/u;

/** `GET /avatars/<seed>.svg`, with `?body=1` without background for the world. The same seed is the same critter. */
export const mountAvatars = (app: Application, contentDir: string): void => {
  const style = new Style(JSON.parse(readFileSync(join(contentDir, 'art/critters.json'), 'utf8')));
  const drawn = new Map<string, string>();
  const draw = (seed: string, body: boolean): string => {
    const key = `${seed} ${body}`;
    const known = drawn.get(key);
    if (known) return known;
    const svg = new Avatar(style, {
      seed,
      size: 192,
      ...(body ? { backgroundColor: ['#00000000'] } : {}),
    }).toString();
    const oldest = drawn.keys().next().value;
    if (drawn.size >= KEPT && oldest !== undefined) drawn.delete(oldest);
    drawn.set(key, svg);
    return svg;
  };
  app.get('/avatars/:file', (req: Request, res: Response) => {
    const seed = String(req.params.file).replace(/\.svg$/u, '');
    if (!SEED.test(seed)) {
      res.status(404).end();
      return;
    }
    res.type('image/svg+xml').setHeader('cache-control', 'public, max-age=31536000, immutable');
    res.send(draw(seed, req.query.body === '1'));
  });
};
