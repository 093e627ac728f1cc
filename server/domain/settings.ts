import type { Settings } from './settings-shape.ts';

// The schema stands apart: the first screen needs the defaults and not zod.
export type { Settings };

export const DEFAULT_SETTINGS: Settings = {
  lang: 'zh',
  sound: false,
  volume: 0.6,
  soundCaptions: false,
  motion: 'system',
  textSize: 'normal',
  plain: false,
  shortcuts: true,
  confirmAnswer: false,
  guideDone: false,
  soundAsked: false,
  hideFromBoards: false,
  hidePresence: false,
  noVisits: false,
  quiet: { from: 20, to: 8 },
  noReminders: false,
  sameList: false,
  pace: 1,
};
