import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { playerAt } from '../bots/player.ts';
import { browserAt, type Browser as Line, newAccount } from '../helpers/server.ts';
import { type Running, type Visitor, visit } from './harness.ts';
import { answer, confirm, type Lang } from './solver.ts';
import { ask } from './voyage.ts';

/** A learner who has played by HTTP up to `station` of the first island; no guide, no drawn world. */
export type Learner = { line: Line; id: string; cookie: string };

const realTime = { now: Date.now, wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) };

const cookieFor = (server: Running, pair: string) => {
  const [name = '', value = ''] = pair.split('=');
  return { name, value, url: server.address };
};

export const codeOf = (server: Running): string => server.learnerLink.split('/').at(-1) ?? '';

/** Plays without a fault until `station` is the current one; without it, only joins. */
export const learnerAt = async (server: Running, name: string, station?: string): Promise<Learner> => {
  const habits = { name, code: codeOf(server), skill: 1, seed: 7, thinkMs: [0, 0] as [number, number] };
  const player = playerAt(server.address, realTime, habits);
  await player.join();
  const line = browserAt(server.address);
  line.setCookie(player.line.wire.cookie());
  await line.call('POST /api/settings', { body: { guideDone: true, soundAsked: true, plain: true } });
  const current = async (): Promise<string | undefined> =>
    (await line.call('GET /api/quest')).islands[0]?.stations.find((s) => s.state === 'current')?.id;
  for (let n = 0; station !== undefined && n < 12 && (await current()) !== station; n++) await player.step(1);
  if (station !== undefined && (await current()) !== station)
    throw new Error(`${name} never comes to ${station}`);
  await line.call('POST /api/checkin', { body: {} });
  return { line, id: player.me().person.id, cookie: line.cookie() };
};

/** The same person, registered and signed in on a device that has not been seen before. */
export const onNewDevice = async (server: Running, name: string, learner: Learner): Promise<Learner> => {
  const account = newAccount();
  await learner.line.call('POST /api/register', { body: { name, ...account } });
  const line = browserAt(server.address);
  await line.call('POST /api/login', { body: { code: codeOf(server), ...account } });
  return { ...learner, line, cookie: line.cookie() };
};

/** A browser in which this learner is signed in. */
export const aboard = async (
  browser: Browser,
  server: Running,
  { cookie }: Pick<Learner, 'cookie'>,
  options: Parameters<Browser['newContext']>[0],
): Promise<Visitor> => {
  const visitor = await visit(browser, options);
  await visitor.context.addCookies([cookieFor(server, cookie)]);
  return visitor;
};

/** A second tab of the same browser. */
export const newTab = (context: BrowserContext): Promise<Page> => context.newPage();

/** Opens a station and waits for its question. */
export const openStation = async (page: Page, server: Running, station: string): Promise<void> => {
  await page.goto(`${server.address}/island/sail/${station}`);
  await page.locator('.panel-question h1').waitFor();
};

/** Answers the question on the screen and hands the answer in. */
export const answerIt = async (page: Page, right = true, lang: Lang = 'zh'): Promise<void> =>
  confirm(page, 'mouse', await answer(page, 'mouse', lang, right));

/** Answers, waits for the verdict and goes on. */
export const answerAndGoOn = async (page: Page, right = true): Promise<void> => {
  await answerIt(page, right);
  await page.locator('.verdict').waitFor();
  await page.locator('.verdict-next button').click();
  await page.locator('.verdict').waitFor({ state: 'detached' });
};

export const stemOf = (page: Page): Promise<string> => page.locator('.panel-question h1').innerText();

/** How often the log holds a fact of this learner, asked with the page's own cookie. */
export const countOf = async (page: Page, verb: string): Promise<number> =>
  (await ask(page, 'GET /api/log')).verbs.find((v) => v.verb === verb)?.n ?? 0;

export const coinsOf = async (page: Page): Promise<number> => (await ask(page, 'GET /api/quest')).coins;

/** Asks again and again until the answer is the wanted one; throws with the last answer after `ms`. */
export const until = async <T>(
  question: () => Promise<T>,
  good: (said: T) => boolean,
  ms = 15_000,
): Promise<T> => {
  const end = performance.now() + ms;
  for (;;) {
    const said = await question();
    if (good(said)) return said;
    if (performance.now() > end) throw new Error(`Still ${JSON.stringify(said)} after ${ms} ms`);
    await new Promise((done) => setTimeout(done, 200));
  }
};

/** Keeps a picture of a fault's screen, wide and narrow, when SCREENS names a folder. */
export const pictures = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.SCREENS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [size, width, height] of [
    ['wide', 1280, 800],
    ['narrow', 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}-${size}.png`) });
  }
  if (before) await page.setViewportSize(before);
};
