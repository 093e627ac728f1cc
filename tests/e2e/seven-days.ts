import type { Browser, Page } from 'playwright-core';
import type { CertificateView } from '../../server/domain/api-programme.ts';
import type { Station } from '../../server/domain/quest.ts';
import { textIn } from '../../server/domain/text.ts';
import { learnerAt } from '../bots/learner.ts';
import { browserAt, type TestServer } from '../helpers/server.ts';
import { press, quest } from './solver.ts';
import { back, enter, playStation, type Sailor } from './voyage.ts';

type Trainer = Awaited<ReturnType<TestServer['joined']>>;
export type Crossing = Sailor & { server: TestServer; trainer: Trainer; full: boolean };

/** The same learner over HTTP, with the browser's own cookie. */
const accountOf = async ({ page, server }: Crossing) => {
  const line = browserAt(server.url);
  const [cookie] = await page.context().cookies();
  if (!cookie) throw new Error('the browser is not signed in');
  line.setCookie(`${cookie.name}=${cookie.value}`);
  return learnerAt(server, line);
};

/** What is played by hand also in the short form: the first of each kind that is not on the first island. */
const shown = new Set<string>();
const byHand = (c: Crossing, station: Station): boolean => {
  const key = `${c.lang} ${station.kind}`;
  if (c.full) return true;
  if (!['scenario', 'assignment', 'survey'].includes(station.kind) || shown.has(key)) return false;
  shown.add(key);
  return true;
};

const reload = async (c: Crossing, path: string): Promise<void> => {
  await c.page.goto(`${c.server.url}${path}`);
  await c.page.locator('.screen').waitFor();
};

/** Accepts everything that waits in the marking queue. */
const markAll = async (c: Crossing): Promise<void> => {
  for (const waiting of await c.trainer.call('GET /api/submissions')) {
    if (waiting.state !== 'submitted') continue;
    const open = await c.trainer.call('POST /api/submissions/open', { body: { submission: waiting.id } });
    const marks = open.assignment.rubric.map((r) => r.points);
    const body = {
      submission: open.id,
      base: open.rev,
      marks,
      comment: '写得具体，继续！',
      decision: 'accept' as const,
    };
    await c.trainer.call('POST /api/submissions/mark', { body });
  }
};

const talk = async (c: Crossing, station: Extract<Station, { kind: 'scenario' }>): Promise<void> => {
  const { page, hand } = c;
  await page.locator('.talk').waitFor();
  await c.look?.('scenario');
  for (let n = 0; n < 20; n++) {
    const cta = page.locator('.talk-foot .btn-cta');
    await page.locator('.talk-options').or(cta).first().waitFor();
    if ((await cta.count()) > 0) {
      await press(page, hand, cta);
      break;
    }
    const said = await page.locator('.talk-option').allInnerTexts();
    const options = station.talk.nodes.flatMap((node) => (node.kind === 'choice' ? node.options : []));
    const best = options
      .filter((o) => said.some((s) => s.includes(textIn(o.text, c.lang))))
      .toSorted((a, b) => b.score - a.score)[0];
    if (!best) throw new Error(`none of ${said.join(' | ')} is in the talk`);
    await press(page, hand, page.locator('.talk-option', { hasText: textIn(best.text, c.lang) }));
    await page.locator('.talk-options').waitFor({ state: 'detached' });
  }
  await page.locator('.talk-review').waitFor();
  await c.look?.('scenario-result');
  await back(c);
};

const WORK = {
  zh: '一、门禁卡挂在显示器上，已收进抽屉。二、邮箱没开两步验证，已开。三、客户报价放在桌面，已移到加密盘。',
  en: 'One: card on the monitor, put away. Two: no second factor, switched on. Three: quotation moved to the safe drive.',
};
const handIn = async (c: Crossing, station: string): Promise<void> => {
  const { page, hand } = c;
  await page.locator('.rubric').waitFor();
  await c.look?.('assignment');
  await page.locator('.desk textarea').fill(WORK[c.lang]);
  await page.locator('.save-saved').waitFor();
  await press(page, hand, page.locator('.desk .btn-cta').last());
  await page.locator('.submit').waitFor();
  await c.look?.('assignment-submit');
  await press(page, hand, page.locator('.submit .btn-cta').last());
  await page.locator('.desk-text').first().waitFor();
  await c.look?.('assignment-waiting');
  await markAll(c);
  await page.reload();
  await page.locator('.camp-accepted').waitFor();
  await c.look?.('assignment-accepted');
  await reload(c, `/island/${quest.islands.find((i) => i.stations.some((s) => s.id === station))?.id}`);
  await page.locator('.strip').waitFor();
};

