import type { QuestView } from '../../../server/domain/api.ts';
import type { PointView } from '../../../server/domain/api-practice.ts';
import type { LocalText } from '../../../server/domain/text.ts';

/** The knowledge points of one island; without a name those that no island asks. */
export type PointGroup = { id: string; name?: LocalText; icon: string; points: PointView[]; open: boolean };

const under = (p: PointView): boolean => p.answers > 0 || p.due > 0;

/**
 * Points by island in the order of the voyage. Open are the islands where something is due or under way, else the one
 * that lies ahead.
 */
export const groupsOf = (points: readonly PointView[], quest: QuestView): PointGroup[] => {
  const groups: PointGroup[] = quest.islands.flatMap(({ id, name, icon }) => {
    const mine = points.filter((p) => p.island === id);
    return mine.length === 0 ? [] : [{ id, name, icon, points: mine, open: mine.some(under) }];
  });
  const known = new Set(groups.map((g) => g.id));
  const rest = points.filter((p) => p.island === undefined || !known.has(p.island));
  const all =
    rest.length === 0
      ? groups
      : [...groups, { id: '', icon: 'books', points: rest, open: groups.length === 0 || rest.some(under) }];
  return all.some((g) => g.open) ? all : all.map((g, i) => ({ ...g, open: i === 0 }));
};
