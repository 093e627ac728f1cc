import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sailorAt } from '../helpers/exam-quest.ts';
import { type Browser, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';
import { assignmentAt, eventsOf, stationsBy } from '../helpers/station-quest.ts';

let server: TestServer;
let trainer: Awaited<ReturnType<TestServer['joined']>>;
let quest: string;
let station: string;
let after: string;
beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('陈老师', 'trainer');
  const built = await stationsBy(trainer).published(assignmentAt);
  ({ quest, after } = built);
  station = built.stations[0] ?? '';
});
afterAll(() => server.close());

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');
const author = async (name: string) => {
  const l = await sailorAt(server, name, quest);
  const at = { params: { station } };
  const read = () => l.call('GET /api/assignments/:station', at);
  const write = async (text: string, rev?: number) => {
    const newest = rev ?? (await read()).submission.rev;
    return l.call('POST /api/assignments/draft', { body: { station, rev: newest, text } });
  };
  const upload = (file: string, bytes: Uint8Array) => {
    const base64 = Buffer.from(bytes).toString('base64');
    return l.call('POST /api/assignments/upload', { body: { station, name: file, base64 } });
  };
  const submit = () => l.call('POST /api/assignments/submit', { body: { station } });
  const withdraw = () => l.call('POST /api/assignments/withdraw', { body: { station } });
  const handIn = async (text = `${name}的第一周`) => {
    await write(text);
    return (await submit()).submission;
  };
  const peers = () => l.call('GET /api/assignments/:station/peers', at);
  const stationView = async () =>
    (await l.call('GET /api/quest')).islands.flatMap((i) => i.stations).find((s) => s.id === station);
  return { ...l, read, write, upload, submit, withdraw, handIn, peers, stationView };
};
type Marked = { rev: number; id: string };
const mark = (
  { id, rev }: Marked,
  decision: 'accept' | 'return' = 'accept',
  marks = [9, 6],
  comment = '写得清楚。',
  by: Pick<Browser, 'call'> = trainer,
) => by.call('POST /api/submissions/mark', { body: { submission: id, base: rev, marks, comment, decision } });
const open = (id: string) => trainer.call('POST /api/submissions/open', { body: { submission: id } });
const queued = async (id: string) => (await trainer.call('GET /api/submissions')).find((s) => s.id === id);

