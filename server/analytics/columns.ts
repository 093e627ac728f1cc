import type { CellKind, Column } from '../domain/figure.ts';
import type { LocalText } from '../domain/text.ts';

export const text = (zh: string, en: string): LocalText => ({ zh, en });

/** A column with its heading; `words` = what its cells say when they are ids of a fixed few. */
export const column = (
  id: string,
  kind: CellKind,
  name: LocalText,
  words?: Record<string, LocalText>,
): Column => ({ id, kind, name, ...(words ? { words } : {}) });

export const DAY = column('day', 'day', text('日期', 'Day'));
export const PEOPLE = column('people', 'count', text('人数', 'People'));
export const PERSON = [
  column('person', 'person', text('学员', 'Learner')),
  column('name', 'text', text('姓名', 'Name')),
  column('department', 'department', text('部门', 'Department')),
];
export const QUEST = column('quest', 'quest', text('任务', 'Quest'));
export const COHORT = column('cohort', 'cohort', text('班期', 'Cohort'));
export const STATION = column('station', 'station', text('站点', 'Station'));
export const LOW = column('low', 'share', text('区间下限', 'Low'));
export const HIGH = column('high', 'share', text('区间上限', 'High'));

/** n, rate, low, high: a rate with its 95 % interval. */
export const rateColumns = (n: LocalText, rate: LocalText): Column[] => [
  column('n', 'count', n),
  column('rate', 'share', rate),
  LOW,
  HIGH,
];
/** 1 = is not over yet. */
export const PARTIAL = column('partial', 'flag', text('未满', 'Not complete'));
