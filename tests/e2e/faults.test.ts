import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../server/domain/api.ts';
import {
  aboard,
  answerAndGoOn,
  answerIt,
  coinsOf,
  countOf,
  learnerAt,
  openStation,
  pictures,
  stemOf,
  until,
} from './fault-crew.ts';
import { DESKTOP, findBrowser, launchBrowser, type Running, startServer, visit } from './harness.ts';

const run = findBrowser() ? describe : describe.skip;
const canLimit = spawnSync('prlimit', ['--version']).status === 0;
const LIMIT_MS = 60_000;
const places = [
  ['me', '我的'],
  ['battles', '对战'],
  ['today', '今日'],
  ['me', '我的'],
] as const;

const healthOf = async (server: Running): Promise<Api['GET /api/health']['reply']> =>
  (await fetch(`${server.address}/api/health`)).json() as Promise<Api['GET /api/health']['reply']>;

/** From now on no file of the server may grow beyond 4 KB: the disk is full, as far as it can see. */
const fillDisk = (server: Running, full: boolean): void => {
  const soft = full ? '4096' : 'unlimited';
  const done = spawnSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${soft}:`]);
  if (done.status !== 0) throw new Error(done.stderr.toString());
};

run('When the machine, the line or the disk fails', () => {
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
    'an answer given without a network is kept, said to be kept, and counts once when it is back',
    async () => {
      const learner = await learnerAt(server, '断网', 'sail-2');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(page, server, 'sail-2');
      const before = await countOf(page, 'question.answered');
      await context.setOffline(true);
      await answerIt(page);
      await page.locator('.waiting-mark', { hasText: '回答已存在本机' }).waitFor();
      await page.locator('.offline', { hasText: '正在重新连接' }).waitFor();
      await pictures(page, 'offline');
      expect(await page.locator('.verdict').count()).toBe(0);
      await context.setOffline(false);
      await page.locator('.verdict-right').waitFor();
      expect(await page.locator('.waiting-mark, .offline').count()).toBe(0);
      expect(await countOf(page, 'question.answered')).toBe(before + 1);
      await page.locator('.verdict-next button').click();
      await answerAndGoOn(page);
      expect(await countOf(page, 'question.answered')).toBe(before + 2);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'a network that is already known to be away does not hide that the answer waits, nor does a reload lose it',
    async () => {
      const learner = await learnerAt(server, '先断网', 'sail-2');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(page, server, 'sail-2');
      const before = await countOf(page, 'question.answered');
      await context.setOffline(true);
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.locator('.offline').waitFor();
      await answerIt(page);
      await page.locator('.waiting-mark', { hasText: '回答已存在本机' }).waitFor();
      await context.setOffline(false);
      await page.reload();
      await until(
        () => countOf(page, 'question.answered'),
        (n) => n === before + 1,
      );
      await page.locator('.panel-question h1').waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'a screen that was never fetched waits for the network, however long it is away',
    async () => {
      const learner = await learnerAt(server, '没下载');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await page.route('**/assets/Log-*', (route) => route.abort());
      await page.goto(`${server.address}/me`);
      await page.locator('.screen-me h1').waitFor();
      await context.setOffline(true);
      await page.locator('.screen-me .row', { hasText: '航海日志' }).click();
      await page.locator('.offline').waitFor();
      await page.waitForTimeout(18_000);
      expect(await page.locator('#fault-title').count()).toBe(0);
      await pictures(page, 'chunk-offline');
      await page.unroute('**/assets/Log-*');
      await context.setOffline(false);
      await page.locator('.screen-log h1').waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'facts noted on a device without a network survive a reload and arrive once',
    async () => {
      const learner = await learnerAt(server, '离线记录');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      const mine = page.waitForResponse((r) => /\/assets\/MePage-/.test(r.url()));
      const hall = page.waitForResponse((r) => /\/assets\/Hall-/.test(r.url()));
      await page.goto(`${server.address}/today`);
      await Promise.all([mine, hall]);
      await page.locator('.screen-today h1').waitFor();
      const waiting = (): Promise<string[]> =>
        page.evaluate(
          () =>
            new Promise<string[]>((done) => {
              const open = indexedDB.open('archipelago');
              open.onupgradeneeded = () => open.transaction?.abort();
              open.onerror = () => done([]);
              open.onsuccess = () => {
                const all = open.result.transaction('outbox').objectStore('outbox').getAll();
                all.onsuccess = () => {
                  open.result.close();
                  done((all.result as { event: { verb: string } }[]).map((r) => r.event.verb));
                };
              };
            }),
        );
      await until(waiting, (verbs) => !verbs.includes('nav.viewed'));
      const before = await countOf(page, 'nav.viewed');
      await context.setOffline(true);
      for (const [place, label] of places) {
        await page.locator('.nav button', { hasText: label }).click();
        await page.locator(`.screen-${place}`).waitFor();
      }
      const kept = (await until(waiting, (verbs) => verbs.length >= 4)).filter(
        (v) => v === 'nav.viewed',
      ).length;
      expect(kept).toBe(4);
      await context.setOffline(false);
      await page.reload();
      await until(waiting, (verbs) => verbs.length === 0);
      expect(await countOf(page, 'nav.viewed')).toBe(before + 4);
      await page.reload();
      await page.locator('.screen-me').waitFor();
      await page.waitForTimeout(6000);
      expect(await countOf(page, 'nav.viewed')).toBe(before + 4);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'a server killed in the middle of a practice is waited for, and nothing counts twice',
    async () => {
      const learner = await learnerAt(server, '断电', 'sail-2');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(page, server, 'sail-2');
      await answerAndGoOn(page);
      const stem = await stemOf(page);
      const before = { answered: await countOf(page, 'question.answered'), coins: await coinsOf(page) };
      const port = Number(new URL(server.address).port);
      const { dataDir } = server;
      await server.stop('SIGKILL');
      await answerIt(page);
      await page.locator('.offline').waitFor();
      await page.locator('.waiting-mark').waitFor();
      expect(await stemOf(page)).toBe(stem);
      server = await startServer({ dataDir, port });
      await page.locator('.verdict-right').waitFor({ timeout: 20_000 });
      expect(await stemOf(page)).toBe(stem);
      expect(await page.locator('.offline').count()).toBe(0);
      expect(await countOf(page, 'question.answered')).toBe(before.answered + 1);
      expect(await coinsOf(page)).toBe(before.coins);
      await page.locator('.verdict-next button').click();
      for (let n = 2; n < 8; n++) await answerAndGoOn(page);
      await page.locator('.result-card').waitFor();
      expect(await countOf(page, 'question.answered')).toBe(before.answered + 7);
      expect(await countOf(page, 'attempt.submitted')).toBe(1);
      expect(await coinsOf(page)).toBeGreaterThan(before.coins);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it.skipIf(!canLimit)(
    'a full disk refuses the answer aloud, keeps it on the screen, and takes it once when there is room',
    async () => {
      const learner = await learnerAt(server, '磁盘满', 'sail-2');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      const ids: (string | undefined)[] = [];
      page.on('request', (r) => {
        if (r.url().endsWith('/attempts/answer')) ids.push(r.headers()['command-id']);
      });
      await openStation(page, server, 'sail-2');
      const stem = await stemOf(page);
      const before = await countOf(page, 'question.answered');
      fillDisk(server, true);
      try {
        await answerIt(page);
        await page.locator('.waiting-mark', { hasText: '服务器暂时存不了数据' }).waitFor();
        await pictures(page, 'storage');
        expect(await stemOf(page)).toBe(stem);
        expect(
          await page.locator('.tile[aria-checked=true], .tile[aria-pressed=true], .tile.is-on').count(),
        ).toBe(1);
        expect(await healthOf(server)).toMatchObject({ ok: false, storage: 'unavailable' });
        await until(
          async () => ids.length,
          (n) => n > 1,
        );
        expect(await page.locator('.verdict').count()).toBe(0);
      } finally {
        fillDisk(server, false);
      }
      await page.locator('.verdict-right').waitFor();
      expect(new Set(ids).size).toBe(1);
      expect(await countOf(page, 'question.answered')).toBe(before + 1);
      expect(await healthOf(server)).toMatchObject({ ok: true, storage: 'ok' });
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'a reply that gets lost on the way is asked for again under the same command, and the verdict comes',
    async () => {
      const learner = await learnerAt(server, '丢回复', 'sail-2');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(page, server, 'sail-2');
      const before = await countOf(page, 'question.answered');
      const ids: (string | undefined)[] = [];
      await page.route('**/api/attempts/answer', async (route) => {
        ids.push(route.request().headers()['command-id']);
        if (ids.length > 1) return route.continue();
        await route.fetch();
        await route.abort();
      });
      await answerIt(page);
      await page.locator('.verdict-right').waitFor();
      expect(ids).toEqual([ids[0], ids[0]]);
      expect(await countOf(page, 'question.answered')).toBe(before + 1);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it.skipIf(!canLimit)(
    'a full disk lets nobody join or finish a card, says so, keeps what was typed, and both work when there is room',
    async () => {
      const learner = await learnerAt(server, '磁盘满的卡', 'sail-1');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      const newcomer = await visit(browser, DESKTOP);
      await newcomer.page.goto(server.learnerLink);
      await newcomer.page.locator('.ticket input').first().fill('后来的人');
      await page.goto(`${server.address}/island/sail/sail-1`);
      await page.locator('.sheet-card').waitFor();
      while ((await page.locator('.panel-question').count()) === 0)
        await page.locator('.study-foot .btn-cta').last().click();
      fillDisk(server, true);
      try {
        await newcomer.page.locator('.ticket button[type=submit]').click();
        await newcomer.page.locator('.fault-note', { hasText: '服务器暂时存不了数据' }).waitFor();
        expect(await newcomer.page.locator('.ticket input').first().inputValue()).toBe('后来的人');
        await pictures(newcomer.page, 'storage-join');
        await answerIt(page);
        await page.locator('.toast', { hasText: '服务器暂时存不了数据' }).waitFor();
        expect(await page.locator('.verdict').count()).toBe(0);
        await pictures(page, 'storage-card');
      } finally {
        fillDisk(server, false);
      }
      await answerIt(page);
      await page.locator('.verdict').waitFor();
      expect(await countOf(page, 'question.answered')).toBe(1);
      await newcomer.page.locator('.ticket button[type=submit]').click();
      await newcomer.page.locator('.screen-map').waitFor();
      expect([...faults, ...newcomer.faults]).toEqual([]);
      await context.close();
      await newcomer.context.close();
    },
    LIMIT_MS,
  );

  it(
    'a database that another program holds locked refuses the answer aloud and takes it once when it is free',
    async () => {
      const learner = await learnerAt(server, '锁住', 'sail-2');
      const { page, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(page, server, 'sail-2');
      const before = await countOf(page, 'question.answered');
      const other = new Sqlite(join(server.dataDir, 'archipelago.db'));
      other.exec('begin exclusive');
      try {
        await answerIt(page);
        await page.locator('.waiting-mark', { hasText: '服务器暂时存不了数据' }).waitFor();
        expect(await healthOf(server)).toMatchObject({ ok: false, storage: 'unavailable' });
      } finally {
        other.exec('rollback');
        other.close();
      }
      await page.locator('.verdict-right').waitFor();
      expect(await countOf(page, 'question.answered')).toBe(before + 1);
      expect(await healthOf(server)).toMatchObject({ ok: true, storage: 'ok' });
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );
});
