import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { people as en } from '../../client/i18n/en/people.ts';
import { setLang } from '../../client/i18n/index.ts';
import { people as zh } from '../../client/i18n/zh/people.ts';
import { setLine } from '../../client/stores/honours.ts';
import { hearNotice } from '../../client/stores/notice.ts';
import { forgetPeople, newcomers } from '../../client/stores/people.ts';
import { screen } from '../../client/stores/screen.ts';
import { session } from '../../client/stores/session.ts';
import { toasts } from '../../client/stores/toast.ts';
import { ChannelList } from '../../client/ui/chat/ChannelList.tsx';
import { Line } from '../../client/ui/chat/Line.tsx';
import { PlaceRow } from '../../client/ui/honours/PlaceRow.tsx';
import { FaceLine } from '../../client/ui/kind/FaceLine.tsx';
import { beginWith, tryPart, undo } from '../../client/ui/people/look-history.ts';
import { MyPortrait } from '../../client/ui/people/MyPortrait.tsx';
import { followPeople } from '../../client/ui/people/news.ts';
import { People } from '../../client/ui/people/People.tsx';
import type { ChannelView, ChatLine } from '../../server/domain/api-chat.ts';
import type { FriendsView } from '../../server/domain/api-friends.ts';
import type { Face } from '../../server/domain/face.ts';
import { LOOK_PARTS, type Look } from '../../server/domain/look.ts';
import { ME } from './hall-fixtures.ts';
import { all, button, change, clearTheStage, click, page, setTheStage, settle, show } from './play-stage.tsx';

const face = (id: string, name: string) => ({ id, name, avatar: id });
const EMPTY: FriendsView = { friends: [], incoming: [], outgoing: [], blocked: [], code: 'CDF3KH' };
const FULL: FriendsView = {
  friends: [
    { face: face('p1', '周海燕'), online: false, since: 1, day: { streak: 0, today: false, island: '' } },
    {
      face: face('p2', '单雄信'),
      online: true,
      at: { island: '', station: '' },
      since: 2,
      day: { streak: 4, today: true, island: '' },
    },
  ],
  incoming: [{ face: face('p3', '曾小贤'), at: 3 }],
  outgoing: [{ face: face('p4', '赵云帆'), at: 4 }],
  blocked: [face('p5', '某某')],
  code: 'CDF3KH',
};
let view: FriendsView;
const sent: { key: string; body: unknown }[] = [];
const server = {
  fetch: async (url: string, init: RequestInit): Promise<Response> => {
    const key = `${init.method} ${url}`;
    sent.push({ key, body: JSON.parse(String(init.body ?? 'null')) });
    if (key.startsWith('GET /api/people/find'))
      return new Response(JSON.stringify([{ face: face('p6', '解晓东'), bond: 'none' }]));
    if (key.includes('/api/friends')) return new Response(JSON.stringify(view));
    return new Response(JSON.stringify({ titles: [], badges: [], leagues: [] }));
  },
};

beforeEach(() => {
  setTheStage(server);
  setLang('zh');
  sent.length = 0;
  view = FULL;
  session.setState({ status: 'in', me: ME, online: true }, true);
  forgetPeople();
});
afterEach(clearTheStage);

const open = async (): Promise<void> => {
  await show(<People />);
  await settle();
};
const type = (text: string): Promise<void> =>
  change(() => {
    const input = document.querySelector<HTMLInputElement>('input[type=search]');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input?.dispatchEvent(new Event('input', { bubbles: true }));
  });

