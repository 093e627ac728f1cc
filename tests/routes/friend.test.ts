import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashToken } from '../../server/auth.ts';
import { writeLook } from '../../server/domain/look.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { createPerson } from '../../server/store/person.ts';
import { createOrg } from '../../server/store/seed.ts';
import { openSession } from '../../server/store/session.ts';
import { enterLobby, type Tab, until } from '../helpers/lobby.ts';
import { type Browser, browserAt, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
let tabs: Tab[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  for (const { room } of tabs) if (room.connection.isOpen) await room.leave();
  await server.close();
});

type Who = Awaited<ReturnType<TestServer['joined']>>;
const enter = async (who: Who): Promise<Tab> => {
  const tab = await enterLobby(server, who);
  tabs = [...tabs, tab];
  await until(() => tab.peer(who.me.person.id) !== undefined, 'my own critter');
  return tab;
};
const act = (by: Browser, person: string, what: 'request' | 'accept' | 'block' | 'unblock' | 'remove') =>
  by.call('POST /api/friends', { body: { person, act: what } });
const idOf = (who: Who): string => who.me.person.id;
const befriend = async (a: Who, b: Who): Promise<void> => {
  await act(a, idOf(b), 'request');
  await act(b, idOf(a), 'accept');
};
const find = async (by: Browser, text: string): Promise<string[]> => {
  const res = await by.request(`/api/people/find?text=${encodeURIComponent(text)}`);
  return ((await res.json()) as { face: { name: string } }[]).map((f) => f.face.name);
};
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;
const profile = (by: Browser, person: string) => by.call('GET /api/people/:person', { params: { person } });
const visit = (by: Browser, person: string) => by.call('GET /api/visits/:person', { params: { person } });
const cheer = (by: Browser, person: string, place?: string) =>
  by.call('POST /api/cheers', { body: { person, kind: 'cheer', ...(place ? { place } : {}) } });

/** Somebody of another company on the same server. */
const outsider = async (): Promise<{ browser: Browser; actor: Actor }> => {
  const zone = 'Asia/Shanghai';
  const token = 'outsider-token';
  const actor = await commit(server.ctx, async (tx) => {
    const org = await createOrg(tx, { name: '别家', code: 'OTHERONE', zone });
    const by = await createPerson(tx, { org, zone, name: '外人', role: 'admin', lang: 'zh' });
    const device = { userAgent: 'test', lang: 'zh', entry: 'test' } as const;
    await openSession(tx, by, { id: 'outsider', tokenHash: hashToken(token), ...device });
    return by;
  });
  const browser = browserAt(server.url);
  browser.setCookie(`archipelago=${token}`);
  return { browser, actor };
};

