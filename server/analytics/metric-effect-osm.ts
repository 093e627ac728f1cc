import { type OsmMeasure, type OsmTree, osmState } from '../domain/effect.ts';
import { FEWEST, type Row } from '../domain/figure.ts';
import { addDays } from '../domain/time.ts';
import { logToday } from './active.ts';
import { activityMetrics } from './activity.ts';
import { answerMetrics } from './answers.ts';
import { column, text } from './columns.ts';
import { readSheet } from './effect-facts.ts';
import { itemMetrics } from './items.ts';
import type { Ask, Log, Metric } from './metric.ts';
import { effectKirkpatrick } from './metric-effect-kirkpatrick.ts';
import { effectRoi } from './metric-effect-roi.ts';
import { programmeMetrics } from './programme.ts';

/** Every figure that a target may be set for: all but the tree itself. */
const figures = (): Map<string, Metric> =>
  new Map(
    [
      ...answerMetrics,
      ...itemMetrics,
      ...activityMetrics,
      ...programmeMetrics,
      effectKirkpatrick,
      effectRoi,
    ].map((metric) => [metric.id, metric]),
  );

const LEVELS = {
  objective: text('目标', 'Objective'),
  strategy: text('策略', 'Strategy'),
  measure: text('度量', 'Measure'),
};
const STATES = {
  green: text('达标', 'On target'),
  amber: text('接近', 'Close'),
  red: text('未达标', 'Off target'),
  none: text('还没有数据', 'No data yet'),
};
type Value = { value: number | null; n: number | null };
type Asked = Map<string, Promise<Row[]>>;

/** The cell that a measure looks at, over its last complete days; equal questions are asked once. */
const measured = async (log: Log, ask: Ask, m: OsmMeasure, asked: Asked): Promise<Value> => {
  const metric = figures().get(m.metric);
  if (!metric) return { value: null, n: null };
  const to = addDays(logToday(ask), -1);
  const filter = { ...m.filter, from: addDays(to, 1 - m.days), to };
  const key = JSON.stringify([m.metric, filter]);
  const rows = await (asked.get(key) ?? asked.set(key, metric.ask(log, { ...ask, filter })).get(key) ?? []);
  const shown = rows.filter(
    (r) => metric.privacy === 'people' || Number(r.people) === 0 || Number(r.people) >= FEWEST,
  );
  const row = m.row === 'first' ? shown[0] : shown.at(-1);
  const [value, n] = [row?.[m.column], row?.n];
  return { value: typeof value === 'number' ? value : null, n: typeof n === 'number' ? n : null };
};

const EMPTY = {
  ...{ parent: null, metric: null, column: null, value: null, n: null, target: null, amber: null },
  ...{ better: null, days: null, owner: null, alert: null, action: null, state: null, people: null },
};

/** The tree objective -> strategy -> measure, from the top, each measure with its value and colour. */
export const effectOsm: Metric = {
  id: 'effect.osm',
  name: text('OSM 目标树', 'OSM tree'),
  definition: text(
    '目标 → 策略 → 度量。每个度量取自一个指标的一列，看最近若干个完整的日子（截至昨天），与目标值比较：达到目标为绿，达到警戒值为黄，否则为红；没有数据为灰。与所选日期无关。',
    'Objective → strategy → measure. Each measure is one column of a figure over its last complete days (up to yesterday), held against its target: green when met, amber when the warning value is met, red otherwise, grey without data. The days of the filter have no part in it.',
  ),
  columns: [
    column('id', 'text', text('编号', 'Id')),
    column('parent', 'text', text('上级', 'Parent')),
    column('level', 'text', text('层级', 'Level'), LEVELS),
    column('title', 'text', text('名称', 'Name')),
    column('metric', 'text', text('取自指标', 'Figure')),
    column('column', 'text', text('取自列', 'Column')),
    column('value', 'number', text('现值', 'Value')),
    column('n', 'count', text('样本量', 'n')),
    column('target', 'number', text('目标值', 'Target')),
    column('amber', 'number', text('警戒值', 'Warning')),
    column('better', 'text', text('好的方向', 'Better'), {
      up: text('越高越好', 'up'),
      down: text('越低越好', 'down'),
    }),
    column('days', 'count', text('最近天数', 'Days')),
    column('owner', 'person', text('负责人', 'Owner')),
    column('alert', 'flag', text('变红时提醒', 'Alert')),
    column('action', 'text', text('去行动', 'Action')),
    column('state', 'text', text('状态', 'State'), STATES),
    column('people', 'count', text('人数', 'People')),
  ],
  verbs: [],
  atLeast: { n: 0, of: 'people' },
  interval: 'none',
  privacy: 'groups',
  reads: ['effect_sheet'],
  ask: async (log, ask) => {
    const tree = await readSheet<OsmTree>(log, ask, 'osm');
    const asked: Asked = new Map();
    const rows: Row[] = [];
    for (const objective of tree?.objectives ?? []) {
      const { id, name } = objective;
      rows.push({ ...EMPTY, id, level: 'objective', title: name });
      for (const strategy of objective.strategies) {
        rows.push({ ...EMPTY, id: strategy.id, parent: id, level: 'strategy', title: strategy.name });
        for (const m of strategy.measures) {
          const { value, n } = await measured(log, ask, m, asked);
          rows.push({
            ...{ ...EMPTY, id: m.id, parent: strategy.id, level: 'measure', title: m.name },
            ...{
              metric: m.metric,
              column: m.column,
              value,
              n,
              target: m.target.value,
              amber: m.target.amber,
            },
            ...{ better: m.target.better, days: m.days, owner: m.owner ?? null, alert: m.alert ? 1 : 0 },
            ...{ action: m.action ?? null, state: osmState(value, m) },
          });
        }
      }
    }
    return rows;
  },
};
