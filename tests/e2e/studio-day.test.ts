import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { DESKTOP, findBrowser, launchBrowser, PHONE, type Running, startServer, visit } from './harness.ts';
import { answer, confirm, teach } from './solver.ts';
import { confirmDialog, fillAccount, questionsOf, send } from './studio-crew.ts';
import { type AxeFinding, axe, board, picture } from './voyage.ts';

const run = findBrowser() ? describe : describe.skip;
const SHEET = join(import.meta.dirname, '../fixtures/仓库题库-gb18030.csv');
const LIMIT_MS = 240_000;

run("A trainer's day", () => {
  let server: Running;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  // A company of its own for each try: the trainer's link works once.
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server?.stop());

  it(
    'brings a GB18030 sheet with errors, mends, merges, reviews, builds a quest of two islands, and a learner plays it',
    async () => {
      const { page, context, faults } = await visit(browser, DESKTOP);
      context.setDefaultTimeout(30_000);
      onTestFailed(() => picture(page, 'studio-failed'));
      const findings: AxeFinding[] = [];
      const look = async (name: string): Promise<void> => {
        await page.waitForTimeout(400);
        findings.push(...(await axe(page, name)));
        await picture(page, `studio-${name}`);
      };

      await page.goto(server.trainerLink ?? '');
      await fillAccount(page, 'he', '贺老师');
      await page.locator('.studio .bank-card').first().waitFor();
      await look('banks');

      await page.getByRole('button', { name: '新建题库' }).click();
      await page.getByLabel('中文名称').fill('仓库作业');
      await confirmDialog(page);
      await page.waitForURL(/\/studio\/banks\/[^/]+$/, { waitUntil: 'commit' });
      const bank = page.url().split('/').at(-1) ?? '';

      await page.getByRole('button', { name: /导入$/ }).first().click();
      await page.locator('.import-choose').waitFor();
      await look('import');
      await page.locator('input[type=file]').setInputFiles(SHEET);
      await page.locator('.import-review').waitFor({ timeout: 60_000 });
      await page.getByText('gb18030', { exact: true }).waitFor();
      await look('dry-run');

      await page.getByRole('tab', { name: /未能导入 5/ }).click();
      await look('refused');
      await page.getByRole('button', { name: '在这里补上' }).first().click();
      const drawer = page.locator('.ant-drawer').last();
      await drawer.getByText(/盘点差异超过多少需要复盘/).waitFor();
      await drawer.getByLabel(/^题干/).first().fill('盘点差异超过多少需要复盘？');
      const options = ['0.1%', '0.5%', '1%', '5%'];
      for (const [i, text] of options.entries())
        await drawer.getByRole('textbox', { name: new RegExp(`选项 ${'ABCD'[i]}`) }).fill(text);
      await drawer.getByRole('radio').nth(1).check();
      await look('mend');
      await drawer.getByRole('button', { name: '加入本次导入' }).click();
      await page.getByRole('tab', { name: /未能导入 4/ }).waitFor();

      await page.getByRole('tab', { name: /相近的题 1/ }).click();
      await page.locator('.import-pair').waitFor();
      await look('alike');
      await page.getByRole('button', { name: '导入 20 题' }).click();
      await page.getByText('导入完成：20 题').waitFor({ timeout: 30_000 });
      await look('imported');

      await page.goto(`${server.address}/studio/banks/${bank}/duplicates`);
      await page.getByText(/1 对看起来重复/).waitFor({ timeout: 30_000 });
      await look('duplicates');
      await page
        .getByRole('button', { name: /合并，留下/ })
        .first()
        .click();
      await page.getByText('没有看起来重复的题目').waitFor();

      await page.goto(`${server.address}/studio/banks/${bank}/review`);
      await page.getByRole('button', { name: /通过 A/ }).waitFor();
      await look('review');
      await page.keyboard.press('a');
      await page.getByText(/通过了 1 题/).waitFor();
      await page.getByRole('button', { name: /通过本页/ }).click();
      await confirmDialog(page);
      await page.getByText('没有待审的题目了').waitFor({ timeout: 30_000 });

      await page.goto(`${server.address}/studio/banks/${bank}`);
      await page.getByText(/20 题 ·/).waitFor();
      await look('questions');
      await page.goto(`${server.address}/studio/banks/${bank}/points`);
      await page.getByText('现场安全').first().waitFor();
      await look('points');
      await page.goto(`${server.address}/studio/banks/${bank}/history`);
      await page
        .getByText(/仓库题库-gb18030/)
        .first()
        .waitFor();
      await look('history');
      const { rows } = await send(page, 'POST /api/questions/search', { bank, text: '灭火器压力表' });
      await page.goto(`${server.address}/studio/banks/${bank}/q/${rows[0]?.id}`);
      await page.getByRole('textbox', { name: /^题干/ }).first().waitFor();
      await look('editor');

      await page.goto(`${server.address}/studio/quests`);
      await page.getByRole('button', { name: '新建任务' }).click();
      await page.getByLabel('中文名称').fill('仓库新人');
      await look('quests');
      await confirmDialog(page);
      await page.getByRole('button', { name: '从题库生成' }).first().click();
      await page.getByRole('checkbox', { name: /仓库作业/ }).check();
      await page.getByRole('checkbox', { name: /启航滩题库/ }).check();
      await page.getByRole('button', { name: '生成 2 座岛' }).click();
      await page.getByText('没有问题，可以发布').waitFor({ timeout: 30_000 });
      await page.waitForTimeout(3000);
      await look('builder');
      await page.getByRole('button', { name: '发布', exact: true }).click();
      await confirmDialog(page);
      await page.getByText('已发布第 1 版', { exact: true }).waitFor();
      teach(await questionsOf(page, bank));
      expect(faults).toEqual([]);
      expect(findings).toEqual([]);

      const learner = await visit(browser, PHONE);
      await board({ page: learner.page, hand: 'touch', lang: 'zh' }, server.learnerLink, '小周');
      const [voyage] = (
        await learner.page.evaluate(
          async () => (await fetch('/api/voyages')).json() as Promise<{ quest: string; islands: number }[]>,
        )
      ).filter((v) => v.islands === 2);
      expect(voyage).toBeDefined();
      await learner.page.goto(`${server.address}/settings`);
      await learner.page.getByRole('button', { name: /仓库新人/ }).tap();
      await learner.page.locator('.screen-map').waitFor();
      await learner.page.getByText('仓库作业').first().waitFor();
      await learner.page.waitForTimeout(2500);
      await picture(learner.page, 'studio-learner-map');
      const view = await learner.page.evaluate(
        async () =>
          (await fetch('/api/quest')).json() as Promise<{
            islands: { id: string; stations: { id: string; kind: string }[] }[];
          }>,
      );
      const [island] = view.islands;
      const station = island?.stations.find((s) => s.kind === 'practice');
      await learner.page.goto(`${server.address}/island/${island?.id}`);
      await learner.page.waitForTimeout(4000);
      await picture(learner.page, 'studio-learner-island');
      await learner.page.goto(`${server.address}/island/${island?.id}/${station?.id}`);
      for (;;) {
        await learner.page.locator('.panel-question h1, .result-card').first().waitFor();
        if ((await learner.page.locator('.result-card').count()) > 0) break;
        await confirm(learner.page, 'touch', await answer(learner.page, 'touch', 'zh'));
        await learner.page.locator('.verdict').waitFor();
        await learner.page.locator('.verdict-next button').tap();
        await learner.page.locator('.verdict').waitFor({ state: 'detached' });
      }
      await picture(learner.page, 'studio-learner-chest');
      expect(learner.faults).toEqual([]);
    },
    LIMIT_MS,
  );
});
