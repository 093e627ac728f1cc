import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** A Chromium of this machine; undefined when there is none. In CI there must be one. */
export const findBrowser = (): string | undefined => {
  const found = BROWSERS.find((path) => existsSync(path));
  if (!found && process.env.CI) throw new Error('No Chromium, Chrome or Edge on this machine: CI needs one.');
  return found;
};

/** Software WebGL, no calls home. */
const ARGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export const launchBrowser = (): Promise<Browser> => {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No browser on this machine.');
  return chromium.launch({ executablePath, args: ARGS });
};

export const DESKTOP = { viewport: { width: 1280, height: 800 }, locale: 'zh-CN' };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
};

export type Running = {
  child: ChildProcess;
  address: string;
  learnerLink: string;
  trainerLink: string | undefined;
  dataDir: string;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
};

const linkIn = (text: string, label: string): string | undefined =>
  new RegExp(`${label}\\s+(http\\S+)`).exec(text)?.[1];

/** Starts the real server as a process of its own and waits for its printed links. */
export const startServer = async (given: { dataDir?: string; port?: number } = {}): Promise<Running> => {
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'archipelago-e2e-'));
  const env = { ...process.env, PORT: String(given.port ?? 0), DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  await new Promise<void>((done, fail) => {
    const read = (chunk: Buffer): void => {
      out += chunk.toString();
      if (out.includes('Ready in')) done();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => fail(new Error(`The server ended with ${code}:\n${out}`)));
  });
  const learnerLink = linkIn(out, 'Learners join') ?? '';
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> =>
    new Promise((done) => {
      if (child.exitCode !== null || child.signalCode !== null) return done();
      child.once('exit', () => done());
      child.kill(signal);
    });
  child.removeAllListeners('exit');
  return {
    child,
    address: new URL(learnerLink).origin,
    learnerLink,
    trainerLink: linkIn(out, 'Trainer \\(one-time\\)'),
    dataDir,
    stop,
  };
};

export type Visitor = { context: BrowserContext; page: Page; faults: string[] };

const MOST_HONOURS = 20;

/** Takes the honours that are shown just now, as anybody would who wants to go on. */
export const takeHonours = async (page: Page): Promise<void> => {
  const shown = page.locator('dialog.laurel .btn-cta');
  for (let n = 0; n < MOST_HONOURS && (await shown.count()) > 0; n++) {
    await shown
      .first()
      .evaluate((button: HTMLElement) => button.click())
      .catch(() => undefined);
    await page.waitForTimeout(120);
  }
};

/** Opens a page without a worker of its own (a test of the worker allows it) that collects every uncaught error and console error, for the test to demand that there are none. */
export const visit = async (
  browser: Browser,
  options: Parameters<Browser['newContext']>[0],
): Promise<Visitor> => {
  const context = await browser.newContext({ serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  await page.addLocatorHandler(page.locator('dialog.laurel'), () => takeHonours(page), {
    noWaitAfter: true,
  });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text()))
      faults.push(message.text());
  });
  return { context, page, faults };
};
