import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import type { Learner } from '../bots/learner.ts';
import { clockAt } from '../helpers/clock.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';
import { answerSurvey, boarded, inbox, lookAt, pageOf, sail, talkThrough } from './cohort-crew.ts';
import { DESKTOP, findBrowser, launchBrowser, PHONE, visit } from './harness.ts';
import { confirmDialog, fillAccount, send } from './studio-crew.ts';
import { picture } from './voyage.ts';

/** The phone's half of the day is a walk for a release: `VOYAGES=all`. */
const ALL = process.env.VOYAGES === 'all';
const run = findBrowser() ? describe : describe.skip;
const DAY = 86_400_000;
/** Monday 23 November 2026, 12:10 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 23, 4, 10);
const LIMIT_MS = 480_000;
/** The best words of the role play that the trainer builds. */
const BEST = ['管。我现在就和您一起看。', '很抱歉让您久等'];
const WORK = 'One: the card hung on the screen, put away. Two: no second factor, switched on.';

const stateOf = async ({ call }: Learner, station: string): Promise<string | undefined> =>
  (await call('GET /api/quest')).islands.flatMap((i) => i.stations).find((s) => s.id === station)?.state;
/** A row of the board, by who it is about. */
const rowOf = (page: Page, name: string) => page.locator('.members tbody tr', { hasText: name });
/** Chooses from the menu behind a row's dots. */
const act = async (page: Page, name: string, what: string): Promise<void> => {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
  await page.locator('.ant-modal-title, .ant-modal-confirm-title').last().waitFor();
};
const said = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).last().waitFor();

