import type { Answer, KeyView, QuestionView } from '../../../server/domain/answer.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { UNPAIRED } from './draft.ts';

const truth = (value: boolean): string => textOf('play')(value ? 'true' : 'false');
const isList = (x: unknown): x is (number | string)[] => Array.isArray(x);

const unitOf = (question: QuestionView): string =>
  question.type === 'numeric' && question.unit !== undefined ? ` ${pick(question.unit)}` : '';

/** An answer in words, one line per part; empty when nothing was answered. */
export const answerLines = (question: QuestionView, answer: Answer | undefined): string[] => {
  if (answer === undefined) return [];
  if (typeof answer === 'boolean') return [truth(answer)];
  if (typeof answer === 'string') return [`${answer}${unitOf(question)}`];
  const list = typeof answer === 'number' ? [answer] : answer;
  if (question.type === 'matching')
    return question.lefts.map((left, i) => {
      const right = question.rights[list[i] ?? UNPAIRED];
      return `${pick(left)} → ${right === undefined ? '–' : pick(right)}`;
    });
  const texts = question.type === 'ordering' ? question.items : 'options' in question ? question.options : [];
  const lines = list.flatMap((i) => (texts[i] === undefined ? [] : [pick(texts[i])]));
  return question.type === 'ordering' ? lines.map((line, i) => `${i + 1}. ${line}`) : lines;
};

/** The key in words. Short answers list every accepted text, numbers their tolerance. */
export const keyLines = (question: QuestionView, key: KeyView): string[] => {
  if (isList(key)) {
    if (question.type === 'short') return key.map(String);
    return answerLines(question, key.map(Number));
  }
  if (typeof key === 'object') {
    const spread = key.tolerance > 0 ? ` ± ${key.tolerance}` : '';
    return [`${key.value}${spread}${unitOf(question)}`];
  }
  return answerLines(question, key);
};
