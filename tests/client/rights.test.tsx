import { afterEach, beforeEach, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { RightsPage } from '../../client/ui/rights/RightsPage.tsx';
import type { Me } from '../../server/domain/api.ts';
import type { MyRights } from '../../server/domain/api-rights.ts';
import { MOST_DAYS } from '../../server/domain/rights.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { all, clearTheStage, page, setTheStage, show } from './play-stage.tsx';

const ME: Me = {
  person: { id: 'p1', name: '王小岛', role: 'learner', guest: false, avatar: 'a' },
  org: { id: 'o1', name: '群岛科技', code: 'X', zone: 'Asia/Shanghai' },
  session: 's1',
  settings: DEFAULT_SETTINGS,
};
const RIGHTS: MyRights = {
  consents: [],
  looks: [
    { what: 'answers.by_person', by: 'trainer', n: 2, at: 1, figure: { zh: '每人答题', en: 'By person' } },
    { what: 'cohort', by: 'trainer', n: 1, at: 1 },
  ],
  days: { ...MOST_DAYS },
  decideDays: 15,
  keepCertificates: false,
  traits: false,
};

beforeEach(() => {
  setLang('zh');
  setTheStage({ fetch: async () => new Response(JSON.stringify(RIGHTS)) });
});
afterEach(async () => {
  await clearTheStage();
  setLang('zh');
});

const kept = (): string[] => all('.rights-kept').map((line) => line.textContent ?? '');

test('every privacy class says how long it is kept and on what basis, which counsel has yet to confirm', async () => {
  await show(<RightsPage me={ME} />);
  expect(kept()).toHaveLength(9);
  for (const line of kept()) expect(line).toMatch(/依据：.{6,}(\d 天|按公司规定)$/u);
  expect(page()).toContain('有待公司法务确认');
});

test('the same stands in English', async () => {
  setLang('en');
  await show(<RightsPage me={ME} />);
  for (const line of kept()) expect(line).toMatch(/Basis: .{10,}(\d days|rules of your company)$/u);
  expect(page()).toMatch(/to be confirmed by your company.s counsel/u);
});

test('who looked says which figure or list it was', async () => {
  await show(<RightsPage me={ME} />);
  expect(page()).toContain('培训师看过统计“每人答题”里你的那一行');
  expect(page()).toContain('培训师看过班期看板上你的那一行');
});
