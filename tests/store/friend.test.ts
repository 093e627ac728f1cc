import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import { type Bond, bondOf, CHEERS_A_DAY, PERSON_ACTS, type PersonAct } from '../../server/domain/friend.ts';
import { cheersGot, cheersLeft, giveCheer } from '../../server/store/cheer.ts';
import { once } from '../../server/store/command.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { facesOf } from '../../server/store/face.ts';
import { areFriends, blockedOf, friendsOf, isBlocked, linkBetween } from '../../server/store/friend.ts';
import { actOnPerson } from '../../server/store/friend-act.ts';
import { findPeople, friendsView } from '../../server/store/friend-view.ts';
import { lineOf } from '../../server/store/honour.ts';
import { messagesOf } from '../../server/store/message.ts';
import { saveSettings } from '../../server/store/person.ts';
import { fillSpellings, spellingOf } from '../../server/store/pinyin.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { companyOf } from '../helpers/people.ts';

const DAY = 86_400_000;
const unknown = new RuleError('person.unknown');

describe.each(STORES)('friends on $name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const db = () => store.db.read;
  const act = (by: Actor, to: Actor, what: PersonAct) =>
    once(
      store.ctx,
      by.person,
      randomUUID(),
      async (tx) => (await actOnPerson(tx, by, to.person, what)) ?? '',
    );
  const view = async (by: Actor) => (await friendsView(db(), by, store.clock.now())).view;
  const bond = async (by: Actor, to: Actor): Promise<Bond> =>
    bondOf(await linkBetween(db(), by.person, to.person), by.person);
  const pair = async (): Promise<[Actor, Actor]> =>
    (await companyOf(store, '林小满', '单雄信')) as [Actor, Actor];
  const changes = async (by: Actor) => {
    const rows = await db()
      .selectFrom('event_text')
      .select('data')
      .where('actor', '=', by.person)
      .where('verb', '=', 80)
      .orderBy('seq')
      .execute();
    return rows.map((r) => (JSON.parse(r.data) as { action: string }).action);
  };

  test('a request stands in the list of both and in the mail of the other; its answer too', async () => {
    const [a, b] = await pair();
    await act(a, b, 'request');
    expect((await view(a)).outgoing.map((r) => r.face.name)).toEqual(['单雄信']);
    expect((await view(b)).incoming.map((r) => r.face.name)).toEqual(['林小满']);
    expect(await messagesOf(db(), b.person)).toMatchObject([{ kind: 'friend', from: '林小满' }]);
    await act(b, a, 'accept');
    expect((await view(a)).friends.map((f) => f.face.id)).toEqual([b.person]);
    expect((await view(b)).friends.map((f) => f.face.id)).toEqual([a.person]);
    expect(await messagesOf(db(), a.person)).toMatchObject([{ kind: 'befriended', from: '单雄信' }]);
    expect(await messagesOf(db(), b.person)).toEqual([]);
    expect(await friendsOf(db(), a.person)).toEqual([b.person]);
    expect(await areFriends(db(), b.person, a.person)).toBe(true);
    expect([await changes(a), await changes(b)]).toEqual([['request'], ['accept']]);
  });

  test('a declined request is told to nobody', async () => {
    const [a, b] = await pair();
    await act(a, b, 'request');
    const before = JSON.stringify((await view(a)).outgoing);
    await act(b, a, 'decline');
    expect(JSON.stringify((await view(a)).outgoing)).toBe(before);
    expect((await view(b)).incoming).toEqual([]);
    expect(await messagesOf(db(), a.person)).toEqual([]);
    expect(await changes(b)).toEqual([]);
  });

  test('a request that is taken back leaves no unread word, however often', async () => {
    const [a, b] = await pair();
    for (let n = 0; n < 3; n++) {
      await act(a, b, 'request');
      await act(a, b, 'withdraw');
    }
    expect(await messagesOf(db(), b.person)).toEqual([]);
    expect([await bond(a, b), await bond(b, a)]).toEqual(['none', 'none']);
  });

  test('who ask each other at the same moment are friends, each once', async () => {
    const [a, b] = await pair();
    await Promise.all([act(a, b, 'request'), act(b, a, 'request'), act(a, b, 'request')]);
    expect(await areFriends(db(), a.person, b.person)).toBe(true);
    expect([...(await changes(a)), ...(await changes(b))].sort()).toEqual(['accept', 'request']);
  });

  test('nobody befriends oneself, somebody of another company or nobody', async () => {
    const [a] = await pair();
    const [stranger] = await companyOf(store, '外人');
    await expect(act(a, a, 'request')).rejects.toEqual(unknown);
    await expect(act(a, stranger as Actor, 'request')).rejects.toEqual(unknown);
    await expect(act(a, { ...a, person: 'nobody' }, 'block')).rejects.toEqual(unknown);
  });

  test('a block ends a friendship, is seen by the blocker alone, and closes every door both ways', async () => {
    const [a, b] = await pair();
    await act(a, b, 'request');
    await act(b, a, 'accept');
    await act(b, a, 'block');
    expect(await isBlocked(db(), a.person, b.person)).toBe(true);
    expect(await blockedOf(db(), a.person)).toEqual(new Set([b.person]));
    expect([(await view(a)).friends, (await view(a)).blocked]).toEqual([[], []]);
    expect((await view(b)).blocked.map((f) => f.id)).toEqual([a.person]);
    for (const [by, to] of [
      [a, b],
      [b, a],
    ] as const) {
      await expect(act(by, to, 'request')).rejects.toEqual(unknown);
      const cheer = commit(store.ctx, (tx) => giveCheer(tx, by, { to: to.person, kind: 'wave', place: '' }));
      await expect(cheer).rejects.toEqual(unknown);
      expect(await findPeople(db(), by, '小满')).toEqual([]);
      expect(await findPeople(db(), by, 'shan')).toEqual([]);
    }
    await act(a, b, 'unblock');
    expect(await isBlocked(db(), a.person, b.person)).toBe(true);
    await act(b, a, 'unblock');
    expect(await bond(a, b)).toBe('none');
    await act(a, b, 'request');
    expect(await bond(b, a)).toBe('asks');
  });

  test('whatever two people do to each other at the same moment, both see one thing that could be', async () => {
    const acts = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...PERSON_ACTS)), {
      minLength: 2,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 1, maxLength: 3 }), async (moments) => {
        const [a, b] = await pair();
        for (const moment of moments)
          await Promise.allSettled(
            moment.map(([first, what]) => (first ? act(a, b, what) : act(b, a, what))),
          );
        const [va, vb] = [await view(a), await view(b)];
        const blocked = await isBlocked(db(), a.person, b.person);
        const [ab, ba] = [await bond(a, b), await bond(b, a)];
        if (blocked) expect([ab, ba]).toEqual(['none', 'none']);
        expect(ab === 'friends').toBe(ba === 'friends');
        if (ab === 'asks') expect(ba).toBe('asked');
        expect(va.friends.length).toBe(vb.friends.length);
        expect(va.friends.length).toBe(ab === 'friends' ? 1 : 0);
        const all = moments.flat();
        const wanted = (first: boolean) =>
          all.some(([f, what]) => f === first && (what === 'request' || what === 'accept'));
        if (ab === 'friends') expect([wanted(true), wanted(false)]).toEqual([true, true]);
        const made = [...(await changes(a)), ...(await changes(b))];
        const count = (action: string) => made.filter((m) => m === action).length;
        expect(count('accept') - count('remove')).toBe(ab === 'friends' ? 1 : 0);
      }),
      { numRuns: 12 },
    );
  });

  test('a command that comes twice is done once', async () => {
    const [a, b] = await pair();
    const id = randomUUID();
    const ask = () =>
      once(store.ctx, a.person, id, async (tx) => (await actOnPerson(tx, a, b.person, 'request')) ?? '');
    expect(await Promise.all([ask(), ask()])).toEqual(['request', 'request']);
    expect(await changes(a)).toEqual(['request']);
  });

  test('people are found by a part of the name, by pinyin, by initials and by code; nobody else is', async () => {
    const people = await companyOf(store, '林小满', '单雄信', '曾小贤', 'Anna 解', '100%真');
    const [a] = people as [Actor];
    await companyOf(store, '单外人');
    const found = async (text: string) => (await findPeople(db(), a, text)).map((f) => f.face.name);
    expect(await found('雄')).toEqual(['单雄信']);
    expect(await found('shanxiong')).toEqual(['单雄信']);
    expect(await found('Shan Xiong Xin')).toEqual(['单雄信']);
    expect(await found('sxx')).toEqual(['单雄信']);
    expect(await found('zxx')).toEqual(['曾小贤']);
    expect(await found('xiaoxian')).toEqual(['曾小贤']);
    expect(await found('anna')).toEqual(['Anna 解']);
    expect(await found('xie')).toEqual(['Anna 解']);
    expect(await found('dan')).toEqual([]);
    expect(await found('%')).toEqual(['100%真']);
    expect(await found('林小满')).toEqual([]);
    expect(await found('  ')).toEqual([]);
    const { code } = await view(people[1] as Actor);
    expect(await found(`${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`)).toEqual(['单雄信']);
  });

  test('people from before pinyin get their spelling and a code at the next start', async () => {
    const [a, b] = await pair();
    await commit(store.ctx, ({ db }) =>
      db
        .updateTable('identity')
        .set({ spelling: null, friendCode: null })
        .where('person', 'in', [a.person, b.person])
        .execute(),
    );
    expect(await findPeople(db(), b, 'lxm')).toEqual([]);
    await fillSpellings(store.ctx);
    expect((await findPeople(db(), b, 'lxm')).map((f) => f.face.id)).toEqual([a.person]);
    expect((await view(a)).code).toMatch(/^[A-Z0-9]{6}$/);
  });

  test('who hides is away to friends, and their day is nobody else’s', async () => {
    const [a, b] = await pair();
    await act(a, b, 'request');
    await act(b, a, 'accept');
    expect((await friendsView(db(), a, store.clock.now())).open).toEqual([b.person]);
    await commit(store.ctx, (tx) => saveSettings(tx, b.person, { hidePresence: true }));
    const { view: list, open: shown } = await friendsView(db(), a, store.clock.now());
    expect(shown).toEqual([]);
    expect(list.friends[0]).not.toHaveProperty('day');
  });

  test('cheers are limited for a pair, a kind and a day, also when they come together', async () => {
    const [a, b] = await pair();
    const cheer = (by: Actor, to: Actor) =>
      once(store.ctx, by.person, randomUUID(), (tx) =>
        giveCheer(tx, by, { to: to.person, kind: 'cheer', place: '' }),
      );
    const done = await Promise.allSettled(Array.from({ length: 8 }, () => cheer(a, b)));
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(CHEERS_A_DAY);
    expect((await cheersGot(db(), b.person)).cheer).toBe(CHEERS_A_DAY);
    expect(await cheersLeft(db(), a, b.person, store.clock.now())).toEqual({ wave: 3, cheer: 0, thanks: 3 });
    await cheer(b, a);
    expect(await cheersLeft(db(), a, b.person, store.clock.now() + DAY)).toMatchObject({ cheer: 3 });
  });

  test('a face shows what is worn, and my own line the paint of my ship, too', async () => {
    const [a, b] = await pair();
    const worn = { line: null, title: 'sailor', frame: 'frame.gold', skin: 'skin.jade' };
    await commit(store.ctx, (tx) =>
      tx.db
        .insertInto('profile')
        .values({ person: a.person, org: a.org, ...worn, updatedAt: 1 })
        .execute(),
    );
    const face = (await facesOf(db(), [a.person, 'nobody'])).get(a.person);
    expect(face).toMatchObject({ name: '林小满', title: 'sailor', frame: 'frame.gold' });
    const { line: _line, ...mine } = worn;
    expect(await lineOf(db(), a.person, { titles: [] })).toMatchObject(mine);
    expect(Object.keys(await lineOf(db(), b.person, { titles: [] })).sort()).toEqual([
      'fresh',
      'level',
      'toNext',
      'xp',
    ]);
  });
});

describe('a name in pinyin', () => {
  test.each([
    ['单雄信', 'shanxiongxin'],
    ['曾小贤', 'zengxiaoxian'],
    ['解晓东', 'xiexiaodong'],
    ['欧阳娜娜', 'ouyangnana'],
    ['吕布', 'lvbu'],
  ])('%s is read with its surname: %s', (name, spelled) => {
    expect(spellingOf(name)).toContain(` ${spelled}`);
  });
});
