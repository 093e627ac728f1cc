import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { BattleInfo, NewBattle } from '../../server/domain/api-battle.ts';
import { readQuestContent } from '../../server/formats/content.ts';
import { browserAt, type Browser as Line, newAccount } from '../helpers/server.ts';
import { aboard, codeOf } from './fault-crew.ts';
import type { Running, Visitor } from './harness.ts';
import { answer, confirm, type Hand, type Lang } from './solver.ts';
import { type AxeFinding, axe, picture } from './voyage.ts';

export type Options = Parameters<Browser['newContext']>[0];
/** Somebody with a window of the browser. */
export type Guest = Visitor & { line: Line; name: string; hand: Hand; lang: Lang };

const SETTINGS = { guideDone: true, soundAsked: true, plain: true };
const content = readQuestContent(join(resolve(import.meta.dirname, '../..'), 'content'), 'onboarding');
/** Three questions of the built-in bank with options to tap. */
export const ASKED = content.banks
  .flatMap((bank) => bank.questions)
  .filter((q) => q.type === 'single' && q.options.length === 4)
  .slice(0, 3)
  .map((q) => q.id);

/** The trainer of the printed invite, signed in. */
export const trainerOf = async (server: Running, name: string): Promise<Line> => {
  const line = browserAt(server.address);
  const code = server.trainerLink?.split('/').at(-1) ?? '';
  await line.call('POST /api/join', { body: { code, name, lang: 'zh', ...newAccount() } });
  await line.call('POST /api/settings', { body: SETTINGS });
  return line;
};

/** A window of somebody who is signed in already: another device. */
export const windowOf = async (
  browser: Browser,
  server: Running,
  line: Line,
  options: Options,
): Promise<Visitor> => aboard(browser, server, { cookie: line.cookie() }, options);

type Wanted = { name: string; hand: Hand; lang: Lang; options: Options };

/** A learner who has joined by the company's link, in a window. */
export const guestOf = async (
  browser: Browser,
  server: Running,
  { name, hand, lang, options }: Wanted,
): Promise<Guest> => {
  const line = browserAt(server.address);
  await line.call('POST /api/join', { body: { code: codeOf(server), name, lang } });
  await line.call('POST /api/settings', { body: { ...SETTINGS, lang } });
  return { line, name, hand, lang, ...(await windowOf(browser, server, line, options)) };
};

export const openShow = (line: Line, body: Partial<NewBattle>): Promise<BattleInfo> =>
  line.call('POST /api/battles', { body: { mode: 'show', ...body } });

/** Answers the open question as this person would, rightly or not. */
export const give = async ({ page, hand, lang }: Guest, right: boolean): Promise<void> => {
  await page.locator('.tile:not([aria-disabled])').first().waitFor();
  await confirm(page, hand, await answer(page, hand, lang, right));
  await page.locator('.settled').waitFor();
};

/** Presses a button of the console by its name. */
export const act = async (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click();
/** Half a minute more for the open question: a slow machine takes its time over the pictures. */
export const longer = async (page: Page): Promise<void> => {
  for (let n = 0; n < 3; n++) await act(page, '加 10 秒');
};
/** Takes the next step; the button must say what it will do. */
export const step = async (page: Page, says: string): Promise<void> => {
  const next = page.locator('.control-next:not([aria-disabled])', { hasText: says });
  await next.waitFor();
  await next.click();
};

export type Looks = { look: (page: Page, name: string) => Promise<void>; findings: AxeFinding[] };
/** Looks at a screen: a picture, and what axe has to say. */
export const looks = (): Looks => {
  const findings: AxeFinding[] = [];
  return {
    findings,
    look: async (page, name) => {
      await picture(page, `show-${name}`);
      findings.push(...(await axe(page, name)));
    },
  };
};

/** The window that a link of this page opens. */
export const opened = async (context: BrowserContext, press: () => Promise<void>): Promise<Page> => {
  const [page] = await Promise.all([context.waitForEvent('page'), press()]);
  await page.waitForLoadState();
  return page;
};
