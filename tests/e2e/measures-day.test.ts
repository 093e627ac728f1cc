import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken, newLinkCode } from '../../server/auth.ts';
import { commit } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { createInvite } from '../../server/store/person.ts';
import { findOrg } from '../../server/store/seed.ts';
import {
  DESKTOP,
  findBrowser,
  launchBrowser,
  PHONE,
  type Running,
  startServer,
  takeHonours,
  visit,
} from './harness.ts';
import { fillAccount } from './studio-crew.ts';
import { type AxeFinding, axe, picture } from './voyage.ts';

const run = findBrowser() ? describe : describe.skip;
const root = resolve(import.meta.dirname, '../..');
const LIMIT_MS = 300_000;
const DAY_MS = 86_400_000;

/** Two days of a company of eight, played through the doors; links for an administrator and for its busiest learner. */
const companyWithDays = async (): Promise<{
  dataDir: string;
  admin: string;
  learner: string;
  name: string;
}> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'archipelago-e2e-'));
  const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const args = ['tests/bots/simulate.ts', '--players', '6', '--days', '1', '--no-lobby'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the days went wrong: ${stdout}${stderr}`);
  const db = await openDatabase({ dataDir });
  const org = await findOrg(db.read);
  const busiest = await db.read
    .selectFrom('identity as i')
    .innerJoin('person as p', 'p.id', 'i.person')
    .innerJoin('symbol as s', 's.text', 'p.id')
    .innerJoin('rollup_person_day as d', 'd.person', 's.id')
    .select(['i.person', 'i.name', (eb) => eb.fn.sum('d.answers').as('answers')])
    .where('p.role', '=', 'learner')
    .groupBy(['i.person', 'i.name'])
    .orderBy('answers', 'desc')
    .executeTakeFirst();
  if (!org || !busiest) throw new Error('nobody has played');
  const [admin, learner] = [newLinkCode(), newLinkCode()];
  await commit({ db, now: Date.now }, async (tx) => {
    const expiresAt = tx.now + DAY_MS;
    await createInvite(tx, {
      org: org.id,
      codeHash: hashToken(admin),
      kind: 'invite',
      role: 'admin',
      expiresAt,
    });
    const back = { kind: 'login', role: 'learner', person: busiest.person } as const;
    await createInvite(tx, { org: org.id, codeHash: hashToken(learner), ...back, expiresAt });
  });
  await db.close();
  return { dataDir, admin, learner, name: busiest.name };
};

const STUDIO = [
  'insight/trainer',
  'insight/team',
  'insight/effect',
  'insight/system',
  'reach/segments',
  'reach/reminders',
  'reach/robots',
  'skills',
  'data/dictionary',
  'data/exports',
  'data/lrs',
  'data/rights',
];
const MINE = ['bill', 'skills', 'rights', 'traits'];

run('a day of those who look at figures', () => {
  let server: Running;
  let browser: Browser;
  let company: Awaited<ReturnType<typeof companyWithDays>>;

  beforeAll(async () => {
    company = await companyWithDays();
    server = await startServer({ dataDir: company.dataDir });
    browser = await launchBrowser();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const settle = async (page: Page): Promise<void> => {
    await page.locator('main h1:visible, main h2:visible').first().waitFor();
    await page.waitForFunction(
      () => document.querySelectorAll('.wait-pill, .ant-spin-spinning').length === 0,
    );
    await page.waitForTimeout(700);
    await takeHonours(page);
  };
  const lookAt = async (
    page: Page,
    paths: readonly string[],
    prefix: string,
    mark: string,
  ): Promise<AxeFinding[]> => {
    const findings: AxeFinding[] = [];
    for (const path of paths) {
      await page.goto(`${server.address}${prefix}${path}`);
      await settle(page);
      expect(await page.locator('.fault').count(), `${path} shows a fault`).toBe(0);
      findings.push(...(await axe(page, `${path} ${mark}`)));
      await picture(page, `measures-${path.replaceAll('/', '-')}-${mark}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${path} ${mark} is wider than its window`).toBeLessThanOrEqual(1);
    }
    return findings;
  };

  it(
    'an administrator reads every screen of figures, opens the events behind one, and prints',
    async () => {
      const { page, faults } = await visit(browser, DESKTOP);
      await page.goto(`${server.address}/join/${company.admin}`);
      await fillAccount(page, 'guan', '管理员');
      await page.locator('.studio, .hud, main').first().waitFor();
      expect(await lookAt(page, STUDIO, '/studio/', 'zh')).toEqual([]);

      const file = await page.evaluate(async () => {
        const res = await fetch('/api/figures/answers.by_person.csv?from=20200101&to=20991231&lang=zh');
        return { status: res.status, head: [...new Uint8Array(await res.arrayBuffer()).slice(0, 3)] };
      });
      expect(file).toEqual({ status: 200, head: [0xef, 0xbb, 0xbf] });

      await page.goto(`${server.address}/studio/insight/trainer`);
      await settle(page);
      const pdf = await page.pdf({ format: 'A4', printBackground: true });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.length).toBeGreaterThan(20_000);
      expect(faults).toEqual([]);
    },
    LIMIT_MS,
  );

  // A walk for a release: `VOYAGES=all`.
  it.skipIf(process.env.VOYAGES !== 'all')(
    'the same screens stand on a phone and in English',
    async () => {
      const { page, faults } = await visit(browser, { ...PHONE, locale: 'en-US' });
      await page.goto(`${server.address}/login`);
      await page.locator('form').first().waitFor();
      const code = page.locator('input[name=code]');
      if ((await code.count()) > 0)
        await code.fill(new URL(server.learnerLink).pathname.split('/').at(-1) ?? '');
      await page.evaluate(
        async ([code, login, password]) => {
          const headers = { 'content-type': 'application/json', 'command-id': crypto.randomUUID() };
          const body = JSON.stringify({ code, login, password });
          const res = await fetch('/api/login', { method: 'POST', headers, body });
          if (!res.ok) throw new Error(await res.text());
          await fetch('/api/settings', {
            method: 'POST',
            headers: { ...headers, 'command-id': crypto.randomUUID() },
            body: JSON.stringify({ lang: 'en' }),
          });
        },
        [new URL(server.learnerLink).pathname.split('/').at(-1) ?? '', 'guan', 'mango-tree-42'] as const,
      );
      expect(await lookAt(page, STUDIO, '/studio/', 'en-phone')).toEqual([]);
      expect(faults).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'a learner reads the bill, the skill map and what is kept, and nobody else is named',
    async () => {
      const { page, faults } = await visit(browser, PHONE);
      await page.goto(`${server.address}/join/${company.learner}`);
      await page.locator('form button[type=submit], .btn-cta').first().click();
      await page.locator('main').first().waitFor();
      await page.waitForURL((url) => !url.pathname.startsWith('/join'));
      expect(await lookAt(page, MINE, '/', 'zh-phone')).toEqual([]);
      const refused = await page.evaluate(async () => {
        const paths = [
          '/api/figures',
          '/api/forecast',
          '/api/figures/answers.by_person?from=20200101&to=20991231',
        ];
        return Promise.all(paths.map(async (path) => (await fetch(path)).status));
      });
      expect(refused).toEqual([403, 403, 403]);
      expect(faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
