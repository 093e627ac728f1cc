import { afterEach, describe, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { Hud } from '../../client/ui/Hud.tsx';
import { Today } from '../../client/ui/Today.tsx';
import type { Me, QuestView } from '../../server/domain/api.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import type { Lang } from '../../server/domain/text.ts';
import { clearTheStage, one, page, setTheStage, show } from './play-stage.tsx';

const ME: Me = {
  person: { id: 'p1', name: '王小岛', role: 'learner', guest: false, avatar: 'a' },
  org: { id: 'o1', name: '群岛科技', code: 'X', zone: 'Asia/Shanghai' },
  session: 's1',
  settings: DEFAULT_SETTINGS,
};
const viewOn = (day: number): QuestView => ({
  ...{ id: 'q', name: { zh: '新人七日航程' }, day, days: 7, coins: 0, streak: 0 },
  ...{ islands: [], tasks: [], peers: [], unread: 0, credits: 0 },
});
const nothing = { fetch: async () => new Response('{"code":"not_found"}', { status: 404 }) };
const said = async (day: number, lang: Lang = 'zh'): Promise<{ today: string; hud: string }> => {
  setTheStage(nothing);
  setLang(lang);
  await show(<Today view={viewOn(day)} />);
  const today = page();
  await clearTheStage();
  setTheStage(nothing);
  setLang(lang);
  await show(<Hud me={ME} view={viewOn(day)} />);
  const chip = one('.chip-days');
  const hud = `${chip.getAttribute('aria-label')} ${chip.textContent}`;
  await clearTheStage();
  return { today, hud };
};

describe('which day of the voyage it is', () => {
  afterEach(clearTheStage);

  test('is a number from the first day to the last', async () => {
    for (const day of [1, 7]) {
      const { today, hud } = await said(day);
      expect(today).toContain(`第 ${day} 天，共 7 天`);
      expect(hud).toContain(`航程第 ${day} 天，共 7 天`);
    }
    expect((await said(7)).hud).toContain('今天靠岸');
  });

  test('is no nineteenth of seven afterwards, but an open sea', async () => {
    const { today, hud } = await said(19);
    expect(`${today}${hud}`).not.toMatch(/19|今天靠岸/u);
    expect(today).toContain('岛屿一直为你开着');
    expect(hud).toContain('已经靠岸');
    const english = await said(19, 'en');
    expect(`${english.today}${english.hud}`).not.toMatch(/19|Ashore today/u);
    expect(english.today).toContain('The days of the voyage are over. Its islands stay open to you.');
  });

  test('is no zeroth before it begins', async () => {
    const { today, hud } = await said(0);
    expect(`${today}${hud}`).not.toContain('第 0 天');
    expect(today).toContain('航程还没开始');
    expect(hud).toContain('还有 7 天靠岸');
  });
});
