import { z } from 'zod';
import { type EventColumn, VERB_WORDS } from './dictionary-words.ts';
import { catalogue, type Dimension, type Privacy, type Sender, VERBS, type Verb } from './events/index.ts';
import { displayOf, isAlone, verbIris, XAPI } from './xapi-map.ts';

/** One verb of the log, for people and machines; `data` = JSON Schema of its fields. */
export type DictionaryEntry = {
  verb: Verb;
  code: number;
  dimension: Dimension | 'governance';
  sender: Sender;
  privacy: Privacy;
  zh: string;
  en: string;
  /** What `obj` and `ctx` name, and which columns of the envelope are filled. */
  obj?: string;
  ctx?: string;
  columns: EventColumn[];
  data: Record<string, unknown>;
  /** How it goes out; absent = stays inside. `alone` = one by one only when all is asked for. */
  xapi?: { verbs: { id: string; zh: string; en: string }[]; type?: string; alone: boolean };
};

const xapiOf = (verb: Verb, home: string): DictionaryEntry['xapi'] => {
  const mapping = XAPI[verb];
  if (!mapping) return undefined;
  const own = (iri: string): string => iri.replace(/^own:/u, `${home}/xapi/`);
  return {
    verbs: verbIris(mapping).map((iri) => {
      const shown = displayOf(iri);
      return { id: own(iri), zh: shown['zh-CN'], en: shown['en-US'] };
    }),
    ...(mapping.type === '' ? {} : { type: own(mapping.type) }),
    alone: isAlone(verb),
  };
};

/** The whole catalogue as a dictionary; terms of our own profile stand under `home`. */
export const eventDictionary = (home: string): DictionaryEntry[] =>
  VERBS.map((verb) => {
    const { code, dimension, sender, privacy, data } = catalogue[verb];
    const { about, ...names } = VERB_WORDS[verb];
    const xapi = xapiOf(verb, home);
    const { $schema: _, ...schema } = z.toJSONSchema(data) as Record<string, unknown>;
    return {
      verb,
      code,
      dimension,
      sender,
      privacy,
      zh: about.zh,
      en: about.en,
      ...names,
      data: schema,
      ...(xapi ? { xapi } : {}),
    };
  });
