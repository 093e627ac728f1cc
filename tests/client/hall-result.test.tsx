import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { screen } from '../../client/stores/screen.ts';
import { setSettings } from '../../client/stores/settings.ts';
import { againOf } from '../../client/ui/hall/again.ts';
import { BattleResult } from '../../client/ui/hall/BattleResult.tsx';
import { standsOf } from '../../client/ui/hall/Podium.tsx';
import type { BattleReplay, BattleResultView } from '../../server/domain/api-battle.ts';
import { MODE_RULES } from '../../server/domain/battle-shape.ts';
import { battle, face, RACE, REPLAY, RESULT, row, SERIOUS } from './hall-fixtures.ts';
import {
  all,
  button,
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

let replies: Record<string, { status?: number; reply: unknown } | undefined>;
const sent: { key: string; body: unknown }[] = [];
const server = {
  fetch: async (url: string, init: RequestInit): Promise<Response> => {
    const key = `${init.method} ${url}`;
    sent.push({ key, body: JSON.parse(String(init.body ?? 'null')) });
    const told = replies[key] ?? { status: 404, reply: { code: 'not_found', details: {} } };
    return new Response(JSON.stringify(told.reply), { status: told.status ?? 200 });
  },
};
const bodiesOf = (key: string): unknown[] => sent.filter((s) => s.key === key).map((s) => s.body);
const open = async (view: BattleResultView): Promise<void> => {
  replies['GET /api/battles/b/result'] = { reply: view };
  await show(<BattleResult battle="b" replay={false} />);
  await settle();
};
const replay = async (view: BattleReplay): Promise<void> => {
  replies['GET /api/battles/b/replay'] = { reply: view };
  await show(<BattleResult battle="b" replay />);
  await settle();
};

beforeEach(() => {
  sent.length = 0;
  replies = {};
  setTheStage(server);
  setSettings({ motion: 'reduced' });
  history.replaceState(null, '', '/result/b');
  screen.setState({ name: 'battle-result', battle: 'b' }, true);
});
afterEach(clearTheStage);

describe('the end of a battle', () => {
  test('a battle called off before it began says so instead of offering another try', async () => {
    replies['GET /api/battles/b/result'] = { status: 409, reply: { code: 'battle.phase', details: {} } };
    replies['GET /api/battles/b'] = { reply: { ...battle(), status: 'void' } };
    await show(<BattleResult battle="b" replay={false} />);
    await settle();
    expect(one('[role="alert"]').textContent).toContain('这场对战取消了');
    await click(button('回对战大厅'));
    expect(screen.getState().name).toBe('battles');
  });

  test('reads the first three in their order, crowns the first only and lists the others with their climb', async () => {
    await open(RESULT);
    expect(all('.stand-name').map((s) => s.textContent)).toEqual([
      '第 1 名 王小岛你',
      '第 2 名 李海洋',
      '第 3 名 赵云帆',
    ]);
    expect(all('.stand img[src*=crown]')).toHaveLength(1);
    const fourth = one('.places li').textContent;
    expect(fourth).toContain('上升 2 名');
    expect(fourth).toContain('答对 7 / 10（70%）');
    expect(said()).toContain('你赢了！');
  });

  test('shows confetti that lies still when motion is reduced', async () => {
    await open(RESULT);
    expect(all('.glory i').length).toBeGreaterThan(20);
    expect(one('.glory').getAttribute('aria-hidden')).toBe('true');
  });

  test('keeps my own row in sight however far down it is', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => row(`p${i}`, `船员${i + 1}`, i + 1));
    const mine = { ...RESULT.mine, ...row('p27', '船员28', 28) };
    const { rating: _, ...rest } = mine;
    await open({
      ...RESULT,
      rows,
      mine: { ...rest, coins: 4, balance: 4, missed: [], bestStreak: 1, practise: [] },
    });
    const shown = all('.places li').map((l) => l.querySelector('b')?.textContent);
    expect(shown).toEqual(['船员4', '船员5', '船员6', '船员7', '船员8', '船员28你']);
    await click(button('看全部 27 人'));
    expect(all('.places li')).toHaveLength(27);
  });

  test('tells coins, stars, the best run and what became of my rating', async () => {
    await open(RESULT);
    expect(one('.gain-coins').textContent).toContain('186');
    expect(one('.gain-streak').getAttribute('aria-label')).toBe('最长连对 8 题');
    expect(one('.own-figures').textContent).toContain('升了 55');
    expect(one('.own-figures').textContent).toContain('10 / 10');
  });

  test('gives awards to many, each with its holders', async () => {
    await open(RESULT);
    const awards = all('.awards li').map((a) => a.textContent ?? '');
    expect(awards.find((a) => a.startsWith('全对'))).toContain('赵云帆和Zhang Wei');
    expect(awards.find((a) => a.startsWith('冠军'))).toContain('你');
  });

  test('shows what I missed with what is right and why, and leads to the drill of its point', async () => {
    await open(RESULT);
    const first = one('.review details');
    expect(first.hasAttribute('open')).toBe(true);
    expect(first.textContent).toContain('OA 系统');
    expect(first.textContent).toContain('先申请，后领取');
    await click(button('练“第一周”'));
    expect(screen.getState()).toEqual({
      name: 'drill',
      purpose: 'point',
      bank: 'rules',
      point: 'first-week',
    });
  });

  test('puts boats on the podium after a race, with metres', async () => {
    await open(RACE);
    expect(all('.stand-name').map((s) => s.textContent)).toEqual(['第 1 名 赤龙队我的队', '第 2 名 市场部']);
    expect(all('.stand-score')[1]?.textContent).toBe('432 米');
    expect(all('.places li')).toHaveLength(4);
    expect(one('.hall-table tbody').textContent).toContain('500 米');
    expect(page()).toContain('机器人');
  });

  test('without ranking has neither podium nor places nor points, but my own share', async () => {
    await open(SERIOUS);
    expect(all('.podium, .places, .awards, .hall-table')).toHaveLength(0);
    expect(one('.own-figures').textContent).toBe('答对75%6 / 8最长连对3');
    expect(page()).not.toContain('600');
  });

  test('that was called off says that nothing counts', async () => {
    await open({ ...RESULT, battle: battle({ status: 'void' }) });
    expect(page()).toContain('不计成绩');
    expect(all('.podium')).toHaveLength(0);
  });

  test('for somebody who only watched has no gains', async () => {
    const { mine: _, ...watched } = RESULT;
    await open(watched);
    expect(all('.gain-coins, .own-figures')).toHaveLength(0);
    expect(standsOf(watched).some((s) => s.mine)).toBe(false);
  });

  test('says why it cannot be shown and tries again', async () => {
    replies['GET /api/battles/b/result'] = { status: 404, reply: { code: 'battle.unknown', details: {} } };
    await show(<BattleResult battle="b" replay={false} />);
    expect(page()).toContain('没有找到这场对战');
    replies['GET /api/battles/b/result'] = { reply: RESULT };
    await click(button('再试一次'));
    expect(all('.podium')).toHaveLength(1);
  });

  test('speaks English, too', async () => {
    setLang('en');
    await open(RESULT);
    expect(page()).toContain('Heroes aboard');
    expect(page()).toContain('up 55');
  });
});

