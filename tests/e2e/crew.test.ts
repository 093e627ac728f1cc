import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREW_MIN } from '../../server/domain/api-crew.ts';
import { aboard, coinsOf, type Learner, learnerAt, until } from './fault-crew.ts';
import {
  DESKTOP,
  findBrowser,
  launchBrowser,
  PHONE,
  type Running,
  startServer,
  type Visitor,
} from './harness.ts';
import { answer, confirm, type Hand, type Lang, press } from './solver.ts';
import { type AxeFinding, axe, picture } from './voyage.ts';

/** Fights of a crew in four browsers are walks for a release: `VOYAGES=all`. At every run the rooms are tested. */
const ALL = process.env.VOYAGES === 'all';
const run = ALL && findBrowser() ? describe : describe.skip;
const LIMIT_MS = 180_000;
const BOSS = 'sail-9';
const ROUNDS = 30;

type Member = Visitor & { learner: Learner; hand: Hand; lang: Lang };
const NAMES = ['欧阳船长', 'Alexandra Konstantin', '键盘手', '迟到的人'];
const seats: { hand: Hand; lang: Lang; options: Parameters<Browser['newContext']>[0] }[] = [
  { hand: 'mouse', lang: 'zh', options: DESKTOP },
  { hand: 'touch', lang: 'en', options: PHONE },
  { hand: 'keyboard', lang: 'zh', options: DESKTOP },
  { hand: 'mouse', lang: 'zh', options: DESKTOP },
];

/** What a member sees of the fight: all that must survive a killed server. */
const seen = async (page: Page) => ({
  stem: await page.locator('.panel .stem').first().innerText(),
  hp: await page.locator('.crew-hp').getAttribute('aria-valuenow'),
  damage: await page.locator('.crew-bar em').allInnerTexts(),
  shields: await page.locator('.crew-shields').allInnerTexts(),
});

/** One question of a member, through its verdict. The result may be there sooner: others strike too. */
const strike = async ({ page, hand, lang }: Member, right = true): Promise<void> => {
  await confirm(page, hand, await answer(page, hand, lang, right));
  await page.locator(right ? '.verdict-right' : '.verdict-wrong').waitFor();
};
const goOn = async ({ page, hand }: Member): Promise<void> => {
  if (hand === 'keyboard') await page.keyboard.press('Enter');
  else await press(page, hand, page.locator('.verdict-next button'));
  await page.locator('.verdict').waitFor({ state: 'detached' });
};
const inTurn = async (crew: Member[]): Promise<void> => {
  for (let n = 0; n < ROUNDS; n++) {
    const one = crew[n % crew.length];
    if (one === undefined || (await one.page.locator('.result-card').count()) > 0) break;
    if ((await one.page.locator('.crew-watch').count()) > 0) continue;
    await strike(one);
    await goOn(one);
  }
  await Promise.all(crew.map(({ page }) => page.locator('.result-card').waitFor()));
};

const START = { zh: '开战', en: 'Start the fight' } as const;
const startButton = ({ page, lang }: Member) => page.getByRole('button', { name: START[lang] });
const fightBegun = ({ page }: Member): Promise<void> => page.locator('.panel .stem').first().waitFor();

