import { VERB_WORDS } from './dictionary-words.ts';
import { openData } from './event-masks.ts';
import type { Verb } from './events/index.ts';
import { CMI_INTERACTION, displayOf, type Mapping, tailOf, XAPI } from './xapi-map.ts';

export const XAPI_VERSION = '2.0.0';

type Agent = { objectType: 'Agent'; account: { homePage: string; name: string } };
type Words = Record<string, string>;
type Definition = { type?: string; name: Words; interactionType?: 'other' };
type Target =
  | { objectType: 'Activity'; id: string; definition: Definition }
  | Agent
  | { objectType: 'StatementRef'; id: string };
type Named = { id: string; definition?: { type: string } };
export type Statement = {
  id: string;
  actor: Agent;
  verb: { id: string; display: Words };
  object: Target;
  result?: {
    score?: { scaled: number };
    success?: boolean;
    completion?: boolean;
    response?: string;
    duration?: string;
    extensions?: Record<string, unknown>;
  };
  context: {
    registration?: string;
    /** Only where the object is an activity. */
    platform?: string;
    contextActivities: { category: Named[]; parent?: Named[] };
    extensions?: Record<string, unknown>;
  };
  timestamp: string;
  version: string;
};

/** An event with its texts; `id` = UUID as text, times in ms. `sums` = what a session came to, for `session.ended`. */
export type OpenEvent = {
  id: string;
  verb: Verb;
  actor: string;
  obj: string | null;
  objVer: number | null;
  ctx: string | null;
  tEvent: number;
  ok: number | null;
  score: number | null;
  ms: number | null;
  data: Record<string, unknown>;
  sums?: SessionSums;
};
/** Focused time, screens and cards looked at, coins and points of one session. */
export type SessionSums = { activeMs: number; views: number; coins: number; spent: number; xp: number };

const isUuid = (s: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(s);

/** ISO 8601, hundredths of a second. */
export const durationOf = (ms: number): string => `PT${Math.round(Math.max(0, ms) / 10) / 100}S`;

const termOf = (home: string, iri: string): string => iri.replace(/^own:/u, `${home}/xapi/`);
export const profileIri = (home: string): string => `${home}/xapi/profile`;
export const extensionIri = (home: string, name: string): string => `${home}/xapi/extensions/${name}`;
const agentOf = (home: string, person: string): Agent => ({
  objectType: 'Agent',
  account: { homePage: home, name: person },
});

/** What stands for a thing that the event names in its data, or that has no name at all. */
const nameOf = ({ verb, obj, ctx, data }: OpenEvent): string => {
  if (obj !== null) return obj;
  const said = data.of ?? data.route ?? data.period;
  if (typeof said === 'string') return said;
  return ctx ?? verb;
};

const activityId = (home: string, type: string, name: string): string =>
  type === 'http://activitystrea.ms/application'
    ? `${home}/`
    : `${home}/xapi/activities/${tailOf(type) || 'thing'}/${encodeURIComponent(name)}`;

const targetOf = (home: string, event: OpenEvent, { type }: Mapping): Target | undefined => {
  if (type === 'agent')
    return typeof event.data.with === 'string' ? agentOf(home, event.data.with) : undefined;
  if (type === 'statement')
    return event.ctx !== null && isUuid(event.ctx)
      ? { objectType: 'StatementRef', id: event.ctx }
      : undefined;
  const { obj = 'event' } = VERB_WORDS[event.verb];
  return {
    objectType: 'Activity',
    id: activityId(home, type, nameOf(event)),
    definition: {
      ...(type === '' ? {} : { type: termOf(home, type) }),
      name: { 'en-US': `${type === '' ? obj : tailOf(type)} ${nameOf(event)}`.trim() },
      ...(type === CMI_INTERACTION ? { interactionType: 'other' as const } : {}),
    },
  };
};

/** The verb of this outcome; '' = says nothing outside. */
const verbOf = (event: OpenEvent, { verb, outcomes }: Mapping): string => {
  if (!outcomes) return verb;
  const value = outcomes.field === 'ok' ? event.ok : event.data[outcomes.field];
  const outcome = String(value);
  return (Object.hasOwn(outcomes.verbs, outcome) ? outcomes.verbs[outcome] : undefined) ?? verb;
};

const withIris = (home: string, fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [extensionIri(home, name), value]));
const filled = <T extends object>(record: T): T | undefined =>
  Object.keys(record).length > 0 ? record : undefined;

