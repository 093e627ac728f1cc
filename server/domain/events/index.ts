import type { z } from 'zod';
import type { Dimension, Entry } from './entry.ts';
import { game } from './game.ts';
import { governance } from './governance.ts';
import { honor } from './honor.ts';
import { learning } from './learning.ts';
import { result } from './result.ts';
import { social } from './social.ts';

export type { Dimension, Privacy, Sender } from './entry.ts';
export { DIMENSIONS } from './entry.ts';
export { DEVICES, type Device } from './learning.ts';
export { ANSWER_MODES } from './result.ts';

/** Every verb of the log: analytics.md 1.3 and the four governance verbs. */
export const catalogue = { ...learning, ...result, ...game, ...social, ...honor, ...governance };
export type Verb = keyof typeof catalogue;
/** The verbs a client may report; none of them pays, scores, ranks or unlocks. */
export type ClientVerb = { [V in Verb]: (typeof catalogue)[V]['sender'] extends 'client' ? V : never }[Verb];

/** What analytics filters, counts or sums stands in columns: ok, score (0 to 1), ms; `data` is for showing. */
type Columns = { obj?: string; objVer?: number; ctx?: string; ok?: boolean; score?: number; ms?: number };
/** A fact as a rule states it; who and when are added by `emit`. A wrong name or field does not compile. */
export type NewEvent = {
  [V in Verb]: { verb: V; data: z.input<(typeof catalogue)[V]['data']> } & Columns;
}[Verb];

export const VERBS = Object.keys(catalogue) as Verb[];
const byName = new Map<string, Entry>(Object.entries(catalogue));
const byCode = new Map<number, Verb>(VERBS.map((verb) => [catalogue[verb].code, verb]));

export const isVerb = (verb: string): verb is Verb => byName.has(verb);
/** The catalogue's entry of a name from outside; undefined = no such verb. */
export const entryOf = (verb: string): Entry | undefined => byName.get(verb);
export const isClientVerb = (verb: string): verb is ClientVerb => entryOf(verb)?.sender === 'client';
/** The dimension a verb counts for; undefined for the governance verbs. */
export const dimensionOf = (verb: Verb): Dimension | undefined => {
  const { dimension } = catalogue[verb];
  return dimension === 'governance' ? undefined : dimension;
};
/** The verb of a code in the log; undefined = written by a later version. */
export const verbOf = (code: number): Verb | undefined => byCode.get(code);
