import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CohortBody } from '../../server/domain/api-cohorts.ts';
import { voyageDay } from '../../server/domain/calendar.ts';
import { RuleError } from '../../server/domain/errors.ts';
import type { Quest } from '../../server/domain/quest.ts';
import type { Streak } from '../../server/domain/streak.ts';
import { audit } from '../../server/store/audit.ts';
import { restsOf, saveStreak, streakOf } from '../../server/store/checkin.ts';
import { archiveCohort, changeMembers, cohortOf, saveCohort } from '../../server/store/cohort.ts';
import { boardOf, cohortsOf } from '../../server/store/cohort-board.ts';
import { cohortAudit, extendMember, remindMembers, resetStation } from '../../server/store/cohort-care.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { graduationOf, holdCeremony, milestonesOf } from '../../server/store/graduation.ts';
import { balanceOf, creditPerson, transfer } from '../../server/store/ledger.ts';
import { messagesOf, readMessages, unreadOf } from '../../server/store/message.ts';
import { saveSettings } from '../../server/store/person.ts';
import { enrol, finishStation } from '../../server/store/progress.ts';
import { daysOf } from '../../server/store/quest.ts';
import { findQuest, saveContentVersion } from '../../server/store/quest-version.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const base = (id: string) => ({ id, name: { zh: id }, minutes: 5 });
const questOf = (id: string): Quest => ({
  id,
  name: { zh: `任务${id}` },
  days: 4,
  graduation: [{ kind: 'credits', n: 70 }],
  medal: { name: { zh: '远航勋章' }, icon: 'medal', price: 30 },
  islands: [
    {
      id: `${id}-i`,
      name: { zh: '岛' },
      about: { zh: '岛' },
      icon: 'hut',
      bank: 'bank',
      stations: [
        { ...base(`${id}-1`), kind: 'card', card: 'welcome' },
        { ...base(`${id}-2`), kind: 'exam' },
        { ...base(`${id}-3`), kind: 'boss', boss: { name: { zh: '龙' }, icon: 'dragon' } },
        {
          ...base(`${id}-4`),
          kind: 'assignment',
          assignment: {
            brief: { zh: '写一篇' },
            rubric: [{ name: { zh: '完整' }, points: 10 }],
            accepts: ['text'],
          },
        },
      ],
    },
  ],
});
const body = (more: Partial<CohortBody> = {}): CohortBody => ({
  quest: 'q',
  name: '十一月班',
  startDay: 20261116,
  zone: 'Asia/Shanghai',
  rest: { weekdays: [6, 7], days: [] },
  open: false,
  ...more,
});

