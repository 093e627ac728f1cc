import { useState } from 'react';
import { pick } from '../../../i18n/index.ts';
import { useS } from '../../i18n/index.ts';
import { type Graph, NODE } from './graph-layout.ts';
import type { Point } from './Points.tsx';

type Props = { graph: Graph; points: readonly Point[]; onOpen: (point: Point) => void };

/** What comes before what, drawn from left to right; every point is a button. */
export const PointGraph = ({ graph, points, onOpen }: Props) => {
  const t = useS('bank');
  const [near, setNear] = useState<string>();
  const { nodes, edges, width, height } = graph;
  const known = new Map(points.map((p) => [p.id, p]));
  return (
    <section className="graph" aria-label={t('graph')}>
      <div className="graph-sheet" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          <defs>
            <marker
              id="graph-tip"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" />
            </marker>
          </defs>
          {edges.map(({ from, to, path }) => (
            <path
              key={`${from} ${to}`}
              className={near === from || near === to ? 'is-near' : undefined}
              d={path}
              markerEnd="url(#graph-tip)"
            />
          ))}
        </svg>
        {nodes.map(({ id, x, y }) => {
          const point = known.get(id);
          if (point === undefined) return null;
          return (
            <button
              key={id}
              type="button"
              className={point.questions === 0 ? 'is-empty' : undefined}
              style={{ left: x, top: y, width: NODE.width, height: NODE.height }}
              onClick={() => onOpen(point)}
              onFocus={() => setNear(id)}
              onBlur={() => setNear(undefined)}
              onMouseEnter={() => setNear(id)}
              onMouseLeave={() => setNear(undefined)}
            >
              <span>{pick(point.name)}</span>
              <small>{t('questions', { count: point.questions })}</small>
            </button>
          );
        })}
      </div>
    </section>
  );
};
