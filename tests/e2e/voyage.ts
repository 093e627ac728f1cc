import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Api } from '../../server/domain/api.ts';
import { textIn } from '../../server/domain/text.ts';
import { answer, confirm, type Hand, type Lang, press, quest } from './solver.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How one voyage is made: by which hand, in which language, what to look at on the way. */
export type Sailor = {
  page: Page;
  hand: Hand;
  lang: Lang;
  /** Called on every new kind of screen. */
  look?: (name: string) => Promise<void>;
};

export type AxeFinding = { screen: string; id: string; impact: string; nodes: string[] };

/** Runs axe on the page; gives what is serious or critical. The page's CSP stays on: axe comes in by the debugger. */
export const axe = async (page: Page, screen: string): Promise<AxeFinding[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  // What is still fading in has no contrast yet.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    const late = new Promise((done) => setTimeout(done, 2000));
    await Promise.race([Promise.allSettled(ending.map((a) => a.finished)), late]);
  });
  const found = await page.evaluate(async () => {
    type Result = {
      violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
    };
    const run = (window as unknown as { axe: { run: (o: object) => Promise<Result> } }).axe;
    return (await run.run({ resultTypes: ['violations'] })).violations.map((v) => ({
      id: v.id,
      impact: v.impact,
      nodes: v.nodes.map((n) => `${n.html.slice(0, 160)} — ${n.failureSummary.slice(0, 300)}`),
    }));
  });
  return found
    .filter((f) => f.impact === 'serious' || f.impact === 'critical')
    .map((f) => ({ screen, ...f }));
};

/** Keeps a picture of the screen when SCREENS names a folder. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.SCREENS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(900);
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

/** Opens the link, gives a name, answers the question about sound, skips the guide. Ends on the map. */
export const board = async (s: Sailor, link: string, name: string): Promise<void> => {
  await s.page.goto(link);
  const box = s.page.locator('.ticket input').first();
  await box.waitFor();
  await s.look?.('join');
  if (s.hand === 'keyboard') {
    await box.focus();
    await s.page.keyboard.type(name);
    await s.page.keyboard.press('Enter');
  } else {
    await box.fill(name);
    await press(s.page, s.hand, s.page.locator('.ticket button[type=submit]'));
  }
  await press(s.page, s.hand, s.page.locator('.sound-question .dialog-acts button').first());
  await s.page.locator('.guide-card').waitFor();
  await s.look?.('guide');
  await press(s.page, s.hand, s.page.locator('.guide-card .btn-link').first());
  await s.page.locator('.guide').waitFor({ state: 'detached' });
  await s.look?.('map');
};

/** From an island's strip into its station. */
export const enter = async (s: Sailor): Promise<void> => {
  if (s.hand === 'keyboard') {
    await s.page.locator('.strip').waitFor();
    await s.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await s.page.keyboard.press('Space');
  } else {
    await press(s.page, s.hand, s.page.locator('.strip .btn-cta').first());
  }
};

/** From a result back to the island. */
export const back = async (s: Sailor): Promise<void> => {
  await press(s.page, s.hand, s.page.locator('.result-acts .btn-cta').last());
  await s.page.locator('.strip').waitFor();
};

const studyCard = async (s: Sailor): Promise<void> => {
  const { page, hand } = s;
  await page.locator('.sheet-card').waitFor();
  await s.look?.('card');
  while ((await page.locator('.panel-question').count()) === 0) {
    const title = await page.locator('.sheet-text h1').innerText();
    if (hand === 'keyboard') await page.keyboard.press('ArrowRight');
    else await press(page, hand, page.locator('.study-foot .btn-cta').last());
    await page.waitForFunction(
      (before) => document.querySelector('.sheet-text h1')?.textContent !== before,
      title,
    );
  }
  await confirm(page, hand, await answer(page, hand, s.lang));
  await page.locator('.verdict').waitFor();
  await s.look?.('card-check');
  await press(page, hand, page.locator('.verdict-next button'));
  await page.locator('.result-card').waitFor();
  await s.look?.('card-done');
};

