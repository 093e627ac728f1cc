import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BillFacts,
  type BillSums,
  comparedOf,
  type Hour,
  isPreviewTime,
  isZero,
  noCounts,
  rankOf,
  type SkillFact,
  skillsOn,
  sumsOf,
  weekPeriod,
  yearPeriod,
} from '../../server/domain/bill.ts';
import { chooseRemark, REMARK_FIGURES, Remarks } from '../../server/domain/bill-remark.ts';
import { figuresOf, honourOf, writeBill } from '../../server/domain/bill-write.ts';
import { honourCatalogue } from '../../server/formats/honours.ts';
import { readRemarks } from '../../server/formats/remarks.ts';

const remarks = readRemarks(resolve(join(import.meta.dirname, '../../content')));
const catalogue = { ...honourCatalogue(), remarks };
const hour = (day: number, at: number, more: Partial<Hour> = {}): Hour => ({
  ...noCounts(),
  day,
  hour: at,
  ...more,
});
const sums = (more: Partial<BillSums> = {}): BillSums => ({ ...sumsOf([], 0), ...more });
const facts = (more: Partial<BillFacts> = {}): BillFacts => ({
  sums: sums(),
  before: null,
  coins: { in: 0, out: 0, balance: 0 },
  earned: [],
  reading: 0,
  strongest: null,
  next: null,
  ...more,
});
const week = weekPeriod(20261118, 'Asia/Shanghai');

describe('the sums of a bill', () => {
  it('add up hours, count the days on which something was learned and name the hour with most right answers', () => {
    const all = [
      hour(20261116, 21, { answers: 10, correct: 8, activeMs: 60_000 }),
      hour(20261117, 21, { answers: 3, correct: 1, cards: 4 }),
      hour(20261117, 8, { answers: 9, correct: 8 }),
      hour(20261118, 12, { helpedBy: 1 }),
    ];
    expect(sumsOf(all, 3)).toMatchObject({
      answers: 22,
      correct: 17,
      cards: 4,
      days: 2,
      repaired: 3,
      hour: 21,
    });
  });

  it('take the earlier of two equal hours, and none where all came late', () => {
    expect(sumsOf([hour(20261116, 22, { correct: 2 }), hour(20261117, 7, { correct: 2 })], 0).hour).toBe(7);
    expect(sumsOf([hour(20261116, -1, { correct: 2 })], 0).hour).toBeNull();
  });
});

describe('the weeks of a bill', () => {
  it('go from Monday 04:00 to Monday 04:00 by the clock of the company, also when clocks change', () => {
    expect(week).toMatchObject({ from: 20261116, to: 20261122 });
    expect(week.begin).toBe(Date.UTC(2026, 10, 15, 20));
    expect(week.end - week.begin).toBe(7 * 86_400_000);
    const berlin = weekPeriod(20261025, 'Europe/Berlin');
    expect(berlin).toMatchObject({ from: 20261019, to: 20261025 });
    expect(berlin.end - berlin.begin).toBe((7 * 24 + 1) * 3_600_000);
  });

  it('lie side by side over the year: every instant belongs to one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu'),
        (n, zone) => {
          const day = new Date(Date.UTC(2026, 0, 1) + n * 86_400_000)
            .toISOString()
            .slice(0, 10)
            .replaceAll('-', '');
          const one = weekPeriod(Number(day), zone);
          const after = new Date(Date.UTC(2026, 0, 8) + n * 86_400_000)
            .toISOString()
            .slice(0, 10)
            .replaceAll('-', '');
          expect(weekPeriod(Number(after), zone).begin).toBe(one.end);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of a year go from 1 January to 31 December; from 1 December on it can be looked at', () => {
    expect(yearPeriod(2026, 'UTC')).toMatchObject({ from: 20260101, to: 20261231, ref: '2026' });
    expect([20261130, 20261201, 20261231, 20270101].map(isPreviewTime)).toEqual([false, true, true, false]);
  });
});

describe('the honour of a bill', () => {
  const at = 1;
  const badge = { kind: 'badge' as const, ref: 'answers', tier: 2, rank: 0, n: 0, at };
  const title = { kind: 'title' as const, ref: 'captain', tier: 0, rank: 0, n: 0, at };
  const medal = { kind: 'medal' as const, ref: 'onboarding', tier: 0, rank: 0, n: 0, at };

  it('is one: the medal before a title, a title before a badge, and then what the week itself has shown', () => {
    const week = sums({ days: 6, repaired: 8 });
    expect(honourOf(facts({ sums: week, earned: [badge, title, medal] }), catalogue)?.id).toBe('medal');
    const captain = honourOf(facts({ sums: week, earned: [badge, title] }), catalogue);
    expect(captain).toMatchObject({ id: 'title', rule: 1, name: { zh: '船长' } });
    expect(captain?.why?.zh).toContain('1,200');
    expect(honourOf(facts({ sums: week, earned: [badge] }), catalogue)).toMatchObject({ id: 'badge', n: 2 });
    expect(honourOf(facts({ sums: week }), catalogue)).toMatchObject({ id: 'mender', n: 8, rule: 1 });
    expect(honourOf(facts({ sums: sums({ days: 6 }) }), catalogue)?.id).toBe('steady');
    expect(honourOf(facts({ sums: sums({ days: 1 }) }), catalogue)?.id).toBe('sailor');
    expect(honourOf(facts(), catalogue)).toBeNull();
  });

  it('of a league is told on the podium only', () => {
    const league = { kind: 'league' as const, ref: '20261116', tier: 0, rank: 2, n: 30, at };
    expect(honourOf(facts({ earned: [league] }), catalogue)).toMatchObject({ id: 'league', n: 2, of: 30 });
    expect(honourOf(facts({ earned: [{ ...league, rank: 4 }] }), catalogue)).toBeNull();
  });
});

