import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Guest, guestOf } from './battle-crew.ts';
import { aboard, coinsOf, learnerAt, until } from './fault-crew.ts';
import {
  DESKTOP,
  findBrowser,
  launchBrowser,
  PHONE,
  type Running,
  startServer,
  takeHonours,
} from './harness.ts';
import { press } from './solver.ts';
import { type AxeFinding, axe, picture } from './voyage.ts';

const run = findBrowser() ? describe : describe.skip;
const LIMIT_MS = 240_000;
const HELLO = '今天中午一起打一场龙舟赛吗？🐉';
const REPLY = 'Yes! See you at noon.';

run('a social day of two people', () => {
  let server: Running;
  let browser: Browser;
  let ann: Guest;
  let ben: Guest;
  const findings: AxeFinding[] = [];

  const look = async ({ page }: Pick<Guest, 'page'>, name: string): Promise<void> => {
    await takeHonours(page);
    findings.push(...(await axe(page, name)));
    await picture(page, `social-${name}`);
  };
  const open = async ({ page }: Pick<Guest, 'page'>, path: string): Promise<void> => {
    await page.goto(`${server.address}${path}`);
    await page.locator('main h1:visible, main h2:visible').first().waitFor();
    await takeHonours(page);
  };
  const idOf = async (g: Guest): Promise<string> => (await g.line.call('GET /api/me')).person.id;

  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
    const learner = await learnerAt(server, '欧阳小岛', 'sail-3');
    const visitor = await aboard(browser, server, learner, DESKTOP);
    ann = { ...visitor, line: learner.line, name: '欧阳小岛', hand: 'mouse', lang: 'zh' };
    ben = await guestOf(browser, server, { name: 'Ben Carter', hand: 'touch', lang: 'en', options: PHONE });
    for (const g of [ann, ben]) {
      const account = { login: `p${(await idOf(g)).slice(0, 8)}`, password: 'mango-tree-42' };
      await g.line.call('POST /api/register', { body: { name: g.name, ...account } });
    }
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it(
    'finds a colleague by pinyin, who accepts on a phone and is seen to be here',
    async () => {
      await open(ben, '/people');
      const box = ben.page.locator('.people-find input');
      await box.fill('ouyangxd');
      expect(await ben.page.locator('.people-find .person-row').count()).toBe(0);
      await box.fill('ouyangxiao');
      await press(ben.page, 'touch', ben.page.locator('.people-find .person-row .btn'));
      await look(ben, 'asked-en');
      await open(ann, '/people');
      await press(ann.page, 'mouse', ann.page.locator('.people-accept'));
      await ann.page.locator('.person-here').first().waitFor();
      await look(ann, 'friends-zh');
      await ben.page.locator('.toast', { hasText: '欧阳小岛' }).first().waitFor();
    },
    LIMIT_MS,
  );

  it(
    'talks live, in Chinese and back, and nobody else can open it',
    async () => {
      await open(ann, `/person/${await idOf(ben)}`);
      await look(ann, 'profile-zh');
      await press(ann.page, 'mouse', ann.page.locator('.person-together .btn').first());
      const write = ann.page.locator('.chat-write textarea');
      await write.fill(HELLO);
      await write.press('Enter');
      await ann.page.locator('.chat-line.mine .chat-text', { hasText: HELLO }).waitFor();
      const address = new URL(ann.page.url()).pathname;
      await open(ben, address);
      await ben.page.locator('.chat-text', { hasText: HELLO }).waitFor();
      await ben.page.locator('.chat-write textarea').fill(REPLY);
      await press(ben.page, 'touch', ben.page.locator('.chat-send'));
      await ann.page.locator('.chat-text', { hasText: REPLY }).waitFor();
      await look(ann, 'chat-zh');
      await look(ben, 'chat-en');
      const third = await guestOf(browser, server, {
        name: '路过的人',
        hand: 'mouse',
        lang: 'zh',
        options: DESKTOP,
      });
      await third.page.goto(`${server.address}${address}`);
      await third.page.locator('.fault-note, #fault-title').first().waitFor();
      expect(await third.page.content()).not.toContain(HELLO);
      await third.context.close();
    },
    LIMIT_MS,
  );

  it(
    'gives coins that arrive at once, and both statements tell of them',
    async () => {
      const had = { ann: await coinsOf(ann.page), ben: await coinsOf(ben.page) };
      await open(ann, `/person/${await idOf(ben)}`);
      await press(ann.page, 'mouse', ann.page.locator('.person-together .btn').nth(1));
      await ann.page.locator('.gift-form textarea').fill('谢谢你教我看报表');
      await look(ann, 'gift-zh');
      for (let n = 0; n < 2; n++) await ann.page.locator('.gift-form .hold .btn').click();
      await ann.page.locator('.gift-form').waitFor({ state: 'detached' });
      await until(
        () => coinsOf(ben.page),
        (coins) => coins === had.ben + 10,
      );
      expect(await coinsOf(ann.page)).toBe(had.ann - 10);
      await open(ben, '/purse');
      await ben.page.getByText('谢谢你教我看报表').waitFor();
      await look(ben, 'purse-en');
      await open(ann, '/purse');
      await ann.page.getByText('谢谢你教我看报表').waitFor();
      await look(ann, 'purse-zh');
    },
    LIMIT_MS,
  );

  it(
    'writes what was read, which a friend likes',
    async () => {
      await open(ann, '/reading');
      await ann.page.locator('.read-today textarea').fill('读了《深度工作》第三章：先关掉通知。');
      await press(ann.page, 'mouse', ann.page.locator('.read-today .btn-cta'));
      await ann.page.getByText('先关掉通知').last().waitFor();
      await look(ann, 'reading-zh');
      await open(ben, '/reading');
      await press(ben.page, 'touch', ben.page.locator('.like').first());
      await ben.page.locator('.like-on').first().waitFor();
      await look(ben, 'reading-en');
    },
    LIMIT_MS,
  );

  it(
    'spends what learning earned, and may think again for ten seconds',
    async () => {
      const before = await coinsOf(ann.page);
      await open(ann, '/mall');
      await look(ann, 'mall-zh');
      const good = ann.page.locator('.good:not(.good-not)').first();
      const price = Number((await good.locator('.good-price').innerText()).replace(/\D/g, ''));
      await press(ann.page, 'mouse', good);
      for (let n = 0; n < 2; n++) await ann.page.locator('.good-buy .btn').click();
      await ann.page.locator('.good-done').waitFor();
      await look(ann, 'bought-zh');
      expect(await coinsOf(ann.page)).toBe(before - price);
      await press(ann.page, 'mouse', ann.page.locator('.good-done .btn-soft').first());
      await ann.page.locator('.good-done').waitFor({ state: 'detached' });
      expect(await coinsOf(ann.page)).toBe(before);
      await open(ben, '/mall');
      await look(ben, 'mall-en');
    },
    LIMIT_MS,
  );

  it(
    'stands on the board and in a league, with the first title to wear',
    async () => {
      await open(ann, '/boards');
      await ann.page.getByText('欧阳小岛').first().waitFor();
      await look(ann, 'boards-zh');
      await open(ben, '/boards');
      await look(ben, 'boards-en');
      await open(ann, '/honours');
      await ann.page.locator('select', { hasText: '见习航海士' }).first().waitFor();
      await look(ann, 'honours-zh');
      await open(ben, '/honours');
      await look(ben, 'honours-en');
      await open(ann, '/seasons');
      await look(ann, 'seasons-zh');
      await open(ann, `/visit/${await idOf(ben)}`);
      await look(ann, 'visit-zh');
      expect([...ann.faults, ...ben.faults]).toEqual([]);
      expect(findings).toEqual([]);
    },
    LIMIT_MS,
  );
});
