import { type Client, CloseCode, ErrorCode, ServerError } from '@colyseus/core';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { DockNews, DockOptions } from '../domain/api-battle.ts';
import { DUEL_ROUNDS } from '../domain/battle-shape.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter } from '../domain/limit.ts';
import { fallback, pairUp } from '../domain/matching.ts';
import { createBattle, questionsFor, thetasOf } from '../store/battle.ts';
import { duelsOf, ghostFor } from '../store/battle-journal.ts';
import { commit } from '../store/commit.ts';
import { BaseRoom } from './base-room.ts';
import { signedBy } from './battle-access.ts';

const TICK_MS = 250;
const MOST_CLIENTS = 500;
const JOIN_PACE = { perMinute: 30, burst: 30 };
/** Nobody waits longer than this for a person. */
export const LONGEST_MS = 5_000;

type DockClient = Client<{ auth: Signed; messages: DockNews }>;
type Waiting = { by: Signed; person: string; theta: number; since: number; duels: number; run?: string };
type Against = DockNews['matched']['against'];

const who = (client: DockClient): Signed => {
  if (!client.auth) throw new Error('a client without its person');
  return client.auth;
};

/** Where partners for a duel are found: by skill, further apart the longer the wait; then a recorded run or a bot. */
export const dockRoom = (ctx: Ctx) => {
  const joins = createLimiter();

  return class DockRoom extends BaseRoom<{ client: DockClient }> {
    override maxClients = MOST_CLIENTS;
    protected readonly log = ctx.log;
    readonly #waiting = new Map<string, Waiting>();

    /** Needs a room token of this company, and enough questions to ask. Refuses with an error code as its message. */
    static override async onAuth(
      token: string | undefined,
      options: Partial<DockOptions & { org: string }>,
    ): Promise<Signed> {
      const by = await signedBy(ctx, token);
      if (by.org !== options.org) throw new ServerError(ErrorCode.AUTH_FAILED, 'auth.required');
      if (joins.take(by.person, JOIN_PACE, ctx.now()) > 0)
        throw new ServerError(ErrorCode.AUTH_FAILED, 'rate.limited');
      try {
        await questionsFor(ctx.db.read, by, { source: {}, rounds: DUEL_ROUNDS, mode: 'duel' });
      } catch (error) {
        throw error instanceof RuleError ? new ServerError(ErrorCode.AUTH_FAILED, error.code) : error;
      }
      return by;
    }

    override onCreate(): void {
      this.clock.setInterval(() => this.#match(), TICK_MS);
    }

    /** Two tabs of a person wait once, from the first of them on. */
    override async onJoin(client: DockClient): Promise<void> {
      const by = who(client);
      const { person } = by;
      const [thetas, duels, run] = await Promise.all([
        thetasOf(ctx.db.read, [person]),
        duelsOf(ctx.db.read, person),
        ghostFor(ctx.db.read, by, DUEL_ROUNDS),
      ]);
      const since = this.#waiting.get(person)?.since ?? ctx.now();
      const theta = thetas.get(person) ?? 0;
      this.#waiting.set(person, {
        by,
        person,
        theta,
        since,
        duels,
        ...(run === undefined ? {} : { run }),
      });
    }

    override onLeave(client: DockClient): void {
      const { person } = who(client);
      if (![...this.clients].some((c) => c !== client && c.auth?.person === person))
        this.#waiting.delete(person);
    }

    #match(): void {
      const now = ctx.now();
      for (const [a, b] of pairUp([...this.#waiting.values()], now)) this.#pair(a.person, b.person);
      for (const w of [...this.#waiting.values()]) {
        const waitedMs = now - w.since;
        const patience = waitedMs >= LONGEST_MS ? Number.POSITIVE_INFINITY : waitedMs;
        const comes = fallback({ waitedMs: patience, duels: w.duels, hasGhost: w.run !== undefined });
        if (comes !== 'wait') this.#open([w], comes);
      }
    }
    #pair(a: string, b: string): void {
      const both = [this.#waiting.get(a), this.#waiting.get(b)].filter((w) => w !== undefined);
      if (both.length === 2) this.#open(both, 'person');
    }

    /** Takes people out of the line at once, so that nobody is matched twice. */
    #open(people: readonly Waiting[], against: Against): void {
      for (const w of people) this.#waiting.delete(w.person);
      this.#start(people, against).catch((err: unknown) => {
        this.log.error({ err }, 'a duel could not be opened');
        for (const line of this.#lines(people)) line.leave(CloseCode.WITH_ERROR);
      });
    }
    async #start(people: readonly Waiting[], against: Against): Promise<void> {
      const [first] = people;
      if (!first) return;
      const at = ctx.now();
      const run = against === 'ghost' && first.run !== undefined ? { run: first.run } : {};
      const extra = { invited: people.map((w) => w.person), ...run };
      const { id } = await commit(ctx, (tx) =>
        createBattle(tx, first.by, { mode: 'duel', bot: against === 'bot' }, extra),
      );
      for (const line of this.#lines(people)) {
        const since = people.find((w) => w.person === who(line).person)?.since ?? at;
        line.send('matched', { battle: id, against, waitMs: at - since });
      }
    }
    #lines(people: readonly Waiting[]): DockClient[] {
      const ids = new Set(people.map((w) => w.person));
      return [...this.clients].filter((c) => c.auth !== undefined && ids.has(c.auth.person));
    }
  };
};
