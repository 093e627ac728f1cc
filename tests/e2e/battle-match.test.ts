import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MODE_RULES } from '../../server/domain/battle-shape.ts';
import type { Browser as Line } from '../helpers/server.ts';
import { trainerOf, windowOf } from './battle-crew.ts';
import { playByLine } from './battle-line.ts';
import {
  begin,
  board,
  chooseWay,
  type Log,
  look,
  lookBack,
  memberOf,
  openDuels,
  type Player,
  playerOf,
  playOn,
  ready,
  TAPPED,
} from './battle-play.ts';
import { DESKTOP, findBrowser, launchBrowser, type Running, startServer, type Visitor } from './harness.ts';
import { press } from './solver.ts';

/** Matches of departments, rematches and ghosts, each to its end: minutes of playing, so only with `VOYAGES=all`. */
const run = findBrowser() && process.env.VOYAGES === 'all' ? describe : describe.skip;
const LIMIT_MS = 600_000;
const ONE = { questions: TAPPED.slice(0, 1) };
const TWO = { questions: TAPPED.slice(0, 2) };
const HOUR_MS = 3_600_000;

run('Matches, rematches and recorded runs, played to their end', () => {
  let server: Running;
  let browser: Browser;
  let trainer: Line;
  let host: Visitor;
  const log: Log = { findings: [], seen: new Set() };

  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
    trainer = await trainerOf(server, '林老师');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    expect(log.findings).toEqual([]);
  });
  beforeEach(async () => {
    await host?.context.close();
    host = await windowOf(browser, server, trainer, DESKTOP);
  });
  const noFaults = (...people: Visitor[]): void =>
    expect([host, ...people].flatMap((p) => p.faults)).toEqual([]);
  const away = async (...people: Visitor[]): Promise<void> => {
    for (const { context } of people) await context.close();
  };
  const seat = (tag: string, name: string, about: object): Promise<Player> =>
    playerOf(browser, server, { tag, name, hand: 'mouse', lang: 'zh', ...about });

  it(
    'a knock-out of three departments: a bye, a match, the final that opens by itself, the cup',
    async () => {
      const names = ['研发中心', '供应链', '客户成功'];
      let departments: { id: string; name: string }[] = [];
      for (const name of names)
        ({ departments } = await trainer.call('POST /api/studio/departments', { body: { name } }));
      const ids = names.map((n) => departments.find((d) => d.name === n)?.id ?? '');
      const member = (at: number, tag: string, name: string, about: object): Promise<Player> =>
        memberOf(browser, server, trainer, {
          ...{ tag, name, hand: 'mouse', lang: 'zh', department: ids[at] ?? '', ...about },
        });
      const rested = await member(0, 'zh', '周海燕', {});
      const first = await member(1, 'keys-en', 'Josephine Baker-Hill', { lang: 'en', hand: 'keyboard' });
      const second = await member(2, 'phone-zh', '赵云帆', { hand: 'touch', phone: true });
      const opened = await trainer.call('POST /api/tournaments', {
        body: {
          ...{ name: '冬季杯', kind: 'knock-out', departments: ids, source: TWO },
          ...{ startsAt: Date.now() + 60_000, everyMs: HOUR_MS },
          rules: { ...MODE_RULES.race, rounds: 2 },
        },
      });
      const cup = async () => {
        const all = await trainer.call('GET /api/tournaments');
        const found = all.find((x) => x.id === opened.id);
        if (!found) throw new Error('the cup is gone');
        return found;
      };
      expect(opened.matches.filter((m) => m.battle !== undefined)).toHaveLength(1);
      const bracket = async (page: Visitor['page'], name: string): Promise<void> => {
        await page.goto(`${server.address}/battles`);
        await page.locator('[aria-labelledby=hall-tournaments] .rows button').first().click();
        await page.locator('.tournament').waitFor();
        await look(log, page, name, true);
      };
      await bracket(host.page, 'cup-drawn');

      const semi = opened.matches.find((m) => m.battle !== undefined)?.battle ?? '';
      const play = async (battle: string, crew: Player[], name: string, winner: number): Promise<void> => {
        await board(server, crew, battle);
        await host.page.goto(`${server.address}/host/${battle}`);
        await host.page.locator('.host-person').nth(1).waitFor();
        for (const p of crew) await look(log, p.page, `${name}-${p.tag}-lobby`, true);
        await ready(crew);
        await host.page.locator('.control-next:not([aria-disabled])').click();
        await playOn({ ...{ log, name, players: crew, rounds: 2 }, right: (i) => i === winner });
        // A match is played once: neither its host nor its crews are offered another one.
        await host.page.locator('.host-done').waitFor();
        expect(await host.page.locator('.control-next').count()).toBe(0);
        await look(log, host.page, `${name}-host-done`, true);
        for (const p of crew) await lookBack(log, name, p);
        const again = trainer.call('POST /api/battles/again', { body: { battle } });
        await expect(again).rejects.toThrow('battle.over');
      };
      await play(semi, [first, second], 'semi', 1);
      const after = await cup();
      const final = after.matches.find((m) => m.round === 1);
      expect(after.matches.find((m) => m.battle === semi)?.winner).toBe(ids[2]);
      expect(final).toMatchObject({ a: ids[0], b: ids[2] });
      expect(final?.battle).toBeDefined();
      await bracket(second.page, 'cup-final-phone-zh');

      await play(final?.battle ?? '', [rested, second], 'final', 0);
      const done = await cup();
      expect(done.done).toBe(true);
      expect(done.departments.find((d) => d.place === 1)?.id).toBe(ids[0]);
      expect(done.matches.filter((m) => m.winner === ids[0]).map((m) => m.round)).toEqual([0, 1]);
      await bracket(first.page, 'cup-done-keys-en');
      await bracket(second.page, 'cup-done-phone-zh');
      noFaults(rested, first, second);
      await away(rested, first, second);
    },
    LIMIT_MS,
  );

  it(
    'a race and a survival once more: whoever asks, it is one battle with everybody in it',
    async () => {
      const lin = await seat('zh', '欧阳海燕', { hand: 'keyboard' });
      const alex = await seat('phone-en', 'Alexandra', { lang: 'en', hand: 'touch', phone: true });
      const crew = [lin, alex];
      for (const mode of ['race', 'survival'] as const) {
        const rules = { ...MODE_RULES[mode], rounds: 1 };
        const { id } = await lin.line.call('POST /api/battles', { body: { mode, rules, source: ONE } });
        await board(server, crew, id);
        await ready(crew);
        await playOn({ ...{ log, name: `once-${mode}`, players: crew, rounds: 1 }, right: () => true });
        for (const p of crew) await press(p.page, p.hand, p.page.locator('.gain-bar .btn-cta'));
        for (const p of crew) await p.page.locator('.lobby .seat').nth(1).waitFor();
        const [mine, theirs] = crew.map((p) => new URL(p.page.url()).pathname);
        expect(mine).toBe(theirs);
        expect(mine).not.toContain(id);
        await look(log, lin.page, `again-${mode}-zh`, true);
        await look(log, alex.page, `again-${mode}-phone-en`, true);
        await ready(crew);
        await playOn({ ...{ log, name: `twice-${mode}`, players: crew, rounds: 1 }, right: (i) => i === 1 });
      }
      noFaults(...crew);
      await away(...crew);
    },
    LIMIT_MS,
  );

  it(
    'a show once more by its host: the wall goes along, who played is asked, a newcomer may come',
    async () => {
      const alex = await seat('phone-en', 'Alexandra', { lang: 'en', hand: 'touch', phone: true });
      const rules = { ...MODE_RULES.show, rounds: 1, readingMs: 0 };
      const body = { mode: 'show', title: '安全快问', rules, source: ONE } as const;
      const { id } = await trainer.call('POST /api/battles', { body });
      const wall = await windowOf(browser, server, trainer, DESKTOP);
      const step = async (says: string): Promise<void> =>
        host.page.locator('.control-next:not([aria-disabled])', { hasText: says }).click();
      await host.page.goto(`${server.address}/host/${id}`);
      await wall.page.goto(`${server.address}/battle/${id}?as=screen`);
      await board(server, [alex], id);
      await step('开始');
      const told = async (): Promise<void> => {
        await host.page.locator('.control-next', { hasText: '公布答案' }).waitFor();
        await step('公布答案');
      };
      await playOn({
        ...{ log, name: 'quick', players: [alex], rounds: 1, right: () => true },
        ...{ answered: told, told: () => step('去颁奖') },
      });
      await wall.page.locator('.wall-heroes').waitFor();
      // Three steps of 600 ms, then the awards.
      await wall.page.waitForTimeout(2600);
      await look(log, wall.page, 'quick-wall-podium', true);
      await step('再来一场');
      await host.page.locator('.host-lobby').waitFor();
      const next = new URL(host.page.url()).pathname.split('/').at(-1) ?? '';
      expect(next).not.toBe(id);
      await wall.page.locator('.wall-lobby').waitFor();
      expect(wall.page.url()).toContain(next);
      // By the door of the result it is the same battle.
      const door = await trainer.call('POST /api/battles/again', { body: { battle: id } });
      expect(door.id).toBe(next);
      await alex.page.goto(`${server.address}/battles`);
      const asked = await alex.line.call('GET /api/battles');
      expect(asked.invited.map((b) => b.id)).toContain(next);
      await look(log, alex.page, 'quick-phone-en-asked', true);
      const fresh = await seat('zh', '新来的', {});
      await board(server, [fresh], next);
      await host.page.locator('.host-person', { hasText: '新来的' }).waitFor();
      noFaults(alex, wall, fresh);
      await away(alex, wall, fresh);
    },
    LIMIT_MS,
  );

  it(
    'nobody comes to the dock: a bot named as such for a newcomer, a colleague’s ghost with the name for others',
    async () => {
      const wen = await seat('phone-en', 'Wendy', { lang: 'en', hand: 'touch', phone: true });
      const kay = await seat('zh', '键盘手', { hand: 'keyboard', still: true });
      const duel = async (who: Player, body: object): Promise<string> =>
        (await who.line.call('POST /api/battles', { body: { mode: 'duel', ...body } })).id;
      const found = async ({ page, hand }: Player, says: string, name: string): Promise<void> => {
        await page.locator('.finding .btn-cta').waitFor();
        expect(await page.locator('.finding-line').innerText()).toContain(says);
        await look(log, page, name, true);
        await press(page, hand, page.locator('.finding .btn-cta'));
      };
      const other = ({ page }: Player): Promise<string> =>
        page.locator('.lobby .seat:not(.me)').first().innerText();
      await openDuels(server, wen);
      await chooseWay(wen, 'live');
      await found(wen, 'a bot', 'dock-bot-phone-en');
      await wen.page.locator('.lobby .seat').nth(1).waitFor();
      expect(await other(wen)).toContain('Bot 1');
      await wen.page.goto('about:blank');

      // Whose run will be rowed against, and three duels of the one who rows.
      const ghost = await seat('ghost', '海上的幽兰', { plain: true });
      const run = await duel(ghost, { solo: true, source: { questions: TAPPED } });
      const before = await Promise.all([1, 2, 3].map(() => duel(kay, { bot: true, source: ONE })));
      await Promise.all([
        playByLine(server, ghost.line, run),
        ...before.map((b) => playByLine(server, kay.line, b)),
      ]);
      await openDuels(server, kay);
      await chooseWay(kay, 'live');
      await kay.page.locator('.finding-seconds').waitFor();
      await found(kay, '幽灵', 'dock-ghost-zh');
      await kay.page.locator('.lobby .seat').nth(1).waitFor();
      expect(await other(kay)).toMatch(/海上的幽兰[\s\S]*幽灵/u);
      await look(log, kay.page, 'ghost-zh-lobby', true);
      await begin(kay);
      await kay.page.locator('.fleet-flag span', { hasText: '海上的幽兰 · 幽灵' }).waitFor();
      await playOn({ ...{ log, name: 'ghost', players: [kay], rounds: 5 }, right: (_, n) => n !== 2 });
      expect(await kay.page.locator('.podium').innerText()).toMatch(/海上的幽兰[\s\S]*幽灵/u);
      await lookBack(log, 'ghost', kay);
      // A recorded run is not rowed against twice.
      await kay.page.goBack();
      expect(await kay.page.locator('.gain-bar .btn-cta').innerText()).toContain('再找对手');
      noFaults(wen, kay, ghost);
      await away(wen, kay, ghost);
    },
    LIMIT_MS,
  );
});
