import { z } from 'zod';
import { askLog } from '../analytics/desk.ts';
import { hashToken, type Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { type ExportDimension, type LrsTest, TOKEN_SCOPES } from '../domain/api-open.ts';
import { eventDictionary } from '../domain/dictionary.ts';
import { RuleError } from '../domain/errors.ts';
import { DIMENSIONS } from '../domain/events/index.ts';
import { homeOf } from '../domain/xapi.ts';
import { once } from '../store/command.ts';
import { lrsOf, needLrs, openLrs, removeLrs, saveLrs, setLrsState } from '../store/lrs.ts';
import { askStore } from '../store/lrs-send.ts';
import { type Outward, vaultOf } from '../store/secret.ts';
import { makeToken, revokeToken, tokensOf } from '../store/token.ts';
import { progressOf } from './open-export.ts';
import { route } from './route.ts';

const READ = { perMinute: 300, burst: 60 };
const WRITE = { perMinute: 60, burst: 30 };
/** A test calls out. */
const TEST = { perMinute: 12, burst: 6 };
const Id = z.string().min(1).max(64);
const Name = z.string().trim().min(1).max(60);

const dictionary = route('GET /api/dictionary', { access: 'trainer', limit: READ }, async (ctx) =>
  eventDictionary(homeOf(ctx.config)),
);

const Day = z.coerce.number().int().min(19_700_101).max(99_991_231);
const EXPORT_DIMENSIONS = [...DIMENSIONS, 'governance'] as const;
const Dimensions = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? [...EXPORT_DIMENSIONS] : text.split(',')))
  .pipe(z.array(z.enum(EXPORT_DIMENSIONS)).min(1));
const Range = z.object({ from: Day, to: Day, dimensions: Dimensions });

/** Days and dimensions behind `?`. Throws `figure.days` for days in the wrong order. */
export const rangeOf = (
  query: Record<string, unknown>,
): { from: number; to: number; dimensions: ExportDimension[] } => {
  const range = Range.parse(query);
  if (range.from > range.to) throw new RuleError('figure.days');
  return range;
};

const count = route(
  'GET /api/open/count',
  { access: 'trainer', limit: READ },
  async (ctx, { query, by }) => ({
    events: await askLog(ctx.db, 'exportCount', { org: by.org, ...rangeOf(query) }),
  }),
);
const progress = route('GET /api/open/runs/:run', { access: 'trainer', limit: READ }, async (ctx, call) => {
  const found = progressOf(ctx.db, call.by.person, call.params.run ?? '');
  if (!found) throw new RuleError('not_found');
  return found;
});

const tokens = route('GET /api/open/tokens', { access: 'admin', limit: READ }, (ctx, { by }) =>
  tokensOf(ctx.db.read, by.org),
);
const Make = z.strictObject({ name: Name, scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(2) });
const make = route(
  'POST /api/open/tokens/make',
  { access: 'admin', limit: WRITE, body: Make },
  async (ctx, { body, by, commandId, linkCode }) => {
    const token = `arc_${linkCode()}`;
    const { id } = await once(ctx, by.person, commandId, async (tx) => ({
      id: await makeToken(tx, by, { ...body, token, hash: hashToken(token) }),
    }));
    const view = (await tokensOf(ctx.db.read, by.org)).find((t) => t.id === id);
    if (!view) throw new RuleError('token.unknown');
    return { token, view };
  },
);
const Named = z.strictObject({ id: Id });
const revoke = route(
  'POST /api/open/tokens/revoke',
  { access: 'admin', limit: WRITE, body: Named },
  async (ctx, { body, by, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => revokeToken(tx, by, body.id));
    return tokensOf(ctx.db.read, by.org);
  },
);

const lrsList = (ctx: Ctx, by: Signed) => lrsOf(ctx.db.read, by.org);
const targets = route('GET /api/open/lrs', { access: 'admin', limit: READ }, (ctx, { by }) =>
  lrsList(ctx, by),
);
const Save = z.strictObject({
  id: Id.exactOptional(),
  name: Name,
  url: z.string().trim().min(8).max(500),
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(500).exactOptional(),
  everything: z.boolean(),
  from: z.enum(['all', 'now']).exactOptional(),
});
const save = route(
  'POST /api/open/lrs/save',
  { access: 'admin', limit: WRITE, body: Save },
  async (ctx, { body, by, commandId }) => {
    const out: Outward = { open: ctx.config.outboundPrivate, vault: vaultOf(ctx.config) };
    await once(ctx, by.person, commandId, (tx) => saveLrs(tx, by, body, out));
    return lrsList(ctx, by);
  },
);
const State = z.strictObject({ id: Id, state: z.enum(['on', 'paused']) });
const state = route(
  'POST /api/open/lrs/state',
  { access: 'admin', limit: WRITE, body: State },
  async (ctx, { body, by, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => setLrsState(tx, by, body.id, body.state));
    return lrsList(ctx, by);
  },
);
const remove = route(
  'POST /api/open/lrs/remove',
  { access: 'admin', limit: WRITE, body: Named },
  async (ctx, { body, by, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => removeLrs(tx, by, body.id));
    return lrsList(ctx, by);
  },
);
const test = route(
  'POST /api/open/lrs/test',
  { access: 'admin', limit: TEST, body: Named },
  async (ctx, { body, by }): Promise<LrsTest> => {
    const target = openLrs(await needLrs(ctx.db.read, by.org, body.id), vaultOf(ctx.config));
    const began = ctx.now();
    const { status, fault } = await askStore({ ...target, open: ctx.config.outboundPrivate });
    return {
      ok: status === 200,
      ms: ctx.now() - began,
      ...(status === 0 ? {} : { status }),
      ...(fault === undefined ? {} : { fault }),
    };
  },
);

export const openRoutes = [
  dictionary,
  count,
  progress,
  tokens,
  make,
  revoke,
  targets,
  save,
  state,
  remove,
  test,
];
