import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Board } from '../../client/studio/cohorts/board/Board.tsx';
import { countsOf, FIRST_ORDER, shownMembers } from '../../client/studio/cohorts/board/members.ts';
import { lastDay, monthAfter, toggled, weeksOf, zones } from '../../client/studio/cohorts/days.ts';
import { pathOfPlace, placeOf } from '../../client/studio/place.ts';
import type { Me } from '../../server/domain/api.ts';
import type { CohortBoard, MemberRow } from '../../server/domain/api-cohorts.ts';
import { all, clearTheStage, click, one, page, setTheStage, settle, show } from './play-stage.tsx';

const member = (person: string, more: Partial<MemberRow> = {}): MemberRow => ({
  person,
  name: `学员${person}`,
  state: 'on-track',
  stationsDone: 3,
  credits: 10,
  openErrors: 0,
  answers: 5,
  toMark: 0,
  extraDays: 0,
  ...more,
});
const members = [
  member('1'),
  member('2', { state: 'stuck', stuckSince: 2000, name: '王二', department: '海洋部' }),
  member('3', { state: 'stuck', stuckSince: 1000, name: '李三' }),
  member('4', { state: 'not-started', stationsDone: 0, credits: 0 }),
  member('5', { state: 'graduated', stationsDone: 9, credits: 100 }),
];
const names = (list: readonly MemberRow[]): string[] => list.map((m) => m.person);

describe('the members of a cohort', () => {
  test('stand with who needs somebody first on top, the one stuck longest before all', () => {
    expect(names(shownMembers(members, { state: 'all', words: '' }, FIRST_ORDER, 'zh-CN'))).toEqual([
      '3',
      '2',
      '4',
      '1',
      '5',
    ]);
  });
  test('are found by state, by name and by department', () => {
    const found = (state: MemberRow['state'] | 'all', words: string) =>
      names(shownMembers(members, { state, words }, FIRST_ORDER, 'zh-CN'));
    expect(found('stuck', '')).toEqual(['3', '2']);
    expect(found('all', '海洋')).toEqual(['2']);
    expect(found('stuck', '学员')).toEqual([]);
    expect(countsOf(members)).toEqual({
      'not-started': 1,
      'on-track': 1,
      behind: 0,
      stuck: 2,
      graduated: 1,
    });
  });
});

describe('the days of a cohort', () => {
  test('a month stands in weeks from Monday on', () => {
    const weeks = weeksOf(202611);
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([20261026, 20261027, 20261028, 20261029, 20261030, 20261031, 20261101]);
    expect([monthAfter(202612, 1), monthAfter(202601, -1), monthAfter(202611, 14)]).toEqual([
      202701, 202512, 202801,
    ]);
  });
  test('the last day comes after the days of rest, and none is told when every weekday rests', () => {
    const rest = { weekdays: [6, 7], days: [20261118] };
    expect(lastDay(20261116, { weekdays: [], days: [] }, 7)).toBe(20261122);
    expect(lastDay(20261116, rest, 7)).toBe(20261125);
    expect(lastDay(20261116, { weekdays: [1, 2, 3, 4, 5, 6, 7], days: [] }, 7)).toBeUndefined();
  });
  test('a single day of rest goes on and off', () => {
    const on = toggled({ weekdays: [7], days: [20261120] }, 20261118);
    expect(on.days).toEqual([20261118, 20261120]);
    expect(toggled(on, 20261118).days).toEqual([20261120]);
  });
  test('Shanghai is the first zone, and none is there twice', () => {
    expect(zones()[0]).toBe('Asia/Shanghai');
    expect(new Set(zones()).size).toBe(zones().length);
  });
});

test('a cohort has an address of its own', () => {
  expect(placeOf(pathOfPlace({ name: 'cohort', cohort: 'a b' }))).toEqual({ name: 'cohort', cohort: 'a b' });
  expect(placeOf('/cohorts')).toEqual({ name: 'cohorts' });
  expect(placeOf('/nothing')).toEqual({ name: 'banks' });
});

const board: CohortBoard = {
  cohort: {
    id: 'c1',
    quest: 'q1',
    questName: { zh: '入职' },
    name: '十一月',
    startDay: 20261116,
    zone: 'Asia/Shanghai',
    rest: { weekdays: [], days: [] },
    open: true,
    archived: false,
    members: 5,
    notStarted: 1,
    stuck: 2,
    graduated: 1,
    day: 3,
    days: 7,
  },
  stations: 9,
  expected: 3,
  members,
  others: [{ person: '9', name: '新来的' }],
  places: [{ island: { zh: '岛' }, station: 's1', name: { zh: '考试' }, kind: 'exam' }],
};
const sent: { url: string; body: unknown }[] = [];
const server = {
  fetch: async (url: string, init: { body?: string }): Promise<Response> => {
    if (init.body !== undefined) sent.push({ url, body: JSON.parse(init.body) });
    return Response.json(
      url.endsWith('/remind') ? { sent: 1, skipped: { optedOut: 1, today: 0, week: 0 } } : board,
    );
  },
};
/** What Ant Design asks a browser for. */
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
const me = { person: { id: 'me' } } as Me;

describe('the board', () => {
  beforeEach(async () => {
    sent.length = 0;
    setTheStage(server);
    stubBrowser();
    await show(
      <App>
        <Board me={me} cohort="c1" />
      </App>,
    );
    await settle(100);
  });
  afterEach(clearTheStage);

  test('counts the states, and shows those of one state alone', async () => {
    expect(all('.members tbody tr')).toHaveLength(5);
    expect(all('.board-state').map((b) => b.textContent)).toEqual([
      '全部 5',
      '卡住 2',
      '落后 0',
      '未开始 1',
      '正常 1',
      '已毕业 1',
    ]);
    await click(one('.board-state.is-stuck'));
    expect(all('.members tbody th').map((th) => th.textContent)).toEqual(['李三', '王二海洋部']);
    await click(one('.board-state.is-behind'));
    expect(page()).toContain('没有符合条件的人');
  });

  test('reminds everybody who is chosen by one press on a template', async () => {
    const boxes = all('.members tbody input');
    await click(boxes[0]);
    await click(boxes[1]);
    expect(page()).toContain('已选 2 人');
    await click(one('.board-picked .ant-btn-primary'));
    await settle(300);
    await click(document.querySelector('.ant-modal-footer .ant-btn-primary'));
    await settle(200);
    expect(sent).toMatchObject([{ url: '/api/cohorts/remind', body: { cohort: 'c1', people: ['2', '3'] } }]);
    expect(JSON.stringify(sent)).toContain('“入职”已经到第 3 天');
  });
});
