import { MEMBER_STATES, type MemberRow, type MemberState } from '../../../../server/domain/api-cohorts.ts';

export type StateFilter = MemberState | 'all';
/** Who needs somebody first stands first. */
const URGENCY: Record<MemberState, number> = {
  stuck: 0,
  behind: 1,
  'not-started': 2,
  'on-track': 3,
  graduated: 4,
};
export const COLUMNS = ['name', 'state', 'place', 'credits', 'errors', 'answers', 'seen', 'mark'] as const;
export type Column = (typeof COLUMNS)[number];
export type Order = { by: Column; down: boolean };
export const FIRST_ORDER: Order = { by: 'state', down: false };

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** How many of a cohort are in each state. */
export const countsOf = (members: readonly MemberRow[]): Record<MemberState, number> => {
  const counts = { 'not-started': 0, 'on-track': 0, behind: 0, stuck: 0, graduated: 0 };
  for (const m of members) counts[m.state] += 1;
  return counts;
};
/** The states as they are offered: who needs somebody first. */
export const STATES = MEMBER_STATES.toSorted((a, b) => URGENCY[a] - URGENCY[b]);

/** Whose name or department has the words. */
export const named = <P extends { name: string; department?: string }>(
  people: readonly P[],
  words: string,
): P[] => {
  const wanted = plain(words.trim());
  return people.filter((p) => plain(`${p.name} ${p.department ?? ''}`).includes(wanted));
};

const RANK: Record<Exclude<Column, 'name'>, (a: MemberRow, b: MemberRow) => number> = {
  state: (a, b) => URGENCY[a.state] - URGENCY[b.state] || (a.stuckSince ?? 0) - (b.stuckSince ?? 0),
  place: (a, b) => a.stationsDone - b.stationsDone,
  credits: (a, b) => a.credits - b.credits,
  errors: (a, b) => a.openErrors - b.openErrors,
  answers: (a, b) => a.answers - b.answers,
  seen: (a, b) => (a.lastSeenAt ?? 0) - (b.lastSeenAt ?? 0),
  mark: (a, b) => a.toMark - b.toMark,
};

/** The members in a state with the words, sorted; equal ones by their name. */
export const shownMembers = (
  members: readonly MemberRow[],
  filter: { state: StateFilter; words: string },
  { by, down }: Order,
  lang: string,
): MemberRow[] => {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const inState = members.filter((m) => filter.state === 'all' || m.state === filter.state);
  const byName = (a: MemberRow, b: MemberRow): number => compare(a.name, b.name);
  const rank = by === 'name' ? byName : RANK[by];
  return named(inState, filter.words).toSorted((a, b) => (down ? -1 : 1) * rank(a, b) || byName(a, b));
};
