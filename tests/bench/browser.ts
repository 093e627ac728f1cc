import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { DESKTOP, launchBrowser, startServer } from '../e2e/harness.ts';
import { answer, confirm } from '../e2e/solver.ts';
import { board } from '../e2e/voyage.ts';
import { quantile, type Result, round } from './table.ts';

const KIB = 1024;
/** game.md 9: what may be sent before the first screen can be used, and what the world may add. */
const FIRST_BUDGET = 250 * KIB;
const WORLD_BUDGET = 1200 * KIB;
const ANSWERS = 60;
/** Nobody answers before a question has come in and been looked at. */
const LOOK_MS = 600;

type Sent = { url: string; bytes: number };

/** Bytes over the wire of every reply, as the browser counts them (bodies compressed, headers included). */
const countBytes = async (page: Page): Promise<Sent[]> => {
  const sent: Sent[] = [];
  const urls = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.responseReceived', (e) => urls.set(e.requestId, e.response.url));
  session.on('Network.loadingFinished', (e) =>
    sent.push({ url: new URL(urls.get(e.requestId) ?? 'http://x/').pathname, bytes: e.encodedDataLength }),
  );
  return sent;
};

const total = (sent: readonly Sent[]): number => sent.reduce((n, s) => n + s.bytes, 0);
const kib = (bytes: number): string => `${(bytes / KIB).toFixed(0)} KiB`;
/** Milliseconds from the tap on a tile to the painted verdict, measured inside the page. */
const tapToVerdict = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        let began = 0;
        document.addEventListener('click', () => (began ||= performance.now()), {
          capture: true,
          once: true,
        });
        const seen = new MutationObserver(() => {
          if (began === 0 || document.querySelector('.verdict') === null) return;
          seen.disconnect();
          requestAnimationFrame(() => done(performance.now() - began));
        });
        seen.observe(document.body, { childList: true, subtree: true });
      }),
  );

const measureAnswers = async (page: Page): Promise<number[]> => {
  const times: number[] = [];
  while (times.length < ANSWERS) {
    await page.locator('.panel-question, .result-card').first().waitFor();
    if ((await page.locator('.result-card').count()) > 0) {
      await page.locator('.result-acts .btn-soft').first().click();
      continue;
    }
    await page.waitForTimeout(LOOK_MS);
    const tiles = await page.locator('.tiles[role=radiogroup]').count();
    const time = tiles > 0 ? tapToVerdict(page) : undefined;
    await confirm(page, 'mouse', await answer(page, 'mouse', 'zh'));
    await page.locator('.verdict').waitFor();
    if (time) times.push(await time);
    await page.locator('.verdict-next button').click();
    await page.locator('.verdict').waitFor({ state: 'detached' });
  }
  return times;
};

/** Bytes of the first load and of the world, and the latency of an answer, in a real Chromium on loopback. */
export const bench = async (): Promise<Result> => {
  const server = await startServer();
  const browser = await launchBrowser();
  const page = await (await browser.newContext(DESKTOP)).newPage();
  const sent = await countBytes(page);
  await page.goto(server.learnerLink);
  await page.locator('.ticket input').first().waitFor();
  const before = (s: Sent): boolean => !/phaser|\/art\/|game-/.test(s.url);
  const first = total(sent.filter(before));
  const script = total(sent.filter((s) => s.url.endsWith('.js') && before(s)));
  await board({ page, hand: 'mouse', lang: 'zh' }, server.learnerLink, '量一量');
  await page.waitForFunction(() => document.querySelector('canvas') !== null);
  await page.waitForTimeout(8000);
  const art = total(sent.filter((s) => s.url.startsWith('/art/')));
  const engine = total(sent.filter((s) => /phaser/.test(s.url)));
  await page.locator('[data-guide=go]').click();
  await page.locator('.strip .btn-cta').click();
  await page.locator('.sheet-card').waitFor();
  await page.evaluate(async () => {
    const post = (path: string, body: object) =>
      fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'command-id': crypto.randomUUID() },
        body: JSON.stringify(body),
      });
    await post('/api/cards/check', { station: 'sail-1', answer: 0, rtMs: 900 });
    await post('/api/cards/complete', { station: 'sail-1', ms: 40_000 });
  });
  await page.goto(`${server.address}/island/sail/sail-2`);
  const times = await measureAnswers(page);
  await browser.close();
  await server.stop();
  await rm(server.dataDir, { recursive: true, force: true });
  const p50 = quantile(times, 0.5);
  const p95 = quantile(times, 0.95);
  return {
    title: `In Chromium on loopback (goals: first load <= ${kib(FIRST_BUDGET)}, world art <= ${kib(WORLD_BUDGET)}, answer p95 <= 100 ms)`,
    rows: [
      ['first screen, all bytes', kib(first)],
      ['first screen, scripts', kib(script)],
      ['engine (phaser), lazy', kib(engine)],
      ['art of the map', kib(art)],
      [`tap to verdict, p50 of ${times.length} answers`, `${p50.toFixed(0)} ms`],
      ['tap to verdict, p95', `${p95.toFixed(0)} ms`],
      ['first load / budget', (first / FIRST_BUDGET).toFixed(2)],
    ],
    json: {
      first,
      script,
      engine,
      art,
      p50: round(p50),
      p95: round(p95),
      ratio: round(first / FIRST_BUDGET),
    },
  };
};
