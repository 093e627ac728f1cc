import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeExams } from '../../server/jobs/close-exams.ts';
import { endExam } from '../../server/routes/attempt-end.ts';
import { type Learner, learnerAt } from '../bots/learner.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

const MINUTE = 60_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
const candidate = async (name: string): Promise<Learner> => {
  const l = learnerAt(server, await server.joined(name));
  await l.sailTo('sail-8');
  return l;
};
const close = () => closeExams(server.ctx, endExam);

describe('an exam that was left lying', () => {
  it('is graded by the job when its clock and the grace are over, not before, and only once', async () => {
    const l = await candidate('弃一');
    const exam = await l.start('sail-8');
    for (const shown of exam.items.slice(0, 9)) await l.answer(exam, shown);
    if (exam.kind !== 'exam') throw new Error('no exam');
    const before = await l.coins();
    server.clock.set(exam.endsAt + MINUTE);
    expect(await close()).toBe(0);
    server.clock.advance(1);
    expect(await close()).toBe(1);
    expect(await close()).toBe(0);
    const ended = await l.call('GET /api/attempts/:id', { params: { id: exam.id } });
    expect(ended).toMatchObject({ status: 'ended', result: { right: 9, total: 10, passed: true } });
    expect(await l.coins()).toBe(before + 100);
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]?.stations.find((s) => s.id === 'sail-8')).toMatchObject({ state: 'done' });
  }, 60_000);

  it('that cannot be graded is told to the log and hinders no other', async () => {
    const [bad, good] = [await candidate('弃二'), await candidate('弃三')];
    const [lost, kept] = [await bad.start('sail-8'), await good.start('sail-8')];
    const { writer } = server.ctx.db.internal;
    await writer.updateTable('attempt').set({ station: 'gone' }).where('id', '=', lost.id).execute();
    server.clock.advance(60 * MINUTE);
    expect(await close()).toBe(1);
    const ended = await good.call('GET /api/attempts/:id', { params: { id: kept.id } });
    expect(ended).toMatchObject({ status: 'ended', result: { right: 0, passed: false } });
  }, 60_000);
});
