import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { aboard, learnerAt } from '../e2e/fault-crew.ts';
import { DESKTOP, launchBrowser, PHONE, type Running, startServer } from '../e2e/harness.ts';
import { board } from '../e2e/voyage.ts';
import {
  countBytes,
  FIRST_BUDGET,
  isFirst,
  isFont,
  isScript,
  isStyle,
  kib,
  total,
  WORLD_BUDGET,
} from './browser-bytes.ts';
import { emptyScene, type Frames, frameRow, framesOf, readyForFrames, walkAbout } from './browser-frames.ts';
import { playTaps, readyForTaps, type Taps, tapRows } from './browser-taps.ts';
import { quantile, type Result, round } from './table.ts';

/** Answers per place; fewer for a quick look: `ANSWERS=20`. */
const ANSWERS = Number(process.env.ANSWERS ?? 100);
const WATCH_MS = 6000;
/** A phone of the middle class beside this machine. */
const SLOWER = 4;

type Rows = Result['rows'];
type Part = { rows: Rows; json: Result['json'] };

const bytesPart = async (browser: Browser, server: Running): Promise<Part> => {
  const page = await (await browser.newContext(DESKTOP)).newPage();
  const sent = await countBytes(page);
  await page.goto(server.learnerLink);
  await page.locator('.ticket input').first().waitFor();
  const early = sent.filter(isFirst);
  await board({ page, hand: 'mouse', lang: 'zh' }, server.learnerLink, '量一量');
  await page.waitForFunction(() => document.querySelector('canvas') !== null);
  await page.waitForTimeout(8000);
  const first = total(early);
  const script = total(early, isScript);
  const engine = total(sent, (s) => s.url.includes('phaser'));
  const art = total(sent, (s) => s.url.startsWith('/art/'));
  await page.context().close();
  return {
    rows: [
      ['first screen, all bytes', kib(first)],
      [
        'first screen: scripts / styles / fonts',
        [isScript, isStyle, isFont].map((of) => kib(total(early, of))).join(' / '),
      ],
      ['engine (phaser), lazy', kib(engine)],
      ['art of the map', kib(art)],
      ['first load / budget', (first / FIRST_BUDGET).toFixed(2)],
    ],
    json: { first, script, engine, art, ratio: round(first / FIRST_BUDGET) },
  };
};

type View = { name: string; options: typeof DESKTOP; slower: number };
const VIEWS: View[] = [
  { name: '1280x800', options: DESKTOP, slower: 1 },
  { name: `390x844, CPU 1/${SLOWER}`, options: PHONE, slower: SLOWER },
];

const slowDown = async (page: Page, rate: number): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
};

/** A learner who stands at `station` of the first island, with the drawn world behind the screens. */
const learnerPage = async (browser: Browser, server: Running, view: View, station: string): Promise<Page> => {
  const learner = await learnerAt(server, `量${view.name.slice(0, 4)}${station}`, station);
  await learner.line.call('POST /api/settings', { body: { plain: false } });
  const { page } = await aboard(browser, server, learner, view.options);
  await readyForTaps(page);
  await readyForFrames(page);
  await slowDown(page, view.slower);
  return page;
};

/** The knowledge point with the most questions, as an address. */
const drillOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { points } = (await (await fetch('/api/practice')).json()) as {
      points: { bank: string; point: string; questions: number }[];
    };
    const [best] = points.filter((p) => p.bank === 'sail').sort((a, b) => b.questions - a.questions);
    return `/drill/point?bank=${best?.bank}&point=${best?.point}`;
  });

const tapFacts = (name: string, { verdicts, nexts }: Taps): Record<string, number> => {
  const of = (taps: Taps['verdicts'], share: number): number =>
    round(
      quantile(
        taps.map((t) => t.all),
        share,
      ),
      1,
    );
  return {
    [`${name}_verdict_p50`]: of(verdicts, 0.5),
    [`${name}_verdict_p95`]: of(verdicts, 0.95),
    [`${name}_next_p50`]: of(nexts, 0.5),
    [`${name}_next_p95`]: of(nexts, 0.95),
  };
};