describe('the friends page', () => {
  test('shows who waits for me, who is here first, and what a friend did today', async () => {
    await open();
    expect(page()).toContain('想和你做岛友');
    const names = all('.person-row b').map((b) => b.textContent);
    expect(names).toEqual(['曾小贤', '单雄信', '周海燕', '赵云帆']);
    expect(page()).toContain('在海上 · 连续 4 天 · 今天已启航');
    expect(page()).toContain('CDF 3KH');
  });

  test('says what to do when there is nobody yet', async () => {
    view = EMPTY;
    await open();
    expect(page()).toContain('还没有岛友');
    expect(page()).not.toContain('想和你做岛友');
  });

  test('accepts with one press, and the request is gone', async () => {
    await open();
    view = {
      ...FULL,
      incoming: [],
      friends: [...FULL.friends, { face: face('p3', '曾小贤'), online: false, since: 5 }],
    };
    await click(button('同意 曾小贤'));
    await settle();
    expect(sent.find((s) => s.key === 'POST /api/friends')?.body).toEqual({ person: 'p3', act: 'accept' });
    expect(page()).not.toContain('想和你做岛友');
    expect(toasts.getState().log.at(-1)?.text).toBe('你和 曾小贤 成了岛友！');
  });

  test('asks the server when the typing rests, once', async () => {
    await open();
    for (const text of ['x', 'xx', 'xxd']) await type(text);
    await settle(400);
    expect(sent.filter((s) => s.key.startsWith('GET /api/people/find')).map((s) => s.key)).toEqual([
      'GET /api/people/find?text=xxd',
    ]);
    expect(button('加 解晓东 为岛友')).toBeDefined();
  });

  test('a face leads to the profile', async () => {
    await open();
    await click(button('看 单雄信 的名片'));
    expect(screen.getState()).toEqual({ name: 'person', person: 'p2' });
  });
});

test('a new request and a cheer come as notices with the face of whom they are from', async () => {
  view = EMPTY;
  const stop = followPeople();
  await settle();
  view = FULL;
  hearNotice({ kind: 'friends' });
  hearNotice({ kind: 'cheer', from: 'p2', name: '单雄信', avatar: 'p2', cheer: 'cheer' });
  await settle();
  stop();
  const said = toasts.getState().log.map((x) => [x.text, x.avatar]);
  expect(said).toContainEqual(['曾小贤 想和你做岛友', 'p3']);
  expect(said).toContainEqual(['单雄信 为你加油！', 'p2']);
});

test('who was there before is no newcomer', () => {
  expect(newcomers(FULL.friends, FULL.friends)).toEqual([]);
  expect(newcomers([], FULL.incoming).map((n) => n.face.id)).toEqual(['p3']);
});

describe('the frame that is worn', () => {
  const frames = (): string[] => all('[class*="portrait-frame"]').map((e) => e.className.split(' ')[1] ?? '');
  const author: Face = { ...face('p2', '单雄信'), frame: 'frame.gold' };
  const line: ChatLine = { seq: 1, person: 'p2', at: 1, text: '大家好', reactions: [] };

  test('is around a face wherever others see it: chat, channels, texts, boards', async () => {
    const chat = { channel: 'c1', line, mine: false, together: false, shut: false, onPick: () => undefined };
    const channel: ChannelView = {
      id: 'c1',
      kind: 'direct',
      name: '单雄信',
      face: author,
      here: true,
      seq: 1,
      read: 1,
      unread: 0,
      muted: false,
      slow: 0,
    };
    await show(
      <ul>
        <Line {...chat} face={author} />
        <ChannelList list={[channel]} open={undefined} />
        <FaceLine face={author} />
        <PlaceRow rank={1} face={author} score="12" />
      </ul>,
    );
    expect(frames()).toEqual(Array(4).fill('portrait-frame-gold'));
  });

  test('is around my own face as soon as the server says so, and gone when it is taken off', async () => {
    await show(<MyPortrait avatar="me" size={46} />);
    expect(frames()).toEqual([]);
    const worn = { xp: 0, level: 1, toNext: 0, fresh: 0 };
    await change(() => setLine({ ...worn, frame: 'frame.rope' }));
    expect(frames()).toEqual(['portrait-frame-rope']);
    await change(() => setLine(worn));
    expect(frames()).toEqual([]);
  });
});

test('the editor takes back step by step, and the same part is no step', () => {
  const look = { body: 'dome', top: 'none' } as Look;
  const tried = tryPart(tryPart(tryPart(beginWith(look), 'body', 'round'), 'body', 'round'), 'top', 'fin');
  expect(tried.look).toMatchObject({ body: 'round', top: 'fin' });
  expect(undo(tried).look).toMatchObject({ body: 'round', top: 'none' });
  expect(undo(undo(undo(tried))).look).toEqual(look);
});

test('every part of a critter has a name in both languages', () => {
  for (const { id } of LOOK_PARTS) {
    expect(Object.keys(zh)).toContain(id);
    expect(Object.keys(en)).toContain(id);
  }
});
