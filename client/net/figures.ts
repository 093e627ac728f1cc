import type { FilterChoices } from '../../server/domain/api-figure.ts';
import type { ForecastView } from '../../server/domain/api-forecast.ts';
import type { Reminded } from '../../server/domain/api-reach.ts';
import type { EventLine, EventQuery, FigureView, Filter, MetricView } from '../../server/domain/figure.ts';
import { call } from './call.ts';

/** The filter as it stands behind `?`; what does not narrow is left out. */
export const queryOfFilter = (filter: Filter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));

let known: Promise<ReadonlyMap<string, MetricView>> | undefined;
/** Every figure's definition by id, asked for once; a failure is not kept. */
export const definitions = (): Promise<ReadonlyMap<string, MetricView>> => {
  known ??= call('GET /api/figures').then(
    (list) => new Map(list.map((metric) => [metric.id, metric])),
    (fault: unknown) => {
      known = undefined;
      throw fault;
    },
  );
  return known;
};
/** Another person may see other figures. */
export const forgetDefinitions = (): void => {
  known = undefined;
};

export const askFigure = (metric: string, filter: Filter): Promise<FigureView> =>
  call('GET /api/figures/:metric', { params: { metric }, query: queryOfFilter(filter) });
export const figureFilters = (): Promise<FilterChoices> => call('GET /api/figure-filters');
/** The events behind a row, newest first; the next page is asked with `before` = the last `seq`. */
export const eventsBehind = (query: EventQuery): Promise<EventLine[]> =>
  call('GET /api/figure-events', { query: { query: JSON.stringify(query) } });

export const FIGURE_FILES = ['csv', 'xlsx'] as const;
export type FigureFile = (typeof FIGURE_FILES)[number];
/** Where a figure lies as a file, in the language of the page. */
export const figureFile = (metric: string, filter: Filter, format: FigureFile, lang: string): string =>
  `/api/figures/${encodeURIComponent(metric)}.${format}?${new URLSearchParams({ ...queryOfFilter(filter), lang })}`;

/** Reminds these people now, in the game and by push; says how many were left alone. */
export const remindNow = (people: string[], text: string): Promise<Reminded> =>
  call('POST /api/reach/remind', { body: { people, text } });

/** Who may need support, or why no forecast is published. */
export const loadForecast = (): Promise<ForecastView> => call('GET /api/forecast');
