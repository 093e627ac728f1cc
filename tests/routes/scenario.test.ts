import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttemptView } from '../../server/domain/api.ts';
import { sailorAt } from '../helpers/exam-quest.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';
import { eventsOf, scenarioAt, stationsBy, surveyAt } from '../helpers/station-quest.ts';

let server: TestServer;
let quest: string;
let station: string;
let after: string;
beforeAll(async () => {
  server = await startTestServer();
  const built = await stationsBy(await server.joined('建', 'trainer')).published(scenarioAt);
  ({ quest, after } = built);
  station = built.stations[0] ?? '';
});
afterAll(() => server.close());

const talker = async (name: string) => {
  const l = await sailorAt(server, name, quest);
  const choose = (attempt: AttemptView, option: string, node?: string, commandId = randomUUID()) => {
    const at = node ?? (attempt.kind === 'scenario' ? attempt.choice?.node : undefined) ?? '';
    const body = { attempt: attempt.id, node: at, option };
    return l.call('POST /api/attempts/choose', { body }, { commandId });
  };
  /** A whole run. */
  const talk = async (...options: string[]) => {
    let view = await l.start(station);
    for (const o of options) view = await choose(view, o);
    if (view.kind !== 'scenario') throw new Error(view.kind);
    return view;
  };
  const stationView = async () =>
    (await l.call('GET /api/quest')).islands.flatMap((i) => i.stations).find((s) => s.id === station);
  return { ...l, choose, talk, stationView };
};

