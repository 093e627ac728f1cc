import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { hall, resetHall, tellSearch, waitingFor } from '../../client/stores/hall.ts';
import { screen } from '../../client/stores/screen.ts';
import { session } from '../../client/stores/session.ts';
import { codeIn } from '../../client/ui/CodeForm.tsx';
import { FRAMES } from '../../client/ui/FleetSprite.tsx';
import { listsOf } from '../../client/ui/hall/Battles.tsx';
import { screenOfBattle } from '../../client/ui/hall/enter.ts';
import { Hall } from '../../client/ui/hall/Hall.tsx';
import { bodyOf, draftFor, faultsIn, rulesOf, withMode } from '../../client/ui/hall/new-battle.ts';
import { roundsOf } from '../../client/ui/hall/TournamentDialog.tsx';
import { leftOf, pinIn } from '../../client/ui/hall/words.ts';
import { Join } from '../../client/ui/Join.tsx';
import type { QuestView } from '../../server/domain/api.ts';
import type { BattleHall } from '../../server/domain/api-battle.ts';
import { BattleRules } from '../../server/domain/battle-shape.ts';
import { battle, challenge, EMPTY, face, HALL, ME, NOW, TOURNAMENTS } from './hall-fixtures.ts';
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

type Told = { status?: number; reply: unknown };
let replies: Record<string, Told | undefined>;
const ZONE = 'Asia/Shanghai';
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
const QUEST = { islands: [] } as unknown as QuestView;
const open = async (view: BattleHall): Promise<void> => {
  replies['GET /api/battles'] = { reply: view };
  session.setState({ status: 'in', me: ME, online: true }, true);
  await show(<Hall me={ME} view={QUEST} />);
  await settle();
};
const fill = (label: string, text: string): Promise<void> =>
  change(() => {
    const field = all('label')
      .find((l) => l.textContent?.startsWith(label))
      ?.getAttribute('for');
    const input = document.getElementById(field ?? '') as HTMLInputElement;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });

beforeEach(() => {
  sent.length = 0;
  replies = { 'GET /api/tournaments': { reply: [] } };
  setTheStage(server);
  resetHall();
  history.replaceState(null, '', '/battles');
  screen.setState({ name: 'battles' }, true);
});
afterEach(clearTheStage);

describe('the hall', () => {
  test('says what to do when nothing has been played and nobody waits', async () => {
    await open(EMPTY);
    expect(page()).toContain('打完第一场，就有对战分了。');
    expect(page()).toContain('现在没有人在等');
    expect(page()).toContain('还没有战绩');
    expect(all('[aria-labelledby=hall-invited]')).toHaveLength(0);
  });

  test('shows a battle in one list only, what runs first and what is planned by its time', () => {
    const twice = battle({ id: 'a', status: 'running' });
    const later = battle({ id: 'p2', status: 'planned', plannedAt: 2 });
    const soon = battle({ id: 'p1', status: 'planned', plannedAt: 1 });
    const lists = listsOf({
      ...EMPTY,
      mine: [twice, later],
      invited: [twice],
      open: [twice],
      planned: [soon],
    });
    const ids = Object.fromEntries(Object.entries(lists).map(([k, v]) => [k, v.map((b) => b.id)]));
    expect(ids).toEqual({ mine: ['a'], invited: [], planned: ['p1', 'p2'], open: [] });
  });

  test('leads the host of a show to the console, players to their seat and what is over to its result', () => {
    expect(screenOfBattle(battle({ mine: true })).name).toBe('host');
    expect(screenOfBattle(battle({ mine: true, mode: 'race' })).name).toBe('battle');
    expect(screenOfBattle(battle({ mine: true, status: 'done' })).name).toBe('battle-result');
  });

  test('brings somebody back into a running battle', async () => {
    await open(HALL);
    await click(button('回到对战'));
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'battle-mine' });
  });

  test('does not let anybody into a battle whose seats are taken', async () => {
    await open({ ...EMPTY, open: [battle({ id: 'full', mode: 'duel', seats: 2, most: 2 })] });
    await click(button('满员'));
    expect(screen.getState().name).not.toBe('battle');
  });

  test('keeps what it knows when it cannot be loaded again, and says why', async () => {
    await open(HALL);
    replies['GET /api/battles'] = { status: 429, reply: { code: 'rate.limited', details: {} } };
    await change(() => document.dispatchEvent(new Event('visibilitychange')));
    await settle();
    expect(all('[role=alert]').length).toBeGreaterThan(0);
    expect(page()).toContain('午休求生');
    replies['GET /api/battles'] = { reply: EMPTY };
    await click(button('再试一次'));
    expect(page()).not.toContain('午休求生');
  });

  test('counts what waits for me', () => {
    expect(waitingFor(HALL)).toBe(3);
    expect(waitingFor(undefined)).toBe(0);
  });

  test('speaks English, too', async () => {
    setLang('en');
    await open(HALL);
    expect(page()).toContain('Dragon-boat race');
    const words = all('h1, h2, .mode, .btn:not(:has(.sr-only))').map((e) => e.textContent ?? '');
    expect(words.filter((w) => /\p{Script=Han}/u.test(w))).toEqual([]);
  });

  test('draws boats that lie in the atlas where it takes them from', () => {
    const atlas = JSON.parse(readFileSync('client/public/art/fleet.json', 'utf8')) as {
      frames: Record<string, { frame: { x: number; y: number; w: number; h: number } }>;
    };
    for (const [name, frame] of Object.entries(FRAMES)) {
      const { x, y, w, h } = atlas.frames[name]?.frame ?? { x: 0, y: 0, w: 0, h: 0 };
      expect([name, ...frame]).toEqual([name, x, y, w, h]);
    }
  });
});

