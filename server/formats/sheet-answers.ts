import { type ChoiceCell, choiceKey, isJudgement } from './sheet-key.ts';
import { mainOf } from './sheet-parts.ts';
import type { Raw } from './sheet-raw.ts';

/** The filled options of a row, with the letters of their columns. */
export const choiceCells = (raw: Raw): ChoiceCell[] =>
  raw.options.filter((o) => mainOf(o.text) !== '').map((o) => ({ label: o.label, text: mainOf(o.text) }));

/** A type in numbers of its own, on a row that its options and key explain. */
export const codedChoice = (raw: Raw): boolean =>
  /^\d$/u.test(raw.type.trim()) && choiceCells(raw).length > 1 && !isJudgement(choiceCells(raw));

/** Answers in the columns of options, and a key of letters that points at them: the texts are the key. */
export const answersFromOptions = (raw: Raw): void => {
  const cells = choiceCells(raw);
  const key = mainOf(raw.key).trim();
  if (raw.own || cells.length === 0 || !/^[A-H]*$/u.test(key)) return;
  const named = key === '' ? cells.map((_, i) => i) : choiceKey(key, cells, raw.labels);
  const texts = (named ?? []).map((i) => cells[i]?.text ?? '').filter((t) => t !== '');
  if (texts.length === 0) return;
  raw.key = { [raw.stem.zh === undefined ? 'en' : 'zh']: texts.join('\n') };
  raw.options = [];
};
