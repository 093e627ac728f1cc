import type { QuestFault } from './quest-faults.ts';
import type { Survey } from './survey.ts';
import type { Talk, TalkNode } from './talk.ts';

/** A fault inside a station; `at` leads to it from there. */
export type InnerFault = Pick<QuestFault, 'code' | 'details'> & { at: readonly (string | number)[] };
type Edge = { at: (string | number)[]; to: string };

const edgesOf = (node: TalkNode, i: number): Edge[] => {
  if (node.kind === 'line') return [{ at: ['nodes', i, 'next'], to: node.next }];
  if (node.kind === 'end') return [];
  return node.options.map((o, n) => ({ at: ['nodes', i, 'options', n, 'next'], to: o.next }));
};

type Graph = { byId: Map<string, TalkNode>; next: Map<string, string[]> };
const graphOf = (talk: Talk): Graph => {
  const byId = new Map<string, TalkNode>();
  const next = new Map<string, string[]>();
  talk.nodes.forEach((node, i) => {
    if (byId.has(node.id)) return;
    byId.set(node.id, node);
    next.set(
      node.id,
      edgesOf(node, i).map((e) => e.to),
    );
  });
  return { byId, next };
};

/** Everything that can be reached from a node, itself included. */
const reachOf = ({ byId, next }: Graph, from: string): Set<string> => {
  const seen = new Set<string>();
  const waiting = byId.has(from) ? [from] : [];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(next.get(id) ?? []).filter((to) => byId.has(to)));
  }
  return seen;
};

/** True when a way from this node leads back to it. */
const circles = (graph: Graph, id: string): boolean =>
  (graph.next.get(id) ?? []).some((to) => reachOf(graph, to).has(id));

/** What is wrong with the graph of a role play: duplicates, ways to nowhere, nodes nobody reaches, circles, no choice. */
export const talkFaults = (talk: Talk): InnerFault[] => {
  const graph = graphOf(talk);
  const faults: InnerFault[] = [];
  const starts: Edge[] = [{ at: ['start'], to: talk.start }];
  for (const { at, to } of [...starts, ...talk.nodes.flatMap(edgesOf)])
    if (!graph.byId.has(to)) faults.push({ at, code: 'talk.unknown_node', details: { node: to } });
  const reached = reachOf(graph, talk.start);
  talk.nodes.forEach((node, i) => {
    const say = (code: InnerFault['code']) =>
      faults.push({ at: ['nodes', i], code, details: { node: node.id } });
    if (talk.nodes.findIndex((n) => n.id === node.id) < i) say('talk.duplicate_node');
    else if (graph.byId.has(talk.start) && !reached.has(node.id)) say('talk.unreachable');
    else if (circles(graph, node.id)) say('talk.loop');
  });
  if (!talk.nodes.some((n) => n.kind === 'choice')) faults.push({ at: [], code: 'talk.no_choice' });
  return faults;
};

/** Items of a survey whose id is there twice. */
export const surveyFaults = ({ items }: Survey): InnerFault[] =>
  items.flatMap(({ id }, i) =>
    items.findIndex((other) => other.id === id) < i
      ? [{ at: ['items', i], code: 'survey.duplicate_item' as const, details: { item: id } }]
      : [],
  );
