import { describe, expect, it } from 'vitest';
import type { Card, Island, Quest, Station } from '../../server/domain/quest.ts';
import { faultsOf, type QuestFacts } from '../../server/domain/quest-check.ts';
import { QUEST_FAULTS, questFaultText } from '../../server/domain/quest-faults.ts';
import { cardOf } from '../helpers/quest-builder.ts';

const FACTS: QuestFacts = {
  banks: new Map([
    [
      'bank',
      {
        points: new Set(['a', 'b', 'bare']),
        ready: [
          { point: 'a', difficulty: 1, type: 'single', n: 6 },
          { point: 'a', difficulty: 4, type: 'multiple', n: 4 },
          { point: 'b', difficulty: 2, type: 'single', n: 5 },
          { point: 'b', difficulty: 2, type: 'essay', n: 50 },
        ],
      },
    ],
  ]),
  ownIds: new Set(),
  takenIds: new Set(),
  audience: 1,
};
const base = { name: { zh: '站' }, minutes: 5 };
const practice = (id: string, more: object = {}): Station =>
  ({ ...base, id, kind: 'practice', questions: 4, ...more }) as Station;
const exam = (id: string, more: object = {}): Station =>
  ({ ...base, id, kind: 'exam', questions: 5, ...more }) as Station;
const card: Station = { ...base, id: 'q1-1-1', kind: 'card', card: 'welcome' };
const island = (n: number, stations: Station[], more: object = {}): Island => ({
  id: `q1-${n}`,
  name: { zh: '岛' },
  about: { zh: '关于' },
  icon: 'hut',
  bank: 'bank',
  stations,
  ...more,
});
const quest = (...islands: Island[]): Quest => ({ id: 'q1', name: { zh: '任务' }, days: 7, islands });
const good = quest(island(1, [card, practice('q1-1-2'), exam('q1-1-3')]), island(2, [practice('q1-2-1')]));
const cards = [cardOf('welcome', 'q1-check-1')];
const faults = (definition: unknown, with_: unknown[] = cards, facts: Partial<QuestFacts> = {}) =>
  faultsOf(definition, with_, { ...FACTS, ...facts });
const codes = (...args: Parameters<typeof faults>) => faults(...args).map((f) => `${f.path} ${f.code}`);
/** The good quest with one more station on its first island. */
const withStation = (s: Station) =>
  quest(island(1, [card, practice('q1-1-2'), exam('q1-1-3'), s]), island(2, [practice('q1-2-1')]));
const secondOpens = (opens: object, first: Station[] = [practice('q1-1-2')]) =>
  quest(island(1, first), island(2, [practice('q1-2-1')], { opens }));

