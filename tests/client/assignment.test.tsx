import { afterEach, beforeEach, expect, test } from 'vitest';
import { resetWork, work } from '../../client/stores/assignment.ts';
import { AssignmentScreen } from '../../client/ui/assignment/AssignmentScreen.tsx';
import { write } from '../../client/ui/assignment/sync.ts';
import type { AssignmentView } from '../../server/domain/api-station.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { handIn, type Submission, withdraw, writeDraft } from '../../server/domain/submission.ts';
import {
  all,
  button,
  change,
  clearTheStage,
  click,
  one,
  page,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';

/** The real rules over one submission, behind a network that can be cut. */
const camp = () => {
  const net = { down: false };
  let state: Submission = { state: 'draft', rev: 0, nth: 0, text: '', files: 0 };
  const view = (): AssignmentView => ({
    station: 's',
    island: 'i',
    name: { zh: '安全体检' },
    assignment: {
      brief: { zh: '写三处发现' },
      rubric: [{ name: { zh: '具体' }, points: 40 }],
      accepts: ['text'],
    },
    submission: {
      id: 'w1',
      state: state.state,
      rev: state.rev,
      text: state.text,
      files: [],
      savedAt: 0,
      kudos: 0,
      ...(state.nth > 0 ? { submittedAt: 1 } : {}),
    },
    coins: { accepted: 60, rubric: 40 },
  });
  const save = (rev: number, text: string): void => {
    state = writeDraft(state, { rev, text });
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (net.down) throw new TypeError('Failed to fetch');
    const body = JSON.parse(String(init.body ?? '{}')) as { rev: number; text: string };
    try {
      if (url.endsWith('/draft')) save(body.rev, body.text);
      else if (url.endsWith('/submit')) state = handIn(state, ['text']);
      else if (url.endsWith('/withdraw')) state = withdraw(state);
      else if (url.endsWith('/peers')) return new Response('[]');
      else if (!url.endsWith('/assignments/s')) return new Response('{}', { status: 404 });
      return new Response(JSON.stringify(view()));
    } catch (fault) {
      if (!(fault instanceof RuleError)) throw fault;
      return new Response(JSON.stringify({ code: fault.code, details: fault.details }), { status: 409 });
    }
  };
  return { net, fetch, now: () => state, elsewhere: (text: string) => save(state.rev, text) };
};

let server = camp();
beforeEach(() => {
  server = camp();
  setTheStage(server);
});
afterEach(async () => {
  await clearTheStage();
  resetWork();
});
const open = () => show(<AssignmentScreen station="s" />);
const save = () => one('.save').textContent;

test('the rubric stands before the box, and what is written saves itself', async () => {
  await open();
  const order = one('.camp-in').textContent ?? '';
  expect(order.indexOf('评分标准')).toBeLessThan(order.indexOf('你的作业'));
  await change(() => write('第一处'));
  await settle(900);
  expect(server.now().text).toBe('第一处');
  expect(save()).toContain('已保存');
});

test('without a network the draft stays on the device and goes on after a reload', async () => {
  await open();
  server.net.down = true;
  await change(() => write('写在船上'));
  await settle(900);
  expect(save()).toContain('待同步');
  const kept = { ...localStorage };
  await clearTheStage();
  setTheStage(server);
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
  server.net.down = false;
  await open();
  expect(one('textarea').textContent).toBe('写在船上');
  await settle(5000);
  expect(server.now().text).toBe('写在船上');
}, 15_000);

test('what another device wrote meanwhile is shown beside mine, and nothing is lost before I choose', async () => {
  await open();
  server.elsewhere('另一台写的');
  await change(() => write('这台写的'));
  await settle(900);
  expect(one('.conflict').textContent).toContain('另一台写的');
  expect(one('.conflict').textContent).toContain('这台写的');
  expect(server.now().text).toBe('另一台写的');
  await click(button('留这一份'));
  await settle(900);
  expect(server.now().text).toBe('这台写的');
  expect(all('.conflict')).toHaveLength(0);
});

test('handing in asks once, saves first, and can be taken back', async () => {
  await open();
  await change(() => write('三处都写了'));
  await click(button('提交作业'));
  expect(server.now().state).toBe('draft');
  await click(all('.submit .btn-cta')[0]);
  await settle(300);
  expect(server.now()).toMatchObject({ state: 'submitted', text: '三处都写了' });
  expect(page()).toContain('已提交，等培训师批改');
  await click(button('撤回修改'));
  await settle(200);
  expect(server.now().state).toBe('draft');
  expect(work.getState().text).toBe('三处都写了');
});

test('an empty work is not handed in, and the page says why', async () => {
  await open();
  await settle(200);
  await click(button('提交作业'));
  await click(all('.submit .btn-cta')[0]);
  await settle(200);
  expect(server.now().state).toBe('draft');
  expect(one('.submit .fault-note').textContent).toContain('作业还是空的');
});
