import type { StationView } from '../../server/domain/api.ts';

/** The icon of a station's kind; a boss has its own. */
export const iconOf = (station: Pick<StationView, 'kind' | 'boss'>): string => {
  switch (station.kind) {
    case 'card':
      return 'open-book';
    case 'practice':
      return 'wrapped-gift';
    case 'exam':
      return 'shield';
    case 'boss':
      return station.boss?.icon ?? 'octopus';
    case 'scenario':
      return 'speech-balloon';
    case 'assignment':
      return 'camping';
    case 'survey':
      return 'memo';
  }
};
