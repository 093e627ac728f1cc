import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIMENSIONS } from '../../server/domain/events/index.ts';
import { STATION_KINDS } from '../../server/domain/quest.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { coinsByReason } from './accounts.ts';
import { content } from './answers.ts';
import { accountFaults } from './book.ts';
import { type Campaign, midnightOf, runCampaign } from './campaign.ts';
import { type Harbour, openHarbour } from './harbour.ts';
import type { Life } from './life.ts';
import { eventsOf, faultsOf } from './tally.ts';

const PLAYERS = 6;
const MONDAY = 20261109;
const ZONE = 'Asia/Shanghai';
const SEED = 11;

let dataDir: string;
let harbour: Harbour;
let db: Database;
let campaign: Campaign;
const sailed = (): Life[] => campaign.lives.filter((l) => l.journal.answers.size > 0);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'archipelago-programme-'));
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  harbour = await openHarbour(midnightOf(MONDAY, ZONE), SEED, env);
  // Longer sittings, less practice and more known than in life: the test is about the programme.
  const ways = { zeal: 0.2, sittingMs: 28 * 60_000, headStart: 2, sociable: 0.5 };
  const plan = { players: PLAYERS, days: 7, seed: SEED, startDay: MONDAY, zone: ZONE };
  campaign = await runCampaign({ harbour, ...plan, ...ways });
  const { wallMs, count } = campaign;
  process.stdout.write(`programme: 7 days, ${count.calls} calls in ${(wallMs / 1000).toFixed(1)} s\n`);
  db = await openDatabase({ dataDir });
}, 230_000);

afterAll(async () => {
  await db?.close();
  await harbour?.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('seven days of a cohort on a simulated clock', () => {
  it('are played without a refusal or a fault of the server', () => {
    expect([...campaign.count.refused]).toEqual([]);
    expect(campaign.count.faults).toBe(0);
  });

  it('leave a store in which every law holds and every promise is kept once', async () => {
    expect(await faultsOf(db, campaign)).toEqual([]);
  });

  it('let everybody read a statement that explains the purse to the last coin', async () => {
    const people = await db.read.selectFrom('identity').select('person').execute();
    expect(campaign.accounts.map((a) => a.person).sort()).toEqual(people.map((p) => p.person).sort());
    for (const account of campaign.accounts) {
      const held = await balanceOf(db.read, account.person);
      expect(accountFaults(campaign.book, account, held), account.person).toEqual([]);
    }
    const reasons = new Set(campaign.accounts.flatMap((a) => a.lines.map((l) => l.reason)));
    expect([...reasons]).toEqual(expect.arrayContaining(['gift', 'bounty', 'reading', 'medal']));
  });

  it('have friends who talk, cheer and shop, and honours that are read off the log', async () => {
    const { verbs } = await eventsOf(db, new Set(campaign.accounts.map((a) => a.person)));
    const told = new Map(verbs);
    const n = (verb: string): number => told.get(verb) ?? 0;
    for (const verb of ['friend.changed', 'chat.sent', 'reaction.given', 'badge.earned', 'title.earned'])
      expect(n(verb), verb).toBeGreaterThan(0);
    // Rarer things: in a week of so few people each of them alone may be missing.
    expect(n('gift.sent') + n('comment.posted') + n('mall.ordered') + n('board.viewed')).toBeGreaterThan(0);
  });

  it('can be finished: some do every station of every kind, most receive medal and certificate', async () => {
    const stations = content.quest.islands.flatMap((i) => i.stations);
    expect(new Set(stations.map((s) => s.kind))).toEqual(new Set(STATION_KINDS));
    const whole = sailed().filter((l) => l.journal.stations.size === stations.length);
    expect(whole.length).toBeGreaterThan(0);
    const certificates = await db.read.selectFrom('certificate').select('person').execute();
    const holders = new Set(certificates.map((c) => c.person));
    for (const life of whole) expect(holders.has(life.me()?.person.id ?? ''), life.name).toBe(true);
    expect(certificates).toHaveLength(holders.size);
    expect(holders.size).toBeGreaterThanOrEqual(sailed().length / 2);
  });

  it('pay for everything there is', () => {
    const owners = sailed().map((l) => ({ journal: l.journal, me: () => ({ person: { id: '' } }) }));
    const coins = coinsByReason(owners);
    const reasons = [
      'card',
      'practice',
      'scenario',
      'assignment',
      'survey',
      'exam',
      'boss',
      'ghost',
      'drill',
    ];
    for (const reason of [...reasons, 'checkin', 'find'])
      expect(coins[reason] ?? 0, reason).toBeGreaterThan(0);
  });

  it('have a trainer who marks every work and reminds who never started', async () => {
    const absent = campaign.lives.find((l) => l.rhythm.course === 'absent')?.me();
    const waiting = await db.read
      .selectFrom('submission')
      .select('id')
      .where('state', '=', 'submitted')
      .execute();
    expect(waiting).toEqual([]);
    const told = await db.read.selectFrom('message').select(['person', 'kind']).execute();
    expect(told.filter((m) => m.kind === 'reminder').map((m) => m.person)).toContain(absent?.person.id);
    expect(campaign.deeds.accepted).toBeGreaterThan(0);
    expect(campaign.deeds.late).toBe(0);
  });

  it('tell the log of it in five dimensions, by the hours in which people played', async () => {
    const people = new Set(sailed().flatMap((l) => l.me()?.person.id ?? []));
    const { dimensions } = await eventsOf(db, people);
    for (const dimension of DIMENSIONS) expect(dimensions[dimension], dimension).toBeGreaterThan(0);
    const rows = await db.read
      .selectFrom('rollup_hour_device')
      .select(['hour', (eb) => eb.fn.sum<number>('n').as('n')])
      .groupBy('hour')
      .execute();
    const all = rows.reduce((n, r) => n + Number(r.n), 0);
    const usual = rows.filter((r) => r.hour === 12 || r.hour === 13 || (r.hour >= 18 && r.hour < 23));
    expect(usual.reduce((n, r) => n + Number(r.n), 0) / all).toBeGreaterThan(0.6);
  });
});
