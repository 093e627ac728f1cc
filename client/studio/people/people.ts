import type { StudioPeople } from '../../../server/domain/api.ts';
import { type Placed, within } from './tree.ts';

export type StudioPerson = StudioPeople['people'][number];
/** 'none' = people without a department. */
export type Filter = { words: string; department: '' | 'none' | (string & {}) };
export const COLUMNS = ['name', 'department', 'progress', 'coins', 'seen'] as const;
export type Column = (typeof COLUMNS)[number];
export type Order = { by: Column; down: boolean };

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Everybody whose name or login has the words and who belongs to the department or one below it. */
export const filterPeople = (
  people: readonly StudioPerson[],
  tree: readonly Placed[],
  { words, department }: Filter,
): StudioPerson[] => {
  const wanted = plain(words.trim());
  const inside = within(tree, department);
  const fits = (p: StudioPerson): boolean =>
    department === '' ||
    (department === 'none' ? p.department === undefined : inside.has(p.department ?? ''));
  return people.filter((p) => fits(p) && plain(`${p.name} ${p.login ?? ''}`).includes(wanted));
};

/** A sorted copy; equal ones keep their order. Names by the rules of the language. */
export const sortPeople = (
  people: readonly StudioPerson[],
  tree: readonly Placed[],
  { by, down }: Order,
  lang: string,
): StudioPerson[] => {
  const paths = new Map(tree.map((d) => [d.id, d.path]));
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const rank: Record<Column, (a: StudioPerson, b: StudioPerson) => number> = {
    name: (a, b) => compare(a.name, b.name),
    department: (a, b) => compare(paths.get(a.department ?? '') ?? '', paths.get(b.department ?? '') ?? ''),
    progress: (a, b) => a.stationsDone - b.stationsDone,
    coins: (a, b) => a.coins - b.coins,
    seen: (a, b) => (a.lastSeenAt ?? 0) - (b.lastSeenAt ?? 0),
  };
  return people.toSorted((a, b) => (down ? -1 : 1) * rank[by](a, b));
};