describe('once more', () => {
  const duel = (other: Parameters<typeof row>[3]): BattleResultView => ({
    ...RACE,
    battle: battle({ mode: 'duel', title: '', status: 'done', rules: MODE_RULES.duel }),
    rows: [row('me', '王小岛', 1), row('other', '李海洋', 2, other)],
    teams: [],
  });

  test('opens the same battle and asks the same person', async () => {
    replies['POST /api/battles/again'] = { reply: battle({ id: 'again', mode: 'duel' }) };
    await open(duel({}));
    await click(button('再来一局'));
    expect(bodiesOf('POST /api/battles/again')).toEqual([{ battle: 'battle-1' }]);
    expect(bodiesOf('POST /api/battles')).toEqual([]);
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'again' });
  });

  test('against a bot is against a bot, and a recorded run is not met twice', () => {
    expect(againOf(duel({ bot: 'bot' }))).toMatchObject({ kind: 'again', others: false });
    expect(againOf(duel({ bot: 'ghost' }))).toMatchObject({ kind: 'go', screen: { name: 'battles' } });
  });

  test('of a race asks who rowed; a battle that was called off or a match leads to the hall', () => {
    expect(againOf(RACE)).toEqual({ kind: 'again', battle: RACE.battle.id, others: true });
    const hall = { kind: 'go', screen: { name: 'battles' } };
    expect(againOf({ ...RACE, battle: { ...RACE.battle, status: 'void' } })).toMatchObject(hall);
    expect(againOf({ ...RACE, battle: { ...RACE.battle, tournament: 'cup' } })).toMatchObject(hall);
  });

  test('of a show belongs to its host, whom it leads to the report', () => {
    expect(againOf(RESULT)).toMatchObject({ screen: { name: 'battles' } });
    expect(againOf({ ...RESULT, battle: battle({ mine: true }) })).toMatchObject({
      screen: { name: 'host', battle: 'battle-1' },
    });
  });
});

test('a run played alone is sent to one colleague as a challenge', async () => {
  replies['GET /api/battles/people'] = { reply: [{ ...face('li', '李海洋'), online: false, near: true }] };
  replies['POST /api/challenges'] = { reply: {} };
  await open({
    ...RACE,
    battle: battle({ id: 'run', mode: 'duel', status: 'done', solo: true, rules: MODE_RULES.duel }),
    rows: RACE.rows.slice(0, 1),
    teams: [],
  });
  await click(button('发给一位同事'));
  await settle();
  await click(button('发给 李海洋'));
  expect(bodiesOf('POST /api/challenges')).toEqual([{ battle: 'run', to: 'li' }]);
  expect(screen.getState()).toEqual({ name: 'battles' });
});

describe('a replay', () => {
  test('tells everybody in the order of their times, with points and the honest mark of a bot', async () => {
    await replay(REPLAY);
    const people = all('.replay-people li').map((l) => l.textContent ?? '');
    expect(people.map((p) => p.slice(0, 2))).toEqual(['王小', '李海', '机器']);
    expect(people[0]).toContain('答错');
    expect(people[0]).toContain('2.4 秒');
    expect(people[2]).toContain('机器人 1 号');
    expect(people[2]).toContain('压线提交');
    expect(one('.replay-counts .right').textContent).toBe('OA 系统77 人');
    expect(all('.replay-counts li')).toHaveLength(4);
    expect(one('.replay-teams').textContent).toContain('前进 52 米');
  });

  test('turns its pages by arrow keys and never past its ends', async () => {
    await replay(REPLAY);
    await press('ArrowLeft');
    expect(page()).toContain('第 1 题，共 2 题');
    await press('ArrowRight');
    expect(page()).toContain('第 2 题，共 2 题');
    expect(page()).toContain('这一题被跳过');
    expect(said()).toContain('第 2 题，共 2 题');
    await press('ArrowRight');
    expect(page()).toContain('第 2 题，共 2 题');
    await press('Home');
    expect(page()).toContain('第 1 题，共 2 题');
  });

  test('without a question says so', async () => {
    await replay({ ...REPLAY, rounds: [] });
    expect(page()).toContain('没有题目记录');
  });
});
