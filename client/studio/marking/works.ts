import type { EssayView } from '../../../server/domain/api-bank.ts';
import type { SubmissionView } from '../../../server/domain/api-station.ts';
import { pick } from '../../i18n/index.ts';

/** What waits for a mark: an essay of an exam, or a work handed in at an assignment. */
export type Work =
  | { kind: 'essay'; id: string; essay: EssayView }
  | { kind: 'submission'; id: string; submission: SubmissionView };

export const essayWork = (essay: EssayView): Work => ({ kind: 'essay', id: essay.id, essay });
export const submissionWork = (submission: SubmissionView): Work => ({
  kind: 'submission',
  id: submission.id,
  submission,
});

export const isWaiting = (w: Work): boolean =>
  w.kind === 'essay'
    ? w.essay.markedAt === undefined
    : w.submission.state === 'submitted' || w.submission.state === 'marking';
export const atOf = (w: Work): number => (w.kind === 'essay' ? w.essay.at : w.submission.submittedAt);
const markedAtOf = (w: Work): number => (w.kind === 'essay' ? w.essay.markedAt : w.submission.markedAt) ?? 0;
export const byOf = (w: Work): string => (w.kind === 'essay' ? w.essay.by : w.submission.person.name);
export const scoreOf = (w: Work): number | undefined =>
  w.kind === 'essay' ? w.essay.score : isWaiting(w) ? undefined : w.submission.score;
/** What it answers, as plain text in the reader's language. */
export const titleOf = (w: Work): string =>
  w.kind === 'essay'
    ? pick(w.essay.stem).replace(/!?\[([^\]]*)\]\([^)]*\)|\*\*/gu, '$1')
    : pick(w.submission.station);

/** One queue: what waits first, the oldest on top; then what was marked, the last on top. */
export const queueOf = (works: readonly Work[]): Work[] =>
  works.toSorted((a, b) => {
    const waits = Number(isWaiting(b)) - Number(isWaiting(a));
    return waits || (isWaiting(a) ? atOf(a) - atOf(b) : markedAtOf(b) - markedAtOf(a));
  });
/** What comes after a work among those that wait; from the last one back to the first. */
export const nextOf = (works: readonly Work[], id: string): string | undefined => {
  const waiting = works.filter((w) => isWaiting(w) || w.id === id);
  const at = waiting.findIndex((w) => w.id === id);
  return [...waiting.slice(at + 1), ...waiting.slice(0, Math.max(0, at))].find(isWaiting)?.id;
};
