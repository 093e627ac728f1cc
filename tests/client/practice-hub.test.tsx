import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { closePacks, stockUp } from '../../client/net/offline.ts';
import { closeOutbox } from '../../client/net/outbox.ts';
import { resetPractice } from '../../client/stores/practice.ts';
import { screen } from '../../client/stores/screen.ts';
import { session } from '../../client/stores/session.ts';
import { OfflineDrill, PracticeHub } from '../../client/ui/practice/index.tsx';
import type { IslandView, Me, QuestView } from '../../server/domain/api.ts';
import type { PointView, PracticeView } from '../../server/domain/api-practice.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { QUESTIONS } from './play-server.ts';
import {
  all,
  button,
  change,
  clearTheStage,
  click,
  one,
  page,
  said,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';
import { type PracticeServer, practiceServer, VIEW } from './practice-server.ts';

const ISLAND: IslandView = {
  id: 'sail',
  name: { zh: '启航滩', en: 'Sail Beach' },
  icon: 'hut',
  order: 1,
  state: 'current',
  stars: 0,
  stations: [],
  ghosts: [
    { id: 'g1', station: 'sail-2', rightDays: 1, awake: false },
    { id: 'g2', station: 'sail-4', rightDays: 0, awake: true },
  ],
  picked: [],
} as unknown as IslandView;
const QUEST = { islands: [ISLAND] } as unknown as QuestView;
const ME: Me = {
  person: { id: 'lin', name: '小林', role: 'learner', guest: true, avatar: 'lin' },
  org: { id: 'o1', name: '群岛科技', code: 'ABCD2345', zone: 'Asia/Shanghai' },
  session: 's1',
  settings: DEFAULT_SETTINGS,
};
const POINT: PointView = {
  bank: 'sail',
  point: 'leave',
  name: { zh: '请假' },
  level: 'growing',
  initial: { p: 0.4, low: 0.3, high: 0.5 },
  current: { p: 0.7, low: 0.55, high: 0.8 },
  answers: 12,
  questions: 10,
  seen: 6,
  round: 2,
  due: 3,
  island: 'sail',
};

let server: PracticeServer;
const open = async (view: Partial<PracticeView>): Promise<void> => {
  server = practiceServer([QUESTIONS.single, QUESTIONS.truth], { ...VIEW, ...view });
  setTheStage(server);
  session.setState({ status: 'in', me: ME, online: true }, true);
  await show(<PracticeHub quest={QUEST} />);
  await settle();
};

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  resetPractice();
  history.replaceState(null, '', '/practice');
});
afterEach(async () => {
  await clearTheStage();
  await closePacks();
  await closeOutbox();
});

describe('five minutes', () => {
  test('opens the best next thing in one tap and says so to the log', async () => {
    await open({
      quick: [
        { kind: 'ghosts', count: 1, ghost: 'g2', island: 'sail', station: 'sail-4', minutes: 2 },
        { kind: 'review', count: 5, minutes: 3 },
      ],
    });
    expect(one('.quick').textContent).toContain('收服 1 只醒着的错题小怪');
    await click(one('.quick-go'));
    expect(screen.getState()).toEqual({ name: 'attempt', island: 'sail', station: 'sail-4', ghost: 'g2' });
    expect(location.search).toBe('?ghost=g2');
  });

  test('offers the others beside it', async () => {
    await open({
      quick: [
        { kind: 'review', count: 5, minutes: 3 },
        { kind: 'point', bank: 'sail', point: 'leave', name: { zh: '请假' }, minutes: 5 },
      ],
    });
    await click(button('练一练“请假”'));
    expect(screen.getState()).toEqual({ name: 'drill', purpose: 'point', bank: 'sail', point: 'leave' });
  });
});

describe('what is due', () => {
  test('leads to a review', async () => {
    await open({ due: 4, dueSoon: 6 });
    await click(button('开始复习'));
    expect(location.pathname).toBe('/drill/review');
  });

  test('is praised when it is nothing, with a look at tomorrow', async () => {
    await open({ due: 0, dueSoon: 2 });
    expect(page()).toContain('没有到期的题');
    expect(page()).toContain('到明天会有 2 道题等你');
  });
});

describe('ghosts', () => {
  test('lead to the first one awake', async () => {
    await open({ ghosts: { awake: 1, asleep: 1, tamed: 0 } });
    await click(button('去收服'));
    expect(screen.getState()).toMatchObject({ ghost: 'g2', station: 'sail-4' });
  });

  test('that were tamed live in the album, each with its question, island and day', async () => {
    await open({
      ghosts: { awake: 0, asleep: 0, tamed: 1 },
      album: [
        {
          id: 'g9',
          stem: { zh: '请假在 [[1]] 提交' },
          island: 'sail',
          tamedAt: Date.UTC(2026, 10, 20, 20, 30),
        },
      ],
    });
    await click(button('打开图鉴'));
    expect(one('.album-list').textContent).toBe('请假在 ＿＿ 提交启航滩 · 11月21日收服');
    expect(one('.album-art img').getAttribute('src')).toBe('/avatars/g9.svg');
  });
});

