import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { awardShares, tiesIn } from '../../client/studio/insight/effect/award-shares.ts';
import { drawFor } from '../../client/studio/insight/effect/draw-for.ts';
import { RoiCard } from '../../client/studio/insight/effect/RoiCard.tsx';
import { assumptionsIn, breakEven, roiOf } from '../../client/studio/insight/effect/roi.ts';
import { triangleOf } from '../../client/studio/insight/effect/triangle.ts';
import { bytesText } from '../../client/studio/insight/system/amounts.ts';
import { SystemTab } from '../../client/studio/insight/system/SystemTab.tsx';
import type { Me } from '../../server/domain/api.ts';
import type { AwardDetail, AwardLine } from '../../server/domain/api-award.ts';
import type { BackupsView, LawsView, SystemHealth, SystemStorage } from '../../server/domain/api-system.ts';
import type { MetricView } from '../../server/domain/figure.ts';
import { all, clearTheStage, click, page, setTheStage, settle, show } from './play-stage.tsx';

const ENTERED = {
  ...{ benefit: 1_000_000, isolation: 0.4, confidence: 0.5 },
  ...{ outlay: 60_000, people: 100, hours: 8, hourly: 50 },
};

describe('the return on investment', () => {
  test('credits only the part that the training brought, as sure as somebody is', () => {
    expect(roiOf(ENTERED)).toEqual({
      credited: 200_000,
      time: 40_000,
      cost: 100_000,
      net: 100_000,
      percent: 100,
    });
    expect(breakEven(ENTERED)).toBe(500_000);
  });

  test('is no number without a cost, and never pays back when nothing counts', () => {
    const free = { ...ENTERED, outlay: 0, hours: 0 };
    expect(roiOf(free)).not.toHaveProperty('percent');
    expect(breakEven({ ...ENTERED, isolation: 0 })).toBeUndefined();
  });

  test('begins with what was kept, and forgets what is no number', () => {
    expect(assumptionsIn(['10', 'x', '-1'])).toMatchObject({ benefit: 10, isolation: 0.5, confidence: 0.5 });
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

describe('the form of the return on investment', () => {
  beforeEach(() => {
    localStorage.clear();
    setTheStage({ fetch: async () => Response.json({}) });
    stubBrowser();
  });
  afterEach(clearTheStage);

  test('shows every assumption beside the result, and is as it was left', async () => {
    localStorage.setItem(
      'studio.roi.me',
      JSON.stringify(['1000000', '0.4', '0.5', '60000', '100', '8', '50']),
    );
    await show(<RoiCard person="me" />);
    expect(all('.effect-fields label').map((l) => l.textContent)).toHaveLength(7);
    expect(all('.effect-facts dd').map((d) => d.textContent)).toEqual([
      '200,000',
      '40,000',
      '100,000',
      '100,000',
      '100%',
    ]);
    expect(page()).toContain('收益达到 500,000 元时刚好回本。');
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