const answerSurvey = async (c: Crossing): Promise<void> => {
  const { page, hand } = c;
  await page.locator('.ask').first().waitFor();
  await c.look?.('survey');
  await press(page, hand, page.locator('.scale-rating label').nth(4));
  await press(page, hand, page.locator('.scale-nps label').nth(9));
  await press(page, hand, page.locator('.ask-choices label').first());
  await press(page, hand, page.locator('.btn-cta').last());
  await page.locator('.result-card').waitFor();
  await c.look?.('survey-done');
  await back(c);
};

/** Over HTTP, rightly; an assignment is handed in and accepted. */
const doQuietly = async (c: Crossing, station: Station): Promise<void> => {
  const me = await accountOf(c);
  if (station.kind === 'card') await me.readCard(station.id);
  else if (station.kind === 'exam') await me.sitExam(station.id);
  else if (station.kind === 'assignment') {
    await me.handIn(station.id, WORK[c.lang]);
    await markAll(c);
  } else if (station.kind === 'survey') await me.answerSurvey(station.id);
  else if (station.kind === 'scenario') await me.talk(station.id);
  // The first practice of an island leaves one ghost.
  else await me.play(station.id, station.kind === 'practice' ? [true, false] : []);
};

/** One island on one day; on the second a ghost of yesterday and a review are met, too. */
export const sailDay = async (c: Crossing, day: number): Promise<void> => {
  const island = quest.islands[day];
  if (!island) throw new Error(`no island for day ${day}`);
  await reload(c, '/map');
  await c.look?.(`map-${day + 1}`);
  const me = await accountOf(c);
  await me.call('POST /api/checkin', { body: {} });
  await reload(c, `/island/${island.id}`);
  await c.page.locator('.strip').waitFor();
  await c.look?.(`island-${island.id}`);
  for (const station of island.stations) {
    if (!byHand(c, station)) {
      await doQuietly(c, station);
      continue;
    }
    await reload(c, `/island/${island.id}`);
    const name = textIn(station.kind === 'boss' ? station.boss.name : station.name, c.lang);
    await c.page.locator('.strip h1', { hasText: name }).waitFor();
    await enter(c);
    if (station.kind === 'scenario') await talk(c, station);
    else if (station.kind === 'assignment') await handIn(c, station.id);
    else if (station.kind === 'survey') await answerSurvey(c);
    else {
      await playStation(c, station.kind);
      await back(c);
    }
  }
  if (day === 1) await practise(c);
};

/** The practice hub, a ghost of yesterday and a drill. */
const practise = async (c: Crossing): Promise<void> => {
  const { page, hand } = c;
  await reload(c, '/practice');
  await page.locator('.quick, .practice').first().waitFor();
  await c.look?.('practice-hub');
  const view = await (await accountOf(c)).call('GET /api/practice');
  const ghost = view.quick.find((q) => q.kind === 'ghosts');
  if (ghost?.kind === 'ghosts') {
    await reload(c, `/island/${ghost.island}/${ghost.station}?ghost=${ghost.ghost}`);
    await playStation({ ...c, look: (name) => c.look?.(`ghost-${name}`) ?? Promise.resolve() }, 'practice');
  }
  const point = view.points[0];
  if (!point) throw new Error('no knowledge point to practise');
  await reload(c, `/drill/point?bank=${point.bank}&point=${point.point}`);
  await playStation({ ...c, look: (name) => c.look?.(`drill-${name}`) ?? Promise.resolve() }, 'practice');
  await reload(c, '/credits');
  await page.locator('.credits, main').first().waitFor();
  await c.look?.('credits');
  await press(page, hand, page.locator('nav button').first());
};

export const holdCeremony = async (c: Crossing): Promise<void> => {
  const { page } = c;
  await reload(c, '/map');
  await c.look?.('map-graduated');
  await reload(c, '/ceremony');
  await page.locator('.claim').waitFor();
  await c.look?.('ceremony');
  await page.locator('.hold button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.locator('.certificate-links').waitFor();
  await c.look?.('ceremony-done');
};

/** Opens the certificate as a stranger would, without a session; reads page, PDF and credential. */
export const readCertificate = async (
  browser: Browser,
  url: string,
  page: Page,
  look: (name: string) => Promise<void>,
): Promise<CertificateView> => {
  const said = await page.evaluate(async () => (await fetch('/api/graduation')).json());
  const { code } = (said as { certificate: { code: string } }).certificate;
  await page.goto(`${url}/certificate/${code}`);
  await page.getByText(code).first().waitFor();
  await look('certificate');
  const stranger = await browser.newContext();
  const pdf = await stranger.request.get(`${url}/api/certificates/${code}/pdf`);
  if (!(await pdf.body()).subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error('no PDF came');
  const credential = await stranger.request.get(`${url}/api/certificates/${code}/credential`);
  if (!(await credential.text()).includes('eddsa-jcs-2022')) throw new Error('no signed credential came');
  const view = (await (
    await stranger.request.get(`${url}/api/certificates/${code}`)
  ).json()) as CertificateView;
  await stranger.close();
  return view;
};
