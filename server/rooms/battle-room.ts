import { type AuthContext, CloseCode, ErrorCode, ServerError } from '@colyseus/core';
import type { Ctx } from '../context.ts';
import type { BattleOptions, BattleView } from '../domain/api-battle.ts';
import { BATTLE_MOST, BattleSay, readAnswer } from '../domain/battle-shape.ts';
import type { BriefView } from '../domain/battle-view.ts';
import { RuleError } from '../domain/errors.ts';
import { battleById, resumeBattle } from '../store/battle-journal.ts';
import { type Lease, takeLease } from '../store/lease.ts';
import { BaseRoom } from './base-room.ts';
import { battleAccess } from './battle-access.ts';
import * as acts from './battle-acts.ts';
import { authOf, type BattleAuth, type BattleClient } from './battle-crowd.ts';
import { createLive, type Live } from './battle-live.ts';
import { PENS, type Pens } from './battle-pens.ts';
import { createSteps, type Steps } from './battle-steps.ts';
import { command } from './command.ts';

const TICK_MS = 50;
/** The podium stays up for so long. */
export const PODIUM_MS = 600_000;
/** A room that is on its way out lets the next one of its battle in after this time at most. */
const HANDOVER_MS = 1_200;

/** A live battle: it holds the truth, decides in memory, and says yes when the input is stored. Who plays is told apart by
 * person, never by connection, so that any device of the person has the same seat. */
