import { QUESTION_SORTS, type QuestionFilter, STAT_FLAGS } from '../../../../server/domain/api-bank.ts';
import { QUESTION_STATES, QUESTION_TYPES } from '../../../../server/domain/question.ts';

export const PAGE_SIZES = [50, 100, 200] as const;
/** What the list shows: the search without its bank, by pages. */
export type ListState = Omit<QuestionFilter, 'bank' | 'offset' | 'limit'> & {
  page: number;
  size: (typeof PAGE_SIZES)[number];
};
export const ALL: ListState = { page: 1, size: 50 };

const LISTS = { types: 'type', states: 'state', tags: 'tag' } as const;
const TEXTS = { text: 'q', category: 'category', point: 'point', author: 'author' } as const;
const NUMBERS = { facilityBelow: 'below', facilityAbove: 'above' } as const;

/** The address's query of a list: only what is asked for, always in one order. */
export const queryOf = (list: ListState): string => {
  const q = new URLSearchParams();
  for (const [field, name] of Object.entries(TEXTS)) {
    const value = list[field as keyof typeof TEXTS];
    if (value !== undefined && !(field === 'text' && value.trim() === '')) q.set(name, value);
  }
  for (const [field, name] of Object.entries(LISTS))
    for (const value of list[field as keyof typeof LISTS] ?? []) q.append(name, value);
  for (const value of list.difficulties ?? []) q.append('difficulty', String(value));
  if (list.flag !== undefined) q.set('flag', list.flag);
  for (const [field, name] of Object.entries(NUMBERS)) {
    const value = list[field as keyof typeof NUMBERS];
    if (value !== undefined) q.set(name, String(value));
  }
  if (list.sort !== undefined) q.set('sort', list.sort);
  if (list.descending !== undefined) q.set('down', list.descending ? '1' : '0');
  if (list.page > 1) q.set('page', String(list.page));
  if (list.size !== ALL.size) q.set('size', String(list.size));
  return q.toString();
};

const among = <T extends string>(known: readonly T[], said: readonly string[]): T[] =>
  known.filter((k) => said.includes(k));
const numberIn = (said: string | null, least: number, most: number): number | undefined => {
  const n = said === null || said.trim() === '' ? Number.NaN : Number(said);
  return n >= least && n <= most ? n : undefined;
};
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(
    Object.entries(fields).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };

/** The list of an address; what it does not understand is left out. */
export const listOf = (query: string): ListState => {
  const q = new URLSearchParams(query);
  const text = (name: string): string | undefined => q.get(name) ?? undefined;
  const down = q.get('down');
  return {
    page: Math.floor(numberIn(q.get('page'), 1, 1_000_000) ?? 1),
    size: PAGE_SIZES.find((s) => String(s) === q.get('size')) ?? ALL.size,
    ...given({
      text: text('q')?.trim() === '' ? undefined : text('q'),
      category: text('category'),
      point: text('point'),
      author: text('author'),
      types: among(QUESTION_TYPES, q.getAll('type')),
      states: among(QUESTION_STATES, q.getAll('state')),
      tags: [...new Set(q.getAll('tag'))].filter((tag) => tag !== ''),
      difficulties: [1, 2, 3, 4, 5].filter((d) => q.getAll('difficulty').includes(String(d))),
      flag: STAT_FLAGS.find((f) => f === q.get('flag')),
      facilityBelow: numberIn(q.get('below'), 0, 100),
      facilityAbove: numberIn(q.get('above'), 0, 100),
      sort: QUESTION_SORTS.find((s) => s === q.get('sort')),
      descending: down === null ? undefined : down === '1',
    }),
  };
};

/** The list with other filters, from its first page; undefined takes a filter off. */
export const narrowed = (
  list: ListState,
  change: { [K in keyof ListState]?: ListState[K] | undefined },
): ListState => ({ ...ALL, ...given({ ...list, page: 1, ...change }) });

/** How many filters are set, the text not counted. */
export const filtersIn = (list: ListState): number => {
  const { page: _p, size: _s, sort: _o, descending: _d, text: _t, ...filters } = list;
  return Object.keys(given(filters)).length;
};

/** What the door is asked. */
export const searchOf = (bank: string, list: ListState): QuestionFilter => {
  const { page, size, ...filter } = list;
  return { ...filter, bank, offset: (page - 1) * size, limit: size };
};
