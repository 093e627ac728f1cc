// @vitest-environment node
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createEditing, type EditingStore } from '../../client/studio/editor/editing.ts';
import type { KeptText } from '../../client/studio/editor/kept-text.ts';
import type { QuestionDetail } from '../../server/domain/api-bank.ts';
import { type Question, Question as QuestionShape } from '../../server/domain/question.ts';
import { type Browser, Refused, startTestServer, type TestServer } from '../helpers/server.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let server: TestServer;
let lin: Browser;
let zhao: Browser;
let bank: string;
let question: string;

const first = (id: string): Question =>
  QuestionShape.parse({
    id,
    type: 'single',
    stem: { zh: '先做什么？' },
    options: [{ text: { zh: '核实' } }, { text: { zh: '转账' } }],
    key: 0,
    difficulty: 3,
  });

beforeAll(async () => {
  server = await startTestServer();
  lin = await server.joined('林夏', 'trainer');
  zhao = await server.joined('赵青', 'trainer');
  bank = (await lin.call('POST /api/banks/save', { body: { name: { zh: '库' }, department: null } })).id;
  const holder = (await zhao.call('GET /api/me')).person.id;
  await lin.call('POST /api/banks/share', { body: { bank, kind: 'person', holder, access: 'edit' } });
});
afterAll(() => server.close());
beforeEach(async () => {
  question = (await lin.call('POST /api/questions/create', { body: { bank, type: 'single' } })).id;
  await lin.call('POST /api/questions/save', { body: { question, base: 0, content: first(question) } });
});

const detailFor = (who: Browser): Promise<QuestionDetail> =>
  who.call('GET /api/questions/:id', { params: { id: question } });

const openFor = async (who: Browser, device: { text?: KeptText } = {}): Promise<EditingStore> =>
  createEditing(await detailFor(who), {
    keepDraft: (body) => who.call('POST /api/questions/draft', { body }),
    saveQuestion: (id, base, content) =>
      who.call('POST /api/questions/save', { body: { question: id, base, content } }),
    loadQuestion: (id) => who.call('GET /api/questions/:id', { params: { id } }),
    loadHistory: (id) => who.call('GET /api/questions/:id/history', { params: { id } }),
    dropDraft: (id) => who.call('POST /api/questions/drop-draft', { body: { question: id } }),
    isChanged: (f) => f instanceof Refused && f.code === 'question.changed',
    isOffline: (f) => !(f instanceof Refused),
    keeper: {
      read: () => device.text,
      write: (kept) => {
        device.text = kept;
      },
      drop: () => {
        delete device.text;
      },
    },
    now: server.clock.now,
    after: () => () => {},
  });

const write = (e: EditingStore, change: Partial<Question>): void =>
  e.autosave.type({ ...(e.autosave.store.getState().content as Question), ...change });
const textOf = (e: EditingStore) => e.autosave.store.getState().content;

/** 赵青 saves version 2 while 林夏 writes on version 1. */
const clash = async (): Promise<EditingStore> => {
  const [mine, theirs] = [await openFor(lin), await openFor(zhao)];
  write(mine, { stem: { zh: '林夏的题干' } });
  write(theirs, { explanation: { zh: '赵青的解析' } });
  expect(await theirs.save('zh')).toMatchObject({ kind: 'saved', version: 2, fresh: true });
  expect(await mine.save('zh')).toEqual({ kind: 'conflict' });
  return mine;
};

