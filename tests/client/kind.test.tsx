import { afterEach, beforeEach, expect, test } from 'vitest';
import { hearNotice } from '../../client/stores/notice.ts';
import { BottleButton } from '../../client/ui/kind/BottleButton.tsx';
import { GiftDialog } from '../../client/ui/kind/GiftDialog.tsx';
import { GiftShower } from '../../client/ui/kind/GiftShower.tsx';
import { PursePage } from '../../client/ui/kind/PursePage.tsx';
import { csvOf } from '../../client/ui/kind/purse-csv.ts';
import { kindOf, reasonKey } from '../../client/ui/kind/reasons.ts';
import type { StationView } from '../../server/domain/api.ts';
import type { GiftRoom, Statement } from '../../server/domain/api-kind.ts';
import { all, clearTheStage, click, one, page, setTheStage, settle, show } from './play-stage.tsx';

const sent: { key: string; body: unknown }[] = [];
const server = (replies: Record<string, unknown>) => ({
  fetch: async (url: string, init: RequestInit): Promise<Response> => {
    const key = `${init.method} ${url}`;
    sent.push({ key, body: JSON.parse(String(init.body ?? 'null')) });
    const reply = replies[key];
    return new Response(JSON.stringify(reply ?? { code: 'not_found' }), { status: reply ? 200 : 404 });
  },
});
const ROOM: GiftRoom = {
  to: { id: 'p2', name: '陈一帆', avatar: 'b' },
  balance: 80,
  left: { day: 40, friend: 20 },
  taxPercent: 10,
};
const STATEMENT: Statement = {
  balance: 12,
  total: { in: 20, out: 8 },
  months: [{ month: 202611, in: 20, out: 8 }],
  lines: [
    { id: 2, at: 0, amount: -8, balance: 12, reason: 'gift', with: '=陈,一帆', text: '"谢谢"' },
    { id: 1, at: 0, amount: 20, balance: 20, reason: 'words of tomorrow' },
  ],
};

beforeEach(() => {
  sent.length = 0;
});
afterEach(clearTheStage);

test('a gift offers what may be given, says the tax, and goes out with the second press only', async () => {
  setTheStage(server({ 'GET /api/gifts/p2': ROOM, 'POST /api/gifts': { ...ROOM, balance: 70 } }));
  await show(<GiftDialog to={ROOM.to} onClose={() => undefined} />);
  await settle();
  expect(all('.gift-chips label').map((l) => l.textContent)).toEqual(['5', '10', '20']);
  expect(one('.gift-tax').textContent).toContain('1 枚归公司，对方收到 9 枚');
  const gifts = () => sent.filter((s) => s.key === 'POST /api/gifts');
  await click(one('.hold .btn'));
  expect(gifts()).toHaveLength(0);
  await click(one('.hold .btn'));
  await settle();
  expect(gifts().map((g) => g.body)).toEqual([{ to: 'p2', amount: 10, text: '' }]);
});

test('a gift that is not possible says why instead of offering it', async () => {
  setTheStage(server({ 'GET /api/gifts/p2': { ...ROOM, refused: 'gift.friends_only' } }));
  await show(<GiftDialog to={ROOM.to} onClose={() => undefined} />);
  await settle();
  expect(page()).toContain('只能送给好友');
  expect(all('.hold .btn')).toHaveLength(0);
});

test('coins that arrive are told with name and number, one gift after the other', async () => {
  setTheStage(server({}));
  await show(<GiftShower />);
  const gift = { kind: 'gift', from: 'p2', name: '陈一帆', avatar: 'b' } as const;
  hearNotice({ ...gift, amount: 5 });
  hearNotice({ ...gift, amount: 7 });
  await settle();
  expect(page()).toContain('陈一帆送你 5 枚金币！');
  await click(one('.gift-got button'));
  expect(page()).toContain('陈一帆送你 7 枚金币！');
  await click(one('.gift-got button'));
  expect(all('.gift-got')).toHaveLength(0);
});

test('the purse shows every movement with its sign and what was left, also for a reason it does not know', async () => {
  setTheStage(server({ 'GET /api/coins': STATEMENT }));
  await show(<PursePage />);
  await settle();
  expect(all('.purse-line').map((l) => l.textContent)).toEqual([
    expect.stringContaining('给=陈,一帆'),
    expect.stringMatching(/^其他.*\+20余 20$/),
  ]);
  expect(one('.purse-totals').textContent).toContain('−8');
  expect([kindOf('gift-tax'), kindOf('words of tomorrow'), reasonKey('toString')]).toEqual([
    'gift',
    'other',
    'reason.other',
  ]);
});

test('the CSV begins with a byte order mark, and no cell is a formula or breaks its row', () => {
  const [head = '', first = '', second = ''] = csvOf(STATEMENT.lines).split('\r\n');
  expect(head.charCodeAt(0)).toBe(0xfeff);
  expect(first.slice(16)).toBe(`,金币礼物,"'=陈,一帆",,"""谢谢""",-8,12`);
  expect(second.slice(16)).toBe(',其他,,,,20,20');
});

test('a station without bottles offers them only to who has done it', async () => {
  setTheStage(server({ 'GET /api/bottles/i1': { s2: { n: 2, unread: 1 } } }));
  const station = (id: string, state: StationView['state']) => ({ id, state }) as StationView;
  await show(
    <>
      <BottleButton island="i1" station={station('s1', 'current')} />
      <BottleButton island="i1" station={station('s2', 'current')} />
      <BottleButton island="i1" station={station('s3', 'done')} />
      <BottleButton island="i1" station={station('s2', 'locked')} />
    </>,
  );
  await settle();
  expect(all('.bottle-button').map((b) => b.getAttribute('aria-label'))).toEqual([
    '漂流瓶，2 个，1 个没读过',
    '漂流瓶，0 个',
  ]);
});
