import { QUESTION_TYPES } from '../../../server/domain/question.ts';
import { useS } from '../i18n/index.ts';
import { letterOf } from './choice.ts';
import type { LineNames } from './content-lines.ts';

const FIELDS = {
  type: 'line.type',
  stem: 'stem',
  explanation: 'explanation',
  hint: 'hint',
  difficulty: 'difficulty',
  point: 'point',
  feedback: 'feedback',
  score: 'score',
  key: 'line.key',
  unit: 'unit.name',
  units: 'numeric.units',
  replies: 'replies',
  extras: 'extras',
  rules: 'line.rules',
  sample: 'sample',
  template: 'template',
  words: 'words',
} as const;

/** The names of a question's parts in the language of the studio. */
export const useLineNames = (): LineNames => {
  const t = useS('editor');
  const ts = useS('shell');
  return {
    field: (name) => (name in FIELDS ? t(FIELDS[name as keyof typeof FIELDS]) : name),
    lang: (l) => ts(`lang.${l}`),
    part: (name, at) =>
      name === 'option' || name === 'category'
        ? t(name, { letter: letterOf(at) })
        : name === 'gap'
          ? t('line.gap', { n: at + 1 })
          : t(name, { n: at + 1 }),
    type: (type) => {
      const known = QUESTION_TYPES.find((q) => q === type);
      return known ? ts(`type.${known}`) : type;
    },
    rule: (rule) => t(`line.${rule}`),
    right: t('line.right'),
  };
};