describe('a PIN', () => {
  test('is six digits, with or without a gap', () => {
    expect([pinIn('123 456'), pinIn('123-456'), pinIn('12345'), pinIn('12345a')]).toEqual([
      '123456',
      '123456',
      undefined,
      undefined,
    ]);
    expect([codeIn(' 123 456 '), codeIn('http://x/join/123456?a'), codeIn('AB CD')]).toEqual([
      '123456',
      '123456',
      'AB CD',
    ]);
  });

  test('opens the battle behind it; a wrong one is told at the field and asks nobody', async () => {
    await open(EMPTY);
    await fill('PIN 码', '12');
    await click(one('.hall-pin [type=submit]'));
    expect(page()).toContain('请填 6 位数字');
    expect(bodiesOf('POST /api/battles/pin')).toEqual([]);
    replies['POST /api/battles/pin'] = { reply: battle({ id: 'behind' }) };
    await fill('PIN 码', '123 456');
    await click(one('.hall-pin [type=submit]'));
    expect(bodiesOf('POST /api/battles/pin')).toEqual([{ pin: '123456' }]);
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'behind' });
  });

  test('is where somebody who may not host a show is led by its card', async () => {
    await open(EMPTY);
    await click(one('.mode-show'));
    expect(document.activeElement?.hasAttribute('data-pin')).toBe(true);
    expect(all('dialog')).toHaveLength(0);
  });

  const OFFER = {
    org: { name: '群岛科技', code: 'ABCD2345' },
    role: 'learner',
    kind: 'company',
    departments: [],
    battle: { id: 'show-1', title: '制度堡周赛' },
  };

  test('takes a newcomer with a name straight into the battle', async () => {
    session.setState({ status: 'out', online: true }, true);
    replies['GET /api/join/123456'] = { reply: OFFER };
    replies['POST /api/join'] = { reply: ME };
    await show(<Join code="123456" />);
    expect(one('#join-title').textContent).toBe('制度堡周赛');
    await fill('怎么称呼你', '小岛');
    await click(button('上场'));
    expect(bodiesOf('POST /api/join')).toEqual([{ code: '123456', name: '小岛', lang: 'zh' }]);
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'show-1' });
  });

  test('lets in who is aboard already, asked or not', async () => {
    session.setState({ status: 'in', me: ME, online: true }, true);
    replies['GET /api/join/123456'] = { reply: OFFER };
    replies['POST /api/battles/pin'] = { reply: battle({ id: 'show-1' }) };
    await show(<Join code="123456" />);
    await click(button('去参加对战'));
    expect(bodiesOf('POST /api/battles/pin')).toEqual([{ pin: '123456' }]);
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'show-1' });
  });
});

