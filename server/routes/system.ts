import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import { z } from 'zod';
import { askLog } from '../analytics/desk.ts';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type {
  Backup,
  BackupsView,
  Law,
  LawsView,
  SystemHealth,
  SystemStorage,
} from '../domain/api-system.ts';
import { RuleError } from '../domain/errors.ts';
import { growthOf } from '../domain/growth.ts';
import { logDay } from '../domain/log-day.ts';
import { auditIn } from '../store/audit-trail.ts';
import { backupFolder, backupsIn, KEEP, makeBackup, needRoom } from '../store/backup.ts';
import { once } from '../store/command.ts';
import { lawsApart } from '../store/laws.ts';
import { bytesIn, diskOf, filesOf, jobsOf, needHost, watchOf } from '../store/system.ts';
import { startTask, taskOf } from '../store/task.ts';
import { VERSION } from './health.ts';
import { type Call, route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const HEAVY = { perMinute: 12, burst: 6 };
const Nothing = z.strictObject({});

/** Administrators of the company that the server was set up for. */
const forHost = <T>(work: (ctx: Ctx, by: Signed) => Promise<T>) => {
  return async (ctx: Ctx, { by }: Pick<Call<undefined, 'admin'>, 'by'>): Promise<T> => {
    await needHost(ctx.db.read, by.org);
    return work(ctx, by);
  };
};

const healthOf = async (ctx: Ctx): Promise<SystemHealth> => {
  const { loop, rooms } = watchOf(ctx.db);
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const now = ctx.now();
  return {
    now,
    startedAt: now - Math.round(process.uptime() * 1000),
    version: VERSION,
    node: process.version,
    database: ctx.db.dialect,
    storage: ctx.db.storage(),
    loop: loop?.() ?? [],
    memory: { rss, heapUsed, heapTotal, machine: totalmem(), free: freemem() },
    cores: availableParallelism(),
    load: loadavg()[0] ?? 0,
    rooms: (await rooms?.()) ?? [],
    jobs: jobsOf(ctx.log),
  };
};
const health = route('GET /api/system/health', { access: 'admin', limit: READ }, forHost(healthOf));

const storageOf = async (ctx: Ctx, by: Signed): Promise<SystemStorage> => {
  const { dataDir } = ctx.config;
  const at = ctx.now();
  const today = logDay(at, by.zone);
  const [held, disk, files, backups] = await Promise.all([
    askLog(ctx.db, 'storage', { dialect: ctx.db.dialect, today }),
    diskOf(dataDir),
    filesOf(dataDir),
    bytesIn(backupFolder(dataDir)),
  ]);
  const { firstDay, bytes, ...shown } = held;
  const wal = ctx.db.dialect === 'sqlite' ? files.wal : 0;
  const whole = shown.perDay.filter(({ day }) => day < today && firstDay !== null && day >= firstDay);
  const perDay = whole.map(({ events }) => events);
  const growth = growthOf({ bytes, events: shown.events, free: disk.free, perDay });
  const known = growth === undefined ? {} : { growth };
  return { at, database: ctx.db.dialect, bytes: { database: bytes, wal, backups }, disk, ...shown, ...known };
};
const storage = route('GET /api/system/storage', { access: 'admin', limit: READ }, forHost(storageOf));

type Acting = Pick<Call<undefined, 'admin'>, 'by' | 'commandId'>;
/** Begins a work in the background once; a command that comes twice begins nothing more. */
const begin = async (
  ctx: Ctx,
  { by, commandId }: Acting,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> => {
  let isNew = false;
  await once(ctx, by.person, commandId, async (tx) => {
    await auditIn(tx, by, { action: `system.${name}` });
    isNew = true;
  });
  const onFault = (error: unknown): void => ctx.log.error({ err: error }, `${name} failed`);
  if (isNew) startTask(ctx.db, name, { now: ctx.now(), work, onFault });
};

const LAWS = 'laws';
type Checked = NonNullable<LawsView['last']>;
const lawsView = ({ db }: Ctx): LawsView => {
  const { startedAt, last, failed } = taskOf<Checked>(db, LAWS);
  return {
    ...(startedAt === undefined ? {} : { running: { startedAt } }),
    ...(last === undefined ? {} : { last }),
    ...(failed ? { failed } : {}),
  };
};
const laws = route(
  'GET /api/system/audit',
  { access: 'admin', limit: READ },
  forHost(async (ctx) => lawsView(ctx)),
);

const checkLaws = async (ctx: Ctx): Promise<Checked> => {
  const from = performance.now();
  const found: Law[] = await lawsApart(ctx.db, ctx.config);
  return { at: ctx.now(), tookMs: Math.round(performance.now() - from), laws: found };
};
const audit = route(
  'POST /api/system/audit',
  { access: 'admin', limit: HEAVY, body: Nothing },
  async (ctx, { by, commandId }) => {
    await needHost(ctx.db.read, by.org);
    await begin(ctx, { by, commandId }, LAWS, () => checkLaws(ctx));
    return lawsView(ctx);
  },
);

const BACKUP = 'backup';
const backupsView = async ({ db, config }: Ctx): Promise<BackupsView> => {
  const { startedAt, failed } = taskOf<Backup>(db, BACKUP);
  return {
    database: db.dialect,
    keep: KEEP,
    ...(startedAt === undefined ? {} : { running: { startedAt } }),
    ...(failed ? { failed } : {}),
    backups: db.dialect === 'sqlite' ? await backupsIn(config.dataDir) : [],
  };
};
const backups = route('GET /api/system/backups', { access: 'admin', limit: READ }, forHost(backupsView));

const backup = route(
  'POST /api/system/backup',
  { access: 'admin', limit: HEAVY, body: Nothing },
  async (ctx, { by, commandId }) => {
    await needHost(ctx.db.read, by.org);
    if (ctx.db.dialect !== 'sqlite') throw new RuleError('backup.postgres');
    await needRoom(ctx.config.dataDir);
    await begin(ctx, { by, commandId }, BACKUP, () => makeBackup(ctx.config.dataDir, ctx.now()));
    return backupsView(ctx);
  },
);

export const systemRoutes = [health, storage, laws, audit, backups, backup];
