import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readQuestContent } from '../../server/formats/content.ts';
import { browserAt, type Browser as Line, newAccount } from '../helpers/server.ts';
import { type Guest, guestOf, type Options, windowOf } from './battle-crew.ts';
import { DESKTOP, PHONE, type Running } from './harness.ts';
import { answer, confirm, type Hand, type Lang, press } from './solver.ts';
import { type AxeFinding, axe, picture } from './voyage.ts';

/** Somebody who plays; `drawn` = with the painted water, which takes a machine without a graphics card its time. */
export type Player = Guest & { tag: string };
export type Wanted = {
  tag: string;
  name: string;
  hand: Hand;
  lang: Lang;
  phone?: true;
  drawn?: true;
  still?: true;
};

const content = readQuestContent(join(resolve(import.meta.dirname, '../..'), 'content'), 'onboarding');
const all = content.banks.flatMap((bank) => bank.questions);
const some = (type: string, n: number): string[] =>
  all
    .filter((q) => q.type === type && (q.type !== 'single' || q.options.length === 4))
    .slice(-n)
    .map((q) => q.id);
/** Five questions to tap: of one choice, true or false, several choices. */
export const TAPPED = [
  ...some('single', 2),
  ...some('true-false', 1),
  ...some('multiple', 1),
  ...some('single', 3).slice(0, 1),
];

const optionsOf = ({ phone, lang, still }: Wanted): Options => ({
  ...(phone ? PHONE : DESKTOP),
  locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
  ...(still ? { reducedMotion: 'reduce' as const } : {}),
});

/** Painted water takes a slow machine its time; so the players have twice the time, too. */
const PATIENCE_MS = 60_000;
const SAILS = { guideDone: true, soundAsked: true } as const;
/** Joins by an invitation into a department, and has a window. */
export const memberOf = async (
  browser: Browser,
  server: Running,
  trainer: Line,
  wanted: Wanted & { department: string },
): Promise<Player> => {
  const { tag, name, hand, lang, drawn, department } = wanted;
  const body = { role: 'learner', name, department, days: 1 } as const;
  const { link } = await trainer.call('POST /api/studio/invite', { body });
  const line = browserAt(server.address);
  const code = link.split('/').at(-1) ?? '';
  await line.call('POST /api/join', { body: { code, name, lang, ...newAccount() } });
  await line.call('POST /api/settings', { body: { ...SAILS, lang, plain: drawn !== true, pace: 2 } });
  const visitor = await windowOf(browser, server, line, optionsOf(wanted));
  visitor.context.setDefaultTimeout(PATIENCE_MS);
  return { line, name, hand, lang, tag, ...visitor };
};

/** Joins as a learner and sits before a window of the hall. */
export const playerOf = async (browser: Browser, server: Running, wanted: Wanted): Promise<Player> => {
  const { tag, name, hand, lang, drawn } = wanted;
  const guest = await guestOf(browser, server, { name, hand, lang, options: optionsOf(wanted) });
  await guest.line.call('POST /api/settings', { body: { plain: drawn !== true, pace: 2 } });
  guest.context.setDefaultTimeout(PATIENCE_MS);
  return { ...guest, tag };
};

export type Log = { findings: AxeFinding[]; seen: Set<string> };
/** A picture of a phase; with `check` what axe has to say, once for each name. */
export const look = async (log: Log, page: Page, name: string, check = false): Promise<void> => {
  await picture(page, name);
  if (!check || log.seen.has(name)) return;
  log.seen.add(name);
  log.findings.push(...(await axe(page, name)));
};

/** True when nothing in it is wider than its place. */
export const fits = (page: Page, selector: string): Promise<boolean> =>
  page.locator(selector).evaluate((el) => el.scrollWidth <= el.clientWidth);

/** The question on the screen, counted from 1; after the last one more than there are. */
const shownNumber = (page: Page): Promise<number> =>
  page.evaluate(() =>
    document.querySelector('.heroes') !== null
      ? Number.POSITIVE_INFINITY
      : Number.parseInt(document.querySelector('.play-count [aria-hidden]')?.textContent ?? '0', 10),
  );
/** Waits for question `n`. False = a slow machine has missed it: its time is over. */
export const question = async ({ page }: Player, n: number): Promise<boolean> => {
  while ((await shownNumber(page)) < n) await page.waitForTimeout(100);
  if ((await shownNumber(page)) > n) return false;
  await page.locator('.timer-ring:not(.timer-reading), .verdict, .heroes').first().waitFor();
  return page.locator('.timer-ring').isVisible();
};

const isOver = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector('.heroes, .verdict, .panel-told') !== null);

