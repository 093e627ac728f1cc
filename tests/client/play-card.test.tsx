import { afterEach, describe, expect, test, vi } from 'vitest';
import { CardScreen } from '../../client/ui/play/index.tsx';
import type { CardView, Me, Outcome } from '../../server/domain/api.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import {
  all,
  button,
  change,
  clearTheStage,
  click,
  one,
  page,
  press,
  setTheStage,
  settle,
  show,
} from './play-stage.tsx';

const panel = (n: number) => ({
  kind: 'text' as const,
  title: { zh: `第${n}张` },
  body: { zh: `正文**重点${n}**\n\n- 一\n- 二` },
  picture: 'factory',
  alt: { zh: '一座工厂' },
});
const CARD: CardView = {
  station: 'sail-1',
  island: 'sail',
  title: { zh: '我们为什么出发' },
  source: { zh: '《员工手册》第 1 章' },
  done: false,
  panels: [
    panel(1),
    panel(2),
    {
      kind: 'check',
      question: {
        id: 'c1',
        version: 1,
        stem: { zh: '先看什么' },
        point: { id: 'mission', name: { zh: '使命' } },
        difficulty: 1,
        hasHint: false,
        type: 'single',
        options: [{ zh: '速度' }, { zh: '安全' }],
      },
    },
  ],
};
const OUTCOME: Outcome = {
  coins: 10,
  balance: 35,
  stars: 3,
  firstTime: true,
  islandDone: false,
  questDone: false,
};

const ME: Me = {
  person: { id: 'p1', name: '王小岛', role: 'learner', guest: true, avatar: 'a' },
  org: { id: 'o1', name: '群岛科技', code: 'ABCD2345', zone: 'Asia/Shanghai' },
  session: 's1',
  settings: { ...DEFAULT_SETTINGS, textSize: 'large' },
};

const sent: { key: string; body: { answer?: unknown; ms?: number } }[] = [];
/** Takes answers; completing without one is refused, as the server does. */
const fetch = async (url: string, init: RequestInit): Promise<Response> => {
  const key = `${init.method} ${url}`;
  sent.push({ key, body: init.body === undefined ? {} : JSON.parse(String(init.body)) });
  const checked = sent.some((s) => s.key === 'POST /api/cards/check');
  const replies: Record<string, unknown> = {
    'GET /api/cards/sail-1': CARD,
    'POST /api/settings': ME,
    'POST /api/cards/check': { ok: false, score: 0, key: 1, explanation: { zh: '数据丢了补不回来' } },
    'POST /api/cards/complete': checked ? OUTCOME : undefined,
  };
  const reply = replies[key];
  const refused = {
    code: key === 'POST /api/cards/complete' ? 'card.check_missing' : 'not_found',
    details: {},
  };
  return new Response(JSON.stringify(reply ?? refused), { status: reply === undefined ? 409 : 200 });
};
const open = async (): Promise<void> => {
  sent.length = 0;
  setTheStage({ fetch });
  await show(<CardScreen island="sail" station="sail-1" />);
};
const of = (key: string) => sent.filter((s) => s.key === key);

afterEach(clearTheStage);

describe('a study card', () => {
  test('is leafed through with the arrows and shows text, list, bold, picture and source', async () => {
    await open();
    expect(one('h1').textContent).toBe('第1张');
    expect(one('strong').textContent).toBe('重点1');
    expect(all('.rich li')).toHaveLength(2);
    expect(one('.sheet-art img').getAttribute('alt')).toBe('一座工厂');
    expect(one('.sheet-source').textContent).toContain('《员工手册》第 1 章');
    await press('ArrowRight');
    expect(one('h1').textContent).toBe('第2张');
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(one('h1').textContent).toBe('第1张');
  });

  test('is leafed through with a finger, but not by scrolling', async () => {
    await open();
    const touch = (name: string, x: number, y: number) => {
      const event = new Event(name, { bubbles: true });
      const point = [{ clientX: x, clientY: y }];
      Object.assign(event, { touches: name === 'touchend' ? [] : point, changedTouches: point });
      one('.sheet-card').dispatchEvent(event);
    };
    const swipe = (from: [number, number], to: [number, number]) => {
      touch('touchstart', ...from);
      touch('touchend', ...to);
    };
    await change(() => swipe([200, 300], [120, 180]));
    expect(one('h1').textContent).toBe('第1张');
    await change(() => swipe([200, 300], [90, 310]));
    expect(one('h1').textContent).toBe('第2张');
  });

  test('cannot be finished before its question is answered', async () => {
    await open();
    await click(button('第 3 页'));
    expect(all('button').some((b) => b.textContent === '我懂了')).toBe(false);
    expect(of('POST /api/cards/complete')).toHaveLength(0);
  });

  test('tells at once what was right, then "got it" brings coins and stars', async () => {
    await open();
    await click(button('第 3 页'));
    await click(all('.tile')[0]);
    expect(of('POST /api/cards/check')[0]?.body.answer).toBe(0);
    expect(all('.tile')[1]?.textContent).toContain('正确答案');
    expect(page()).toContain('数据丢了补不回来');
    await click(button('我懂了'));
    await settle();
    expect(of('POST /api/cards/complete')[0]?.body.ms).toBeGreaterThan(0);
    expect(page()).toContain('学会了');
    expect(one('.outcome-coins').textContent).toContain('10');
    expect(one('.outcome-stars').getAttribute('aria-label')).toBe('3 颗星，满分 3 颗');
  });

  test('is read aloud by the device and stops when asked and when the page is turned', async () => {
    const spoken: string[] = [];
    const cancel = vi.fn();
    vi.stubGlobal('speechSynthesis', { speak: (u: { text: string }) => spoken.push(u.text), cancel });
    vi.stubGlobal(
      'SpeechSynthesisUtterance',
      class {
        text: string;
        constructor(text: string) {
          this.text = text;
        }
      },
    );
    await open();
    await click(button('读给我听'));
    expect(spoken).toEqual(['第1张\n正文重点1\n一\n二']);
    cancel.mockClear();
    await click(button('停止朗读'));
    expect(cancel).toHaveBeenCalledTimes(1);
    await click(button('读给我听'));
    cancel.mockClear();
    await press('ArrowRight');
    expect(cancel).toHaveBeenCalled();
  });

  test('offers its text in a larger size and keeps the choice', async () => {
    await open();
    await click(button('放大文字'));
    expect(of('POST /api/settings').at(-1)?.body).toEqual({ textSize: 'large' });
  });

  test('says why when it cannot be opened, with another try', async () => {
    setTheStage({
      fetch: async () =>
        new Response(JSON.stringify({ code: 'station.locked', details: {} }), { status: 409 }),
    });
    await show(<CardScreen island="sail" station="sail-1" />);
    expect(one('[role="alert"]').textContent).toContain('这一站还没开放');
    expect(button('再试一次')).toBeInstanceOf(HTMLButtonElement);
    expect(button('返回岛上')).toBeInstanceOf(HTMLButtonElement);
  });
});
