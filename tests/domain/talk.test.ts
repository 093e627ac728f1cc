import { describe, expect, it } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import { talkFaults } from '../../server/domain/quest-check-talk.ts';
import { Talk, type TalkNode, type TalkState } from '../../server/domain/talk.ts';
import {
  choose,
  scoreOfTalk,
  startTalk,
  talkEnded,
  talkStars,
  talkView,
} from '../../server/domain/talk-run.ts';

const option = (id: string, score: number, next: string) => ({
  id,
  text: { zh: `我说 ${id}` },
  score,
  feedback: { zh: `点评 ${id}` },
  next,
});
/** Two choices on the good way, a third one for who upsets the customer. */
const talk: Talk = Talk.parse({
  other: { name: { zh: '赵经理' }, role: { zh: '客户' }, icon: 'hut' },
  situation: { zh: '电话响了。' },
  start: 'hello',
  nodes: [
    { kind: 'line', id: 'hello', speaker: 'other', mood: 'angry', text: { zh: '又慢了！' }, next: 'first' },
    {
      kind: 'choice',
      id: 'first',
      text: { zh: '怎么办？' },
      options: [option('own', 1, 'aside'), option('sorry', 0.4, 'aside'), option('deny', 0, 'hot')],
    },
    { kind: 'line', id: 'aside', speaker: 'narrator', text: { zh: '她松了口气。' }, next: 'second' },
    {
      kind: 'choice',
      id: 'second',
      mood: 'worried',
      text: { zh: '多久能好？' },
      options: [option('honest', 0.8, 'good'), option('boast', 0.1, 'poor')],
    },
    {
      kind: 'choice',
      id: 'hot',
      text: { zh: '我的错？' },
      options: [option('repair', 1, 'aside'), option('argue', 0, 'poor')],
    },
    { kind: 'end', id: 'good', mood: 'glad', text: { zh: '她笑了。' } },
    { kind: 'end', id: 'poor', text: { zh: '她挂了电话。' } },
  ],
});
const run = (...options: string[]): TalkState =>
  options.reduce((state, o, now) => choose(talk, state, { node: state.at, option: o, now }), startTalk(talk));
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof RuleError) return error.code;
    throw error;
  }
  return 'nothing';
};