describe('the comparison with oneself', () => {
  it('names the first thing that has grown, mended questions before all', () => {
    const before = sums({ days: 3, repaired: 2, correct: 40, answers: 60 });
    const now = sums({ days: 3, repaired: 5, correct: 50, answers: 50 });
    expect(comparedOf(now, before)).toEqual({ line: 'repaired', now: 5, before: 2 });
    expect(comparedOf({ ...now, repaired: 1 }, before)?.line).toBe('correct');
  });

  it('says answers when nothing has grown, and nothing without a week before', () => {
    const less = sums({ days: 1, answers: 4 });
    expect(comparedOf(less, sums({ days: 3, answers: 9 }))).toEqual({ line: 'answers', now: 4, before: 9 });
    expect(comparedOf(less, null)).toBeNull();
    expect(comparedOf(less, sums())).toBeNull();
  });
});

describe('where one stands in the company', () => {
  it('is told in the upper half among ten or more', () => {
    expect(rankOf(0, 10)).toEqual({ percentile: 100, n: 10 });
    expect(rankOf(0.2, 10)).toEqual({ percentile: 77, n: 10 });
    expect(rankOf(0, 9)).toBeNull();
    expect(rankOf(0.6, 10)).toBeNull();
  });

  it('is never told below the middle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const above = Math.floor(share * (n - 1)) / n;
          const rank = rankOf(above, n);
          if (rank) expect(rank.percentile).toBeGreaterThanOrEqual(50);
        },
      ),
    );
  });
});

describe('skills on a bill', () => {
  const skill = (point: string, p: number, level: string, n = 20): SkillFact => ({
    ...{ bank: 'b', point, name: { zh: point }, n, level, p },
    low: p - 0.1,
    high: p + 0.1,
  });
  it('are the strongest and the next one to master, never the weakest', () => {
    const all = [
      skill('a', 0.95, 'mastered'),
      skill('b', 0.9, 'mastered'),
      skill('c', 0.75, 'growing'),
      skill('d', 0.3, 'learning'),
    ];
    const { strongest, next } = skillsOn(all);
    expect([strongest?.point, next?.point]).toEqual(['a', 'c']);
  });
  it('say nothing of a point met four times', () => {
    expect(skillsOn([skill('a', 0.99, 'learning', 4)])).toEqual({ strongest: null, next: null });
  });
});

describe('the remark', () => {
  it('has a catalogue that reads by its schema, in both languages', () => {
    expect(remarks.remarks.length).toBeGreaterThanOrEqual(40);
    const han = /\p{Script=Han}/u;
    for (const r of [...remarks.remarks, ...remarks.wishes]) {
      expect(han.test(r.zh), r.id).toBe(true);
      expect(han.test(r.en), r.id).toBe(false);
    }
    const broken = { ...remarks, remarks: remarks.remarks.filter((r) => Object.keys(r.when).length > 0) };
    expect(Remarks.safeParse(broken).success).toBe(false);
  });

  it('can be reached, every one of them: no condition is hidden behind others for ever', () => {
    for (const r of remarks.remarks) {
      const before = remarks.remarks.slice(0, remarks.remarks.indexOf(r)).map((x) => x.id);
      const figures = Object.fromEntries(
        Object.entries(r.when).map(([name, { min, max }]) => [name, min ?? max ?? 0]),
      );
      expect(chooseRemark(remarks.remarks, figures, before).id).toBe(r.id);
    }
  });

  it('is the first that fits: twenty mended, a night owl, a bill of zero', () => {
    const said = (more: Partial<BillFacts>) => chooseRemark(remarks.remarks, figuresOf(facts(more)), []);
    expect(said({ sums: sums({ days: 3, repaired: 20 }) }).zh).toBe('错题看见你都绕道走');
    expect(said({ sums: sums({ days: 3, answers: 5, hour: 23 }) }).en).toBe('Certified night owl. Do sleep.');
    expect(said({}).zh).toBe('账单为零，心意未晚');
  });

  it('is not said again on the next three bills, whatever the weeks are like', () => {
    const figure = fc.constantFrom(...REMARK_FIGURES);
    const one = fc.dictionary(figure, fc.integer({ min: 0, max: 600 }));
    fc.assert(
      fc.property(fc.array(one, { minLength: 8, maxLength: 20 }), (weeks) => {
        const said: string[] = [];
        for (const figures of weeks) {
          const { id } = chooseRemark(remarks.remarks, figures, said.slice(-3));
          expect(said.slice(-3)).not.toContain(id);
          said.push(id);
        }
      }),
    );
  });
});

describe('a bill', () => {
  it('of nothing is written too: zeros, no honour, a kind word', () => {
    const doc = writeBill(week, { facts: facts(), rank: null, lately: [] }, catalogue);
    expect(isZero(facts())).toBe(true);
    expect(doc).toMatchObject({
      v: 1,
      honour: null,
      compared: null,
      remark: { id: 'zero' },
      sums: { answers: 0, hour: null },
    });
  });

  it('is the same from the same facts and names nobody', () => {
    const said = {
      facts: facts({ sums: sums({ days: 2, answers: 30 }) }),
      rank: { percentile: 80, n: 20 },
      lately: ['zero'],
    };
    expect(writeBill(week, said, catalogue)).toEqual(writeBill(week, said, catalogue));
  });
});