describe('a duel', () => {
  const choose = async (name: string): Promise<void> => {
    await open(EMPTY);
    await click(one('.mode-duel'));
    await click(button(name));
  };

  test('with a bot opens at once', async () => {
    replies['POST /api/battles'] = { reply: battle({ id: 'b', mode: 'duel' }) };
    await choose('和机器人练手');
    expect(bodiesOf('POST /api/battles')).toEqual([{ mode: 'duel', bot: true }]);
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'b' });
  });

  test('that is to be a challenge is played alone first', async () => {
    replies['POST /api/battles'] = { reply: battle({ id: 'b', mode: 'duel', solo: true }) };
    await choose('下战书');
    expect(bodiesOf('POST /api/battles')).toEqual([{ mode: 'duel', solo: true }]);
  });

  test('with a colleague asks that colleague only', async () => {
    replies['GET /api/battles/people'] = { reply: [{ ...face('li', '李海洋'), online: true, near: true }] };
    replies['POST /api/battles'] = { reply: battle({ id: 'b', mode: 'duel' }) };
    await choose('约一位同事');
    await settle();
    await click(button('邀请 李海洋'));
    expect(bodiesOf('POST /api/battles')).toEqual([{ mode: 'duel', people: ['li'] }]);
  });

  test('that cannot be opened says why and stays open', async () => {
    replies['POST /api/battles'] = {
      status: 409,
      reply: { code: 'battle.no_questions', details: { need: 5, n: 2 } },
    };
    await choose('和机器人练手');
    expect(page()).toContain('可用的题目不够');
    expect(all('dialog')).toHaveLength(1);
  });

  test('says honestly that the other side is a recorded person or a bot, and waits for the start', async () => {
    replies['POST /api/room-token'] = { status: 409, reply: { code: 'rate.limited', details: {} } };
    await choose('找个对手');
    await change(() => tellSearch({ matched: { battle: 'g', against: 'ghost', waitMs: 5000 } }));
    expect(page()).toContain('对手：同事的幽灵船');
    expect(screen.getState().name).not.toBe('battle');
    await change(() => tellSearch({ matched: { battle: 'g', against: 'bot', waitMs: 5000 } }));
    expect(page()).toContain('对手：机器人');
    await click(button('开始对决'));
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'g' });
  });

  test('that is looked for no more leaves no search behind', async () => {
    replies['POST /api/room-token'] = { status: 409, reply: { code: 'rate.limited', details: {} } };
    await choose('找个对手');
    expect(hall.getState().search).toBeDefined();
    await click(button('不找了'));
    expect(hall.getState().search).toBeUndefined();
    expect(all('dialog')).toHaveLength(0);
  });
});

describe('a challenge', () => {
  test('tells the time that is left and is taken by one tap', async () => {
    replies['POST /api/challenges/take'] = { reply: battle({ id: 'answer', mode: 'duel' }) };
    await open({ ...EMPTY, challenges: [challenge()] });
    expect(page()).toContain('李海洋 向你下了战书');
    expect(page()).toContain('还剩 5 小时 30 分');
    await click(button('应战：李海洋'));
    expect(bodiesOf('POST /api/challenges/take')).toEqual([{ challenge: 'challenge-1' }]);
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'answer' });
  });

  test('of mine, or one that has run out, cannot be taken', async () => {
    const old = challenge({ id: 'old', expiresAt: NOW - 1000 });
    await open({ ...EMPTY, challenges: [challenge({ mine: true, to: face('zhao', '赵云帆') }), old] });
    expect(all('[aria-labelledby=hall-challenges] button')).toHaveLength(0);
    expect(page()).toContain('过期了');
  });

  test('has no time below zero', () => {
    expect(leftOf(100, 200)).toEqual({ h: 0, m: 0 });
    expect(leftOf(61 * 60_000, 0)).toEqual({ h: 1, m: 1 });
  });
});

