import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { QuestionFilter } from '../../server/domain/api-bank.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { auditOf } from '../../server/store/audit-trail.ts';
import { changeCategory, changePoint, findFrame } from '../../server/store/bank-frame.ts';
import { once } from '../../server/store/command.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { findQuestion } from '../../server/store/quest.ts';
import { createQuestion, restoreQuestion, saveDraft, saveQuestion } from '../../server/store/question.ts';
import { bulkChange } from '../../server/store/question-bulk.ts';
import { addComment, resolveComment } from '../../server/store/question-comment.ts';
import { editorsAt, findDetail, findHistory } from '../../server/store/question-detail.ts';
import { findDuplicates } from '../../server/store/question-merge.ts';
import { searchQuestions } from '../../server/store/question-search.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion, refusal } from './bank-people.ts';

describe.each(STORES)('questions on $name', ({ open }) => {
  let store: TestStore;
  let tang: Editor;
  let chen: Editor;
  let bank: string;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    const org = await newCompany(store.ctx);
    tang = await newEditor(store.ctx, org, { name: '唐老师' });
    chen = await newEditor(store.ctx, org, { name: '陈老师' });
    bank = await newBank(store.ctx, tang);
  });
  afterAll(() => store.close());

  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  const detail = (id: string, by = tang) => findDetail(store.db.read, by, id, store.clock.now());
  const save = (question: string, base: number, stem: string, by = tang) =>
    run((tx) => saveQuestion(tx, by, { question, base, content: choice(stem) }));
  const find = async (f: Omit<QuestionFilter, 'bank'> = {}) =>
    (await searchQuestions(store.db.read, { bank, ...f })).rows.map((r) => r.id);

  test('a new question is an empty draft of its author that can be typed into before it is valid', async () => {
    const id = await run((tx) => createQuestion(tx, tang, { bank, type: 'single' }));
    expect(await detail(id)).toMatchObject({ version: 0, state: 'draft', author: tang.person, draft: false });
    const typed = { type: 'single', stem: { zh: '半句 Ｆｕｌｌ' }, options: 'not yet' };
    await run((tx) => saveDraft(tx, tang, { question: id, base: 0, content: typed }));
    const mine = await detail(id);
    expect(mine.mine?.content).toEqual(typed);
    expect(mine).toMatchObject({ draft: true, stem: '半句 Ｆｕｌｌ' });
    expect((await detail(id, chen)).mine).toBeUndefined();
    expect(await find({ text: 'full 半句' })).toEqual([id]);
  });

  test('what is typed stays below 200 kB', async () => {
    const id = await run((tx) => createQuestion(tx, tang, { bank, type: 'essay' }));
    const type = (n: number) =>
      run((tx) => saveDraft(tx, tang, { question: id, base: 0, content: { stem: '长'.repeat(n) } }));
    await type(60_000);
    expect(await refusal(type(70_000))).toBe('too_large');
  });

  test('of two editors who save at once exactly one wins, and the other one has lost no text', async () => {
    const id = await newQuestion(store.ctx, tang, bank);
    await run((tx) => saveDraft(tx, chen, { question: id, base: 1, content: choice('陈的写法') }));
    const both = await Promise.allSettled([save(id, 1, '唐的写法'), save(id, 1, '陈的写法', chen)]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    const lost = both.find((r) => r.status === 'rejected');
    expect(lost).toMatchObject({ reason: { code: 'question.changed', details: { version: 2 } } });
    expect((await detail(id)).version).toBe(2);
    expect(await findHistory(store.db.read, tang, id)).toHaveLength(2);
    if (both[1]?.status === 'rejected')
      expect((await detail(id, chen)).mine?.content).toMatchObject({ stem: { zh: '陈的写法' } });
  });

  test('saving twice by a double click makes one version', async () => {
    const id = await newQuestion(store.ctx, tang, bank);
    const click = () =>
      once(store.ctx, tang.person, `save-${id}`, (tx) =>
        saveQuestion(tx, tang, { question: id, base: 1, content: choice('改好了') }),
      );
    await Promise.all([click(), click()]);
    expect((await detail(id)).version).toBe(2);
  });

  test('saving what was not changed makes no version and forgets the draft', async () => {
    const id = await newQuestion(store.ctx, tang, bank);
    await run((tx) => saveDraft(tx, tang, { question: id, base: 1, content: {} }));
    await save(id, 1, '着火时先拿什么？');
    expect(await detail(id)).toMatchObject({ version: 1, draft: false });
  });

  test('a correction of width alone is a new version: nothing that an author types is folded away', async () => {
    const id = await newQuestion(store.ctx, tang, bank, choice('ＡＢＣ'));
    await save(id, 1, 'ABC');
    expect(await detail(id)).toMatchObject({ version: 2, stem: 'ABC' });
  });

  test('an old version comes back as a new one, and stays where the question is filed now', async () => {
    const id = await newQuestion(store.ctx, tang, bank, choice('第一稿'));
    await save(id, 1, '第二稿');
    await run((tx) =>
      bulkChange(tx, tang, { bank, questions: [id], change: { kind: 'difficulty', difficulty: 5 } }),
    );
    await run((tx) => restoreQuestion(tx, tang, { question: id, base: 2, version: 1 }));
    expect(await detail(id)).toMatchObject({
      version: 3,
      difficulty: 5,
      content: { stem: { zh: '第一稿' }, difficulty: 5 },
    });
    const versions = await findHistory(store.db.read, tang, id);
    expect(versions.map((v) => [v.version, v.by, v.content.stem.zh])).toEqual([
      [3, '唐老师', '第一稿'],
      [2, '唐老师', '第二稿'],
      [1, '唐老师', '第一稿'],
    ]);
    expect(await refusal(run((tx) => restoreQuestion(tx, tang, { question: id, base: 2, version: 1 })))).toBe(
      'question.changed',
    );
  });

  test('editors see each other for half a minute after the last key', async () => {
    const id = await newQuestion(store.ctx, tang, bank);
    await run((tx) => saveDraft(tx, chen, { question: id, base: 1, content: {} }));
    const others = () => editorsAt(store.db.read, tang.person, id, store.clock.now());
    expect(await others()).toEqual([{ id: chen.person, name: '陈老师', at: store.clock.now() }]);
    expect(await editorsAt(store.db.read, chen.person, id, store.clock.now())).toEqual([]);
    store.clock.advance(31_000);
    expect(await others()).toEqual([]);
  });

  test('games see the point and the difficulty of the row, whatever an old version says', async () => {
    const id = await newQuestion(store.ctx, tang, bank);
    await run((tx) => changePoint(tx, tang, { bank, name: { zh: '用火' }, requires: [] }));
    const [point] = (await findFrame(store.db.read, tang, bank)).points;
    const change = { kind: 'point', point: point?.id ?? '' } as const;
    await run((tx) => bulkChange(tx, tang, { bank, questions: [id], change }));
    const known = await findQuestion(store.db.read, bank, { question: id, version: 1 });
    expect(known.point).toEqual({ id: point?.id, name: { zh: '用火' } });
    expect(known.question.point).toBe(point?.id);
    const none = await newQuestion(store.ctx, tang, bank);
    expect((await findQuestion(store.db.read, bank, { question: none, version: 1 })).point).toBeUndefined();
  });

  test('a remark is made by whoever may see the question and closed by an editor; both stand in the trail', async () => {
    const id = await newQuestion(store.ctx, tang, bank);
    await run((tx) => addComment(tx, chen, id, '选项 B 也对？'));
    const [remark] = (await detail(id)).thread;
    expect(remark).toMatchObject({ by: '陈老师', text: '选项 B 也对？', resolved: false });
    expect((await detail(id)).comments).toBe(1);
    await run((tx) => resolveComment(tx, tang, id, remark?.id ?? ''));
    expect(await detail(id)).toMatchObject({ comments: 0, thread: [{ resolved: true }] });
    const actions = (await auditOf(store.db.read, tang.org, bank)).map((a) => [a.action, a.by]);
    expect(actions.slice(0, 3)).toEqual([
      ['comment.resolve', '唐老师'],
      ['comment.add', '陈老师'],
      ['question.save', '唐老师'],
    ]);
  });

  test('words are found in every text of a question, in any width, case and radical, and all of them must be there', async () => {
    const id = await newQuestion(
      store.ctx,
      tang,
      bank,
      choice('⼈⼯ ＴＣＰ 握手', {
        explanation: { en: 'Three Way' },
        options: [{ text: { zh: '50%_a\\b' } }, { text: { zh: '乙' } }],
      }),
    );
    await newQuestion(store.ctx, tang, bank, choice('别的题'));
    for (const text of ['人工', 'tcp 握手', 'THREE', '50%_a\\b', 'ｔｃｐ　way'])
      expect([text, await find({ text })]).toEqual([text, [id]]);
    for (const text of ['tcp 别的', '50%a', '5_%', '%%%x'])
      expect([text, await find({ text })]).toEqual([text, []]);
    expect(await find({ text: '  ' })).toHaveLength(2);
    expect(await find({ text: "'; drop table question; --" })).toEqual([]);
  });

  test('every filter narrows, and pages in any order never overlap', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 9; i++)
      ids.push(await newQuestion(store.ctx, tang, bank, choice(`题 ${i % 3}`, { difficulty: 1 + (i % 5) })));
    const some = ids.slice(0, 4);
    await run((tx) =>
      bulkChange(tx, tang, { bank, questions: some, change: { kind: 'add-tags', tags: ['安全', '新人'] } }),
    );
    await run((tx) =>
      bulkChange(tx, tang, {
        bank,
        questions: some.slice(0, 2),
        change: { kind: 'remove-tags', tags: ['新人'] },
      }),
    );
    expect((await find({ tags: ['安全'] })).sort()).toEqual([...some].sort());
    expect((await find({ tags: ['安全', '新人'] })).sort()).toEqual(some.slice(2).sort());
    expect(await find({ author: chen.person })).toEqual([]);
    expect(await find({ types: ['essay'] })).toEqual([]);
    expect(
      await find({
        states: ['draft'],
        types: ['single', 'essay'],
        author: tang.person,
        point: '',
        category: '',
      }),
    ).toHaveLength(9);
    expect(await find({ flag: 'suspicious_key' })).toEqual([]);
    for (const sort of [
      'updated',
      'name',
      'type',
      'difficulty',
      'facility',
      'discrimination',
      'answers',
    ] as const)
      for (const descending of [true, false]) {
        const pages = [];
        for (const offset of [0, 4, 8]) pages.push(...(await find({ sort, descending, offset, limit: 4 })));
        expect([...pages].sort()).toEqual([...ids].sort());
        expect(await find({ sort, descending })).toEqual(pages);
      }
    expect((await searchQuestions(store.db.read, { bank, limit: 2 })).total).toBe(9);
  });

  test('statistics filter and sort, and a question without them comes last either way', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(await newQuestion(store.ctx, tang, bank));
    const stat = {
      bank,
      n: 60,
      discriminationN: 0,
      discrimination: null,
      efficiency: null,
      meanMs: null,
      choices: '[]',
      computedAt: 1,
    };
    await run(async ({ db }) => {
      await db
        .insertInto('question_stat')
        .values({ ...stat, question: ids[0] ?? '', facility: 97, flags: 2 })
        .execute();
      await db
        .insertInto('question_stat')
        .values({ ...stat, question: ids[1] ?? '', facility: 31, flags: 4 | 8 })
        .execute();
    });
    expect(await find({ sort: 'facility' })).toEqual([ids[1], ids[0], ids[2]]);
    expect(await find({ sort: 'facility', descending: true })).toEqual([ids[0], ids[1], ids[2]]);
    expect(await find({ flag: 'too_easy' })).toEqual([ids[0]]);
    expect(await find({ flag: 'negative_discrimination' })).toEqual([ids[1]]);
    expect(await find({ facilityBelow: 50 })).toEqual([ids[1]]);
    expect(await find({ facilityAbove: 50 })).toEqual([ids[0]]);
    expect((await detail(ids[1] ?? '')).flags).toEqual(['too_hard', 'negative_discrimination']);
  });

  test('a category is found with everything below it', async () => {
    const named = async (name: string, parent: string | null) => {
      await run((tx) => changeCategory(tx, tang, { bank, name, parent }));
      return (await findFrame(store.db.read, tang, bank)).categories.find((c) => c.name === name)?.id ?? '';
    };
    const top = await named('安全', null);
    const low = await named('消防', top);
    const [a, b, c] = [
      await newQuestion(store.ctx, tang, bank),
      await newQuestion(store.ctx, tang, bank),
      await newQuestion(store.ctx, tang, bank),
    ];
    const file = (id: string, category: string) =>
      run((tx) => bulkChange(tx, tang, { bank, questions: [id], change: { kind: 'category', category } }));
    await file(a, top);
    await file(b, low);
    expect((await find({ category: top })).sort()).toEqual([a, b].sort());
    expect(await find({ category: low })).toEqual([b]);
    expect(await find({ category: '' })).toEqual([c]);
    expect(await find({ category: 'nowhere' })).toEqual([]);
  });

  test('questions that look alike are paired, the most alike first; retired ones are not', async () => {
    const stem = '发现同事的电脑没有锁屏就离开座位，应当首先怎么做？请选择最合适的一项。';
    const a = await newQuestion(store.ctx, tang, bank, choice(stem));
    const b = await newQuestion(store.ctx, tang, bank, choice(`${stem}！`));
    const c = await newQuestion(store.ctx, tang, bank, choice(stem.replace('首先', '马上')));
    await newQuestion(store.ctx, tang, bank, choice('完全不同的另一道题：年假最多可以顺延到第二年的几月？'));
    const pairs = await findDuplicates(store.db.read, bank);
    expect(pairs.map((p) => [p.a.id, p.b.id].sort())).toContainEqual([a, b].sort());
    expect(pairs).toHaveLength(3);
    expect(pairs[0]?.similarity).toBe(1);
    await run((tx) =>
      bulkChange(tx, tang, { bank, questions: [c], change: { kind: 'state', state: 'retired' } }),
    );
    expect(await findDuplicates(store.db.read, bank)).toHaveLength(1);
  });
});
