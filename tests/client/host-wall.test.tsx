import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Projector } from '../../client/ui/host/Projector.tsx';
import { placed } from '../../client/ui/host/WallLobby.tsx';
import type { BattleView } from '../../server/domain/api-battle.ts';
import { MODE_RULES } from '../../server/domain/battle-shape.ts';
import { battleView, FakeBattle, notice, revealOf } from './battle-room.ts';
import { RESULT, SERIOUS } from './hall-fixtures.ts';
import { all, change, clearTheStage, one, page, setTheStage, settle, show } from './play-stage.tsx';

let server: FakeBattle;
vi.mock('@colyseus/sdk', () => ({
  Client: class {
    http = { authToken: '' };
    joinOrCreate = async () => server.join();
  },
}));
let result = RESULT;
/** The server's no to who asks for a result without having played. */
let refused = 0;
let isWatcher = false;

const onWall = (more: Partial<BattleView> = {}): BattleView => {
  const { me: _, ...view } = battleView({
    info: { ...battleView().info, mode: 'show', title: '制度堡周赛', rules: MODE_RULES.show },
    role: 'screen',
    teams: [],
    ...more,
  });
  return view;
};
const open = async (more: Partial<BattleView> = {}): Promise<void> => {
  server = new FakeBattle(onWall(more));
  await show(<Projector battle="b1" as="screen" />);
  await settle(60);
};

beforeEach(() => {
  result = RESULT;
  [isWatcher, refused] = [false, 0];
  history.replaceState(null, '', '/battle/b1?as=screen');
  setTheStage({
    fetch: async (url: string) => {
      if (!url.endsWith('/result')) return Response.json({ token: 't' });
      if (!isWatcher) return Response.json(result);
      refused += 1;
      return Response.json({ code: 'battle.not_in', details: {} }, { status: 409 });
    },
  });
});
afterEach(clearTheStage);

describe('the lobby on the wall', () => {
  test('shows PIN, QR code and who has come', async () => {
    await open();
    expect(one('.pin').textContent).toBe('123456');
    expect(all('.wall-names li').map((li) => li.textContent)).toEqual([
      '我自己',
      '小林',
      '键盘手',
      '欧阳船长',
    ]);
  });

  test('with names hidden only the critters stand there', async () => {
    const seats = battleView().seats.map((seat) => ({ ...seat, name: '' }));
    await open({ seats, namesHidden: true });
    expect(all('.wall-names .avatar')).toHaveLength(4);
    expect(all('.wall-names span')).toEqual([]);
  });

  test('nobody who stands there is moved by those who come: the newest take the oldest places', () => {
    const ids = (n: number) => Array.from({ length: n }, (_, i) => i);
    expect(placed(ids(3), 4)).toEqual([0, 1, 2]);
    expect(placed(ids(6), 4)).toEqual([4, 5, 2, 3]);
    expect(placed(ids(7), 4)).toEqual([4, 5, 6, 3]);
  });
});

describe('a question on the wall', () => {
  test('has signs, a clock and a counter, no button but the one for the whole screen, and nothing of the key', async () => {
    await open({
      phase: 'question',
      question: notice(),
      counts: { seats: 4, online: 3, ready: 0, answered: 1 },
    });
    expect(all('.shown-line .badge')).toHaveLength(4);
    expect(one('[role=timer]').getAttribute('aria-label')).toMatch(/剩余/);
    expect(one('.wall-answered').textContent).toContain('1/3 人已作答');
    expect(all('.shown-line.right, .shown-bar, .shown-tick')).toEqual([]);
    expect(all('.wall-screen button').every((b) => b.className === 'wall-full')).toBe(true);
  });

  test('closed, it shows no counts even though the presenter has them', async () => {
    await open({ phase: 'closed', question: notice(), talk: [{ choice: '0', n: 3 }] });
    expect(all('.shown-count, .shown-bar')).toEqual([]);
    expect(page()).toContain('收卷了');
  });

  test('told: bars, the right one by tick, word and colour, and why', async () => {
    await open({ phase: 'question', question: notice() });
    await change(() => server.line.tell('reveal', revealOf()));
    expect(all('.shown-line.right')).toHaveLength(1);
    expect(one('.shown-tick').textContent).toBe('✓');
    expect(all('.shown-bar')).toHaveLength(4);
    expect(one('.shown-why').textContent).toContain('先申请');
  });
});

describe('the end on the wall', () => {
  test('the first three on their steps and awards for others', async () => {
    await open({ phase: 'done' });
    expect(all('.stand')).toHaveLength(3);
    expect(one('.wall-awards').textContent).toContain('后来居上');
    expect(one('.wall-awards').textContent).toContain('全对');
  });

  test('hidden names stay hidden on the podium', async () => {
    await open({ phase: 'done', namesHidden: true });
    expect(all('.stand .avatar')).toHaveLength(3);
    for (const { name } of RESULT.rows) expect(page()).not.toContain(name);
  });

  test('who only looked on sees the places as the battle told them, and asks for the result once', async () => {
    isWatcher = true;
    const seats = battleView().seats.map((seat, i) => ({ ...seat, points: 300 - 100 * i }));
    await open({ phase: 'done', role: 'watch', seats });
    expect(one('.heroes-title').textContent).toBe('登船英雄');
    expect(all('.tops li').map((li) => li.textContent)).toEqual(['1我自己300', '2小林200', '3键盘手100']);
    expect(refused).toBe(1);
  });

  test('a serious show ends with thanks and no places', async () => {
    result = SERIOUS;
    await open({ phase: 'done', info: { ...SERIOUS.battle, id: 'b1' } });
    expect(all('.podium, .stand')).toEqual([]);
    expect(page()).toContain('谢谢大家');
  });
});
