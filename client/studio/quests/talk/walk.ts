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
  /** What was scored, and the most that could have been at the choices met; how a run is worth: talk-run.ts. */
  had: number;
  most: number;
  choices: number;
};

const lineOf = (node: Draft, key: string): Said => ({
  key,
  speaker: nodeKindOf(node) === 'end' || node.speaker === 'narrator' ? 'narrator' : 'other',
  mood: stringOf(node.mood),
  text: node.text,
});

/** Walks a draft from a node by the given choices, whatever is still missing in it. */
export const walk = (talk: unknown, from: number, steps: readonly Step[]): Walk => {
  const nodes = nodesOf(talk);
  const said: Said[] = [];
  let [had, most, choices] = [0, 0, 0];
  const been = new Set<number>();
  let [at, turn] = [from, 0];
  for (;;) {
    const node = nodes[at];
    if (node === undefined) return { said, stands: 'nowhere', at, had, most, choices };
    if (been.has(at)) return { said, stands: 'loop', at, had, most, choices };
    been.add(at);
    said.push(lineOf(node, `${at}`));
    const kind = nodeKindOf(node);
    if (kind === 'end') return { said, stands: 'end', at, had, most, choices };
    if (kind === 'line') {
      at = indexOf(talk, stringOf(node.next));
      continue;
    }
    const step = steps[turn];
    const option = step?.at === at ? optionsOf(node)[step.option] : undefined;
    if (option === undefined) return { said, stands: 'choice', at, had, most, choices };
    turn += 1;
    const score = numberOf(option.score) ?? 0;
    choices += 1;
    had += score;
    most += Math.max(...optionsOf(node).map((o) => numberOf(o.score) ?? 0));
    said.push({ key: `${at} ${idOf(option)}`, speaker: 'me', mood: '', text: fieldsOf(option.text), score });
    at = indexOf(talk, stringOf(option.next));
  }
};
