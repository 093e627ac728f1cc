import { App } from 'antd';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { setSettings } from '../../client/stores/settings.ts';
import { ReviewQueue } from '../../client/studio/banks/review/ReviewQueue.tsx';
import type { Me } from '../../server/domain/api.ts';
import type { BankFrame, QuestionRow } from '../../server/domain/api-bank.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { change, clearTheStage, press, setTheStage, settle, show } from './play-stage.tsx';

/** The studio's parts take long to load on a busy machine. */
vi.setConfig({ testTimeout: 30_000 });

const me: Me = {
  person: { id: 'me', name: '唐老师', role: 'trainer', guest: false, avatar: '' },
  org: { id: 'o', name: '群岛', code: 'c', zone: 'Asia/Shanghai' },
  session: 's',
  settings: DEFAULT_SETTINGS,
};
const frame: BankFrame = {
  bank: {
    id: 'b',
    name: { zh: '库' },
    access: 'edit',
    shipped: false,
    counts: { draft: 0, review: 3, ready: 0, retired: 0 },
    shares: [],
  },
  categories: [],
  tags: [],
  points: [],
  people: [],
};
const row = (id: string, author = 'zhou'): QuestionRow => ({
  ...{
    id,
    bank: 'b',
    name: id,
    stem: `题 ${id}`,
    type: 'true-false',
    state: 'review',
    version: 1,
    difficulty: 1,
  },
  ...{ tags: [], author, updatedAt: 1, comments: 0, draft: false, answers: 0, flags: [] },
});

type Said = { path: string; body: { questions?: string[]; change?: { state: string }; text?: string } };
/** The network: a queue of three, and what was asked of it. */
const doors = (rows: QuestionRow[]) => {
  const said: Said[] = [];
  const reply = ({ path, body }: Said): unknown => {
    if (path === '/api/questions/search') return { total: rows.length, rows, tookMs: 1 };
    if (path === '/api/questions/read')
      return (body.questions ?? []).map((id) => ({
        ...row(id),
        access: 'edit',
        content: { id, type: 'true-false', stem: { zh: `题 ${id}` }, key: true, difficulty: 1 },
        ...{ editors: [], thread: [], uses: { quests: [], attempts: 0 } },
      }));
    return {
      id: `batch-${said.length}`,
      kind: 'bulk',
      at: 1,
      by: '唐老师',
      what: 'state',
      questions: 1,
      undone: false,
    };
  };
  const fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const call: Said = { path, body: JSON.parse(String(init.body ?? '{}')) as Said['body'] };
    said.push(call);
    const own =
      call.body.change?.state === 'ready' &&
      rows.some((r) => r.author === 'me' && call.body.questions?.includes(r.id));
    const [status, body] = own ? [409, { code: 'question.own_review', details: {} }] : [200, reply(call)];
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  };
  return {
    fetch,
    changes: () => said.filter((s) => s.path !== '/api/questions/search' && s.path !== '/api/questions/read'),
  };
};

const review = async (rows: QuestionRow[]) => {
  const server = doors(rows);
  setTheStage(server);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined;
      unobserve = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
  await show(
    <App>
      <ReviewQueue me={me} frame={frame} onFrame={() => undefined} onChange={() => undefined} />
    </App>,
  );
  return server;
};
const stem = (): string =>
  document.querySelector('.review h2, .review h1, .review .preview')?.textContent ?? '';
const progress = (): string => document.querySelector('.review-progress strong')?.textContent ?? '';

beforeEach(() => {
  setLang('zh');
  setSettings(DEFAULT_SETTINGS);
});
afterEach(clearTheStage);

test('A approves the question on the desk and brings the next one', async () => {
  const server = await review([row('q1'), row('q2'), row('q3')]);
  expect(stem()).toContain('题 q1');
  expect(progress()).toBe('1 / 3');
  await press('a');
  await settle();
  expect(server.changes().map((s) => s.body)).toEqual([
    { bank: 'b', questions: ['q1'], change: { kind: 'state', state: 'ready' } },
  ]);
  expect(stem()).toContain('题 q2');
  expect(progress()).toBe('2 / 3');
});

test('S leaves a question for the end of the queue and changes nothing', async () => {
  const server = await review([row('q1'), row('q2')]);
  await press('s');
  await settle();
  expect(stem()).toContain('题 q2');
  await press('s');
  await settle();
  expect(stem()).toContain('题 q1');
  expect(server.changes()).toEqual([]);
});

test('B asks for a word of why before a question goes back', async () => {
  const server = await review([row('q1'), row('q2')]);
  await press('b');
  await settle(200);
  const field = document.querySelector<HTMLTextAreaElement>('#review-why');
  expect(field).not.toBeNull();
  await press('a');
  expect(server.changes()).toEqual([]);
});

test('a question of one’s own is refused in words and stays on the desk', async () => {
  await review([row('q1', 'me'), row('q2')]);
  await press('a');
  await settle(100);
  expect(document.body.textContent).toContain('请让别人来审你写的题');
  expect(stem()).toContain('题 q1');
});

test('single letters do nothing for somebody who has switched them off', async () => {
  const server = await review([row('q1'), row('q2')]);
  await change(() => setSettings({ shortcuts: false }));
  await press('a');
  await settle();
  expect(server.changes()).toEqual([]);
  expect(stem()).toContain('题 q1');
});
