import { App } from 'antd';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import {
  addIsland,
  addStation,
  islandsOf,
  stationsOf,
  thrownStyle,
} from '../../client/studio/quests/build.ts';
import { QuestBuilder } from '../../client/studio/quests/QuestBuilder.tsx';
import type { Me } from '../../server/domain/api.ts';
import { all, clearTheStage, one, page, press, setTheStage, settle, show } from './play-stage.tsx';

type Loose = Record<string, unknown>;
const half = () => 0.5;
const start = (() => {
  const empty = { definition: { id: 'q1', name: { zh: '消防任务' }, days: 7, islands: [] }, cards: [] };
  const island = addIsland(empty, thrownStyle(half, 0), {
    name: { zh: '东岛' },
    about: { zh: '开始' },
    bank: 'fire',
  });
  const practice = addStation(island.build, { island: 0 }, 'practice');
  return addStation(practice.build, { island: 0 }, 'exam').build;
})();
let server: { rev: number; definition: unknown; cards: unknown; saves: number; refuse: boolean };

const view = () => ({
  id: 'q1',
  name: { zh: '消防任务' },
  state: 'draft',
  version: 0,
  islands: 1,
  stations: 2,
  cohorts: [],
  audience: [{ kind: 'everyone', holder: '', name: '' }],
  changed: true,
  updatedAt: 0,
  faults: [],
  versions: [],
  rev: server.rev,
  definition: server.definition,
  cards: server.cards,
});
const bank = {
  id: 'fire',
  name: { zh: '消防' },
  access: 'own',
  shipped: false,
  counts: { draft: 0, review: 0, ready: 20, retired: 0 },
  shares: [],
};
const REPLIES: Record<string, () => unknown> = {
  '/api/banks': () => [bank],
  '/api/banks/fire/frame': () => ({ bank, categories: [], tags: [], points: [], people: [] }),
  '/api/banks/fire/ready': () => [{ point: '', difficulty: 2, type: 'single', n: 20 }],
  '/api/quests/q1/draft': view,
};
const fetch = async (url: string, init: { body?: string }): Promise<Response> => {
  if (url !== '/api/quests/draft') return Response.json(REPLIES[url]?.() ?? {});
  const body = JSON.parse(init.body ?? '{}') as Loose;
  if (server.refuse || body.rev !== server.rev)
    return Response.json({ code: 'quest.changed', details: { rev: server.rev } }, { status: 409 });
  server = {
    ...server,
    rev: server.rev + 1,
    definition: body.definition,
    cards: body.cards,
    saves: server.saves + 1,
  };
  return Response.json(view());
};
const me = { person: { id: 'me' } } as Me;
/** Waits for what autosave brings, on a busy machine, too. */
const until = async (isSo: () => boolean): Promise<void> => {
  for (let n = 0; n < 60 && !isSo(); n += 1) await settle(200);
  expect(isSo()).toBe(true);
};
const open = async () => {
  await show(
    <App>
      <QuestBuilder me={me} quest="q1" />
    </App>,
  );
  await until(() => all('.qb-node').length > 0);
};
const write = async (label: string, text: string): Promise<void> => {
  const input = one(`[aria-label="${label}"]`);
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
};
const stationNames = () => all('.qb-node').map((n) => n.querySelector('span')?.textContent);

vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => {
  server = { rev: 1, definition: start.definition, cards: [], saves: 0, refuse: false };
  setTheStage({ fetch });
});
afterEach(async () => {
  setLang('zh');
  await clearTheStage();
});

test('a quest is chosen, moved, written and saved by keyboard alone', async () => {
  await open();
  expect(stationNames()).toEqual(['消防任务', '东岛', '练习', '闯关考试']);
  one('.qb-node').focus();
  for (let n = 0; n < 3; n += 1) await press('ArrowDown');
  expect(document.activeElement?.textContent).toContain('闯关考试');
  await press('ArrowUp', { altKey: true });
  expect(stationNames()).toEqual(['消防任务', '东岛', '闯关考试', '练习']);
  expect((document.activeElement as HTMLElement).dataset.spot).toBe('islands.0.stations.0');
  await write('名称 · 中文', '期末考试');
  await until(() => JSON.stringify(server.definition).includes('期末考试'));
  const [island] = islandsOf({ definition: server.definition as Loose, cards: [] });
  expect(stationsOf(island).map((s) => s.name)).toMatchObject([{ zh: '期末考试' }, { zh: '练习' }]);
  await until(() => page().includes('已保存'));
});

test('what somebody else has saved is never overwritten unless the builder says so', async () => {
  await open();
  server = { ...server, rev: 5, definition: { ...start.definition, days: 30 } };
  await write('名称 · 中文', '我的名字');
  await until(() => page().includes('这个任务在别处被改动过'));
  expect(server.saves).toBe(0);
  const mine = all('button').find((b) => b.textContent?.includes('保留我的'));
  await act(async () => mine?.click());
  await until(() => server.saves === 1);
  expect(server).toMatchObject({ saves: 1, rev: 6, definition: { name: { zh: '我的名字' }, days: 7 } });
});

test('what was typed and not saved is there again after a reload', async () => {
  await open();
  server.refuse = true;
  await write('名称 · 中文', '断电前');
  await clearTheStage();
  const kept = { ...localStorage };
  setTheStage({ fetch });
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
  server.refuse = false;
  await open();
  await until(() => server.saves === 1);
  expect(server).toMatchObject({ saves: 1, definition: { name: { zh: '断电前' } } });
});
