import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Notice } from '../../server/domain/notice.ts';
import type { SeasonData } from '../../server/domain/season.ts';
import { attendSeasons } from '../../server/jobs/seasons.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { dropSeason, findSeason, saveSeason, seasonOpen, startSeason } from '../../server/store/season.ts';
import { endSeason } from '../../server/store/season-end.ts';
import { seasonViews } from '../../server/store/season-view.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type AwardCompany, awardCompany, DAY, TUESDAY } from './award-people.ts';
import { newCompany, refusal } from './bank-people.ts';

const MONDAY = 20261116;
const charity: SeasonData = {
  ...{ kind: 'charity', name: { zh: '公益日' }, text: { zh: '答对就是捐赠' }, icon: 'red-heart' },
  ...{ from: MONDAY, to: TUESDAY, metric: 'right', company: 100, personal: 30, bonus: 15 },
  gift: { what: { zh: '一万元' }, to: { zh: '山区小学' } },
};

describe.each(STORES)('a season on $name', ({ open }) => {
  let store: TestStore;
  let at: AwardCompany;
  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await awardCompany(store);
  });
  const started = (data: SeasonData): Promise<string> =>
    run(async (tx) => {
      const id = await saveSeason(tx, at.tang, { data });
      await startSeason(tx, at.tang, id);
      return id;
    });
  const attend = async (): Promise<string[]> => {
    const told: string[] = [];
    const tell = (_: string, people: readonly string[], notice: Notice): void =>
      void told.push(...people.map((p) => `${notice.kind} ${p}`));
    const line = { tell, whereAre: async () => new Map(), refresh: () => undefined };
    await attendSeasons({ ...store.ctx, log: pino({ level: 'silent' }), line });
    return told;
  };
  const messages = async (person: string): Promise<string[]> =>
    (await store.db.read.selectFrom('message').select('kind').where('person', '=', person).execute()).map(
      (m) => m.kind,
    );

  test('counts what each and all do, pays a reached goal once, ends once and thanks who took part', async () => {
    const [lin, mei, idle] = [await at.learner('林林'), await at.learner('梅梅'), await at.learner('闲闲')];
    const id = await started(charity);
    await at.count([{ person: lin.person, day: MONDAY, answers: 70, right: 60 }]);
    await at.count([{ person: mei.person, day: MONDAY, answers: 20, right: 20 }]);
    await Promise.all([attend(), attend()]);
    expect(await balanceOf(store.db.read, lin.person)).toBe(15);
    expect(await balanceOf(store.db.read, mei.person)).toBe(0);
    const [view] = await seasonViews(store.db.read, mei, store.ctx.now(), { drafts: false });
    expect(view).toMatchObject({ open: true, mine: 20, total: 80, people: 2, reached: false });

    store.clock.set(MORNING + DAY);
    await at.count([{ person: mei.person, day: TUESDAY, answers: 25, right: 25 }]);
    store.clock.set(MORNING + 2 * DAY);
    const told = await attend();
    await attend();
    expect([...told].sort()).toEqual(
      [lin, mei].flatMap((p) => [`message ${p.person}`, `season ${p.person}`]).sort(),
    );
    const season = await findSeason(store.db.read, at.org, id);
    expect(season.outcome).toEqual({ total: 105, people: 2, reached: 2, given: true, coins: 30 });
    expect(await balanceOf(store.db.read, mei.person)).toBe(15);
    expect(await balanceOf(store.db.read, lin.person)).toBe(15);
    expect([await messages(lin.person), await messages(idle.person)]).toEqual([['season'], []]);
    expect(await run((tx) => endSeason(tx, season, at.tang))).toBeUndefined();
    const [over] = await seasonViews(store.db.read, lin, store.ctx.now(), { drafts: false });
    expect(over).toMatchObject({ status: 'over', mine: 60, total: 105 });
  });

  test('opens its tier of the mall from the first to the last day, for its own company only', async () => {
    const data: SeasonData = {
      ...{ kind: 'redemption', name: { zh: '周年' }, text: { zh: '限时' }, icon: 'wrapped-gift' },
      ...{ from: TUESDAY, to: TUESDAY, tier: 'anniversary' },
    };
    const other = await newCompany(store.ctx);
    const open = async (org = at.org) =>
      (await seasonOpen(store.db.read, org, 'anniversary', store.ctx.now()))?.id;
    const id = await started(data);
    expect(await open()).toBeUndefined();
    store.clock.set(MORNING + DAY);
    expect([await open(), await open(other)]).toEqual([id, undefined]);
    const midnight = Date.UTC(2026, 10, 17, 16);
    store.clock.set(midnight - 1);
    expect(await open()).toBe(id);
    store.clock.set(midnight);
    expect(await open()).toBeUndefined();
  });

  test('is changed and dropped as a draft only, and lacks nothing that its kind needs', async () => {
    const id = await run((tx) => saveSeason(tx, at.tang, { data: charity }));
    const learner = await at.learner('林林');
    expect(await seasonViews(store.db.read, learner, store.ctx.now(), { drafts: false })).toEqual([]);
    await run((tx) => startSeason(tx, at.tang, id));
    expect(await refusal(run((tx) => saveSeason(tx, at.tang, { id, data: charity })))).toBe('season.state');
    expect(await refusal(run((tx) => dropSeason(tx, at.tang, id)))).toBe('season.state');
    expect(await refusal(run((tx) => startSeason(tx, at.tang, id)))).toBe('season.state');
    const { company: _, ...goalless } = charity;
    expect(await refusal(run((tx) => saveSeason(tx, at.tang, { data: goalless })))).toBe('season.goal');
    const backwards = { ...charity, to: 20261101 };
    expect(await refusal(run((tx) => saveSeason(tx, at.tang, { data: backwards })))).toBe('season.period');
    const cup: SeasonData = { ...goalless, kind: 'cup', tournament: 'none' };
    expect(await refusal(run((tx) => saveSeason(tx, at.tang, { data: cup })))).toBe('tournament.unknown');
  });
});
