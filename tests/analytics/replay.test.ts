import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dice } from '../../server/domain/random.ts';
import type { Replay } from '../../server/jobs/replay.ts';
import { correlation, normalFrom } from '../domain/cohort.ts';

const CLI = resolve(import.meta.dirname, '../../server/cli/replay.ts');
type Line = { user: string; item: string; skill: string; ok: number; at: number; p: number };
type Said = Replay & { auc: number; refused: { line: number; reason: string; cure: string }[] };

/** Sixty people, thirty questions at three skills, each asked about twice: abilities and difficulties are known. */
const seeded = (): { lines: Line[]; b: Map<string, number> } => {
  const random = dice(20_261_122);
  const normal = normalFrom(random);
  const b = new Map(Array.from({ length: 30 }, (_, i) => [`问题 ${i + 1}`, 1.3 * normal()]));
  const theta = Array.from({ length: 60 }, () => normal());
  const lines: Line[] = [];
  for (let at = 0; at < 60 * 60; at++) {
    const u = Math.floor(random() * theta.length);
    const i = Math.floor(random() * b.size);
    const item = `问题 ${i + 1}`;
    const p = 1 / (1 + Math.exp((b.get(item) ?? 0) - (theta[u] ?? 0)));
    lines.push({
      user: `u${u}`,
      item,
      skill: `s${i % 3}`,
      ok: random() < p ? 1 : 0,
      at: 1_763_800_000 + at * 60,
      p,
    });
  }
  return { lines, b };
};

/** The share of pairs of a right and a wrong answer that the prediction puts in order: AUC by its meaning. */
const aucByPairs = (said: readonly { p: number; ok: number }[]): number => {
  const right = said.filter((s) => s.ok === 1);
  const wrong = said.filter((s) => s.ok === 0);
  let won = 0;
  for (const r of right) for (const w of wrong) won += r.p > w.p ? 1 : r.p === w.p ? 0.5 : 0;
  return won / (right.length * wrong.length);
};

/** Ten most missed by hand: first answers, lower bound of the share of wrong ones. */
const missedByHand = (lines: readonly Line[]): string[] => {
  const z = 1.959963984540054;
  const met = new Set<string>();
  const counts = new Map<string, { n: number; wrong: number }>();
  for (const { user, item, ok } of lines) {
    if (met.has(`${user}|${item}`)) continue;
    met.add(`${user}|${item}`);
    const c = counts.get(item) ?? { n: 0, wrong: 0 };
    counts.set(item, { n: c.n + 1, wrong: c.wrong + 1 - ok });
  }
  const bound = ({ n, wrong }: { n: number; wrong: number }): number => {
    const p = wrong / n;
    const root = Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
    return (p + (z * z) / (2 * n) - z * root) / (1 + (z * z) / n);
  };
  const all = [...counts].filter(([, c]) => c.n >= 20);
  return all
    .sort((x, y) => bound(y[1]) - bound(x[1]) || y[1].n - x[1].n)
    .slice(0, 10)
    .map(([item]) => item);
};

const dir = mkdtempSync(join(tmpdir(), 'archipelago-replay-test-'));
const play = (text: string, ...more: string[]): { status: number | null; stdout: string; stderr: string } => {
  const file = join(dir, 'log.csv');
  writeFileSync(file, text);
  return spawnSync(process.execPath, [CLI, file, ...more], { encoding: 'utf8' });
};
const { lines, b } = seeded();
const csv = `user,item,skill,correct,time\n${lines.map((l) => [l.user, l.item, l.skill, l.ok, l.at].join(',')).join('\n')}\n`;
let said: Said;
beforeAll(() => {
  const { stdout, status, stderr } = play(`${csv}nobody,,s1,1,5\n`, '--json', '--lang', 'en');
  expect(status, stderr).toBe(0);
  said = JSON.parse(stdout) as Said;
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true }));

describe('a public log played through the event log', () => {
  it('loses no answer, and says which line was none', () => {
    expect(said).toMatchObject({ answers: 3_600, people: 60, items: 30, skills: 3 });
    expect(said.correct).toBeCloseTo(lines.filter((l) => l.ok === 1).length / lines.length, 9);
    expect(said.refused).toHaveLength(1);
    expect(said.refused[0]).toMatchObject({ line: 3_602, reason: 'item', cure: 'no question: fill in item' });
  });

  it('tells the next answer nearly as well as the truth would, and its probabilities can be believed', () => {
    const best = aucByPairs(lines.map((l) => ({ p: l.p, ok: l.ok })));
    expect(said.auc).toBe(said.prediction.auc);
    expect(said.auc).toBeGreaterThan(best - 0.06);
    expect(said.auc).toBeLessThan(best + 0.01);
    expect(said.prediction.warm?.auc ?? 0).toBeGreaterThan(best - 0.05);
    expect(said.prediction.ece).toBeLessThan(0.04);
  });

  it('puts the questions where they are', () => {
    const found = new Map(said.difficulties.map((d) => [d.item, d.b]));
    expect([...found.keys()].sort()).toEqual([...b.keys()].sort());
    const items = [...b.keys()];
    const r = correlation(
      items.map((i) => found.get(i) ?? 0),
      items.map((i) => b.get(i) ?? 0),
    );
    expect(r).toBeGreaterThan(0.95);
    expect(said.difficulties.map((d) => d.b)).toEqual(
      [...said.difficulties.map((d) => d.b)].sort((x, y) => y - x),
    );
  });

  it('names the ten most missed by first answers and their lower bound', () => {
    expect(said.mostMissed.map((row) => row.item)).toEqual(missedByHand(lines));
  });

  it('cannot tell where nothing is to be told: answers by dice', () => {
    const random = dice(4);
    const noise = lines.map((l) => [l.user, l.item, l.skill, random() < 0.5 ? 1 : 0, l.at].join(','));
    const { stdout } = play(`user,item,skill,correct,time\n${noise.join('\n')}`, '--json');
    expect(Math.abs((JSON.parse(stdout) as Said).auc - 0.5)).toBeLessThan(0.03);
  }, 60_000);

  it('tells the most missed of a small log too, and that few people stand behind it', () => {
    const small = ['a,1,s,0,1', 'b,1,s,0,2', 'c,1,s,0,3', 'a,2,s,1,4', 'b,2,s,0,5', 'c,2,s,1,6'];
    const { stdout } = play(`user,item,skill,correct,time\n${small.join('\n')}`, '--json');
    const { mostMissed } = JSON.parse(stdout) as Said;
    expect(mostMissed.map((row) => [row.item, row.hits, row.n, row.few])).toEqual([
      ['1', 3, 3, 1],
      ['2', 1, 3, 1],
    ]);
  }, 60_000);

  it('says what is wrong with a file that is none, and ends with 1', () => {
    const none = play('colour,size\nred,3\n', '--lang', 'en');
    expect(none.status).toBe(1);
    expect(none.stdout + none.stderr).toContain('no column user, item or correct');
  });
});
