import { type QuestionFault, questionFaults } from '../../../server/domain/question-fault.ts';
import type { Lang } from '../../../server/domain/text.ts';

/** What keeps a draft from being saved, as sentences; empty when nothing does. */
export const faultsOf = (draft: unknown, lang: Lang): string[] => [
  ...new Set(questionFaults(draft, lang).map((f) => f.reason)),
];

const isOf = (fault: QuestionFault, path: string): boolean =>
  fault.path === path ||
  (fault.path.startsWith(`${path}.`) && /^(?:zh|en)$/u.test(fault.path.slice(path.length + 1)));

/** What is said at one field: of it, or of it in one language. */
export const faultsAt = (faults: readonly QuestionFault[], path: string): string[] =>
  faults.filter((f) => isOf(f, path)).map((f) => f.reason);
