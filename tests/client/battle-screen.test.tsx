import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { battlePlay } from '../../client/stores/battle.ts';
import { setSettings } from '../../client/stores/settings.ts';
import { BattleScreen } from '../../client/ui/battle/BattleScreen.tsx';
import type { BattleView } from '../../server/domain/api-battle.ts';
import { MODE_RULES, PRESETS } from '../../server/domain/battle-shape.ts';
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
    joinOrCreate = async () => server.join();
  },
}));

const play = async (view: Partial<BattleView> = {}): Promise<void> => {
  server = new FakeBattle(battleView(view));
  setTheStage({ fetch: async () => new Response(JSON.stringify({ token: 't' })) });
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  await show(<BattleScreen battle="b1" />);
  await settle(60);
};
const info = (more: Partial<BattleView['info']>): BattleView['info'] => ({ ...battleView().info, ...more });
const tell: FakeBattle['line']['tell'] = (type, news) => server.line.tell(type, news);
const ask = (more = {}) => change(() => tell('question', notice(more)));
const tile = (i: number) => all('.tile')[i];
const timer = () => one('[role="timer"]');

beforeEach(() => history.replaceState(null, '', '/battle/b1'));
afterEach(async () => {
  await clearTheStage();
  vi.useRealTimers();
});

describe('the lobby', () => {
  test('says how many are ready of those connected, and how many have joined at all', async () => {
    await play();
    expect(page()).toContain('已就位 12 人 · 在线 480 人 · 已加入 500 人');
    expect(all('.seat.away')[0]?.textContent).toContain('掉线了');
    await change(() => setLang('en'));
    expect(page()).toContain('Ready 12 of 480 connected, 500 joined');
  });

  test('a seat whose face is not known yet keeps its room and asks for no picture', async () => {
    await play({ seats: battleView().seats.map((seat) => ({ ...seat, avatar: '' })) });
    expect(all('.seat .avatar').length).toBeGreaterThan(0);
    expect(all('.seat img')).toHaveLength(0);
  });

  test('ready is told to the room; another boat can be boarded, a full one cannot', async () => {
    const teams = battleView().teams.map((t) => ({ ...t, members: t.id === 'blue' ? 10 : 2 }));
    await play({ teams });
    await click(button('我准备好了'));
    expect(server.asked('ready')).toEqual([{ ready: true }]);
    expect(all('.boat .btn')).toHaveLength(0);
    server.view = battleView();
    await change(() => tell('view', server.view));
    await click(button('坐到碧龙队'));
    expect(server.asked('team')).toEqual([{ team: 'blue' }]);
  });
});

