import type { PointView, QuickStart } from './api-practice.ts';
import { POINT_QUESTIONS, REVIEW_QUESTIONS } from './drill.ts';
import type { LocalText } from './text.ts';

/** What is there to do: `ghosts` = those awake, the first of them named; `station` = the next one on the path. */
export type QuickFacts = {
  ghosts: { count: number; ghost: string; island: string; station: string } | undefined;
  due: number;
  station: { island: string; station: string; name: LocalText; minutes: number } | undefined;
  points: readonly PointView[];
};

const MOST_MINUTES = 5;
const SECONDS_EACH = 20;
/** Five questions and a moment to find somebody. */
const DUEL_MINUTES = 2;
const minutesFor = (questions: number): number =>
  Math.min(MOST_MINUTES, Math.max(1, Math.ceil((questions * SECONDS_EACH) / 60)));

/** The knowledge point that was begun, is not mastered and stands lowest; ties by name of bank and point. */
export const weakestPoint = (points: readonly PointView[]): PointView | undefined =>
  points
    .filter((p) => p.current !== undefined && p.answers > 0 && p.level !== 'mastered' && p.questions > 0)
    .sort((a, b) => (a.current?.p ?? 1) - (b.current?.p ?? 1) || (a.point < b.point ? -1 : 1))[0];

/** The next things of about five minutes, best first: ghosts, review, the next station, the weakest knowledge
 * point; a duel is there for everybody, always. */
export const quickStarts = ({ ghosts, due, station, points }: QuickFacts): QuickStart[] => {
  const weakest = weakestPoint(points);
  const list: QuickStart[] = [];
  if (ghosts) list.push({ kind: 'ghosts', ...ghosts, minutes: minutesFor(ghosts.count) });
  if (due > 0) {
    const count = Math.min(due, REVIEW_QUESTIONS);
    list.push({ kind: 'review', count, minutes: minutesFor(count) });
  }
  if (station) list.push({ kind: 'station', ...station });
  if (weakest) {
    const { bank, point, name, questions } = weakest;
    const minutes = minutesFor(Math.min(POINT_QUESTIONS, questions));
    list.push({ kind: 'point', bank, point, name, minutes });
  }
  list.push({ kind: 'duel', minutes: DUEL_MINUTES });
  return list;
};
