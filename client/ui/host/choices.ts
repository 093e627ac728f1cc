import type { QuestionView } from '../../../server/domain/answer.ts';
import type { RevealNotice } from '../../../server/domain/api-battle.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { textOf } from '../../i18n/index.ts';

/** One line of a question on the wall. `sign` = its badge; `n` and `right` only where they may be known. */
export type Line = { id: string; sign?: number; text: LocalText | string; n?: number; right?: boolean };
type Count = { choice: string; n: number; right?: boolean };

const SHARES = ['full', 'part', 'none'] as const;
const isShare = (choice: string): choice is (typeof SHARES)[number] =>
  (SHARES as readonly string[]).includes(choice);

const optionsOf = (question: QuestionView): { id: string; text: LocalText | string }[] => {
  const play = textOf('play');
  if (question.type === 'single' || question.type === 'multiple')
    return question.options.map((text, i) => ({ id: String(i), text }));
  if (question.type === 'true-false')
    return [true, false].map((truth) => ({ id: String(truth), text: play(truth ? 'true' : 'false') }));
  return [];
};
const withCount = (line: Line, counts: readonly Count[] | undefined): Line => {
  const found = counts?.find((c) => c.choice === line.id);
  if (counts === undefined) return line;
  return {
    ...line,
    n: found?.n ?? 0,
    ...(found?.right === undefined ? {} : { right: found.right }),
  };
};

/** What can be chosen, in the order everybody sees; with counts how often each was. Typed answers and questions of
 * several parts have lines only once they are counted. */
export const linesOf = (question: QuestionView, counts: readonly Count[] | undefined): Line[] => {
  const options = optionsOf(question);
  if (options.length > 0) return options.map((o, sign) => withCount({ ...o, sign }, counts));
  const t = textOf('host');
  return (counts ?? []).map((c) => ({
    id: c.choice,
    text: isShare(c.choice) && !isTyped(question) ? t(`share.${c.choice}`) : c.choice,
    n: c.n,
    ...(c.right === undefined ? {} : { right: c.right }),
  }));
};
export const isTyped = ({ type }: QuestionView): boolean => type === 'short' || type === 'numeric';

/** How long a bar is, of 1: a share of all who answered. */
export const shareOf = (n: number, lines: readonly Line[]): number => {
  const all = lines.reduce((sum, line) => sum + (line.n ?? 0), 0);
  return all === 0 ? 0 : n / all;
};
/** Right ones of those who answered. */
export const rightsOf = ({ counts }: Pick<RevealNotice, 'counts'>): { right: number; all: number } => ({
  right: counts.filter((c) => c.right).reduce((sum, c) => sum + c.n, 0),
  all: counts.reduce((sum, c) => sum + c.n, 0),
});
