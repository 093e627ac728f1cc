import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { readConfig } from '../../server/config.ts';
import { audit } from '../../server/store/audit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { type CampaignOptions, lastMonday, runCampaign } from './campaign.ts';
import { openHarbour } from './harbour.ts';
import { faultsOf, tell } from './tally.ts';

const USAGE = `Plays days of believable life into DATA_DIR or DATABASE_URL, through the real doors, on a simulated clock.
  npm run -s simulate -- --players N --days D [--answers-per-day K] [--seed S] [--start YYYYMMDD] [--no-lobby]
Without --answers-per-day learners sit down by their own rhythm and sail the quest; with it everybody answers K questions
on every day, mostly in drills. The days end before now unless --start says otherwise. Exit code 1 = something is wrong.`;

const whole = (text: string | undefined, least: number, most: number): number | undefined => {
  const n = Number(text);
  return text !== undefined && Number.isInteger(n) && n >= least && n <= most ? n : undefined;
};

const asked = () => {
  const text = { type: 'string' } as const;
  const options = {
    players: text,
    days: text,
    'answers-per-day': text,
    seed: text,
    start: text,
    'no-lobby': { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  const players = whole(values.players, 1, 5000);
  const days = whole(values.days, 1, 60);
  const answersPerDay = whole(values['answers-per-day'], 1, 5000);
  const seed = values.seed === undefined ? 1 : whole(values.seed, 0, 2 ** 31);
  if (players === undefined || days === undefined || seed === undefined) return undefined;
  if (values['answers-per-day'] !== undefined && answersPerDay === undefined) return undefined;
  return { players, days, seed, answersPerDay, start: values.start, live: values['no-lobby'] !== true };
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const MOST_SHOWN = 20;
const tellDay: CampaignOptions['tellDay'] = (day, lives, wallMs) => {
  const answers = lives.reduce((n, l) => n + l.journal.answers.size + l.journal.checks(), 0);
  const rate = ((answers * 1000) / wallMs).toFixed(0);
  print(`day ${day} is over: ${answers} answers in ${(wallMs / 1000).toFixed(0)} s, ${rate} a second`);
};

const run = async (): Promise<number> => {
  const wanted = asked();
  if (!wanted) {
    print(USAGE);
    return 2;
  }
  process.env.LOG_LEVEL ??= 'warn';
  const { dataDir, databaseUrl, orgZone: zone } = readConfig();
  const { players, days, seed, answersPerDay, live } = wanted;
  const startDay = wanted.start === undefined ? lastMonday(Date.now(), days, zone) : Number(wanted.start);
  const load = loadavg()[0]?.toFixed(2);
  print(`${players} learners, ${days} days from ${startDay}, seed ${seed}; load of the machine ${load}`);
  const harbour = await openHarbour(Date.now(), seed);
  const plan = { harbour, players, days, seed, startDay, zone, live, tellDay };
  const campaign = await runCampaign({ ...plan, ...(answersPerDay === undefined ? {} : { answersPerDay }) });
  await harbour.close();
  const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  for (const { line, value } of await tell(db, campaign)) print(`${line.padEnd(14)} ${value}`);
  const checks = await audit(db);
  for (const { name, faults } of checks)
    print(`${faults.length === 0 ? 'law holds' : 'LAW BROKEN'}     ${name}`);
  const faults = await faultsOf(db, campaign, checks);
  await db.close();
  for (const fault of faults.slice(0, MOST_SHOWN)) print(`FAULT          ${fault}`);
  const { refused, faults: broken } = campaign.count;
  const bad = faults.length + refused.size + broken;
  print(
    bad === 0
      ? 'Every law holds, every promise was kept.'
      : `${faults.length} faults, ${refused.size} kinds of refusals.`,
  );
  return bad === 0 ? 0 : 1;
};

process.exit(await run());
