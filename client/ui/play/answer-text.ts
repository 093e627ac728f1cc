import type { Answer, KeyView, QuestionView } from '../../../server/domain/answer.ts';
import { lang, pick, textOf } from '../../i18n/index.ts';
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

const HAN = /\p{Script=Han}/u;
const SHOWN_KEYS = 2;

/** Of all accepted texts the first two in the learner's script; another script's only when there is none. */
const readable = (texts: string[]): string[] => {
  const mine = texts.filter((text) => HAN.test(text) === (lang() === 'zh'));
  return (mine.length > 0 ? mine : texts).slice(0, SHOWN_KEYS);
};

/** The key in words; short answers give the accepted texts a learner can read, numbers their tolerance. */
export const keyLines = (question: QuestionView, key: KeyView): string[] => {
  if (isList(key)) {
    if (question.type === 'short') return readable(key.map(String));
    return answerLines(question, key.map(Number));
  }
  if (typeof key === 'object') {
    const spread = key.tolerance > 0 ? ` ± ${key.tolerance}` : '';
    return [`${key.value}${spread}${unitOf(question)}`];
  }
  return answerLines(question, key);
};
