import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Quest } from '../../server/domain/quest.ts';
import type { Question } from '../../server/domain/question.ts';
import { writeZip } from '../../server/formats/zip.ts';
import { learn } from '../bots/answers.ts';
import { learnerAt } from '../bots/learner.ts';
import { builderAt, cardOf, twoIslands } from '../helpers/quest-builder.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
const trainer = async (name: string) => {
  const browser = await server.joined(name, 'trainer');
  return { ...browser, ...builderAt(browser) };
};
const learner = async (name: string) => learnerAt(server, await server.joined(name));
const sail = (l: { call: Awaited<ReturnType<typeof learner>>['call'] }, quest: string) =>
  l.call('POST /api/voyages/choose', { body: { quest } });

describe('a quest that a trainer has built', () => {
  it('of two islands is chosen by a learner and played to its end', async () => {
    const t = await trainer('建一');
    const built = await t.build();
    expect(built).toMatchObject({
      version: 1,
      state: 'live',
      faults: [],
      changed: false,
      islands: 2,
      stations: 5,
    });
    const id = built.id;
    const l = await learner('航一');
    expect(await sail(l, id)).toContainEqual({
      quest: id,
      name: { zh: '双岛任务', en: 'Two islands' },
      islands: 2,
      done: 0,
      stations: 5,
      current: true,
    });
    const view = await l.call('GET /api/quest');
    expect(view).toMatchObject({ id, days: 5, current: { station: `${id}-1-1` } });
    expect(view.islands.map((i) => i.state)).toEqual(['current', 'locked']);
    expect(view.islands[1]?.lock).toEqual({ rule: 'after-exam', island: `${id}-1` });
    expect(view.islands.map((i) => i.place.landscape.w)).toEqual([250, 250]);
    expect(view.islands.flatMap((i) => i.stations).map((s) => [s.questions, s.coins])).toEqual([
      [1, 20],
      [4, 20 + 8],
      [4, 40 + 8],
      [3, 15 + 8],
      [4, 32],
    ]);
    expect((await l.readCard(`${id}-1-1`)).coins).toBe(20);
    expect(await l.play(`${id}-1-2`)).toMatchObject({ kind: 'practice', total: 4, earned: 28 });
    const exam = await l.sitExam(`${id}-1-3`, 2);
    expect(exam).toMatchObject({ kind: 'exam', result: { score: 0.5, passed: true, total: 4, pass: 0.5 } });
    expect(exam.outcome).toMatchObject({ coins: 40, islandDone: true });
    expect(exam.kind === 'exam' ? exam.endsAt - exam.startedAt : 0).toBe(5 * 60_000);
    const other = await l.play(`${id}-2-1`);
    expect(other.items.every((i) => i.question.type === 'single')).toBe(true);
    const fight = await l.play(`${id}-2-2`);
    expect(fight).toMatchObject({ kind: 'boss', result: 'won', maxHp: 4, maxShields: 5 });
    expect(fight.outcome).toMatchObject({ coins: 32, questDone: true });
    expect((await l.call('GET /api/quest')).current).toBeUndefined();
  });

  it('keeps what was reached in both quests when a learner switches', async () => {
    const t = await trainer('建二');
    const { id } = await t.build();
    const l = await learner('航二');
    await l.readCard('sail-1');
    await sail(l, id);
    await l.readCard(`${id}-1-1`);
    const open = await l.start(`${id}-1-2`);
    await sail(l, 'onboarding');
    expect((await l.call('GET /api/quest')).current).toEqual({ island: 'sail', station: 'sail-2' });
    expect((await refusalOf(l.start(`${id}-1-2`))).code).toBe('station.unknown');
    const kept = await l.call('GET /api/attempts/:id', { params: { id: open.id } });
    expect(await l.finish(kept)).toMatchObject({ status: 'ended', station: `${id}-1-2` });
    const voyages = await sail(l, id);
    expect(voyages.find((v) => v.quest === 'onboarding')).toMatchObject({ done: 1, current: false });
    expect(voyages.find((v) => v.quest === id)).toMatchObject({ done: 2, current: true });
  });

  it('keeps its version for who is under way, while those who come later get the newest', async () => {
    const t = await trainer('建三');
    const first = await t.build();
    const { id } = first;
    const [early, late, waiting] = [await learner('早'), await learner('晚'), await learner('等')];
    await sail(early, id);
    await early.readCard(`${id}-1-1`);
    await sail(waiting, id);
    const definition = twoIslands(id);
    const shorter = { ...definition, islands: definition.islands.slice(0, 1), name: { zh: '单岛任务' } };
    const saved = await t.save(first, shorter, first.cards);
    expect(saved).toMatchObject({ changed: true, version: 1, islands: 1 });
    const second = await t.publish(saved);
    expect(second).toMatchObject({ version: 2, changed: false });
    expect(second.versions.map((v) => [v.version, v.by])).toEqual([
      [2, '建三'],
      [1, '建三'],
    ]);
    await sail(late, id);
    await late.readCard(`${id}-1-1`);
    const islandsOf = async (l: typeof early) => (await l.call('GET /api/quest')).islands.length;
    expect([await islandsOf(early), await islandsOf(waiting), await islandsOf(late)]).toEqual([2, 1, 1]);
    expect((await early.play(`${id}-1-2`)).status).toBe('ended');
    await early.sitExam(`${id}-1-3`, 4);
    expect((await early.play(`${id}-2-1`)).status).toBe('ended');
    const listed = (await t.call('GET /api/quests')).find((q) => q.id === id);
    expect(listed?.cohorts).toEqual([
      { version: 1, learners: 1 },
      { version: 2, learners: 1 },
    ]);
  });

  it('is refused while it has faults, and says each at its place', async () => {
    const t = await trainer('建四');
    const draft = await t.create();
    expect(draft.faults.map((f) => f.code)).toEqual(['quest.no_islands']);
    const definition = twoIslands(draft.id);
    const [a, b] = definition.islands;
    if (!a || !b) throw new Error('two islands');
    const broken: Quest = {
      ...definition,
      islands: [
        { ...a, bank: 'atlantis' },
        { ...b, id: 'sail' },
      ],
    };
    const saved = await t.save(draft, broken, []);
    expect(saved.faults.map((f) => [f.path, f.code])).toEqual(
      expect.arrayContaining([
        ['islands.0.bank', 'bank.unknown'],
        ['islands.0.stations.0.card', 'station.card_unknown'],
        ['islands.1', 'id.foreign'],
      ]),
    );
    const refused = await refusalOf(t.publish(saved));
    expect(refused).toMatchObject({ code: 'quest.invalid', details: { n: saved.faults.length } });
  });

  it('is never overwritten by somebody who has not seen its newest state', async () => {
    const [one, two] = [await trainer('建五'), await trainer('建六')];
    const draft = await one.create();
    await one.save(draft, twoIslands(draft.id), []);
    const stale = await refusalOf(two.save(draft, { ...twoIslands(draft.id), days: 3 }, []));
    expect(stale).toMatchObject({ code: 'quest.changed', details: { rev: 2 } });
    expect((await refusalOf(two.publish(draft))).code).toBe('quest.changed');
  });

  it('may be a copy: of the onboarding quest, with ids of its own, ready to publish', async () => {
    const t = await trainer('建七');
    const copy = await t.create('新人副本', 'onboarding');
    expect(copy).toMatchObject({ islands: 6, stations: 54, faults: [] });
    const ids = copy.definition.islands.flatMap((i) => [i.id, ...i.stations.map((s) => s.id)]);
    expect(ids.every((id) => id.startsWith(`${copy.id}-`))).toBe(true);
    await t.publish(copy);
    const l = await learner('航三');
    await sail(l, copy.id);
    await l.readCard(`${copy.id}-1-1`);
    expect((await l.call('GET /api/quest')).current?.station).toBe(`${copy.id}-1-2`);
  });

  it('is built by trainers only', async () => {
    const l = await learner('航四');
    expect((await refusalOf(l.call('GET /api/quests'))).code).toBe('auth.forbidden');
    expect((await refusalOf(builderAt(l).create())).code).toBe('auth.forbidden');
  });

  it('leaves a trace of who changed what', async () => {
    const t = await trainer('建八');
    const { id } = await t.build();
    await t.call('POST /api/quests/archive', { body: { quest: id, archived: true } });
    const rows = await server.ctx.db.read
      .selectFrom('audit_entry')
      .select(['action', 'person'])
      .where('object', '=', id)
      .orderBy('seq')
      .execute();
    expect(rows.map((r) => r.action)).toEqual([
      'quest.create',
      'quest.save',
      'quest.publish',
      'quest.archive',
    ]);
    expect(new Set(rows.map((r) => r.person))).toEqual(new Set([t.me.person.id]));
  });
});

