import { describe, expect, test } from 'vitest';
import { NEW_STATION } from '../../client/studio/quests/new-station.ts';
import {
  addNode,
  asKind,
  idOf,
  indexOf,
  levelOf,
  linkTo,
  nextsOf,
  nodesOf,
  openWayOf,
  optionsOf,
  readingOrder,
  removeNode,
  restoreNode,
  talkGraph,
} from '../../client/studio/quests/talk/talk-draft.ts';
import { walk } from '../../client/studio/quests/talk/walk.ts';
import { Assignment } from '../../server/domain/assignment.ts';
import { talkFaults } from '../../server/domain/quest-check-talk.ts';
import { Survey } from '../../server/domain/survey.ts';
import { Talk } from '../../server/domain/talk.ts';

/** hello -> first -(sorry)-> thanks, -(wait)-> upset */
const talk = NEW_STATION.scenario.talk;
const nexts = (of: unknown): Record<string, string[]> =>
  Object.fromEntries(nodesOf(of).map((n) => [idOf(n), nextsOf(n)]));

describe('a new station', () => {
  test('of a role play can be played as it is', () => {
    const whole = Talk.parse(talk);
    expect(talkFaults(whole)).toEqual([]);
  });
  test('of a survey is whole, and of an assignment waits only for its brief', () => {
    expect(Survey.safeParse(NEW_STATION.survey.survey).success).toBe(true);
    const parsed = Assignment.safeParse(NEW_STATION.assignment.assignment);
    expect(parsed.error?.issues.map((i) => i.path[0])).toEqual(['brief']);
  });
});

describe('the graph of a talk', () => {
  test('stands in layers from top to bottom, endings side by side', () => {
    const graph = talkGraph(talk);
    const at = (id: string) => graph.nodes.find((n) => n.id === String(indexOf(talk, id)));
    expect([at('hello')?.layer, at('first')?.layer, at('thanks')?.layer, at('upset')?.layer]).toEqual([
      0, 1, 2, 2,
    ]);
    expect(at('hello')?.y).toBeLessThan(at('first')?.y ?? 0);
    expect(at('thanks')?.y).toBe(at('upset')?.y);
    expect(graph.edges).toHaveLength(3);
    expect(readingOrder(graph).slice(0, 2)).toEqual([0, 1]);
  });
  test('is drawn for a circle and for ids that are there twice', () => {
    const ring = linkTo(
      { ...talk, nodes: [...nodesOf(talk), nodesOf(talk)[0]] },
      { at: 1, option: 0 },
      'hello',
    );
    expect(talkGraph(ring).nodes).toHaveLength(5);
  });
});

describe('a node of a talk', () => {
  test('that is added on a way stands between its two ends', () => {
    const added = addNode(talk, 'line', { at: 0 });
    expect(nexts(added.talk)).toMatchObject({ hello: ['n1'], n1: ['first'] });
    expect(added.at).toBe(4);
  });
  test('that is added behind a choice takes the first option that leads nowhere', () => {
    const open = linkTo(talk, { at: 1, option: 1 }, '');
    const way = openWayOf(open, 1);
    expect(way).toEqual({ at: 1, option: 1 });
    expect(nexts(addNode(open, 'end', way).talk)).toMatchObject({ first: ['thanks', 'n1'] });
    expect(openWayOf(talk, 1)).toBeUndefined();
    expect(openWayOf(talk, 3)).toBeUndefined();
  });
  test('that was a line is bridged when it leaves, and comes back where it was', () => {
    const more = addNode(talk, 'line', { at: 0 }).talk;
    const { talk: left, removed } = removeNode(more, 4);
    expect(nexts(left)).toEqual(nexts(talk));
    expect(nexts(restoreNode(left, removed).talk)).toEqual(nexts(more));
  });
  test('that ends a way leaves it open; what was linked anew since stays so when it comes back', () => {
    const { talk: left, removed } = removeNode(talk, indexOf(talk, 'upset'));
    expect(nexts(left).first).toEqual(['thanks', '']);
    expect(nexts(restoreNode(left, removed).talk)).toEqual(nexts(talk));
    const elsewhere = linkTo(left, { at: 1, option: 1 }, 'thanks');
    expect(nexts(restoreNode(elsewhere, removed).talk).first).toEqual(['thanks', 'thanks']);
  });
  test('that was the start hands the start on, and takes it back', () => {
    const { talk: left, removed } = removeNode(talk, 0);
    expect(left.start).toBe('first');
    expect(restoreNode(left, removed).talk.start).toBe('hello');
  });
  test('keeps its words and its way as another kind', () => {
    const choice = asKind(nodesOf(talk)[0] ?? {}, 'choice');
    expect(choice.text).toEqual(nodesOf(talk)[0]?.text);
    expect(nextsOf(choice)).toEqual(['first', 'first']);
    expect(new Set(optionsOf(choice).map(idOf)).size).toBe(2);
  });
});

describe('a try-out', () => {
  test('says what is said, waits at a choice and counts by the best of the choices met', () => {
    const begun = walk(talk, 0, []);
    expect([begun.stands, begun.at, begun.said.length]).toEqual(['choice', 1, 2]);
    const poor = walk(talk, 0, [{ at: 1, option: 1 }]);
    expect([poor.stands, poor.had, poor.most, poor.choices]).toEqual(['end', 0, 1, 1]);
    expect(poor.said.map((s) => s.speaker)).toEqual(['other', 'other', 'me', 'narrator']);
  });
  test('tells of a way to nowhere and of a circle instead of hanging', () => {
    const open = linkTo(talk, { at: 1, option: 0 }, 'gone');
    expect(walk(open, 0, [{ at: 1, option: 0 }]).stands).toBe('nowhere');
    const ring = linkTo(talk, { at: 1, option: 0 }, 'hello');
    expect(walk(ring, 0, [{ at: 1, option: 0 }]).stands).toBe('loop');
  });
  test('names a score by its nearest word', () => {
    expect([0, 0.19, 0.5, 0.6, 0.84, 0.86, 1].map(levelOf)).toEqual([
      'poor',
      'poor',
      'fair',
      'good',
      'good',
      'best',
      'best',
    ]);
  });
});
