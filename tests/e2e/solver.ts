import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Question } from '../../server/domain/question.ts';
import { type LocalText, textIn } from '../../server/domain/text.ts';
import { readQuestContent } from '../../server/formats/content.ts';

const content = readQuestContent(join(resolve(import.meta.dirname, '../..'), 'content'), 'onboarding');
const checks = content.cards.flatMap((c) =>
  c.panels.flatMap((p) => (p.kind === 'check' ? [p.question] : [])),
);
const byStem = new Map<string, Question>();
const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
for (const q of [...content.banks.flatMap((b) => b.questions), ...checks]) {
  for (const stem of [q.stem.zh, q.stem.en]) if (stem) byStem.set(fold(stem), q);
}

export const quest = content.quest;

/** How a learner acts: with the mouse, with a finger, or with the keyboard alone. */
export type Hand = 'mouse' | 'touch' | 'keyboard';
export type Lang = 'zh' | 'en';

/** Presses a control as this hand would. With the keyboard it is reached by Tab, never by a script. */
export const press = async (page: Page, hand: Hand, target: Locator): Promise<void> => {
  await target.first().waitFor({ state: 'visible' });
  if (hand === 'mouse') return target.first().click();
  if (hand === 'touch') return target.first().tap();
  await tabTo(page, target.first());
  await page.keyboard.press('Enter');
};

/** Moves the focus to a control with Tab alone. Throws when it cannot be reached. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  const focused = () => target.evaluate((el) => el === document.activeElement);
  for (let i = 0; i < 90; i++) {
    if (await focused()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${target}`);
};

/** The question on the screen, found by its stem as a person would read it. */
export const shownQuestion = async (page: Page): Promise<Question> => {
  const stem = fold(await page.locator('.panel-question h1').first().innerText());
  const found = byStem.get(stem);
  if (!found) throw new Error(`No question has the stem "${stem}"`);
  return found;
};

const tile = (page: Page, text: string): Locator =>
  page.locator('.tile').filter({ has: page.getByText(text, { exact: true }) });

const truths: Record<Lang, [string, string]> = { zh: ['正确', '错误'], en: ['True', 'False'] };

const wantedTiles = (q: Question, lang: Lang, right: boolean): string[] => {
  const text = (t: LocalText | undefined): string => (t ? textIn(t, lang) : '');
  if (q.type === 'true-false') return [truths[lang][q.key === right ? 0 : 1]];
  if (q.type === 'single') return [text(q.options[right ? q.key : (q.key + 1) % q.options.length]?.text)];
  if (q.type !== 'multiple') return [];
  const wrong = q.options.findIndex((_, i) => !q.key.includes(i));
  return right ? q.key.map((k) => text(q.options[k]?.text)) : [text(q.options[Math.max(0, wrong)]?.text)];
};

const answerTiles = async (
  page: Page,
  hand: Hand,
  q: Question,
  lang: Lang,
  right: boolean,
): Promise<void> => {
  for (const text of wantedTiles(q, lang, right)) {
    if (hand === 'keyboard') {
      const all = await page.locator('.tile .tile-text').allInnerTexts();
      const at = all.findIndex((t) => fold(t) === fold(text));
      await page.keyboard.press(String(at + 1));
    } else {
      await press(page, hand, tile(page, text));
    }
  }
};

const answerField = async (page: Page, hand: Hand, q: Question, right: boolean): Promise<void> => {
  const key = q.type === 'numeric' ? String(q.key) : q.type === 'short' ? (q.key[0] ?? '') : '';
  const text = right ? key : q.type === 'numeric' ? '987654' : '不知道';
  const box = page.locator('.field-box');
  if (hand === 'keyboard') {
    await tabTo(page, box);
    await page.keyboard.type(text);
  } else {
    await box.fill(text);
  }
};

const answerMatching = async (
  page: Page,
  hand: Hand,
  q: Question,
  lang: Lang,
  right: boolean,
): Promise<void> => {
  if (q.type !== 'matching') return;
  const turn = right ? 0 : 1;
  for (const [i, pair] of q.pairs.entries()) {
    const mate = q.pairs[(i + turn) % q.pairs.length];
    const side = (name: 'left' | 'right', text: LocalText): Locator =>
      page.locator(`.match-${name}`).filter({ has: page.getByText(textIn(text, lang), { exact: true }) });
    await press(page, hand, side('left', pair.left));
    if (mate) await press(page, hand, side('right', mate.right));
  }
};

const answerOrdering = async (
  page: Page,
  hand: Hand,
  q: Question,
  lang: Lang,
  right: boolean,
): Promise<void> => {
  if (q.type !== 'ordering') return;
  const wanted = (right ? q.items : q.items.toReversed()).map((t) => fold(textIn(t, lang)));
  const shown = async () => (await page.locator('.order .order-text').allInnerTexts()).map(fold);
  for (const [to, text] of wanted.entries()) {
    for (let at = (await shown()).indexOf(text); at > to; at--) {
      const up = page.locator('.order > li').nth(at).locator('.order-up');
      if (hand === 'keyboard') {
        await tabTo(page, up);
        await page.keyboard.press('Alt+ArrowUp');
      } else {
        await press(page, hand, up);
      }
    }
  }
};

/** Answers the question on the screen, rightly or wrongly, and confirms it when it must be confirmed. */
export const answer = async (page: Page, hand: Hand, lang: Lang, right = true): Promise<Question> => {
  const q = await shownQuestion(page);
  await answerTiles(page, hand, q, lang, right);
  if (q.type === 'short' || q.type === 'numeric') await answerField(page, hand, q, right);
  await answerMatching(page, hand, q, lang, right);
  await answerOrdering(page, hand, q, lang, right);
  return q;
};

/** Confirms the answer given: tiles of one choice were sent by the tap itself, a key needs Enter. */
export const confirm = async (page: Page, hand: Hand, q: Question): Promise<void> => {
  const oneTap = q.type === 'single' || q.type === 'true-false';
  if (oneTap && hand !== 'keyboard') return;
  if (hand === 'keyboard' && q.type !== 'matching' && q.type !== 'ordering') {
    await page.keyboard.press('Enter');
    return;
  }
  await press(page, hand, page.locator('.confirm'));
};
