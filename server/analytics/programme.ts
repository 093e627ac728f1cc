import type { Metric } from './metric.ts';
import { programmeTeamBattles } from './metric-programme-battles.ts';
import {
  programmeActivation,
  programmeCompletion,
  programmeDepartments,
} from './metric-programme-completion.ts';
import { programmeHelpList } from './metric-programme-help.ts';
import { programmeIslands } from './metric-programme-islands.ts';
import { programmeNotStarted } from './metric-programme-not-started.ts';
import { programmeContent, programmeCsat, programmeNps } from './metric-programme-opinions.ts';

export const programmeMetrics: readonly Metric[] = [
  programmeCompletion,
  programmeActivation,
  programmeNotStarted,
  programmeIslands,
  programmeDepartments,
  programmeHelpList,
  programmeContent,
  programmeNps,
  programmeCsat,
  programmeTeamBattles,
];
