import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Avatar, Style } from '@dicebear/core';
import type { Application, Request, Response } from 'express';
import type { Ctx } from '../context.ts';
import { type Look, readLook } from '../domain/look.ts';

/** Critters are drawn from a seed in 2 ms; the last ones are kept so that a full map costs nothing. */
const KEPT = 500;
const SEED = /^[\w-]{1,64}$/u;
const NOTHING = { topProbability: 0, patternProbability: 0, cheeksProbability: 0 };

const with100 = (slot: 'top' | 'pattern' | 'cheeks', part: string) =>
  part === 'none' ? {} : { [`${slot}Variant`]: part, [`${slot}Probability`]: 100 };

/** What the drawer is asked for: a look says everything, a seed is dice of its own. */
const optionsOf = (avatar: string) => {
  const look = readLook(avatar);
  if (!look) return { seed: avatar };
  return {
    seed: avatar,
    ...NOTHING,
    bodyVariant: look.body,
    eyesVariant: look.eyes,
    mouthVariant: look.mouth,
    ...with100('top', look.top),
    ...with100('pattern', look.pattern),
    ...with100('cheeks', look.cheeks),
    bodyColor: [`#${look.color}`],
    accentColor: [`#${look.accent}`],
    backgroundColor: [`#${look.background}`],
  };
};

type Resolved = Readonly<Record<string, unknown>>;
const textIn = (options: Resolved, name: string): string | undefined => {
  const value = options[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.replace('#', '') : undefined;
};

const styles = new WeakMap<Ctx, Style>();

/** The look of any critter, also of one that a seed has drawn. */
export const lookOf = (ctx: Ctx, avatar: string): Look => {
  const known = readLook(avatar);
  if (known) return known;
  const style = styles.get(ctx);
  if (!style) throw new Error('the critters are not mounted');
  const options: Resolved = new Avatar(style, { seed: avatar }).toJSON().options;
  const variant = (slot: string, none: string): string => textIn(options, `${slot}Variant`) ?? none;
  return {
    body: variant('body', 'dome'),
    top: variant('top', 'none'),
    eyes: variant('eyes', 'round'),
    mouth: variant('mouth', 'smile'),
    pattern: variant('pattern', 'none'),
    cheeks: variant('cheeks', 'none'),
    color: textIn(options, 'bodyColor') ?? '7dd3fc',
    accent: textIn(options, 'accentColor') ?? 'fda4af',
    background: textIn(options, 'backgroundColor') ?? '0369a1',
  };
};

/**
 * `GET /avatars/<seed or look>.svg`, with `?body=1` without background for the world. The same text is the same critter.
 */
export const mountAvatars = (app: Application, ctx: Ctx, contentDir: string): void => {
  const style = new Style(JSON.parse(readFileSync(join(contentDir, 'art/critters.json'), 'utf8')));
  styles.set(ctx, style);
  const drawn = new Map<string, string>();
  const draw = (avatar: string, body: boolean): string => {
    const key = `${avatar} ${body}`;
    const known = drawn.get(key);
    if (known) return known;
    const svg = new Avatar(style, {
      ...optionsOf(avatar),
      size: 192,
      ...(body ? { backgroundColor: ['#00000000'] } : {}),
    }).toString();
    const oldest = drawn.keys().next().value;
    if (drawn.size >= KEPT && oldest !== undefined) drawn.delete(oldest);
    drawn.set(key, svg);
    return svg;
  };
  app.get('/avatars/:file', (req: Request, res: Response) => {
    const avatar = String(req.params.file).replace(/\.svg$/u, '');
    if (!SEED.test(avatar)) {
      res.status(404).end();
      return;
    }
    res.type('image/svg+xml').setHeader('cache-control', 'public, max-age=31536000, immutable');
    res.send(draw(avatar, req.query.body === '1'));
  });
};
