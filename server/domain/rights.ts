import { z } from 'zod';
import { RuleError } from './errors.ts';
import type { Privacy } from './events/entry.ts';

const DAY = 86_400_000;

/** What somebody may agree to, each with the version of its wording; a new wording asks again. */
export const CONSENTS = { traits: 1, boards: 1, push: 1 } as const;
export type Purpose = keyof typeof CONSENTS;
export const PURPOSES = Object.keys(CONSENTS) as Purpose[];

/** Privacy classes with an end: the days that analytics.md 1.5 allows. */
export const MOST_DAYS = { T: 90, B: 396, S: 396, F: 180, R: 1096, O: 1096, X: 366 } as const;
export type KeptClass = keyof typeof MOST_DAYS;
export const KEPT_CLASSES = Object.keys(MOST_DAYS) as KeptClass[];
/** The classes whose events are coarsened in the log, in this order. */
export const LOG_CLASSES = ['T', 'F', 'B', 'S', 'R'] as const satisfies readonly KeptClass[];

const days = (c: KeptClass) => z.int().min(1).max(MOST_DAYS[c]);
/** A company's decisions; days may be fewer than the classes allow, never more. */
export const RightsPolicy = z.strictObject({
  /** The personality items may be answered at all. */
  traits: z.boolean(),
  /** An administrator decides about a request within this many days. */
  decideDays: z.int().min(1).max(30),
  /** Another law demands that certificates outlive their holder's erasure: they keep the name. */
  keepCertificates: z.boolean(),
  days: z.strictObject({
    T: days('T'),
    B: days('B'),
    S: days('S'),
    F: days('F'),
    R: days('R'),
    O: days('O'),
    X: days('X'),
  }),
});
export type RightsPolicy = z.output<typeof RightsPolicy>;
export const DEFAULT_RIGHTS: RightsPolicy = {
  traits: false,
  decideDays: 15,
  keepCertificates: false,
  days: { ...MOST_DAYS },
};

/** A policy as stored, with defaults for whatever a later version added. */
export const readRights = (json: string): RightsPolicy => {
  const stored = JSON.parse(json) as Partial<RightsPolicy>;
  return RightsPolicy.parse({
    ...DEFAULT_RIGHTS,
    ...stored,
    days: { ...DEFAULT_RIGHTS.days, ...stored.days },
  });
};

/** Server time before which data of a class is forgotten. */
export const keptSince = (policy: RightsPolicy, c: KeptClass, now: number): number =>
  now - policy.days[c] * DAY;

export const dueOf = (policy: RightsPolicy, now: number): number => now + policy.decideDays * DAY;

/** asked -> running -> done, or asked -> refused, or asked -> withdrawn by who asked. */
export type ErasureState = 'asked' | 'running' | 'done' | 'refused' | 'withdrawn';

/** Throws `rights.state` unless the request still waits for a decision. */
export const needAsked = (state: string): void => {
  if (state !== 'asked') throw new RuleError('rights.state');
};

/** What of somebody is searched for and removed wherever it stands; empty texts are nothing. */
export type Traces = {
  id: string;
  ghost: string;
  avatar: string;
  name: string;
  /** Nobody else of the company has this name: it goes from texts that colleagues wrote, too. */
  unique: boolean;
  /** login, e-mail, phone, number, friend code. */
  marks: string[];
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isLatin = (text: string): boolean => /^[\p{Script=Latin}\d\s.'_-]+$/u.test(text);
/** A name as a word of its own; scripts without spaces have no such edges. */
const asWord = (name: string): RegExp =>
  isLatin(name)
    ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu')
    : new RegExp(escaped(name), 'gu');

/** Keys behind which a person stands in JSON; a name that looks like a code word is taken away only there. */
const KEYS = 'name|login|email|phone|employeeNo|friendCode|from|to|by|sender|author|person|line';
const keyed = (text: string): RegExp => new RegExp(`("(?:${KEYS})":)${escaped(JSON.stringify(text))}`, 'g');

/** Where a text stands: with the ids only, beside people, or written by people. */
export type TextKind = 'content' | 'record' | 'said';
export const GONE = '…';

/** A stored text without a person; the same text when there is nothing of them in it. */
export const withoutPerson = (text: string, who: Traces, kind: TextKind): string => {
  let clean = text.replaceAll(who.id, who.ghost);
  if (who.avatar.length >= 8) clean = clean.replaceAll(who.avatar, who.ghost.slice(0, 13));
  if (kind === 'content') return clean;
  for (const mark of [who.name, ...who.marks])
    if (mark !== '') clean = clean === mark ? '' : clean.replace(keyed(mark), '$1""');
  const { name } = who;
  if (name !== '' && !/^[a-z_.]+$/.test(name)) clean = clean.replaceAll(JSON.stringify(name), '""');
  if (kind === 'said' && who.unique && name.length > 1) clean = clean.replace(asWord(name), GONE);
  return clean;
};

/** The data of an event once its times are cut to the day: no instants, no lists of other events. */
export const cutData = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (typeof value === 'number' && value > 1e12) return [key, 0];
      return key === 'evidence' && Array.isArray(value) ? [key, []] : [key, value];
    }),
  );

/** What is left of an event's data of a class that is forgotten: what its shape cannot do without. */
export const coarse = (verb: string): Record<string, unknown> => {
  if (verb === 'session.started') return { device: 'unknown', entry: 'forgotten' };
  if (verb === 'session.ended') return { reason: 'logout' };
  return {};
};

/** Classes of the log's verbs that lose their data when they are coarsened; T fields of all events go with class T. */
export const isCoarsened = (privacy: Privacy, c: (typeof LOG_CLASSES)[number]): boolean => privacy === c;
