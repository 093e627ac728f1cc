import { App } from 'antd';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { awardShares, tiesIn } from '../../client/studio/insight/effect/award-shares.ts';
import { drawFor } from '../../client/studio/insight/effect/draw-for.ts';
import { KpiCard } from '../../client/studio/insight/effect/KpiCard.tsx';
import { cellsOf } from '../../client/studio/insight/effect/kpi-cells.ts';
import { OsmCard } from '../../client/studio/insight/effect/OsmCard.tsx';
import {
  filterOf,
  freshId,
  isComplete,
  newMeasure,
  stateOf,
  valueIn,
  worstOf,
} from '../../client/studio/insight/effect/osm.ts';
import { RoiCard } from '../../client/studio/insight/effect/RoiCard.tsx';
import { breakEven } from '../../client/studio/insight/effect/roi.ts';
import { triangleOf } from '../../client/studio/insight/effect/triangle.ts';
import { bytesText } from '../../client/studio/insight/system/amounts.ts';
import { SystemTab } from '../../client/studio/insight/system/SystemTab.tsx';
import { ChecklistCard } from '../../client/ui/checklist/ChecklistCard.tsx';
import type { Me } from '../../server/domain/api.ts';
import type { AwardDetail, AwardLine } from '../../server/domain/api-award.ts';
import type { BackupsView, LawsView, SystemHealth, SystemStorage } from '../../server/domain/api-system.ts';
import type { OsmTree, RoiSheet } from '../../server/domain/effect.ts';
import type { MetricView } from '../../server/domain/figure.ts';
import { all, clearTheStage, click, page, setTheStage, settle, show } from './play-stage.tsx';

const SHEET: RoiSheet = {
  currency: 'CNY',
  benefits: [{ name: '客诉少了', amount: 1_000_000, isolation: 0.4, confidence: 0.5, source: '客服台账' }],
  costs: [{ name: '学习时间', amount: 100_000, source: '100 人 × 8 小时' }],
};

test('the cost is paid back by the part of the benefit that equals it; without either there is no such part', () => {
  expect(breakEven(SHEET)).toBe(0.5);
  expect(breakEven({ ...SHEET, costs: [] })).toBeUndefined();
  expect(breakEven({ ...SHEET, benefits: [] })).toBeUndefined();
});

test('pasted cells and CSV become rows, quotes and both line ends included', () => {
  expect(cellsOf('a\tb, c\r\nd\te\n')).toEqual([
    ['a', 'b, c'],
    ['d', 'e'],
  ]);
  expect(cellsOf('\ufeff"x, ""y""",1\nz,2')).toEqual([
    ['x, "y"', '1'],
    ['z', '2'],
  ]);
});

describe('the tree of objectives', () => {
  const measure = { ...newMeasure('n3'), name: '月活跃', days: 7 };
  const tree: OsmTree = {
    objectives: [{ id: 'n1', name: '活跃', strategies: [{ id: 'n2', name: '提醒', measures: [measure] }] }],
  };

  test('asks for the last complete days and reads the newest row', () => {
    expect(filterOf(measure, 20_261_122)).toEqual({ from: 20_261_115, to: 20_261_121 });
    expect(valueIn(measure, [{ rate: 0.2 }, { rate: 0.5 }])).toBe(0.5);
    expect(valueIn({ ...measure, row: 'first' }, [{ rate: 0.2 }, { rate: 0.5 }])).toBe(0.2);
    expect(valueIn(measure, [])).toBeNull();
  });

  test('a branch is as well as its worst measure, and no data is no success', () => {
    expect(worstOf(['green', 'amber', 'red'])).toBe('red');
    expect(worstOf(['green', 'none'])).toBe('none');
    expect(worstOf([])).toBe('none');
    expect(stateOf(measure, 0.5)).toBe('amber');
    expect(stateOf(measure, undefined)).toBe('none');
  });

  test('gives new branches ids that nothing has, and is complete when all have names', () => {
    expect(freshId(tree)).toBe('n4');
    const nameless = { objectives: [{ id: 'n1', name: ' ', strategies: [] }] };
    expect([isComplete(tree), isComplete(nameless)]).toEqual([true, false]);
  });
});

