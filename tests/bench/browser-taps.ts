import type { Page } from 'playwright-core';
import { answer, confirm } from '../e2e/solver.ts';
import { quantile } from './table.ts';

/** Nobody answers before a question has come in and been looked at. */
const LOOK_MS = 300;

/** One tap, ms: `send` until the request leaves, `wire` there and back, `draw` from the reply to the painted screen. */
export type Tap = { all: number; send: number; wire: number; draw: number };
export type Taps = { verdicts: Tap[]; nexts: Tap[] };

/**
 * Times taps inside the page, from the event's own time stamp to the frame that shows what was waited for: the verdict,
 * or a question without a verdict whose answers are open and whose pictures are there. Runs before every page.
 */
const watchTaps = (): void => {
  const verdicts: Tap[] = [];
  const nexts: Tap[] = [];
  Object.assign(globalThis, { taps: { verdicts, nexts } });
  let tapped: { at: number; next: boolean } | undefined;
  const shown = (next: boolean): boolean => {
    if (!next) return document.querySelector('.verdict') !== null;
    const panel = document.querySelector('.panel');
    if (panel === null || panel.classList.contains('panel-told')) return false;
    if (panel.querySelector('[aria-disabled=true].tile, .tile:disabled') !== null) return false;
    return [...panel.querySelectorAll('img')].every((picture) => picture.complete);
  };
  const wire = (since: number): { began: number; ended: number } | undefined => {
    const sent = performance
      .getEntriesByType('resource')
      .filter((e) => e.name.endsWith('/attempts/answer') && e.startTime >= since)
      .at(-1) as PerformanceResourceTiming | undefined;
    return sent === undefined ? undefined : { began: sent.startTime, ended: sent.responseEnd };
  };
  const note = ({ at, next }: { at: number; next: boolean }): void => {
    const end = performance.now();
    const over = wire(at);
    performance.clearResourceTimings();
    if (next) nexts.push({ all: end - at, send: 0, wire: 0, draw: end - at });
    else if (over !== undefined)
      verdicts.push({
        all: end - at,
        send: over.began - at,
        wire: over.ended - over.began,
        draw: end - over.ended,
      });
  };
  const look = (): void => {
    // The last question leads to a result: no question follows that tap.
    if (document.querySelector('.result-acts') !== null) tapped = undefined;
    if (tapped === undefined || !shown(tapped.next)) return;
    const done = tapped;
    tapped = undefined;
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      painted.port1.close();
      note(done);
    };
    // The message is handled after the frame in which the callback ran.
    requestAnimationFrame(() => painted.port2.postMessage(0));
  };
  addEventListener(
    'click',
    (e) => {
      const on =
        e.target instanceof Element ? e.target.closest('.tile, .confirm, .verdict-next button') : null;
      if (on !== null) tapped = { at: e.timeStamp, next: on.closest('.verdict-next') !== null };
    },
    true,
  );
  addEventListener('load', look, true);
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
};

type Timed = typeof globalThis & { taps: Taps };
const timed = (page: Page): Promise<Taps> => page.evaluate(() => (globalThis as Timed).taps);

/** To be called before the page is opened. */
export const readyForTaps = async (page: Page): Promise<void> => {
  await page.addInitScript(watchTaps);
};

/** Plays the set on the screen, and again and again, until so many answers are timed; each sixth is wrong. */
export const playTaps = async (page: Page, answers: number): Promise<Taps> => {
  for (let n = 0; (await timed(page)).verdicts.length < answers; n++) {
    await page.locator('.panel-question, .result-acts .btn-soft').first().waitFor();
    if ((await page.locator('.result-acts').count()) > 0) {
      await page.locator('.result-acts .btn-soft').first().click();
      await page.locator('.panel-question').waitFor();
    }
    await page.waitForTimeout(LOOK_MS);
    await confirm(page, 'mouse', await answer(page, 'mouse', 'zh', n % 6 !== 5));
    await page.locator('.verdict').waitFor();
    await page.waitForTimeout(LOOK_MS);
    await page.locator('.verdict-next button').click();
    await page.locator('.verdict').waitFor({ state: 'detached' });
  }
  return timed(page);
};

const ms = (samples: readonly number[], share: number): string => quantile(samples, share).toFixed(0);

/** The lines of one place: p50 and p95 of both taps, and where the time of an answer goes. */
export const tapRows = (place: string, { verdicts, nexts }: Taps): [string, string][] => {
  const both = (taps: readonly Tap[]): string => {
    const all = taps.map((t) => t.all);
    return `p50 ${ms(all, 0.5)} ms, p95 ${ms(all, 0.95)} ms`;
  };
  const part = (key: 'send' | 'wire' | 'draw'): string =>
    ms(
      verdicts.map((t) => t[key]),
      0.5,
    );
  return [
    [`${place}: answer tap to verdict, n ${verdicts.length}`, both(verdicts)],
    [`${place}: next tap to question ready, n ${nexts.length}`, both(nexts)],
    [
      `${place}: to request / on the wire / to paint, p50`,
      `${part('send')} / ${part('wire')} / ${part('draw')} ms`,
    ],
  ];
};
