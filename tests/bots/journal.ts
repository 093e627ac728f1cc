import { isDeepStrictEqual } from 'node:util';
import type { Answer, Verdict } from '../../server/domain/answer.ts';
import type { AnswerReply, AttemptView, EventReceipt, ItemView, Outcome } from '../../server/domain/api.ts';
import type { GraduationView } from '../../server/domain/api-programme.ts';
import type { AssignmentView } from '../../server/domain/api-station.ts';

/** One answer as it was acknowledged. `ok` is unknown until an exam ends. */
export type Answered = {
  attempt: string;
  kind: string;
  item: number;
  question: string;
  answer: Answer;
  ok?: boolean;
};
/** A payment that a rule owes, by game.md 4, counted here and not by the server's code. */
export type Owed = { reason: string; amount: number };

/** Paid repeats of one question on a day. */
const PAID_REPEATS = 5;
const CHEST: [number, number][] = [
  [8, 24],
  [5, 16],
  [3, 8],
  [0, 0],
];
const chestOf = (run: number): number => CHEST.find(([from]) => run >= from)?.[1] ?? 0;

/** What a player was told, and what each rule owes for it. `day` = the play day now, for what pays so often a day. */
export const newJournal = (day: () => number = () => 0) => {
  const answers = new Map<string, Answered>();
  const attempts = new Map<string, AttemptView>();
  const owed: Owed[] = [];
  const paid: Owed[] = [];
  const events = new Set<string>();
  const codes = new Map<string, number>();
  const faults: string[] = [];
  const stations = new Set<string>();
  const chests = new Map<string, number>();
  const ghostDays = new Map<string, number>();
  const repeats = new Map<string, number>();
  const works = new Map<string, 'open' | 'accepted'>();
  let fights = 0;
  let checks = 0;
  let spent = 0;

  const owe = (reason: string, amount: number): void => {
    if (amount > 0) owed.push({ reason, amount });
  };
  const pay = (reason: string, amount: number): void => {
    if (amount > 0) paid.push({ reason, amount });
  };

  const itemsOf = (attempt: string): Answered[] =>
    [...answers.values()].filter((a) => a.attempt === attempt).sort((a, b) => a.item - b.item);

  /** First tries of a practice: which were right and the longest row of them. */
  const firstTries = (attempt: string): { right: string[]; run: number } => {
    const seen = new Set<string>();
    const right: string[] = [];
    let run = 0;
    let best = 0;
    for (const a of itemsOf(attempt)) {
      if (seen.has(a.question)) continue;
      seen.add(a.question);
      if (a.ok) right.push(a.question);
      run = a.ok ? run + 1 : 0;
      best = Math.max(best, run);
    }
    return { right, run: best };
  };

  /** Counts a paid repeat of a question; false = it was paid five times today. */
  const repeat = (question: string): boolean => {
    const key = `${question} ${day()}`;
    const n = repeats.get(key) ?? 0;
    if (n < PAID_REPEATS) repeats.set(key, n + 1);
    return n < PAID_REPEATS;
  };
  const endPractice = (view: AttemptView): void => {
    const { right, run } = firstTries(view.id);
    const had = chests.get(view.station);
    const chest = chestOf(run);
    if (had === undefined) owe('practice', right.length * 5 + chest);
    else owe('practice', right.filter(repeat).length + Math.max(0, chest - had));
    chests.set(view.station, Math.max(had ?? 0, chest));
  };
  const endBoss = (view: AttemptView): void => {
    fights += 1;
    if (view.kind === 'boss' && view.result === 'won') owe('boss', stations.has(view.station) ? 10 : 80);
  };

  const finished = (kind: string, station: string, outcome: Outcome | undefined): void => {
    if (!outcome) return void faults.push(`${kind} at ${station} ended without an outcome`);
    if (kind === 'card' && !stations.has(station)) owe('card', 10);
    if (outcome.firstTime) stations.add(station);
    pay(kind, outcome.coins);
  };

  const settle = (view: AttemptView): void => {
    if (view.status !== 'ended') return;
    if (view.kind === 'practice') endPractice(view);
    if (view.kind === 'boss') endBoss(view);
    if (view.kind === 'practice' || view.kind === 'boss') finished(view.kind, view.station, view.outcome);
  };

  return {
    answers,
    attempts,
    owed,
    paid,
    events,
    codes,
    faults,
    stations,
    get fights(): number {
      return fights;
    },
    started: (view: AttemptView): void => void attempts.set(view.id, view),
    answered: (before: AttemptView, shown: ItemView, answer: Answer, reply: AnswerReply): void => {
      const known: Answered = {
        attempt: before.id,
        kind: before.kind,
        item: shown.item,
        question: shown.question.id,
        answer,
        ...(reply.verdict ? { ok: reply.verdict.ok } : {}),
      };
      answers.set(`${before.id}:${shown.item}`, known);
      attempts.set(before.id, reply.attempt);
      if (before.kind === 'exam' && reply.verdict) faults.push('an exam told a verdict before its end');
      settle(reply.attempt);
      if (reply.attempt.kind === 'ghost') {
        const { ghost } = reply.attempt;
        const days = (ghostDays.get(ghost) ?? 0) + (reply.verdict?.ok ? 1 : 0);
        ghostDays.set(ghost, reply.attempt.rightDays);
        if (reply.attempt.tamed) owe('ghost', 10);
        if (reply.attempt.tamed && reply.attempt.rightDays !== 2)
          faults.push(`ghost tamed after ${days} days`);
        pay('ghost', reply.coins ?? 0);
      }
      // What a drill pays falls with mastery, which only the server knows: it is believed, and bounded by accounts.ts.
      const passing = reply.attempt.kind !== 'ghost' && reply.met?.tamed === true ? 10 : 0;
      owe('ghost', passing);
      pay('ghost', passing);
      if (reply.attempt.kind === 'drill') {
        if ((reply.coins ?? 0) > passing) repeat(shown.question.id);
        owe('drill', (reply.coins ?? 0) - passing);
        pay('drill', (reply.coins ?? 0) - passing);
      }
    },
    submitted: (view: AttemptView): void => {
      attempts.set(view.id, view);
      if (view.kind !== 'exam' || !view.result) return void faults.push('a submitted exam has no result');
      for (const i of view.items) {
        const mine = answers.get(`${view.id}:${i.item}`);
        if (mine) answers.set(`${view.id}:${i.item}`, { ...mine, ok: i.verdict?.ok === true });
      }
      const right = view.items.filter((i) => i.verdict?.ok).length;
      const score = right / view.items.length;
      if (view.result.right !== right)
        faults.push(`exam says ${view.result.right} right, items say ${right}`);
      if (score >= 0.8 && !stations.has(view.station)) owe('exam', score >= 0.95 ? 120 : 100);
      finished('exam', view.station, view.outcome);
    },
    /** A role play has ended: 30 coins the first time it is passed. */
    talked: (view: AttemptView): void => {
      if (view.kind !== 'scenario' || !view.result)
        return void faults.push(`${view.station}: a talk without a result`);
      if (view.result.passed !== view.result.score >= 0.6)
        faults.push(`${view.station}: passed and score disagree`);
      if (view.result.passed && !stations.has(view.station)) owe('scenario', 30);
      finished('scenario', view.station, view.outcome);
    },
    handedIn: (station: string): void => void works.set(station, 'open'),
    /** What the learner sees of a work: 60 coins once it is accepted, and up to 40 by its rubric. */
    marked: ({ station, submission, outcome }: AssignmentView): void => {
      if (submission.state !== 'accepted' || works.get(station) === 'accepted') return;
      works.set(station, 'accepted');
      const coins = 60 + Math.round(40 * (submission.score ?? 0));
      owe('assignment', coins);
      pay('assignment', outcome?.coins ?? 0);
      stations.add(station);
    },
    works,
    surveyed: (station: string, outcome: Outcome): void => {
      if (!stations.has(station)) owe('survey', 10);
      finished('survey', station, outcome);
    },
    /** The ceremony: the medal costs its price once. */
    graduated: (view: GraduationView, price: number): void => {
      if (view.graduatedAt === undefined) faults.push('a ceremony without a graduation');
      if (view.certificate === undefined) faults.push('a ceremony without a certificate');
      spent += price;
    },
    spent: (): number => spent,
    /** Check questions of cards that were answered. */
    checks: (): number => checks,
    checked: (station: string, verdict: Verdict): void => {
      checks += 1;
      if (typeof verdict.ok !== 'boolean') faults.push(`${station}: the check gave no verdict`);
    },
    finished,
    checkedIn: (r: { coins: number; first: boolean }): void => {
      if (r.first) owe('checkin', 5);
      pay('checkin', r.coins);
    },
    found: (_: string, r: { coins: number }): void => {
      owe('find', 2);
      pay('find', r.coins);
    },
    told: (r: EventReceipt): void => {
      for (const id of r.accepted) events.add(id);
      for (const x of r.rejected) faults.push(`event refused: ${x.code}`);
    },
    repeated: (key: string, first: unknown, second: unknown): void => {
      if (!isDeepStrictEqual(first, second))
        faults.push(`${key}: the repeated command was answered differently`);
    },
    accepted: (key: string, body: unknown): void => void faults.push(`${key} took ${JSON.stringify(body)}`),
    refused: (code: string): void => {
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (code === 'server.fault') faults.push('nonsense broke the server');
    },
    coins: (list: 'owed' | 'paid'): number =>
      (list === 'owed' ? owed : paid).reduce((sum, o) => sum + o.amount, 0),
  };
};
export type Journal = ReturnType<typeof newJournal>;
