import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../server/domain/events/index.ts';
import { FLAGS } from '../../server/store/row.ts';
import {
  aboard,
  answerAndGoOn,
  coinsOf,
  countOf,
  learnerAt,
  onNewDevice,
  openStation,
  pictures,
  stemOf,
  until,
} from './fault-crew.ts';
import { DESKTOP, findBrowser, launchBrowser, type Running, startServer } from './harness.ts';
import { answer } from './solver.ts';
import { ask } from './voyage.ts';

const run = findBrowser() ? describe : describe.skip;
const LIMIT_MS = 60_000;
const DAY_MS = 86_400_000;

/** Seconds that the exam's clock shows. */
const shownSeconds = async (page: Page): Promise<number> => {
  const [min = 0, sec = 0] = (await page.locator('.exam-timer .num').innerText()).split(':').map(Number);
  return min * 60 + sec;
};

const startExam = async (page: Page, server: Running): Promise<void> => {
  await page.goto(`${server.address}/island/sail/sail-8`);
  await page.locator('.exam-rules .btn-cta').last().click();
  await page.locator('.panel-badge', { hasText: /^1$/ }).waitFor();
};
const goOn = async (page: Page, to: number): Promise<void> => {
  await page.locator('.exam-foot button').last().click();
  await page.locator('.panel-badge', { hasText: new RegExp(`^${to}$`) }).waitFor();
};

/** The device believes that it is `skewMs` later than it is. */
const skewClock = ({ skewMs }: { skewMs: number }): void => {
  const Real = Date;
  const shifted = (...given: unknown[]): Date =>
    given.length === 0 ? new Real(Real.now() + skewMs) : new Real(...(given as [number]));
  window.Date = new Proxy(Real, {
    construct: (_, given) => shifted(...given),
    get: (real, name) => (name === 'now' ? () => real.now() + skewMs : Reflect.get(real, name)),
  });
};

type Row = { tClient: number; tServer: number; tEvent: number; flags: number; day: number };
/** What the log holds of one verb and person, read from the file itself. */
const rowsOf = (server: Running, person: string, verb: keyof typeof catalogue): Row[] => {
  const db = new Sqlite(join(server.dataDir, 'archipelago.db'), { readonly: true });
  try {
    return db
      .prepare<[string, number], Row>(
        'select "tClient", "tServer", "tEvent", flags, day from event_text where actor = ? and verb = ?',
      )
      .all(person, catalogue[verb].code);
  } finally {
    db.close();
  }
};