describe('friends over the doors', () => {
  test('two people find each other, become friends, and see each other on the map', async () => {
    const [a, b] = [await server.joined('林小满'), await server.joined('单雄信', 'trainer')];
    expect(await find(a, 'sxx')).toEqual(['单雄信']);
    await befriend(a, b);
    expect((await a.call('GET /api/friends')).friends).toMatchObject([{ online: false }]);
    const theirs = await enter(b);
    const { islands } = await b.call('GET /api/quest');
    const at = { island: islands[0]?.id ?? '', station: islands[0]?.stations[0]?.id ?? '' };
    await theirs.ask('move', at);
    expect((await a.call('GET /api/friends')).friends).toMatchObject([{ online: true, at }]);
    expect(await profile(a, idOf(b))).toMatchObject({ bond: 'friends', online: true, at, mayVisit: true });
  });

  test('who hides is away at every door, at once, and comes back at once', async () => {
    const [a, b] = [await server.joined('看海'), await server.joined('隐身')];
    await befriend(a, b);
    const mine = await enter(a);
    await enter(b);
    await until(() => mine.peer(idOf(b)) !== undefined);
    await b.call('POST /api/settings', { body: { hidePresence: true } });
    await until(() => mine.peer(idOf(b)) === undefined, 'gone from the map');
    expect((await a.call('GET /api/friends')).friends[0]).not.toHaveProperty('at');
    expect(await profile(a, idOf(b))).toMatchObject({ online: false });
    expect((await a.call('GET /api/quest')).peers.map((p) => p.id)).not.toContain(idOf(b));
    const people = await a.call('GET /api/battles/people');
    expect(people.find((p) => p.id === idOf(b))?.online).toBe(false);
    expect(await mine.refused('wave', { to: idOf(b) })).toMatchObject({ code: 'person.unknown' });
    await b.call('POST /api/settings', { body: { hidePresence: false } });
    await until(() => mine.peer(idOf(b)) !== undefined, 'back on the map');
  });

  test('blocked people are nobody to each other, at every door and on the map', async () => {
    const [a, b] = [await server.joined('甲小山'), await server.joined('乙小水')];
    await befriend(a, b);
    const [ofA, ofB] = [await enter(a), await enter(b)];
    await until(() => ofA.peer(idOf(b)) !== undefined && ofB.peer(idOf(a)) !== undefined);
    await act(a, idOf(b), 'block');
    await until(() => ofA.peer(idOf(b)) === undefined && ofB.peer(idOf(a)) === undefined, 'both gone');
    for (const [by, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const id = idOf(other);
      expect(await find(by, other.me.person.name)).toEqual([]);
      expect((await by.call('GET /api/quest')).peers.map((p) => p.id)).not.toContain(id);
      expect((await by.call('GET /api/battles/people')).map((p) => p.id)).not.toContain(id);
      expect((await by.call('GET /api/friends')).friends).toEqual([]);
      const duel = by.call('POST /api/battles', { body: { mode: 'duel', people: [id] } });
      const tries = [profile(by, id), visit(by, id), cheer(by, id), act(by, id, 'request'), duel];
      expect(await Promise.all(tries.map(codeOf))).toEqual(Array(5).fill('person.unknown'));
    }
    expect((await b.call('GET /api/friends')).blocked).toEqual([]);
    await act(a, idOf(b), 'unblock');
    await until(() => ofB.peer(idOf(a)) !== undefined, 'seen again');
    expect(await profile(b, idOf(a))).toMatchObject({ bond: 'none' });
  });

  test('a cheer reaches the other one at once, and the fourth of a day is refused', async () => {
    const [a, b] = [await server.joined('加油'), await server.joined('收心')];
    const tab = await enter(b);
    const heard: unknown[] = [];
    tab.room.onMessage('notice' as never, (n: unknown) => void heard.push(n));
    for (const left of [2, 1, 0]) expect(await cheer(a, idOf(b))).toEqual({ left });
    expect(await codeOf(cheer(a, idOf(b)))).toBe('cheer.enough');
    await until(() => heard.length >= 3);
    const { name, avatar } = a.me.person;
    expect(heard[0]).toEqual({ kind: 'cheer', from: idOf(a), name, avatar, cheer: 'cheer' });
    expect((await profile(a, idOf(b))).cheered.cheer).toBe(3);
  });
});

describe('a visit', () => {
  test('shows a friend the island of now, and the cheer that is left stands in the book', async () => {
    const [host, guest] = [await server.joined('岛主'), await server.joined('来客')];
    await befriend(host, guest);
    const quest = await host.call('GET /api/quest');
    const seen = await visit(guest, idOf(host));
    expect([seen.island.id, seen.station]).toEqual([quest.current?.island, quest.current?.station]);
    expect(seen.island.stations.map((s) => [s.id, s.stars])).toEqual(
      quest.islands[0]?.stations.map((s) => [s.id, s.stars]),
    );
    await cheer(guest, idOf(host), seen.island.id);
    expect((await visit(guest, idOf(host))).book).toMatchObject([{ face: { name: '来客' }, kind: 'cheer' }]);
  });

  test('is for friends alone, and for nobody when the host wants none', async () => {
    const [host, friend, colleague] = [
      await server.joined('主人'),
      await server.joined('朋友'),
      await server.joined('路人'),
    ];
    await befriend(host, friend);
    expect(await codeOf(visit(colleague, idOf(host)))).toBe('visit.closed');
    expect(await codeOf(cheer(colleague, idOf(host), 'i1'))).toBe('visit.closed');
    await host.call('POST /api/settings', { body: { noVisits: true } });
    expect(await codeOf(visit(friend, idOf(host)))).toBe('visit.closed');
    expect(await codeOf(cheer(friend, idOf(host), 'i1'))).toBe('visit.closed');
    expect((await profile(friend, idOf(host))).mayVisit).toBe(false);
  });
});

describe('a third person', () => {
  test('of the company reads nothing of a friendship, a code or a guest book', async () => {
    const [a, b, c] = [
      await server.joined('一号人'),
      await server.joined('二号人'),
      await server.joined('三号人', 'admin'),
    ];
    await befriend(a, b);
    await cheer(a, idOf(b));
    const said = JSON.stringify([await c.call('GET /api/friends'), await profile(c, idOf(a))]);
    expect(said).not.toContain(idOf(b));
    expect(said).not.toContain((await a.call('GET /api/friends')).code);
    expect(await profile(c, idOf(a))).not.toHaveProperty('mine');
    expect(await codeOf(visit(c, idOf(a)))).toBe('visit.closed');
  });

  test('of another company finds nobody and is found by nobody', async () => {
    const a = await server.joined('本司人');
    const { browser, actor } = await outsider();
    expect(await find(browser, '本司')).toEqual([]);
    expect(await find(a, '外人')).toEqual([]);
    const id = idOf(a);
    const report = browser.call('POST /api/profile/report', { body: { person: id, reason: 'x' } });
    const tries = [
      profile(browser, id),
      visit(browser, id),
      cheer(browser, id),
      act(browser, id, 'request'),
      act(browser, id, 'block'),
      report,
    ];
    expect(await Promise.all(tries.map(codeOf))).toEqual(Array(6).fill('person.unknown'));
    expect(await codeOf(profile(a, actor.person))).toBe('person.unknown');
  });

  test('who is not signed in comes through no door', async () => {
    const a = await server.joined('在册');
    const nobody = server.client();
    const id = idOf(a);
    const tries = [
      nobody.call('GET /api/friends'),
      profile(nobody, id),
      visit(nobody, id),
      cheer(nobody, id),
      act(nobody, id, 'request'),
    ];
    expect(await Promise.all(tries.map(codeOf))).toEqual(Array(5).fill('auth.required'));
    expect((await nobody.request('/api/people/find?text=a')).status).toBe(401);
  });
});

describe('my profile', () => {
  const look = {
    body: 'round',
    top: 'earsRound',
    eyes: 'happy',
    mouth: 'grin',
    pattern: 'none',
    cheeks: 'blush',
    color: 'fcd34d',
    accent: '5eead4',
    background: '047857',
  };
  const wear = (by: Browser, parts: Partial<typeof look>) =>
    by.call('POST /api/profile/look', { body: { look: writeLook({ ...look, ...parts }) } });

  test('a new critter is drawn from its look, is mine everywhere, and is seen on the map at once', async () => {
    const [a, b] = [await server.joined('换装'), await server.joined('旁观')];
    const theirs = await enter(b);
    await enter(a);
    await until(() => theirs.peer(idOf(a)) !== undefined);
    const before = (await profile(a, idOf(a))).mine?.look;
    expect(before?.body).toMatch(/\w+/);
    const { face } = await wear(a, {});
    expect((await a.call('GET /api/me')).person.avatar).toBe(face.avatar);
    await until(() => theirs.peer(idOf(a))?.avatar === face.avatar, 'the new critter');
    const drawn = await (await a.request(`/avatars/${face.avatar}.svg`)).text();
    const old = await (await a.request(`/avatars/${a.me.person.avatar}.svg`)).text();
    expect([drawn.startsWith('<svg'), drawn.includes('#fcd34d'), drawn === old]).toEqual([true, true, false]);
    expect((await profile(a, idOf(a))).mine?.look).toEqual(look);
  });

  test('a part, frame, paint or title that is not mine is refused', async () => {
    const a = await server.joined('眼馋');
    const crown = wear(a, { top: 'crown' });
    const worn = (await profile(a, idOf(a))).mine?.look;
    if (worn?.top !== 'crown') expect(await codeOf(crown)).toBe('look.locked');
    for (const body of [{ frame: 'frame.gold' }, { skin: 'skin.jade' }, { title: 'captain' }])
      expect(await codeOf(a.call('POST /api/profile', { body }))).toBe('wear.not_yours');
    const bad = a.call('POST /api/profile/look', { body: { look: 'look1-zzzzzzzzz' } });
    expect(await codeOf(bad)).toBe('bad_request');
  });

  test('a line is tidied, checked against the word list, and can be brought to a trainer', async () => {
    const [a, b] = [await server.joined('自述'), await server.joined('读者')];
    const trainer = await server.joined('管家', 'admin');
    const policy = await trainer.call('GET /api/policy');
    const strict = { ...policy, chat: { ...policy.chat, words: ['坏话'] } };
    await trainer.call('POST /api/studio/policy', { body: { policy: strict, before: policy } });
    const saved = await a.call('POST /api/profile', { body: { line: '  爱问\n问题 ' } });
    expect(saved.line).toBe('爱问 问题');
    expect(await codeOf(a.call('POST /api/profile', { body: { line: '这是坏 话' } }))).toBe('chat.word');
    expect((await profile(b, idOf(a))).line).toBe('爱问 问题');
    const report = () => b.call('POST /api/profile/report', { body: { person: idOf(a), reason: '不合适' } });
    await report();
    await report();
    const rows = await server.ctx.db.read
      .selectFrom('report')
      .select(['kind', 'person', 'text'])
      .where('reporter', '=', idOf(b))
      .execute();
    expect(rows).toEqual([{ kind: 'profile', person: idOf(a), text: '自述: 爱问 问题' }]);
    expect(await codeOf(a.call('POST /api/profile', { body: { line: 'x'.repeat(61) } }))).toBe('bad_request');
  });
});
