import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPgliteDatabase } from '../helpers/database.ts';
import { sailorAt } from '../helpers/exam-quest.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';
import { assignmentAt, scenarioAt, stationsBy, surveyAt } from '../helpers/station-quest.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ db: await openPgliteDatabase() });
}, 60_000);
afterAll(() => server.close());

test('on PostgreSQL a role play, an assignment and a survey are done, marked and paid', async () => {
  const trainer = await server.joined('陈老师', 'trainer');
  const built = await stationsBy(trainer).published(scenarioAt, assignmentAt, surveyAt);
  const [talk = '', work = '', survey = ''] = built.stations;
  const l = await sailorAt(server, '象', built.quest);
  let view = await l.start(talk);
  for (const option of ['own', 'honest']) {
    const node = view.kind === 'scenario' ? (view.choice?.node ?? '') : '';
    view = await l.call('POST /api/attempts/choose', { body: { attempt: view.id, node, option } });
  }
  expect(view.outcome).toMatchObject({ coins: 30, stars: 3 });
  const base64 = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  await l.call('POST /api/assignments/upload', { body: { station: work, name: '图.png', base64 } });
  const handed = await l.call('POST /api/assignments/submit', { body: { station: work } });
  const { id, rev, files } = handed.submission;
  const bytes = await (await l.request(`/api/files/${files[0]?.id}`)).arrayBuffer();
  expect(Buffer.from(bytes).toString('base64')).toBe(base64);
  const answers = { nps: 10, more: '很好' };
  const outcome = await l.call('POST /api/surveys/answer', { body: { station: survey, answers } });
  expect(outcome).toMatchObject({ coins: 10, balance: 40, islandDone: false });
  await l.finish(await l.start(built.after));
  const coins = await l.coins();
  const [queued] = await trainer.call('GET /api/submissions');
  expect(queued).toMatchObject({ id, state: 'submitted', files: [{ name: '图.png' }] });
  const body = { submission: id, base: rev, marks: [12, 8], comment: '', decision: 'accept' as const };
  await trainer.call('POST /api/submissions/mark', { body });
  expect(await l.coins()).toBe(coins + 100);
  const done = await l.call('GET /api/assignments/:station', { params: { station: work } });
  expect(done.outcome).toMatchObject({ coins: 100, islandDone: true, questDone: true });
  const result = await trainer.call('GET /api/survey-results/:station', { params: { station: survey } });
  expect(result).toEqual({
    people: 1,
    items: [
      { id: 'happy', n: 0 },
      { id: 'nps', n: 1 },
      { id: 'more', n: 1 },
    ],
  });
});

test('a quest file carries role plays, assignments and surveys, with the pictures of a brief', async () => {
  const [author, other] = [await server.joined('写', 'trainer'), await server.joined('取', 'trainer')];
  const base64 = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  const picture = { fileName: 'p.png', base64, alt: '一张图' };
  const { name } = await author.call('POST /api/media/upload', { body: picture });
  const draft = await stationsBy(author).drawn(scenarioAt, surveyAt, (id) => {
    const station = assignmentAt(id);
    if (station.kind !== 'assignment') throw new Error(station.kind);
    const brief = { zh: `看图写话：![一张图](media:${name})` };
    return { ...station, assignment: { ...station.assignment, brief } };
  });
  expect(draft.faults).toEqual([]);
  const file = await author.call('POST /api/quests/export', { body: { quest: draft.id } });
  expect(Buffer.from(file.base64, 'base64').toString('latin1')).toContain(name);
  const copy = await other.call('POST /api/quests/import', { body: { base64: file.base64 } });
  expect(copy.faults).toEqual([]);
  const inner = (d: typeof draft) =>
    d.definition.islands[0]?.stations.map((s) =>
      s.kind === 'scenario'
        ? s.talk
        : s.kind === 'survey'
          ? s.survey
          : s.kind === 'assignment'
            ? s.assignment
            : s.kind,
    );
  expect(inner(copy)).toEqual(inner(draft));
  expect(copy.id).not.toBe(draft.id);
});