/** Gives the answer to the open question, rightly or not; who is out of time gives none. */
export const give = async ({ page, hand, lang }: Player, right: boolean): Promise<void> => {
  const n = await shownNumber(page);
  try {
    await confirm(page, hand, await answer(page, hand, lang, right));
    await page.locator('.settled, .verdict').first().waitFor({ timeout: 8_000 });
  } catch (error) {
    if (!(await isOver(page)) && (await shownNumber(page)) === n) throw error;
  }
};

export type Course = {
  log: Log;
  /** Names of pictures begin with it. */
  name: string;
  players: Player[];
  rounds: number;
  /** Does player `i` give the right answer to question `n`? */
  right: (i: number, n: number) => boolean;
  /** Those whose screens are looked at; the others only play. */
  watched?: Player[];
  /** What is to be done when everybody has answered question `n`: a show waits for its host. */
  answered?: (n: number) => Promise<void>;
  /** What else is on the screens, after the reveal of question `n`. */
  told?: (n: number) => Promise<void>;
};

/** Plays question `n` with a picture of each of its phases. */
const playRound = async (course: Course, n: number): Promise<void> => {
  const { log, name, players, right, answered, told } = course;
  const watched = course.watched ?? players;
  const shot = (phase: string): Promise<unknown> =>
    Promise.all(watched.map((p) => look(log, p.page, `${name}-${p.tag}-${n}-${phase}`)));
  const here = await Promise.all(players.map((p) => question(p, n)));
  if (n === 1) await shot('question');
  const first = players.slice(0, -1);
  await Promise.all(first.map((p, i) => here[i] && give(p, right(i, n))));
  if (n === 1) await shot('answered');
  const last = players.at(-1);
  if (last && here.at(-1)) await give(last, right(players.length - 1, n));
  await answered?.(n);
  const toldOf = async ({ page }: Player): Promise<void> => {
    while ((await shownNumber(page)) === n && !(await page.locator('.verdict').isVisible()))
      await page.waitForTimeout(100);
  };
  await Promise.all(players.map(toldOf));
  if (n <= 3 || n === course.rounds) await shot('reveal');
  await told?.(n);
};

/** Plays every question and ends on everybody's result. */
export const playOn = async (course: Course): Promise<void> => {
  for (let n = 1; n <= course.rounds; n++) await playRound(course, n);
  await Promise.all(course.players.map((p) => p.page.locator('.heroes').waitFor()));
};

/** The result from the podium to what may be practised, and the replay of the first question. */
export const lookBack = async (log: Log, name: string, player: Player): Promise<void> => {
  const { page, tag, lang } = player;
  await page.waitForTimeout(2600);
  await look(log, page, `${name}-${tag}-result`, true);
  await page.locator('.heroes-more > :last-child').scrollIntoViewIfNeeded();
  await look(log, page, `${name}-${tag}-result-end`);
  await page.getByRole('button', { name: lang === 'zh' ? '逐题回放' : 'Replay' }).click();
  await page.locator('.replay-in').waitFor();
  await look(log, page, `${name}-${tag}-replay`, true);
};

/** Everybody sits down in a battle's lobby. */
export const board = async (server: Running, players: Player[], battle: string): Promise<void> => {
  for (const { page } of players) await page.goto(`${server.address}/battle/${battle}`);
  await Promise.all(players.map(({ page }) => page.locator('.lobby-acts button').first().waitFor()));
};

/** Everybody is ready: it begins. */
export const ready = async (players: Player[]): Promise<void> => {
  for (const { page, hand } of players) {
    const button = page.locator('.lobby-acts button[aria-pressed=false]').first();
    if (hand === 'keyboard') await button.press('Enter');
    else await button.click({ timeout: 5_000 }).catch(() => undefined);
  }
};

/** The hall's card of duels, open at its ways to play. */
export const openDuels = async (server: Running, player: Player): Promise<void> => {
  const { page, hand } = player;
  await page.goto(`${server.address}/battles`);
  await press(page, hand, page.locator('.mode-duel'));
  await page.locator('.duel-ways button').first().waitFor();
};
/** The ways of the duel card, in their order. */
export const WAYS = ['live', 'challenge', 'friend', 'bot'] as const;
export const chooseWay = async ({ page, hand }: Player, way: (typeof WAYS)[number]): Promise<void> =>
  press(page, hand, page.locator('.duel-ways button').nth(WAYS.indexOf(way)));

/** Says "ready" in the lobby when there is one; a duel with a bot may have begun by itself. */
export const begin = async ({ page, hand }: Player): Promise<void> => {
  const button = page.locator('.lobby-acts button[aria-pressed=false]').first();
  await page.locator('.lobby-acts button, .panel .stem').first().waitFor();
  if (await button.isVisible()) await press(page, hand, button);
};
