import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventDictionary } from '../../server/domain/dictionary.ts';
import { catalogue, VERBS, type Verb } from '../../server/domain/events/index.ts';
import { durationOf, type OpenEvent, statementOf, uuidBytes, uuidText } from '../../server/domain/xapi.ts';
import { isAlone, XAPI } from '../../server/domain/xapi-map.ts';
import { xapiProfile } from '../../server/domain/xapi-profile.ts';
import { fromSchema } from '../helpers/from-schema.ts';
import { statementFaults } from '../helpers/xapi-check.ts';

const HOME = 'https://learn.example.com';
const ID = '01920000-0000-7000-8000-000000000001';
const CTX = '01920000-0000-7000-8000-0000000000aa';
const INSIDE: Verb[] = ['consent.changed', 'erasure.executed'];

const event = (verb: Verb, more: Partial<OpenEvent> = {}): OpenEvent => ({
  id: ID,
  verb,
  actor: 'p-1',
  obj: null,
  objVer: null,
  ctx: null,
  tEvent: Date.UTC(2026, 10, 16, 1, 2, 3, 45),
  ok: null,
  score: null,
  ms: null,
  data: {},
  ...more,
});

const schemas = new Map(eventDictionary(HOME).map((e) => [e.verb, e.data]));
const maybe = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arb, { nil: null });
const anyEvent = (verb: Verb): fc.Arbitrary<OpenEvent> =>
  fc.record({
    id: fc.uuid({ version: 7 }),
    verb: fc.constant(verb),
    actor: fc.uuid(),
    obj: maybe(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })),
    objVer: maybe(fc.integer({ min: 1, max: 99 })),
    ctx: verb === 'event.voided' ? fc.uuid() : maybe(fc.oneof(fc.uuid(), fc.string({ minLength: 1 }))),
    tEvent: fc.integer({ min: 1.6e12, max: 2e12 }),
    ok: maybe(fc.constantFrom(0, 1)),
    score: maybe(fc.double({ min: -3, max: 3, noNaN: true }).map((n) => n + 0)),
    ms: maybe(fc.integer({ min: 0, max: 31 * 86_400_000 })),
    data: fromSchema(schemas.get(verb) ?? {}) as fc.Arbitrary<Record<string, unknown>>,
  });

/** Values of the field that decide an outcome, where one of them says nothing. */
const silent = (e: OpenEvent): boolean => e.verb === 'mastery.changed' && e.data.to !== 'mastered';

