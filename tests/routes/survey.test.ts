import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurveyAnswers } from '../../server/domain/survey.ts';
import { sailorAt } from '../helpers/exam-quest.ts';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';
import { eventsOf, scenarioAt, stationsBy, surveyAt } from '../helpers/station-quest.ts';

let server: TestServer;
let trainer: Browser;
beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('建', 'trainer');
});
afterAll(() => server.close());
const built = async () => {
  const { quest, stations, after } = await stationsBy(trainer).published(surveyAt);
  return { quest, station: stations[0] ?? '', after };
};
const answerBy = (l: Pick<Browser, 'call'>, station: string, answers: SurveyAnswers) =>
  l.call('POST /api/surveys/answer', { body: { station, answers } });
const resultOf = (station: string) =>
  trainer.call('GET /api/survey-results/:station', { params: { station } });

describe('a survey station', () => {
  it('takes some answers once, pays ten coins and opens the next station', async () => {
    const { quest, station, after } = await built();
    const l = await sailorAt(server, '一', quest);
    const read = () => l.call('GET /api/surveys/:station', { params: { station } });
    expect(await read()).toMatchObject({ station, done: false, coins: 10, survey: { items: { length: 3 } } });
    expect(await answerBy(l, station, { nps: 9 })).toMatchObject({
      coins: 10,
      balance: 10,
      firstTime: true,
    });
    expect(await read()).toMatchObject({ done: true, coins: 0 });
    expect((await refusalOf(answerBy(l, station, { nps: 1 }))).code).toBe('survey.answered');
    expect((await l.start(after)).kind).toBe('practice');
    expect(await l.coins()).toBe(10);
  });

  it('is not done by leaving everything out, nor by blank words or a wrong scale', async () => {
    const { quest, station } = await built();
    const l = await sailorAt(server, '二', quest);
    const odd: SurveyAnswers[] = [{}, { more: '\u0000' }, { happy: 9 }, { other: 1 }];
    for (const answers of odd)
      expect((await refusalOf(answerBy(l, station, answers))).code).toBe('answer.shape');
    expect((await refusalOf(answerBy(l, station, { happy: 2.5 }))).code).toBe('bad_request');
    expect(await l.coins()).toBe(0);
  });

  it('keeps opinions without their author, and the log says only that an item was answered', async () => {
    const { quest, station } = await built();
    const l = await sailorAt(server, '三', quest);
    await answerBy(l, station, { happy: 2, more: '太难了\u0007' });
    const rows = await server.ctx.db.read
      .selectFrom('survey_response')
      .selectAll()
      .where('station', '=', station)
      .orderBy('item')
      .execute();
    expect(rows).toMatchObject([
      { item: 'happy', value: 2, text: null },
      { item: 'more', value: null, text: '太难了' },
    ]);
    const everything = JSON.stringify(rows);
    for (const secret of [l.me.person.id, String(server.clock.now()).slice(0, 9)])
      expect(everything).not.toContain(secret);
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(
      ['day', 'id', 'item', 'org', 'quest', 'station', 'text', 'value'].toSorted(),
    );
    const told = (await eventsOf(server, l.me.person.id)).filter((e) => e.verb === 'survey.answered');
    expect(told.map((e) => [e.obj, e.data, e.score])).toEqual([
      [station, { item: 'happy' }, null],
      [station, { item: 'more' }, null],
    ]);
    const replies = await server.ctx.db.read.selectFrom('command').select('reply').execute();
    expect(JSON.stringify(replies)).not.toContain('太难了');
  });

  it('shows its result from five answers an item on, in no order of time', async () => {
    const { quest, station } = await built();
    for (let i = 0; i < 5; i++) {
      const l = await sailorAt(server, `结${i}`, quest);
      await answerBy(l, station, { nps: [10, 9, 8, 6, 0][i] ?? 0, ...(i < 4 ? { more: `话 ${i}` } : {}) });
      if (i === 3) expect((await resultOf(station)).items[1]).toEqual({ id: 'nps', n: 4 });
    }
    const { people, items } = await resultOf(station);
    expect(people).toBe(5);
    expect(items).toMatchObject([
      { id: 'happy', n: 0 },
      { id: 'nps', n: 5, mean: 6.6, nps: { score: 0 } },
      { id: 'more', n: 4 },
    ]);
    expect(items[1]?.nps?.se).toBeCloseTo(40, 9);
    expect(items[2]).not.toHaveProperty('texts');
  });

  it('shows its result to trainers of its company only, and only for surveys', async () => {
    const { quest, station, after } = await built();
    const l = await sailorAt(server, '四', quest);
    const no = await refusalOf(l.call('GET /api/survey-results/:station', { params: { station } }));
    expect(no.code).toBe('auth.forbidden');
    expect((await refusalOf(resultOf('atlantis-1'))).code).toBe('station.unknown');
    expect((await refusalOf(resultOf(after))).code).toBe('station.wrong_kind');
  });

  it('is refused while it is locked, and at a station of another kind', async () => {
    const { quest, stations, after } = await stationsBy(trainer).published(scenarioAt, surveyAt);
    const l = await sailorAt(server, '五', quest);
    const [talk = '', survey = ''] = stations;
    expect((await refusalOf(answerBy(l, survey, { nps: 1 }))).code).toBe('station.locked');
    expect((await refusalOf(answerBy(l, talk, { nps: 1 }))).code).toBe('station.wrong_kind');
    expect((await refusalOf(answerBy(l, after, { nps: 1 }))).code).toBe('station.locked');
  });

  it('answered on two devices at once is kept and paid once', async () => {
    const { quest, station } = await built();
    const l = await sailorAt(server, '六', quest);
    const both = await Promise.allSettled([1, 2, 3].map((nps) => answerBy(l, station, { nps })));
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect((await resultOf(station)).items[1]?.n).toBe(1);
    expect(await l.coins()).toBe(10);
  });
});
