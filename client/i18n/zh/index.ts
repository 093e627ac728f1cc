import { assignment } from './assignment.ts';
import { battle } from './battle.ts';
import { bill } from './bill.ts';
import { chat } from './chat.ts';
import { checklist } from './checklist.ts';
import { common } from './common.ts';
import { crew } from './crew.ts';
import { errors } from './errors.ts';
import { guide } from './guide.ts';
import { hall } from './hall.ts';
import { honours } from './honours.ts';
import { host } from './host.ts';
import { island } from './island.ts';
import { join } from './join.ts';
import { kind } from './kind.ts';
import { mall } from './mall.ts';
import { map } from './map.ts';
import { me } from './me.ts';
import { people } from './people.ts';
import { play } from './play.ts';
import { practice } from './practice.ts';
import { programme } from './programme.ts';
import { rights } from './rights.ts';
import { seasons } from './seasons.ts';
import { settings } from './settings.ts';
import { skills } from './skills.ts';
import { survey } from './survey.ts';
import { talk } from './talk.ts';
import { traits } from './traits.ts';
export const zh = {
  traits,
  rights,
  skills,
  bill,
  me,
  seasons,
  honours,
  mall,
  kind,
  chat,
  people,
  assignment,
  battle,
  checklist,
  common,
  crew,
  errors,
  guide,
  hall,
  host,
  island,
  join,
  map,
  play,
  practice,
  programme,
  settings,
  survey,
  talk,
} as const;
