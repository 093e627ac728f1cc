import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewTournament, TeamRow, TournamentView } from '../../server/domain/api-battle.ts';
import { findBattle } from '../../server/store/battle.ts';
import { callOff } from '../../server/store/battle-hall.ts';
import {
  boatOf,
  createTournament,
  findTournament,
  settleMatch,
  tournamentsOf,
} from '../../server/store/tournament.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { newCompany, newDepartment, refusal } from './bank-people.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

const HOUR = 3_600_000;
const boats = (red: number, blue: number): TeamRow[] => [
  { id: 'red', rank: red >= blue ? 1 : 2, points: 0, metres: red, members: 1 },
  { id: 'blue', rank: blue >= red ? 1 : 2, points: 0, metres: blue, members: 1 },
];

describe.each(STORES)('a tournament on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  let departments: string[];
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await battleCompany(store);
    departments = [];
    for (let n = 0; n < 4; n++) departments.push(await newDepartment(store.ctx, at.org));
  });
  const cup = (kind: NewTournament['kind'], more: Partial<NewTournament> = {}): NewTournament => ({
    ...{ name: '秋季赛', kind, departments, startsAt: MORNING + HOUR, everyMs: 24 * HOUR },
    ...more,
  });
  const create = (body: NewTournament) => at.run((tx) => createTournament(tx, at.tang, body));
  const rowOf = async (view: TournamentView, nth: number) =>
    findBattle(store.db.read, at.org, view.matches[nth]?.battle ?? '');
  const settle = async (view: TournamentView, nth: number, red: number, blue: number) => {
    const row = await rowOf(view, nth);
    await at.run((tx) => settleMatch(tx, row, boats(red, blue)));
  };
  const now = (view: TournamentView) => findTournament(store.db.read, at.org, view.id);

  test('plans every match of a round robin for the people of both departments', async () => {
    const inside = await newDepartment(store.ctx, at.org, departments[0]);
    const lin = await at.person('林林', { department: inside });
    const mei = await at.person('梅梅', { department: departments[3] ?? '' });
    const view = await create(cup('round-robin'));
    expect(view.matches).toHaveLength(6);
    expect(view.matches.map((m) => (m.plannedAt - MORNING - HOUR) / (24 * HOUR))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(view.matches[0]).toMatchObject({ a: departments[0], b: departments[3] });
    const row = await rowOf(view, 0);
    expect(row).toMatchObject({ mode: 'race', status: 'planned', pin: null, tournament: view.id });
    expect([...(row.invited ?? [])].sort()).toEqual([lin.person, mei.person].sort());
    const boat = (person: string) => boatOf(store.db.read, row, person);
    expect([await boat(lin.person), await boat(mei.person), await boat(at.tang.person)]).toEqual([
      'red',
      'blue',
      undefined,
    ]);
  });

  test('has a table that follows its matches, each counted once', async () => {
    const view = await create(cup('round-robin'));
    await settle(view, 0, 480, 500);
    await settle(view, 0, 500, 100);
    await settle(view, 1, 300, 300);
    const after = await now(view);
    expect(after.matches[0]).toMatchObject({ scoreA: 480, scoreB: 500, winner: departments[3] });
    expect(after.matches[1]?.winner).toBeUndefined();
    expect(after.departments.map((d) => [d.id, d.points, d.place])).toEqual([
      [departments[3], 3, 1],
      [view.matches[1]?.a, 1, 2],
      [view.matches[1]?.b, 1, 2],
      [departments[0], 0, 4],
    ]);
    expect(after.done).toBe(false);
    for (const nth of [2, 3, 4, 5]) await settle(view, nth, 2, 1);
    expect((await now(view)).done).toBe(true);
    expect((await tournamentsOf(store.db.read, at.org)).map((t) => t.id)).toEqual([view.id]);
  });

  test('plans the final of a knock-out when both winners are known, also when both come at once', async () => {
    const view = await create(cup('knock-out'));
    expect(view.matches.map((m) => m.battle !== undefined)).toEqual([true, true, false]);
    store.clock.set(MORNING + 48 * HOUR);
    await Promise.all([settle(view, 0, 500, 400), settle(view, 1, 200, 400)]);
    const final = (await now(view)).matches[2];
    expect(final).toMatchObject({ a: departments[0], b: view.matches[1]?.b });
    expect(final?.plannedAt).toBeGreaterThan(MORNING + 48 * HOUR);
    const between = await now(view);
    await settle(between, 2, 300, 500);
    const over = await now(view);
    expect(over.done).toBe(true);
    expect(over.departments[0]).toMatchObject({ id: view.matches[1]?.b, place: 1, won: 2 });
  });

  test('needs a winner of a knock-out: of level boats and of a match called off the better seed goes on', async () => {
    const view = await create(cup('knock-out'));
    await settle(view, 0, 400, 400);
    await at.run((tx) => callOff(tx, at.tang, view.matches[1]?.battle ?? ''));
    const { matches } = await now(view);
    expect(matches.map((m) => m.winner)).toEqual([departments[0], departments[1], undefined]);
    expect(matches[2]).toMatchObject({ a: departments[0], b: departments[1], battle: expect.any(String) });
    expect(matches[1]?.scoreA).toBeUndefined();
  });

  test('in which a match is called off is done without it', async () => {
    const two = departments.slice(0, 2);
    const view = await create(cup('round-robin', { departments: two }));
    await at.run((tx) => callOff(tx, at.tang, view.matches[0]?.battle ?? ''));
    const after = await now(view);
    expect(after.done).toBe(true);
    expect(after.departments.map((d) => d.played)).toEqual([0, 0]);
  });

  test('takes two departments of this company and enough questions', async () => {
    const says = (more: Partial<NewTournament>) => refusal(create(cup('round-robin', more)));
    const [one = ''] = departments;
    expect(await says({ departments: [one, one] })).toBe('tournament.too_few');
    expect(await says({ departments: [one, randomUUID()] })).toBe('department.unknown');
    const foreign = await newDepartment(store.ctx, await newCompany(store.ctx));
    expect(await says({ departments: [one, foreign] })).toBe('department.unknown');
    expect(await says({ source: { points: ['none'] } })).toBe('battle.no_questions');
    expect(await tournamentsOf(store.db.read, at.org)).toEqual([]);
  });
});