describe('xAPI statements', () => {
  test.each(VERBS.filter((v) => !INSIDE.includes(v)))(
    '%s is a statement that xAPI 2.0 takes, whatever it holds',
    (verb) => {
      fc.assert(
        fc.property(anyEvent(verb), (e) => {
          expect(catalogue[verb].data.safeParse(e.data).success).toBe(true);
          const statement = statementOf(HOME, e);
          if (silent(e)) {
            expect(statement).toBeUndefined();
            return;
          }
          const sent: unknown = JSON.parse(JSON.stringify(statement));
          expect(statementFaults(sent)).toEqual([]);
          expect(sent).toEqual(statement);
          expect(statement?.id).toBe(e.id);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('rights over data stay inside', () => {
    for (const verb of INSIDE) expect(statementOf(HOME, event(verb))).toBeUndefined();
  });

  test('an answer carries result, registration and response, never a mail address', () => {
    const statement = statementOf(
      HOME,
      event('question.answered', {
        obj: 'q 1',
        objVer: 3,
        ctx: CTX,
        ok: 0,
        score: 0.5,
        ms: 61_237,
        data: { mode: 'exam', choices: [2, 0], first: true, station: 's1' },
      }),
    );
    expect(statement).toMatchObject({
      actor: { objectType: 'Agent', account: { homePage: HOME, name: 'p-1' } },
      verb: {
        id: 'http://adlnet.gov/expapi/verbs/answered',
        display: { 'en-US': 'answered', 'zh-CN': '回答了' },
      },
      object: {
        id: `${HOME}/xapi/activities/cmi.interaction/q%201`,
        definition: { type: 'http://adlnet.gov/expapi/activities/cmi.interaction', interactionType: 'other' },
      },
      result: {
        score: { scaled: 0.5 },
        success: false,
        duration: 'PT61.24S',
        response: '2[,]0',
        extensions: { [`${HOME}/xapi/extensions/mode`]: 'exam' },
      },
      context: { registration: CTX },
      timestamp: '2026-11-16T01:02:03.045Z',
      version: '2.0.0',
    });
    expect(JSON.stringify(statement)).not.toContain('mailto');
  });

  test('what a learner typed is told by its length alone', () => {
    const text = '我觉得这道题应该这样回答';
    const said = statementOf(HOME, event('question.answered', { data: { choices: [text, 4] } }));
    expect(JSON.stringify(said)).not.toContain('我觉得');
    expect(said?.result?.response).toBe('text:12[,]4');
    const changed = statementOf(HOME, event('answer.changed', { data: { from: text, to: 3, afterMs: 5 } }));
    expect(JSON.stringify(changed)).not.toContain('我觉得');
  });

  test.each([
    ['exam.decided', { ok: 1 }, 'http://adlnet.gov/expapi/verbs/passed'],
    ['exam.decided', { ok: 0 }, 'http://adlnet.gov/expapi/verbs/failed'],
    ['match.finished', { data: { outcome: 'tie' } }, 'http://activitystrea.ms/tie'],
    ['friend.changed', { data: { with: 'p-2', action: 'accept' } }, 'http://activitystrea.ms/make-friend'],
    ['team.changed', { data: { action: 'leave' } }, 'http://activitystrea.ms/leave'],
    ['help.exchanged', { data: { role: 'asker' } }, 'http://adlnet.gov/expapi/verbs/asked'],
    ['help.exchanged', { data: { role: 'answerer' } }, 'http://id.tincanapi.com/verb/replied'],
    ['mastery.changed', { data: { to: 'mastered' } }, 'http://adlnet.gov/expapi/verbs/mastered'],
    ['question.expired', {}, `${HOME}/xapi/verbs/timed-out`],
    ['coin.debited', { data: { amount: 3 } }, `${HOME}/xapi/verbs/spent`],
  ] as const)('%s goes out by its outcome %j', (verb, more, iri) => {
    expect(statementOf(HOME, event(verb, more as Partial<OpenEvent>))?.verb.id).toBe(iri);
  });

  test('a voided event goes out as a voiding of its statement', () => {
    expect(statementOf(HOME, event('event.voided', { ctx: CTX, data: { reason: 'twice' } }))).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id: CTX },
    });
  });

  test('a session says how long it was and what it came to', () => {
    const sums = { activeMs: 90_000, views: 12, coins: 30, spent: 5, xp: 7 };
    expect(statementOf(HOME, event('session.ended', { data: { reason: 'logout' }, sums }))?.result).toEqual({
      duration: 'PT90S',
      extensions: Object.fromEntries(
        Object.entries({ views: 12, coins: 30, spent: 5, xp: 7 }).map(([name, n]) => [
          `${HOME}/xapi/extensions/${name}`,
          n,
        ]),
      ),
    });
  });

  test('spans, views and coins are left to the whole set', () => {
    expect(VERBS.filter(isAlone)).toEqual([
      'activity.span',
      'nav.viewed',
      'card.viewed',
      'explanation.viewed',
      'scene.entered',
      'coin.credited',
      'coin.debited',
      'xp.gained',
      'profile.viewed',
      'board.viewed',
      'bill.viewed',
    ]);
  });

  test('durations are ISO 8601 with hundredths; ids survive bytes', () => {
    expect([0, 5, 1_234, 3_600_000].map(durationOf)).toEqual(['PT0S', 'PT0.01S', 'PT1.23S', 'PT3600S']);
    fc.assert(fc.property(fc.uuid(), (id) => uuidText(uuidBytes(id) ?? new Uint8Array()) === id));
  });

  test('the checker refuses what the standard refuses', () => {
    const good = statementOf(HOME, event('badge.earned', { obj: 'b' })) as object;
    expect(statementFaults(good)).toEqual([]);
    for (const bad of [
      { ...good, id: 'x' },
      { ...good, timestamp: '2026-11-16' },
      { ...good, verb: { id: 'answered' } },
      { ...good, result: { score: { scaled: 2 } } },
      { ...good, result: { duration: '61 s' } },
      { ...good, actor: { objectType: 'Agent', account: { homePage: HOME } } },
      { ...good, extra: 1 },
      { ...good, result: { success: null } },
    ])
      expect(statementFaults(bad), JSON.stringify(bad)).not.toEqual([]);
  });
});

describe('our profile', () => {
  const profile = xapiProfile(HOME);
  test('is JSON-LD of the profile specification with an id of its own for everything', () => {
    expect(profile).toMatchObject({
      '@context': 'https://w3id.org/xapi/profiles/context',
      id: `${HOME}/xapi/profile`,
      type: 'Profile',
      conformsTo: 'https://w3id.org/xapi/profiles#1.0',
    });
    const ids = [...profile.concepts, ...profile.templates].map((c) => c.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const c of [...profile.concepts, ...profile.templates]) {
      expect(c.id.startsWith(`${HOME}/xapi/`)).toBe(true);
      expect(c.inScheme).toBe(profile.versions[0]?.id);
      expect(c.prefLabel.en).not.toBe('');
    }
  });

  test('explains every term of our own that a statement can hold', () => {
    const concepts = new Set(profile.concepts.map((c) => c.id));
    const used = (value: unknown): string[] =>
      JSON.stringify(value).match(
        new RegExp(`${HOME}/xapi/(verbs|activity-types|extensions)/[\\w-]+`, 'g'),
      ) ?? [];
    for (const verb of VERBS.filter((v) => XAPI[v]))
      fc.assert(
        fc.property(anyEvent(verb), (e) => {
          const sums = { activeMs: 1, views: 1, coins: 1, spent: 1, xp: 1 };
          const said = statementOf(HOME, verb === 'session.ended' ? { ...e, sums } : e);
          for (const iri of said ? used(said) : []) expect(concepts.has(iri), iri).toBe(true);
        }),
        { numRuns: 10 },
      );
  });
});
