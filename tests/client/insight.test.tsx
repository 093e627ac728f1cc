import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetDefinitions } from '../../client/net/figures.ts';
import { behindOf, eventQueryOf } from '../../client/studio/charts/behind.ts';
import type { Draw } from '../../client/studio/charts/draw.ts';
import { FigureCard } from '../../client/studio/charts/FigureCard.tsx';
import { make } from '../../client/studio/charts/make.ts';
import { nextAt } from '../../client/studio/insight/acts.ts';
import {
  addressOf,
  daysOf,
  filterOf,
  narrowed,
  presetOf,
} from '../../client/studio/insight/filter-address.ts';
import type { FigureView, Filter, MetricView, Row } from '../../server/domain/figure.ts';
import { all, clearTheStage, click, one, page, setTheStage, settle, show } from './play-stage.tsx';

const ENDS = { today: 20261122, firstDay: 20261001 };
const filter: Filter = { from: 20261116, to: 20261122 };
const metric: MetricView = {
  id: 'answers.by_department',
  name: { zh: '各部门作答', en: 'Answers by department' },
  definition: { zh: '每个部门的正确率。', en: 'Accuracy of each department.' },
  columns: [
    { id: 'department', kind: 'department', name: { zh: '部门', en: 'Department' } },
    { id: 'n', kind: 'count', name: { zh: '作答', en: 'Answers' } },
    { id: 'rate', kind: 'share', name: { zh: '正确率', en: 'Accuracy' } },
    { id: 'low', kind: 'share', name: { zh: '下限', en: 'Low' } },
    { id: 'high', kind: 'share', name: { zh: '上限', en: 'High' } },
  ],
  verbs: ['question.answered'],
  atLeast: { n: 20, of: 'answers' },
  interval: 'wilson',
  privacy: 'groups',
};
const rows: Row[] = [
  { department: 'd1', n: 200, rate: 0.8, low: 0.74, high: 0.85, people: 12 },
  { department: 'd2', n: 7, rate: 0.5, low: 0.2, high: 0.8, people: 6 },
];
const BARS: Draw = { kind: 'bars', label: 'department', value: 'rate', band: ['low', 'high'] };
const SHEET = { narrow: false, still: true, font: { family: 'sans-serif', size: 13 } };
const names = { department: { d1: '仓储部', d2: '客服部' } };

describe('the filter of figures', () => {
  test('stands in the address and comes back from it', () => {
    const chosen: Filter = { ...filter, department: 'd 1', quest: 'q&1' };
    expect(filterOf(addressOf(chosen), ENDS)).toEqual(chosen);
  });
  test('is the last 28 days where the address says nothing that it understands', () => {
    expect(filterOf('?from=20261399&to=x&department=', ENDS)).toEqual({ from: 20261026, to: 20261122 });
  });
  test('turns days round that were given the wrong way', () => {
    expect(filterOf('?from=20261122&to=20261101', ENDS)).toEqual({ from: 20261101, to: 20261122 });
  });
  test('knows its presets, and that own days are none of them', () => {
    for (const preset of [7, 28, 90, 'all'] as const)
      expect(presetOf(daysOf(preset, ENDS), ENDS)).toBe(preset);
    expect(daysOf('all', ENDS).from).toBe(20261001);
    expect(presetOf({ from: 20261102, to: 20261103 }, ENDS)).toBeUndefined();
  });
  test('loses a narrowing that is taken off', () => {
    expect(narrowed({ ...filter, post: '店员' }, 'post', undefined)).toEqual(filter);
  });
});

describe('the events behind a row', () => {
  test('are those of its department, in the days of the filter', () => {
    const behind = behindOf(metric, rows[0] ?? {}, false);
    expect(behind && eventQueryOf(metric, filter, behind)).toEqual({
      filter: { ...filter, department: 'd1' },
      verbs: ['question.answered'],
      limit: 50,
    });
  });
  test('are none where the figure reads state, or where nothing in the row says which', () => {
    expect(behindOf({ ...metric, verbs: [] }, rows[0] ?? {}, true)).toBeUndefined();
    expect(behindOf(metric, { n: 3 }, false)).toBeUndefined();
    expect(behindOf(metric, { n: 3 }, true)).toEqual({});
  });
});

test('a chart has a mark for each row that says value, interval and n', () => {
  const drawn = make({ metric, rows, names }, BARS, SHEET);
  expect(drawn?.marks.map((m) => m.label)).toEqual(['仓储部', '客服部']);
  expect(drawn?.marks[0]?.lines).toEqual(['作答: 200', '正确率: 80% (74% – 85%)']);
});

test('the next Wednesday at nine is found by the clock of the zone', () => {
  const sunday = Date.UTC(2026, 10, 22, 6, 0);
  expect(new Date(nextAt(3, 9, 'Asia/Shanghai', sunday)).toISOString()).toBe('2026-11-25T01:00:00.000Z');
});

const view: FigureView = { id: metric.id, filter, rows, hidden: 1, at: 0, names };
let reply: Partial<FigureView> = {};
const asked: string[] = [];
const server = {
  fetch: async (url: string): Promise<Response> => {
    asked.push(url);
    if (url === '/api/figures') return Response.json([metric]);
    if (url.startsWith('/api/figure-events')) return Response.json([]);
    return Response.json({ ...view, ...reply });
  },
};
const card = (
  <App>
    <FigureCard metric={metric.id} filter={filter} draw={BARS} />
  </App>
);

describe('a figure on its card', () => {
  beforeEach(() => {
    asked.length = 0;
    reply = {};
    forgetDefinitions();
    setTheStage(server);
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe = () => {};
        unobserve = () => {};
        disconnect = () => {};
      },
    );
  });
  afterEach(clearTheStage);

  test('says its definition, n, the interval, what is grey and what is left out', async () => {
    await show(card);
    await settle(100);
    for (const text of ['各部门作答', '每个部门的正确率。', 'n = 7 – 200', '威尔逊', '不足 20', '另有 1 行'])
      expect(page()).toContain(text);
  });

  test('shows the same numbers as a table, and few as few', async () => {
    await show(card);
    await settle(100);
    await click(one('.figure-tools [aria-pressed]'));
    expect(all('.figure-table tbody tr').map((tr) => tr.textContent)).toEqual([
      '仓储部20080%74%85%',
      '客服部样本少750%20%80%',
    ]);
    await click(one('.figure-table tbody button'));
    await settle(200);
    const events = asked.find((url) => url.startsWith('/api/figure-events'));
    expect(decodeURIComponent(events ?? '')).toContain('"department":"d1"');
  });

  test('says that there are not enough people, which is not the same as nothing', async () => {
    reply = { rows: [], hidden: 3 };
    await show(card);
    await settle(100);
    expect(page()).toContain('人数不足 5 人');
    expect(page()).not.toContain('还没有数据');
  });
});
