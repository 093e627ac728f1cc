import { type Draft, fieldsOf, numberOf, stringOf } from '../../editor/draft.ts';
import { idOf, indexOf, nodeKindOf, nodesOf, optionsOf } from './talk-draft.ts';

/** A choice made in a try-out: indices of node and option. */
export type Step = { at: number; option: number };
export type Said = {
  key: string;
  speaker: 'other' | 'narrator' | 'me';
  mood: string;
  text: unknown;
  score?: number;
};
/** A run through a draft of a talk: `stands` = where it waits, or why it ends. */
export type Walk = {
  said: Said[];
  stands: 'choice' | 'end' | 'nowhere' | 'loop';
  /** The node with the open choice. */
  at: number;
  /** Scores of what was chosen, in order. */
  scores: number[];
};

const lineOf = (node: Draft, key: string): Said => ({
  key,
  speaker: node.speaker === 'narrator' ? 'narrator' : 'other',
  mood: stringOf(node.mood),
  text: node.text,
});

/** Walks a draft from a node by the given choices, whatever is still missing in it. */
export const walk = (talk: unknown, from: number, steps: readonly Step[]): Walk => {
  const nodes = nodesOf(talk);
  const said: Said[] = [];
  const scores: number[] = [];
  const been = new Set<number>();
  let [at, turn] = [from, 0];
  for (;;) {
    const node = nodes[at];
    if (node === undefined) return { said, stands: 'nowhere', at, scores };
    if (been.has(at)) return { said, stands: 'loop', at, scores };
    been.add(at);
    said.push(lineOf(node, `${at}`));
    const kind = nodeKindOf(node);
    if (kind === 'end') return { said, stands: 'end', at, scores };
    if (kind === 'line') {
      at = indexOf(talk, stringOf(node.next));
      continue;
    }
    const step = steps[turn];
    const option = step?.at === at ? optionsOf(node)[step.option] : undefined;
    if (option === undefined) return { said, stands: 'choice', at, scores };
    turn += 1;
    const score = numberOf(option.score) ?? 0;
    scores.push(score);
    said.push({ key: `${at} ${idOf(option)}`, speaker: 'me', mood: '', text: fieldsOf(option.text), score });
    at = indexOf(talk, stringOf(option.next));
  }
};

/** The most that can be scored from a node on, summed over the choices of the best way; a ring counts once. */
export const bestFrom = (talk: unknown, from: number): number => {
  const nodes = nodesOf(talk);
  const known = new Map<number, number>();
  const best = (at: number): number => {
    const found = known.get(at);
    if (found !== undefined) return found;
    known.set(at, 0);
    const node = nodes[at];
    if (node === undefined || nodeKindOf(node) === 'end') return 0;
    const value =
      nodeKindOf(node) === 'line'
        ? best(indexOf(talk, stringOf(node.next)))
        : Math.max(
            0,
            ...optionsOf(node).map((o) => (numberOf(o.score) ?? 0) + best(indexOf(talk, stringOf(o.next)))),
          );
    known.set(at, value);
    return value;
  };
  return best(from);
};