run("A trainer's day with a cohort", () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer({ clock: clockAt(MONDAY) });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it(
    'makes a cohort, sees after two days who is where, reminds, resets, gives days more, reads it all in the history, and marks by keyboard',
    async () => {
      const { page, context, faults } = await visit(browser, { ...DESKTOP, locale: 'en-GB' });
      context.setDefaultTimeout(15_000);
      onTestFailed(() => picture(page, 'cohort-en-failed'));
      const { look, findings } = lookAt(page, 'cohort-en');
      await page.goto(`${server.url}/join/${await server.invite({ role: 'trainer' })}`);
      await fillAccount(page, 'meyer', 'Ms Meyer');
      await page.locator('.studio').waitFor();

      await page.goto(`${server.url}/studio/cohorts`);
      await page.getByText('No cohort yet', { exact: false }).waitFor();
      await look('none');
      await page.getByRole('button', { name: 'New cohort' }).click();
      await page.getByLabel('Name of the cohort').fill('Starters of November');
      await page.getByLabel('First day').fill('2026-11-23');
      await page.getByRole('checkbox', { name: 'Sun' }).check();
      await page.getByRole('checkbox', { name: /comes into it by themselves/ }).check();
      await said(page, 'A quest of 7 days: the last one is Mon, Nov 30, 2026');
      await look('form');
      await confirmDialog(page);
      await page.getByText('Day 1 of 7').waitFor();

      const [anna, bruno, carla, dora, emil] = await Promise.all(
        ['Anna', 'Bruno', 'Carla', 'Dora', 'Emil'].map((name) => boarded(server, name)),
      );
      if (!anna || !bruno || !carla || !dora || !emil) throw new Error('five learners join');
      for (const learner of [anna, carla, dora]) await sail(learner, 'sail-1', 'sail-8');
      for (const learner of [anna, dora]) await sail(learner, 'sail-8', 'rules-1');
      server.clock.set(MONDAY + DAY);
      await sail(emil, 'sail-1', 'sail-3');
      for (const learner of [anna, dora]) await sail(learner, 'rules-1', 'security-1');
      server.clock.set(MONDAY + 2 * DAY);
      await sail(dora, 'security-1', 'security-6');
      await dora.handIn('security-6', WORK);
      for (let n = 0; n < 3; n++) await carla.sitExam('sail-8', 2);
      expect((await refusalOf(carla.start('sail-8'))).code).toBe('exam.no_attempts_left');

      await page.reload();
      await page.getByText('Day 3 of 7').waitFor();
      await look('list');
      await page
        .getByRole('button', { name: /Starters of November/ })
        .first()
        .click();
      await rowOf(page, 'Anna').waitFor();
      await rowOf(page, 'Carla').getByText('Sail-Out Beach › Exam gate').waitFor();
      await page.getByRole('button', { name: 'Put people in' }).click();
      await page.getByRole('checkbox', { name: /Bruno/ }).check();
      await look('put-in');
      await confirmDialog(page);
      await rowOf(page, 'Bruno').waitFor();
      await said(page, /Today: station 15 of 53/);
      expect(await rowOf(page, 'Anna').innerText()).toMatch(/On track[\s\S]*18 \/ 53 stations/);
      expect(await rowOf(page, 'Bruno').innerText()).toMatch(/Not started[\s\S]*0 \/ 53 stations/);
      expect(await rowOf(page, 'Carla').innerText()).toMatch(/Stuck[\s\S]*7 \/ 53 stations/);
      expect(await rowOf(page, 'Dora').innerText()).toMatch(/On track[\s\S]*23 \/ 53 stations/);
      expect(await rowOf(page, 'Emil').innerText()).toMatch(/Behind[\s\S]*2 \/ 53 stations/);
      const counts = page.locator('.board-state');
      expect(await counts.allInnerTexts()).toEqual([
        'All 5',
        'Stuck 1',
        'Behind 1',
        'Not started 1',
        'On track 2',
        'Graduated 0',
      ]);
      await look('board');

      await page.getByRole('button', { name: 'Not started 1' }).click();
      await page.getByRole('checkbox', { name: 'Choose everybody listed' }).check();
      await page.locator('.board-picked').getByRole('button', { name: 'Remind' }).click();
      await page.getByLabel('Message').waitFor();
      await look('remind');
      await confirmDialog(page);
      await said(page, '1 person reminded');
      expect((await inbox(bruno))[0]).toContain('has set sail');
      await page.getByRole('button', { name: 'All 5' }).click();

      await act(page, 'Carla', 'Reset a station');
      await page.getByLabel('Reason').fill('The line broke three times.');
      await look('reset');
      await confirmDialog(page);
      await said(page, /of Carla is reset/);
      expect((await inbox(carla))[0]).toContain('The line broke three times.');
      await carla.sitExam('sail-8');
      expect(await stateOf(carla, 'sail-8')).toBe('done');

      await act(page, 'Emil', 'Extend');
      await page.getByLabel('Reason').fill('Two days at the fair.');
      await look('extend');
      await confirmDialog(page);
      await said(page, 'Emil has 2 days more');
      await rowOf(page, 'Emil').getByText('+2 days').waitFor();

      await act(page, 'Bruno', 'Take out');
      await look('take-out');
      await confirmDialog(page);
      await said(page, '1 person taken out');
      await rowOf(page, 'Bruno').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Put people in' }).click();
      await page.getByRole('checkbox', { name: /Bruno/ }).check();
      await confirmDialog(page);
      await rowOf(page, 'Bruno').waitFor();

      await page.getByRole('button', { name: 'History' }).click();
      const history = page.locator('.cohort-history li');
      await history.first().waitFor();
      const lines = (await history.allInnerTexts()).map((l) => l.split('\n')[0]);
      expect(lines.slice(0, 2)).toEqual(['Put in Bruno', 'Took out Bruno']);
      expect(lines[2]).toBe('Gave Emil 2 days more: Two days at the fair.');
      expect(lines[3]).toMatch(/^Reset ".+" of Carla: The line broke three times\.$/);
      expect(lines[4]).toMatch(/^Reminded Bruno: /);
      expect(lines.at(-1)).toBe('Made the cohort "Starters of November"');
      await look('history');
      await page.keyboard.press('Escape');

      const toMark = rowOf(page, 'Dora').getByRole('button', { name: /1 work to mark/ });
      await toMark.focus();
      await page.keyboard.press('Enter');
      await page.locator('.marking-side input').first().waitFor();
      await page.waitForFunction(() => document.activeElement?.matches('.marking-side input') === true);
      const criteria = await page.locator('.marking-line').count();
      for (let n = 0; n < criteria; n++) {
        await page.keyboard.type('10');
        await page.keyboard.press('Tab');
      }
      for (let n = 0; n < 6; n++) {
        if (await page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA')) break;
        await page.keyboard.press('Tab');
      }
      await page.keyboard.type('Which third thing did you find?');
      await look('marking');
      await page.keyboard.press('Control+Shift+Enter');
      await said(page, 'Work of Dora returned');
      const back = await dora.call('GET /api/assignments/:station', { params: { station: 'security-6' } });
      expect(back.submission.state).toBe('returned');
      expect(back.submission.comment).toBe('Which third thing did you find?');
      await dora.handIn('security-6', `${WORK} Three: the quotation, moved to the safe drive.`);

      await page.reload();
      await page.locator('.marking-side input').first().waitFor();
      await page.waitForFunction(() => document.activeElement?.matches('.marking-side input') === true);
      for (let n = 0; n < criteria; n++) {
        await page.keyboard.type('20');
        await page.keyboard.press('Tab');
      }
      await look('marking-again');
      await page.keyboard.press('Control+Enter');
      await said(page, 'Work of Dora accepted');
      await look('marked');
      expect(await stateOf(dora, 'security-6')).toBe('done');

      expect(findings).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
    LIMIT_MS,
  );

  it.runIf(ALL)(
    '手机：看班期和问卷，编写情景对话，补上没接的路，试玩，发布，学员演完',
    async () => {
      const { page, context, faults } = await visit(browser, PHONE);
      context.setDefaultTimeout(15_000);
      onTestFailed(() => picture(page, 'cohort-zh-failed'));
      const { look, findings } = lookAt(page, 'cohort-zh');
      await page.goto(`${server.url}/join/${await server.invite({ role: 'trainer' })}`);
      await fillAccount(page, 'he', '贺老师');
      await page.locator('.studio').waitFor();
      const { id: cohort } = await send(page, 'POST /api/cohorts/save', {
        quest: 'onboarding',
        name: '十一月班',
        startDay: 20261123,
        zone: 'Asia/Shanghai',
        rest: { weekdays: [7], days: [] },
        open: false,
      });
      const people = [(await boarded(server, '小吴')).me.person.id];
      await send(page, 'POST /api/cohorts/members', { cohort, people, add: true });
      await page.goto(`${server.url}/studio/cohorts`);
      await page.getByRole('button', { name: '新建班期' }).waitFor();
      await look('list');
      await page
        .getByRole('button', { name: /十一月班/ })
        .first()
        .tap();
      await page.locator('.members tbody tr').first().waitFor();
      await look('board');
      await page
        .getByRole('button', { name: '更改' })
        .or(page.getByRole('button', { name: '修改' }))
        .first()
        .tap();
      await page.locator('.rest-month').waitFor();
      await look('form');
      await page.keyboard.press('Escape');
      await page.goto(`${server.url}/studio/marking`);
      await page.locator('.marking-queue').waitFor();
      await look('marking');

      await page.goto(`${server.url}/studio/quests`);
      await page.getByRole('button', { name: '新建任务' }).tap();
      await page.getByLabel('中文名称').fill('客服演练');
      await confirmDialog(page);
      await page.locator('.qb-begin').waitFor({ state: 'attached' });
      await look('builder-empty');
      await page
        .locator('.qb-panes')
        .getByText('目录')
        .or(page.locator('.qb-panes label').first())
        .first()
        .tap();
      await page
        .getByRole('button', { name: '加一座岛' })
        .or(page.getByRole('button', { name: /加.*岛/ }))
        .first()
        .tap();
      await page
        .getByLabel(/^名称 · /)
        .first()
        .fill('柜台岛');
      await page
        .getByLabel(/^(简介|介绍|关于) · /)
        .first()
        .fill('接待每一位客户。');
      await look('island');
      await page.getByRole('combobox', { name: '题库' }).click();
      await page
        .getByTitle(/启航滩题库/)
        .first()
        .click();
      await page.locator('.qb-panes label').first().tap();
      await page.getByRole('button', { name: /加.*站/ }).tap();
      await page.getByRole('menuitem', { name: '情景对话' }).tap();
      await page.locator('.te-list').waitFor();
      await look('talk');

      await page.getByRole('button', { name: '加选择' }).tap();
      await page.getByLabel(/^选择前对方说的话 · 中文/).fill('我等了很久，你们还管不管？');
      await page.getByLabel(/^选项 1 的话 · 中文/).fill('管。我现在就和您一起看。');
      await page.getByLabel(/^选项 1 的反馈 · 中文/).fill('先接住情绪，再一起看事情。');
      await page.getByLabel(/^选项 2 的反馈 · 中文/).fill('客户会觉得被推开。');
      await look('talk-node');
      const faultList = page.locator('.qb-faults summary');
      await faultList.waitFor();
      await faultList.tap();
      await look('talk-faults');
      await page.locator('.qb-faults li button').first().tap();
      const words = page.getByLabel(/^选项 2 的话 · 中文/);
      await words.waitFor();
      await page.waitForFunction(
        () => document.activeElement?.getAttribute('aria-label')?.startsWith('选项 2 的话') === true,
      );
      await words.fill('请您先排队。');
      await page.getByRole('combobox', { name: '选项 2 · 接下来' }).click();
      await page
        .getByTitle(/^upset/)
        .first()
        .click();
      await page.getByText('没有问题，可以发布').waitFor();
      await page.getByRole('button', { name: '从头试玩' }).tap();
      const tryOut = page.locator('.ant-modal').last();
      await tryOut.getByRole('button', { name: /管。我现在就和您一起看/ }).tap();
      await tryOut.getByRole('button', { name: /很抱歉让您久等/ }).tap();
      await tryOut.locator('.te-result').waitFor();
      await look('try-out');
      await page.keyboard.press('Escape');
      await page.locator('.ant-modal').last().waitFor({ state: 'hidden' });
      await page.locator('.qb-panes label').first().tap();
      await page.getByRole('button', { name: '加站点' }).tap();
      await page.getByRole('menuitem', { name: '问卷' }).tap();
      await page.getByText('没有问题，可以发布').waitFor();
      await look('survey');
      await page.getByRole('button', { name: '发布', exact: true }).tap();
      await confirmDialog(page);
      await page.getByText('已发布第 1 版', { exact: true }).waitFor();
      const quest = page.url().split('/').at(-1) ?? '';

      const learner = await boarded(server, '小周');
      await learner.call('POST /api/voyages/choose', { body: { quest } });
      const view = await learner.call('GET /api/quest');
      const island = view.islands[0];
      const station = island?.stations[0];
      const player = await pageOf(browser, server, learner, PHONE);
      player.context.setDefaultTimeout(15_000);
      await player.page.goto(`${server.url}/island/${island?.id}/${station?.id}`);
      for (const text of BEST) {
        await player.page.locator('.talk-option', { hasText: text }).tap();
        await player.page.locator('.talk-options').waitFor({ state: 'detached' });
      }
      await player.page.locator('.talk-foot .btn-cta').tap();
      await player.page.locator('.talk-review').waitFor();
      await picture(player.page, 'cohort-zh-learner');
      expect((await learner.call('GET /api/quest')).islands[0]?.stations[0]?.state).toBe('done');

      const survey = island?.stations[1]?.id ?? '';
      await answerSurvey(learner, survey);
      const results = page.getByRole('button', { name: '问卷结果' });
      await results.tap();
      await page
        .getByText(/少于 5 个回答/)
        .first()
        .waitFor();
      await look('survey-few');
      expect(await page.locator('.results-figure').count()).toBe(0);
      await page.keyboard.press('Escape');
      for (const name of ['小郑', '小王', '小冯', '小陈']) {
        const more = await boarded(server, name);
        await more.call('POST /api/voyages/choose', { body: { quest } });
        await talkThrough(more, station?.id ?? '', BEST);
        await answerSurvey(more, survey);
      }
      await results.tap();
      await page.locator('.results-figure').first().waitFor();
      await look('survey-five');

      expect(player.faults).toEqual([]);
      expect(findings).toEqual([]);
      expect(faults).toEqual([]);
      await player.context.close();
      await context.close();
    },
    LIMIT_MS,
  );
});
