import type { Logger } from 'pino';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { Cheer } from '../domain/battle-shape.ts';
import type { Battle } from '../domain/battle-state.ts';
import { SMALL_BATTLE } from '../domain/battle-view.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter } from '../domain/limit.ts';
import { commit } from '../store/commit.ts';
import { type BattleClient, type Crowd, isDesk } from './battle-crowd.ts';

/** One cheer a person in 1.5 s. */
const PACE = { perMinute: 40, burst: 1 };
/** Of a whole room ten a second: eighty rowers who cheer at once are no flood. */
const ROOM_PACE = { perMinute: 600, burst: 20 };
const ROOM = '';
const LOG_MS = 2_000;

type Given = { by: Signed; cheer: Cheer };
export type CheersOptions = { ctx: Ctx; log: Logger; battle: () => Battle; crowd: Crowd };

/** Cheers go at once to those who may see them; the log hears of them in bundles. */
export const createCheers = ({ ctx, log, battle: read, crowd }: CheersOptions) => {
  const pace = createLimiter();
  let given: Given[] = [];
  let loggedAt = 0;

  /** Own crew, and opponents where there are few; a show hears them on the host's and the projector's screen only. */
  const hearers = function* (from: string): Generator<BattleClient> {
    const { mode, seats } = read();
    for (const client of crowd.others) if (isDesk(client) || mode !== 'show') yield client;
    if (mode === 'show') return;
    const team = seats.get(from)?.team;
    const isSmall = seats.size <= SMALL_BATTLE;
    for (const [person, lines] of crowd.players)
      if (isSmall || (team !== undefined && seats.get(person)?.team === team)) yield* lines;
  };
  const store = async (cheers: readonly Given[]): Promise<void> => {
    const { id } = read();
    await commit(ctx, async (tx) => {
      for (const { by, cheer } of cheers)
        tx.emit(by, { verb: 'reaction.given', obj: id, ctx: id, data: { kind: cheer } });
    });
  };
  const flush = async (): Promise<void> => {
    const cheers = given;
    given = [];
    if (cheers.length > 0)
      await store(cheers).catch((err: unknown) => log.error({ err }, 'cheers were not logged'));
  };
  return {
    /** Throws `battle.not_in`, `rate.limited`. */
    say: (by: Signed, cheer: Cheer): void => {
      const seat = read().seats.get(by.person);
      if (!seat || seat.gone) throw new RuleError('battle.not_in');
      const now = ctx.now();
      const seconds = pace.wait(by.person, PACE, now) || pace.take(ROOM, ROOM_PACE, now);
      if (seconds > 0) throw new RuleError('rate.limited', { seconds });
      pace.take(by.person, PACE, now);
      given.push({ by, cheer });
      for (const client of hearers(by.person)) client.send('cheer', { person: by.person, cheer });
    },
    tick: (at: number): void => {
      if (given.length === 0 || at - loggedAt < LOG_MS) return;
      loggedAt = at;
      void flush();
    },
    close: flush,
  };
};
export type Cheers = ReturnType<typeof createCheers>;