describe('an assignment', () => {
  it('shows its rubric and coins before a word is written, and keeps every draft', async () => {
    const l = await author('一');
    expect(await l.read()).toMatchObject({
      station,
      assignment: { rubric: [{ points: 12 }, { points: 8 }] },
      submission: { id: '', state: 'draft', rev: 0, text: '', files: [], kudos: 0 },
      coins: { accepted: 60, rubric: 40 },
    });
    expect((await l.write('开头', 0)).submission).toMatchObject({ rev: 1, text: '开头' });
    expect((await refusalOf(l.write('别的设备', 0))).code).toBe('submission.changed');
    expect((await l.write('开头\r\n\u0000结尾')).submission).toMatchObject({ rev: 2, text: '开头\n结尾' });
    expect((await refusalOf(l.write('长'.repeat(20_001)))).code).toBe('bad_request');
    expect((await l.read()).submission.text).toBe('开头\n结尾');
  });

  it('handed in lets the path go on, but pays and clears nothing before it is accepted', async () => {
    const l = await author('二');
    expect((await refusalOf(l.submit())).code).toBe('submission.empty');
    expect((await refusalOf(l.start(after))).code).toBe('station.locked');
    await l.handIn();
    expect(await l.stationView()).toMatchObject({ state: 'current', submission: 'submitted', stars: 0 });
    const view = await l.call('GET /api/quest');
    expect(view.current).toEqual({ island: `${quest}-1`, station: after });
    const run = await l.finish(await l.start(after));
    expect(run.outcome).toMatchObject({ islandDone: false, questDone: false });
    expect((await l.read()).outcome).toBeUndefined();
  });

  it('accepted pays 60 coins and the rubric share of 40, clears its station and ends the island', async () => {
    const l = await author('三');
    const { id } = await l.handIn();
    await l.finish(await l.start(after));
    const before = await l.coins();
    const opened = await open(id);
    expect(opened).toMatchObject({
      state: 'marking',
      nth: 1,
      person: { name: '三' },
      station: { zh: '作业营地' },
    });
    // 15 of 20 points: 60 + 30
    expect(await mark(opened)).toMatchObject({ state: 'accepted', score: 0.75, marker: '陈老师' });
    const { submission, outcome } = await l.read();
    expect(submission).toMatchObject({
      state: 'accepted',
      marks: [9, 6],
      comment: '写得清楚。',
      score: 0.75,
    });
    expect(outcome).toMatchObject({
      coins: 90,
      balance: before + 90,
      stars: 2,
      islandDone: true,
      questDone: true,
    });
    expect(await l.stationView()).toMatchObject({ state: 'done', stars: 2 });
    expect(await l.coins()).toBe(before + 90);
    expect((await refusalOf(mark({ ...opened, rev: submission.rev }))).code).toBe('submission.changed');
    expect((await refusalOf(l.write('还改'))).code).toBe('submission.handed_in');
    const { coins } = await l.call('GET /api/quest');
    expect(coins).toBe(before + 90);
  });

  it('tells the learner by a message that it was marked, and logs what happened', async () => {
    const l = await author('四');
    const { id } = await l.handIn();
    await mark(await open(id), 'accept', [12, 8], '太棒了');
    const [message] = await l.call('GET /api/messages');
    expect(message).toMatchObject({ kind: 'marked', from: '陈老师', text: '太棒了', station, read: false });
    const told = (await eventsOf(server, l.me.person.id)).filter((e) => e.verb?.startsWith('assignment.'));
    expect(told).toMatchObject([
      { verb: 'assignment.submitted', obj: station, data: { filesN: 0, late: false } },
      { verb: 'assignment.graded', obj: station, score: 1, data: { grader: trainer.me.person.id } },
    ]);
  });

  it('is taken back until somebody marks it, and closes the path again', async () => {
    const l = await author('五');
    const { id } = await l.handIn();
    const back = await l.withdraw();
    expect(back.submission).toMatchObject({ state: 'draft', text: '五的第一周' });
    expect((await refusalOf(l.start(after))).code).toBe('station.locked');
    expect(await queued(id)).toBeUndefined();
    expect((await refusalOf(open(id))).code).toBe('submission.unknown');
    await l.submit();
    await open(id);
    expect((await refusalOf(l.withdraw())).code).toBe('submission.marking');
  });

  it('returned says why, is mended and handed in a second time, and is paid once', async () => {
    const l = await author('六');
    const { id } = await l.handIn('太短');
    const first = await open(id);
    expect((await refusalOf(mark(first, 'return', [2, 2], ' '))).code).toBe('submission.comment');
    expect((await refusalOf(mark(first, 'return', [13, 2]))).code).toBe('submission.marks');
    await mark(first, 'return', [2, 2], '请多写几句。');
    expect((await l.read()).submission).toMatchObject({
      state: 'returned',
      comment: '请多写几句。',
      score: 0.2,
    });
    expect(await l.coins()).toBe(0);
    expect((await l.start(after)).kind).toBe('practice');
    await l.write('这次写得很长。');
    await l.submit();
    const second = await queued(id);
    expect(second).toMatchObject({ state: 'submitted', nth: 2, text: '这次写得很长。' });
    if (second) await mark(second, 'accept', [12, 8]);
    expect(await l.coins()).toBe(100);
  });

  it('is marked once by two trainers at the same moment', async () => {
    const l = await author('七');
    const { id } = await l.handIn();
    const other = await server.joined('王老师', 'trainer');
    const seen = await open(id);
    const both = await Promise.allSettled([mark(seen), mark(seen, 'return', [0, 0], '重写', other)]);
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await l.coins()).toBe((await l.read()).submission.state === 'accepted' ? 90 : 0);
  });

  it('does repeated commands once', async () => {
    const l = await author('八');
    const { id, rev } = await l.handIn();
    const commandId = randomUUID();
    const body = { submission: id, base: rev, marks: [12, 8], comment: '', decision: 'accept' as const };
    const once = await trainer.call('POST /api/submissions/mark', { body }, { commandId });
    expect(await trainer.call('POST /api/submissions/mark', { body }, { commandId })).toEqual(once);
    expect(await l.coins()).toBe(100);
  });

  it('is marked by trainers, never by its author or a learner', async () => {
    const l = await author('九');
    const { id, rev } = await l.handIn();
    expect((await refusalOf(l.call('GET /api/submissions'))).code).toBe('auth.forbidden');
    const self = await refusalOf(mark({ id, rev }, 'accept', [12, 8], '', l));
    expect(self.code).toBe('auth.forbidden');
    await trainer.call('POST /api/voyages/choose', { body: { quest } });
    await trainer.call('POST /api/assignments/draft', { body: { station, rev: 0, text: '我的' } });
    const own = await trainer.call('POST /api/assignments/submit', { body: { station } });
    expect(await queued(own.submission.id)).toBeUndefined();
    expect((await refusalOf(mark(own.submission))).code).toBe('submission.unknown');
  });

  it('waits in the queue oldest first, what was marked behind it', async () => {
    const [a, b, c] = [await author('队一'), await author('队二'), await author('队三')];
    const first = await a.handIn();
    server.clock.advance(60_000);
    const second = await b.handIn();
    server.clock.advance(60_000);
    const third = await c.handIn();
    await mark(second);
    const ids = (await trainer.call('GET /api/submissions')).map((s) => s.id);
    const order = [first.id, third.id, second.id].map((id) => ids.indexOf(id));
    expect(order).toEqual(order.toSorted((x, y) => x - y));
    expect(order.every((i) => i >= 0)).toBe(true);
  });
});

