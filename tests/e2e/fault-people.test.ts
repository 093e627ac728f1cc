import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../server/auth.ts';
import {
  aboard,
  answerAndGoOn,
  answerIt,
  codeOf,
  coinsOf,
  countOf,
  learnerAt,
  newTab,
  openStation,
  pictures,
  stemOf,
  until,
} from './fault-crew.ts';
import { DESKTOP, findBrowser, launchBrowser, PHONE, type Running, startServer, visit } from './harness.ts';
import { board } from './voyage.ts';

const run = findBrowser() ? describe : describe.skip;
const LIMIT_MS = 60_000;
const PASSWORD = 'mango-tree-42';

const fillAccount = async (page: Page, login: string, name?: string): Promise<void> => {
  const form = page.locator('form').last();
  if (name !== undefined) await form.locator('input').first().fill(name);
  await form.locator('input[autocomplete=username]').fill(login);
  await form.locator('input[type=password]').fill(PASSWORD);
  await form.locator('button[type=submit]').click();
};

/** Signs in on another device by login and password. */
const logIn = async (page: Page, server: Running, login: string): Promise<void> => {
  await page.goto(`${server.address}/login?code=${codeOf(server)}`);
  await fillAccount(page, login);
};

run('One person in many places', () => {
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
    'two tabs answer the same question: one counts, the other is told and taken to the next one',
    async () => {
      const learner = await learnerAt(server, '双标签', 'sail-2');
      const { page: one, context, faults } = await aboard(browser, server, learner, DESKTOP);
      await openStation(one, server, 'sail-2');
      const two = await newTab(context);
      await openStation(two, server, 'sail-2');
      const stem = await stemOf(one);
      expect(await stemOf(two)).toBe(stem);
      const before = await countOf(one, 'question.answered');
      await answerIt(one);
      await one.locator('.verdict-right').waitFor();
      await answerIt(two, false);
      await two.locator('.toast', { hasText: '这一题已经收到你的回答了' }).waitFor();
      await pictures(two, 'two-tabs');
      await until(
        () => stemOf(two),
        (now) => now !== stem,
      );
      await one.locator('.verdict-next button').click();
      await one.locator('.verdict').waitFor({ state: 'detached' });
      expect(await stemOf(one)).toBe(await stemOf(two));
      expect(await countOf(one, 'question.answered')).toBe(before + 1);
      await answerAndGoOn(two);
      expect(await countOf(one, 'question.answered')).toBe(before + 2);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    'a guest who registers keeps everything, plays on from another device, and a revoked device comes back to its place',
    async () => {
      const login = `p${randomUUID().slice(0, 8)}`;
      const desk = await visit(browser, DESKTOP);
      await board({ page: desk.page, hand: 'mouse', lang: 'zh' }, server.learnerLink, '换设备');
      const coins = await coinsOf(desk.page);
      expect(coins).toBeGreaterThan(0);
      await desk.page.locator('.nav button', { hasText: '我的' }).click();
      await desk.page.locator('.screen-me .row', { hasText: '设置' }).click();
      await desk.page.locator('.account .btn-cta').click();
      await fillAccount(desk.page, login);
      await desk.page.locator('.toast', { hasText: '注册成功' }).waitFor();
      expect(await coinsOf(desk.page)).toBe(coins);

      await desk.context.request.post(`${server.address}/api/settings`, {
        data: { plain: true },
        headers: { 'command-id': randomUUID() },
      });
      const phone = await visit(browser, PHONE);
      await logIn(phone.page, server, login);
      await phone.page.locator('.screen-map').waitFor();
      expect(await coinsOf(phone.page)).toBe(coins);
      await phone.page.goto(`${server.address}/island/sail/sail-1`);
      await phone.page.locator('.sheet-card').waitFor();

      await desk.page.reload();
      await desk.page.getByRole('button', { name: '退出这台设备' }).click();
      await desk.page.locator('.row-flat').nth(1).waitFor({ state: 'detached' });

      await phone.page.locator('.study-foot .btn-cta').last().tap();
      await phone.page.reload();
      await phone.page.locator('.ticket', { hasText: '欢迎回来' }).waitFor();
      expect(new URL(phone.page.url()).searchParams.get('back')).toBe('/island/sail/sail-1');
      await fillAccount(phone.page, login);
      await phone.page.locator('.sheet-card').waitFor();
      expect(new URL(phone.page.url()).pathname).toBe('/island/sail/sail-1');
      expect([...desk.faults, ...phone.faults]).toEqual([]);
      await desk.context.close();
      await phone.context.close();
    },
    LIMIT_MS,
  );

  it(
    'a device signed out in the middle of a question says why, and after the login the same answer goes through once',
    async () => {
      const learner = await learnerAt(server, '被退出', 'sail-2');
      const login = `p${randomUUID().slice(0, 8)}`;
      await learner.line.call('POST /api/register', { body: { name: '被退出', login, password: PASSWORD } });
      const { page, context, faults } = await visit(browser, DESKTOP);
      await logIn(page, server, login);
      await page.locator('.screen-map').waitFor();
      await openStation(page, server, 'sail-2');
      const stem = await stemOf(page);
      const before = await countOf(page, 'question.answered');
      const other = (await learner.line.call('GET /api/sessions')).find((s) => !s.current);
      await learner.line.call('POST /api/sessions/revoke', { body: { id: other?.id ?? '' } });
      await answerIt(page);
      await page.locator('.fault-note', { hasText: '这台设备上的登录已经结束' }).waitFor();
      await pictures(page, 'revoked');
      await fillAccount(page, login);
      await page.locator('.verdict-right').waitFor();
      expect(await stemOf(page)).toBe(stem);
      expect(new URL(page.url()).pathname).toBe('/island/sail/sail-2');
      expect(await countOf(page, 'question.answered')).toBe(before + 1);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );
});

run('Links that lead nowhere say so and what to do', () => {
  let server: Running;
  let browser: Browser;
  const codes = { used: 'usedusedusedusedused', expired: 'gonegonegonegonegone' };
  beforeAll(async () => {
    const first = await startServer();
    const { dataDir, trainerLink } = first;
    const port = Number(new URL(first.address).port);
    await first.stop();
    const db = new Sqlite(join(dataDir, 'archipelago.db'));
    const copy = db.prepare(
      `insert into invite (id, org, "codeHash", kind, role, name, "createdAt", "expiresAt", "usedAt")
       select ?, org, ?, kind, 'learner', ?, "createdAt", ?, ? from invite limit 1`,
    );
    const now = Date.now();
    copy.run('used', hashToken(codes.used), '用过', now + 86_400_000, now - 1000);
    copy.run('gone', hashToken(codes.expired), '过期', now - 1000, null);
    db.close();
    server = { ...(await startServer({ dataDir, port })), trainerLink };
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const said = {
    wrong: {
      zh: ['没有找到这个邀请码', '再要一个'],
      en: ["don't know this invite code", 'another'],
    },
    used: { zh: ['已经用过了', '直接登录'], en: ['has been used', 'Log in'] },
    expired: { zh: ['已经过期', '再要一个新的'], en: ['has expired', 'new one'] },
  } as const;

  it.each(['wrong', 'used', 'expired'] as const)(
    'a link that is %s is explained in both languages and leads on to another code or the login',
    async (kind) => {
      const { page, context, faults } = await visit(browser, DESKTOP);
      const code = kind === 'wrong' ? 'nobodyhasthiscode' : codes[kind];
      await page.goto(`${server.address}/join/${code}`);
      for (const lang of ['zh', 'en'] as const) {
        const alert = page.locator('.ticket [role=alert]');
        for (const part of said[kind][lang]) await alert.filter({ hasText: part }).waitFor();
        await pictures(page, `link-${kind}-${lang}`);
        if (lang === 'zh') await page.locator('.lang-switch').click();
      }
      await page.locator('.ticket form input').fill(server.learnerLink);
      await page.locator('.ticket form button[type=submit]').click();
      await page.locator('#join-title').waitFor();
      await page.goBack();
      await page.getByRole('button', { name: 'Have an account' }).click();
      await page.locator('input[autocomplete=username]').waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it(
    "the trainer's one-time link asks for a login and a password, leads to the studio, and works only once",
    async () => {
      const { page, context, faults } = await visit(browser, DESKTOP);
      await page.goto(server.trainerLink ?? '');
      await page.locator('#join-title').waitFor();
      await pictures(page, 'trainer-link');
      await fillAccount(page, 'trainer', '林老师');
      await page.locator('.studio').waitFor();
      await pictures(page, 'studio');
      await page.goto(server.trainerLink ?? '');
      await page.locator('.ticket [role=alert]', { hasText: '已经用过了' }).waitFor();
      await pictures(page, 'trainer-link-again');
      await page.getByRole('button', { name: '以 林老师 的身份继续航行' }).click();
      await page.locator('.screen-map').waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );
});