describe.each(STORES)('cohorts on $name', ({ open }) => {
  let store: TestStore;
  let people: Actor[] = [];
  let stranger: Actor;
  const actor = (n: number): Actor => {
    const found = people[n];
    if (!found) throw new Error('nobody');
    return found;
  };
  const id = (n: number): string => actor(n).person;
  const run = <T>(work: Parameters<typeof commit<T>>[1]): Promise<T> => commit(store.ctx, work);
  const db = () => store.db.read;
  const now = () => store.clock.now();
  const save = (more: Partial<CohortBody> = {}) => run((tx) => saveCohort(tx, actor(0), body(more)));
  const put = (cohort: string, ...who: number[]) =>
    run((tx) => changeMembers(tx, actor(0), { cohort, people: who.map(id), add: true }));
  const begin = (n: number) => run(async (tx) => enrol(tx, actor(n), await findQuest(tx.db, actor(n))));
  const finish = (n: number, station: string, coins = 10) =>
    run(async (tx) => {
      const quest = await findQuest(tx.db, actor(n));
      await enrol(tx, actor(n), quest);
      const island = quest.islands[0];
      const found = island?.stations.find((s) => s.id === station);
      if (!island || !found) throw new Error('no station');
      const end = { clears: true, stars: 3, best: 1, tier: 0, coins, reason: 'card' };
      return finishStation(tx, actor(n), quest, {
        station: found,
        island,
        ...end,
        key: `${id(n)}:${station}`,
      });
    });
  const attempt = (n: number, station: string, kind: string, nth: number, day = 20261116) =>
    run((tx) =>
      tx.db
        .insertInto('attempt')
        .values({
          id: `${id(n)}:${station}:${nth}`,
          person: id(n),
          quest: 'q',
          island: 'q-i',
          station,
          kind,
          nth,
          day,
          seed: 1,
          status: 'ended',
          state: '{}',
          startedAt: tx.now,
          endedAt: tx.now,
        })
        .execute(),
    );
  const rowOf = async (cohort: string, n: number) =>
    (await boardOf(db(), actor(0).org, cohort, now())).members.find((m) => m.person === id(n));

  beforeAll(async () => {
    store = await open();
    people = await seedPeople(store.ctx, 14);
    [stranger] = (await seedPeople(store.ctx, 1)) as [Actor];
    await run(async (tx) => {
      for (const { person, org } of [...people, stranger])
        await tx.db
          .insertInto('identity')
          .values({
            person,
            org,
            name: `人${person.slice(-4)}`,
            login: null,
            password: null,
            avatar: '',
            employeeNo: null,
            email: null,
            phone: null,
            post: null,
            joinedOn: null,
            failedLogins: 0,
            lockedUntil: null,
          })
          .execute();
      await saveContentVersion(tx, actor(0).org, { quest: questOf('q'), cards: [] }, 'h');
    });
  });
  afterAll(() => store.close());

  it('are made, changed, archived; a wrong zone and a draft or unknown quest are refused', async () => {
    const cohort = await save();
    expect(await save({ id: cohort, name: '改名', open: true })).toBe(cohort);
    await expect(save({ zone: 'Asia/Atlantis' })).rejects.toEqual(new RuleError('cohort.zone'));
    await expect(save({ quest: 'nowhere' })).rejects.toEqual(new RuleError('quest.unknown'));
    await expect(save({ id: 'nowhere' })).rejects.toEqual(new RuleError('cohort.unknown'));
    await run((tx) => archiveCohort(tx, actor(0), cohort, true));
    const [view] = await cohortsOf(db(), actor(0).org, now());
    expect(view).toMatchObject({ id: cohort, name: '改名', open: true, archived: true, day: 1, days: 4 });
    expect((await cohortAudit(db(), actor(0).org, cohort)).map((a) => a.action)).toEqual([
      'cohort.archive',
      'cohort.save',
      'cohort.create',
    ]);
  });

  it('of another company are unknown, and so are its people', async () => {
    const cohort = await save();
    const unknown = new RuleError('cohort.unknown');
    await expect(boardOf(db(), stranger.org, cohort, now())).rejects.toEqual(unknown);
    await expect(run((tx) => archiveCohort(tx, stranger, cohort, true))).rejects.toEqual(unknown);
    await expect(run((tx) => saveCohort(tx, stranger, body({ id: cohort })))).rejects.toEqual(unknown);
    await expect(cohortAudit(db(), stranger.org, cohort)).rejects.toEqual(unknown);
    const theirs = { cohort, people: [stranger.person], add: true };
    await expect(run((tx) => changeMembers(tx, actor(0), theirs))).rejects.toEqual(
      new RuleError('person.unknown'),
    );
    expect(await cohortsOf(db(), stranger.org, now())).toEqual([]);
  });

  it('have a person once: who comes into one leaves the other of the same quest', async () => {
    const [a, b] = [await save(), await save({ name: '二班' })];
    await put(a, 1, 2);
    await put(b, 2);
    await put(b, 2);
    expect((await boardOf(db(), actor(0).org, a, now())).members.map((m) => m.person)).toEqual([id(1)]);
    expect((await boardOf(db(), actor(0).org, b, now())).members.map((m) => m.person)).toEqual([id(2)]);
    await run((tx) => changeMembers(tx, actor(0), { cohort: b, people: [id(2)], add: false }));
    expect(await cohortOf(db(), id(2), 'q')).toBeUndefined();
    const { others } = await boardOf(db(), actor(0).org, b, now());
    expect(others.map((o) => o.person)).toContain(id(2));
    expect(others.map((o) => o.person)).not.toContain(id(1));
  });

  it('that are open take new learners in: the newest, and nobody who is in one', async () => {
    const first = await save({ open: true });
    store.clock.advance(1000);
    const newest = await save({ open: true, name: '新班' });
    await put(first, 3);
    await begin(3);
    await begin(4);
    expect((await cohortOf(db(), id(3), 'q'))?.id).toBe(first);
    expect((await cohortOf(db(), id(4), 'q'))?.id).toBe(newest);
    await run((tx) => archiveCohort(tx, actor(0), newest, true));
    await save({ id: first, open: false });
    await begin(5);
    expect(await cohortOf(db(), id(5), 'q')).toBeUndefined();
  });

  it('give their members their days: zone, start, rests, and days more', async () => {
    const cohort = await save({ zone: 'America/New_York', startDay: 20261113 });
    await put(cohort, 6);
    const days = await daysOf(db(), actor(6), 'q', now());
    expect(days.today).toBe(20261115);
    expect(voyageDay(days.calendar, days.today)).toBe(1);
    const more = { cohort, person: id(6), days: 2, reason: '出差' };
    await run((tx) => extendMember(tx, actor(0), 4, more));
    const later = await daysOf(db(), actor(6), 'q', now() + 3 * DAY);
    expect([later.today, voyageDay(later.calendar, later.today)]).toEqual([20261118, 2]);
    expect(await restsOf(db(), id(6))).toEqual([{ weekdays: [6, 7], days: [] }]);
    expect(await rowOf(cohort, 6)).toMatchObject({ extraDays: 2 });
    expect(await messagesOf(db(), id(6))).toMatchObject([{ kind: 'extended', text: '出差', read: false }]);
    const alone = await daysOf(db(), actor(7), 'q', now());
    expect(voyageDay(alone.calendar, alone.today)).toBe(1);
  });

  it('reset an exam of today, a boss and a submission, with a reason; nothing else', async () => {
    const cohort = await save();
    await put(cohort, 9);
    const reset = (station: string) =>
      run((tx) =>
        resetStation(tx, actor(0), questOf('q'), { cohort, person: id(9), station, reason: '断网' }),
      );
    const nothing = new RuleError('cohort.reset');
    for (const station of ['q-1', 'q-2', 'q-3', 'q-4']) await expect(reset(station)).rejects.toEqual(nothing);
    await attempt(9, 'q-2', 'exam', 1);
    await attempt(9, 'q-2', 'exam', 2, 20261115);
    await attempt(9, 'q-3', 'boss', 1);
    await finish(9, 'q-1');
    for (const nth of [3, 4]) await attempt(9, 'q-2', 'exam', nth);
    expect(await rowOf(cohort, 9)).toMatchObject({ state: 'stuck', station: 'q-2', stationsDone: 1 });
    await reset('q-2');
    expect(await rowOf(cohort, 9)).toMatchObject({ state: 'on-track', station: 'q-2' });
    const rows = await db()
      .selectFrom('attempt')
      .select(['nth', 'day'])
      .where('person', '=', id(9))
      .where('kind', '=', 'exam')
      .orderBy('nth')
      .execute();
    expect(rows.map((r) => r.day)).toEqual([-20261116, 20261115, -20261116, -20261116]);
    await expect(reset('q-2')).rejects.toEqual(nothing);
    await reset('q-3');
    await expect(reset('q-3')).rejects.toEqual(nothing);
    const handed = { rev: 3, nth: 1, text: '全文', savedAt: now(), submittedAt: now(), marker: null };
    const marked = { markedAt: null, marks: null, comment: null, score: null };
    await run((tx) =>
      tx.db
        .insertInto('submission')
        .values({
          id: `${id(9)}-work`,
          org: actor(9).org,
          person: id(9),
          quest: 'q',
          version: 1,
          island: 'q-i',
          station: 'q-4',
          state: 'submitted',
          ...handed,
          ...marked,
        })
        .execute(),
    );
    expect(await rowOf(cohort, 9)).toMatchObject({ toMark: 1 });
    await reset('q-4');
    expect(await rowOf(cohort, 9)).toMatchObject({ toMark: 0 });
    const told = (await messagesOf(db(), id(9))).map((m) => [m.kind, m.station, m.text]);
    expect(told.toSorted()).toEqual(['q-2', 'q-3', 'q-4'].map((station) => ['reset', station, '断网']));
    const [entry] = await cohortAudit(db(), actor(0).org, cohort);
    expect(entry).toMatchObject({
      action: 'cohort.reset',
      details: { person: id(9), station: 'q-4', reason: '断网' },
    });
  });

  it('tell who has not started, who is behind and who has graduated', async () => {
    const cohort = await save({ startDay: 20261109, rest: { weekdays: [], days: [] } });
    await put(cohort, 10, 11, 12);
    await begin(10);
    await finish(11, 'q-1');
    await finish(12, 'q-1');
    await finish(12, 'q-2');
    await finish(12, 'q-4');
    const board = await boardOf(db(), actor(0).org, cohort, now());
    const states = new Map(board.members.map((m) => [m.person, m.state]));
    expect([10, 11, 12].map((n) => states.get(id(n)))).toEqual(['not-started', 'behind', 'graduated']);
    expect(board).toMatchObject({ stations: 4, expected: 4 });
    expect(board.cohort).toMatchObject({ members: 3, notStarted: 1, graduated: 1, stuck: 0, day: 8 });
    expect(board.places.map((p) => p.station)).toEqual(['q-2', 'q-3', 'q-4']);
    expect(await rowOf(cohort, 12)).toMatchObject({ credits: 70, stationsDone: 3, station: 'q-3' });
  });

  it('graduation is kept from the first time on; the medal is paid once, into the organisation’s account', async () => {
    const who = actor(12);
    const quest = { ...questOf('q'), version: 1 };
    const { graduatedAt } = await milestonesOf(db(), who.person, 'q');
    expect(graduatedAt).toBeDefined();
    await expect(run((tx) => holdCeremony(tx, actor(11), quest))).rejects.toEqual(
      new RuleError('graduation.not_yet'),
    );
    const pay = (amount: number, key: string) =>
      run((tx) => creditPerson(tx, who, { amount, reason: 'card', key }));
    const before = await balanceOf(db(), who.person);
    expect(before).toBe(30);
    await run((tx) => holdCeremony(tx, who, quest));
    await run((tx) => holdCeremony(tx, who, quest));
    expect(await balanceOf(db(), who.person)).toBe(0);
    await pay(7, 'later');
    const gift = { to: who.person, amount: 4, reason: 'gift', key: 'gift' };
    await run((tx) => transfer(tx, actor(11), gift));
    const view = await graduationOf(db(), who, quest);
    expect(view).toMatchObject({ met: true, graduatedAt, balance: 11, medal: { owned: true, price: 30 } });
    expect(view.facts).toMatchObject({ coins: 37, stars: 9 });
    expect(view.certificate?.code).toBeTruthy();
    expect((await messagesOf(db(), who.person)).map((m) => [m.kind, m.from])).toEqual([
      ['graduation', undefined],
    ]);
    const verbs = await db()
      .selectFrom('account')
      .select(['kind', 'balance'])
      .where('org', '=', who.org)
      .where('kind', '=', 'medal')
      .execute();
    expect(verbs).toEqual([{ kind: 'medal', balance: 30 }]);
  });

  it('a medal that is too dear is refused and takes nothing', async () => {
    await finish(13, 'q-1', 0);
    await finish(13, 'q-2', 20);
    await finish(13, 'q-4', 0);
    const quest = { ...questOf('q'), version: 1 };
    await expect(run((tx) => holdCeremony(tx, actor(13), quest))).rejects.toMatchObject({
      code: 'coins.insufficient',
      details: { have: 20, need: 30 },
    });
    expect(await balanceOf(db(), id(13))).toBe(20);
    expect(await milestonesOf(db(), id(13), 'q')).not.toHaveProperty('medalAt');
  });

  it('a streak with its free days is kept', async () => {
    const streak: Streak = { streak: 5, day: 20261118, freezeWeek: 20261116, freezes: 2 };
    await run((tx) => saveStreak(tx, id(1), streak));
    expect(await streakOf(db(), id(1))).toEqual(streak);
    await run((tx) => saveStreak(tx, id(1), { streak: 1, day: 20261119, freezes: 0 }));
    expect(await streakOf(db(), id(1))).toEqual({ streak: 1, day: 20261119, freezes: 0 });
  });

  it('leaves every law of the store whole', async () => {
    const broken = (await audit(store.db)).filter((c) => c.faults.length > 0);
    expect(broken).toEqual([]);
  });

  it('remind each member once a day, by a message that can be read, and nobody who has turned reminders off', async () => {
    const cohort = await save();
    await put(cohort, 7, 8);
    const remind = (...who: number[]) =>
      run((tx) => remindMembers(tx, actor(0), { cohort, people: who.map(id), text: '加油' }));
    expect(await remind(7)).toMatchObject({ sent: 1 });
    expect(await remind(7, 8)).toMatchObject({
      sent: 1,
      skipped: { optedOut: 0, today: 1 },
      reached: [id(8)],
    });
    expect(await remind(7, 8)).toMatchObject({ sent: 0, skipped: { optedOut: 0, today: 2 } });
    await expect(remind(7, 1)).rejects.toEqual(new RuleError('person.unknown'));
    store.clock.advance(DAY);
    expect(await remind(7, 8)).toMatchObject({ sent: 2 });
    expect(await unreadOf(db(), id(7))).toBe(2);
    const [newest] = await messagesOf(db(), id(7));
    expect(newest).toMatchObject({ kind: 'reminder', text: '加油', from: `人${id(0).slice(-4)}` });
    await run((tx) => readMessages(tx, id(8), [newest?.id ?? '']));
    expect(await unreadOf(db(), id(7))).toBe(2);
    await run((tx) => readMessages(tx, id(7), [newest?.id ?? '']));
    expect(await unreadOf(db(), id(7))).toBe(1);
    expect((await rowOf(cohort, 7))?.remindedAt).toBe(now());
    await run((tx) => saveSettings(tx, id(8), { noReminders: true }));
    store.clock.advance(DAY);
    expect(await remind(7, 8)).toMatchObject({
      sent: 1,
      skipped: { optedOut: 1, today: 0 },
      reached: [id(7)],
    });
    expect(await unreadOf(db(), id(8))).toBe(2);
  });
});
