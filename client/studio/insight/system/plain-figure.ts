import type { CellKind, Row } from '../../../../server/domain/figure.ts';
import type { Figure } from '../../charts/draw.ts';

type Head = { id: string; kind: CellKind; name: string };

/** Numbers of the machine as the charts take them: they belong to no figure of the registry. */
export const plainFigure = (id: string, heads: readonly Head[], rows: readonly Row[]): Figure => ({
  metric: {
    id,
    name: { zh: id },
    definition: { zh: id },
    columns: heads.map(({ name, ...head }) => ({ ...head, name: { zh: name, en: name } })),
    verbs: [],
    atLeast: { n: 0, of: 'people' },
    interval: 'none',
    privacy: 'groups',
  },
  rows,
  names: {},
});