const CMI5_PROGRESS = 'https://w3id.org/xapi/cmi5/result/extensions/progress';
const progressOf = (data: Record<string, unknown>): Record<string, unknown> =>
  typeof data.progress === 'number' ? { [CMI5_PROGRESS]: Math.round(data.progress * 100) } : {};

/** Duration: the column ms, for a session its focused time. */
const msOf = ({ ms, sums, data }: OpenEvent): number | undefined => {
  if (ms !== null) return ms;
  if (sums !== undefined && sums.activeMs > 0) return sums.activeMs;
  return typeof data.activeMs === 'number' ? data.activeMs : undefined;
};

const resultOf = (home: string, event: OpenEvent, mapping: Mapping): Statement['result'] => {
  const data = openData(event.verb, event.data, false);
  const { activeMs: _active, ...sums } = event.sums ?? { activeMs: 0 };
  const extensions = filled({ ...withIris(home, { ...data, ...sums }), ...progressOf(data) });
  const ms = msOf(event);
  return filled({
    ...(event.score === null ? {} : { score: { scaled: Math.min(1, Math.max(-1, event.score)) } }),
    ...(event.ok === null ? {} : { success: event.ok === 1 }),
    ...(mapping.completion === true ? { completion: true } : {}),
    ...(event.verb === 'question.answered' && Array.isArray(data.choices)
      ? { response: data.choices.join('[,]') }
      : {}),
    ...(ms === undefined ? {} : { duration: durationOf(ms) }),
    ...(extensions ? { extensions } : {}),
  });
};

const contextOf = (
  home: string,
  { ctx, objVer, verb, data }: OpenEvent,
  isActivity: boolean,
): Statement['context'] => {
  const category = [
    { id: profileIri(home), definition: { type: 'http://adlnet.gov/expapi/activities/profile' } },
  ];
  const parent =
    verb === 'question.answered' && typeof data.station === 'string'
      ? { parent: [{ id: activityId(home, 'http://adlnet.gov/expapi/activities/assessment', data.station) }] }
      : {};
  const extensions = filled(
    withIris(home, {
      event: verb,
      ...(objVer === null ? {} : { objVer }),
      ...(ctx === null || isUuid(ctx) ? {} : { ctx }),
    }),
  );
  return {
    ...(ctx !== null && isUuid(ctx) && verb !== 'event.voided' ? { registration: ctx } : {}),
    ...(isActivity ? { platform: 'Archipelago' } : {}),
    contextActivities: { category, ...parent },
    ...(extensions ? { extensions } : {}),
  };
};

/**
 * The xAPI 2.0 statement of an event; undefined = this event stays inside. `home` = the deployment's address without a
 * slash at its end. People are accounts under their surrogate; what was typed is never told.
 */
export const statementOf = (home: string, event: OpenEvent): Statement | undefined => {
  const mapping = XAPI[event.verb];
  const verb = mapping ? verbOf(event, mapping) : '';
  const object = mapping ? targetOf(home, event, mapping) : undefined;
  if (!mapping || verb === '' || !object) return undefined;
  const result = mapping.type === 'statement' ? undefined : resultOf(home, event, mapping);
  return {
    id: event.id,
    actor: agentOf(home, event.actor),
    verb: { id: termOf(home, verb), display: displayOf(verb) },
    object,
    ...(result ? { result } : {}),
    context: contextOf(home, event, object.objectType === 'Activity'),
    timestamp: new Date(event.tEvent).toISOString(),
    version: XAPI_VERSION,
  };
};

/** 16 bytes as a UUID. */
export const uuidText = (bytes: Uint8Array): string => {
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
export const uuidBytes = (text: string): Uint8Array | undefined => {
  if (!isUuid(text)) return undefined;
  const hex = text.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
};

/** The deployment's address, which names people and things outside; it never changes while PUBLIC_URL stays. */
export const homeOf = (config: { publicUrl?: string; host: string; port: number }): string =>
  config.publicUrl ??
  `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${config.port}`;
