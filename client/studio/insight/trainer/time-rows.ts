import type { Row } from '../../../../server/domain/figure.ts';
import type { Draw } from '../../charts/draw.ts';

export const HOURS = { metric: 'time.heat', value: 'answers' };
export const DEVICE: { metric: string; draw: Draw } = {
  metric: 'time.device',
  draw: { kind: 'bars', label: 'device', value: 'answers' },
};

const sum = (rows: readonly Row[], id: string): number =>
  rows.reduce((all, row) => all + Number(row[id] ?? 0), 0);
/** One row for each hour of the week, whatever the device; of people at least as many as on the commonest one. */
export const byHour = (rows: Row[]): Row[] =>
  [...Map.groupBy(rows, (row) => `${row.weekday} ${row.hour}`).values()].map((same) => ({
    ...same[0],
    device: null,
    n: sum(same, 'n'),
    answers: sum(same, 'answers'),
    people: Math.max(...same.map((row) => Number(row.people ?? 0))),
  }));