describe('my numbers', () => {
  test('are shares of questions once missed, with their definition one tap away', async () => {
    await open({ corrections: { answers: 50, correct: 38, wrong: 8, corrected: 6, durable: 3, open: 2 } });
    expect(one('.own-rate').textContent).toContain('75%');
    expect(one('.own-rate').textContent).toContain('6 / 8 题');
    expect(one('.own-durable').textContent).toContain('3 / 8 题');
    const ask = one('.own-answers .own-what');
    expect(ask.getAttribute('aria-expanded')).toBe('false');
    await click(ask);
    expect(ask.getAttribute('aria-expanded')).toBe('true');
    expect(one('.own-note').textContent).toContain('其中答对 38 次');
  });

  test('of somebody who never missed say that there is nothing yet, not nought', async () => {
    await open({ corrections: { answers: 5, correct: 5, wrong: 0, corrected: 0, durable: 0, open: 0 } });
    expect(one('.own-rate').textContent).toContain('还没有');
    expect(one('.own-rate').textContent).not.toContain('0%');
  });
});

describe('a knowledge point', () => {
  test('shows its level, what was seen and how sure one is as a band from then to now', async () => {
    await open({ points: [POINT] });
    const row = one('.point');
    for (const text of ['请假', '渐熟', '见过 6/10 题', '第 2 轮', '3 题到期', '把握 55%–80%'])
      expect(row.textContent).toContain(text);
    expect(one('.band').getAttribute('aria-label')).toBe(
      '现在答对的把握在 55% 到 80% 之间；刚开始时在 30% 到 50% 之间',
    );
    expect(one('.band-now').style.left).toBe('55%');
    expect(all('.band-mark')).toHaveLength(0);
  });

  test('has one mark inside the band only from 30 answers', async () => {
    await open({ points: [{ ...POINT, answers: 30 }] });
    expect(one('.band-mark').style.left).toBe('70%');
  });

  test('stands under its island; others under other banks', async () => {
    await open({
      points: [POINT, { ...POINT, bank: 'own', point: 'x', island: undefined } as unknown as PointView],
    });
    expect(all('.points-group h3').map((h) => h.textContent)).toEqual(['启航滩', '其他题库']);
  });

  test('is practised with its button', async () => {
    await open({ points: [POINT] });
    await click(button('练一组：请假'));
    expect(location.pathname + location.search).toBe('/drill/point?bank=sail&point=leave');
  });

  test('reads well in English', async () => {
    setLang('en');
    await open({ points: [{ ...POINT, due: 1 }], quick: [{ kind: 'review', count: 1, minutes: 1 }] });
    await change(() => setLang('en'));
    expect(page()).toContain('Review 1 question that is due');
    expect(page()).toContain('6 of 10 seen');
    expect(page()).toContain('1 due');
  });
});

describe('when it cannot be loaded', () => {
  test('the reason is told and another try offered', async () => {
    server = practiceServer([]);
    setTheStage({ fetch: async () => Response.json({ code: 'storage.unavailable' }, { status: 503 }) });
    session.setState({ status: 'in', me: ME, online: true }, true);
    await show(<PracticeHub quest={QUEST} />);
    await settle();
    expect(one('[role="alert"]').textContent).not.toBe('');
    expect(button('再试一次')).toBeDefined();
  });

  test('for want of a network, the questions of this device are offered', async () => {
    await open({});
    await change(() => void stockUp());
    server.net.down = true;
    await change(() => session.setState({ online: false }));
    expect(page()).toContain('本机存着 2 道题');
    await click(button('离线练习'));
    expect(screen.getState()).toEqual({ name: 'drill', purpose: 'offline' });
  });
});

describe('a set without a network', () => {
  const playOffline = async (): Promise<void> => {
    await open({});
    await change(() => void stockUp());
    server.net.down = true;
    await change(() => session.setState({ online: false }));
    await show(<OfflineDrill />);
    await settle();
  };
  const tile = (item: number, off = 0) => all('.tile')[(Number(server.packKey(item)) + off) % 4];

  test('tells right and wrong at once, says it, and shows that the answer is saved and waits', async () => {
    await playOffline();
    await click(tile(0));
    await settle();
    expect(one('.verdict').textContent).toContain('答对了');
    expect(one('.verdict').textContent).toContain('已保存');
    expect(said()).toContain('答对了');
    await click(button('下一题'));
    expect(one('.sync-mark').textContent).toContain('1 个回答待同步');
  });

  test('a wrong answer brings the right one and why', async () => {
    await playOffline();
    await click(tile(0, 1));
    await settle();
    expect(one('.verdict').textContent).toContain('请假在哪里提交的解析');
    expect(said()).toContain('正确答案是OA 系统');
  });

  test('ends with a summary that says what waits for the network', async () => {
    await playOffline();
    await click(tile(0));
    await settle();
    await click(button('下一题'));
    await click(all('.tile')[0]);
    await settle();
    await click(button('看看小结'));
    expect(page()).toContain('答对 2 题，共 2 题');
    expect(page()).toContain('2 个回答待同步');
    expect(page()).toContain('存着的题都练完了');
  });
});