describe('a new battle', () => {
  test('has rules that its server accepts in every mode and preset', () => {
    for (const mode of ['duel', 'race', 'survival', 'show'] as const)
      for (const preset of ['standard', 'serious', 'lively', 'exact'] as const)
        expect(BattleRules.parse(rulesOf({ ...draftFor(mode), preset }))).toBeDefined();
    expect(rulesOf({ ...draftFor('show'), preset: 'serious' })).toMatchObject({
      clock: false,
      ranking: false,
    });
    expect(rulesOf({ ...draftFor('race'), preset: 'lively' })).toMatchObject({ speed: 50, auto: true });
    expect(rulesOf({ ...draftFor('survival'), preset: 'lively' }).speed).toBe(0);
  });

  test('of another mode brings its own boats and bots and keeps the name', () => {
    const race = withMode({ ...draftFor('show'), title: '周赛' }, 'race');
    expect(bodyOf(race, ZONE)).toMatchObject({
      title: '周赛',
      bots: 3,
      teams: [{ id: 'red' }, { id: 'blue' }],
    });
    expect(bodyOf(withMode(race, 'show'), ZONE)).not.toHaveProperty('teams');
    expect(bodyOf(withMode(race, 'duel'), ZONE)).not.toHaveProperty('bots');
  });

  test('needs a number of questions and a time to come', () => {
    const draft = { ...draftFor('show'), rounds: '0', later: true, at: '2020-01-01T10:00' };
    expect(faultsIn(draft, NOW, ZONE)).toEqual(['rounds', 'at']);
    expect(faultsIn({ ...draft, rounds: '12', later: false }, NOW, ZONE)).toEqual([]);
  });

  test('that is planned stays in the hall; one for now is entered, a show at its console', async () => {
    replies['POST /api/battles'] = { reply: battle({ id: 'later', status: 'planned', mine: true }) };
    await open({ ...EMPTY, mayHost: true });
    await click(one('.mode-show'));
    await click(all('.hall-dialog input[type=radio]').at(-1));
    await click(button('约好'));
    expect(bodiesOf('POST /api/battles')[0]).toMatchObject({ mode: 'show', plannedAt: expect.any(Number) });
    expect(screen.getState().name).not.toBe('host');
    expect(all('dialog')).toHaveLength(0);
    replies['POST /api/battles'] = { reply: battle({ id: 'now', mine: true }) };
    await click(one('.mode-show'));
    await click(one('.hall-dialog [type=submit]'));
    expect(screen.getState()).toEqual({ name: 'host', battle: 'now' });
  });
});

describe('a tournament', () => {
  test('shows its table in the order of places and each match with its way in', async () => {
    replies['GET /api/tournaments'] = { reply: TOURNAMENTS };
    await open(EMPTY);
    await click(button('看赛况：秋季联赛'));
    const rows = all('.hall-table tbody tr').map((r) => r.textContent);
    expect(rows[0]).toBe('1制造部1103');
    await click(button('去参加 信息部 对 财务部'));
    expect(screen.getState()).toEqual({ name: 'battle', battle: 'battle-t2' });
  });

  test('names a bye and what is not known yet, and its last round the final', async () => {
    replies['GET /api/tournaments'] = { reply: TOURNAMENTS };
    await open(EMPTY);
    await click(button('看赛况：年终杯'));
    expect(page()).toContain('轮空');
    expect(all('.bracket h4').map((h) => h.textContent)).toEqual(['半决赛', '决赛']);
    expect(roundsOf(TOURNAMENTS[1]?.matches ?? []).map((r) => r.length)).toEqual([2, 1]);
  });

  test('is set up by trainers only, of two departments at least', async () => {
    await open(EMPTY);
    expect(page()).not.toContain('办一场赛事');
    await clearTheStage();
    setTheStage(server);
    const departments = ['制造部', '市场部'].map((name, i) => ({ id: `d${i}`, name, people: 4 }));
    replies['GET /api/studio/people'] = { reply: { org: {}, departments, people: [] } };
    replies['POST /api/tournaments'] = { reply: { ...TOURNAMENTS[0], id: 'new' } };
    await open({ ...EMPTY, mayHost: true });
    await click(button('办一场赛事'));
    await settle();
    await fill('赛事名称', '秋季联赛');
    await click(button('排好赛程'));
    expect(page()).toContain('至少选两个部门');
    for (const box of all('.departments input')) await click(box);
    await click(button('排好赛程'));
    expect(bodiesOf('POST /api/tournaments')).toMatchObject([
      { name: '秋季联赛', kind: 'round-robin', departments: ['d0', 'd1'], everyMs: 7 * 86_400_000 },
    ]);
  });
});
