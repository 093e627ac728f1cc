import { afterEach, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { Report } from '../../client/ui/host/Report.tsx';
import type { QuestionView } from '../../server/domain/answer.ts';
import type { BattleReport } from '../../server/domain/api-battle.ts';
import { battle } from './hall-fixtures.ts';
import { all, change, clearTheStage, one, page, setTheStage, settle, show } from './play-stage.tsx';

type Asked = BattleReport['questions'][number];
const asked = (id: string, verdict: Partial<Asked['verdict']>, question: object): Asked => ({
  question: { id, version: 1, difficulty: 0, hasHint: false, ...question } as QuestionView,
  verdict: { ok: true, score: 1, key: 0, ...verdict },
  n: 4,
  right: 2,
  counts: [],
  medianMs: 1_200,
  skipped: false,
});
const report: BattleReport = {
  battle: battle({ status: 'done' }),
  players: 4,
  questions: [
    asked(
      'gaps',
      { key: { gaps: [['OA']] } },
      {
        ...{ type: 'cloze', gaps: [{ kind: 'short' }] },
        stem: { zh: '领用电脑先在 [[1]] 里申请。' },
      },
    ),
    asked(
      'order',
      { key: [1, 0] },
      {
        ...{ type: 'ordering', items: [{ zh: '领取' }, { zh: '申请' }] },
        stem: { zh: '排好领用电脑的步骤。' },
      },
    ),
    asked('typed', { key: ['工单', '服务单'] }, { type: 'short', stem: { zh: '报修提交什么？' } }),
  ],
  people: [],
  teams: [],
  growth: { first: 0.5, last: 0.5 },
  flags: 0,
};

afterEach(async () => {
  await clearTheStage();
  setLang('zh');
});

test('a report shows gaps as lines, each part of an answer on its own line, and no growth as 0', async () => {
  setTheStage({ fetch: async () => new Response(JSON.stringify(report)) });
  await show(<Report battle="battle-1" />);
  await settle(60);
  expect(one('.report-stem').textContent).toBe('领用电脑先在 ＿＿ 里申请。');
  const keys = () => all('.report-key').map((key) => key.textContent?.split('\n').map((line) => line.trim()));
  expect(keys().slice(1)).toEqual([['正确答案：', '1. 申请', '2. 领取'], ['正确答案：工单，或 服务单']]);
  expect(all('.report-figures b').map((b) => b.textContent)).toContain('0');
  await change(() => setLang('en'));
  expect(page()).toContain('Growth (percentage points)');
});