describe('the files of an assignment', () => {
  it('are checked by their bytes, five at most, and removed again', async () => {
    const l = await author('文一');
    const { submission } = await l.upload('白板.png', PNG);
    expect(submission.files).toMatchObject([{ name: '白板.png', mime: 'image/png', size: PNG.length }]);
    expect((await refusalOf(l.upload('a.png', Buffer.from('MZ')))).code).toBe('submission.file');
    for (let i = 0; i < 4; i++) await l.upload(`说明${i}.txt`, Buffer.from('说明'));
    const many = await refusalOf(l.upload('6.txt', Buffer.from('x')));
    expect(many).toMatchObject({ code: 'submission.too_many_files', details: { most: 5 } });
    const file = submission.files[0]?.id ?? '';
    const left = await l.call('POST /api/assignments/remove', { body: { station, file } });
    expect(left.submission.files).toHaveLength(4);
    expect((await l.submit()).submission).toMatchObject({ state: 'submitted', text: '' });
    const late = l.call('POST /api/assignments/remove', {
      body: { station, file: left.submission.files[0]?.id ?? '' },
    });
    expect((await refusalOf(late)).code).toBe('submission.handed_in');
  });

  it('of 5 MB pass the door, larger ones do not', async () => {
    const l = await author('文二');
    const large = Buffer.alloc(5 * 1024 * 1024);
    PNG.copy(large);
    expect((await l.upload('大.png', large)).submission.files).toMatchObject([{ size: large.length }]);
    const more = Buffer.concat([large, Buffer.from('x')]);
    expect((await refusalOf(l.upload('大.png', more))).code).toBe('submission.file');
    expect((await refusalOf(l.upload('大.png', Buffer.alloc(7_000_000)))).code).toBe('too_large');
  });

  it('are read by their author and by trainers; by colleagues only once accepted and after their own', async () => {
    const [l, curious] = [await author('文三'), await author('文四')];
    await l.write('见附件');
    const photo = (await l.upload('图.png', PNG)).submission.files[0]?.id ?? '';
    const notes = (await l.upload('笔记.md', Buffer.from('# 笔记'))).submission.files[1]?.id ?? '';
    const get = async (b: Pick<Browser, 'request'>, id: string) => b.request(`/api/files/${id}`);
    const mine = await get(l, photo);
    expect(Buffer.from(await mine.arrayBuffer())).toEqual(PNG);
    expect(mine.headers.get('content-type')).toBe('image/png');
    expect(mine.headers.get('x-content-type-options')).toBe('nosniff');
    expect(mine.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''%E5%9B%BE.png");
    const text = await get(trainer, notes);
    expect(text.headers.get('content-disposition')).toMatch(/^attachment;/u);
    expect(text.headers.get('content-security-policy')).toContain('sandbox');
    expect(await text.text()).toBe('# 笔记');
    const seen = async () => (await get(curious, photo)).status;
    expect(await seen()).toBe(404);
    const { submission } = await l.submit();
    await curious.handIn();
    expect(await seen()).toBe(404);
    await mark(submission);
    expect(await seen()).toBe(200);
    await curious.withdraw();
    expect(await seen()).toBe(404);
    expect((await server.client().request(`/api/files/${photo}`)).status).toBe(401);
    expect((await get(l, randomUUID())).status).toBe(404);
  });
});

describe('colleagues at an assignment', () => {
  it('see accepted works after they have handed in their own, and give kudos once', async () => {
    const [l, peer] = [await author('同一'), await author('同二')];
    const handed = await l.handIn('我的好作品');
    const give = (on: boolean, submission = handed.id) =>
      peer.call('POST /api/assignments/kudos', { body: { submission, on } });
    expect((await refusalOf(peer.peers())).code).toBe('submission.yours_first');
    await peer.handIn();
    expect((await peer.peers()).find((w) => w.submission === handed.id)).toBeUndefined();
    expect((await refusalOf(give(true))).code).toBe('submission.unknown');
    await mark(handed);
    expect((await peer.peers()).find((w) => w.submission === handed.id)).toMatchObject({
      name: '同一',
      text: '我的好作品',
      kudos: 0,
      mine: false,
    });
    expect(await give(true)).toEqual({ kudos: 1 });
    expect(await give(true)).toEqual({ kudos: 1 });
    expect((await peer.peers()).find((w) => w.submission === handed.id)).toMatchObject({
      kudos: 1,
      mine: true,
    });
    expect((await l.read()).submission.kudos).toBe(1);
    expect(await give(false)).toEqual({ kudos: 0 });
    expect(await give(true)).toEqual({ kudos: 1 });
    const fires = (await eventsOf(server, peer.me.person.id)).filter((e) => e.verb === 'reaction.given');
    expect(fires).toMatchObject([{ obj: handed.id, data: { kind: 'fire' } }]);
    const own = l.call('POST /api/assignments/kudos', { body: { submission: handed.id, on: true } });
    expect((await refusalOf(own)).code).toBe('submission.unknown');
    expect((await l.peers()).some((w) => w.submission === handed.id)).toBe(false);
  });
});

describe('an assignment in a preview', () => {
  it('is walked through: nothing waits for a marker, nothing is paid, nothing is left behind', async () => {
    const t = await server.joined('试航', 'trainer');
    const draft = await stationsBy(t).drawn(assignmentAt);
    const preview = (on: boolean) => t.call('POST /api/quests/preview', { body: { quest: draft.id, on } });
    await preview(true);
    const [first, second] = (await t.call('GET /api/quest')).islands.flatMap((i) => i.stations);
    const at = first?.id ?? '';
    const base64 = PNG.toString('base64');
    await t.call('POST /api/assignments/upload', { body: { station: at, name: 'a.png', base64 } });
    const { submission } = await t.call('POST /api/assignments/submit', { body: { station: at } });
    expect(submission.state).toBe('submitted');
    expect(await queued(submission.id)).toBeUndefined();
    expect((await refusalOf(open(submission.id))).code).toBe('submission.unknown');
    const view = await t.call('GET /api/quest');
    expect(view).toMatchObject({ coins: 0, current: { station: second?.id } });
    await preview(false);
    const left = await server.ctx.db.read
      .selectFrom('submission')
      .leftJoin('upload', 'upload.submission', 'submission.id')
      .select(['submission.id', 'upload.id as file'])
      .where('submission.person', '=', t.me.person.id)
      .execute();
    expect(left).toEqual([]);
    const files = await server.ctx.db.read
      .selectFrom('upload')
      .select('id')
      .where('submission', '=', submission.id)
      .execute();
    expect(files).toEqual([]);
  });
});
