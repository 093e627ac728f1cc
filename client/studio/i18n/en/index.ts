import { awards } from './awards.ts';
import { bank } from './bank.ts';
import { battles } from './battles.ts';
import { care } from './care.ts';
import { cohort } from './cohort.ts';
import { editor } from './editor.ts';
import { importing } from './importing.ts';
import { mall } from './mall.ts';
import { marking } from './marking.ts';
import { people } from './people.ts';
import { quests } from './quests.ts';
import { seasons } from './seasons.ts';
import { shell } from './shell.ts';
import { station } from './station.ts';
import { statistics } from './statistics.ts';
import { talk } from './talk.ts';
export const en = {
  seasons,
  awards,
  mall,
  care,
  bank,
  battles,
  cohort,
  editor,
  importing,
  marking,
  people,
  quests,
  shell,
  station,
  statistics,
  talk,
} as const;
