import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BattleHall } from '../../server/domain/api-battle.ts';
import { shownRating } from '../../server/domain/battle-rating.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { setBattleStatus } from '../../server/store/battle.ts';
import { callOff, colleaguesOf, hallOf } from '../../server/store/battle-hall.ts';
import { invitePeople } from '../../server/store/battle-invite.ts';
import { messagesOf } from '../../server/store/message.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { newCompany, newEditor, refusal } from './bank-people.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

const MINUTE = 60_000;
type Shelf = 'mine' | 'invited' | 'open' | 'planned';

describe.each(STORES)('the hall of battles on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  let lin: Editor;
  let mei: Editor;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await battleCompany(store);
    [lin, mei] = [await at.person('林林'), await at.person('梅梅')];
  });
  const hall = (by: Editor) => hallOf(store.db.read, by, store.clock.now());
  const shelved = async (by: Editor) => {
    const seen: BattleHall = await hall(by);
    const ids = (shelf: Shelf) => seen[shelf].map((b) => b.id);
    return { mine: ids('mine'), invited: ids('invited'), open: ids('open'), planned: ids('planned') };
  };
  const NONE = { mine: [], invited: [], open: [], planned: [] };

  test('shows a newcomer the rating of everybody’s start and the bank to draw from', async () => {
    const seen = await hall(lin);
    expect(shownRating(seen.rating)).toBe(1000);
    expect(seen).toMatchObject({
      rating: { n: 0 },
      mayHost: false,
      past: [],
      sources: [{ id: at.bank, questions: 12 }],
    });
    expect((await hall(at.tang)).mayHost).toBe(true);
  });

  test('an open battle is mine for its maker and who sits in it, open for the others', async () => {
    const { id } = await at.open(lin, { mode: 'race' });
    expect(await shelved(lin)).toEqual({ ...NONE, mine: [id] });
    expect(await shelved(mei)).toEqual({ ...NONE, open: [id] });
    await at.write(id, at.seat(mei.person));
    expect(await shelved(mei)).toEqual({ ...NONE, mine: [id] });
    await at.run((tx) => setBattleStatus(tx, id, 'running'));
    expect(await shelved(mei)).toEqual({ ...NONE, mine: [id] });
    expect(await shelved(at.tang)).toEqual(NONE);
    await at.run((tx) => setBattleStatus(tx, id, 'done'));
    expect(await shelved(mei)).toEqual(NONE);
  });

  test('one for some is seen by them alone; an invitation to an open one stands out', async () => {
    const some = await at.open(lin, { mode: 'race', people: [mei.person] });
    const all = await at.open(lin, { mode: 'race' });
    await at.run((tx) => invitePeople(tx, lin, all, [at.tang.person]));
    expect(await shelved(mei)).toEqual({ ...NONE, invited: [some.id], open: [all.id] });
    expect(await shelved(at.tang)).toEqual({ ...NONE, invited: [all.id] });
  });

  test('a full duel, a run alone and another company’s battle are nobody else’s', async () => {
    const duel = await at.open(lin, { mode: 'duel' });
    expect(await shelved(mei)).toEqual({ ...NONE, open: [duel.id] });
    await at.write(duel.id, at.seat(lin.person), at.seat(at.tang.person));
    await at.open(lin, { mode: 'duel', solo: true });
    expect(await shelved(mei)).toEqual(NONE);
    expect(await shelved(await newEditor(store.ctx, await newCompany(store.ctx)))).toEqual(NONE);
  });

  test('a planned one that is called off tells everybody who was asked, and not who called it off', async () => {
    const wu = await at.person('吴吴');
    const told = async (by: Editor) =>
      (await messagesOf(store.db.read, by.person)).map((m) => [m.kind, m.from, m.text]);
    const plannedAt = MORNING + 90 * MINUTE;
    const planned = await at.open(lin, { mode: 'race', title: '周五龙舟', plannedAt, people: [mei.person] });
    await at.run((tx) => callOff(tx, lin, planned.id));
    expect(await told(mei)).toEqual([['called_off', '林林', '周五龙舟']]);
    expect(await told(lin)).toEqual([]);
    expect(await told(wu)).toEqual([]);
    const now = await at.open(lin, { mode: 'race', people: [wu.person] });
    await at.run((tx) => callOff(tx, lin, now.id));
    expect(await told(wu)).toEqual([]);
  });

  test('planned ones stand by themselves, the next first', async () => {
    const later = await at.open(at.tang, { mode: 'race', plannedAt: MORNING + 90 * MINUTE });
    const soon = await at.open(at.tang, { mode: 'race', plannedAt: MORNING + 60 * MINUTE });
    expect(await shelved(mei)).toEqual({ ...NONE, planned: [soon.id, later.id] });
    expect(await shelved(at.tang)).toEqual({ ...NONE, planned: [soon.id, later.id] });
  });

  test('past battles show what came of them and against whom', async () => {
    const { id } = await at.open(lin, { mode: 'duel', title: '午间' });
    const row = {
      battle: id,
      org: at.org,
      mode: 'duel',
      team: null,
      of: 2,
      bestStreak: 1,
      climb: 0,
      awards: '[]',
    };
    const more = { coins: 0, before: null, after: null, at: MORNING, points: 90, right: 1, answered: 5 };
    for (const [person, rank, outcome] of [
      [lin.person, 2, 'lose'],
      [mei.person, 1, 'win'],
    ] as const)
      await store.db.internal.writer
        .insertInto('battle_result')
        .values({ ...row, ...more, person, rank, outcome })
        .execute();
    expect((await hall(lin)).past).toEqual([
      {
        ...{ battle: id, mode: 'duel', title: '午间', endedAt: MORNING, rank: 2, of: 2, outcome: 'lose' },
        ...{
          right: 1,
          answered: 5,
          points: 90,
          with: [{ id: mei.person, name: '梅梅', avatar: mei.person }],
        },
      },
    ]);
  });

  test('colleagues come by presence, then by how near their skill is, and by a part of their name', async () => {
    const [wu, far] = [await at.person('吴吴'), await at.person('远%方')];
    const { writer } = store.db.internal;
    const skill = {
      bank: '',
      point: '',
      n: 9,
      wins: 9,
      fails: 0,
      recent: 1,
      last: '',
      initial: null,
      level: '',
    };
    for (const [who, theta] of [
      [lin, 1],
      [mei, 0.8],
      [wu, 0],
      [far, -1],
    ] as const)
      await writer
        .insertInto('skill')
        .values({ ...skill, person: who.person, theta, updatedAt: 0 })
        .execute();
    await writer
      .updateTable('person')
      .set({ lastSeenAt: MORNING - MINUTE })
      .where('id', '=', far.person)
      .execute();
    const seen = await colleaguesOf(store.db.read, lin, { now: MORNING });
    expect(seen.map((p) => [p.name, p.online, p.near])).toEqual([
      ['远%方', true, false],
      ['梅梅', false, true],
      ['吴吴', false, false],
      ['唐老师', false, false],
    ]);
    const names = async (find: string) =>
      (await colleaguesOf(store.db.read, lin, { find, now: MORNING })).map((p) => p.name);
    expect([await names('吴'), await names(' % '), await names('_')]).toEqual([['吴吴'], ['远%方'], []]);
  });

  test('a battle is called off by its maker, before it begins, once', async () => {
    const { id } = await at.open(lin, { mode: 'race' });
    const off = (by: Editor) => at.run((tx) => callOff(tx, by, id));
    expect(await refusal(off(mei))).toBe('auth.forbidden');
    await at.run((tx) => setBattleStatus(tx, id, 'running'));
    expect(await refusal(off(lin))).toBe('battle.started');
    const other = await at.open(lin, { mode: 'race' });
    await at.run((tx) => callOff(tx, lin, other.id));
    expect(await refusal(at.run((tx) => callOff(tx, lin, other.id)))).toBe('battle.over');
  });
});
