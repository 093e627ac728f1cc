import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BattlePerson, NewBattle } from '../../server/domain/api-battle.ts';
import type { BattleInput } from '../../server/domain/battle-shape.ts';
import { setBattleStatus } from '../../server/store/battle.ts';
import { appendInputs } from '../../server/store/battle-journal.ts';
import { commit } from '../../server/store/commit.ts';
import { type Browser, newAccount, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
type Person = Awaited<ReturnType<TestServer['joined']>>;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance(10 * MINUTE));

const open = (who: Browser, body: NewBattle = { mode: 'race' }) => who.call('POST /api/battles', { body });
const hall = (who: Browser) => who.call('GET /api/battles');
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;
const move = (id: string, status: 'running' | 'done') =>
  commit(server.ctx, (tx) => setBattleStatus(tx, id, status));

describe('the hall', () => {
  test('shows a guest what can be played and the banks of the voyage', async () => {
    const lin = await server.joined('林林');
    const seen = await hall(lin);
    expect(seen).toMatchObject({ mayHost: false, rating: { n: 0 }, past: [], mine: [] });
    expect(seen.sources.length).toBeGreaterThan(3);
    for (const source of seen.sources) expect(source.questions).toBeGreaterThan(0);
  });

  test('needs somebody signed in', async () => {
    expect(await codeOf(hall(server.client()))).toBe('auth.required');
  });

  test('shows a colleague the battle that was opened, and one command opens one', async () => {
    const [lin, mei] = [await server.joined('林林'), await server.joined('梅梅')];
    const commandId = randomUUID();
    const body: NewBattle = { mode: 'race', title: '  午间  赛 ' };
    const [one, same] = await Promise.all(
      [1, 2].map(() => lin.call('POST /api/battles', { body }, { commandId })),
    );
    expect(one).toEqual(same);
    expect(one).toMatchObject({ title: '午间 赛', status: 'lobby', mine: true, most: 20 });
    const found = (await hall(mei)).open.find((b) => b.id === one?.id);
    expect(found).toMatchObject({ mine: false, pin: one?.pin });
    expect(await mei.call('GET /api/battles/:battle', { params: { battle: one?.id ?? '' } })).toEqual(found);
  });

  test('opens nothing that is not allowed', async () => {
    const lin = await server.joined('林林');
    const now = server.clock.now();
    expect(await codeOf(open(lin, { mode: 'show' }))).toBe('auth.forbidden');
    expect(await codeOf(open(lin, { mode: 'duel', source: { bank: 'nobody' } }))).toBe('bank.unknown');
    expect(await codeOf(open(lin, { mode: 'race', source: { questions: ['x'] } }))).toBe(
      'battle.no_questions',
    );
    expect(await codeOf(open(lin, { mode: 'race', plannedAt: now - HOUR }))).toBe('bad_request');
    expect(await codeOf(open(lin, { mode: 'race', plannedAt: now + 5_000 * HOUR }))).toBe('bad_request');
    expect(await codeOf(open(lin, { mode: 'race', people: ['nobody'] }))).toBe('person.unknown');
    expect((await hall(lin)).mine).toEqual([]);
  });

  test('finds colleagues by a part of their name', async () => {
    const lin = await server.joined('林林');
    await server.joined('欧阳娜娜');
    const res = await lin.request(`/api/battles/people?find=${encodeURIComponent('阳娜')}`);
    const found = (await res.json()) as BattlePerson[];
    expect(found.map((p) => [p.name, p.online])).toEqual([['欧阳娜娜', true]]);
    expect((await lin.call('GET /api/battles/people')).length).toBeGreaterThan(1);
  });

  test('brings an invitation by mail, and its battle to the top', async () => {
    const [lin, mei] = [await server.joined('林林'), await server.joined('梅梅')];
    const { id } = await open(lin);
    const invite = (people: string[]) =>
      lin.call('POST /api/battles/invite', { body: { battle: id, people } });
    expect(await invite([mei.me.person.id])).toEqual({ invited: 1 });
    expect((await hall(mei)).invited.map((b) => b.id)).toEqual([id]);
    expect(await mei.call('GET /api/messages')).toMatchObject([
      { kind: 'invited', battle: id, from: '林林' },
    ]);
    expect(await codeOf(invite(['nobody']))).toBe('person.unknown');
  });

  test('calls off what has not begun', async () => {
    const [lin, mei] = [await server.joined('林林'), await server.joined('梅梅')];
    const { id } = await open(lin);
    const off = (who: Browser) => who.call('POST /api/battles/cancel', { body: { battle: id } });
    expect(await codeOf(off(mei))).toBe('auth.forbidden');
    expect(await off(lin)).toEqual({ ok: true });
    expect(await codeOf(off(lin))).toBe('battle.over');
    const begun = await open(lin);
    await move(begun.id, 'running');
    expect(await codeOf(lin.call('POST /api/battles/cancel', { body: { battle: begun.id } }))).toBe(
      'battle.started',
    );
  });
});

