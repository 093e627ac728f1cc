import type { Question } from '../domain/question.ts';
import { plainOf } from '../domain/rich-text.ts';
import { textIn } from '../domain/text.ts';

const LONGEST = 60;

/** The beginning of the stem, as the name that Moodle demands of every question. */
export const shortName = (question: Question): string => {
  const plain = plainOf(textIn(question.stem, 'zh')).replace(/\s+/gu, ' ').trim();
  const chars = [...plain];
  return chars.length <= LONGEST
    ? plain
    : `${chars
        .slice(0, LONGEST - 1)
        .join('')
        .trim()}…`;
};
