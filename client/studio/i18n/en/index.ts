import { awards } from './awards.ts';
import { bank } from './bank.ts';
import { battles } from './battles.ts';
import { care } from './care.ts';
import { charts } from './charts.ts';
import { cohort } from './cohort.ts';
import { data } from './data.ts';
import { editor } from './editor.ts';
import { effect } from './effect.ts';
import { forecast } from './forecast.ts';
import { importing } from './importing.ts';
import { insight } from './insight.ts';
import { mall } from './mall.ts';
import { marking } from './marking.ts';
import { people } from './people.ts';
import { quests } from './quests.ts';
import { reach } from './reach.ts';
import { rights } from './rights.ts';
import { seasons } from './seasons.ts';
import { shell } from './shell.ts';
import { skills } from './skills.ts';
import { station } from './station.ts';
import { statistics } from './statistics.ts';
import { system } from './system.ts';
import { talk } from './talk.ts';
export const en = {
  rights,
  forecast,
  data,
  skills,
  reach,
  effect,
  insight,
  seasons,
  awards,
  mall,
  care,
  bank,
  battles,
  charts,
  cohort,
  editor,
  importing,
  marking,
  people,
  quests,
  shell,
  station,
  statistics,
  system,
  talk,
} as const;
