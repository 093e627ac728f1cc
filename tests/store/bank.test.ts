import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BulkChange } from '../../server/domain/api-bank.ts';
import { AUTO_GRADED } from '../../server/domain/question.ts';
import { candidatesOf } from '../../server/store/attempt.ts';
import { auditOf, type Editor } from '../../server/store/audit-trail.ts';
import { findBank, findBanks, saveBank, shareBank } from '../../server/store/bank.ts';
import { findBatch, findBatches, undoBatch } from '../../server/store/bank-batch.ts';
import { changeCategory, changePoint, findFrame } from '../../server/store/bank-frame.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { createQuestion, saveDraft, saveQuestion } from '../../server/store/question.ts';
import { bulkChange } from '../../server/store/question-bulk.ts';
import { addComment } from '../../server/store/question-comment.ts';
import { findDetail } from '../../server/store/question-detail.ts';
import { mergeQuestions } from '../../server/store/question-merge.ts';
import { plainRows } from '../../server/store/question-row.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion, refusal } from './bank-people.ts';

describe.each(STORES)('banks on $name', ({ open }) => {
  let store: TestStore;
  let org: string;
  let tang: Editor;
  let chen: Editor;
  let bank: string;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    org = await newCompany(store.ctx);
    tang = await newEditor(store.ctx, org, { name: '唐老师' });
    chen = await newEditor(store.ctx, org, { name: '陈老师' });
    bank = await newBank(store.ctx, tang);
  });
  afterAll(() => store.close());

  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  const detail = (id: string, by = tang) => findDetail(store.db.read, by, id, store.clock.now());
  const bulk = (questions: string[], change: BulkChange, by = tang) =>
    run((tx) => bulkChange(tx, by, { bank, questions, change }));
  const undo = (batch: string, by = tang) => run((tx) => undoBatch(tx, by, bank, batch));
  const several = async (n: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < n; i++) ids.push(await newQuestion(store.ctx, tang, bank, choice(`第 ${i} 题`)));
    return ids;
  };
  const rowsOf = async (ids: string[]) =>
    (await plainRows(store.db.read, ids)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const frame = () => findFrame(store.db.read, tang, bank);
  const category = async (name: string, parent: string | null = null): Promise<string> => {
    await run((tx) => changeCategory(tx, tang, { bank, name, parent }));
    return (await frame()).categories.find((c) => c.name === name)?.id ?? '';
  };
  const point = async (name: string, requires: string[] = []): Promise<string> => {
    await run((tx) => changePoint(tx, tang, { bank, name: { zh: name }, requires }));
    return (await frame()).points.find((p) => p.name.zh === name)?.id ?? '';
  };

  test('a bank is made, renamed and given to a department, and says so in its trail', async () => {
    expect(await findBank(store.db.read, tang, bank)).toEqual({
      id: bank,
      name: { zh: '安全题库', en: 'Safety' },
      access: 'own',
      shipped: false,
      counts: { draft: 0, review: 0, ready: 0, retired: 0 },
      shares: [],
    });
    await run((tx) => saveBank(tx, tang, { bank, name: { zh: '新名字' }, department: null }));
    expect((await findBank(store.db.read, tang, bank)).name).toEqual({ zh: '新名字' });
    expect((await auditOf(store.db.read, org, bank)).map((a) => a.action)).toEqual([
      'bank.change',
      'bank.create',
    ]);
    const nowhere = run((tx) => saveBank(tx, tang, { bank, name: { zh: 'x' }, department: 'nowhere' }));
    expect(await refusal(nowhere)).toBe('department.unknown');
  });

  test('another company neither sees nor shares a bank', async () => {
    const stranger = await newEditor(store.ctx, await newCompany(store.ctx), { role: 'admin' });
    expect(await findBanks(store.db.read, stranger)).toEqual([]);
    const id = await newQuestion(store.ctx, tang, bank);
    expect(await refusal(detail(id, stranger))).toBe('question.unknown');
    const share = { bank, kind: 'person', holder: stranger.person, access: 'view' } as const;
    expect(await refusal(run((tx) => shareBank(tx, tang, share)))).toBe('person.unknown');
    expect(await refusal(run((tx) => shareBank(tx, stranger, { ...share, holder: tang.person })))).toBe(
      'bank.unknown',
    );
  });

  test('a refused change leaves no trace in the trail', async () => {
    const before = (await auditOf(store.db.read, org, bank)).length;
    await refusal(run((tx) => changeCategory(tx, tang, { bank, category: 'nowhere', name: 'x' })));
    expect(await auditOf(store.db.read, org, bank)).toHaveLength(before);
  });

  test('a removed category gives its questions and its branches to the one above', async () => {
    const top = await category('安全');
    const mid = await category('消防', top);
    const low = await category('灭火器', mid);
    const [id = ''] = await several(1);
    await bulk([id], { kind: 'category', category: mid });
    await run((tx) => changeCategory(tx, tang, { bank, category: mid, name: '', remove: true }));
    expect((await detail(id)).category).toBe(top);
    expect((await frame()).categories).toEqual(
      [
        { id: top, name: '安全', questions: 1 },
        { id: low, name: '灭火器', parent: top, questions: 0 },
      ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });

  test('a category cannot be moved below itself', async () => {
    const top = await category('安全');
    const low = await category('消防', top);
    const move = (id: string, parent: string | null) =>
      run((tx) => changeCategory(tx, tang, { bank, category: id, name: 'n', parent }));
    expect(await refusal(move(top, low))).toBe('category.loop');
    expect(await refusal(move(top, top))).toBe('category.loop');
    expect(await refusal(move(top, 'nowhere'))).toBe('category.unknown');
    await move(low, null);
    await move(top, low);
    expect((await frame()).categories.find((c) => c.id === top)?.parent).toBe(low);
  });

  test('prerequisites form no ring, also when two halves of it arrive together', async () => {
    const a = await point('甲');
    const b = await point('乙', [a]);
    const c = await point('丙', [b]);
    const close = run((tx) => changePoint(tx, tang, { bank, point: a, name: { zh: '甲' }, requires: [c] }));
    await expect(close).rejects.toMatchObject({
      code: 'point.cycle',
      details: { path: expect.stringMatching(/^(甲|乙|丙)( → (甲|乙|丙)){3}$/u) },
    });
    const [x, y] = [await point('子'), await point('丑')];
    const tie = (p: string, requires: string[]) =>
      run((tx) => changePoint(tx, tang, { bank, point: p, name: { zh: 'x' }, requires }));
    const both = await Promise.allSettled([tie(x, [y]), tie(y, [x])]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(tie(x, ['nowhere']))).toBe('point.unknown');
  });

  test('a knowledge point goes only when no question and no station asks for it', async () => {
    const p = await point('用火');
    const q = await point('用电', [p]);
    const [id = ''] = await several(1);
    const remove = (which: string) =>
      run((tx) =>
        changePoint(tx, tang, { bank, point: which, name: { zh: 'x' }, requires: [], remove: true }),
      );
    await bulk([id], { kind: 'point', point: p });
    await expect(remove(p)).rejects.toMatchObject({ code: 'point.in_use', details: { n: 1 } });
    await bulk([id], { kind: 'point', point: null });
    const station = { id: 's', kind: 'practice', points: [p] };
    const definition = JSON.stringify({ name: { zh: '航程' }, islands: [{ bank, stations: [station] }] });
    await run(async ({ db }) => {
      await db
        .insertInto('quest')
        .values({
          id: `q-${bank}`,
          org,
          state: 'live',
          createdBy: null,
          version: 1,
          hash: '',
          definition,
          createdAt: 1,
        })
        .execute();
    });
    expect(await refusal(remove(p))).toBe('point.in_use');
    await bulk([id], { kind: 'point', point: p });
    expect((await detail(id)).uses.quests).toEqual([{ id: `q-${bank}`, name: { zh: '航程' }, stations: 1 }]);
    await bulk([id], { kind: 'point', point: q });
    expect((await detail(id)).uses.quests).toEqual([]);
    await run(({ db }) =>
      db.updateTable('quest').set({ state: 'archived' }).where('id', '=', `q-${bank}`).execute(),
    );
    await remove(p);
    expect((await frame()).points).toEqual([{ id: q, name: { zh: '用电' }, requires: [], questions: 1 }]);
  });

  test('a question becomes ready by a second pair of eyes, and games draw it from then on', async () => {
    const [id = ''] = await several(1);
    const to = (state: 'draft' | 'review' | 'ready' | 'retired', by: Editor) =>
      bulk([id], { kind: 'state', state }, by);
    const drawn = async () =>
      (await candidatesOf(store.db.read, tang.person, { bank, types: AUTO_GRADED })).length;
    expect(await refusal(to('ready', chen))).toBe('question.state');
    await to('review', tang);
    expect(await refusal(to('ready', tang))).toBe('question.own_review');
    expect(await drawn()).toBe(0);
    await to('ready', chen);
    expect(await drawn()).toBe(1);
    expect(await detail(id)).toMatchObject({ state: 'ready', reviewer: chen.person });
    await run((tx) => saveQuestion(tx, tang, { question: id, base: 1, content: choice('改了一个字') }));
    expect((await detail(id)).state).toBe('ready');
    expect(await refusal(to('draft', chen))).toBe('question.state');
    await to('retired', chen);
    expect(await drawn()).toBe(0);
  });

  test('essays are ready for a trainer to use, but games never draw what a person has to mark', async () => {
    const essay = { id: 'x', type: 'essay', stem: { zh: '谈谈' }, difficulty: 3 } as const;
    const id = await newQuestion(store.ctx, tang, bank, essay);
    await bulk([id], { kind: 'state', state: 'review' });
    await bulk([id], { kind: 'state', state: 'ready' }, chen);
    expect(await candidatesOf(store.db.read, tang.person, { bank, types: AUTO_GRADED })).toEqual([]);
  });

  test('managers and the only editor of a bank may publish at once; nothing unsaved can be published', async () => {
    const boss = await newEditor(store.ctx, org, { role: 'manager' });
    const [id = ''] = await several(1);
    await bulk([id], { kind: 'state', state: 'ready' }, boss);
    const alone = await newEditor(store.ctx, await newCompany(store.ctx));
    const own = await newBank(store.ctx, alone);
    const mine = await newQuestion(store.ctx, alone, own);
    const change = { kind: 'state', state: 'ready' } as const;
    await run((tx) => bulkChange(tx, alone, { bank: own, questions: [mine], change }));
    expect((await detail(mine, alone)).state).toBe('ready');
    const empty = await run((tx) => createQuestion(tx, alone, { bank: own, type: 'short' }));
    const unsaved = run((tx) => bulkChange(tx, alone, { bank: own, questions: [empty], change }));
    expect(await refusal(unsaved)).toBe('question.no_version');
  });

  test('a bulk change is all or nothing', async () => {
    const ids = await several(3);
    await bulk(ids.slice(0, 2), { kind: 'state', state: 'review' });
    expect(await refusal(bulk(ids, { kind: 'state', state: 'ready' }, chen))).toBe('question.state');
    expect((await rowsOf(ids)).filter((r) => r.state === 'ready')).toEqual([]);
    expect(await refusal(bulk([...ids, 'nowhere'], { kind: 'difficulty', difficulty: 1 }))).toBe(
      'question.unknown',
    );
    expect(await refusal(bulk(ids, { kind: 'category', category: 'nowhere' }))).toBe('category.unknown');
    expect(await refusal(bulk(ids, { kind: 'point', point: 'nowhere' }))).toBe('point.unknown');
    expect(await refusal(bulk(ids, { kind: 'reviewer', reviewer: 'nobody' }))).toBe('person.unknown');
    expect(await refusal(bulk(ids, { kind: 'move', bank: 'nowhere' }))).toBe('bank.unknown');
  });

  test('undo brings back exactly what was there, for every kind of change', async () => {
    const ids = await several(4);
    const [a = '', b = ''] = ids;
    const top = await category('安全');
    const p = await point('用火');
    const other = await newBank(store.ctx, tang);
    await bulk([a], { kind: 'category', category: top });
    await bulk([a, b], { kind: 'point', point: p });
    await bulk([a], { kind: 'add-tags', tags: ['旧'] });
    await run((tx) => saveDraft(tx, tang, { question: b, base: 1, content: { half: 'typed' } }));
    await run((tx) => addComment(tx, chen, b, '再想想'));
    const changes: BulkChange[] = [
      { kind: 'state', state: 'review' },
      { kind: 'category', category: null },
      { kind: 'point', point: null },
      { kind: 'difficulty', difficulty: 5 },
      { kind: 'reviewer', reviewer: chen.person },
      { kind: 'add-tags', tags: ['旧', '新'] },
      { kind: 'remove-tags', tags: ['旧'] },
      { kind: 'move', bank: other },
      { kind: 'delete' },
    ];
    for (const change of changes) {
      store.clock.advance(1000);
      const before = [await rowsOf(ids), ...(await Promise.all(ids.map((id) => detail(id))))];
      const batch = await bulk(ids, change);
      expect([change.kind, await rowsOf(ids)]).not.toEqual([
        change.kind,
        change.kind.endsWith('tags') ? [] : before[0],
      ]);
      store.clock.advance(1000);
      const undone = await undo(batch);
      expect([change.kind, undone.undone, undone.kept]).toEqual([change.kind, true, 0]);
      expect([await rowsOf(ids), ...(await Promise.all(ids.map((id) => detail(id))))]).toEqual(before);
    }
  });

  test('undo leaves alone what was changed since and says how many', async () => {
    const ids = await several(3);
    const batch = await bulk(ids, { kind: 'difficulty', difficulty: 4 });
    await bulk(ids.slice(0, 1), { kind: 'difficulty', difficulty: 1 });
    await bulk(ids.slice(1, 2), { kind: 'add-tags', tags: ['后来'] });
    expect(await undo(batch)).toMatchObject({ undone: true, questions: 3, kept: 1, what: 'difficulty' });
    expect(await Promise.all(ids.map(async (id) => (await detail(id)).difficulty))).toEqual([1, 2, 2]);
    expect((await detail(ids[1] ?? '')).tags).toEqual(['后来']);
    expect(await refusal(undo(batch))).toBe('batch.undone');
    expect(await refusal(undo('nowhere'))).toBe('batch.unknown');
  });

  test('two undos at once take one batch back once', async () => {
    const ids = await several(2);
    const batch = await bulk(ids, { kind: 'add-tags', tags: ['新'] });
    const both = await Promise.allSettled([undo(batch), undo(batch, chen)]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('what learners may have met is retired instead of deleted', async () => {
    const [met = '', fresh = ''] = await several(2);
    const boss = await newEditor(store.ctx, org, { role: 'manager' });
    await bulk([met], { kind: 'state', state: 'ready' }, boss);
    await bulk([met], { kind: 'state', state: 'review' }, boss);
    const batch = await bulk([met, fresh], { kind: 'delete' });
    expect((await rowsOf([met, fresh])).map((r) => [r.id, r.state])).toEqual([[met, 'retired']]);
    expect(await findBatch(store.db.read, batch)).toMatchObject({ what: 'delete', questions: 2 });
  });

  test('a merge unites tags and remarks, retires the twin with a word where it went, and can be undone', async () => {
    const [into = '', from = ''] = await several(2);
    await bulk([into], { kind: 'add-tags', tags: ['甲'] });
    await bulk([from], { kind: 'add-tags', tags: ['甲', '乙'] });
    await run((tx) => addComment(tx, chen, from, '像另一题'));
    const before = [await detail(into), await detail(from)];
    store.clock.advance(1000);
    await run((tx) => mergeQuestions(tx, tang, { into, from }));
    expect(await detail(into)).toMatchObject({ tags: ['乙', '甲'], thread: [{ text: '像另一题' }] });
    const gone = await detail(from);
    expect(gone).toMatchObject({ state: 'retired', comments: 0 });
    expect(gone.thread[0]?.text).toContain(into);
    const [batch] = await findBatches(store.db.read, bank, store.clock.now());
    expect(batch).toMatchObject({ kind: 'merge', by: '唐老师', undone: false });
    await undo(batch?.id ?? '');
    expect([await detail(into), await detail(from)]).toEqual(before);
    expect(await refusal(run((tx) => mergeQuestions(tx, tang, { into, from: into })))).toBe(
      'question.unknown',
    );
  });

  test('five hundred questions change and come back as one batch', async () => {
    const ids = Array.from({ length: 500 }, () => crypto.randomUUID());
    const row = { bank, type: 'single', point: '', version: 0, difficulty: 2, author: tang.person };
    await run(({ db }) =>
      db
        .insertInto('question')
        .values(ids.map((id, i) => ({ id, ...row, updatedAt: i })))
        .execute(),
    );
    const before = await rowsOf(ids);
    const batch = await bulk(ids, { kind: 'difficulty', difficulty: 5 });
    expect((await rowsOf(ids)).every((r) => r.difficulty === 5)).toBe(true);
    expect(await undo(batch)).toMatchObject({ questions: 500, kept: 0 });
    expect(await rowsOf(ids)).toEqual(before);
  });
});
