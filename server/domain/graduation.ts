import type { CriterionView } from './api-programme.ts';
import { creditsOf, earnedCredits } from './credits.ts';
import { islandDone } from './journey.ts';
import type { Criterion, Quest } from './quest.ts';

/** What a learner has reached: `best` = the best score 0 to 1 at a station, `coins` = ever earned, spent or not. */
export type Reached = {
  progress: ReadonlyMap<string, { done: boolean; best: number }>;
  coins: number;
};

/** The ways to graduate; any one is enough. Absent = all islands. */
export const criteriaOf = (quest: Quest): Criterion[] =>
  quest.graduation ?? [{ kind: 'islands', n: quest.islands.length }];

/** The exams that count: those on the path, or all of them when none is. */
const examsOf = (quest: Quest): string[] => {
  const exams = quest.islands.flatMap((i) => i.stations).filter((s) => s.kind === 'exam');
  const needed = exams.filter((s) => s.optional !== true);
  return (needed.length > 0 ? needed : exams).map((s) => s.id);
};

/** Exams by their lowest best score; 0 while one is not passed, and in a quest without exams. */
const lowestExam = (quest: Quest, { progress }: Reached): number => {
  const scores = examsOf(quest).map((id) => {
    const row = progress.get(id);
    return row?.done ? row.best : 0;
  });
  return scores.length === 0 ? 0 : Math.min(...scores);
};

const haveOf = (quest: Quest, criterion: Criterion, reached: Reached): number => {
  if (criterion.kind === 'islands')
    return quest.islands.filter((i) => islandDone(reached.progress, i)).length;
  if (criterion.kind === 'credits') return earnedCredits(creditsOf(quest), reached.progress);
  return criterion.kind === 'coins' ? reached.coins : lowestExam(quest, reached);
};

/** Every criterion with what is there: islands, credits, coins, or the lowest exam score. */
export const criteriaViews = (quest: Quest, reached: Reached): CriterionView[] =>
  criteriaOf(quest).map((criterion) => {
    const have = haveOf(quest, criterion, reached);
    const need = criterion.kind === 'exams' ? criterion.share : criterion.n;
    return { ...criterion, have, met: have >= need - 1e-9 };
  });

/** True when one of the criteria is met. */
export const hasGraduated = (quest: Quest, reached: Reached): boolean =>
  criteriaViews(quest, reached).some((c) => c.met);
