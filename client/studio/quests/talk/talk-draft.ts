import { TalkNode } from '../../../../server/domain/talk.ts';
import { type Graph, layoutOf, transposed } from '../../banks/points/graph-layout.ts';
import { type Draft, fieldsOf, listOf, put, putAt, stringOf, without } from '../../editor/draft.ts';

/** The kinds of node as the contract names them. */
export const NODE_KINDS = TalkNode.options.map((o) => o.shape.kind.value);
export type NodeKind = (typeof NODE_KINDS)[number];
/** How good an answer is, in four words for its score. */
export const LEVELS = { poor: 0, fair: 0.4, good: 0.7, best: 1 } as const;
export type Level = keyof typeof LEVELS;
export const LEVEL_NAMES = ['poor', 'fair', 'good', 'best'] as const satisfies readonly Level[];
/** The word nearest to a score of 0 to 1. */
export const levelOf = (score: number): Level =>
  LEVEL_NAMES.reduce((a, b) => (Math.abs(LEVELS[b] - score) < Math.abs(LEVELS[a] - score) ? b : a), 'poor');

export const LEAST_OPTIONS = 2;
export const MOST_OPTIONS = 4;

export const nodesOf = (talk: unknown): readonly Draft[] => listOf(fieldsOf(talk).nodes).map(fieldsOf);
export const nodeKindOf = (node: unknown): NodeKind =>
  NODE_KINDS.find((k) => k === fieldsOf(node).kind) ?? 'line';
export const optionsOf = (node: unknown): readonly Draft[] => listOf(fieldsOf(node).options).map(fieldsOf);
export const idOf = (thing: unknown): string => stringOf(fieldsOf(thing).id);
/** Where a node goes on to, by id; '' = not said yet. */
export const nextsOf = (node: unknown): string[] => {
  const kind = nodeKindOf(node);
  if (kind === 'end') return [];
  return kind === 'line' ? [stringOf(fieldsOf(node).next)] : optionsOf(node).map((o) => stringOf(o.next));
};
/** The index of a node by id; -1 = there is none. */
export const indexOf = (talk: unknown, id: string): number => nodesOf(talk).findIndex((n) => idOf(n) === id);

