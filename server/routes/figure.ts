import { z } from 'zod';
import { askLog } from '../analytics/desk.ts';
import type { Metric } from '../analytics/metric.ts';
import { METRICS } from '../analytics/registry.ts';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { EventQuery, type FigureView, Filter, type MetricView } from '../domain/figure.ts';
import { playDay } from '../domain/time.ts';
import { openLines, openRows } from '../store/closed-question.ts';
import { filterChoices } from '../store/figure.ts';
import { figureNames } from '../store/figure-names.ts';
import { looked, lookedThrough } from '../store/look.ts';
import { route } from './route.ts';

const READ = { perMinute: 600, burst: 120 };

const viewOf = ({ ask: _ask, reads: _reads, ...view }: Metric): MetricView => view;
const list = route('GET /api/figures', { access: 'trainer', limit: READ }, async () =>
  [...METRICS.values()].map(viewOf),
);

/** The filter behind `?`: days are numbers there too. */
export const filterIn = (query: Record<string, string>): Filter => {
  const { from, to, department, post, cohort, quest, bank } = query;
  const parts = Object.entries({ department, post, cohort, quest, bank }).filter(([, v]) => v !== undefined);
  return Filter.parse({ from: Number(from), to: Number(to), ...Object.fromEntries(parts) });
};

/** A figure for somebody of the company, without the words of banks closed to them. Throws `figure.unknown`, `figure.days`. */
export const askFigure = async (
  ctx: Pick<Ctx, 'db' | 'now'>,
  by: Signed,
  id: string,
  filter: Filter,
): Promise<FigureView> => {
  const metric = METRICS.get(id);
  if (!metric) throw new RuleError('figure.unknown');
  const now = ctx.now();
  const ask = { id, org: by.org, zone: by.zone, now, today: playDay(now, by.zone), filter };
  const said = await askLog(ctx.db, 'figure', ask);
  const rows = await openRows(ctx.db.read, by, metric.columns, said.rows);
  const names = await figureNames(ctx.db.read, by, metric.columns, rows);
  return { id, filter, at: now, hidden: said.hidden, rows, names };
};

/** A figure as somebody reads it: who is named in it is noted. Throws `figure.unknown`, `figure.days`. */
export const readFigure = async (ctx: Ctx, by: Signed, id: string, filter: Filter): Promise<FigureView> => {
  const view = await askFigure(ctx, by, id, filter);
  if (METRICS.get(id)?.privacy === 'people') {
    const named = view.rows.flatMap(({ person }) => (typeof person === 'string' ? [person] : []));
    lookedThrough(ctx, by, named, id);
  }
  return view;
};

const one = route(
  'GET /api/figures/:metric',
  { access: 'trainer', limit: READ },
  (ctx, { by, params, query }) => readFigure(ctx, by, params.metric ?? '', filterIn(query)),
);

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new RuleError('bad_request');
  }
};
const Asked = z.string().max(4_000).transform(jsonIn).pipe(EventQuery);
const events = route(
  'GET /api/figure-events',
  { access: 'trainer', limit: READ },
  async (ctx, { by, query }) => {
    const now = ctx.now();
    const { org, zone } = by;
    const ask = { org, zone, now, today: playDay(now, zone), query: Asked.parse(query.query ?? '') };
    if (ask.query.person !== undefined) looked(ctx, by, [ask.query.person], 'events');
    return openLines(ctx.db.read, by, await askLog(ctx.db, 'events', ask));
  },
);

const choices = route('GET /api/figure-filters', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  filterChoices(ctx.db.read, by, ctx.now()),
);

export const figureRoutes = [list, one, events, choices];