run('A crew before a boss, in the browser', () => {
  let server: Running;
  let browser: Browser;
  const everybody: Member[] = [];
  const findings: AxeFinding[] = [];
  const look = async ({ page }: Member, name: string): Promise<void> => {
    await picture(page, `crew-${name}`);
    findings.push(...(await axe(page, name)));
  };
  const crewOf = (n = CREW_MIN): Member[] => everybody.slice(0, n);
  const member = (at: number): Member => {
    const found = everybody[at];
    if (found === undefined) throw new Error(`nobody has place ${at}`);
    return found;
  };
  const harbour = ({ page }: Member): Promise<unknown> => page.goto(`${server.address}/crew/sail/${BOSS}`);
  /** The first opens a crew, the others board it by its link; all of them see the fight begin. */
  const gather = async (): Promise<void> => {
    const [first, ...others] = crewOf();
    if (first === undefined) return;
    await harbour(first);
    await press(first.page, first.hand, first.page.getByRole('button', { name: '开一支船队' }));
    await first.page.locator('.crew-seats').waitFor();
    const link = first.page.url();
    for (const one of others) await one.page.goto(link);
    await first.page.locator('.crew-state.ready').waitFor();
    await press(first.page, first.hand, startButton(first));
    await Promise.all(crewOf().map(fightBegun));
  };

  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
    const learners = await Promise.all(NAMES.map((name) => learnerAt(server, name, BOSS)));
    for (const [i, learner] of learners.entries()) {
      const seat = seats[i];
      if (seat === undefined) continue;
      if (seat.lang === 'en') await learner.line.call('POST /api/settings', { body: { lang: 'en' } });
      everybody.push({ ...seat, learner, ...(await aboard(browser, server, learner, seat.options)) });
    }
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it(
    'is opened from the island, found in the harbour and by link, fights with everybody’s hands, and wins',
    async () => {
      const [one, two, three, late] = [member(0), member(1), member(2), member(3)];
      await one.learner.line.call('POST /api/settings', { body: { plain: false } });
      await one.page.goto(`${server.address}/island/sail`);
      await press(one.page, one.hand, one.page.locator('.strip').getByRole('button', { name: '组队打首领' }));
      await one.page.locator('.crew-none').waitFor();
      await look(one, 'harbour-zh');
      await press(one.page, one.hand, one.page.getByRole('button', { name: '开一支船队' }));
      await one.page.locator('.crew-tip').waitFor();
      await look(one, 'lobby-alone-zh');
      await two.page.goto(`${server.address}/island/sail`);
      await press(two.page, two.hand, two.page.getByRole('button', { name: 'Fight as a crew' }));
      await two.page.locator('.crew-list li').waitFor();
      await look(two, 'harbour-en');
      await press(two.page, two.hand, two.page.locator('.crew-list .btn'));
      await two.page.locator('.crew-seats').waitFor();
      await three.page.goto(one.page.url());
      await one.page.locator('.crew-state.ready').waitFor();
      await look(one, 'lobby-zh');
      await look(two, 'lobby-en');
      await press(three.page, three.hand, startButton(three));
      await Promise.all(crewOf().map(fightBegun));
      await look(one, 'fight-zh');
      await look(two, 'fight-en');

      await late.page.goto(one.page.url());
      await late.page.locator('[role=alert]', { hasText: '已经开战' }).waitFor();
      await look(late, 'started-zh');

      await strike(two, false);
      await look(two, 'miss-en');
      await strike(one);
      await look(one, 'hit-zh');
      await three.page.locator('.boss-damage', { hasText: '欧阳船长' }).waitFor({ state: 'attached' });
      await goOn(one);
      await goOn(two);
      await strike(two, false);
      await goOn(two);
      await strike(two, false);
      await goOn(two);
      await two.page.locator('.crew-watch').waitFor();
      await look(two, 'out-en');
      await inTurn([one, three]);
      await two.page.locator('.result-card').waitFor();
      await look(one, 'won-zh');
      await look(two, 'won-en');
      await one.page.locator('.outcome-coins b', { hasText: '+80' }).waitFor();
      expect(await two.page.locator('.outcome-coins').count()).toBe(0);
      expect(findings).toEqual([]);
      expect(crewOf(4).flatMap((m) => m.faults)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'is met as it was after the server was killed in mid-round, and one who lost the network comes back',
    async () => {
      const [one, two, three] = [member(0), member(1), member(2)];
      await gather();
      const coins = await coinsOf(one.page);
      await strike(one);
      await goOn(one);
      await strike(three, false);
      await goOn(three);
      const before = await Promise.all(crewOf().map(({ page }) => seen(page)));
      await server.stop('SIGKILL');
      await one.page.locator('.crew-lost').waitFor();
      await look(one, 'lost-zh');
      server = await startServer({ dataDir: server.dataDir, port: Number(new URL(server.address).port) });
      for (const { page } of crewOf()) await page.locator('.crew-lost').waitFor({ state: 'detached' });
      expect(await Promise.all(crewOf().map(({ page }) => seen(page)))).toEqual(before);

      await two.context.setOffline(true);
      await two.page.locator('.crew-lost').waitFor();
      await one.page.locator('.crew-bars .away').waitFor();
      await look(one, 'away-zh');
      await strike(one);
      await goOn(one);
      await two.context.setOffline(false);
      await two.page.locator('.crew-lost').waitFor({ state: 'detached' });
      await one.page.locator('.crew-bars .away').waitFor({ state: 'detached' });
      await until(
        async () => (await seen(two.page)).hp,
        (hp) => Number(hp) === Number(before[0]?.hp) - 1,
      );
      await inTurn([one, two, three]);
      expect(await coinsOf(one.page)).toBe(coins + 10);
      expect(crewOf().flatMap((m) => m.faults)).toEqual([]);
      expect(findings).toEqual([]);
    },
    LIMIT_MS,
  );
});
