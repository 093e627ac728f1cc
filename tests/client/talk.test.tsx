import { afterEach, beforeEach, expect, test } from 'vitest';
import { setSettings } from '../../client/stores/settings.ts';
import { resetTalk } from '../../client/stores/talk.ts';
import { TalkScreen } from '../../client/ui/talk/TalkScreen.tsx';
import type { AttemptView } from '../../server/domain/api.ts';
import type { Talk, TalkState } from '../../server/domain/talk.ts';
import { choose, startTalk, talkEnded, talkView } from '../../server/domain/talk-run.ts';
import {
  all,
  button,
  clearTheStage,
  click,
  one,
  page,
  press,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';

const said = (id: string, score: number, next: string) => ({
  id,
  text: { zh: `我说${id}` },
  score,
  feedback: { zh: `${id}的反馈` },
  next,
});
const TALK: Talk = {
  other: { name: { zh: '赵经理' }, role: { zh: '客户' }, icon: 'person' },
  situation: { zh: '报表很慢' },
  start: 'hello',
  nodes: [
    { kind: 'line', id: 'hello', speaker: 'other', mood: 'angry', text: { zh: '又慢了！' }, next: 'first' },
    {
      kind: 'choice',
      id: 'first',
      mood: 'angry',
      text: { zh: '怎么办？' },
      options: [said('own', 1, 'end'), said('deny', 0, 'end')],
    },
    { kind: 'end', id: 'end', text: { zh: '挂断了电话。' } },
  ],
};

/** The real rules over one role play, done once per command id, behind a network that can be cut. */
const talkServer = () => {
  const net = { down: false, loseReplies: 0 };
  const sent: { url: string; id: string }[] = [];
  const done = new Map<string, AttemptView>();
  let state: TalkState = startTalk(TALK);
  const view = (): AttemptView => ({
    id: 't1',
    island: 'rules',
    station: 'rules-6',
    status: talkEnded(TALK, state) ? 'ended' : 'open',
    startedAt: 0,
    serverNow: 0,
    items: [],
    ...talkView(TALK, state, 't1'),
  });
  const work = (url: string, body: { node: string; option: string }): AttemptView => {
    if (url === '/api/attempts/choose') state = choose(TALK, state, { ...body, now: 0 });
    else if (url === '/api/attempts/start' && talkEnded(TALK, state)) state = startTalk(TALK);
    return view();
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (net.down) throw new TypeError('Failed to fetch');
    if (!url.startsWith('/api/attempts')) return new Response('{"code":"not_found"}', { status: 404 });
    const id = new Headers(init.headers).get('command-id') ?? '';
    sent.push({ url, id });
    const reply = done.get(id) ?? work(url, JSON.parse(String(init.body ?? '{}')));
    if (id !== '') done.set(id, reply);
    if (net.loseReplies > 0 && url.endsWith('choose')) {
      net.loseReplies -= 1;
      throw new TypeError('Failed to fetch');
    }
    return new Response(JSON.stringify(reply));
  };
  return { net, fetch, choices: () => sent.filter((s) => s.url.endsWith('choose')) };
};

let server = talkServer();
beforeEach(() => {
  server = talkServer();
  setTheStage(server);
  setSettings({ motion: 'reduced' });
});
afterEach(clearTheStage);
const open = () => show(<TalkScreen station="rules-6" />);

test('what the other side says and how it feels stands there before the choice', async () => {
  await open();
  expect(one('[role="log"]').textContent).toContain('又慢了！');
  expect(one('.mood').textContent).toContain('生气');
  expect(all('.talk-option')).toHaveLength(2);
});

test('with motion, a line is typed in and can be skipped; a screen reader has it whole at once', async () => {
  setSettings({ motion: 'full' });
  await open();
  expect(all('.talk-option')).toHaveLength(0);
  expect(one('.line-other .sr-only + span, .line-other').textContent).toContain('又慢了！');
  await press(' ');
  expect(all('.talk-option')).toHaveLength(2);
});

test('a number key says the thing beside it, and the feedback names what was better', async () => {
  await open();
  const at = all('.talk-option').findIndex((o) => o.textContent?.includes('deny'));
  await press(String(at + 1));
  expect(one('.line-me').textContent).toContain('我说deny');
  await click(button('看看反馈'));
  expect(page()).toContain('换个说法');
  expect(page()).toContain('deny的反馈');
  expect(one('.talk-better').textContent).toContain('我说own');
});

test('a choice whose reply got lost goes out again with the same command id and is said once', async () => {
  await open();
  server.net.loseReplies = 1;
  await click(button('我说own'));
  await settle(900);
  const ids = server.choices().map((s) => s.id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(all('.line-me')).toHaveLength(1);
});

test('a choice made without a network waits on the device and is sent after a reload', async () => {
  await open();
  server.net.down = true;
  await click(button('我说own'));
  expect(one('.line-sending').textContent).toContain('待同步');
  const kept = { ...localStorage };
  await clearTheStage();
  server.net.down = false;
  setTheStage(server);
  setSettings({ motion: 'reduced' });
  resetTalk();
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
  await open();
  await settle(3200);
  expect(server.choices().length).toBeGreaterThan(0);
  expect(one('.line-me').textContent).toContain('我说own');
  expect(all('.line-sending')).toHaveLength(0);
});

test('again starts a new talk', async () => {
  await open();
  await click(button('我说own'));
  await click(button('看看反馈'));
  await click(button('再来一次'));
  expect(all('.talk-option')).toHaveLength(2);
  expect(all('.line-me')).toHaveLength(0);
});
