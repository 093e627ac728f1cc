import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFaults } from '../bots/accounts.ts';
import { clockAt } from '../helpers/clock.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';
import { DESKTOP, findBrowser, launchBrowser, PHONE, visit } from './harness.ts';
import { holdCeremony, readCertificate, sailDay } from './seven-days.ts';
import type { Hand, Lang } from './solver.ts';
import { type AxeFinding, ask, axe, board, picture } from './voyage.ts';

const DAY = 86_400_000;
/** Monday 23 November 2026, 12:10 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 23, 4, 10);

/** `short` or `full`; bots sail the same week at every test run, this walk is for a release. */
const HOW = process.env.SEVEN_DAYS;
const run = HOW !== undefined && findBrowser() ? describe : describe.skip;

/**
 * Every day of the onboarding in a real browser, the server's clock moved on overnight. The short form plays each new
 * kind of screen by hand and lets the same learner's account do the rest over HTTP; `SEVEN_DAYS=full` plays every
 * station by hand, in both languages.
 */
const FULL = HOW === 'full';

type Voyage = { name: string; hand: Hand; lang: Lang; options: Parameters<Browser['newContext']>[0] };
const VOYAGES: Voyage[] = [
  { name: 'zh-desktop', hand: 'mouse', lang: 'zh', options: DESKTOP },
  { name: 'en-phone', hand: 'touch', lang: 'en', options: { ...PHONE, locale: 'en-GB' } },
];

run('A new hire sails the seven days in a real browser', () => {
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

  it.each(FULL ? VOYAGES : VOYAGES.slice(0, 1))(
    '$name: six islands, assignments marked, the ceremony, a certificate',
    async (v) => {
      const trainer = await server.joined('带教老师', 'trainer');
      const { page, context, faults } = await visit(browser, v.options);
      const findings: AxeFinding[] = [];
      const seen = new Set<string>();
      const look = async (screen: string): Promise<void> => {
        if (seen.has(screen)) return;
        seen.add(screen);
        findings.push(...(await axe(page, screen)));
        await picture(page, `seven-${v.name}-${screen}`);
      };
      const sailor = { page, hand: v.hand, lang: v.lang, look };
      server.clock.set(MONDAY);
      await board(
        sailor,
        `${server.url}/join/${server.company.code}`,
        v.lang === 'zh' ? '王小岛' : 'Ann Lee',
      );
      for (let day = 0; day < 6; day++) {
        server.clock.set(MONDAY + day * DAY);
        await sailDay({ ...sailor, server, trainer, full: FULL }, day);
      }
      server.clock.set(MONDAY + 6 * DAY);
      await holdCeremony({ ...sailor, server, trainer, full: FULL });
      const quest = await ask(page, 'GET /api/quest');
      expect(quest.islands.map((i) => i.state)).toEqual(Array(6).fill('done'));
      expect(quest.credits).toBe(100);
      expect(quest.ceremony).toBe('done');
      const certificate = await readCertificate(browser, server.url, page, look);
      expect(certificate.valid).toBe(true);
      const log = await ask(page, 'GET /api/log');
      process.stdout.write(
        `${v.name}: ${log.total} events ${JSON.stringify(log.dimensions)}, ${quest.coins} coins\n`,
      );
      expect(findings).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
    FULL ? 1_200_000 : 480_000,
  );

  it('leaves books and rollups in which every law holds', async () => {
    expect(await auditFaults(server.ctx.db)).toEqual([]);
  });
});
