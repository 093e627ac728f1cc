import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODE_RULES } from '../../server/domain/battle-shape.ts';
import type { Browser as Line } from '../helpers/server.ts';
import {
  ASKED,
  act,
  type Guest,
  give,
  guestOf,
  longer,
  looks,
  openShow,
  step,
  trainerOf,
  windowOf,
} from './battle-crew.ts';
import {
  DESKTOP,
  findBrowser,
  launchBrowser,
  PHONE,
  type Running,
  startServer,
  type Visitor,
} from './harness.ts';
import { picture } from './voyage.ts';

const run = findBrowser() ? describe : describe.skip;
const LIMIT_MS = 300_000;
const WALL = { viewport: { width: 1920, height: 1080 }, locale: 'en-US' };
const GUESTS = [
  { name: '欧阳船长', hand: 'mouse', lang: 'zh', options: DESKTOP },
  { name: 'Alexandra', hand: 'keyboard', lang: 'en', options: DESKTOP },
  { name: '海边的小林', hand: 'touch', lang: 'zh', options: PHONE },
] as const;
/** Has joined by mistake and is sent away. */
const STRANGER = { name: 'Nobody Knows', hand: 'mouse', lang: 'en', options: DESKTOP } as const;

run('A hosted show in the browser', () => {
  let server: Running;
  let browser: Browser;
  let trainer: Line;
  let host: Visitor;
  let wall: Page;
  let guests: Guest[];
  let battle: string;
  const { look, findings } = looks();
  const everybody = (): Visitor[] => [host, ...guests];
  const glance = async (phase: string): Promise<void> => {
    for (const [i, { page, lang }] of guests.entries())
      await picture(page, `show-guest-${i}-${lang}-${phase}`);
  };
  const guest = (at: number): Guest => {
    const found = guests[at];
    if (found === undefined) throw new Error(`nobody has place ${at}`);
    return found;
  };

  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
    trainer = await trainerOf(server, '林老师');
    guests = await Promise.all(GUESTS.map((g) => guestOf(browser, server, g)));
    host = await windowOf(browser, server, trainer, DESKTOP);
    const rules = { ...MODE_RULES.show, rounds: ASKED.length, readingMs: 1000 };
    const title = '制度堡周赛';
    ({ id: battle } = await openShow(trainer, { title, rules, source: { questions: ASKED } }));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it(
    'goes from the PIN on the wall to the podium and the report, whatever the host does in between',
    async () => {
      await host.page.goto(`${server.address}/host/${battle}`);
      await host.page.locator('.pin').waitFor();
      const pin = (await host.page.locator('.pin').innerText()).replace(/\D/g, '');
      expect(pin).toMatch(/^\d{6}$/);
      expect(await host.page.locator('.control-next').getAttribute('aria-disabled')).toBe('true');

      const [opened] = await Promise.all([
        host.context.waitForEvent('page'),
        host.page.locator('.host-wall').first().click(),
      ]);
      wall = opened;
      await wall.setViewportSize(WALL.viewport);
      await wall.locator('.wall-screen .qr').waitFor();
      expect((await wall.locator('.pin').innerText()).replace(/\D/g, '')).toBe(pin);
      await look(wall, 'wall-lobby-empty');

      for (const { page } of guests) await page.goto(`${server.address}/battle/${battle}`);
      const stranger = await guestOf(browser, server, STRANGER);
      await stranger.page.goto(`${server.address}/battle/${battle}`);
      await host.page.locator('.host-person', { hasText: STRANGER.name }).waitFor();
      await wall.locator('.wall-names', { hasText: STRANGER.name }).waitFor();
      await act(host.page, `请 ${STRANGER.name} 离开`);
      await host.page.locator('dialog', { hasText: STRANGER.name }).waitFor();
      await look(host.page, 'host-kick');
      await host.page.locator('dialog .btn-danger').click();
      await stranger.page.locator('[role=alert] h1').waitFor();
      await wall.locator('.wall-names', { hasText: STRANGER.name }).waitFor({ state: 'detached' });
      await stranger.context.close();

      await host.page.locator('.host-person').nth(2).waitFor();
      await look(host.page, 'host-lobby');
      await glance('lobby');
      await look(wall, 'wall-lobby');
      await act(host.page, '锁门');
      await host.page.getByRole('button', { name: '开门' }).waitFor();

      await step(host.page, '开始');
      await wall.locator('.shown').waitFor();
      await longer(host.page);
      await give(guest(0), true);
      await host.page.locator('.gauge-n b', { hasText: '1' }).waitFor();
      await look(host.page, 'host-question');
      await look(wall, 'wall-question');
      expect(await wall.locator('.shown-line.right, .shown-bar').count()).toBe(0);

      await host.page.keyboard.press('p');
      await wall.locator('.wall-paused').waitFor();
      await look(wall, 'wall-paused');
      await glance('paused');
      await host.page.keyboard.press('p');
      await wall.locator('.wall-paused').waitFor({ state: 'detached' });
      const before = Number.parseInt(await wall.locator('.timer-ring').innerText(), 10);
      await host.page.keyboard.press('+');
      await wall.waitForFunction(
        (n) => Number.parseInt(document.querySelector('.timer-ring')?.textContent ?? '', 10) > n + 5,
        before,
      );
      await give(guest(1), false);
      await give(guest(2), false);
      await host.page.locator('.control-next', { hasText: '公布答案' }).waitFor();
      await host.page.locator('.shown-count').first().waitFor();
      expect(await host.page.locator('.shown-line.right').count()).toBe(0);
      expect(await wall.locator('.shown-line.right, .shown-bar').count()).toBe(0);
      await look(host.page, 'host-closed');
      await look(wall, 'wall-closed');
      await glance('closed');

      await act(host.page, '讨论后再答');
      await wall.locator('.wall-told').waitFor();
      await glance('second');
      await longer(host.page);
      for (const one of guests) await give(one, true);
      await step(host.page, '公布答案');
      await wall.locator('.shown-line.right').waitFor();
      await look(host.page, 'host-reveal');
      await look(wall, 'wall-reveal');
      await glance('reveal');
      await step(host.page, '看排名');
      await wall.locator('.tops li').first().waitFor();
      // Who plays is told the names of the leaders, too.
      await guest(2).page.locator('.board-name, .shore-top', { hasText: 'Alexandra' }).first().waitFor();
      await look(wall, 'wall-board');
      await look(host.page, 'host-board');
      await glance('board');

      await step(host.page, '下一题');
      await wall.locator('.shown').waitFor();
      await longer(host.page);
      await give(guest(1), true);
      await act(host.page, '暂停');
      await host.page.getByRole('button', { name: '继续' }).waitFor();
      await host.context.close();
      host = await windowOf(browser, server, trainer, PHONE);
      await host.page.goto(`${server.address}/host/${battle}`);
      await host.page.locator('.gauge-n b', { hasText: '1' }).waitFor();
      await look(host.page, 'host-phone');
      const screen = await windowOf(browser, server, trainer, { ...WALL, viewport: DESKTOP.viewport });
      wall = screen.page;
      await wall.goto(`${server.address}/battle/${battle}?as=screen`);
      await wall.locator('.shown').waitFor();
      await act(host.page, '继续');
      await longer(host.page);
      await give(guest(0), false);
      await give(guest(2), true);
      await step(host.page, '公布答案');
      await wall.locator('.shown-line.right').waitFor();
      await look(host.page, 'host-phone-reveal');
      await look(wall, 'wall-reveal-1280');
      await step(host.page, '看排名');
      await wall.locator('.tops li').first().waitFor();
      await look(wall, 'wall-board-1280');
      await step(host.page, '下一题');
      await wall.locator('.shown').waitFor();
      await longer(host.page);
      for (const [i, one] of guests.entries()) await give(one, i !== 0);
      await step(host.page, '公布答案');
      await step(host.page, '去颁奖');

      await wall.locator('.wall-screen .stand-1').waitFor();
      // Three steps of 600 ms, then the awards.
      await wall.waitForTimeout(3200);
      await look(wall, 'wall-podium');
      await host.page.locator('.host-done .podium').waitFor();
      await look(host.page, 'host-done-phone');
      await glance('done');
      await host.page.setViewportSize(DESKTOP.viewport);
      await host.page.locator('.report-question').nth(2).waitFor();
      await host.page.locator('.report-question summary').first().click();
      await look(host.page, 'host-done');
      const [file] = await Promise.all([
        host.page.waitForEvent('download'),
        host.page.locator('.report-files a', { hasText: 'XLSX' }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
      await host.page.goto(`${server.address}/studio/battles`);
      await host.page.locator('.battles-rows button', { hasText: '制度堡周赛' }).click();
      await host.page.locator('.report-question').nth(2).waitFor();
      await look(host.page, 'studio-report');
      expect(findings).toEqual([]);
      expect(everybody().flatMap((v) => v.faults)).toEqual([]);
    },
    LIMIT_MS,
  );
});