describe('a question', () => {
  test('gets the focus, has a timer that counts and four answers under one tab stop', async () => {
    await play();
    await ask();
    expect(document.activeElement?.textContent).toBe('哪一种做法符合规定？');
    expect(timer().getAttribute('aria-label')).toMatch(/^剩余 (19|20) 秒$/);
    expect(one('[role="radiogroup"]').getAttribute('aria-labelledby')).toBe(document.activeElement?.id);
    expect(all('.tile').filter((t) => t.tabIndex === 0)).toHaveLength(1);
  });

  test('can be read and not answered before its clock runs', async () => {
    await play();
    await ask({ opensAt: Date.now() + 60_000, closesAt: Date.now() + 80_000 });
    expect(timer().getAttribute('aria-label')).toContain('读题');
    await click(tile(1));
    await press('2');
    expect(server.asked('answer')).toHaveLength(0);
  });

  test('is answered by key and Enter, then shows that it is handed in and what the server wrote down', async () => {
    await play();
    await ask();
    await press('b');
    await press('Enter');
    expect(server.asked('answer')).toMatchObject([{ round: 0, answer: 1 }]);
    expect(page()).toContain('已提交，等大家答完');
    await click(button('看凭证'));
    const dialog = one('dialog').textContent ?? '';
    for (const fact of ['提交申请', '2.34 秒', '42 毫秒', '按时', '计分规则版本'])
      expect(dialog).toContain(fact);
  });

  test('two in one crew of whom one has answered: "1/2", and never what', async () => {
    await play();
    await ask();
    await change(() => tell('count', { round: 0, answered: 1, online: 4, seats: 4, who: ['p2'] }));
    expect(one('.banner').textContent).toContain('1/2 人已作答');
  });

  test('hurries nobody who has answered, and the seconds go on where no host calls the steps', async () => {
    await play();
    await ask({ closesAt: Date.now() + 6_500 });
    await press('b');
    await press('Enter');
    await settle(1_700);
    expect(timer().getAttribute('aria-label')).toMatch(/^剩余 [45] 秒$/);
    expect(timer().className).not.toContain('timer-late');
    expect(said()).not.toContain('5 秒');
  });

  test('has no clock for who has answered where a host decides, nor once it is closed; asked anew it has', async () => {
    const host = { id: 'h', name: '林老师', avatar: '' };
    await play({ info: info({ mode: 'show', host, rules: { ...MODE_RULES.show, auto: false } }) });
    await ask();
    await press('b');
    await press('Enter');
    expect(all('[role="timer"]')).toHaveLength(0);
    expect(one('.rest-ring img').getAttribute('src')).toContain('hourglass');
    expect(page()).toContain('已提交，等大家答完');
    await ask({ nth: 2 });
    expect(timer().getAttribute('aria-label')).toMatch(/^剩余/);
    await change(() => tell('closed', { round: 0 }));
    expect(all('[role="timer"]')).toHaveLength(0);
    expect(one('.rest-ring img').getAttribute('src')).toContain('hourglass');
  });

  test('stands still in a pause', async () => {
    await play();
    await ask();
    const { opensAt, closesAt } = battlePlay.getState().view?.question ?? { opensAt: 0 };
    await change(() =>
      tell('clock', { opensAt, ...(closesAt && { closesAt }), paused: true, serverNow: Date.now() }),
    );
    expect(timer().getAttribute('aria-label')).toBe('暂停中');
    await click(tile(0));
    expect(server.asked('answer')).toHaveLength(0);
    expect(said()).toContain('暂停');
  });

  test('whose time ends with a whole answer that was not confirmed hands it in', async () => {
    await play();
    setSettings({ confirmAnswer: true });
    await ask({ closesAt: Date.now() + 400 });
    await click(tile(2));
    expect(server.asked('answer')).toHaveLength(0);
    await settle(700);
    expect(server.asked('answer')).toMatchObject([{ answer: 2 }]);
  });

  test('tells ten and five seconds and the end of its time, each once', async () => {
    await play();
    await ask({ closesAt: Date.now() + 10_900, opensAt: Date.now() - 100 });
    await settle(1100);
    expect(said()).toBe('还有 10 秒。');
    const moved = (ms: number) =>
      change(() =>
        tell('clock', {
          opensAt: Date.now() - 20_000,
          closesAt: Date.now() + ms,
          paused: false,
          serverNow: Date.now(),
        }),
      );
    await moved(4_900);
    expect(said()).toBe('还有 5 秒。');
    await moved(150);
    await settle(400);
    expect(said()).toBe('时间到。');
  });

  test('without a clock says so and has no countdown', async () => {
    await play();
    const { closesAt: _none, ...open } = notice();
    await change(() => tell('question', open));
    expect(timer().getAttribute('aria-label')).toBe('不限时');
  });
});

describe('the reveal', () => {
  test('shows what is right with its count, my points, the surge and why; it is said once', async () => {
    await play();
    await ask();
    await click(tile(1));
    await change(() => tell('reveal', revealOf({ nextAt: Date.now() + 5_000 })));
    expect(tile(1)?.className).toContain('tile-right');
    expect(tile(1)?.textContent).toContain('7');
    expect(one('.points-ring').textContent).toBe('+96');
    expect(one('.banner').textContent).toContain('+52 m');
    expect(page()).toContain('先申请，后领取。');
    expect(one('.next-in').textContent).toContain('5 秒后下一题');
    expect(said()).toContain('答对了');
    expect(said()).toContain('得 96 分');
    expect(said()).toContain('连对 3 题');
  });

  test('marks a wrong choice as mine and never says "wrong" to who gave no answer', async () => {
    const none = { answered: false, ok: false, score: 0, points: 0, total: 0, streak: 0, rank: 2 };
    const verdict = { ok: false, score: 0, key: 1 };
    await play();
    await ask();
    await click(tile(0));
    await change(() => tell('reveal', revealOf({ verdict, mine: { ...none, answered: true } })));
    expect(tile(0)?.className).toContain('tile-wrong');
    await ask({ round: 1 });
    await change(() => tell('reveal', revealOf({ round: 1, verdict, mine: none })));
    expect(page()).toContain('这一题没有作答');
    expect(page()).not.toContain('这次没答对');
    expect(all('.tile-wrong')).toHaveLength(0);
  });

  test('an answer that came too late is told with the reason', async () => {
    await play();
    await ask();
    server.answered = () => {
      throw refusal('battle.closed');
    };
    await click(tile(1));
    const mine = { answered: false, ok: false, score: 0, points: 0, total: 0, streak: 0, rank: 2 };
    await change(() => tell('reveal', revealOf({ verdict: { ok: false, score: 0, key: 1 }, mine })));
    expect(page()).toContain('这一题已经收卷，这次作答没有计入。');
  });

  test('of a show has my place, how far the next one is and the first five, never the last', async () => {
    const face = (i: number) => ({ id: `x${i}`, name: `选手${i}`, avatar: `x${i}` });
    await play({ info: info({ mode: 'show', rules: MODE_RULES.show }), teams: [] });
    await ask();
    const top = [1, 2, 3, 4, 5].map((i) => ({ id: `x${i}`, points: 600 - i, climb: 0, face: face(i) }));
    const mine = { answered: true, ok: true, score: 1, points: 90, total: 300, streak: 1, rank: 7, gap: 12 };
    await change(() => tell('reveal', revealOf({ top, teams: [], standings: [], mine })));
    expect(page()).toContain('第 7 名');
    expect(page()).toContain('离前一名 12 分');
    expect(all('.shore-top li')).toHaveLength(5);
    expect(page()).toContain('选手1');
  });

  test('of a serious show tells neither place nor points of anybody', async () => {
    await play({ info: info({ mode: 'show', rules: PRESETS.serious }), teams: [] });
    await ask();
    const mine = { answered: true, ok: true, score: 1, points: 100, total: 100, streak: 1, rank: 0 };
    await change(() => tell('reveal', revealOf({ teams: [], standings: [], mine })));
    expect(page()).not.toMatch(/第 \d+ 名/);
    expect(all('.shore-top li')).toHaveLength(0);
  });
});

