import { useCallback, useRef } from 'react';
import type { FigureView, Filter, MetricView } from '../../../server/domain/figure.ts';
import { askFigure, definitions, queryOfFilter } from '../../net/figures.ts';
import { useLoaded } from '../parts/use-loaded.ts';

export type Loaded = { metric: MetricView | undefined; view: FigureView | undefined };

/** The value as it was before, as long as it says the same: a drawing is not begun anew for an equal one. */
export const useSame = <T>(value: T): T => {
  const kept = useRef(value);
  if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
};

/** A figure with its definition; `metric` undefined = the registry does not know it. */
export const useFigure = (id: string, filter: Filter) => {
  const query = JSON.stringify(queryOfFilter(filter));
  const same = useSame(filter);
  const load = useCallback(async (): Promise<Loaded & { query: string }> => {
    const metric = (await definitions()).get(id);
    const view = metric === undefined ? undefined : await askFigure(id, same);
    return { metric, view, query: JSON.stringify(queryOfFilter(same)) };
  }, [id, same]);
  const { value, fault, reload } = useLoaded(load);
  const busy = value !== undefined && value.query !== query && fault === undefined;
  return {
    metric: value?.metric,
    view: value?.view,
    ready: value !== undefined,
    fault,
    reload,
    busy,
  };
};
