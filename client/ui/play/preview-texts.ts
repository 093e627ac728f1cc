import type { Lang } from '../../../server/domain/text.ts';

export type PreviewTexts = {
  label: string;
  again: string;
  key: string;
  /** Instead of a question that cannot be shown yet. */
  broken: string;
};

/** What stands around a preview; only authors see it. */
export const PREVIEW_TEXTS: Record<Lang, PreviewTexts> = {
  zh: {
    label: '学员看到的样子',
    again: '重做一遍，换个顺序',
    key: '看正确答案',
    broken: '题目还没写完整，写好后这里会显示它。',
  },
  en: {
    label: 'As the learner sees it',
    again: 'Start over, another order',
    key: 'Show the right answer',
    broken: 'The question is not complete yet. It will appear here when it is.',
  },
};
