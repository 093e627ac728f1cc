import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Graph } from '../../banks/points/graph-layout.ts';
import { type Draft, fieldsOf, stringOf } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { nameIn } from '../names.ts';
import { idOf, nodeKindOf, nodesOf, optionsOf, readingOrder, TALK_NODE } from './talk-draft.ts';

export type NodesProps = {
  talk: Draft;
  graph: Graph;
  /** The chosen node. */
  at: number;
  path: string;
  /** How much is wrong with each node. */
  faults: (at: number) => number;
  onChoose: (at: number) => void;
  onRemove: (at: number) => void;
};

const WAYS: Record<string, readonly [number, number]> = {
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};
/** The node that is next in a direction: the nearest one, what lies aside counts double. */
const nearest = ({ nodes }: Graph, at: number, [dx, dy]: readonly [number, number]): number | undefined => {
  const me = nodes.find((n) => n.id === String(at));
  if (me === undefined) return undefined;
  const far = nodes.flatMap((n) => {
    const [x, y] = [n.x - me.x, n.y - me.y];
    const along = x * dx + y * dy;
    return along > 0 ? [{ n, by: along + 2 * Math.abs(x * dy + y * dx) }] : [];
  });
  const found = far.sort((a, b) => a.by - b.by)[0];
  return found === undefined ? undefined : Number(found.n.id);
};

/** The talk drawn from top to bottom; arrow keys go from node to node. */
export const TalkGraph = ({ talk, graph, at, path, faults, onChoose, onRemove }: NodesProps) => {
  const t = useS('talk');
  const box = useRef<HTMLElement>(null);
  const nodes = nodesOf(talk);
  useEffect(() => {
    const card = box.current?.querySelector(`[data-node="${at}"]`);
    card?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  const keys = (e: KeyboardEvent, from: number): void => {
    const way = WAYS[e.key];
    if (way !== undefined) {
      e.preventDefault();
      const to = nearest(graph, from, way);
      if (to !== undefined) box.current?.querySelector<HTMLElement>(`[data-node="${to}"]`)?.focus();
    } else if (e.key === 'Delete') {
      e.preventDefault();
      onRemove(from);
    }
  };
  return (
    <section className="te-graph" aria-label={t('graph')} ref={box}>
      <div className="te-sheet" style={{ width: graph.width, height: graph.height }}>
        <Edges graph={graph} at={at} />
        {graph.nodes.map(({ id, x, y }) => {
          const i = Number(id);
          const node = fieldsOf(nodes[i]);
          return (
            <button
              key={id}
              type="button"
              className={`te-node is-${nodeKindOf(node)}`}
              data-node={i}
              data-path={`${path}.nodes.${i}`}
              tabIndex={i === at ? 0 : -1}
              aria-pressed={i === at}
              style={{ left: x, top: y, width: TALK_NODE.width, height: TALK_NODE.height }}
              onFocus={() => onChoose(i)}
              onClick={() => onChoose(i)}
              onKeyDown={(e) => keys(e, i)}
            >
              <NodeText talk={talk} node={node} faults={faults(i)} />
            </button>
          );
        })}
      </div>
    </section>
  );
};

const Edges = ({ graph, at }: { graph: Graph; at: number }) => (
  <svg width={graph.width} height={graph.height} aria-hidden="true">
    <defs>
      <marker
        id="te-tip"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerUnits="userSpaceOnUse"
        markerWidth="10"
        markerHeight="10"
        orient="auto"
      >
        <path d="M0 0L8 4L0 8z" />
      </marker>
    </defs>
    {graph.edges.map(({ from, to, path }) => (
      <path
        key={`${from} ${to}`}
        className={Number(from) === at || Number(to) === at ? 'is-near' : undefined}
        d={path}
        markerEnd="url(#te-tip)"
      />
    ))}
  </svg>
);

/** Kind, id, words and faults of a node, in graph and list alike. */
const NodeText = ({ talk, node, faults }: { talk: Draft; node: Draft; faults: number }) => {
  const t = useS('talk');
  const tq = useS('quests');
  const kind = nodeKindOf(node);
  const isStart = stringOf(talk.start) === idOf(node);
  const n = optionsOf(node).length;
  return (
    <>
      <span className="te-kind">
        {isStart && <b>{t('start')}</b>}
        {t(`kind.${kind}`)}
        {kind === 'choice' && ` ×${n}`}
        <small>{idOf(node)}</small>
        {faults > 0 && (
          <i className="qb-count">
            <span aria-hidden>{faults}</span>
            <span className="sr-only">{tq('tree.faults', { count: faults })}</span>
          </i>
        )}
      </span>
      <span className={node.speaker === 'narrator' ? 'te-words is-told' : 'te-words'}>
        {nameIn(node.text) || t('empty')}
      </span>
    </>
  );
};

/** The nodes one below the other, as they are read: for a phone. */
export const TalkList = ({ talk, graph, at, path, faults, onChoose }: NodesProps) => {
  const t = useS('talk');
  const nodes = nodesOf(talk);
  return (
    <ol className="te-list" aria-label={t('nodes')}>
      {readingOrder(graph).map((i) => {
        const node = fieldsOf(nodes[i]);
        return (
          <li key={i}>
            <button
              type="button"
              className={`te-row is-${nodeKindOf(node)}`}
              data-path={`${path}.nodes.${i}`}
              aria-pressed={i === at}
              onClick={() => onChoose(i)}
            >
              <NodeText talk={talk} node={node} faults={faults(i)} />
            </button>
          </li>
        );
      })}
    </ol>
  );
};
