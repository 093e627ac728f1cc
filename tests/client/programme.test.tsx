import { afterEach, beforeEach, expect, test } from 'vitest';
import { Ceremony } from '../../client/ui/programme/Ceremony.tsx';
import { Certificate } from '../../client/ui/programme/Certificate.tsx';
import { whenOf } from '../../client/ui/programme/when.ts';
import { SurveyScreen } from '../../client/ui/survey/SurveyScreen.tsx';
import type { Me } from '../../server/domain/api.ts';
import type { CertificateView, GraduationView } from '../../server/domain/api-programme.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { all, button, clearTheStage, click, one, page, setTheStage, settle, show } from './play-stage.tsx';

type Replies = Record<string, (body: unknown) => { status?: number; reply: unknown }>;
const sent: { key: string; body: unknown; id: string }[] = [];
const server = (replies: Replies) => ({
  fetch: async (url: string, init: RequestInit): Promise<Response> => {
    const key = `${init.method} ${url}`;
    const body: unknown = JSON.parse(String(init.body ?? 'null'));
    sent.push({ key, body, id: new Headers(init.headers).get('command-id') ?? '' });
    const told = replies[key]?.(body) ?? { status: 404, reply: { code: 'not_found' } };
    return new Response(JSON.stringify(told.reply), { status: told.status ?? 200 });
  },
});
const ME: Me = {
  person: { id: 'p1', name: '王小岛', role: 'learner', guest: false, avatar: 'a' },
  org: { id: 'o1', name: '群岛科技', code: 'X', zone: 'Asia/Shanghai' },
  session: 's1',
  settings: DEFAULT_SETTINGS,
};
const GRADUATION: GraduationView = {
  quest: { zh: '新人七日航程' },
  criteria: [{ kind: 'credits', n: 85, have: 96, met: true }],
  met: true,
  medal: { name: { zh: '毕业勋章' }, icon: 'military-medal', price: 200, owned: false },
  balance: 1280,
  graduatedAt: 1,
  facts: { days: 7, answers: 420, corrected: 31, stars: 150, coins: 2100 },
};

beforeEach(() => {
  sent.length = 0;
});
afterEach(clearTheStage);
const claims = () => sent.filter((s) => s.key === 'POST /api/graduation/claim');

test('the ceremony tells what would be left, and a single press buys nothing; the second one does', async () => {
  const owned = { ...GRADUATION.medal, owned: true };
  const certificate = { code: 'ABCD', issuedAt: 1 };
  setTheStage(
    server({
      'GET /api/graduation': () => ({ reply: GRADUATION }),
      'POST /api/graduation/claim': () => ({
        reply: { ...GRADUATION, medal: owned, balance: 1080, certificate },
      }),
    }),
  );
  await show(<Ceremony me={ME} />);
  expect(page()).toContain('你有 1,280 枚，换后还剩 1,080 枚。');
  await click(one('.hold .btn'));
  expect(claims()).toHaveLength(0);
  expect(one('.hold p').textContent).toContain('再按一次');
  await click(one('.hold .btn'));
  expect(claims()).toHaveLength(1);
  expect(page()).toContain('“毕业勋章”是你的了');
  const links = all('.certificate-links a').map((a) => a.getAttribute('href'));
  expect(links).toEqual(['/api/certificates/ABCD/pdf', '/api/certificates/ABCD/credential']);
});

test('who cannot pay for the medal is told how much is missing and has nothing to press', async () => {
  setTheStage(server({ 'GET /api/graduation': () => ({ reply: { ...GRADUATION, balance: 150 } }) }));
  await show(<Ceremony me={ME} />);
  expect(page()).toContain('还差 50 枚金币');
  expect(all('.hold')).toHaveLength(0);
});

const CERTIFICATE: CertificateView = {
  code: 'ABCD',
  serial: '2026-000007',
  org: '群岛科技',
  person: '王小岛',
  kind: 'completion',
  quest: { zh: '新人七日航程' },
  issuedAt: Date.UTC(2026, 10, 22),
  valid: true,
  hash: 'h'.repeat(43),
};

test('a certificate says who, what and whether it holds; a revoked one says when', async () => {
  setTheStage(server({ 'GET /api/certificates/ABCD': () => ({ reply: CERTIFICATE }) }));
  await show(<Certificate code="ABCD" />);
  expect(one('.cert-who').textContent).toBe('王小岛');
  expect(one('.cert-verdict').textContent).toContain('证书有效');
  await clearTheStage();
  const revoked = { ...CERTIFICATE, valid: false, revokedAt: Date.UTC(2026, 11, 1, 12) };
  setTheStage(server({ 'GET /api/certificates/ABCD': () => ({ reply: revoked }) }));
  await show(<Certificate code="ABCD" />);
  expect(one('.cert-verdict').textContent).toContain('2026年12月1日');
});

test('a code that nobody has is told as such and another one can be entered', async () => {
  const unknown = { status: 404, reply: { code: 'certificate.unknown', details: {} } };
  setTheStage(server({ 'GET /api/certificates/NONE': () => unknown }));
  await show(<Certificate code="NONE" />);
  expect(page()).toContain('没有找到这张证书');
  expect(page()).toContain('NONE');
});

const SURVEY = {
  station: 's',
  island: 'i',
  name: { zh: '评语' },
  survey: {
    items: [
      { kind: 'rating', id: 'useful', text: { zh: '有用吗' } },
      { kind: 'nps', id: 'nps', text: { zh: '会推荐吗' } },
    ],
  },
  done: false,
  coins: 10,
};

test('a survey sends only what was answered, and an answer can be taken back', async () => {
  const outcome = { coins: 10, balance: 10, stars: 0, firstTime: true, islandDone: false, questDone: false };
  setTheStage(
    server({
      'GET /api/surveys/s': () => ({ reply: SURVEY }),
      'POST /api/surveys/answer': () => ({ reply: outcome }),
    }),
  );
  await show(<SurveyScreen station="s" />);
  expect(page()).toContain('自愿填写，不记名');
  await click(button('交问卷'));
  expect(sent.filter((s) => s.key.startsWith('POST /api/surveys'))).toHaveLength(0);
  await click(all('.scale-nps input')[9]);
  await click(all('.scale-rating input')[3]);
  await click(button('清除'));
  await click(button('交问卷'));
  await settle();
  const bodies = sent.filter((s) => s.key === 'POST /api/surveys/answer').map((s) => s.body);
  expect(bodies).toEqual([{ station: 's', answers: { nps: 9 } }]);
  expect(page()).toContain('谢谢你！');
});

test('a message of today has its time, yesterday its word, an old one its date', () => {
  const now = new Date(2026, 10, 22, 9, 30).getTime();
  const at = (day: number, hour: number): string => whenOf(new Date(2026, 10, day, hour, 5).getTime(), now);
  expect([at(22, 8), at(21, 23), at(19, 8), at(1, 8)]).toEqual(['08:05', '昨天 23:05', '3天前', '11月1日']);
});
