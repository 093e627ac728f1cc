import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MODE_RULES, PRESETS } from '../../server/domain/battle-shape.ts';
import type { Browser as Line } from '../helpers/server.ts';
import { trainerOf, windowOf } from './battle-crew.ts';
import {
  begin,
  board,
  chooseWay,
  fits,
  give,
  type Log,
  look,
  lookBack,
  memberOf,
  openDuels,
  type Player,
  playerOf,
  playOn,
  question,
  ready,
  TAPPED,
  type Wanted,
} from './battle-play.ts';
import {
  DESKTOP,
  findBrowser,
  launchBrowser,
  PHONE,
  type Running,
  startServer,
  type Visitor,
} from './harness.ts';

/** Every mode to its end by several people: minutes of playing, so only with `VOYAGES=all`. */
const run = findBrowser() && process.env.VOYAGES === 'all' ? describe : describe.skip;
const LIMIT_MS = 600_000;
const SOURCE = { questions: TAPPED };

run('Every mode of a battle, played to its end', () => {
  let server: Running;
  let browser: Browser;
  let trainer: Line;
  let lin: Player;
  let alex: Player;
  let wang: Player;
  let eva: Player;
  const log: Log = { findings: [], seen: new Set() };

  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
    trainer = await trainerOf(server, '林老师');
    const seat = (tag: string, name: string, about: object) =>
      playerOf(browser, server, { tag, name, hand: 'mouse', lang: 'zh', ...about });
    lin = await seat('zh', '欧阳海燕', { drawn: true });
    alex = await seat('phone-en', 'Alexandra', { lang: 'en', hand: 'touch', phone: true, drawn: true });
    wang = await seat('phone-zh', '海边的小林', { hand: 'touch', phone: true });
    eva = await seat('en', 'Evangeline Montgomery', { lang: 'en', hand: 'keyboard' });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    expect(log.findings).toEqual([]);
  });
  const rest = async (): Promise<void> => {
    for (const { page } of [lin, alex, wang, eva]) await page.goto('about:blank');
  };
  afterEach(rest);
  const noFaults = (...people: Visitor[]): void => expect(people.flatMap((p) => p.faults)).toEqual([]);

  it(
    'a duel between two people, and the rematch',
    async () => {
      const { id } = await lin.line.call('POST /api/battles', { body: { mode: 'duel', source: SOURCE } });
      await board(server, [lin], id);
      await look(log, lin.page, 'duel-zh-lobby-alone');
      await board(server, [alex], id);
      await look(log, lin.page, 'duel-zh-lobby', true);
      await look(log, alex.page, 'duel-phone-en-lobby', true);
      await ready([lin, alex]);
      await playOn({
        ...{ log, name: 'duel', players: [lin, alex], rounds: 5 },
        right: (i, n) => (i === 0 ? n !== 3 : n % 2 === 1),
      });
      await lookBack(log, 'duel', lin);
      await lookBack(log, 'duel', alex);
      for (const p of [lin, alex]) await p.page.goBack();
      await lin.page.locator('.gain-bar .btn-cta').click();
      await alex.page.locator('.gain-bar .btn-cta').click();
      for (const p of [lin, alex]) await p.page.locator('.lobby .seat').nth(1).waitFor();
      expect(new URL(alex.page.url()).pathname).toBe(new URL(lin.page.url()).pathname);
      await look(log, alex.page, 'duel-phone-en-again');
      noFaults(lin, alex);
    },
    LIMIT_MS,
  );

  it(
    'a race of two boats with bots',
    async () => {
      const rules = { ...MODE_RULES.race, rounds: 5 };
      const body = { mode: 'race', rules, source: SOURCE, bots: 4 } as const;
      const { id } = await lin.line.call('POST /api/battles', { body });
      const crew = [lin, alex, wang, eva];
      await board(server, crew, id);
      for (const p of crew) await look(log, p.page, `race-${p.tag}-lobby`, true);
      await ready(crew);
      await playOn({
        ...{ log, name: 'race', players: crew, rounds: 5 },
        right: (i, n) => i < 2 || n % 2 === 0,
      });
      await lookBack(log, 'race', lin);
      await lookBack(log, 'race', alex);
      noFaults(...crew);
    },
    LIMIT_MS,
  );

  it(
    'survival with one who is out',
    async () => {
      const rules = { ...MODE_RULES.survival, rounds: 5 };
      const body = { mode: 'survival', rules, source: SOURCE, bots: 4 } as const;
      const { id } = await lin.line.call('POST /api/battles', { body });
      const crew = [lin, alex, eva];
      await board(server, crew, id);
      for (const p of crew) await look(log, p.page, `survival-${p.tag}-lobby`, true);
      await ready(crew);
      await playOn({
        ...{ log, name: 'survival', players: crew, rounds: 5 },
        right: (i) => i !== 1,
      });
      for (const p of crew) await lookBack(log, 'survival', p);
      noFaults(...crew);
    },
    LIMIT_MS,
  );

  it(
    'a duel with a bot by the keyboard alone, without motion',
    async () => {
      const kay = await playerOf(browser, server, {
        ...{ tag: 'keys-en', name: 'Kay', hand: 'keyboard', lang: 'en', drawn: true, still: true },
      });
      await openDuels(server, kay);
      await look(log, kay.page, 'bot-ways', true);
      await chooseWay(kay, 'bot');
      await begin(kay);
      await playOn({ ...{ log, name: 'bot', players: [kay], rounds: 5 }, right: (_, n) => n !== 2 });
      await lookBack(log, 'bot', kay);
      noFaults(kay);
      await kay.context.close();
    },
    LIMIT_MS,
  );

  it(
    'a run alone that goes out as a challenge and is taken; a recorded run from the dock',
    async () => {
      await openDuels(server, alex);
      await look(log, alex.page, 'challenge-ways', true);
      await chooseWay(alex, 'challenge');
      await begin(alex);
      await playOn({ ...{ log, name: 'alone', players: [alex], rounds: 5 }, right: (_, n) => n > 1 });
      await lookBack(log, 'alone', alex);
      await alex.page.goBack();
      await alex.page.locator('.send-challenge button').first().click();
      await alex.page.locator('.people-list button').first().waitFor();
      await look(log, alex.page, 'challenge-people', true);
      await alex.page.locator('.people-list button', { hasText: wang.name }).click();
      await alex.page.locator('.hall').waitFor();
      await wang.page.goto(`${server.address}/battles`);
      await wang.page.locator('.hall-enter', { hasText: '应战' }).scrollIntoViewIfNeeded();
      await look(log, wang.page, 'challenge-hall');
      await wang.page.locator('.hall-enter', { hasText: '应战' }).click();
      await begin(wang);
      await playOn({ ...{ log, name: 'taken', players: [wang], rounds: 5 }, right: (_, n) => n < 4 });
      await lookBack(log, 'taken', wang);

      await openDuels(server, wang);
      await chooseWay(wang, 'live');
      await wang.page.locator('.finding-seconds').waitFor();
      await look(log, wang.page, 'dock-finding');
      await wang.page.locator('.finding .btn-cta').waitFor();
      await look(log, wang.page, 'dock-found', true);
      await wang.page.locator('.finding .btn-cta').click();
      await begin(wang);
      await playOn({ ...{ log, name: 'ghost', players: [wang], rounds: 5 }, right: (_, n) => n < 3 });
      await lookBack(log, 'ghost', wang);
      noFaults(alex, wang);
    },
    LIMIT_MS,
  );

  it(
    'a serious show, hosted by the keyboard alone, watched by somebody, and once more',
    async () => {
      const rules = { ...PRESETS.serious, rounds: 3, readingMs: 1000 };
      const teams = [{ id: 'red' as const, name: '研发中心' }, { id: 'blue' as const }];
      const body = { mode: 'show', title: 'Safety week 安全周', rules, teams, source: SOURCE } as const;
      const { id } = await trainer.call('POST /api/battles', {
        body: { ...body, rules: { ...rules, rounds: 5 }, teams: [...teams] },
      });
      const host = await windowOf(browser, server, trainer, DESKTOP);
      const key = async (name: string): Promise<void> => host.page.keyboard.press(name);
      const next = async (says: string): Promise<void> => {
        await host.page.locator('.control-next:not([aria-disabled])', { hasText: says }).waitFor();
        await key('Space');
      };
      await host.page.goto(`${server.address}/host/${id}`);
      await host.page.locator('.pin').waitFor();
      const crew = [lin, alex, wang];
      await board(server, crew, id);
      const wall = await windowOf(browser, server, trainer, DESKTOP);
      await wall.page.goto(`${server.address}/battle/${id}?as=screen`);
      await eva.page.goto(`${server.address}/battle/${id}?as=watch`);
      await eva.page.locator('.wall-screen').waitFor();
      const shot = async (phase: string, check = false): Promise<void> => {
        await look(log, host.page, `serious-host-${phase}`, check);
        await look(log, wall.page, `serious-wall-${phase}`, check);
        await look(log, eva.page, `serious-watch-${phase}`);
        for (const p of crew) await look(log, p.page, `serious-${p.tag}-${phase}`, check);
      };
      await host.page.locator('.host-person').nth(2).waitFor();
      await shot('lobby', true);
      for (let n = 1; n <= 5; n++) {
        await next(n === 1 ? '开始' : '下一题');
        await Promise.all(crew.map((p) => question(p, n)));
        if (n === 1) await shot('question');
        for (const [i, p] of crew.entries()) await give(p, i !== n % 3);
        // Without a clock a question closes when everybody has answered.
        await host.page.locator('.control-next', { hasText: '公布答案' }).waitFor();
        if (n === 1) await shot('closed', true);
        await next('公布答案');
        await Promise.all(crew.map((p) => p.page.locator('.verdict').waitFor()));
        if (n === 1) await shot('reveal', true);
      }
      await next('结束');
      await Promise.all(crew.map((p) => p.page.locator('.heroes').waitFor()));
      await host.page.locator('.report-question').first().waitFor();
      await shot('done', true);
      await host.page.locator('.control-next', { hasText: '再来一场' }).click();
      await host.page.locator('.host-lobby').waitFor();
      await look(log, wall.page, 'serious-wall-again');
      noFaults(host, wall, ...crew);
      await host.context.close();
      await wall.context.close();
    },
    LIMIT_MS,
  );

  it(
    'a match of two of three departments, from the plan to the table and the report',
    async () => {
      // The first match is that of the second and the third.
      const names = ['Customer Success & Support', '物流部', '财务部'];
      let departments: { id: string; name: string }[] = [];
      for (const name of names)
        ({ departments } = await trainer.call('POST /api/studio/departments', { body: { name } }));
      const ids = names.map((n) => departments.find((d) => d.name === n)?.id ?? '');
      const member = (at: number, about: Partial<Wanted> & { tag: string; name: string }) =>
        memberOf(browser, server, trainer, {
          ...{ hand: 'mouse', lang: 'zh', department: ids[at] ?? '', ...about },
        });
      const crew = [
        await member(1, { tag: 'en', name: 'Josephine Baker-Hill', lang: 'en', drawn: true }),
        await member(2, { tag: 'phone-zh', name: '赵云帆', hand: 'touch', phone: true, drawn: true }),
        await member(2, { tag: 'zh', name: '周海燕' }),
      ];
      const cup = await trainer.call('POST /api/tournaments', {
        body: {
          ...{ name: '秋季部门联赛', kind: 'round-robin', departments: ids, source: SOURCE },
          ...{ startsAt: Date.now() + 60_000, everyMs: 3_600_000 },
          rules: { ...MODE_RULES.race, rounds: 5 },
        },
      });
      const battle = cup.matches[0]?.battle ?? '';
      const host = await windowOf(browser, server, trainer, DESKTOP);
      await board(server, crew, battle);
      await host.page.goto(`${server.address}/host/${battle}`);
      await host.page.locator('.host-person').nth(2).waitFor();
      await look(log, host.page, 'match-host-lobby', true);
      for (const p of crew) await look(log, p.page, `match-${p.tag}-lobby`, true);
      await ready(crew);
      await host.page.locator('.control-next:not([aria-disabled])').click();
      await playOn({
        ...{ log, name: 'match', players: crew, rounds: 5 },
        right: (i, n) => i === 0 || n !== 2,
        told: async (n) => look(log, host.page, `match-host-${n}-reveal`),
      });
      for (const p of crew) await lookBack(log, 'match', p);
      await host.page.goto(`${server.address}/battles`);
      await host.page.locator('.hall .modes').waitFor();
      await look(log, host.page, 'match-hall', true);
      await host.page.getByRole('button', { name: '看赛况：秋季部门联赛' }).click();
      await host.page.locator('.tournament').waitFor();
      await look(log, host.page, 'match-table', true);
      await trainer.call('POST /api/settings', { body: { lang: 'en' } });
      const phone = await windowOf(browser, server, trainer, { ...PHONE, locale: 'en-GB' });
      await phone.page.goto(`${server.address}/battles`);
      await phone.page.getByRole('button', { name: 'Standings of 秋季部门联赛' }).click();
      await phone.page.locator('.tournament').waitFor();
      await look(log, phone.page, 'match-table-phone-en', true);
      expect(await fits(phone.page, '.tournament')).toBe(true);
      for (const [size, { page }] of Object.entries({ desk: host, 'phone-en': phone })) {
        await page.goto(`${server.address}/studio/battles`);
        await page.locator('.battles-rows button').first().waitFor();
        await look(log, page, `match-reports-${size}`, true);
        await page.locator('.battles-rows button', { hasText: '秋季部门联赛' }).click();
        await page.locator('.report-question').first().waitFor();
        await look(log, page, `match-report-${size}`, true);
        for (const fold of await page.locator('.report-question summary').all()) await fold.click();
        await look(log, page, `match-report-open-${size}`, true);
        expect(await fits(page, '.battle-report')).toBe(true);
        await page.locator('.report-table').evaluate((table) => table.scrollIntoView({ block: 'end' }));
        await look(log, page, `match-report-end-${size}`);
      }
      await trainer.call('POST /api/settings', { body: { lang: 'zh' } });
      noFaults(host, phone, ...crew);
      for (const one of [host, phone, ...crew]) await one.context.close();
    },
    LIMIT_MS,
  );

  it(
    'a planned battle that is called off tells who was asked',
    async () => {
      await lin.page.goto(`${server.address}/battles`);
      await lin.page.locator('.mode-race').click();
      await lin.page.locator('.hall-dialog').waitFor();
      await look(log, lin.page, 'new-race', true);
      await lin.page.keyboard.press('Escape');
      const { id: asked } = await wang.line.call('GET /api/me').then((me) => me.person);
      const { id } = await lin.line.call('POST /api/battles', {
        body: { mode: 'race', title: '周五龙舟', plannedAt: Date.now() + 7_200_000, people: [asked] },
      });
      await wang.page.goto(`${server.address}/battles`);
      await wang.page.locator('#hall-planned').scrollIntoViewIfNeeded();
      await look(log, wang.page, 'planned-phone-zh');
      await lin.page.reload();
      await lin.page.locator('#hall-planned').scrollIntoViewIfNeeded();
      await look(log, lin.page, 'planned-zh');
      await lin.line.call('POST /api/battles/cancel', { body: { battle: id } });
      await wang.page.goto(`${server.address}/messages`);
      await wang.page.locator('.message', { hasText: '取消' }).first().waitFor();
      await look(log, wang.page, 'called-off-phone-zh', true);
      noFaults(lin, wang);
    },
    LIMIT_MS,
  );

  it(
    'the hall before and after, zh and en, at the desk and on the phone',
    async () => {
      const host = await windowOf(browser, server, trainer, DESKTOP);
      for (const p of [lin, alex, wang, eva]) {
        await p.page.goto(`${server.address}/battles`);
        await p.page.locator('.hall .modes').waitFor();
        await look(log, p.page, `hall-${p.tag}`, true);
      }
      await host.context.close();
    },
    LIMIT_MS,
  );
});