/** Answers in a practice and in a drill, and whether the covered canvas sleeps meanwhile. */
const tapsPart = async (browser: Browser, server: Running, view: View): Promise<Part> => {
  const page = await learnerPage(browser, server, view, 'sail-2');
  const short = view.slower === 1 ? 'desktop' : 'phone';
  await page.goto(`${server.address}/island/sail/sail-2`);
  await page.locator('.panel-question').waitFor();
  const practice = await playTaps(page, ANSWERS);
  await page.goto(`${server.address}${await drillOf(page)}`);
  await page.locator('.panel-question').waitFor();
  const drill = await playTaps(page, ANSWERS);
  await page.waitForTimeout(1500);
  const covered = await framesOf(page, () => page.waitForTimeout(2000));
  await page.context().close();
  return {
    rows: [
      ...tapRows(`${view.name}, practice`, practice),
      ...tapRows(`${view.name}, drill`, drill),
      [`${view.name}: frames with script under an open question`, `${covered.fps.toFixed(1)} a second`],
    ],
    json: {
      ...tapFacts(`${short}_practice`, practice),
      ...tapFacts(`${short}_drill`, drill),
      [`${short}_covered_fps`]: round(covered.fps, 1),
    },
  };
};

const frameFacts = (name: string, { fps, p50, p95 }: Frames): Record<string, number> => ({
  [`${name}_fps`]: round(fps, 1),
  [`${name}_p50`]: round(p50),
  [`${name}_p95`]: round(p95),
});

/** The map at rest, a walk on an island, and an empty scene of the same size. */
const framesPart = async (browser: Browser, server: Running): Promise<Part> => {
  const [view] = VIEWS;
  if (view === undefined) throw new Error('No view.');
  const page = await learnerPage(browser, server, view, 'sail-4');
  await page.goto(server.address);
  await page.locator('canvas').waitFor();
  await page.waitForTimeout(5000);
  const idle = await framesOf(page, () => page.waitForTimeout(WATCH_MS));
  await page.goto(`${server.address}/island/sail`);
  await page.locator('[data-station=sail-1]').waitFor();
  await page.waitForTimeout(5000);
  const walk = await framesOf(page, () => walkAbout(page, 'sail-4', 'sail-1', WATCH_MS * 2));
  await page.context().close();
  const empty = await emptyScene(await (await browser.newContext(DESKTOP)).newPage(), WATCH_MS);
  const ratio = (of: Frames): number => of.p50 / empty.p50;
  return {
    rows: [
      frameRow('an empty Phaser scene', empty),
      frameRow('the map at rest', idle),
      frameRow('a walk on the island', walk),
      [
        'script per frame against the empty scene: map / walk',
        `${ratio(idle).toFixed(1)} / ${ratio(walk).toFixed(1)}`,
      ],
    ],
    json: {
      ...frameFacts('empty', empty),
      ...frameFacts('map', idle),
      ...frameFacts('walk', walk),
      map_ratio: round(ratio(idle)),
      walk_ratio: round(ratio(walk)),
    },
  };
};

const load = (): string =>
  loadavg()
    .map((n) => n.toFixed(1))
    .join(' ');

/**
 * In a real Chromium on loopback, software GL: bytes of the first load, taps, frames. Measures the client in dist/client
 * (`npm run build`) or in CLIENT_DIR; PARTS picks some of bytes, frames, taps.
 */
export const bench = async (): Promise<Result> => {
  const server = await startServer();
  const browser = await launchBrowser();
  const wanted = (process.env.PARTS ?? 'bytes,frames,taps').split(',');
  const before = load();
  const parts: Part[] = [];
  if (wanted.includes('bytes')) parts.push(await bytesPart(browser, server));
  if (wanted.includes('frames')) parts.push(await framesPart(browser, server));
  if (wanted.includes('taps')) for (const view of VIEWS) parts.push(await tapsPart(browser, server, view));
  await browser.close();
  await server.stop();
  await rm(server.dataDir, { recursive: true, force: true });
  return {
    title: `In Chromium on loopback (goals: first load <= ${kib(FIRST_BUDGET)}, world art <= ${kib(WORLD_BUDGET)}, answer p95 <= 100 ms, script per frame <= 4 ms and <= 3x empty)`,
    rows: [
      ['load of the machine before / after (1, 5, 15 min)', `${before} / ${load()}`],
      ...parts.flatMap((p) => p.rows),
    ],
    json: Object.assign({}, ...parts.map((p) => p.json)),
  };
};
