import type { OsmMeasure, OsmState, OsmTree } from '../../../../server/domain/effect.ts';
import { osmState } from '../../../../server/domain/effect.ts';
import type { Filter, Row } from '../../../../server/domain/figure.ts';
import { addDays } from '../../../../server/domain/time.ts';

/** The filter of a measure: its own narrowing over its last complete days before `today` (YYYYMMDD). */
export const filterOf = ({ days, filter }: OsmMeasure, today: number): Filter => ({
  ...filter,
  from: addDays(today, -days),
  to: addDays(today, -1),
});

/** The value of a measure in the rows of its figure; null = no data. */
export const valueIn = ({ row, column }: OsmMeasure, rows: readonly Row[]): number | null => {
  const cell = (row === 'last' ? rows.at(-1) : rows[0])?.[column];
  return typeof cell === 'number' ? cell : null;
};

const WORST: readonly OsmState[] = ['red', 'amber', 'none', 'green'];
/** A branch is as well as the worst of its measures; none = nothing is measured. */
export const worstOf = (states: readonly OsmState[]): OsmState =>
  WORST.find((state) => states.includes(state)) ?? 'none';

export const stateOf = (measure: OsmMeasure, value: number | null | undefined): OsmState =>
  osmState(value ?? null, measure);

type Objective = OsmTree['objectives'][number];
export type Strategy = Objective['strategies'][number];
/** The list with one changed, or without it. */
export const withOne = <T>(all: readonly T[], at: number, next: T | undefined): T[] =>
  all.flatMap((one, i) => (i === at ? (next === undefined ? [] : [next]) : [one]));

/** A measure to begin with: the month rate at 90 %, amber from 40 %. */
export const newMeasure = (id: string): OsmMeasure => ({
  ...{ id, name: '', metric: 'activity.month_rate', column: 'rate', row: 'last', days: 30, filter: {} },
  target: { value: 0.9, amber: 0.4, better: 'up' },
  alert: true,
});
const isNamed = ({ name }: { name: string }): boolean => name.trim() !== '';
/** Every objective, strategy and measure has a name. */
export const isComplete = ({ objectives }: OsmTree): boolean =>
  objectives.every(
    (o) => isNamed(o) && o.strategies.every((s) => isNamed(s) && s.measures.every((m) => isNamed(m))),
  );

/** An id that nothing in the tree has. */
export const freshId = ({ objectives }: OsmTree): string => {
  const taken = new Set(
    objectives.flatMap((o) => [o.id, ...o.strategies.flatMap((s) => [s.id, ...s.measures.map((m) => m.id)])]),
  );
  for (let n = taken.size + 1; ; n += 1) if (!taken.has(`n${n}`)) return `n${n}`;
};
