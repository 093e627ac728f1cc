import type { QuestionView } from '../../../server/domain/answer.ts';
import { picturesOf } from '../../../server/domain/rich-text.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { pick } from '../../i18n/index.ts';
import { mediaUrl } from './RichMedia.tsx';

const textsOf = (question: QuestionView): LocalText[] => {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return [question.stem, ...question.options];
    case 'matching':
      return [question.stem, ...question.lefts, ...question.rights];
    case 'ordering':
      return [question.stem, ...question.items];
    case 'categorising':
      return [question.stem, ...question.items, ...question.categories];
    default:
      return [question.stem];
  }
};

const asked = new Set<string>();

/** Fetches the pictures of the next question while the verdict of this one is read; each once. */
export const preloadPictures = (question: QuestionView): void => {
  for (const name of textsOf(question).flatMap((text) => picturesOf(pick(text)))) {
    if (asked.has(name)) continue;
    asked.add(name);
    const picture = new Image();
    picture.onerror = () => asked.delete(name);
    picture.src = mediaUrl(name);
  }
};