describe('two editors of one question', () => {
  test('see each other by name while they write', async () => {
    const [mine, theirs] = [await openFor(lin), await openFor(zhao)];
    write(theirs, { stem: { zh: '赵青在写' } });
    await theirs.autosave.flush();
    await mine.poll();
    expect(mine.autosave.store.getState().editors).toMatchObject([{ name: '赵青' }]);
  });

  test('never overwrite each other: the second one sees both texts and who wrote', async () => {
    const mine = await clash();
    expect(mine.store.getState().conflict).toMatchObject({
      by: '赵青',
      base: { stem: { zh: '先做什么？' } },
      theirs: { version: 2, content: { explanation: { zh: '赵青的解析' } } },
    });
    expect(textOf(mine)).toMatchObject({ stem: { zh: '林夏的题干' } });
    expect((await detailFor(lin)).mine).toMatchObject({ content: { stem: { zh: '林夏的题干' } } });
  });

  test('may keep mine as the next version; theirs stays in the history', async () => {
    const mine = await clash();
    expect(await mine.keepMine('zh')).toMatchObject({ kind: 'saved', version: 3 });
    const versions = await lin.call('GET /api/questions/:id/history', { params: { id: question } });
    expect(versions.map((v) => v.by)).toEqual(['林夏', '赵青', '林夏']);
    expect(mine.autosave.store.getState().status).toBe('clean');
  });

  test('may take theirs; mine is put aside and can be brought back', async () => {
    const mine = await clash();
    await mine.takeTheirs();
    expect(textOf(mine)).toMatchObject({ stem: { zh: '先做什么？' }, explanation: { zh: '赵青的解析' } });
    expect(mine.store.getState().conflict).toBeUndefined();
    mine.bringBack();
    expect(textOf(mine)).toMatchObject({ stem: { zh: '林夏的题干' } });
    expect(await mine.save('zh')).toMatchObject({ kind: 'saved', version: 3 });
  });

  test('may merge field by field, and save that', async () => {
    const mine = await clash();
    mine.merge({ stem: 'mine', explanation: 'theirs' });
    expect(await mine.save('zh')).toMatchObject({ kind: 'saved', version: 3 });
    expect((await detailFor(zhao)).content).toMatchObject({
      stem: { zh: '林夏的题干' },
      explanation: { zh: '赵青的解析' },
    });
  });

  test('who only looks gets the new version by itself', async () => {
    const [mine, theirs] = [await openFor(lin), await openFor(zhao)];
    write(theirs, { stem: { zh: '新题干' } });
    await theirs.save('zh');
    await mine.poll();
    expect(textOf(mine)).toMatchObject({ stem: { zh: '新题干' } });
    expect(mine.autosave.store.getState()).toMatchObject({ status: 'clean', base: 2 });
  });

  test('who writes hears of the new version before saving', async () => {
    const [mine, theirs] = [await openFor(lin), await openFor(zhao)];
    write(mine, { stem: { zh: '林夏的题干' } });
    write(theirs, { stem: { zh: '新题干' } });
    await theirs.save('zh');
    await mine.poll();
    expect(mine.autosave.store.getState()).toMatchObject({ base: 1, newest: 2 });
    expect(textOf(mine)).toMatchObject({ stem: { zh: '林夏的题干' } });
  });
});

describe('one editor', () => {
  test('finds the text again after a login that ran out', async () => {
    const device: { text?: KeptText } = {};
    const before = await openFor(lin, device);
    const cookie = lin.cookie();
    lin.setCookie('');
    write(before, { stem: { zh: '没有送到的文字' } });
    await before.autosave.flush();
    expect(before.autosave.store.getState().status).toBe('refused');
    lin.setCookie(cookie);
    const again = await openFor(lin, device);
    expect(again.store.getState().opening).toMatchObject({ from: 'device' });
    expect(textOf(again)).toMatchObject({ stem: { zh: '没有送到的文字' } });
    expect(await again.save('zh')).toMatchObject({ kind: 'saved', version: 2 });
    expect(device.text).toBeUndefined();
  });

  test('is told what is missing and keeps the draft', async () => {
    const mine = await openFor(lin);
    write(mine, { stem: {} });
    const saved = await mine.save('zh');
    expect(saved).toMatchObject({ kind: 'invalid', faults: [{ path: 'stem' }] });
    expect((await detailFor(lin)).mine).toBeDefined();
  });

  test('may discard what is not in a version', async () => {
    const mine = await openFor(lin);
    write(mine, { stem: { zh: 'weg' } });
    await mine.discard();
    expect(textOf(mine)).toMatchObject({ stem: { zh: '先做什么？' } });
    expect((await detailFor(lin)).mine).toBeUndefined();
  });

  test('makes no version of an unchanged text', async () => {
    const mine = await openFor(lin);
    expect(await mine.save('zh')).toEqual({ kind: 'saved', version: 1, fresh: false });
  });
});
