import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import type { JobRun, LoopMinute, RoomCount, SystemHealth } from '../../../../server/domain/api-system.ts';
import { dayAndTime, number } from '../../../i18n/index.ts';
import { loadHealth } from '../../../net/system.ts';
import { Icon } from '../../../ui/parts/index.ts';
import { type StudioKey, useS } from '../../i18n/index.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { bytesText, spanText } from './amounts.ts';
import { JOBS } from './jobs.ts';
import { Loop } from './Loop.tsx';

const AGAIN_MS = 15_000;
/** A live round still feels at once below this; ms, by the p99 of a minute. */
const LATE_MS = 100;

const isLate = (loop: readonly LoopMinute[]): boolean => loop.slice(-3).some(({ p99 }) => p99 > LATE_MS);

/** How the server is now; looked at again every quarter of a minute while the page is seen. */
export const Health = ({ zone }: { zone: string }) => {
  const t = useS('system');
  const { value, fault, reload } = useLoaded(loadHealth);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <section className="system-card" aria-labelledby="system-health">
      <header className="system-head">
        <h2 id="system-health">{t('health')}</h2>
        <Button onClick={reload}>{t('refresh')}</Button>
      </header>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && <Shown health={value} zone={zone} />}
      </Loaded>
    </section>
  );
};

const Shown = ({ health, zone }: { health: SystemHealth; zone: string }) => {
  const t = useS('system');
  const { memory, loop } = health;
  const state = health.storage === 'unavailable' ? 'unavailable' : isLate(loop) ? 'slow' : 'ok';
  const kind = ({ unavailable: 'error', slow: 'warning', ok: 'success' } as const)[state];
  const facts: [name: string, value: string][] = [
    [t('uptime'), spanText(health.now - health.startedAt, t)],
    [t('version'), t('version.line', { version: health.version, node: health.node })],
    [t('database'), t(`database.${health.database}`)],
    [t('cpu'), t('cpu.line', { cores: health.cores, load: number(Math.round(health.load * 10) / 10) })],
  ];
  return (
    <>
      <Alert type={kind} showIcon title={t(`state.${state}`)} />
      <dl className="system-facts">
        {facts.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
        <div>
          <dt>{t('memory')}</dt>
          <dd>
            {bytesText(memory.rss)}{' '}
            <small>
              {t('memory.line', {
                used: bytesText(memory.heapUsed),
                total: bytesText(memory.heapTotal),
                free: bytesText(memory.free),
                machine: bytesText(memory.machine),
              })}
            </small>
          </dd>
        </div>
      </dl>
      <Loop loop={loop} zone={zone} />
      <Rooms rooms={health.rooms} />
      <Jobs jobs={health.jobs} zone={zone} />
    </>
  );
};

const ROOMS: Record<string, StudioKey<'system'>> = {
  lobby: 'room.lobby',
  crew: 'room.crew',
  battle: 'room.battle',
  dock: 'room.dock',
};
const Rooms = ({ rooms }: { rooms: RoomCount[] }) => {
  const t = useS('system');
  if (rooms.length === 0) return <p className="studio-note">{t('rooms.none')}</p>;
  return (
    <div className="system-table">
      <table>
        <caption>{t('rooms')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rooms.kind')}</th>
            <th scope="col">{t('rooms.n')}</th>
            <th scope="col">{t('rooms.people')}</th>
          </tr>
        </thead>
        <tbody>
          {rooms.map((r) => (
            <tr key={r.name}>
              <th scope="row">{ROOMS[r.name] === undefined ? r.name : t(ROOMS[r.name] ?? 'rooms')}</th>
              <td>{number(r.rooms)}</td>
              <td>{number(r.people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Jobs = ({ jobs, zone }: { jobs: JobRun[]; zone: string }) => {
  const t = useS('system');
  if (jobs.length === 0) return <p className="studio-note">{t('jobs.none')}</p>;
  const nameOf = (name: string): string => {
    const known = JOBS.find((job) => job === name);
    return known === undefined ? name : t(`job.${known}`);
  };
  return (
    <div className="system-table system-jobs">
      <table>
        <caption>{t('jobs')}</caption>
        <thead>
          <tr>
            {(['name', 'state', 'last', 'took', 'every'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`jobs.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.name}>
              <th scope="row">{nameOf(job.name)}</th>
              <td>
                <JobState job={job} />
              </td>
              <td>{job.ranAt === undefined ? '–' : dayAndTime(job.ranAt, zone)}</td>
              <td>{job.tookMs === undefined ? '–' : spanText(job.tookMs, t)}</td>
              <td>{spanText(job.everyMs, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const JobState = ({ job }: { job: JobRun }) => {
  const t = useS('system');
  if (job.ranAt === undefined) return <>{t('jobs.waiting')}</>;
  return (
    <span className={job.failed ? 'system-bad' : 'system-good'}>
      <Icon name={job.failed ? 'warning' : 'check-mark-button'} size={20} />{' '}
      {job.failed ? t('jobs.failed', { n: job.failures }) : t('jobs.ok')}
    </span>
  );
};