test('the triangle has a line for each group and no cell where the day is not over', () => {
  const row = (cohort: number, offset: number, hits: number, n: number) => ({
    cohort,
    offset,
    hits,
    n,
    rate: hits / n,
  });
  const { offsets, lines } = triangleOf([
    row(20261102, 7, 2, 10),
    row(20261102, 1, 5, 10),
    row(20261109, 1, 4, 8),
  ]);
  expect(offsets).toEqual([1, 7]);
  expect(lines.map((l) => [l.cohort, l.n, l.cells.map((c) => c?.rate)])).toEqual([
    [20261102, 10, [0.5, 0.2]],
    [20261109, 8, [0.5, undefined]],
  ]);
});

describe('the spread of awards', () => {
  const lineOf = (n: number, department: string, won: boolean, more: object = {}): AwardLine =>
    ({ person: `p${n}`, name: `p${n}`, department, won, place: n, ...more }) as AwardLine;
  const six = Array.from({ length: 6 }, (_, n) => lineOf(n + 1, '销售部', n < 3));
  const four = Array.from({ length: 4 }, (_, n) => lineOf(n + 10, '产品部', true));
  const award = (lines: AwardLine[]): AwardDetail => ({ result: { lines } }) as AwardDetail;

  test('counts winners among the eligible by department, without those who were taken out', () => {
    const out = lineOf(7, '销售部', true, { excluded: '违规' });
    const { shares, hidden } = awardShares([award([...six, out])], '未分部门');
    expect([shares.length, hidden]).toEqual([1, 0]);
    expect(shares[0]).toMatchObject({ department: '销售部', won: 3, n: 6, rate: 0.5 });
    expect(shares[0]?.low).toBeCloseTo(0.1876, 3);
  });

  test('hides departments of fewer than five, also when they are in several awards', () => {
    expect(awardShares([award(four), award(four)], '未分部门')).toEqual({ shares: [], hidden: 1 });
  });

  test('knows how many share a place', () => {
    const places = [1, 2, 2, 4, 4, 4, 0, 0].map((place, n) => lineOf(n, 'x', false, { place }));
    expect(tiesIn(places)).toBe(5);
  });
});

test('a figure that nobody drew by hand is bars where it has one name and a rate, else a table', () => {
  const metric = (...columns: [string, string][]): MetricView =>
    ({ columns: columns.map(([id, kind]) => ({ id, kind, name: { zh: id } })) }) as MetricView;
  expect(drawFor(metric(['quest', 'quest'], ['rate', 'share'], ['low', 'share'], ['high', 'share']))).toEqual(
    {
      ...{ kind: 'bars', label: 'quest', value: 'rate', band: ['low', 'high'] },
    },
  );
  expect(drawFor(metric(['day', 'day'], ['n', 'count'])).kind).toBe('table');
  expect(drawFor(metric(['quest', 'quest'], ['cohort', 'cohort'], ['rate', 'share'])).kind).toBe('table');
});

test('bytes are told in the unit that fits', () => {
  expect([0, 999, 1536, 5 * 2 ** 20, 300 * 2 ** 30].map(bytesText)).toEqual([
    ...['0 B', '999 B', '1.5 KB', '5 MB', '300 GB'],
  ]);
});

const stubBrowser = (): void => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => {};
      unobserve = () => {};
      disconnect = () => {};
    },
  );
};