describe('the faults of a quest', () => {
  it('are none for a good one', () => {
    expect(faults(good)).toEqual([]);
  });

  it('name each missing text at its place, and are satisfied by one language', () => {
    const draft = quest(island(1, [practice('q1-1-1', { name: { zh: '' } })], { about: {} }));
    expect(codes({ ...draft, name: {} }, [])).toEqual([
      'name text.missing',
      'islands.0.stations.0.name text.missing',
      'islands.0.about text.missing',
    ]);
    expect(codes({ ...good, name: { en: 'Quest' } })).toEqual([]);
  });

  it('survive any JSON', () => {
    for (const odd of [null, 7, 'x', [], {}, { islands: 3 }, { islands: [null, 4, { stations: ['x'] }] }])
      expect(faults(odd, [null, 'x', {}]).length).toBeGreaterThan(0);
  });

  it('name an empty quest, an empty island, too many islands and stations, nobody to see it', () => {
    expect(codes(quest(), [])).toEqual(['islands quest.no_islands']);
    expect(codes(quest(island(1, [])), [])).toEqual(['islands.0 island.empty']);
    const many = Array.from({ length: 13 }, (_, i) =>
      island(i + 1, [practice(`q1-${i + 1}-1`)], { opens: { kind: 'open' } }),
    );
    expect(codes(quest(...many), [])).toEqual(['islands quest.too_many_islands']);
    const long = Array.from({ length: 16 }, (_, i) => practice(`q1-1-${i + 1}`));
    expect(codes(quest(island(1, long)), [])).toEqual(['islands.0 island.too_many_stations']);
    expect(codes(good, cards, { audience: 0 })).toEqual([' quest.no_audience']);
  });

  it('name ids that are used twice or belong to another quest, but not those already published', () => {
    expect(codes(withStation(practice('q1-2-1')))).toEqual(['islands.1.stations.0 id.duplicate']);
    const foreign = withStation(practice('sail-2'));
    expect(codes(foreign)).toEqual(['islands.0.stations.3 id.foreign']);
    expect(codes(foreign, cards, { ownIds: new Set(['sail-2']) })).toEqual([]);
    expect(codes(good, cards, { takenIds: new Set(['q1-check-1']) })).toEqual(['cards.0.panels.1 id.taken']);
  });

  it('name a bank that is not there, for an island and for a single station', () => {
    expect(codes(quest(island(1, [practice('q1-1-1')], { bank: 'gone' })), [])).toEqual([
      'islands.0.bank bank.unknown',
    ]);
    expect(codes(withStation(practice('q1-1-4', { bank: 'gone' })))).toEqual([
      'islands.0.stations.3.bank bank.unknown',
    ]);
  });

  it('count the questions that can be drawn: ready, of the points and types, marked by the server', () => {
    expect(faults(withStation(practice('q1-1-4', { points: ['b'], questions: 6 })))).toEqual([
      { path: 'islands.0.stations.3', code: 'questions.too_few', details: { have: 5, need: 6 } },
    ]);
    expect(codes(withStation(practice('q1-1-4', { points: ['b'], questions: 5 })))).toEqual([]);
    expect(codes(withStation(practice('q1-1-4', { types: ['multiple'], questions: 5 })))).toEqual([
      'islands.0.stations.3 questions.too_few',
    ]);
    expect(codes(withStation(practice('q1-1-4', { points: ['a', 'bare', 'none'] })))).toEqual([
      'islands.0.stations.3.points point.no_questions',
      'islands.0.stations.3.points point.unknown',
    ]);
    const boss = { name: { zh: '龙' }, icon: 'dragon' };
    const fight = (hp: number): Station => ({ ...base, id: 'q1-1-4', kind: 'boss', boss, hp });
    expect(codes(withStation(fight(15)))).toEqual([]);
    expect(codes(withStation(fight(16)))).toEqual(['islands.0.stations.3 questions.too_few']);
    expect(codes(withStation(practice('q1-1-4', { types: ['essay'] })))).toEqual([
      'islands.0.stations.3.types.0 station.type',
    ]);
  });

  it('name the row of a blueprint that falls short', () => {
    const blueprint = [
      { point: 'a', difficulty: [1, 2], n: 6 },
      { point: 'b', n: 6 },
      { point: 'none', n: 1 },
    ];
    expect(faults(withStation(exam('q1-1-4', { blueprint })))).toEqual([
      { path: 'islands.0.stations.3.blueprint.2', code: 'point.unknown', details: { point: 'none' } },
      { path: 'islands.0.stations.3.blueprint.1', code: 'blueprint.short', details: { n: 6, missing: 1 } },
      { path: 'islands.0.stations.3.blueprint.2', code: 'blueprint.short', details: { n: 1, missing: 1 } },
    ]);
    const upside = exam('q1-1-4', { blueprint: [{ difficulty: [4, 2], n: 1 }] });
    expect(codes(withStation(upside))).toEqual([
      'islands.0.stations.3.blueprint.0.difficulty blueprint.range',
    ]);
    const huge = exam('q1-1-4', { minutes: 60, blueprint: [{ n: 26 }, { n: 25 }] });
    expect(codes(withStation(huge))).toEqual(['islands.0.stations.3.blueprint blueprint.too_many']);
  });

  it('name an exam whose clock does not fit its questions', () => {
    expect(faults(withStation(exam('q1-1-4', { minutes: 1 })))).toEqual([
      {
        path: 'islands.0.stations.3.minutes',
        code: 'exam.minutes',
        details: { minutes: 1, questions: 5, least: 1.25, most: 25 },
      },
    ]);
    expect(codes(withStation(exam('q1-1-4', { minutes: 25 })))).toEqual([]);
    expect(codes(withStation(exam('q1-1-4', { minutes: 26 })))).toEqual([
      'islands.0.stations.3.minutes exam.minutes',
    ]);
  });

  it('name a station without its card, and a card without exactly one check', () => {
    expect(codes(good, [])).toEqual(['islands.0.stations.0.card station.card_unknown']);
    const [one] = cards as [Card];
    const none = { ...one, panels: [one.panels[0], one.panels[2], one.panels[0]] };
    const two = { ...one, panels: [one.panels[0], one.panels[1], one.panels[1]] };
    expect(codes(good, [none])).toContain('cards.0.panels card.one_check');
    expect(codes(good, [two])).toContain('cards.0.panels card.one_check');
    expect(codes(good, [{ ...one, panels: [one.panels[1]] }])).toContain('cards.0.panels card.panels');
  });

  it('name what is wrong inside a role play and a survey, and the texts that are missing there', () => {
    const say = (text: string) => ({
      id: 'a',
      text: { zh: text },
      score: 1,
      feedback: { zh: '好' },
      next: 'e',
    });
    const talk = {
      other: { name: { zh: '客户' }, role: { zh: '客户' }, icon: 'hut' },
      situation: { zh: '电话' },
      start: 'c',
      nodes: [
        { kind: 'choice', id: 'c', text: { zh: '?' }, options: [say('一'), { ...say('二'), next: 'gone' }] },
        { kind: 'end', id: 'e', text: { zh: '完' } },
      ],
    };
    const play = (more: object) =>
      ({ ...base, id: 'q1-1-4', kind: 'scenario', talk: { ...talk, ...more } }) as Station;
    expect(codes(withStation(play({})))).toEqual([
      'islands.0.stations.3.talk.nodes.0.options.1.next talk.unknown_node',
    ]);
    expect(codes(withStation(play({ situation: { zh: '' } })))).toEqual([
      'islands.0.stations.3.talk.situation text.missing',
    ]);
    const item = { kind: 'nps', id: 'nps', text: { zh: '推荐吗？' } };
    const survey = { ...base, id: 'q1-1-4', kind: 'survey', survey: { items: [item, item] } } as Station;
    expect(codes(withStation(survey))).toEqual(['islands.0.stations.3.survey.items.1 survey.duplicate_item']);
  });

  it('name an opening rule that waits for an exam that is not there', () => {
    const fault = 'islands.1.opens opening.no_exam';
    expect(codes(quest(island(1, [practice('q1-1-2')]), island(2, [practice('q1-2-1')])), [])).toEqual([
      fault,
    ]);
    expect(codes(secondOpens({ kind: 'after-exam', island: 'q1-1' }), [])).toEqual([fault]);
    expect(codes(secondOpens({ kind: 'after-island' }), [])).toEqual([]);
    expect(codes(secondOpens({ kind: 'after-exam' }, [exam('q1-1-2')]), [])).toEqual([]);
  });

  it('name islands that nobody can ever reach', () => {
    const waits = (n: number, on: number, more = {}) =>
      island(n, [practice(`q1-${n}-1`)], { opens: { kind: 'after-island', island: `q1-${on}` }, ...more });
    expect(codes(quest(waits(1, 1)), [])).toEqual(['islands.0.opens opening.ring']);
    expect(codes(quest(waits(1, 3), waits(2, 1), waits(3, 2)), [])).toEqual([
      'islands.0.opens opening.ring',
      'islands.1.opens opening.ring',
      'islands.2.opens opening.ring',
    ]);
    expect(codes(quest(island(1, [practice('q1-1-1')]), waits(2, 3), waits(3, 2)), [])).toEqual([
      'islands.1.opens opening.ring',
      'islands.2.opens opening.ring',
    ]);
    expect(codes(quest(waits(1, 3), waits(2, 1), waits(3, 2, { opens: { kind: 'open' } })), [])).toEqual([]);
    expect(codes(secondOpens({ kind: 'after-island', island: 'q1-9' }), [])).toEqual([
      'islands.1.opens opening.unknown',
    ]);
  });

  it('name a day after the end and a date that is none', () => {
    expect(codes(secondOpens({ kind: 'day', n: 8 }), [])).toEqual(['islands.1.opens opening.after_end']);
    expect(codes(secondOpens({ kind: 'day', n: 7 }), [])).toEqual([]);
    expect(codes(secondOpens({ kind: 'date', day: 20261301 }), [])).toEqual([
      'islands.1.opens.day opening.date',
    ]);
  });

  it('name a graduation that nobody can reach and credits that are more than a hundred', () => {
    const islands = { graduation: [{ kind: 'islands', n: 3 }] };
    expect(faults({ ...good, ...islands })).toEqual([
      { path: 'graduation.0.n', code: 'graduation.islands', details: { n: 3, have: 2 } },
    ]);
    expect(codes({ ...good, graduation: [{ kind: 'islands', n: 2 }] })).toEqual([]);
    const shares = (required: number) => ({ ...good, credits: { required, elective: 30, practice: 30 } });
    expect(codes(shares(40))).toEqual([]);
    expect(codes(shares(41))).toEqual(['credits credits.sum']);
    const own = (points: number) => exam('q1-1-4', { credits: { kind: 'required', points } });
    const two = (points: number) =>
      quest(island(1, [card, own(points), exam('q1-1-5', { credits: { kind: 'elective', points: 50 } })]));
    expect(codes(two(50))).toEqual([]);
    expect(codes(two(51))).toEqual(['credits credits.sum']);
  });

  it('can all be told in both languages, with their details filled in', () => {
    for (const [code, text] of Object.entries(QUEST_FAULTS))
      for (const lang of ['zh', 'en'] as const) {
        expect(text[lang].reason.length, code).toBeGreaterThan(3);
        expect(text[lang].cure.length, code).toBeGreaterThan(3);
      }
    const said = questFaultText({ path: '', code: 'blueprint.short', details: { n: 6, missing: 2 } }, 'zh');
    expect(said.reason).toBe('这一行要 6 道题，还差 2 道。');
  });
});
