import { shortRows } from '../../../server/domain/blueprint.ts';
import { BlueprintRow, MOST_EXAM } from '../../../server/domain/quest.ts';
import type { ReadyGroup } from '../../../server/domain/quest-check.ts';
import { AUTO_GRADED } from '../../../server/domain/question.ts';
import { type Draft, fieldsOf, listOf, numberOf } from '../editor/draft.ts';

const sum = (groups: readonly ReadyGroup[]): number => groups.reduce((n, g) => n + g.n, 0);

/** The ready questions that a station may draw by its types; essays where a row of its blueprint asks for them. */
const typedGroups = (groups: readonly ReadyGroup[], station: Draft): ReadyGroup[] => {
  const types = listOf(station.types);
  const essays = station.kind === 'exam' && listOf(station.blueprint).some((r) => fieldsOf(r).essay === true);
  return groups.filter(
    (g) =>
      (g.type === 'essay' && (essays || types.includes('essay'))) ||
      (AUTO_GRADED.includes(g.type) && (types.length === 0 || types.includes(g.type))),
  );
};
/** The ready questions that a station draws by its types and knowledge points. */
export const drawnGroups = (groups: readonly ReadyGroup[], station: Draft): ReadyGroup[] => {
  const points = listOf(station.points);
  return typedGroups(groups, station).filter((g) => points.length === 0 || points.includes(g.point));
};
export const readyCount = (groups: readonly ReadyGroup[], station: Draft): number =>
  sum(drawnGroups(groups, station));
/** Ready questions of each knowledge point that a station may draw by its types. */
export const readyByPoint = (groups: readonly ReadyGroup[], station: Draft): Map<string, number> => {
  const found = new Map<string, number>();
  for (const g of typedGroups(groups, station)) found.set(g.point, (found.get(g.point) ?? 0) + g.n);
  return found;
};

/** A row of a blueprint with what is there for it: `fitting` alone, `missing` when all rows are filled together. */
export type RowSum = { fitting: number; missing: number };
type BlueprintSum = { questions: number; rows: RowSum[] };

/** The sum of a blueprint, and of each row how many ready questions fit it and how many are missing. */
export const sumBlueprint = (rows: readonly unknown[], groups: readonly ReadyGroup[]): BlueprintSum => {
  const fits = (row: Draft, g: ReadyGroup): boolean => {
    const [low, high] = listOf(row.difficulty);
    return (
      (row.essay === true) === (g.type === 'essay') &&
      (row.point === undefined || row.point === g.point) &&
      (typeof low !== 'number' || g.difficulty >= low) &&
      (typeof high !== 'number' || g.difficulty <= high)
    );
  };
  const questions = rows.reduce<number>((n, r) => n + (numberOf(fieldsOf(r).n) ?? 0), 0);
  const whole = rows.map((r) => BlueprintRow.safeParse(r)).flatMap((r) => (r.success ? [r.data] : []));
  const known = whole.length === rows.length && questions <= MOST_EXAM;
  const standIns = groups.flatMap((g) => Array.from({ length: Math.min(g.n, MOST_EXAM) }, () => g));
  const short = new Map(known ? shortRows(whole, standIns).map((s) => [s.row, s.missing]) : []);
  return {
    questions,
    rows: rows.map((r, i) => ({
      fitting: sum(groups.filter((g) => fits(fieldsOf(r), g))),
      missing: short.get(i) ?? 0,
    })),
  };
};