export const battleRoom = (ctx: Ctx, pens: Pens = PENS) => {
  const enter = battleAccess(ctx);

  return class BattleRoom extends BaseRoom<{ client: BattleClient }> {
    protected readonly log = ctx.log;
    #live: Live | undefined;
    #steps: Steps | undefined;
    /** Of all processes one room has a battle: two at a time would be two truths. */
    #berth: Lease | undefined;
    #doneAt: number | undefined;

    override messages = {
      view: command(ctx.log, BattleSay.view, (client: BattleClient) => this.#held().voice.viewFor(client)),
      answer: command(
        ctx.log,
        BattleSay.answer,
        (client: BattleClient, said) => acts.answer(this.#held(), client, said, ctx.now()),
        readAnswer,
      ),
      ready: command(ctx.log, BattleSay.ready, (client: BattleClient, { ready }) =>
        this.#seen(client, acts.ready(this.#held(), client, ready, ctx.now())),
      ),
      team: command(ctx.log, BattleSay.team, (client: BattleClient, said) =>
        this.#seen(client, acts.team(this.#held(), client, said, ctx.now())),
      ),
      cheer: command(ctx.log, BattleSay.cheer, (client: BattleClient, { cheer }) => {
        this.#held().cheers.say(authOf(client).by, cheer);
        return { ok: true };
      }),
      predict: command(ctx.log, BattleSay.predict, (client: BattleClient, { person }) =>
        this.#seen(client, acts.predict(this.#held(), client, person, ctx.now())),
      ),
      leave: command(ctx.log, BattleSay.leave, (client: BattleClient) =>
        acts.leave(this.#held(), client, ctx.now()),
      ),
      host: command(ctx.log, BattleSay.host, (client: BattleClient, { act }) =>
        this.#called(client, acts.host(this.#held(), client, act, ctx.now())),
      ),
      extend: command(ctx.log, BattleSay.extend, (client: BattleClient, { ms }) =>
        this.#called(client, acts.extend(this.#held(), client, ms, ctx.now())),
      ),
      kick: command(ctx.log, BattleSay.kick, (client: BattleClient, { person }) =>
        this.#seen(client, acts.kick(this.#held(), client, person, ctx.now())),
      ),
      balance: command(ctx.log, BattleSay.balance, (client: BattleClient) =>
        this.#seen(client, acts.balance(this.#held(), client, ctx.now())),
      ),
      names: command(ctx.log, BattleSay.names, (client: BattleClient, { hide }) =>
        this.#seen(client, acts.names(this.#held(), client, hide, ctx.now())),
      ),
      rematch: command(ctx.log, BattleSay.rematch, (client: BattleClient) => this.#rematch(client)),
    };

    /** Needs a room token of the battle's company; refuses with an error code as its message. */
    static override onAuth(
      token: string | undefined,
      options: Partial<BattleOptions>,
      context: AuthContext,
    ): Promise<BattleAuth> {
      return enter(token, options, context);
    }

    override async onCreate({ battle: id }: BattleOptions): Promise<void> {
      await this.#takeBerth(id);
      try {
        const row = await battleById(ctx.db.read, id);
        if (!row) throw new RuleError('battle.unknown');
        const { battle } = await resumeBattle(ctx.db.read, row);
        this.maxClients = BATTLE_MOST[row.mode] * 2 + 20;
        this.#live = await createLive({
          ...{ ctx, row, battle, log: this.log, pens },
          broadcast: (type, news, except) => this.broadcast(type, news as never, { except: [...except] }),
          onMoved: () => this.#moved(),
          onCancelled: () => this.#close(),
        });
        this.#steps = createSteps(this.#live, ctx.now);
        await this.#live.resume();
        this.#moved();
        this.clock.setInterval(() => this.#tick(), TICK_MS);
      } catch (error) {
        await this.#live?.close();
        await this.#berth?.free();
        throw error instanceof RuleError ? new ServerError(ErrorCode.AUTH_FAILED, error.code) : error;
      }
    }

    override async onJoin(client: BattleClient): Promise<void> {
      const { by, as } = authOf(client);
      const live = this.#held();
      try {
        if (as === 'player') await live.sit(by);
      } catch (error) {
        if (error instanceof RuleError) throw new ServerError(ErrorCode.AUTH_FAILED, error.code);
        throw error;
      }
      live.crowd.add(client);
      live.rtt.watch(client);
      this.#noteCrowd();
    }

    /** The seat is kept by the battle: whoever comes back, from whatever device, joins anew. */
    override onLeave(client: BattleClient): void {
      this.#live?.crowd.remove(client);
      this.#live?.rtt.drop(client);
      this.#noteCrowd();
    }

    override onBeforeShutdown(): void {
      const close = async (): Promise<void> => {
        await this.#live?.truth.close();
        await this.disconnect(CloseCode.SERVER_SHUTDOWN);
      };
      close().catch((err: unknown) => this.log.error({ err }, 'a battle could not be closed'));
    }

    override async onDispose(): Promise<void> {
      await this.#live?.close();
      await this.#berth?.free();
    }

    #held(): Live {
      if (!this.#live) throw new RuleError('storage.unavailable');
      return this.#live;
    }

    async #takeBerth(id: string): Promise<void> {
      const onLost = (): void => {
        this.log.error({ battle: id }, 'another process has taken this battle');
        this.#close();
      };
      const named = `battle:${id}`;
      this.#berth = await takeLease(ctx.db, named, { waitMs: HANDOVER_MS, onLost }).catch((err: unknown) => {
        this.log.error({ err, battle: id }, 'a battle waits for its store');
        return undefined;
      });
      if (!this.#berth) throw new ServerError(ErrorCode.AUTH_FAILED, 'storage.unavailable');
    }

    #noteCrowd(): void {
      this.#live?.touch();
      this.#live?.pulse.noteSeats();
    }

    /** A room lives on alone while its battle is under way. */
    #moved(): void {
      const { phase } = this.#held().battle;
      this.autoDispose = phase === 'lobby' || phase === 'done';
      if (phase === 'done') this.#doneAt ??= ctx.now();
    }

    #tick(): void {
      this.#steps?.tick();
      if (this.#doneAt === undefined || ctx.now() < this.#doneAt + PODIUM_MS) return;
      this.#doneAt = Number.POSITIVE_INFINITY;
      this.#close();
    }
    #close(): void {
      this.disconnect().catch((err: unknown) => this.log.error({ err }, 'a battle could not be closed'));
    }

    /** What the sender sees when it is done. */
    async #seen(client: BattleClient, done: Promise<unknown>): Promise<BattleView> {
      await done;
      return this.#held().voice.viewFor(client);
    }

    /** What is up after a call of who runs it. */
    async #called(client: BattleClient, done: Promise<unknown>): Promise<BattleView | BriefView> {
      await done;
      return this.#held().voice.answerFor(client);
    }

    async #rematch(client: BattleClient): Promise<BattleView> {
      const live = this.#held();
      const battle = await acts.rematch(ctx, live, client);
      for (const one of this.clients) one.send('rematch', { battle, by: authOf(client).by.person });
      return live.voice.viewFor(client);
    }
  };
};
