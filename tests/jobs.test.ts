import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JOBS } from '../client/studio/insight/system/jobs.ts';
import { startAgain } from '../server/jobs/again.ts';
import { startRecalibration } from '../server/jobs/recalibration.ts';
import { startStatistics } from '../server/jobs/statistics.ts';
import { startUpkeep } from '../server/jobs/upkeep.ts';
import { jobsOf } from '../server/store/system.ts';
import { startTestServer } from './helpers/server.ts';

describe('a job that runs again and again', () => {
  const faults: string[] = [];
  const log = { error: (...said: unknown[]): void => void faults.push(String(said[1])) };
  beforeEach(() => {
    vi.useFakeTimers();
    faults.length = 0;
  });
  afterEach(() => void vi.useRealTimers());

  it('runs at once, then every while, and never beside itself', async () => {
    const ends: (() => void)[] = [];
    const stop = startAgain({ log }, 1_000, 'failed', () => new Promise<void>((end) => ends.push(end)));
    await vi.advanceTimersByTimeAsync(3_500);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await stop();
  });

  it('says what failed, and goes on', async () => {
    let runs = 0;
    const stop = startAgain({ log }, 1_000, 'seasons', async () => {
      runs += 1;
      throw new Error('no');
    });
    await vi.advanceTimersByTimeAsync(2_500);
    await stop();
    expect({ runs, faults }).toEqual({
      runs: 3,
      faults: ['seasons failed', 'seasons failed', 'seasons failed'],
    });
  });

  it('is known by name with its runs, when the last one was and whether it failed', async () => {
    let fails = true;
    const stop = startAgain({ log, now: () => 77 }, 1_000, 'tides', async () => {
      if (fails) throw new Error('no');
    });
    expect(jobsOf(log)).toContainEqual({ name: 'tides', everyMs: 1_000, runs: 0, failures: 0 });
    await vi.advanceTimersByTimeAsync(1);
    expect(jobsOf(log).find((j) => j.name === 'tides')).toMatchObject({ runs: 1, failed: true, ranAt: 77 });
    fails = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await stop();
    expect(jobsOf(log).find((j) => j.name === 'tides')).toMatchObject({
      runs: 2,
      failures: 1,
      failed: false,
    });
  });

  it('is stopped when its last run has ended, and begins no other', async () => {
    let runs = 0;
    let end = (): void => undefined;
    const stop = startAgain({ log }, 1_000, 'failed', () => {
      runs += 1;
      return new Promise<void>((done) => {
        end = done;
      });
    });
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stopped).toBe(false);
    end();
    await stopping;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(runs).toBe(1);
  });
});

describe('the page of the machine', () => {
  const root = join(import.meta.dirname, '..');
  const sources = globSync('server/jobs/*.ts', { cwd: root }).map((file) => ({
    file: file.replaceAll('\\', '/'),
    text: readFileSync(join(root, file), 'utf8'),
  }));

  it('names every job, and every job on a clock is one it knows', () => {
    const started = sources.flatMap(({ text }) =>
      [...text.matchAll(/startAgain\(\s*ctx,[^']*'(\w+)'/gu)].map(([, name]) => name ?? ''),
    );
    expect([...JOBS].sort()).toEqual(started.sort());
    const clocks = sources.filter(({ text }) => text.includes('setInterval(')).map(({ file }) => file);
    expect(clocks.sort()).toEqual(['server/jobs/again.ts', 'server/jobs/pulse.ts']);
  });

  it('tells of upkeep, item analysis and the nightly recalibration when they last ran', async () => {
    const server = await startTestServer();
    try {
      const stops = [startUpkeep, startRecalibration, startStatistics].map((start) => start(server.ctx));
      await vi.waitFor(() => {
        const known = jobsOf(server.ctx.log).map((job) => [job.name, job.runs]);
        expect(known).toEqual([
          ['recalibration', 0],
          ['statistics', 0],
          ['upkeep', 1],
        ]);
      });
      for (const stop of stops) await (typeof stop === 'function' ? stop() : stop.stop());
    } finally {
      await server.close();
    }
  });
});
