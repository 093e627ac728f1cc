import { go } from '../stores/screen.ts';

/** Where in the studio somebody is; every place has an address: a link to it can be sent to a colleague. */
export type Place =
  | { name: 'people' }
  | { name: 'banks' }
  | { name: 'bank'; bank: string; tab: BankTab }
  | { name: 'question'; bank: string; question: string }
  | { name: 'import'; bank: string; stage?: string }
  | { name: 'media' }
  | { name: 'marking' }
  | { name: 'quests' }
  | { name: 'quest'; quest: string }
  | { name: 'cohorts' }
  | { name: 'cohort'; cohort: string }
  | { name: 'battles' }
  | { name: 'battle'; battle: string }
  /** Talk and rules of the social life: reports, words, gifts. */
  | { name: 'care' }
  | { name: 'mall' }
  | { name: 'awards' }
  | { name: 'award'; award: string }
  | { name: 'seasons' }
  /** Figures: for trainers, department managers, HR and administrators. */
  | { name: 'insight'; tab: InsightTab }
  /** Segments, reminders, robots. */
  | { name: 'reach'; tab: ReachTab }
  /** What each post asks. */
  | { name: 'skills' }
  /** Open data and rights over data. */
  | { name: 'data'; tab: DataTab };

export const INSIGHT_TABS = ['trainer', 'team', 'effect', 'system'] as const;
export type InsightTab = (typeof INSIGHT_TABS)[number];
export const REACH_TABS = ['segments', 'reminders', 'robots'] as const;
export type ReachTab = (typeof REACH_TABS)[number];
export const DATA_TABS = ['dictionary', 'exports', 'lrs', 'rights'] as const;
export type DataTab = (typeof DATA_TABS)[number];

/** Places without parts. */
const PLAIN = [
  'media',
  'marking',
  'quests',
  'cohorts',
  'battles',
  'people',
  'care',
  'mall',
  'awards',
  'seasons',
  'skills',
] as const;

/** What a bank's page shows. */
export const BANK_TABS = ['questions', 'review', 'duplicates', 'points', 'history', 'settings'] as const;
export type BankTab = (typeof BANK_TABS)[number];

const enc = encodeURIComponent;

export const pathOfPlace = (p: Place): string => {
  switch (p.name) {
    case 'bank':
      return `/banks/${enc(p.bank)}${p.tab === 'questions' ? '' : `/${p.tab}`}`;
    case 'question':
      return `/banks/${enc(p.bank)}/q/${enc(p.question)}`;
    case 'import':
      return `/banks/${enc(p.bank)}/import${p.stage === undefined ? '' : `/${enc(p.stage)}`}`;
    case 'quest':
      return `/quests/${enc(p.quest)}`;
    case 'cohort':
      return `/cohorts/${enc(p.cohort)}`;
    case 'insight':
    case 'reach':
    case 'data':
      return `/${p.name}/${p.tab}`;
    case 'award':
      return `/awards/${enc(p.award)}`;
    case 'battle':
      return `/battles/${enc(p.battle)}`;
    default:
      return `/${p.name}`;
  }
};

const bankPlace = (bank: string, head: string | undefined, rest: string | undefined): Place => {
  if (head === 'q' && rest !== undefined) return { name: 'question', bank, question: rest };
  if (head === 'import') return { name: 'import', bank, ...(rest === undefined ? {} : { stage: rest }) };
  return { name: 'bank', bank, tab: BANK_TABS.find((t) => t === head) ?? 'questions' };
};

/** The place of the rest of an address behind /studio; anything unknown is the list of banks. */
export const placeOf = (path: string): Place => {
  const [head, a, b, c] = path.split('/').filter(Boolean).map(decodeURIComponent);
  if (head === 'banks' && a !== undefined) return bankPlace(a, b, c);
  if (head === 'quests' && a !== undefined) return { name: 'quest', quest: a };
  if (head === 'cohorts' && a !== undefined) return { name: 'cohort', cohort: a };
  if (head === 'battles' && a !== undefined) return { name: 'battle', battle: a };
  if (head === 'awards' && a !== undefined) return { name: 'award', award: a };
  if (head === 'insight') return { name: head, tab: INSIGHT_TABS.find((t) => t === a) ?? 'trainer' };
  if (head === 'reach') return { name: head, tab: REACH_TABS.find((t) => t === a) ?? 'segments' };
  if (head === 'data') return { name: head, tab: DATA_TABS.find((t) => t === a) ?? 'dictionary' };
  const plain = PLAIN.find((name) => name === head);
  return { name: plain ?? 'banks' };
};

export const goTo = (place: Place, replace = false): void =>
  go({ name: 'studio', path: pathOfPlace(place) }, replace);
