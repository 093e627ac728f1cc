import { randomUUID } from 'node:crypto';
import { STAT_FLAGS } from '../../server/domain/api-bank.ts';
import type { NewEvent } from '../../server/domain/events/index.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import type { Golden, GoldenPerson } from './golden-cohort.ts';

type Dice = () => number;
type Stored = { person: string; bank: string; point: string; before: number; after: number };

const chanceOf = (overall: number, point: number): number => 1 / (1 + Math.E ** -(overall + point + 0.5));

/** What people can do, as answers would have left it; gives the pairs of chances that a figure may count. */
export const writeSkills = async (ctx: StoreCtx, g: Golden, dice: Dice): Promise<Stored[]> => {
  const found: Stored[] = [];
  const rest = { wins: 5, fails: 5, recent: 0.5, last: '0101', level: '', updatedAt: 0 };
  await commit(ctx, async ({ db }) => {
    for (const [i, { actor }] of g.people.entries()) {
      const { person } = actor;
      if (i % 7 === 6) continue;
      const [start, now] = [dice() - 0.5, dice()];
      const first = i % 6 === 5 ? null : start;
      await db
        .insertInto('skill')
        .values({ person, bank: '', point: '', theta: now, n: 30, initial: first, ...rest })
        .execute();
      for (const bank of [g.banks.fire, g.banks.ropes]) {
        const [was, is] = [dice() - 0.5, dice() - 0.3];
        const initial = i % 5 === 4 ? null : was;
        await db
          .insertInto('skill')
          .values({ person, bank, point: 'p0', theta: is, n: 12, initial, ...rest })
          .execute();
        if (first !== null && initial !== null)
          found.push({ person, bank, point: 'p0', before: chanceOf(first, was), after: chanceOf(now, is) });
      }
    }
  });
  return found;
};

/** Item analysis as a job would have left it: nine people chose the option after the key, eight another wrong one; one
 * question has four answers only. */
export const writeStats = (ctx: StoreCtx, g: Golden): Promise<void> =>
  commit(ctx, async ({ db }) => {
    for (const [i, q] of g.questions.entries()) {
      const choices = [0, 1, 2, 3].map((c) => ({
        ...{ code: String(c), right: c === q.key || (q.type === 'multiple' && c === (q.key + 3) % 4) },
        ...{ n: c === (q.key + 1) % 4 ? 9 : 8, restN: 0 },
      }));
      const flags = (1 << STAT_FLAGS.indexOf('too_hard')) | (1 << STAT_FLAGS.indexOf('low_efficiency'));
      const detail = { version: 1, choices, byVersion: [], omitted: 0, unreached: 0 };
      await db
        .insertInto('question_stat')
        .values({
          ...{ question: q.id, bank: q.bank, n: i === 25 ? 4 : 60, facility: 61.5, discriminationN: 120 },
          ...{
            discrimination: 21.5,
            efficiency: null,
            meanMs: 9_000,
            choices: JSON.stringify(detail),
            flags,
          },
          computedAt: 0,
        })
        .execute();
    }
  });

type Sat = { p: GoldenPerson; ids: string[]; station: string; scores: number[] };
const sit = async (ctx: StoreCtx, { p, ids, station, scores }: Sat): Promise<void> => {
  const exam = randomUUID();
  const facts = ids.map((obj, i): NewEvent => {
    const asked = { obj, objVer: 1, ctx: exam };
    const score = scores[i] ?? 0;
    if (score === 0 && i % 3 === 0) return { verb: 'question.skipped', ...asked, data: {} };
    if (score === 0 && i % 3 === 1) return { verb: 'question.expired', ...asked, data: { limitMs: 60_000 } };
    return {
      ...{ verb: 'question.answered', ...asked, ok: score === 1, score, ms: 5_000 },
      data: {
        ...{ mode: 'exam', choices: [0], first: false, presentedAt: 0, rtSrvMs: 5_000, changes: 0, hints: 0 },
      },
    };
  });
  const decided = { obj: station, ctx: exam, ok: true, score: 1, data: { nth: 1, ruleVer: 1 } };
  await commit(ctx, async (tx) => {
    for (const fact of facts) tx.emit(p.actor, fact);
    tx.emit(p.actor, { verb: 'exam.decided', ...decided });
  });
};

/** Two forms of a station after the golden weeks; second sittings and previews count nowhere, a form of three is hidden. */
export const writeExams = async (ctx: StoreCtx, g: Golden, dice: Dice) => {
  const station = 'golden-exam';
  const learners = g.people.filter((p) => p.role === 'learner');
  const forms = [
    { ids: g.questions.slice(0, 8), people: learners.slice(0, 26) },
    { ids: g.questions.slice(4, 10), people: learners.slice(26, 40) },
    { ids: g.questions.slice(20, 24), people: learners.slice(40, 43) },
  ];
  const seen: { station: string; form: number; scores: number[][] }[] = [];
  for (const [nth, { ids, people }] of forms.entries()) {
    const scores: number[][] = [];
    for (const p of people) {
      const one = ids.map(() => (dice() < p.skill ? 1 : dice() < 0.3 ? 0.5 : 0));
      const sat = { ids: ids.map((q) => q.id), station };
      await sit(ctx, { p, scores: one, ...sat });
      await sit(ctx, { p, scores: ids.map(() => 1), ...sat });
      scores.push(one);
    }
    if (people.length >= 5) seen.push({ station, form: nth + 1, scores });
  }
  const outsider = g.people.find((p) => p.role !== 'learner');
  if (outsider)
    await sit(ctx, { p: outsider, scores: [], station, ids: g.questions.slice(0, 8).map((q) => q.id) });
  return seen;
};