describe('a PIN', () => {
  const enter = (who: Browser, pin: string) => who.call('POST /api/battles/pin', { body: { pin } });

  test('brings a colleague to its battle, also into one for some', async () => {
    const [lin, mei] = [await server.joined('林林'), await server.joined('梅梅')];
    const { id, pin = '' } = await open(lin, { mode: 'race', people: [] });
    expect((await hall(mei)).open.map((b) => b.id)).not.toContain(id);
    expect(await enter(mei, `${pin.slice(0, 3)} ${pin.slice(3)}`)).toMatchObject({ id });
    expect((await hall(mei)).invited.map((b) => b.id)).toContain(id);
    await move(id, 'done');
    expect(await codeOf(enter(mei, pin))).toBe('battle.unknown');
    expect(await codeOf(enter(mei, 'hello'))).toBe('battle.unknown');
  });

  test('cannot be searched for', async () => {
    const lin = await server.joined('林林');
    const said: string[] = [];
    for (let n = 0; n < 13; n++) said.push(await codeOf(enter(lin, String(100_000 + n))));
    expect(new Set(said.slice(0, 12))).toEqual(new Set(['battle.unknown']));
    expect(said[12]).toBe('rate.limited');
  });

  test('lets a guest into the company and the battle', async () => {
    const tang = await server.joined('唐老师', 'trainer');
    const { id, pin = '' } = await open(tang, { mode: 'show', title: '周五秀', people: [] });
    const guest = server.client();
    const offer = await guest.call('GET /api/join/:code', { params: { code: pin } });
    expect(offer).toMatchObject({ kind: 'company', role: 'learner', battle: { id, title: '周五秀' } });
    const me = await guest.call('POST /api/join', { body: { code: pin, name: '小王', lang: 'zh' } });
    expect(me).toMatchObject({ person: { guest: true, role: 'learner' }, org: { id: server.company.id } });
    expect((await hall(guest)).invited.map((b) => b.id)).toEqual([id]);
    const account = { code: pin, name: '小李', lang: 'zh', ...newAccount() } as const;
    expect(await server.client().call('POST /api/join', { body: account })).toMatchObject({
      person: { guest: false },
    });
  });

  test('refuses a name that nobody wants on a projector, and is dead when the battle is over', async () => {
    const tang = await server.joined('唐老师', 'trainer');
    const { id, pin = '' } = await open(tang, { mode: 'show' });
    const join = (code: string, name: string) =>
      server.client().call('POST /api/join', { body: { code, name, lang: 'zh' } });
    expect(await codeOf(join(pin, 'f u c k'))).toBe('battle.name_refused');
    expect(await codeOf(join(pin, '傻 逼'))).toBe('battle.name_refused');
    expect((await join(pin, 'Scunthorpe 队')).person.name).toBe('Scunthorpe 队');
    await move(id, 'done');
    expect(await codeOf(join(pin, '小赵'))).toBe('join.unknown_code');
  });

  test('lets a hall of 120 in at once from one address, and slows what comes after', async () => {
    const tang = await server.joined('唐老师', 'trainer');
    const { pin = '' } = await open(tang, { mode: 'show' });
    server.clock.advance(10 * MINUTE);
    const join = (n: number) =>
      server.client().call('POST /api/join', { body: { code: pin, name: `观众 ${n}`, lang: 'zh' } });
    const all = await Promise.allSettled(Array.from({ length: 130 }, (_, n) => join(n)));
    expect(all.filter((j) => j.status === 'fulfilled')).toHaveLength(120);
    const refusal = await refusalOf(join(131));
    expect(refusal).toMatchObject({ code: 'rate.limited', details: { seconds: 1 } });
    server.clock.advance(MINUTE);
    expect((await join(132)).person.name).toBe('观众 132');
  });
});