describe('a role play', () => {
  it('walks through what is only said and stands at its first choice', () => {
    expect(startTalk(talk)).toEqual({ kind: 'scenario', items: [], at: 'first', path: [] });
    expect(talkEnded(talk, startTalk(talk))).toBe(false);
  });

  it('goes on where the option leads and keeps what was chosen and when', () => {
    const state = run('deny', 'repair');
    expect(state.at).toBe('second');
    expect(state.path).toEqual([
      { node: 'first', option: 'deny', at: 0 },
      { node: 'hot', option: 'repair', at: 1 },
    ]);
  });

  it('refuses a choice that the talk has left, one that is not there, and any after its end', () => {
    const state = run('own');
    expect(codeOf(() => choose(talk, state, { node: 'first', option: 'own', now: 1 }))).toBe('talk.moved_on');
    expect(codeOf(() => choose(talk, state, { node: 'second', option: 'own', now: 1 }))).toBe('bad_request');
    const over = run('own', 'honest');
    expect(talkEnded(talk, over)).toBe(true);
    expect(codeOf(() => choose(talk, over, { node: 'good', option: 'x', now: 1 }))).toBe('talk.moved_on');
  });

  it('is worth what was chosen of the best at each choice that was met', () => {
    expect(scoreOfTalk(talk, run('own', 'honest'))).toEqual({ score: 1, right: 2, total: 2, passed: true });
    // (0.4 + 0.8) / (1 + 0.8)
    expect(scoreOfTalk(talk, run('sorry', 'honest')).score).toBeCloseTo(0.666667, 6);
    // (0 + 1 + 0.8) / (1 + 1 + 0.8): the detour is part of the way
    expect(scoreOfTalk(talk, run('deny', 'repair', 'honest'))).toMatchObject({
      right: 2,
      total: 3,
      passed: true,
    });
    expect(scoreOfTalk(talk, run('deny', 'repair', 'honest')).score).toBeCloseTo(0.642857, 6);
    // (0.4 + 0.1) / 1.8
    expect(scoreOfTalk(talk, run('sorry', 'boast'))).toMatchObject({ right: 0, passed: false });
  });

  it('passes at exactly six tenths and gives stars at .6, .75 and .92', () => {
    const tight: Talk = {
      ...talk,
      start: 'first',
      nodes: [
        {
          kind: 'choice',
          id: 'first',
          text: { zh: '?' },
          options: [option('a', 0.6, 'e'), option('b', 1, 'e')],
        },
        { kind: 'end', id: 'e', text: { zh: '完' } },
      ],
    };
    const state = choose(tight, startTalk(tight), { node: 'first', option: 'a', now: 0 });
    expect(scoreOfTalk(tight, state)).toMatchObject({ score: 0.6, passed: true });
    expect([0.6, 0.749, 0.75, 0.919, 0.92, 1].map(talkStars)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('shows what was said so far, both sides, in order', () => {
    expect(talkView(talk, run('sorry'), 'a').lines).toEqual([
      { speaker: 'other', mood: 'angry', text: { zh: '又慢了！' } },
      { speaker: 'other', text: { zh: '怎么办？' } },
      { speaker: 'me', text: { zh: '我说 sorry' } },
      { speaker: 'narrator', text: { zh: '她松了口气。' } },
      { speaker: 'other', mood: 'worried', text: { zh: '多久能好？' } },
    ]);
  });

  it('never shows a score, a comment or where an option leads before the end, on any way', () => {
    const ways: TalkState[] = [startTalk(talk)];
    let open = 0;
    let ended = 0;
    for (let state = ways.pop(); state; state = ways.pop()) {
      const view = talkView(talk, state, 'attempt');
      const node = talk.nodes.find((n) => n.id === state.at) as TalkNode;
      if (node.kind !== 'choice') {
        expect(view.result?.steps).toHaveLength(state.path.length);
        expect(view.choice).toBeUndefined();
        ended++;
        continue;
      }
      const said = JSON.stringify(view);
      expect(said).not.toMatch(/score|feedback|next|点评|better|result/u);
      open++;
      for (const o of node.options) ways.push(choose(talk, state, { node: node.id, option: o.id, now: 0 }));
    }
    expect([open, ended]).toEqual([5, 7]);
  });

  it('shows the options in an order of the attempt, the same on every look, the best one anywhere', () => {
    const first = (attempt: string) =>
      talkView(talk, startTalk(talk), attempt).choice?.options.map((o) => o.id);
    expect(first('a')).toEqual(first('a'));
    const places = Array.from({ length: 300 }, (_, i) => first(`attempt-${i}`)?.indexOf('own'));
    for (const place of [0, 1, 2]) {
      const n = places.filter((p) => p === place).length;
      expect(n).toBeGreaterThan(70);
      expect(n).toBeLessThan(130);
    }
  });

  it('says at the end what each choice was worth, and what had been better where something was', () => {
    expect(talkView(talk, run('sorry', 'honest'), 'a').result).toMatchObject({
      passed: true,
      steps: [
        {
          said: { zh: '我说 sorry' },
          score: 0.4,
          feedback: { zh: '点评 sorry' },
          better: { zh: '我说 own' },
        },
        { said: { zh: '我说 honest' }, score: 0.8, feedback: { zh: '点评 honest' } },
      ],
    });
    const [, second] = talkView(talk, run('sorry', 'honest'), 'a').result?.steps ?? [];
    expect(second).not.toHaveProperty('better');
  });
});

describe('the graph of a role play', () => {
  const faults = (change: Partial<Talk>) =>
    talkFaults({ ...talk, ...change }).map((f) =>
      `${f.at.join('.')} ${f.code} ${f.details?.node ?? ''}`.trim(),
    );
  const end: TalkNode = { kind: 'end', id: 'e', text: { zh: '完' } };
  const ask = (id: string, a: string, b: string): TalkNode => ({
    kind: 'choice',
    id,
    text: { zh: '?' },
    options: [option('x', 1, a), option('y', 0, b)],
  });

  it('is sound when every way comes to an end', () => {
    expect(talkFaults(talk)).toEqual([]);
  });

  it('names ways to nodes that are not there', () => {
    expect(faults({ start: 'a', nodes: [ask('a', 'gone', 'e'), end] })).toEqual([
      'nodes.0.options.0.next talk.unknown_node gone',
    ]);
    expect(faults({ start: 'nowhere', nodes: [ask('a', 'e', 'e'), end] })).toEqual([
      'start talk.unknown_node nowhere',
    ]);
  });

  it('names ids that are used twice and nodes that nobody reaches', () => {
    expect(faults({ start: 'a', nodes: [ask('a', 'e', 'e'), end, end] })).toEqual([
      'nodes.2 talk.duplicate_node e',
    ]);
    expect(faults({ start: 'a', nodes: [ask('a', 'e', 'e'), end, { ...end, id: 'island' }] })).toEqual([
      'nodes.2 talk.unreachable island',
    ]);
  });

  it('names circles, also of one node, and a talk without a choice', () => {
    expect(faults({ start: 'a', nodes: [ask('a', 'b', 'e'), ask('b', 'a', 'e'), end] })).toEqual([
      'nodes.0 talk.loop a',
      'nodes.1 talk.loop b',
    ]);
    expect(faults({ start: 'a', nodes: [ask('a', 'a', 'e'), end] })).toEqual(['nodes.0 talk.loop a']);
    const line: TalkNode = { kind: 'line', id: 'l', speaker: 'other', text: { zh: '喂' }, next: 'e' };
    expect(faults({ start: 'l', nodes: [line, end] })).toEqual(['talk.no_choice']);
  });
});
