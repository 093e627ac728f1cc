import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Gap, Question } from '../../server/domain/question.ts';
import { plainOf } from '../../server/domain/rich-text.ts';
import { type LocalText, textIn } from '../../server/domain/text.ts';
import { readQuestContent } from '../../server/formats/content.ts';
import { takeHonours } from './harness.ts';

const content = readQuestContent(join(resolve(import.meta.dirname, '../..'), 'content'), 'onboarding');
const checks = content.cards.flatMap((c) =>
  c.panels.flatMap((p) => (p.kind === 'check' ? [p.question] : [])),
);
const byStem = new Map<string, Question>();
const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
const clozeKey = (text: string): string => text.replace(/\[\[\d+\]\]|\s/g, '');
const keyOf = (type: Question['type'], stem: string): string =>
  type === 'cloze' ? clozeKey(plainOf(stem)) : fold(plainOf(stem));
/** The text of a cloze without what stands in its gaps. Runs in the page. */
const readCloze = (box: Element): string => {
  const copy = box.cloneNode(true) as Element;
  for (const gap of copy.querySelectorAll('.gap, .gap-unit')) gap.remove();
  return copy.textContent ?? '';
};

/** Lets the solver recognise questions that are not in the content folder. */
export const teach = (questions: readonly Question[]): void => {
  for (const q of questions)
    for (const stem of [q.stem.zh, q.stem.en]) if (stem) byStem.set(keyOf(q.type, stem), q);
};

export const quest = content.quest;
teach([...content.banks.flatMap((b) => b.questions), ...checks]);

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
    await takeHonours(page);
    if (await focused()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${target}`);
};

/** The question on the screen, found by its stem as a person would read it; a cloze by its text between the gaps. */
export const shownQuestion = async (page: Page): Promise<Question> => {
  await page.locator('.panel .stem').first().waitFor();
  const isCloze = (await page.locator('.cloze').count()) > 0;
  const stem = isCloze
    ? clozeKey(await page.locator('.cloze > .rich').first().evaluate(readCloze))
    : fold(await page.locator('.panel .stem').first().innerText());
  const found = byStem.get(stem);
  if (!found) throw new Error(`No question has the stem "${stem}"`);
  return found;
};

const text = (of: LocalText | undefined, lang: Lang): string => (of ? plainOf(textIn(of, lang)) : '');

const tile = (page: Page, text: string): Locator =>
  page.locator('.tile').filter({ has: page.getByText(text, { exact: true }) });

const truths: Record<Lang, [string, string]> = { zh: ['正确', '错误'], en: ['True', 'False'] };

const wantedTiles = (q: Question, lang: Lang, right: boolean): string[] => {
  if (q.type === 'true-false') return [truths[lang][q.key === right ? 0 : 1]];
  if (q.type === 'single')
    return [text(q.options[right ? q.key : (q.key + 1) % q.options.length]?.text, lang)];
  if (q.type !== 'multiple') return [];
  const wrong = q.options.findIndex((_, i) => !q.key.includes(i));
  return right
    ? q.key.map((k) => text(q.options[k]?.text, lang))
    : [text(q.options[Math.max(0, wrong)]?.text, lang)];
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
      await page.keyboard.press(at < 9 ? String(at + 1) : String.fromCharCode(97 + at));
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

/** What is put into a gap: the place of an option in the list as shown, or the text to type. */
const gapText = (gap: Gap, lang: Lang, right: boolean): string => {
  if (gap.kind === 'choice')
    return text(gap.options[right ? gap.key : (gap.key + 1) % gap.options.length]?.text, lang);
  if (!right) return gap.kind === 'numeric' ? '987654' : '不知道';
  return gap.kind === 'numeric' ? String(gap.key) : (gap.key[0] ?? '').replaceAll('*', '');
};

/** Picks an entry of an open list by the keys a person would use: its arrows. */
const pickByKey = async (page: Page, list: Locator, wanted: string): Promise<void> => {
  const names = (await list.locator('option').allInnerTexts()).map(fold);
  for (let i = 0; i < names.indexOf(fold(wanted)); i++) await page.keyboard.press('ArrowDown');
};

const answerCloze = async (
  page: Page,
  hand: Hand,
  q: Question,
  lang: Lang,
  right: boolean,
): Promise<void> => {
  if (q.type !== 'cloze') return;
  for (const [i, gap] of q.gaps.entries()) {
    const wanted = gapText(gap, lang, right);
    const box = page.locator(`.cloze [aria-label="${lang === 'zh' ? `第 ${i + 1} 空` : `Gap ${i + 1}`}"]`);
    if (hand === 'keyboard') {
      await tabTo(page, box);
      if (gap.kind === 'choice') await pickByKey(page, box, wanted);
      else await page.keyboard.type(wanted);
    } else if (gap.kind === 'choice') await box.selectOption({ label: wanted });
    else await box.fill(wanted);
  }
};

const answerCategorising = async (
  page: Page,
  hand: Hand,
  q: Question,
  lang: Lang,
  right: boolean,
): Promise<void> => {
  if (q.type !== 'categorising') return;
  for (const entry of q.items) {
    const turn = right ? 0 : 1;
    const into = q.categories[(entry.category + turn) % q.categories.length];
    const named = (selector: string, name: string): Locator =>
      page.locator(selector).filter({ has: page.getByText(name, { exact: true }) });
    await press(page, hand, named('.sort-pool .sort-item', text(entry.text, lang)));
    await press(page, hand, named('.sort-into', text(into, lang)));
  }
};

const answerEssay = async (page: Page, hand: Hand, q: Question, lang: Lang): Promise<void> => {
  if (q.type !== 'essay') return;
  const box = page.locator('.essay-box');
  const words = text(q.sample, lang) || '这是我的想法。';
  if (hand !== 'keyboard') return box.fill(words);
  await tabTo(page, box);
  await page.keyboard.insertText(words);
};

/** Answers the question on the screen, rightly or wrongly, and confirms it when it must be confirmed. */
export const answer = async (page: Page, hand: Hand, lang: Lang, right = true): Promise<Question> => {
  const q = await shownQuestion(page);
  await answerTiles(page, hand, q, lang, right);
  if (q.type === 'short' || q.type === 'numeric') await answerField(page, hand, q, right);
  await answerMatching(page, hand, q, lang, right);
  await answerOrdering(page, hand, q, lang, right);
  await answerCloze(page, hand, q, lang, right);
  await answerCategorising(page, hand, q, lang, right);
  await answerEssay(page, hand, q, lang);
  return q;
};

/** Enter means something else there, or nothing: the button is reached by Tab. */
const BY_BUTTON: readonly Question['type'][] = ['matching', 'ordering', 'categorising', 'essay'];

/** Confirms the answer given: tiles of one choice were sent by the tap itself, a key needs Enter. */
export const confirm = async (page: Page, hand: Hand, q: Question): Promise<void> => {
  const oneTap = q.type === 'single' || q.type === 'true-false';
  if (oneTap && hand !== 'keyboard') return;
  if (hand === 'keyboard' && !BY_BUTTON.includes(q.type)) {
    await page.keyboard.press('Enter');
    return;
  }
  await press(page, hand, page.locator('.confirm'));
};
