import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, findBrowser, launchBrowser, PHONE, type Running, startServer, visit } from './harness.ts';
import type { Hand, Lang } from './solver.ts';
import { type AxeFinding, ask, axe, board, clearFirstIsland, picture } from './voyage.ts';

const root = resolve(import.meta.dirname, '../..');
/** Most other walks go by mouse, some on a phone; `VOYAGES=all` sails it by these as well. */
const ALL = process.env.VOYAGES === 'all';

const run = findBrowser() ? describe : describe.skip;

run('A new hire clears the first island in a real browser', () => {
  let server: Running;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const voyages: { name: string; hand: Hand; lang: Lang; options: Parameters<Browser['newContext']>[0] }[] = [
    { name: 'mouse', hand: 'mouse', lang: 'zh', options: DESKTOP },
    { name: 'keyboard', hand: 'keyboard', lang: 'en', options: { ...DESKTOP, locale: 'en-GB' } },
    { name: 'phone', hand: 'touch', lang: 'zh', options: PHONE },
  ];

  it.each(ALL ? voyages : voyages.slice(1, 2))(
    'by $name alone, with nothing serious found by axe on any screen',
    async (v) => {
      const { page, context, faults } = await visit(browser, v.options);
      const findings: AxeFinding[] = [];
      const seen = new Set<string>();
      const look = async (screen: string): Promise<void> => {
        if (seen.has(screen)) return;
        seen.add(screen);
        findings.push(...(await axe(page, screen)));
        await picture(page, `${v.name}-${screen}`);
      };
      const sailor = { page, hand: v.hand, lang: v.lang, look };
      await board(sailor, server.learnerLink, `王小岛 ${v.name}`);
      await clearFirstIsland(sailor);

      const quest = await ask(page, 'GET /api/quest');
      expect(quest.islands[0]?.state).toBe('done');
      expect(quest.islands[1]?.state).toBe('current');
      expect(quest.coins).toBeGreaterThan(300);
      const log = await ask(page, 'GET /api/log');
      expect(log.dimensions.learning).toBeGreaterThan(20);
      expect(log.dimensions.result).toBeGreaterThan(40);
      expect(log.dimensions.game).toBeGreaterThan(20);
      process.stdout.write(
        `${v.name}: ${JSON.stringify(log.dimensions)}, ${log.total} events, ${quest.coins} coins\n`,
      );
      expect(findings).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('leaves books and rollups that the audit confirms', () => {
    const env = { ...process.env, DATA_DIR: server.dataDir };
    const out = execFileSync(process.execPath, ['server/cli/audit.ts'], { cwd: root, env, encoding: 'utf8' });
    process.stdout.write(`${out.trim().split('\n').at(-1)}\n`);
    expect(out).not.toBe('');
  });
});