describe('the preview of a draft', () => {
  it('is played like the quest, pays nothing, counts nowhere and leaves nothing behind', async () => {
    const t = await trainer('预一');
    const l = learnerAt(server, t);
    await l.readCard('sail-1');
    const coins = await l.coins();
    const draft = await t.create();
    const cards = [cardOf('welcome', `${draft.id}-check-1`)];
    await t.save(draft, twoIslands(draft.id), cards);
    await t.call('POST /api/quests/preview', { body: { quest: draft.id, on: true } });
    const view = await t.call('GET /api/quest');
    expect(view).toMatchObject({ id: draft.id, preview: true, day: 1 });
    const [card, practice, exam] = view.islands[0]?.stations.map((s) => s.id) ?? [];
    if (!card || !practice || !exam) throw new Error('three stations');
    expect(await l.readCard(card, false)).toMatchObject({ coins: 0, balance: coins });
    expect((await l.play(practice, [false])).outcome).toMatchObject({ coins: 0 });
    await l.sitExam(exam, 4);
    const island = view.islands[0]?.id ?? '';
    expect(await t.call('POST /api/finds/pick', { body: { island, spot: 'coin-0' } })).toMatchObject({
      coins: 0,
    });
    expect((await t.call('GET /api/quest')).islands[0]?.state).toBe('done');
    expect(await l.coins()).toBe(coins);
    const flags = await server.ctx.db.read
      .selectFrom('event_text')
      .select(['flags'])
      .where('actor', '=', t.me.person.id)
      .where('ctx', 'is not', null)
      .execute();
    expect(flags.some((f) => (f.flags & 8) !== 0)).toBe(true);
    await t.call('POST /api/quests/preview', { body: { quest: draft.id, on: false } });
    const after = await t.call('GET /api/quest');
    expect(after).toMatchObject({ id: 'onboarding', current: { station: 'sail-2' } });
    expect(after.preview).toBeUndefined();
    for (const table of ['progress', 'attempt', 'ghost', 'find', 'enrolment'] as const) {
      const rows = await server.ctx.db.read
        .selectFrom(table)
        .select('person')
        .where('person', '=', t.me.person.id)
        .execute();
      expect(rows.length, table).toBe(table === 'progress' || table === 'enrolment' ? 1 : 0);
    }
  });

  it('begins anew with the newest draft, and ends when another voyage is chosen', async () => {
    const t = await trainer('预二');
    const { id } = await t.build();
    await sail(t, id);
    const preview = () => t.call('POST /api/quests/preview', { body: { quest: id, on: true } });
    await preview();
    const draft = await t.call('GET /api/quests/:quest/draft', { params: { quest: id } });
    await t.save(draft, { ...twoIslands(id), days: 9 }, draft.cards);
    expect((await t.call('GET /api/quest')).days).toBe(5);
    await preview();
    expect((await t.call('GET /api/quest')).days).toBe(9);
    await t.call('POST /api/quests/preview', { body: { quest: id, on: false } });
    expect(await t.call('GET /api/quest')).toMatchObject({ id, days: 5 });
    await preview();
    await sail(t, 'onboarding');
    expect((await t.call('GET /api/quest')).preview).toBeUndefined();
  });

  it('of a draft that is not complete is refused', async () => {
    const t = await trainer('预三');
    const draft = await t.create();
    const refused = await refusalOf(
      t.call('POST /api/quests/preview', { body: { quest: draft.id, on: true } }),
    );
    expect(refused.code).toBe('quest.invalid');
  });
});

