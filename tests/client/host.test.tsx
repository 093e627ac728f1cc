import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { setSettings } from '../../client/stores/settings.ts';
import { HostScreen } from '../../client/ui/host/HostScreen.tsx';
import type { BattleView } from '../../server/domain/api-battle.ts';
import { MODE_RULES, PRESETS } from '../../server/domain/battle-shape.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { battleView, FakeBattle, notice, refusal, revealOf } from './battle-room.ts';
import {
  all,
  button,
  change,
  clearTheStage,
  click,
  one,
  page,
  press,
  said,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';

let server: FakeBattle;
vi.mock('@colyseus/sdk', () => ({
  Client: class {
    http = { authToken: '' };
    joinOrCreate = async (_: string, options: { as: string }) => {
      joinedAs = options.as;
      return server.join();
    };
  },
}));
let joinedAs = '';

const HOST = { id: 'h', name: '林老师', avatar: 'h' };
const info = (more: Partial<BattleView['info']> = {}): BattleView['info'] => ({
  ...battleView().info,
  mode: 'show',
  title: '制度堡周赛',
  rules: MODE_RULES.show,
  host: HOST,
  mine: true,
  most: 1000,
  ...more,
});
const hosted = (more: Partial<BattleView> = {}): BattleView => {
  const { me: _, ...view } = battleView({ info: info(), role: 'host', ...more });
  return view;
};
const open = async (more: Partial<BattleView> = {}): Promise<void> => {
  server = new FakeBattle(hosted(more));
  await show(<HostScreen battle="b1" />);
  await settle(60);
};
const asking = (more: Partial<BattleView> = {}): Partial<BattleView> => ({
  phase: 'question',
  question: notice(),
  ...more,
});
const next = (): HTMLElement => one('.control-next');
const names = (): string[] => all('.controls button').map((b) => b.textContent ?? '');

beforeEach(() => {
  history.replaceState(null, '', '/host/b1');
  setTheStage({ fetch: async () => Response.json({ token: 't' }) });
});
afterEach(clearTheStage);

describe('the lobby of a host', () => {
  test('shows the PIN in six digits, a QR code of the address that leads in, and how many are ready', async () => {
    await open();
    expect(joinedAs).toBe('host');
    expect(one('.pin').textContent).toBe('123456');
    expect(one('.pin').getAttribute('aria-label')).toBe('PIN 码：1 2 3 4 5 6');
    expect(one('.qr').getAttribute('aria-label')).toContain(`${location.origin}/join/123456`);
    expect(one('.qr path').getAttribute('d')?.length).toBeGreaterThan(500);
    await change(() => setLang('en'));
    expect(page()).toContain('Ready 12 of 480 connected, 500 joined');
  });

  test('locks the door and hides the names, and knows afterwards that both are so', async () => {
    await open();
    server.view = hosted({ locked: true });
    await click(button('锁门'));
    expect(server.asked('host')).toEqual([{ act: 'lock' }]);
    server.view = hosted({ locked: true, namesHidden: true });
    await click(button('隐藏名字'));
    expect(server.asked('names')).toEqual([{ hide: true }]);
    await click(button('显示名字'));
    expect(server.asked('names')).toEqual([{ hide: true }, { hide: false }]);
    await click(button('开门'));
    expect(server.asked('host')).toEqual([{ act: 'lock' }, { act: 'unlock' }]);
  });

  test('balances the teams, and moves one person to another', async () => {
    await open();
    await click(button('按水平分队'));
    expect(server.asked('balance')).toHaveLength(1);
    const move = one('select[aria-label="给 小林 换队"]') as HTMLSelectElement;
    expect(move.value).toBe('red');
    await act(async () => {
      move.value = 'blue';
      move.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(server.asked('team')).toEqual([{ team: 'blue', person: 'p2' }]);
  });

  test('asks with name and face before somebody is sent away, and the focus does not stand on yes', async () => {
    await open();
    await click(button('请 键盘手 离开'));
    expect(one('dialog').textContent).toContain('键盘手');
    expect(one('dialog .avatar').getAttribute('src')).toContain('a3');
    expect(document.activeElement?.tagName).toBe('H2');
    await click(button('不了'));
    expect(server.asked('kick')).toEqual([]);
    await click(button('请 键盘手 离开'));
    await click(one('dialog .btn-danger'));
    expect(server.asked('kick')).toEqual([{ person: 'p3' }]);
  });

  test('cannot start before somebody has a seat, and says so', async () => {
    await open({ counts: { seats: 0, online: 0, ready: 0, answered: 0 }, seats: [] });
    expect(next().textContent).toContain('等第一个人加入');
    await press('Enter');
    expect(server.asked('host')).toEqual([]);
    server.view = hosted();
    await change(() => server.line.tell('view', server.view));
    await press('Enter');
    expect(server.asked('host')).toEqual([{ act: 'next' }]);
  });
});

describe('the buttons of a running show', () => {
  test.each([
    ['question', {}, '收卷'],
    ['closed', {}, '公布答案'],
    ['reveal', { reveal: revealOf() }, '看排名'],
    ['board', { reveal: revealOf() }, '下一题'],
    ['reveal', { reveal: revealOf(), question: notice({ round: 11 }) }, '去颁奖'],
    ['reveal', { reveal: revealOf({ skipped: true }) }, '下一题'],
    ['reveal', { reveal: revealOf(), info: info({ rules: PRESETS.serious }) }, '下一题'],
    ['question', { info: info({ rules: { ...MODE_RULES.show, auto: true } }) }, '公布答案'],
  ] as const)('in %s the big button says what it will do (%#)', async (phase, more, says) => {
    await open({ ...asking({ phase }), ...more } as Partial<BattleView>);
    expect(next().textContent).toContain(says);
  });

  test('Space goes on, P pauses, + gives ten seconds, and Escape destroys nothing', async () => {
    await open(asking());
    await press(' ');
    expect(server.asked('host')).toEqual([{ act: 'next' }]);
    await press('p');
    expect(server.asked('host')).toEqual([{ act: 'next' }, { act: 'pause' }]);
    await press('+');
    expect(server.asked('extend')).toEqual([{ ms: 10_000 }]);
    await press('Escape');
    expect(server.asked('host')).toHaveLength(2);
  });

  test('letters do nothing for who has turned the shortcuts off', async () => {
    setSettings({ ...DEFAULT_SETTINGS, shortcuts: false });
    await open(asking());
    await press('p');
    await press('+');
    expect([...server.asked('host'), ...server.asked('extend')]).toEqual([]);
    await press('Enter');
    expect(server.asked('host')).toEqual([{ act: 'next' }]);
  });

  test('a question that is only being read cannot be closed by a hasty press', async () => {
    const opensAt = Date.now() + 5_000;
    await open(asking({ question: notice({ opensAt, closesAt: opensAt + 20_000 }) }));
    expect(next().textContent).toContain('大家在读题');
    await press('Enter');
    expect(server.asked('host')).toEqual([]);
  });

  test('a question without a clock has no ten seconds more', async () => {
    const { closesAt: _, ...untimed } = notice();
    await open(asking({ question: untimed }));
    expect(names().join()).not.toContain('加 10 秒');
    await press('+');
    expect(server.asked('extend')).toEqual([]);
  });

  test('skipping is asked twice', async () => {
    await open(asking());
    await click(button('跳过'));
    expect(server.asked('host')).toEqual([]);
    await click(button('跳过，不计分'));
    expect(server.asked('host')).toEqual([{ act: 'skip' }]);
  });

  test('once the answers are in they may be discussed and given again, one time', async () => {
    await open(asking({ phase: 'closed' }));
    await click(button('讨论后再答'));
    expect(server.asked('host')).toEqual([{ act: 'again' }]);
    server.view = hosted(asking({ phase: 'closed', question: notice({ nth: 2 }) }));
    await change(() => server.line.tell('view', server.view));
    expect(names().join()).not.toContain('讨论后再答');
  });

  test('a step that somebody else was quicker to take is no fault; a real one is told', async () => {
    await open(asking());
    server.answers = () => {
      throw refusal('battle.phase');
    };
    await press('Enter');
    expect(all('.fault-note')).toEqual([]);
    server.answers = () => {
      throw refusal('auth.forbidden');
    };
    await press('Enter');
    expect(all('.fault-note')).toHaveLength(1);
  });
});

describe('what a host sees of a question', () => {
  test('the answers with their signs, how many have answered and who; nothing of what is right', async () => {
    await open(asking());
    await change(() =>
      server.line.tell('count', { round: 0, answered: 2, online: 3, seats: 4, who: ['p1', 'p3'] }),
    );
    expect(all('.shown-line')).toHaveLength(4);
    expect(all('.shown-line.right, .shown-bar')).toEqual([]);
    expect(one('.gauge-n').textContent).toBe('2/3');
    expect(all('.host-person.is-answered').map((p) => p.querySelector('b')?.textContent)).toEqual([
      '我自己',
      '键盘手',
    ]);
    await click(button('还没答'));
    expect(all('.host-person b').map((b) => b.textContent)).toEqual(['小林']);
  });

  test('counts without a key before a discussion, also for a host who comes from another device', async () => {
    await open(asking({ phase: 'closed', talk: [0, 1, 2, 3].map((i) => ({ choice: String(i), n: i })) }));
    expect(all('.shown-count b').map((b) => b.textContent)).toEqual(['0', '1', '2', '3']);
    expect(all('.shown-line.right')).toEqual([]);
    expect(said()).toContain('已收卷');
  });

  test('after the reveal bars, a tick and words on what is right, and why', async () => {
    await open(asking({ phase: 'reveal', reveal: revealOf() }));
    const right = one('.shown-line.right');
    expect(right.textContent).toContain('提交申请');
    expect(right.textContent).toContain('✓');
    expect(right.textContent).toContain('正确答案');
    expect(one('.shown-line.right .shown-bar').style.width).toBe('70%');
    expect(one('.shown-why').textContent).toContain('先申请，后领取');
    expect(one('.gauge-n').textContent).toContain('7/10');
  });

  test('the leaders with the best climb, teams with one decimal', async () => {
    const top = [
      { id: 'p2', points: 190, climb: 0 },
      { id: 'p3', points: 180, climb: 2 },
    ];
    const teams = [
      { id: 'red' as const, rank: 1, points: 95.25, members: 2 },
      { id: 'blue' as const, rank: 2, points: 0.4, members: 2 },
    ];
    await open(asking({ phase: 'board', reveal: revealOf({ top }), teams }));
    expect(all('.tops li').map((li) => li.querySelector('.tops-name')?.textContent)).toEqual([
      '小林',
      '键盘手',
    ]);
    expect(one('.tops li.best').textContent).toContain('升得最快');
    expect(all('.team-board b').map((b) => b.textContent)).toEqual(['95.3', '0.4']);
  });
});

describe('the line of a host', () => {
  test('a lost one is said, and the console stands again as the battle is by then', async () => {
    await open(asking());
    server.view = hosted(asking({ phase: 'reveal', reveal: revealOf() }));
    server.refuses = 'nobody there';
    await act(async () => server.line.drop());
    await settle(1200);
    expect(one('.host-alert').textContent).toContain('断线了');
    server.refuses = undefined;
    await act(async () => void dispatchEvent(new Event('online')));
    await settle(200);
    expect(one('.host-alert').textContent).toBe('');
    expect(next().textContent).toContain('看排名');
  });

  test('somebody without the right is told so, with the way back', async () => {
    server = new FakeBattle(hosted());
    server.refuses = 'auth.forbidden';
    await show(<HostScreen battle="b1" />);
    await settle(60);
    expect(one('[role=alert]').textContent).not.toBe('');
    expect(button('回对战大厅')).toBeDefined();
  });
});
