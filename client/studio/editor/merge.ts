import { type Draft, fieldsOf, isBlank } from './draft.ts';

/** What is chosen one by one when two people changed a question; a type and its answers belong together. */
const MERGE_FIELDS = ['stem', 'answer', 'explanation', 'hint', 'difficulty', 'point'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
export type Side = 'mine' | 'theirs';

const APART: readonly string[] = ['id', 'stem', 'explanation', 'hint', 'difficulty', 'point'];
/** The parts of a draft that make up a field. */
export const partsOf = (draft: unknown, field: MergeField): Draft =>
  Object.fromEntries(
    Object.entries(fieldsOf(draft))
      .filter(([k, v]) => (field === 'answer' ? !APART.includes(k) : k === field) && v !== undefined)
      .filter(([k, v]) => !(['explanation', 'hint'].includes(k) && isBlank(v))),
  );

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]),
        )
      : typeof value === 'string'
        ? value.trim()
        : value;
/** True when two contents say the same, whatever the order of their fields. */
export const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sameField = (a: unknown, b: unknown, field: MergeField): boolean =>
  isSame(partsOf(a, field), partsOf(b, field));

type FieldMerge = {
  field: MergeField;
  /** The side that alone changed it, else mine. */
  side: Side;
  /** Both changed it, each in another way. */
  clash: boolean;
};

/** The fields in which two contents differ, with the side to take by what both began from. */
export const mergeFields = (base: unknown, mine: unknown, theirs: unknown): FieldMerge[] =>
  MERGE_FIELDS.filter((f) => !sameField(mine, theirs, f)).map((field) => {
    const [iDid, theyDid] = [!sameField(base, mine, field), !sameField(base, theirs, field)];
    return { field, side: iDid || !theyDid ? 'mine' : 'theirs', clash: iDid && theyDid };
  });

/** My draft with the chosen fields of theirs. */
export const merged = (mine: unknown, theirs: unknown, sides: Partial<Record<MergeField, Side>>): Draft => {
  const from = (field: MergeField): unknown => (sides[field] === 'theirs' ? theirs : mine);
  const { id } = fieldsOf(mine);
  return Object.assign({ id }, ...MERGE_FIELDS.map((f) => partsOf(from(f), f)));
};
