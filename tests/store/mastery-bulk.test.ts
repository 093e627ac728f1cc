import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Question } from '../../server/domain/question.ts';
import { changePoint } from '../../server/store/bank-frame.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { learnFrom } from '../../server/store/mastery.ts';
import { learnManyFrom, type OneAnswer } from '../../server/store/mastery-bulk.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion } from './bank-people.ts';

type Said = { who: number; ok: boolean; rtMs: number; changes: number; again: boolean };
const PEOPLE = 12;
const said: fc.Arbitrary<Said> = fc.record({
  who: fc.nat(PEOPLE - 1),
  ok: fc.boolean(),
  rtMs: fc.integer({ min: 0, max: 60_000 }),
  changes: fc.nat(1),
  again: fc.boolean(),
});
/** Several questions, each answered by many at once. */
const rounds = fc.array(
  fc.record({
    question: fc.nat(2),
    said: fc.array(said, { minLength: 1, maxLength: 90 }),
    hours: fc.nat(80),
  }),
  { minLength: 1, maxLength: 4 },
);

describe.each(STORES)('many answers at once on $name', ({ open }) => {
  let store: TestStore;
  let bank: string;
  let questions: Question[];
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    const tang = await newEditor(store.ctx, await newCompany(store.ctx));
    bank = await newBank(store.ctx, tang);
    await commit(store.ctx, (tx) => changePoint(tx, tang, { bank, name: { zh: '灭火' }, requires: [] }));
    const points = store.db.read.selectFrom('point').select('id').where('bank', '=', bank);
    const point = (await points.executeTakeFirstOrThrow()).id;
    questions = [];
    for (const [i, more] of [{ point }, { point, difficulty: 5 as const }, {}].entries()) {
      const content = choice(`第 ${i} 题`, more);
      questions.push({ ...content, id: await newQuestion(store.ctx, tang, bank, content) } as Question);
    }
  });

  /** The same questions under ids of their own, so that two ways of learning never meet. */
  const copy = (tag: string): Question[] => questions.map((q) => ({ ...q, id: `${q.id}${tag}` }));
  const plain = (rows: readonly object[], people: readonly Actor[], tag: string): unknown[] =>
    rows
      .map((row) =>
        JSON.parse(
          people.reduce(
            (text, { person }, i) => text.replaceAll(person, `P${i}`),
            JSON.stringify(row).replaceAll(tag, ''),
          ),
        ),
      )
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const rowsOf = async (people: readonly Actor[], tag: string) => {
    const ids = people.map((p) => p.person);
    const { read } = store.db;
    const skills = await read.selectFrom('skill').selectAll().where('person', 'in', ids).execute();
    const memories = await read.selectFrom('memory').selectAll().where('person', 'in', ids).execute();
    const items = await read
      .selectFrom('item_level')
      .selectAll()
      .where(
        'question',
        'in',
        copy(tag).map((q) => q.id),
      )
      .execute();
    const events = await read
      .selectFrom('event_text')
      .select(['actor', 'obj', 'data'])
      .where('actor', 'in', ids)
      .execute();
    return [skills, memories, items, events].map((rows) => plain(rows, people, tag));
  };

  test('leave the same skills, questions, memories and levels told as one answer after the other', async () => {
    // FSRS spreads what is due by a seed of person and question: the same people in both ways, one after the other.
    await fc.assert(
      fc.asyncProperty(rounds, fc.uuid(), async (played, run) => {
        const one = await seedPeople(store.ctx, PEOPLE);
        const wipe = async (tag: string): Promise<void> => {
          const ids = one.map((p) => p.person);
          await commit(store.ctx, async ({ db }) => {
            await db.deleteFrom('skill').where('person', 'in', ids).execute();
            await db.deleteFrom('memory').where('person', 'in', ids).execute();
            await db
              .deleteFrom('item_level')
              .where(
                'question',
                'in',
                copy(tag).map((q) => q.id),
              )
              .execute();
          });
        };
        const answersOf = (list: readonly Said[]): OneAnswer[] =>
          list.map(({ who, ok, rtMs, changes, again }) => ({
            ...{ by: one[who] as Actor, ok, rtMs, changes, again, score: ok ? 1 : 0, hinted: false },
          }));
        const start = store.clock.now();
        const play = async (
          learn: (question: Question, answers: OneAnswer[]) => Promise<number[]>,
        ): Promise<[number[][], unknown[][]]> => {
          store.clock.set(start);
          const believed: number[][] = [];
          for (const { question, said: list, hours } of played) {
            store.clock.advance(hours * 3_600_000);
            believed.push(await learn(copy(run)[question] as Question, answersOf(list)));
          }
          const [skills = [], memories = [], items = [], events = []] = await rowsOf(one, run);
          await wipe(run);
          return [believed, [skills, memories, items, events]];
        };
        const single = await play((question, answers) =>
          commit(store.ctx, async (tx) => {
            const out: number[] = [];
            for (const { by, ...a } of answers)
              out.push((await learnFrom(tx, by, { ...a, question, bank })).pPred);
            return out;
          }),
        );
        const told = single[1][3]?.length ?? 0;
        const many = await play((question, answers) =>
          commit(store.ctx, (tx) => learnManyFrom(tx, one[0]?.org ?? '', { question, bank }, answers)),
        );
        expect(many[0]).toEqual(single[0]);
        expect(many[1].slice(0, 3)).toEqual(single[1].slice(0, 3));
        // The log keeps the first way's events: what came on top is the same once more.
        const twice = [...(single[1][3] ?? []), ...(single[1][3] ?? [])];
        expect(many[1][3]).toHaveLength(2 * told);
        expect(many[1][3]).toEqual(twice.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('a preview moves nothing and leaves no row of the question', async () => {
    const [by] = (await seedPeople(store.ctx, 1)) as [Actor];
    const [question] = copy('-try') as [Question];
    const answer = { ok: true, rtMs: 5_000, changes: 0, again: false, score: 1, hinted: false };
    const believed = await commit(store.ctx, (tx) =>
      learnManyFrom(tx, by.org, { question, bank }, [{ by: { ...by, preview: true }, ...answer }]),
    );
    expect(believed[0]).toBeGreaterThan(0.5);
    expect(await rowsOf([by], '-try')).toEqual([[], [], [], []]);
  });
});
