import { describe, expect, test } from 'vitest';
import { eventDictionary } from '../../server/domain/dictionary.ts';
import { catalogue, VERBS } from '../../server/domain/events/index.ts';

const entries = eventDictionary('https://learn.example.com');

describe('the event dictionary', () => {
  test('describes every verb of the catalogue in one line of each language', () => {
    expect(entries.map((e) => e.verb)).toEqual(VERBS);
    for (const { verb, zh, en } of entries) {
      expect(zh, verb).toMatch(/^[^\n]{4,60}$/u);
      expect(zh, verb).toMatch(/\p{Script=Han}/u);
      expect(en, verb).toMatch(/^[A-Z][^\n\p{Script=Han}]{5,90}$/u);
    }
  });

  test('gives no two verbs the same words', () => {
    expect(new Set(entries.map((e) => e.zh)).size).toBe(VERBS.length);
    expect(new Set(entries.map((e) => e.en)).size).toBe(VERBS.length);
  });

  test('says dimension, sender, privacy class and the shape of the data as JSON Schema', () => {
    const answered = entries.find((e) => e.verb === 'question.answered');
    expect(answered).toMatchObject({
      code: 31,
      dimension: 'result',
      sender: 'server',
      privacy: 'R',
      obj: 'question',
      ctx: 'attempt',
      columns: ['objVer', 'ok', 'score', 'ms'],
      data: { type: 'object', additionalProperties: false },
    });
    const { properties = {}, required = [] } = (answered?.data ?? {}) as {
      properties?: object;
      required?: string[];
    };
    expect(Object.keys(properties)).toEqual(Object.keys(catalogue['question.answered'].data.shape));
    expect(required).toContain('first');
    expect(required).not.toContain('pPred');
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });
});