describe('other modes', () => {
  test('a duel shows both sides, the rope and that the other is a bot', async () => {
    const [me, rival] = battleView().seats as [BattleView['seats'][number], BattleView['seats'][number]];
    const seats = [
      { ...me, points: 180 },
      { ...rival, bot: 'bot' as const, points: 92 },
    ];
    await play({
      info: info({ mode: 'duel', rules: MODE_RULES.duel }),
      teams: [],
      seats,
      me: seats[0] as never,
    });
    await ask();
    expect(one('.rope').getAttribute('aria-label')).toBe('我 180 分，小林 机器人 92 分，领先 88 分');
    expect(one('.rope-side-end').textContent).toContain('机器人');
  });

  test('who is out of logs is a seagull that answers on and guesses the winner', async () => {
    const seats = battleView().seats.map((s, i) => ({ ...s, logs: i === 0 ? 0 : 3, out: i === 0 }));
    await play({
      info: info({ mode: 'survival', rules: MODE_RULES.survival }),
      ...{ teams: [], seats, me: seats[0] as never },
    });
    await ask();
    expect(one('.bar-side').textContent).toBe('还有 3/4 人在筏上');
    await click(tile(0));
    expect(server.asked('answer')).toHaveLength(1);
    await click(button('猜谁赢'));
    await click(all('.predict button')[0]);
    expect(server.asked('predict')).toEqual([{ person: 'p2' }]);
  });
});

describe('when the line is lost', () => {
  test('it is said loudly that the place is kept, and a choice made meanwhile goes out afterwards', async () => {
    await play();
    await ask();
    server.view = battleView({ phase: 'question', question: notice() });
    vi.stubGlobal('fetch', async () => Promise.reject(new Error('no network')));
    await change(() => server.line.drop());
    await click(tile(1));
    await settle(700);
    expect(one('[role="alert"]').textContent).toContain('名次保留');
    expect(page()).toContain('已存在本机');
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ token: 't' })));
    await change(() => void dispatchEvent(new Event('online')));
    await settle(1500);
    expect(one('[role="alert"]').textContent).toBe('');
    expect(server.asked('answer')).toMatchObject([{ answer: 1 }]);
    expect(page()).toContain('已提交');
  });

  test('a player sent away is told so and led to the hall', async () => {
    await play();
    await change(() => tell('gone', { reason: 'kicked' }));
    expect(one('[role="alert"]').textContent).toContain('主持人请你离开');
    await click(button('回对战大厅'));
    expect(location.pathname).toBe('/battles');
  });
});

test('Q leads to the cheers, a digit there cheers and answers nothing', async () => {
  await play();
  await ask();
  await press('q');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('加油');
  await press('2');
  expect(server.asked('cheer')).toEqual([{ cheer: 'clap' }]);
  await press('Escape');
  expect(document.activeElement?.className).toContain('stem');
  expect(server.asked('answer')).toHaveLength(0);
});

test('the end of a battle leads to its result', async () => {
  await play();
  await change(() => tell('view', battleView({ phase: 'done' })));
  expect(location.pathname).toBe('/result/b1');
});
