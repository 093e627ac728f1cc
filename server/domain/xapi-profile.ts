import { z } from 'zod';
import { VERB_WORDS } from './dictionary-words.ts';
import { catalogue, VERBS } from './events/index.ts';
import { extensionIri, profileIri } from './xapi.ts';
import { displayOf, tailOf, verbIris, XAPI } from './xapi-map.ts';

const VERSION_AT = '2026-11-22T00:00:00Z';

const OWN_VERBS: Record<string, string> = {
  recommended: 'A list was put before the actor by the system; the actor has not opened it yet.',
  'timed-out': 'The time for a question ran out before the actor answered.',
  spent: 'The actor gave coins of the product away for something.',
};
const OWN_TYPES: Record<string, string> = {
  recommendation: 'A list of things to do next, shown with its reason.',
  survey: 'A set of questions of opinion; what was said is kept without its author.',
  leaderboard: 'A list of people or teams in the order of a figure.',
  title: 'A name that is worn, given for something done.',
  award: 'A prize that a person confirmed by a published rule.',
  bill: 'A summary of what a learner did in a period.',
};
const SUM_FIELDS: Record<string, z.ZodType> = {
  views: z.int().min(0),
  coins: z.int().min(0),
  spent: z.int().min(0),
  xp: z.int().min(0),
};

const concept = (home: string, type: string, id: string, label: string, definition: string) => ({
  id,
  type,
  inScheme: `${profileIri(home)}/1`,
  prefLabel: { en: label },
  definition: { en: definition },
});

type Field = { shape: z.ZodType; verbs: string[] };
/** Every field of data with one of its shapes and the verbs that may carry it. */
const fieldsOf = (): Map<string, Field> => {
  const fields = new Map<string, Field>();
  for (const verb of VERBS) {
    const mapping = XAPI[verb];
    if (!mapping || mapping.type === 'statement') continue;
    for (const [name, shape] of Object.entries(catalogue[verb].data.shape)) {
      const known = fields.get(name) ?? { shape: shape as z.ZodType, verbs: [] };
      fields.set(name, { ...known, verbs: [...known.verbs, ...verbIris(mapping)] });
    }
  }
  for (const [name, shape] of Object.entries(SUM_FIELDS))
    fields.set(name, { shape, verbs: verbIris(XAPI['session.ended'] ?? { verb: '', type: '' }) });
  return fields;
};

const extensionConcepts = (home: string, own: (iri: string) => string) =>
  [...fieldsOf()].map(([name, { shape, verbs }]) => ({
    ...concept(home, 'ResultExtension', extensionIri(home, name), name, `The field ${name} of an event.`),
    recommendedVerbs: [...new Set(verbs)].map(own),
    inlineSchema: JSON.stringify(z.toJSONSchema(shape, { io: 'output', unrepresentable: 'any' })),
  }));

const templates = (home: string, own: (iri: string) => string) =>
  VERBS.flatMap((verb) => {
    const mapping = XAPI[verb];
    if (!mapping) return [];
    const isActivity = mapping.type !== '' && mapping.type !== 'agent' && mapping.type !== 'statement';
    return verbIris(mapping).map((iri) => ({
      id: `${home}/xapi/templates/${verb}${verbIris(mapping).length > 1 ? `/${tailOf(iri)}` : ''}`,
      type: 'StatementTemplate',
      inScheme: `${profileIri(home)}/1`,
      prefLabel: { en: `${verb} as ${displayOf(iri)['en-US']}` },
      definition: { en: VERB_WORDS[verb].about.en, zh: VERB_WORDS[verb].about.zh },
      verb: own(iri),
      ...(isActivity ? { objectActivityType: own(mapping.type) } : {}),
      rules: [
        { location: '$.actor.account.name', presence: 'included' },
        { location: '$.timestamp', presence: 'included' },
      ],
    }));
  });

/** Our profile of xAPI by the xAPI Profile specification 1.0, as JSON-LD: terms of our own, extensions, one template per verb. */
export const xapiProfile = (home: string) => {
  const own = (iri: string): string => iri.replace(/^own:/u, `${home}/xapi/`);
  return {
    '@context': 'https://w3id.org/xapi/profiles/context',
    id: profileIri(home),
    type: 'Profile',
    conformsTo: 'https://w3id.org/xapi/profiles#1.0',
    prefLabel: { en: 'Archipelago', zh: '群岛' },
    definition: {
      en: 'Onboarding as a game: learning, results, game, social life and honours of a voyage over islands.',
      zh: '把入职培训做成一次航海：学习、结果、游戏、社交与荣誉五个维度的事件。',
    },
    author: { type: 'Organization', name: 'Archipelago' },
    versions: [{ id: `${profileIri(home)}/1`, generatedAtTime: VERSION_AT }],
    concepts: [
      ...Object.entries(OWN_VERBS).map(([name, text]) =>
        concept(home, 'Verb', `${home}/xapi/verbs/${name}`, displayOf(`/${name}`)['en-US'], text),
      ),
      ...Object.entries(OWN_TYPES).map(([name, text]) =>
        concept(home, 'ActivityType', `${home}/xapi/activity-types/${name}`, name, text),
      ),
      ...extensionConcepts(home, own),
      ...['event', 'objVer', 'ctx'].map((name) =>
        concept(
          home,
          'ContextExtension',
          extensionIri(home, name),
          name,
          `The ${name} of the event behind it.`,
        ),
      ),
    ],
    templates: templates(home, own),
    patterns: [],
  };
};
