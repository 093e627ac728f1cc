import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewBattle } from '../../server/domain/api-battle.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { type BattleExtra, findBattle, setBattleStatus } from '../../server/store/battle.ts';
import { playAgain } from '../../server/store/battle-again.ts';
import { messagesOf } from '../../server/store/message.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { refusal } from './bank-people.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

describe.each(STORES)('the same battle once more on $name', ({ open }) => {
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
  const end = (id: string) => at.run((tx) => setBattleStatus(tx, id, 'done'));
  /** A battle that was played to its end by lin, mei and a bot. */
  const played = async (body: NewBattle, extra?: BattleExtra) => {
    const { id } = await at.open(lin, body, extra);
    const bot = { ...at.seat('bot-1'), bot: { kind: 'bot' as const } };
    await at.write(id, at.seat(lin.person), at.seat(mei.person), bot);
    await end(id);
    store.clock.advance(60_000);
    return id;
  };
  const again = (by: Editor, id: string) => at.run((tx) => playAgain(tx, by, id));

  test('draws from the same questions, with the same boats and bots, for those who played', async () => {
    const source = { questions: at.ids.slice(0, 4) };
    const teams = [{ id: 'gold' as const, name: '研发' }, { id: 'teal' as const }];
    const id = await played({ mode: 'race', title: '午间赛', source, teams, bots: 2 });
    const next = await again(mei, id);
    expect(next).toMatchObject({ mode: 'race', title: '午间赛', source, teams, bots: 2, status: 'lobby' });
    expect(next.invited).toBeNull();
    expect((await messagesOf(store.db.read, lin.person)).map((m) => [m.kind, m.battle])).toEqual([
      ['invited', next.id],
    ]);
    expect(await messagesOf(store.db.read, mei.person)).toEqual([]);
  });

  test('is one battle for two who ask at once, and another one after that was played', async () => {
    const id = await played({ mode: 'duel' });
    const [a, b] = await Promise.all([again(lin, id), again(mei, id)]);
    expect(a.id).toBe(b.id);
    expect((await again(lin, id)).id).toBe(a.id);
    await end(a.id);
    expect((await again(lin, id)).id).not.toBe(a.id);
  });

  test('is for those who might come to the first: two for a duel, the list and who came for others', async () => {
    const duel = await again(mei, await played({ mode: 'duel' }));
    expect(duel.invited?.toSorted()).toEqual([lin.person, mei.person].sort());
    const wang = await at.person('王五');
    const race = await again(mei, await played({ mode: 'race', people: [mei.person, wang.person] }));
    expect(race.invited?.toSorted()).toEqual([lin.person, mei.person, wang.person].sort());
  });

  test('of a show is one however often its host asks, open to everybody as the first', async () => {
    const id = await at.open(at.tang, { mode: 'show', title: '周会' }).then((b) => b.id);
    await at.write(id, at.seat(lin.person), at.seat(mei.person));
    await end(id);
    store.clock.advance(60_000);
    const next = await again(at.tang, id);
    expect(next).toMatchObject({ mode: 'show', host: at.tang.person, invited: null, title: '周会' });
    expect((await again(at.tang, id)).id).toBe(next.id);
    expect((await messagesOf(store.db.read, lin.person)).map((m) => m.battle)).toEqual([next.id]);
  });

  test('does not take somebody’s new game for it', async () => {
    const id = await played({ mode: 'duel' });
    const other = await at.open(lin, { mode: 'duel', people: [mei.person], source: { bank: at.bank } });
    expect((await again(mei, id)).id).not.toBe(other.id);
  });

  test('is refused before the end, to strangers, and where a battle is played once', async () => {
    const { id: open } = await at.open(lin, { mode: 'duel' });
    expect(await refusal(again(lin, open))).toBe('battle.phase');
    expect(await refusal(again(at.tang, await played({ mode: 'duel' })))).toBe('battle.not_in');
    const alone = await played({ mode: 'duel', solo: true });
    const items = [{ question: at.ids[0] ?? '', version: 1 }];
    await at.run((tx) =>
      tx.db
        .insertInto('battle_input')
        .values({
          battle: alone,
          seq: 9,
          at: MORNING,
          kind: 'start',
          person: null,
          data: JSON.stringify({ items }),
        })
        .execute(),
    );
    const ghost = await played({ mode: 'duel' }, { run: alone, invited: [lin.person] });
    expect(await refusal(again(lin, alone))).toBe('battle.over');
    expect(await refusal(again(lin, ghost))).toBe('battle.over');
    const show = await at.open(at.tang, { mode: 'show' });
    await end(show.id);
    expect(await refusal(again(lin, show.id))).toBe('auth.forbidden');
    expect((await findBattle(store.db.read, at.org, (await again(at.tang, show.id)).id)).host).toBe(
      at.tang.person,
    );
  });
});