const freeId = (stem: string, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n += 1) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`;
};
export const freeNodeId = (talk: unknown): string => freeId('n', new Set(nodesOf(talk).map(idOf)));
export const newOption = (node: unknown, next: string): Draft => ({
  id: freeId('o', new Set(optionsOf(node).map(idOf))),
  text: {},
  score: LEVELS.fair,
  feedback: {},
  next,
});

const putNodes = (talk: unknown, nodes: readonly unknown[]): Draft => put(talk, 'nodes', nodes);
export const putNode = (talk: unknown, at: number, node: Draft): Draft =>
  putNodes(talk, putAt(nodesOf(talk), at, node));

/** A node of a kind with nothing written in it; `next` = where all its ways lead. */
const freshNode = (kind: NodeKind, id: string, next: string): Draft => {
  if (kind === 'end') return { kind, id, text: {} };
  if (kind === 'line') return { kind, id, speaker: 'other', text: {}, next };
  const first = newOption({}, next);
  return {
    kind,
    id,
    text: {},
    options: [
      put(first, 'score', LEVELS.best),
      put(newOption({ options: [first] }, next), 'score', LEVELS.poor),
    ],
  };
};
/** The same node as another kind: text, mood and where it leads stay. */
export const asKind = (node: Draft, kind: NodeKind): Draft => {
  if (nodeKindOf(node) === kind) return node;
  const { text = {}, mood } = node;
  return {
    ...freshNode(kind, idOf(node), nextsOf(node)[0] ?? ''),
    text,
    ...(mood === undefined ? {} : { mood }),
  };
};

/** A way out of a node: of a line its only one, of a choice that of an option. */
export type Way = { at: number; option?: number };
export const linkTo = (talk: unknown, { at, option }: Way, next: string): Draft => {
  const node = nodesOf(talk)[at];
  if (node === undefined) return fieldsOf(talk);
  if (option === undefined) return putNode(talk, at, put(node, 'next', next));
  const options = optionsOf(node);
  return putNode(talk, at, put(node, 'options', putAt(options, option, put(options[option], 'next', next))));
};

export type Added = { talk: Draft; at: number };
/** A new node on a way: what stood behind the way stands behind the new node. Without a way it stands alone. */
export const addNode = (talk: unknown, kind: NodeKind, way?: Way): Added => {
  const nodes = nodesOf(talk);
  const id = freeNodeId(talk);
  const behind = way === undefined ? '' : (nextsOf(nodes[way.at])[way.option ?? 0] ?? '');
  const next = indexOf(talk, behind) < 0 ? '' : behind;
  const more = putNodes(talk, [...nodes, freshNode(kind, id, next)]);
  return { talk: way === undefined ? more : linkTo(more, way, id), at: nodes.length };
};
/** The way of a node on which a new one is put: a line's own, a choice's first that leads nowhere. */
export const openWayOf = (talk: unknown, at: number): Way | undefined => {
  const node = nodesOf(talk)[at];
  const kind = nodeKindOf(node);
  if (node === undefined || kind === 'end') return undefined;
  if (kind === 'line') return { at };
  const option = nextsOf(node).findIndex((next) => indexOf(talk, next) < 0);
  return option < 0 ? undefined : { at, option };
};

/** A node taken out: `links` led to it and lead to `next` now. */
export type RemovedNode = {
  node: Draft;
  at: number;
  next: string;
  links: { node: string; option?: string }[];
  wasStart: boolean;
};

const linksTo = (talk: unknown, id: string): RemovedNode['links'] =>
  nodesOf(talk).flatMap((n): RemovedNode['links'] => {
    if (nodeKindOf(n) === 'line') return n.next === id ? [{ node: idOf(n) }] : [];
    return optionsOf(n).flatMap((o) => (o.next === id ? [{ node: idOf(n), option: idOf(o) }] : []));
  });

const relinked = (talk: unknown, links: RemovedNode['links'], from: string, to: string): Draft =>
  links.reduce<Draft>((now, link) => {
    const at = indexOf(now, link.node);
    const node = nodesOf(now)[at];
    if (link.option === undefined) return stringOf(node?.next) === from ? linkTo(now, { at }, to) : now;
    const option = optionsOf(node).findIndex((o) => idOf(o) === link.option);
    return option >= 0 && stringOf(optionsOf(node)[option]?.next) === from
      ? linkTo(now, { at, option }, to)
      : now;
  }, fieldsOf(talk));

/** Takes a node out; what led to a line leads on to where the line led. */
export const removeNode = (talk: unknown, at: number): { talk: Draft; removed: RemovedNode } => {
  const nodes = nodesOf(talk);
  const node = fieldsOf(nodes[at]);
  const id = idOf(node);
  const next = nodeKindOf(node) === 'line' && stringOf(node.next) !== id ? stringOf(node.next) : '';
  const links = linksTo(talk, id).filter((l) => l.node !== id);
  const left = relinked(putNodes(talk, without(nodes, at)), links, id, next);
  const wasStart = fieldsOf(talk).start === id;
  return {
    talk: wasStart ? put(left, 'start', next || idOf(nodesOf(left)[0])) : left,
    removed: { node, at, next, links, wasStart },
  };
};

/** Puts a node back; ways that were changed since stay as they are. */
export const restoreNode = (talk: unknown, { node, at, next, links, wasStart }: RemovedNode): Added => {
  const nodes = nodesOf(talk);
  const place = Math.min(at, nodes.length);
  const id = indexOf(talk, idOf(node)) < 0 ? idOf(node) : freeNodeId(talk);
  const back = putNodes(talk, [...nodes.slice(0, place), put(node, 'id', id), ...nodes.slice(place)]);
  const linked = relinked(back, links, next, id);
  return { talk: wasStart ? put(linked, 'start', id) : linked, at: place };
};

export const TALK_NODE = { width: 148, height: 78, gapX: 22, gapY: 46, margin: 16 };
/** The talk from top to bottom; a node is named by its index. */
export const talkGraph = (talk: unknown): Graph => {
  const nodes = nodesOf(talk);
  const known = new Map<string, number>();
  for (const [i, n] of nodes.entries()) if (!known.has(idOf(n))) known.set(idOf(n), i);
  const before = nodes.map((): string[] => []);
  for (const [i, n] of nodes.entries())
    for (const next of nextsOf(n)) before[known.get(next) ?? -1]?.push(String(i));
  const { width, height, gapX, gapY, margin } = TALK_NODE;
  return transposed(
    layoutOf(
      nodes.map((_, i) => ({ id: String(i), requires: before[i] ?? [] })),
      { width: height, height: width, gapX: gapY, gapY: gapX, margin },
    ),
  );
};
/** Indices as they are read: layer by layer, in a layer from the left. */
export const readingOrder = (graph: Graph): number[] =>
  [...graph.nodes].sort((a, b) => a.y - b.y || a.x - b.x).map((n) => Number(n.id));
