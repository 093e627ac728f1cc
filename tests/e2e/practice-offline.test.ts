import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerReply, AttemptView } from '../../server/domain/api.ts';
import type { PracticeView } from '../../server/domain/api-practice.ts';
import { findBrowser, launchBrowser, PHONE, type Running, startServer, visit } from './harness.ts';
import { axe, board, picture } from './voyage.ts';

const PORT = 3797;
let browser: Browser;
let server: Running;

beforeAll(async () => {
  if (!findBrowser()) return;
  server = await startServer({ port: PORT });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A set of the first knowledge point, answered at random: only what a learner was told goes into a pack. */
const playOneSet = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const post = async <T>(path: string, body: unknown): Promise<T> => {
      const headers = { 'content-type': 'application/json', 'command-id': crypto.randomUUID() };
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    };
    const view: PracticeView = await (await fetch('/api/practice')).json();
    const [first] = view.points;
    let set = await post<AttemptView>('/api/practice/start', {
      purpose: 'point',
      bank: first?.bank,
      point: first?.point,
    });
    for (let n = 0; n < 30 && set.status === 'open'; n++) {
      const item = set.items[0];
      if (item === undefined) return;
      const { question } = item;
      const answer =
        question.type === 'true-false' || question.type === 'description'
          ? true
          : question.type === 'single'
            ? 0
            : question.type === 'multiple'
              ? [0]
              : question.type === 'matching'
                ? question.lefts.map((_, i) => i)
                : question.type === 'ordering' || question.type === 'categorising'
                  ? question.items.map((_, i) => (question.type === 'ordering' ? i : 0))
                  : question.type === 'cloze'
                    ? question.gaps.map((gap) => (gap.kind === 'choice' ? 0 : 'x'))
                    : '1';
      const body = { attempt: set.id, item: item.item, answer, rtMs: 4000 };
      set = (await post<AnswerReply>('/api/attempts/answer', body)).attempt;
    }
  });

const answerOne = async (page: Page): Promise<void> => {
  await page.locator('.panel .stem').waitFor();
  // One tap on a single choice answers it.
  const atOnce = (await page.locator('.tile[role="radio"]').count()) > 0;
  if (await page.locator('.tile').count()) await page.locator('.tile').first().tap();
  else if (await page.locator('.panel input').count()) await page.locator('.panel input').first().fill('7');
  if (!atOnce) await page.locator('.confirm').tap();
  await page.locator('.verdict-next button').tap();
};

/** True once the worker runs and questions lie on the device. */
const isStocked = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    if ((await navigator.serviceWorker.getRegistration())?.active?.state !== 'activated') return false;
    const names = (await indexedDB.databases()).map((d) => d.name);
    if (!names.includes('archipelago-practice')) return false;
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('archipelago-practice');
      request.onsuccess = () => done(request.result);
    });
    const n = await new Promise<number>((done) => {
      const request = db.transaction('pack').objectStore('pack').count();
      request.onsuccess = () => done(request.result);
    });
    db.close();
    return n > 0;
  });

describe.skipIf(!findBrowser())('practice without a network', () => {
  test('goes on through a reload, and is scored once the server is back', async () => {
    const { page, context, faults } = await visit(browser, { ...PHONE, serviceWorkers: 'allow' });
    await board({ page, hand: 'touch', lang: 'zh' }, server.learnerLink, '小林');
    await playOneSet(page);
    await page.goto(`${server.address}/practice`);
    await page.locator('.quick').waitFor();
    await expect.poll(() => isStocked(page), { timeout: 30_000, interval: 500 }).toBe(true);
    await server.stop();

    await page.locator('.nav button', { hasText: '今日' }).tap();
    await page.locator('.nav button', { hasText: '练习' }).tap();
    await page.locator('.offline-card .btn-cta').waitFor({ timeout: 20_000 });
    await picture(page, 'phone-practice-offline');
    expect(await axe(page, 'practice-offline')).toEqual([]);
    await page.locator('.offline-card .btn-cta').tap();
    await answerOne(page);
    await answerOne(page);
    expect(await page.locator('.sync-mark').innerText()).toContain('2 个回答待同步');

    await page.reload();
    await page.locator('.panel .stem').waitFor({ timeout: 20_000 });
    await page.goto(`${server.address}/map`);
    await page.locator('#offline-title').waitFor({ timeout: 20_000 });
    await picture(page, 'phone-start-offline');
    expect(await axe(page, 'start-offline')).toEqual([]);

    const claimed = page.waitForResponse((r) => r.url().endsWith('/api/practice/claim'), { timeout: 60_000 });
    server = await startServer({ port: PORT, dataDir: server.dataDir });
    expect((await claimed).status()).toBe(200);
    await page.locator('.toast', { hasText: '离线作答已计分：2 题' }).waitFor({ timeout: 20_000 });
    const kept = await page.evaluate(async () => {
      const paths: string[] = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
      return paths;
    });
    expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