describe('the forms of effect', () => {
  let asked: { url: string; body: Record<string, unknown> }[];
  let due: unknown[];
  const server = {
    fetch: async (url: string, init: { body?: string; method?: string }): Promise<Response> => {
      if (init.method === 'POST')
        asked.push({ url, body: JSON.parse(init.body ?? '{}') as Record<string, unknown> });
      if (url.endsWith('/roi')) return Response.json({ rev: 2, data: SHEET });
      if (url.endsWith('/roi/save')) return Response.json({ rev: 3, data: SHEET });
      if (url.endsWith('/osm') || url.endsWith('/osm/save'))
        return Response.json({ rev: 0, data: { objectives: [] } });
      if (url.endsWith('/kpis')) return Response.json([]);
      if (url.endsWith('/import')) return Response.json({ taken: 2, refused: [], kpis: [] });
      if (url.endsWith('/checks')) return Response.json(due);
      return Response.json(url.endsWith('/figures') ? [] : { ok: true, people: [], departments: [] });
    },
  };
  const type = async (box: Element | null | undefined, text: string): Promise<void> => {
    const kind = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    await act(async () => {
      Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(box, text);
      box?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await settle(60);
  };
  const button = (name: string) => all('button').find((b) => b.textContent?.replace(/\s/gu, '') === name);
  beforeEach(() => {
    asked = [];
    due = [];
    setTheStage(server);
    stubBrowser();
  });
  afterEach(clearTheStage);

  test('return on investment shows every assumption beside the result, and is saved on what was read', async () => {
    await show(
      <App>
        <RoiCard zone="Asia/Shanghai" />
      </App>,
    );
    await settle(150);
    const facts = all('.effect-facts dd').map((d) => d.textContent);
    expect(facts).toEqual(['200,000', '100,000', '100,000', '100%']);
    expect(page()).toContain('只要实现 50%');
    await type(all('.effect-line input')[0], '客诉少了三成');
    await click(button('保存'));
    expect(asked[0]).toMatchObject({ url: '/api/effect/roi/save', body: { rev: 2 } });
    expect(JSON.stringify(asked[0]?.body)).toContain('客诉少了三成');
  });

  test('lines of the business are looked through before anything is sent, with the faults by line', async () => {
    await show(
      <App>
        <KpiCard today={20_261_122} />
      </App>,
    );
    await settle(150);
    const lines = '指标,组别,时期,数值\n客诉率,参训组,202609,3.2%\n客诉率,,202610,1\n客诉率,对照组,202610,x';
    await type(document.querySelector('textarea'), lines);
    expect(asked).toEqual([]);
    expect(page()).toContain('1 行可以导入，2 行有问题');
    expect(page()).toContain('第 3 行缺少指标或组别');
    expect(page()).toContain('第 4 行的数值看不懂');
    await click(button('导入'));
    expect(asked[0]).toMatchObject({ url: '/api/effect/kpis/import', body: { text: lines } });
  });

  test('an objective is written and saved only with names', async () => {
    await show(
      <App>
        <OsmCard today={20_261_122} zone="Asia/Shanghai" />
      </App>,
    );
    await settle(150);
    expect(page()).toContain('还没有目标');
    await click(button('编辑'));
    await click(button('添加目标'));
    expect(button('保存')?.hasAttribute('disabled')).toBe(true);
    await type(document.querySelector('.osm-named input'), '人人每月都来');
    await click(button('保存'));
    expect(asked).toMatchObject([
      { url: '/api/effect/osm/save', body: { rev: 0, data: { objectives: [{ name: '人人每月都来' }] } } },
    ]);
  });

  test('a learner sees nothing while no check of behaviour is open', async () => {
    await show(<ChecklistCard />);
    await settle(100);
    expect(page()).toBe('');
  });

  test('a learner answers the five behaviours when they are due', async () => {
    due = [{ quest: 'q', mark: 30, items: ['查', '做', '说', '用', '教'].map((zh) => ({ zh })) }];
    await show(<ChecklistCard />);
    await settle(100);
    await click(all('.checklist input')[1]);
    due = [];
    await click(button('提交'));
    await settle(100);
    expect(asked).toMatchObject([
      { url: '/api/effect/checks/answer', body: { quest: 'q', seen: [false, true, false, false, false] } },
    ]);
    expect(page()).toContain('谢谢你如实回答');
  });
});

const AT = Date.UTC(2026, 10, 16, 1);
const health: SystemHealth = {
  ...{
    now: AT,
    startedAt: AT - 3 * 3_600_000,
    version: '0.1.0',
    node: 'v24',
    database: 'sqlite',
    storage: 'ok',
  },
  loop: [],
  memory: { rss: 2 ** 28, heapUsed: 2 ** 26, heapTotal: 2 ** 27, machine: 2 ** 34, free: 2 ** 33 },
  ...{ cores: 2, load: 0.5, rooms: [{ name: 'lobby', rooms: 1, people: 7 }] },
  jobs: [{ name: 'seasons', everyMs: 60_000, runs: 3, failures: 1, ranAt: AT, tookMs: 12, failed: true }],
};
const storage: SystemStorage = {
  at: AT,
  database: 'sqlite',
  bytes: { database: 2 ** 21, wal: 0, backups: 0 },
  disk: { free: 2 ** 35, total: 2 ** 36 },
  events: 1234,
  groups: [{ group: 'log', bytes: 2 ** 20 }],
  ...{ tables: [], perDay: [] },
};

describe('the machine room', () => {
  let laws: LawsView;
  let backups: BackupsView;
  let asked: string[];
  const server = {
    fetch: async (url: string, init: { method?: string }): Promise<Response> => {
      asked.push(`${init.method} ${url}`);
      if (url.endsWith('/health')) return Response.json(health);
      if (url.endsWith('/storage')) return Response.json(storage);
      if (url.endsWith('/audit')) return Response.json(laws);
      return Response.json(backups);
    },
  };
  const meAs = (role: string) => ({ person: { id: 'me', role }, org: { zone: 'Asia/Shanghai' } }) as Me;
  const open = async (role = 'admin'): Promise<void> => {
    await show(
      <App>
        <SystemTab me={meAs(role)} />
      </App>,
    );
    await settle(200);
  };
  beforeEach(() => {
    asked = [];
    laws = {};
    backups = { database: 'sqlite', keep: 7, backups: [] };
    setTheStage(server);
    stubBrowser();
  });
  afterEach(clearTheStage);

  test('asks nothing and shows nothing for anybody but administrators', async () => {
    await open('manager');
    expect(asked).toEqual([]);
    expect(page()).toContain('只有系统所属公司的管理员');
  });

  test('tells how the server is and names the job that failed', async () => {
    await open();
    expect(page()).toContain('一切正常');
    expect(page()).toContain('海图大厅');
    expect(page()).toContain('活动结算');
    expect(page()).toContain('失败（共 1 次）');
    expect(page()).toContain('1,234');
  });

  test('checks the laws when asked, and says which one is broken in the language of the page', async () => {
    await open();
    expect(page()).toContain('还没有核对过');
    const broken = { name: 'no person has a negative balance', faults: ['a1: -5'] };
    const sound = { name: 'no event is stored twice', faults: [] };
    laws = { last: { at: AT, tookMs: 40, laws: [broken, sound] } };
    await click(all('.system-head button').find((b) => b.textContent === '现在核对'));
    await settle(150);
    expect(asked).toContain('POST /api/system/audit');
    expect(page()).toContain('2 条中有 1 条不成立');
    expect(page()).toContain('没有人的余额是负数');
    expect(page()).toContain('a1: -5');
  });

  test('makes a copy and offers it; on PostgreSQL it names the tool instead', async () => {
    await open();
    const copy = { name: 'archipelago-20261116-010000.db', at: AT, bytes: 2 ** 21, tookMs: 90, intact: true };
    backups = { ...backups, backups: [{ ...copy, sha256: 'ab'.repeat(32) }] };
    await click(all('.system-head button').find((b) => b.textContent === '立即备份'));
    await settle(150);
    const link = document.querySelector<HTMLAnchorElement>('.system-copies a');
    expect(link?.getAttribute('href')).toBe('/api/system/backups/archipelago-20261116-010000.db');
    expect(page()).toContain('完好');
  });

  test('on PostgreSQL names the tool instead of a button', async () => {
    backups = { database: 'postgres', keep: 7, backups: [] };
    await open();
    expect(page()).toContain('pg_dump');
    expect(all('.system-head button').map((b) => b.textContent)).not.toContain('立即备份');
  });
});