/** Practice and boss: question after question until the result; `miss` says which ones to answer wrongly. */
const fight = async (s: Sailor, kind: 'practice' | 'boss', miss: (n: number) => boolean): Promise<void> => {
  const { page, hand } = s;
  for (let n = 0; n < 40; n++) {
    await page.locator('.panel-question, .result-card').first().waitFor();
    if ((await page.locator('.result-card').count()) > 0) break;
    if (n === 0) await s.look?.(kind);
    const right = !miss(n);
    await confirm(page, hand, await answer(page, hand, s.lang, right));
    await page.locator('.verdict').waitFor();
    const verdict = page.locator(right ? '.verdict-right' : '.verdict-wrong');
    if ((await verdict.count()) === 0)
      throw new Error(`Question ${n} was not taken as ${right ? 'right' : 'wrong'}`);
    if (n < 2) await s.look?.(`${kind}-${right ? 'right' : 'wrong'}`);
    if (hand === 'keyboard') await page.keyboard.press('Enter');
    else await press(page, hand, page.locator('.verdict-next button'));
    await page.locator('.verdict').waitFor({ state: 'detached' });
  }
  await page.locator('.result-card').waitFor();
  await s.look?.(`${kind}-result`);
};

const sitExam = async (s: Sailor): Promise<void> => {
  const { page, hand } = s;
  await page.locator('.exam-rules').waitFor();
  await s.look?.('exam-rules');
  await press(page, hand, page.locator('.exam-rules .btn-cta').last());
  for (let n = 0; n < 10; n++) {
    await page.locator('.panel-badge', { hasText: new RegExp(`^${n + 1}$`) }).waitFor();
    await answer(page, hand, s.lang);
    if (n === 1) await s.look?.('exam');
    if (n === 9) break;
    if (hand === 'keyboard') {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('n');
    } else {
      await press(page, hand, page.locator('.exam-foot button').last());
    }
  }
  await press(page, hand, page.locator('.exam-hand-in'));
  await page.locator('.hand-in').waitFor();
  await s.look?.('exam-hand-in');
  await press(page, hand, page.locator('.hand-in .btn-cta').last());
  await page.locator('.result-card').waitFor();
  await s.look?.('exam-result');
};

type Played = 'card' | 'practice' | 'exam' | 'boss';
/** Plays a station that is open on the screen to its result. */
export const playStation = async (
  s: Sailor,
  kind: Played,
  miss: (n: number) => boolean = () => false,
): Promise<void> => {
  if (kind === 'card') await studyCard(s);
  else if (kind === 'exam') await sitExam(s);
  else await fight(s, kind, miss);
};

/** From the map through all nine stations of the first island, back to the island. */
export const clearFirstIsland = async (s: Sailor): Promise<void> => {
  const { page, hand } = s;
  if (hand === 'keyboard') await page.keyboard.press('Enter');
  else await press(page, hand, page.locator('[data-guide=go]'));
  await page.locator('.strip').waitFor();
  await s.look?.('island');
  const stations = quest.islands[0]?.stations ?? [];
  for (const [i, station] of stations.entries()) {
    const name = textIn(station.kind === 'boss' ? station.boss.name : station.name, s.lang);
    await page.locator('.strip h1', { hasText: name }).waitFor();
    await enter(s);
    await playStation(s, station.kind as Played, (n) => i === 1 && n === 1);
    await back(s);
  }
  await s.look?.('island-done');
};

/** What the server says of this learner, asked from the page itself with its own cookie. */
export const ask = <K extends 'GET /api/quest' | 'GET /api/log' | 'GET /api/me'>(
  page: Page,
  key: K,
): Promise<Api[K]['reply']> => page.evaluate(async (path) => (await fetch(path)).json(), key.slice(4));
