import { afterEach, beforeEach, expect, test } from 'vitest';
import { BillPage } from '../../client/ui/bill/BillPage.tsx';
import { StoryPage } from '../../client/ui/bill/StoryPage.tsx';
import { linesOf, sharedOf } from '../../client/ui/bill/share-picture.ts';
import type { Me } from '../../server/domain/api.ts';
import type { BillView } from '../../server/domain/api-bill.ts';
import { type BillDoc, sumsOf } from '../../server/domain/bill.ts';
import { all, clearTheStage, click, one, page, setTheStage, settle, show } from './play-stage.tsx';

const skill = {
  bank: 'b',
  point: 'p',
  name: { zh: '理赔', en: 'Claims' },
  level: 'growing',
  p: 0.8,
  low: 0.6,
  high: 0.9,
};
const DOC: BillDoc = {
  ...{ v: 1, rules: 1, kind: 'week', ref: '20261116', from: 20261116, to: 20261122 },
  sums: { ...sumsOf([], 12), days: 4, answers: 60, correct: 50, activeMs: 8_040_000, hour: 22 },
  coins: { in: 120, out: 30, balance: 400 },
  earned: { titles: [{ zh: '水手' }], badges: [], medals: 0 },
  reading: 2,
  strongest: { ...skill, n: 40 },
  next: { ...skill, n: 12 },
  honour: { id: 'mender', name: null, why: null, icon: 'ghost', n: 12, of: 0, rule: 1 },
  compared: { line: 'repaired', now: 12, before: 4 },
  rank: null,
  remark: { id: 'repaired-10', zh: '修好十处漏水', en: 'Ten leaks mended.', tone: 'proud' },
};
const VIEW: BillView = {
  doc: DOC,
  live: true,
  id: null,
  hash: null,
  before: [],
  at: 0,
  partner: null,
  notes: [],
};
const me = { person: { id: 'p1', name: '林小满' }, org: { name: '群岛', zone: 'Asia/Shanghai' } } as Me;
const sent: { key: string; body: unknown }[] = [];
const server = (replies: Record<string, unknown>) => ({
  fetch: async (url: string, init: RequestInit): Promise<Response> => {
    const key = `${init.method} ${url}`;
    sent.push({ key, body: JSON.parse(String(init.body ?? 'null')) });
    const reply = replies[key];
    return new Response(JSON.stringify(reply ?? { code: 'not_found' }), { status: reply ? 200 : 404 });
  },
});
const REPLIES = {
  'GET /api/bill?kind=week': VIEW,
  'GET /api/bills': { bills: [], story: null },
  'GET /api/bill/events?kind=week&ref=20261116&line=answers': {
    events: [
      {
        seq: 2,
        at: 0,
        verb: 'question.answered',
        obj: 'q',
        ok: 1,
        score: 1,
        ms: 5,
        amount: null,
        reason: null,
      },
    ],
    next: null,
  },
  'POST /api/bill/notes': {
    notes: [{ id: 'n', line: 'answers', text: '少了一题', at: 0, answer: null, answeredAt: null }],
  },
};
beforeEach(() => {
  sent.length = 0;
});
afterEach(clearTheStage);

const openBill = async (): Promise<void> => {
  setTheStage(server(REPLIES));
  await show(<BillPage me={me} bill={undefined} />);
  await settle();
};

test('a receipt is a list of terms with values: a number for a skill from thirty answers on, a band before', async () => {
  await openBill();
  const lines = new Map(
    all('.till-line').map((l) => [l.querySelector('dt')?.textContent, l.querySelector('dd')?.textContent]),
  );
  expect(lines.get('答题')).toContain('60 题');
  expect(lines.get('专注时间')).toContain('2 小时 14 分');
  expect(lines.get('最佳时段')).toContain('22:00–23:00');
  expect(lines.get('最强本领')).toContain('约 80%');
  expect(lines.get('下一项精通')).toContain('60%–90%');
  expect(one('.till-proud').textContent).toContain('12 题');
  expect(one('.till-honour').textContent).toContain('12 道错题隔天再答对 · 规则第 1 版');
  expect(page()).toContain('修好的错题从 4 到 12，多了 8');
  expect(all('.till-seal')).toHaveLength(0);
});

test('a line opens to its events, and what is wrong with it goes to the trainers', async () => {
  await openBill();
  const open = all('.till-open').find((b) => b.getAttribute('aria-label')?.includes('明细：答题'));
  if (!open) throw new Error('no such line');
  await click(open);
  await settle();
  expect(all('.behind li').map((l) => l.textContent)).toEqual([expect.stringContaining('✓ 答对')]);
  await click(one('.behind-wrong .btn'));
  expect(all('.behind-wrong textarea')).toHaveLength(1);
  expect(sent.filter((s) => s.key === 'POST /api/bill/notes')).toHaveLength(0);
});

test('a shared picture has my name only when I tick it, and nobody’s place, coins, skills or partner', () => {
  const plain = JSON.stringify(sharedOf(DOC, undefined));
  expect(plain).not.toContain('林小满');
  expect(plain).not.toContain('理赔');
  expect(plain).not.toContain('400');
  expect(sharedOf(DOC, '林小满').owner).toContain('林小满');
  expect(sharedOf(DOC, undefined).proud).toEqual(['修好的错题', '12 题']);
});

test('a long remark is broken so that every line fits, and no letter is lost', () => {
  const text = '七天七次出海，连潮汐都跟你对表，海鸥表示有压力';
  const lines = linesOf((t) => t.length * 10, text, 100);
  expect(lines.join('')).toBe(text);
  expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(11);
});

test('the story of a year is eight cards, moved by button and by dot', async () => {
  const story = {
    growth: null,
    hardest: null,
    partner: { person: 'p2', given: 2, got: 3 },
    rarest: null,
    island: null,
    wish: { id: 'w', zh: '顺风', en: 'Fair winds', tone: 'warm' as const },
  };
  const view = { ...VIEW, partner: '陈一帆', doc: { ...DOC, kind: 'year', ref: '2026', story } };
  setTheStage(server({ 'GET /api/bill?kind=year&ref=2026': view }));
  await show(<StoryPage me={me} year="2026" />);
  await settle();
  const dots = all('.story-dots button');
  expect(dots).toHaveLength(8);
  expect(page()).toContain('你有 4 天来到海上');
  await click(one('.story .btn-cta'));
  expect(page()).toContain('你答了 60 道题');
  const fifth = dots[4];
  if (!fifth) throw new Error('no dot');
  await click(fifth);
  expect(page()).toContain('陈一帆');
});
