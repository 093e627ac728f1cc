import { uuidv7 } from 'uuidv7';
import type { ClientEvent } from '../../server/domain/api.ts';
import type { NewEvent } from '../../server/domain/events/index.ts';
import type { Actor } from '../../server/store/commit.ts';

/** One step of a learner: what the server states in one commit, or what the client reports in one batch. */
export type Step = { actor: Actor; at: number } & ({ facts: NewEvent[] } | { claims: ClientEvent[] });

type Dice = () => number;
const pick = (dice: Dice, n: number): number => Math.floor(dice() * n);
const question = (dice: Dice): string => `sail-${String(pick(dice, 600)).padStart(3, '0')}`;

const answer = (dice: Dice, attempt: string, at: number): NewEvent[] => {
  const ok = dice() < 0.72;
  const facts: NewEvent[] = [
    {
      verb: 'question.answered',
      obj: question(dice),
      objVer: 1,
      ctx: attempt,
      ok,
      score: ok ? 1 : 0,
      ms: 2_000 + pick(dice, 20_000),
      data: {
        mode: 'practice',
        choices: [pick(dice, 4)],
        first: dice() < 0.6,
        presentedAt: at - 9_000,
        rtSrvMs: 9_000,
        changes: 0,
        hints: 0,
      },
    },
  ];
  if (ok) facts.push({ verb: 'xp.gained', data: { amount: 5, reason: 'answer', levelAfter: 3 } });
  if (dice() < 0.13)
    facts.push({
      verb: 'badge.earned',
      obj: 'steady',
      data: { ruleVer: 1, evidence: [uuidv7(), attempt] },
    });
  if (dice() < 0.1)
    facts.push({
      verb: 'level.finished',
      obj: `sail-${1 + pick(dice, 9)}`,
      ctx: attempt,
      ok: true,
      ms: 90_000,
      data: { stars: 3 },
    });
  return facts;
};

const CLIENT_MIX: [weight: number, make: (dice: Dice) => Pick<ClientEvent, 'verb' | 'obj' | 'data'>][] = [
  [
    270,
    (d) => ({ verb: 'card.viewed', obj: `card-${pick(d, 24)}`, data: { side: 'front', dwellMs: 4_000 } }),
  ],
  [120, () => ({ verb: 'nav.viewed', data: { route: '/quest', from: '/island', dwellMs: 12_000 } })],
  [110, (d) => ({ verb: 'explanation.viewed', obj: question(d), data: { afterOk: false, dwellMs: 5_200 } })],
  [
    100,
    () => ({ verb: 'activity.span', obj: 'island', data: { scope: 'island', activeMs: 58_000, blurN: 1 } }),
  ],
  [60, () => ({ verb: 'scene.entered', obj: 'sail', data: { from: 'map' } })],
  [60, (d) => ({ verb: 'card.rated', obj: `card-${pick(d, 24)}`, data: { recall: 3 } })],
  [40, () => ({ verb: 'npc.talked', obj: 'captain', data: { node: 'hello', talkMs: 3_000 } })],
  [32, () => ({ verb: 'board.viewed', obj: 'week', data: { period: 'week', myRank: 12 } })],
  [30, (d) => ({ verb: 'answer.changed', obj: question(d), data: { from: 1, to: 2, afterMs: 4_100 } })],
];
/** Running sums of the weights. */
const LADDER = CLIENT_MIX.map(
  ([, make], i) => [CLIENT_MIX.slice(0, i + 1).reduce((sum, [w]) => sum + w, 0), make] as const,
);
const TOTAL = LADDER.at(-1)?.[0] ?? 0;
const clientFact = (dice: Dice, at: number, n: number): ClientEvent => {
  const aim = dice() * TOTAL;
  const make = LADDER.find(([until]) => aim < until)?.[1];
  if (!make) throw new Error('no mix');
  return { id: uuidv7(), at, n, ...make(dice) };
};

/**
 * Steps of many learners at play, any of them at any time: 58% of the events stated by the server (analytics.md 1.2),
 * the rest reported in batches of twenty, of which `doubled` are sent twice.
 */
export const stepsOf = (
  actors: Actor[],
  events: number,
  dice: Dice,
  startAt: number,
  doubled: number,
): Step[] => {
  const steps: Step[] = [];
  const attempts = new Map<number, string>();
  let n = 0;
  for (let at = startAt; n < events; at += 20) {
    const who = pick(dice, actors.length);
    const actor = actors[who];
    if (!actor) continue;
    if (dice() < 1 / 15) {
      const claims = Array.from({ length: 20 }, (_, i) => clientFact(dice, at - 4_000 * (20 - i), n + i));
      steps.push({ actor, at, claims });
      n += claims.length;
      if (dice() < doubled) steps.push({ actor, at: at + 5, claims });
      continue;
    }
    const attempt = dice() < 0.9 ? (attempts.get(who) ?? uuidv7()) : uuidv7();
    attempts.set(who, attempt);
    const facts = answer(dice, attempt, at);
    steps.push({ actor, at, facts });
    n += facts.length;
  }
  return steps;
};
