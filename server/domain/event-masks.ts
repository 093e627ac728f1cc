import { catalogue, type Verb } from './events/index.ts';

type Data = Record<string, unknown>;

/** What a learner typed into an answer never leaves the log: its length stands for it. */
const typed = (value: unknown): unknown => (typeof value === 'string' ? `text:${[...value].length}` : value);

const FIELDS: Partial<Record<Verb, readonly string[]>> = {
  'question.answered': ['choices'],
  'answer.changed': ['from', 'to'],
};
const masked = (value: unknown): unknown => (Array.isArray(value) ? value.map(typed) : typed(value));

/**
 * The data of an event as it may leave the house: typed answers as their length; of class F numbers only; of class T
 * nothing unless `technical`.
 */
export const openData = (verb: Verb, data: Data, technical: boolean): Data => {
  const { privacy } = catalogue[verb];
  if (privacy === 'T' && !technical) return {};
  if (privacy === 'F')
    return Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value === 'number'));
  const fields = FIELDS[verb];
  if (!fields) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, fields.includes(name) ? masked(value) : value]),
  );
};
