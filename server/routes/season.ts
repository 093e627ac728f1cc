import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { SeasonData } from '../domain/season.ts';
import { once } from '../store/command.ts';
import { dropSeason, everybodyOf, findSeason, saveSeason, startSeason } from '../store/season.ts';
import { endSeason } from '../store/season-end.ts';
import { seasonView, seasonViews } from '../store/season-view.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);

const board = route('GET /api/seasons', { access: 'learner', limit: READ }, (ctx, { by }) =>
  seasonViews(ctx.db.read, by, ctx.now(), { drafts: false }),
);
const all = route('GET /api/studio/seasons', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  seasonViews(ctx.db.read, by, ctx.now(), { drafts: true }),
);

const Save = z.strictObject({ id: Id.exactOptional(), data: SeasonData });
const save = route(
  'POST /api/seasons/save',
  { access: 'trainer', limit: WRITE, body: Save },
  async (ctx, { by, body, commandId }) => {
    const id = await once(ctx, by.person, commandId, (tx) => saveSeason(tx, by, body));
    return seasonView(ctx.db.read, by, id, ctx.now());
  },
);

/** Learners who are here look again. */
const tellCompany = async (ctx: Ctx, org: string): Promise<void> => {
  ctx.line.tell(org, await everybodyOf(ctx.db.read, org), { kind: 'season' });
};

const Which = z.strictObject({ season: Id });
const start = route(
  'POST /api/seasons/start',
  { access: 'trainer', limit: WRITE, body: Which },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => startSeason(tx, by, body.season));
    await tellCompany(ctx, by.org);
    return seasonView(ctx.db.read, by, body.season, ctx.now());
  },
);

const stop = route(
  'POST /api/seasons/stop',
  { access: 'trainer', limit: WRITE, body: Which },
  async (ctx, { by, body, commandId }) => {
    const thanked = await once(ctx, by.person, commandId, async (tx) => {
      const people = await endSeason(tx, await findSeason(tx.db, by.org, body.season), by);
      if (!people) throw new RuleError('season.state');
      return people;
    });
    await tellCompany(ctx, by.org);
    ctx.line.tell(by.org, thanked, { kind: 'message' });
    return seasonView(ctx.db.read, by, body.season, ctx.now());
  },
);

const drop = route(
  'POST /api/seasons/drop',
  { access: 'trainer', limit: WRITE, body: Which },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await dropSeason(tx, by, body.season);
      return { ok: true as const };
    }),
);

export const seasonRoutes = [board, all, save, start, stop, drop];