describe('a quest as one file', () => {
  const exported = async (t: Awaited<ReturnType<typeof trainer>>, quest: string): Promise<string> =>
    (await t.call('POST /api/quests/export', { body: { quest } })).base64;
  const imported = (t: Awaited<ReturnType<typeof trainer>>, base64: string) =>
    t.call('POST /api/quests/import', { body: { base64 } });

  it('comes back as a draft with banks and ids of its own, without a fault, and is played', async () => {
    const t = await trainer('档一');
    const { id } = await t.build();
    const file = await t.call('POST /api/quests/export', { body: { quest: id } });
    expect(file).toMatchObject({ fileName: '双岛任务.quest.zip', mime: 'application/zip' });
    const draft = await imported(t, file.base64);
    expect(draft).toMatchObject({ state: 'draft', version: 0, islands: 2, stations: 5, faults: [] });
    const text = JSON.stringify([draft.definition, draft.cards]);
    expect(text).not.toContain(id);
    const banks = draft.definition.islands.map((i) => i.bank);
    expect(banks.some((b) => ['sail', 'rules', 'security'].includes(b))).toBe(false);
    const count = async (bank: string): Promise<number> =>
      (
        await server.ctx.db.read
          .selectFrom('question')
          .select('id')
          .where('bank', '=', bank)
          .where('state', '=', 'ready')
          .execute()
      ).length;
    expect(await count(banks[0] ?? '')).toBe(await count('sail'));
    const live = await t.publish(draft);
    const l = await learner('航五');
    await sail(l, live.id);
    const rows = await server.ctx.db.read
      .selectFrom('question')
      .innerJoin('question_version as v', 'v.question', 'question.id')
      .select('v.content')
      .where('question.bank', 'in', [...banks, `cards:${live.id}`])
      .execute();
    learn(rows.map((r) => JSON.parse(r.content) as Question));
    await l.readCard(`${live.id}-1-1`);
    expect((await l.play(`${live.id}-1-2`)).status).toBe('ended');
    expect(await l.sitExam(`${live.id}-1-3`, 4)).toMatchObject({ result: { passed: true } });
  });

  it('says the same when it is exported again', async () => {
    const t = await trainer('档二');
    const { id } = await t.build();
    expect(await exported(t, id)).toBe(await exported(t, id));
  });

  it('that is hostile or broken is refused with the reason, and nothing is written', async () => {
    const t = await trainer('档三');
    const { id } = await t.build();
    const good = Buffer.from(await exported(t, id), 'base64');
    const before = (await t.call('GET /api/quests')).length;
    const text = (name: string, value: unknown) => ({
      name,
      bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
    });
    const main = { format: 'archipelago-quest', version: 1, definition: {}, cards: [], banks: [], media: [] };
    const bank = { id: 'b', name: { zh: '库' }, file: '../../etc/passwd', points: [] };
    const hostile = [
      Buffer.from('not a zip'),
      good.subarray(0, good.length / 2),
      writeZip([text('other.json', main)]),
      writeZip([text('quest.json', '{"format":')]),
      writeZip([text('quest.json', '['.repeat(100_000))]),
      writeZip([text('quest.json', { ...main, format: 'else' })]),
      writeZip([text('quest.json', { ...main, version: 2 })]),
      writeZip([text('quest.json', { ...main, banks: [bank] })]),
      writeZip([text('quest.json', main), text('../out.json', 'x')]),
      writeZip([text('quest.json', { ...main, banks: [{ ...bank, file: 'b.json' }] }), text('b.json', '{')]),
    ];
    for (const bytes of hostile) {
      server.clock.advance(60_000);
      const refused = await refusalOf(imported(t, Buffer.from(bytes).toString('base64')));
      expect(refused.code).toBe('quest.file');
      expect(String(refused.details.reason).length).toBeGreaterThan(3);
    }
    expect((await t.call('GET /api/quests')).length).toBe(before);
  });
});