run('A learner who comes back', () => {
  let server: Running;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it(
    'reloads in the middle of a practice and stands at the same question with the same run',
    async () => {
      const learner = await learnerAt(server, '刷新练习', 'sail-2');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(page, server, 'sail-2');
      await answerAndGoOn(page);
      await answerAndGoOn(page);
      const stem = await stemOf(page);
      await page.reload();
      await page.locator('.panel-question h1').waitFor();
      expect(await stemOf(page)).toBe(stem);
      expect(await page.locator('.flame-row').innerText()).toContain('2');
      expect(await countOf(page, 'attempt.started')).toBe(1);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'reloads in the middle of an exam: the question, the answers and the flags are there and the clock went on',
    async () => {
      const learner = await learnerAt(server, '刷新考试', 'sail-8');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await startExam(page, server);
      await answer(page, 'mouse', 'zh');
      await goOn(page, 2);
      await answer(page, 'mouse', 'zh');
      await page.locator('.exam-foot button', { hasText: '标记' }).click();
      await page.locator('.flag-mark').waitFor();
      const started = await countOf(page, 'attempt.started');
      await goOn(page, 3);
      await page.locator('.exam-saved', { hasText: '已存 2/10' }).waitFor();
      const stem = await stemOf(page);
      const left = await shownSeconds(page);
      await page.waitForTimeout(2500);
      await page.reload();
      await page.locator('.panel-badge', { hasText: /^3$/ }).waitFor();
      expect(await stemOf(page)).toBe(stem);
      expect(await shownSeconds(page)).toBeLessThanOrEqual(left - 2);
      expect(await shownSeconds(page)).toBeGreaterThan(left - 30);
      await page.locator('.exam-saved', { hasText: '已存 2/10' }).waitFor();
      await page.locator('.exam-foot button').nth(0).click();
      await page.locator('.panel-badge', { hasText: /^2$/ }).waitFor();
      await page.locator('.flag-mark').waitFor();
      expect(await countOf(page, 'attempt.started')).toBe(started);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'loses the network in an exam, goes on answering, and hands everything in when it is back',
    async () => {
      const learner = await learnerAt(server, '考试断网', 'sail-8');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await startExam(page, server);
      const before = await countOf(page, 'question.answered');
      await answer(page, 'mouse', 'zh');
      await goOn(page, 2);
      await context.setOffline(true);
      for (let n = 2; n < 10; n++) {
        await answer(page, 'mouse', 'zh');
        await goOn(page, n + 1);
      }
      await answer(page, 'mouse', 'zh');
      await page.locator('.waiting-mark', { hasText: '回答已存在本机' }).waitFor();
      await pictures(page, 'exam-offline');
      await page.locator('.exam-hand-in').click();
      await page.locator('.hand-in .btn-cta').last().click();
      await page.waitForTimeout(500);
      expect(await page.locator('.result-card').count()).toBe(0);
      await context.setOffline(false);
      await page.locator('.result-card').waitFor();
      expect(await countOf(page, 'question.answered')).toBe(before + 10);
      expect(await countOf(page, 'exam.decided')).toBe(1);
      const exam = (await ask(page, 'GET /api/quest')).islands[0]?.stations.find((s) => s.id === 'sail-8');
      expect(exam).toMatchObject({ state: 'done', stars: 3 });
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'reloads in the middle of a boss fight and meets the boss as it was',
    async () => {
      const learner = await learnerAt(server, '刷新首领', 'sail-9');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(page, server, 'sail-9');
      await answerAndGoOn(page);
      await answerAndGoOn(page, false);
      const hp = await page.locator('[role=progressbar]').first().getAttribute('aria-valuenow');
      const shields = await page.locator('[aria-label*=护盾]').first().getAttribute('aria-label');
      const stem = await stemOf(page);
      await page.reload();
      await page.locator('.panel-question h1').waitFor();
      expect(await stemOf(page)).toBe(stem);
      expect(await page.locator('[role=progressbar]').first().getAttribute('aria-valuenow')).toBe(hp);
      expect(await page.locator('[aria-label*=护盾]').first().getAttribute('aria-label')).toBe(shields);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it.each([
    ['two days ahead', 2 * DAY_MS],
    ['two days behind', -2 * DAY_MS],
  ])(
    'has a clock that is %s: the exam, the streak and the day keep to the server, and no fact is lost',
    async (name, skewMs) => {
      const clock = `钟${skewMs}`;
      const learner = await onNewDevice(server, clock, await learnerAt(server, clock, 'sail-8'));
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await context.addInitScript(skewClock, { skewMs });
      const coins = (await learner.line.call('GET /api/quest')).coins;
      await startExam(page, server);
      expect(await page.evaluate(() => Date.now())).not.toBeCloseTo(Date.now(), -7);
      const left = await shownSeconds(page);
      expect(left).toBeGreaterThan(7.5 * 60);
      expect(left).toBeLessThanOrEqual(8 * 60);
      await pictures(page, `clock-${name.replaceAll(' ', '-')}`);
      await answer(page, 'mouse', 'zh');
      await page.locator('.exam-saved', { hasText: '已存 1/10' }).waitFor();
      await page.locator('.play-leave, .leave').first().click();
      await page.locator('.screen-island').waitFor();
      const rows = await until(
        async () => rowsOf(server, learner.id, 'nav.viewed'),
        (found) => found.length > 0,
      );
      for (const row of rows) {
        expect(row.flags & FLAGS.late).toBe(FLAGS.late);
        expect(row.tClient - row.tServer).toBeGreaterThan(skewMs - 60_000);
        expect(row.tClient - row.tServer).toBeLessThan(skewMs + 60_000);
        expect(Math.abs(row.tEvent - row.tServer)).toBeLessThan(60_000);
      }
      const quest = await ask(page, 'GET /api/quest');
      expect(quest.streak).toBe(1);
      expect(await coinsOf(page)).toBe(coins);
      expect(rowsOf(server, learner.id, 'daily.checked_in').map((r) => r.day)).toEqual([rows[0]?.day]);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );
});
