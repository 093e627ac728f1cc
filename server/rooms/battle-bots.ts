import type { Ctx } from '../context.ts';
import type { BattleFace } from '../domain/api-battle.ts';
import { type BotAnswer, botAnswers, type GhostRun, ghostRunOf } from '../domain/battle-bot.ts';
import { standingsOf } from '../domain/battle-result.ts';
import type { BattleInput, BotSeat, TeamId } from '../domain/battle-shape.ts';
import type { Battle, Seat } from '../domain/battle-state.ts';
import { RuleError } from '../domain/errors.ts';
import { dice, seedOf } from '../domain/random.ts';
import { type BattleRow, facesOf } from '../store/battle.ts';
import { battleById, resumeBattle } from '../store/battle-journal.ts';
import type { Truth } from './battle-truth.ts';

type SeatInput = Extract<BattleInput, { kind: 'seat' }>;
const isHuman = (seat: Seat): boolean => seat.bot === undefined && !seat.gone;
const meanTheta = (battle: Battle): number => {
  const people = [...battle.seats.values()].filter(isHuman);
  return people.reduce((sum, s) => sum + s.theta, 0) / Math.max(1, people.length);
};

/** Bots and ghosts of a battle: who they are, when they sit down, what they answer and when. */
export const createBots = (ctx: Ctx, row: BattleRow, truth: Truth) => {
  /** The battle whose rower is the opponent. */
  let recorded: Battle | undefined;
  const runs = new Map<string, GhostRun>();
  let plan: BotAnswer[] = [];
  let planned = '';

  const load = async (): Promise<void> => {
    const source = row.run === null ? undefined : await battleById(ctx.db.read, row.run);
    if (!source) return;
    recorded = (await resumeBattle(ctx.db.read, source)).battle;
    for (const { bot } of truth.battle.seats.values()) if (bot?.kind === 'ghost') remember(bot.of);
  };
  const remember = (person: string): void => {
    const run = recorded && ghostRunOf(recorded, person);
    if (run && row.run !== null) runs.set(row.run, run);
  };
  /** The best of the recorded people who is not here in person. */
  const ghost = (): BotSeat | undefined => {
    const found =
      recorded && standingsOf(recorded).find((s) => isHuman(s.seat) && !truth.battle.seats.has(s.person));
    if (!found || row.run === null) return undefined;
    remember(found.person);
    return { kind: 'ghost', of: found.person, run: row.run };
  };
  const sit = (nth: number, bot: BotSeat, team?: TeamId): void => {
    const seat: SeatInput = {
      kind: 'seat',
      at: ctx.now(),
      person: `${bot.kind}-${nth}`,
      bot,
      factor: 1,
      theta: meanTheta(truth.battle),
      ...(team ? { team } : {}),
    };
    try {
      truth.put(seat);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
    }
  };
  /** The opponent of a duel sits down after its person, the ones who fill boats and rafts at the start. */
  const fill = (): void => {
    const { seats, teams, mode } = truth.battle;
    if (mode === 'duel') {
      if (seats.size !== 1 || (row.bots === 0 && row.run === null) || row.solo) return;
      const run = ghost();
      if (run || row.bots > 0) sit(1, run ?? { kind: 'bot' });
      return;
    }
    let nth = [...seats.values()].filter((s) => s.bot).length;
    const among = mode === 'race' ? teams : [undefined];
    for (const team of among) {
      const there = [...seats.values()].filter((s) => s.team === team || team === undefined).length;
      for (let n = there; n < row.bots; n++) {
        nth += 1;
        sit(nth, { kind: 'bot' }, team);
      }
    }
  };
  const planRound = (): void => {
    const { battle } = truth;
    const round = battle.rounds.at(-1);
    const key = `${battle.phase} ${battle.rounds.length} ${round?.nth} ${round?.opensAt} ${battle.pausedAt}`;
    if (key === planned) return;
    planned = key;
    // The same dice after a restart or a pause: the same plan.
    const random = dice(seedOf(`${battle.id}:bots:${battle.seed}:${battle.rounds.length}:${round?.nth}`));
    plan = battle.pausedAt === undefined ? botAnswers(battle, random, runs) : [];
  };
  /** Gives the answers that are due. True = there was one. */
  const tick = (now: number): boolean => {
    planRound();
    let some = false;
    while (plan[0] && plan[0].at <= now) {
      const { person, answer, rtMs } = plan.shift() as BotAnswer;
      some = say(person, answer, rtMs, now) || some;
    }
    return some;
  };
  const say = (person: string, answer: BotAnswer['answer'], rtMs: number, at: number): boolean => {
    const round = truth.battle.rounds.length - 1;
    const id = `${person}:${round}:${truth.battle.rounds.at(-1)?.nth}`;
    try {
      truth.put({ kind: 'answer', at, person, id, round, answer, rttMs: 0, creditMs: 0, rtMs, changes: 0 });
      return true;
    } catch (error) {
      if (error instanceof RuleError) return false;
      throw error;
    }
  };
  return {
    load,
    fill,
    tick,
    /** Faces of those who are no people here; a ghost has the face of its person. */
    faces: async (): Promise<BattleFace[]> => {
      const bots = [...truth.battle.seats.values()].flatMap((s) =>
        s.bot ? [{ id: s.person, bot: s.bot }] : [],
      );
      const known = await facesOf(
        ctx.db.read,
        bots.flatMap(({ bot }) => (bot.kind === 'ghost' ? [bot.of] : [])),
      );
      return bots.map(({ id, bot }) => {
        const of = bot.kind === 'ghost' ? known.get(bot.of) : undefined;
        return { ...(of ?? { name: id.replace('bot-', 'Bot '), avatar: id }), id, bot: bot.kind };
      });
    },
  };
};
export type Bots = ReturnType<typeof createBots>;
