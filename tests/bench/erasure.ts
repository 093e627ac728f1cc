import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Actor, commit } from '../../server/store/commit.ts';
import { databaseFile, openDatabase } from '../../server/store/db.ts';
import { askErasure, beginErasure } from '../../server/store/erasure.ts';
import { runErasure } from '../../server/store/erasure-run.ts';
import { bytesOf, scrubFiles } from '../../server/store/erasure-scrub.ts';
import { createPerson } from '../../server/store/person.ts';
import { createOrg } from '../../server/store/seed.ts';
import type { Result } from './table.ts';

const zone = 'Asia/Shanghai';
const PIECE = 500;
const TICK_MS = 1;

/**
 * How long the loop was held at most while `work` ran, in ms beyond a tick; `busy` = the processor time of this thread between
 * two ticks, which other programs on the machine do not lengthen.
 */
const heldIn = async <T>(name: string, work: () => Promise<T>) => {
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  let [last, busy] = [process.threadCpuUsage(), 0];
  const look = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    busy = Math.max(busy, (user + system) / 1e3);
    last = process.threadCpuUsage();
  }, TICK_MS);
  delay.enable();
  const from = performance.now();
  const done = await work();
  // What held it last is seen by the next tick only.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  clearInterval(look);
  const held = Math.max(0, Math.round(delay.max / 1e6 - TICK_MS));
  return { name, ms: Math.round(performance.now() - from), held, busy: Math.round(busy), done };
};

/** A learner with so many answers on SQLite is erased; says for each step how long it took and how long the loop was held. */
const benchErasure = async (events: number) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'archipelago-erasure-'));
  const db = await openDatabase({ dataDir });
  let now = Date.UTC(2026, 9, 1);
  const ctx = { db, now: () => now, config: { dataDir } };
  try {
    const org = await commit(ctx, (tx) => createOrg(tx, { name: '群岛', code: 'ERASE', zone }));
    const join = (name: string, role: 'admin' | 'learner'): Promise<Actor> =>
      commit(ctx, (tx) => createPerson(tx, { org, zone, name, role, lang: 'zh' }));
    const [admin, gone] = [await join('管理员', 'admin'), await join('欧阳拂晓', 'learner')];
    for (let at = 0; at < events; at += PIECE) {
      now += 3_600_000;
      await commit(ctx, async (tx) => {
        for (let n = at; n < Math.min(events, at + PIECE); n++)
          tx.emit(
            { ...gone, session: `s-${Math.floor(n / 200)}` },
            {
              ...{ verb: 'question.answered', obj: `q-${n % 900}`, ctx: `run-${Math.floor(n / 10)}` },
              ...{ ok: n % 3 > 0, score: n % 3 > 0 ? 1 : 0, ms: 4_000 },
              data: {
                ...{ mode: 'practice', choices: [1], first: n < 900, presentedAt: now, rtSrvMs: 5 },
                ...{ changes: 0, hints: 0 },
              },
            },
          );
      });
    }
    const begin = await heldIn('begin', () =>
      commit(ctx, async (tx) => {
        const id = await askErasure(tx, gone);
        await beginErasure(tx, admin, id);
        return id;
      }),
    );
    const run = await heldIn('run', () => runErasure(ctx, begin.done));
    const mb = Math.round(statSync(databaseFile(dataDir)).size / 1e5) / 10;
    const who = run.done;
    const scrub = await heldIn('scrub', () => scrubFiles(db, dataDir, who && bytesOf(who), false));
    return { mb, scrubbed: scrub.done, steps: [begin, run, scrub].map(({ done: _, ...step }) => step) };
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const EVENTS = Number(process.env.EVENTS ?? 50_000);
/** How long the loop that serves rooms stands still while a learner is erased. */
export const bench = async (): Promise<Result> => {
  const { mb, steps } = await benchErasure(EVENTS);
  return {
    title: `Erasure of a learner with ${EVENTS} events (${mb} MB): the loop held at most, of it processor time`,
    rows: steps.map(({ name, ms, held, busy }) => [
      name,
      `${ms} ms in all, held ${held} ms, ${busy} ms busy`,
    ]),
    json: Object.fromEntries(
      steps.flatMap(({ name, held, busy }) => [
        [`${name}Held`, held],
        [`${name}Busy`, busy],
      ]),
    ),
  };
};
