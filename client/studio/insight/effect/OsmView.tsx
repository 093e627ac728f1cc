import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { OsmMeasure, OsmState, OsmTree } from '../../../../server/domain/effect.ts';
import type { MetricView } from '../../../../server/domain/figure.ts';
import { askFigure, definitions } from '../../../net/figures.ts';
import { go } from '../../../stores/screen.ts';
import { Icon } from '../../../ui/parts/index.ts';
import { cellText } from '../../charts/cells.ts';
import { columnOf } from '../../charts/draw.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useS } from '../../i18n/index.ts';
import { useLoaded } from '../../parts/use-loaded.ts';
import { drawFor } from './draw-for.ts';
import { filterOf, stateOf, valueIn, worstOf } from './osm.ts';

export type Values = ReadonlyMap<string, number | null>;
type Known = { values: Values; metrics: ReadonlyMap<string, MetricView> };

const measuresIn = (tree: OsmTree): OsmMeasure[] =>
  tree.objectives.flatMap((o) => o.strategies.flatMap((s) => s.measures));
const load = async (tree: OsmTree, today: number): Promise<Known> => {
  const values = await Promise.all(
    measuresIn(tree).map(async (measure): Promise<[string, number | null]> => {
      const view = await askFigure(measure.metric, filterOf(measure, today)).catch(() => undefined);
      return [measure.id, view === undefined ? null : valueIn(measure, view.rows)];
    }),
  );
  return { values: new Map(values), metrics: await definitions() };
};

const ICON: Record<OsmState, string> = {
  green: 'check-mark-button',
  amber: 'warning',
  red: 'cross-mark',
  none: 'thinking-face',
};
const Mark = ({ state }: { state: OsmState }) => {
  const t = useS('effect');
  return (
    <span className={`osm-mark is-${state}`}>
      <Icon name={ICON[state]} size={20} /> {t(`osm.${state}`)}
    </span>
  );
};

/** The tree with red, amber and green; a measure opens its figure and what can be done. */
export const OsmView = ({ tree, today }: { tree: OsmTree; today: number }) => {
  const { value } = useLoaded(useCallback(() => load(tree, today), [tree, today]));
  const stateIn = (m: OsmMeasure): OsmState => stateOf(m, value?.values.get(m.id));
  return (
    <ul className="osm-tree">
      {tree.objectives.map((objective) => (
        <li key={objective.id}>
          <p className="osm-name">
            <b>{objective.name}</b>
            <Mark state={worstOf(objective.strategies.flatMap((s) => s.measures.map(stateIn)))} />
          </p>
          <ul>
            {objective.strategies.map((strategy) => (
              <li key={strategy.id}>
                <p className="osm-name">
                  {strategy.name}
                  <Mark state={worstOf(strategy.measures.map(stateIn))} />
                </p>
                <ul>
                  {strategy.measures.map((measure) => (
                    <li key={measure.id}>
                      <Measure measure={measure} today={today} known={value} state={stateIn(measure)} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
};

type MeasureProps = { measure: OsmMeasure; today: number; known: Known | undefined; state: OsmState };
const Measure = ({ measure, today, known, state }: MeasureProps) => {
  const t = useS('effect');
  const [open, setOpen] = useState(false);
  const metric = known?.metrics.get(measure.metric);
  const column = metric === undefined ? undefined : columnOf(metric, measure.column);
  const said = (n: number | null | undefined): string =>
    column === undefined ? String(n ?? '–') : cellText(n, column, {});
  const { action, target } = measure;
  return (
    <>
      <div className="osm-measure">
        <Mark state={state} />
        <span className="osm-said">
          <b>{measure.name}</b>
          <small>
            {t(`osm.line.${target.better}`, {
              now: said(known?.values.get(measure.id)),
              target: said(target.value),
              days: measure.days,
            })}
          </small>
        </span>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('osm.figure')}
          <span className="sr-only"> · {measure.name}</span>
        </Button>
        {action !== undefined && action !== '' && (
          <Button type="primary" onClick={() => go({ name: 'studio', path: action })}>
            {t('osm.act')}
            <span className="sr-only"> · {measure.name}</span>
          </Button>
        )}
      </div>
      {open && metric !== undefined && (
        <FigureCard metric={metric.id} filter={filterOf(measure, today)} draw={drawFor(metric)} wide />
      )}
    </>
  );
};