describe('a challenge', () => {
  const played = async (who: Person): Promise<string> => {
    const { id, solo } = await open(who, { mode: 'duel', solo: true, source: {} });
    expect(solo).toBe(true);
    const { id: question, version } = await server.ctx.db.read
      .selectFrom('question')
      .select(['id', 'version'])
      .where('state', '=', 'ready')
      .executeTakeFirstOrThrow();
    const start: BattleInput = { kind: 'start', at: server.clock.now(), items: [{ question, version }] };
    await appendInputs(server.ctx, id, [{ seq: 0, input: start }]);
    await move(id, 'done');
    return id;
  };

  test('goes from a run played alone to a colleague, who takes it once', async () => {
    const [lin, mei, wu] = [
      await server.joined('林林'),
      await server.joined('梅梅'),
      await server.joined('吴吴'),
    ];
    const battle = await played(lin);
    const commandId = randomUUID();
    const send = () =>
      lin.call('POST /api/challenges', { body: { battle, to: mei.me.person.id } }, { commandId });
    const sent = await send();
    expect(await send()).toEqual(sent);
    expect((await hall(mei)).challenges).toMatchObject([
      { id: sent.id, from: { name: '林林' }, mine: false },
    ]);
    expect((await hall(wu)).challenges.map((c) => c.id)).not.toContain(sent.id);
    const take = (who: Browser) => who.call('POST /api/challenges/take', { body: { challenge: sent.id } });
    expect(await codeOf(take(wu))).toBe('challenge.unknown');
    expect(await codeOf(take(lin))).toBe('challenge.own');
    const reply = await take(mei);
    expect(reply).toMatchObject({ mode: 'duel', mine: true });
    expect(reply.pin).toBeUndefined();
    expect((await take(mei)).id).toBe(reply.id);
    expect((await hall(mei)).mine.map((b) => b.id)).toEqual([reply.id]);
  });

  test('is not made of a battle that is not one’s own finished run', async () => {
    const lin = await server.joined('林林');
    const { id } = await open(lin, { mode: 'duel', solo: true });
    const send = (battle: string) => lin.call('POST /api/challenges', { body: { battle } });
    expect(await codeOf(send(id))).toBe('challenge.unknown');
    expect(await codeOf(send('nobody'))).toBe('battle.unknown');
  });
});

describe('a tournament', () => {
  const department = async (name: string): Promise<string> => {
    const id = randomUUID();
    const { writer } = server.ctx.db.internal;
    await writer
      .insertInto('department')
      .values({ id, org: server.company.id, parent: null, name })
      .execute();
    return id;
  };

  test('is opened by a trainer for departments and seen by everybody', async () => {
    const [tang, lin] = [await server.joined('唐老师', 'trainer'), await server.joined('林林')];
    const departments = [await department('产品部'), await department('销售部'), await department('客服部')];
    const body = {
      ...({ name: '秋季赛', kind: 'round-robin', departments } as const),
      ...{ startsAt: server.clock.now() + HOUR, everyMs: 24 * HOUR },
    };
    const create = (who: Browser) => who.call('POST /api/tournaments', { body });
    expect(await codeOf(create(lin))).toBe('auth.forbidden');
    const view = await create(tang);
    expect(view.matches).toHaveLength(3);
    expect(view.departments.map((d) => d.name).sort()).toEqual(['产品部', '客服部', '销售部']);
    expect(await lin.call('GET /api/tournaments')).toEqual([view]);
    const battle = await lin.call('GET /api/battles/:battle', {
      params: { battle: view.matches[0]?.battle ?? '' },
    });
    expect(battle).toMatchObject({
      mode: 'race',
      status: 'planned',
      tournament: view.id,
      title: expect.stringMatching(/^秋季赛 · /),
    });
    const late = { ...body, startsAt: server.clock.now() - HOUR };
    expect(await codeOf(tang.call('POST /api/tournaments', { body: late }))).toBe('bad_request');
  });
});

describe('the same once more', () => {
  test('is opened by one press, given to the other player, and refused to strangers', async () => {
    const [lin, mei, wu] = await Promise.all(['林林', '梅梅', '吴吴'].map((name) => server.joined(name)));
    if (!lin || !mei || !wu) throw new Error('nobody has joined');
    const { id } = await open(lin, { mode: 'duel', title: '午间' });
    const seat = (person: string): BattleInput => ({
      ...{ kind: 'seat', at: server.clock.now(), person, factor: 1, theta: 0 },
    });
    const inputs = [seat(lin.me.person.id), seat(mei.me.person.id)];
    await appendInputs(
      server.ctx,
      id,
      inputs.map((input, seq) => ({ seq, input })),
    );
    const again = (who: Browser) => who.call('POST /api/battles/again', { body: { battle: id } });
    expect(await codeOf(again(lin))).toBe('battle.phase');
    await move(id, 'done');
    const next = await again(lin);
    expect(next).toMatchObject({ mode: 'duel', title: '午间', status: 'lobby', mine: true });
    expect(await again(mei)).toMatchObject({ id: next.id, mine: false });
    expect((await hall(mei)).invited.map((b) => b.id)).toContain(next.id);
    expect(await codeOf(again(wu))).toBe('battle.not_in');
  });
});
