import type { TalkView } from './api-station.ts';
import { RuleError } from './errors.ts';
import { permutation, seedOf } from './random.ts';
import { MOST_NODES, TALK_PASS, type Talk, type TalkNode, type TalkOption, type TalkState } from './talk.ts';

type Line = TalkView['lines'][number];
type Choice = Extract<TalkNode, { kind: 'choice' }>;

const nodeOf = (talk: Talk, id: string): TalkNode => {
  const node = talk.nodes.find((n) => n.id === id);
  if (!node) throw new Error(`a talk without its node ${id}`);
  return node;
};

const lineOf = (node: TalkNode): Line => ({
  speaker: node.kind === 'line' ? node.speaker : node.kind === 'choice' ? 'other' : 'narrator',
  ...(node.mood ? { mood: node.mood } : {}),
  text: node.text,
});

/** Walks from a node through what is only said, to the next choice or ending. */
const walk = (talk: Talk, from: string): { lines: Line[]; stop: Exclude<TalkNode, { kind: 'line' }> } => {
  const lines: Line[] = [];
  let node = nodeOf(talk, from);
  for (let steps = 0; node.kind === 'line'; steps++) {
    if (steps > MOST_NODES) throw new Error('a talk that runs in a circle');
    lines.push(lineOf(node));
    node = nodeOf(talk, node.next);
  }
  return { lines: [...lines, lineOf(node)], stop: node };
};

/** A new run: it stands at the first choice, or at the ending of a talk without one. */
export const startTalk = (talk: Talk): TalkState => ({
  kind: 'scenario',
  items: [],
  at: walk(talk, talk.start).stop.id,
  path: [],
});

export const talkEnded = (talk: Talk, state: TalkState): boolean => nodeOf(talk, state.at).kind === 'end';

/** Says one thing; the talk goes on to the next choice or ending. Throws `talk.moved_on` when it does not stand at
 * `node`, `bad_request` for what cannot be said there. */
export const choose = (
  talk: Talk,
  state: TalkState,
  said: { node: string; option: string; now: number },
): TalkState => {
  const node = nodeOf(talk, state.at);
  if (said.node !== state.at || node.kind !== 'choice') throw new RuleError('talk.moved_on');
  const option = node.options.find((o) => o.id === said.option);
  if (!option) throw new RuleError('bad_request', { reason: 'option' });
  return {
    ...state,
    at: walk(talk, option.next).stop.id,
    path: [...state.path, { node: said.node, option: said.option, at: said.now }],
  };
};

type Step = { choice: Choice; option: TalkOption; best: TalkOption };
const stepsOf = (talk: Talk, state: TalkState): Step[] =>
  state.path.flatMap((step) => {
    const choice = nodeOf(talk, step.node);
    if (choice.kind !== 'choice') return [];
    const option = choice.options.find((o) => o.id === step.option);
    const best = choice.options.reduce((a, b) => (b.score > a.score ? b : a));
    return option ? [{ choice, option, best }] : [];
  });

/** What a run is worth: points chosen by the best points at each choice met on the way; `right` = choices that could
 * not have been better. A run in which nothing could be gained is worth 1. */
export const scoreOfTalk = (
  talk: Talk,
  state: TalkState,
): { score: number; right: number; total: number; passed: boolean } => {
  const steps = stepsOf(talk, state);
  const had = steps.reduce((sum, s) => sum + s.option.score, 0);
  const most = steps.reduce((sum, s) => sum + s.best.score, 0);
  const score = most === 0 ? 1 : Math.min(1, had / most);
  const right = steps.filter((s) => s.option.score === s.best.score).length;
  return { score, right, total: steps.length, passed: score >= TALK_PASS - 1e-9 };
};

/** Stars 1 to 3 of a run that passed; also of an accepted assignment. */
export const talkStars = (score: number): number => {
  if (score >= 0.92 - 1e-9) return 3;
  return score >= 0.75 - 1e-9 ? 2 : 1;
};

const linesOf = (talk: Talk, state: TalkState): Line[] => {
  const lines = [...walk(talk, talk.start).lines];
  for (const { option } of stepsOf(talk, state)) {
    lines.push({ speaker: 'me', text: option.text }, ...walk(talk, option.next).lines);
  }
  return lines;
};

const resultOf = (talk: Talk, state: TalkState): NonNullable<TalkView['result']> => {
  const { score, passed } = scoreOfTalk(talk, state);
  const steps = stepsOf(talk, state).map(({ option, best }) => ({
    said: option.text,
    score: option.score,
    feedback: option.feedback,
    ...(option.score < best.score ? { better: best.text } : {}),
  }));
  return { score, passed, steps };
};

/** A run as its player may see it: options in an order seeded by the attempt, and nothing of their worth before the end. */
export const talkView = (talk: Talk, state: TalkState, attempt: string): TalkView => {
  const node = nodeOf(talk, state.at);
  const { other, situation } = talk;
  const shown = { kind: 'scenario' as const, other, situation, lines: linesOf(talk, state) };
  if (node.kind !== 'choice') return { ...shown, result: resultOf(talk, state) };
  const order = permutation(node.options.length, seedOf(`${attempt}:${node.id}`));
  const options = order.flatMap((i) => {
    const option = node.options[i];
    return option ? [{ id: option.id, text: option.text }] : [];
  });
  return { ...shown, choice: { node: node.id, options } };
};
