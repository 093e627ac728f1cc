import { App } from 'antd';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Marking } from '../../client/studio/marking/Marking.tsx';
import type { Me } from '../../server/domain/api.ts';
import type { EssayView } from '../../server/domain/api-bank.ts';
import type { SubmissionView } from '../../server/domain/api-station.ts';
import { all, clearTheStage, click, one, page, setTheStage, settle, show } from './play-stage.tsx';

const work = (id: string, submittedAt: number, more: Partial<SubmissionView> = {}): SubmissionView => ({
  id,
  state: 'submitted',
  rev: 3,
  person: { id: `p${id}`, name: `学员${id}` },
  quest: { zh: '入职' },
  station: { zh: '第一周' },
  assignment: {
    brief: { zh: '写一写。' },
    rubric: [
      { name: { zh: '内容' }, points: 6 },
      { name: { zh: '表达' }, points: 4 },
    ],
    accepts: ['text', 'photo', 'file'],
  },
  text: `${id} 的一周`,
  files: [],
  nth: 1,
  submittedAt,
  ...more,
});
const essay: EssayView = {
  id: 'e1',
  question: 'q',
  stem: { zh: '怎么办？' },
  by: '学员三',
  at: 2000,
  text: '道歉。',
  rubric: [{ name: { zh: '要点' }, points: 5 }],
};
let submissions: SubmissionView[];
let marked: Record<string, unknown>[];
let late: boolean;
const server = {
  fetch: async (url: string, init: { body?: string }): Promise<Response> => {
    const body = JSON.parse(init.body ?? '{}') as Record<string, unknown>;
    if (url === '/api/essays') return Response.json([essay]);
    if (url === '/api/submissions') return Response.json(submissions);
    const found = submissions.find((s) => s.id === body.submission);
    if (url === '/api/submissions/open') return Response.json({ ...found, state: 'marking', marker: '我' });
    if (late) {
      submissions = submissions.map((s) =>
        s.id === body.submission
          ? { ...s, state: 'accepted', rev: 4, marks: [6, 4], score: 1, markedAt: 9 }
          : s,
      );
      return Response.json({ code: 'submission.changed' }, { status: 409 });
    }
    marked.push(body);
    const state = body.decision === 'accept' ? 'accepted' : 'returned';
    return Response.json({ ...found, state, rev: 4, marks: body.marks, score: 0.8, markedAt: 5000 });
  },
};
/** What Ant Design asks a browser for. */
const stubBrowser = (): void => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => {};
      unobserve = () => {};
      disconnect = () => {};
    },
  );
};
const me = { person: { id: 'me' }, org: { zone: 'Asia/Shanghai' } } as Me;
const key = async (name: string, more: KeyboardEventInit = {}): Promise<void> => {
  await act(async () => {
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }),
    );
  });
  await settle(60);
};
const CTRL = { ctrlKey: true };

describe('the marking desk', () => {
  beforeEach(async () => {
    submissions = [
      work('1', 3000),
      work('2', 1000),
      work('0', 500, { state: 'returned', markedAt: 1, score: 0.2 }),
    ];
    marked = [];
    late = false;
    setTheStage(server);
    stubBrowser();
    await show(
      <App>
        <Marking me={me} />
      </App>,
    );
    await settle(150);
  });
  afterEach(clearTheStage);
  const rows = () =>
    all('.marking-queue li small').map((b) => b.textContent?.split(' · ').slice(0, 2).join(' '));

  test('has essays and assignments in one queue, the oldest first', () => {
    expect(rows()).toEqual(['作业 学员2', '论述题 学员三', '作业 学员1', '作业 学员0']);
    expect(page()).toContain('2 的一周');
  });

  test('gives points by number keys, accepts by Ctrl + Enter and shows the next work at once', async () => {
    expect(document.activeElement?.closest('.marking-line')).not.toBeNull();
    await key('5');
    await click(all('.marking-line')[1]?.querySelector('input'));
    all('.marking-line')[1]?.querySelector<HTMLElement>('input')?.focus();
    await key('3');
    await key('Enter', CTRL);
    await settle(150);
    expect(marked).toMatchObject([{ submission: '2', base: 3, marks: [5, 3], decision: 'accept' }]);
    expect(page()).toContain('道歉。');
  });

  test('returns a work only with a comment, and keeps phrases for the next time', async () => {
    await key('1');
    all('.marking-line')[1]?.querySelector<HTMLElement>('input')?.focus();
    await key('1');
    await key('Enter', { ...CTRL, shiftKey: true });
    expect(marked).toEqual([]);
    await click(one('.marking-comment li button'));
    await key('Enter', { ...CTRL, shiftKey: true });
    await settle(150);
    expect(marked).toMatchObject([
      { submission: '2', decision: 'return', comment: '写得很完整，继续保持！', marks: [1, 1] },
    ]);
  });

  test('says plainly when somebody else was faster, and shows what they decided', async () => {
    late = true;
    await key('6');
    all('.marking-line')[1]?.querySelector<HTMLElement>('input')?.focus();
    await key('4');
    await key('Enter', CTRL);
    await settle(300);
    expect(document.body.textContent).toContain('别人先批阅了');
    expect(page()).toContain('已接受');
  });
});