describe('a role play station', () => {
  it('pays 30 coins once, gives stars by its score and opens the next station', async () => {
    const l = await talker('一');
    const first = await l.talk('sorry', 'honest');
    expect(first).toMatchObject({ status: 'ended', result: { score: 0.75, passed: true } });
    expect(first.outcome).toMatchObject({ coins: 30, balance: 30, stars: 2, firstTime: true });
    expect(await l.stationView()).toMatchObject({ state: 'done', stars: 2, coins: 0 });
    expect((await l.start(after)).kind).toBe('practice');
    const second = await l.talk('own', 'honest');
    expect(second.outcome).toMatchObject({ coins: 0, balance: 30, stars: 3, firstTime: false });
    await l.talk('deny');
    expect(await l.stationView()).toMatchObject({ state: 'done', stars: 3 });
    expect(await l.coins()).toBe(30);
    const ends = (await eventsOf(server, l.me.person.id)).filter((e) => e.verb === 'level.finished');
    expect(ends.map((e) => [e.ok, e.data.earned, e.data.stars])).toEqual([
      [1, 30, 2],
      [1, 0, 3],
      [0, 0, 0],
    ]);
  });

  it('is not cleared below six tenths: it says what had been better and is played again', async () => {
    const l = await talker('二');
    const poor = await l.talk('own', 'boast');
    expect(poor).toMatchObject({
      result: {
        score: 0.5,
        passed: false,
        steps: [
          { score: 1, feedback: { zh: '点评 own' } },
          { score: 0, feedback: { zh: '点评 boast' }, better: { zh: '说 honest' } },
        ],
      },
    });
    expect(poor.outcome).toMatchObject({ coins: 0, stars: 0, firstTime: false });
    expect(await l.stationView()).toMatchObject({ state: 'current', stars: 0 });
    expect((await refusalOf(l.start(after))).code).toBe('station.locked');
    expect((await l.talk('own', 'honest')).outcome).toMatchObject({ coins: 30, stars: 3, firstTime: true });
  });

  it('tells no score, comment or way before its end, in any reply', async () => {
    const l = await talker('三');
    const start = await l.start(station);
    const middle = await l.choose(start, 'sorry');
    const again = await l.call('GET /api/attempts/:id', { params: { id: start.id } });
    for (const view of [start, middle, again])
      expect(JSON.stringify(view)).not.toMatch(/score|feedback|"next"|点评|better|result|honest".*true/u);
    expect(again).toMatchObject({ choice: { node: 'second' }, lines: { length: 4 } });
  });

  it('comes back where it stood after a reload and on another device', async () => {
    const l = await talker('四');
    const start = await l.start(station);
    await l.choose(start, 'own');
    const view = await l.start(station);
    expect(view).toMatchObject({ id: start.id, choice: { node: 'second' } });
    expect((await l.stationView())?.openAttempt).toBe(start.id);
  });

  it('takes one of two choices that two devices make at the same node', async () => {
    const l = await talker('五');
    const start = await l.start(station);
    const both = await Promise.allSettled([
      l.choose(start, 'own', 'first'),
      l.choose(start, 'deny', 'first'),
    ]);
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const view = await l.call('GET /api/attempts/:id', { params: { id: start.id } });
    if (view.status === 'open')
      expect((await refusalOf(l.choose(view, 'own', 'first'))).code).toBe('talk.moved_on');
    else expect((await refusalOf(l.choose(view, 'own', 'first'))).code).toBe('attempt.closed');
  });

  it('does a repeated command once', async () => {
    const l = await talker('六');
    const start = await l.start(station);
    const id = randomUUID();
    const once = await l.choose(start, 'sorry', 'first', id);
    expect(await l.choose(start, 'sorry', 'first', id)).toEqual(once);
    const last = randomUUID();
    const end = await l.choose(once, 'honest', 'second', last);
    expect(await l.choose(once, 'honest', 'second', last)).toEqual(end);
    expect(await l.coins()).toBe(30);
  });

  it('refuses what cannot be said, answers to questions, and the talk of somebody else', async () => {
    const l = await talker('七');
    const view = await l.start(station);
    expect((await refusalOf(l.choose(view, 'honest'))).code).toBe('bad_request');
    const answer = { attempt: view.id, item: 0, answer: 0, rtMs: 1 };
    expect((await refusalOf(l.call('POST /api/attempts/answer', { body: answer }))).code).toBe(
      'attempt.wrong_item',
    );
    const other = await talker('八');
    expect((await refusalOf(other.choose(view, 'own'))).code).toBe('attempt.unknown');
  });

  it('is logged as an attempt that was started, handed in and finished', async () => {
    const l = await talker('九');
    await l.talk('own', 'honest');
    const run = (await eventsOf(server, l.me.person.id)).filter((e) => e.obj === station);
    expect(run).toMatchObject([
      { verb: 'attempt.started', data: { kind: 'scenario', nth: 1 } },
      { verb: 'attempt.submitted', score: 1, data: { max: 2, nOk: 2 } },
      { verb: 'level.finished', ok: 1, data: { kind: 'scenario', stars: 3, earned: 30 } },
    ]);
  });

  it('is walked through in a preview, where nothing is paid', async () => {
    const t = await server.joined('试', 'trainer');
    const draft = await stationsBy(t).drawn(scenarioAt, surveyAt);
    await t.call('POST /api/quests/preview', { body: { quest: draft.id, on: true } });
    const { islands } = await t.call('GET /api/quest');
    const [talkStation, survey] = islands.flatMap((i) => i.stations);
    let view = await t.call('POST /api/attempts/start', { body: { station: talkStation?.id ?? '' } });
    for (const o of ['own', 'honest']) {
      const node = view.kind === 'scenario' ? (view.choice?.node ?? '') : '';
      view = await t.call('POST /api/attempts/choose', { body: { attempt: view.id, node, option: o } });
    }
    expect(view.outcome).toMatchObject({ coins: 0, balance: 0, stars: 3 });
    const answers = { happy: 5, more: '试一试' };
    const body = { station: survey?.id ?? '', answers };
    expect(await t.call('POST /api/surveys/answer', { body })).toMatchObject({ coins: 0, firstTime: true });
    const kept = await server.ctx.db.read.selectFrom('survey_response').selectAll().execute();
    expect(kept).toEqual([]);
  });
});
