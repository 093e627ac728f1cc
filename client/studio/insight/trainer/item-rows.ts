import type { Row } from '../../../../server/domain/figure.ts';
import type { Draw } from '../../charts/draw.ts';

const MOST = 10;

/** Facility against discrimination; the corner of hard questions that do not tell apart asks for a look. */
export const HARD: { metric: string; draw: Draw } = {
  metric: 'items.analysis',
  draw: {
    kind: 'scatter',
    label: 'question',
    x: 'facility',
    y: 'discrimination',
    size: 'n',
    corner: { x: [0, 0.4], y: [-100, 15] },
  },
};

/** The ten most missed. */
export const MISSED: { metric: string; draw: Draw; rows: (rows: Row[]) => Row[] } = {
  metric: 'items.most_missed',
  draw: { kind: 'bars', label: 'question', value: 'rate', band: ['low', 'high'], note: 'choice' },
  rows: (rows) => rows.slice(0, MOST),
};
