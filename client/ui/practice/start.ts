import type { QuestView } from '../../../server/domain/api.ts';
import type { QuickStart } from '../../../server/domain/api-practice.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { record } from '../../net/outbox.ts';
import { go, type Screen } from '../../stores/screen.ts';

export const QUICK_ICON: Record<QuickStart['kind'], string> = {
  ghosts: 'ghost',
  review: 'brain',
  station: 'sailboat',
  point: 'bullseye',
  duel: 'crossed-swords',
};

/** What a quick start offers, in words. */
export const quickText = (quick: QuickStart): string => {
  const t = textOf('practice');
  switch (quick.kind) {
    case 'ghosts':
      return t('quick.ghosts', { count: quick.count });
    case 'review':
      return t('quick.review', { count: quick.count });
    case 'station':
      return t('quick.station', { name: pick(quick.name) });
    case 'point':
      return t('quick.point', { name: pick(quick.name) });
    case 'duel':
      return t('quick.duel');
  }
};

const screenOfQuick = (quick: QuickStart): Screen => {
  switch (quick.kind) {
    case 'ghosts':
      return { name: 'attempt', island: quick.island, station: quick.station, ghost: quick.ghost };
    case 'review':
      return { name: 'drill', purpose: 'review' };
    case 'station':
      return { name: 'attempt', island: quick.island, station: quick.station };
    case 'point':
      return { name: 'drill', purpose: 'point', bank: quick.bank, point: quick.point };
    case 'duel':
      return { name: 'battles' };
  }
};

/** The thing itself, as the log names it. */
const itemOf = (quick: QuickStart): string => {
  if (quick.kind === 'station') return quick.station;
  if (quick.kind === 'point') return quick.point;
  return quick.kind === 'ghosts' ? quick.ghost : quick.kind;
};

/** Opens what was offered; `rank` = its place in the list, from 1. */
export const openQuick = (quick: QuickStart, rank: number): void => {
  void record('recommendation.opened', { obj: 'quick', data: { item: itemOf(quick), rank } });
  go(screenOfQuick(quick));
};

/** The first ghost that is awake, wherever it waits. */
export const awakeGhost = (view: QuestView): Screen | undefined => {
  for (const { id, ghosts } of view.islands) {
    const ghost = ghosts.find((g) => g.awake);
    if (ghost !== undefined) return { name: 'attempt', island: id, station: ghost.station, ghost: ghost.id };
  }
  return undefined;
};
