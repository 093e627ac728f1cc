import { type Client, ErrorCode, ServerError } from '@colyseus/core';
import { z } from 'zod';
import { readRoomToken, type Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { Answer } from '../domain/answer.ts';
import type { CrewVerdict, CrewView } from '../domain/api-crew.ts';
import { RuleError } from '../domain/errors.ts';
import { openStation } from '../domain/journey.ts';
import { commit } from '../store/commit.ts';
import { boardCrew, type Crew, findCrew, leaveSeat } from '../store/crew.ts';
import { answerFight, crewPlace, settleFight, startFight } from '../store/crew-fight.ts';
import { crewView } from '../store/crew-view.ts';
import { daysOf, progressOf } from '../store/quest.ts';
import { findSessionById } from '../store/session.ts';
import { BaseRoom } from './base-room.ts';
import { command } from './command.ts';

/** How soon after the end of its time a fight is over. */
const CHECK_MS = 500;
/** Five people with a few devices each. */
const MOST_CLIENTS = 20;

export type CrewOptions = { crew: string };
type CrewClient = Client<{ auth: Signed; messages: { crew: CrewView } }>;

const Nothing = z.strictObject({}).optional();
const AnswerShape = z.strictObject({
  item: z.int().min(0).max(100),
  answer: Answer,
  rtMs: z.number().min(0).max(86_400_000).transform(Math.round),
});

const who = (client: CrewClient): Signed => {
  if (!client.auth) throw new Error('a client without its person');
  return client.auth;
};

/**
 * A crew before its boss. Five people answer slowly enough that the stored row is the truth of this round: each command
 * holds it, decides, and saves it with its events, so that a killed server loses nothing that was acknowledged.
 */
export const crewRoom = (ctx: Ctx) =>
  class CrewRoom extends BaseRoom<{ client: CrewClient }> {
    override maxClients = MOST_CLIENTS;
    protected readonly log = ctx.log;
    #id = '';
    #crew: Crew | undefined;
    #settling = false;

    override messages = {
      view: command(ctx.log, Nothing, (client: CrewClient) => this.#viewFor(who(client))),
      start: command(ctx.log, Nothing, (client: CrewClient) => this.#start(who(client))),
      answer: command(ctx.log, AnswerShape, (client: CrewClient, body) => this.#answer(who(client), body)),
      leave: command(ctx.log, Nothing, (client: CrewClient) => this.#leave(client)),
    };

    /** Needs a room token whose session still stands, and a crew of the same company. */
    static override async onAuth(token: string | undefined, options: Partial<CrewOptions>): Promise<Signed> {
      const session = readRoomToken(token ?? '', ctx.now());
      const signed = session === undefined ? undefined : await findSessionById(ctx, session);
      if (!signed) throw new ServerError(ErrorCode.AUTH_FAILED, 'auth.required');
      try {
        await findCrew(ctx.db.read, signed.org, String(options.crew ?? ''));
      } catch {
        throw new ServerError(ErrorCode.AUTH_FAILED, 'crew.unknown');
      }
      return signed;
    }

    override onCreate(options: CrewOptions): void {
      this.#id = options.crew;
      this.clock.setInterval(() => {
        this.#settle().catch((err: unknown) => this.log.error({ err }, 'crew could not be settled'));
      }, CHECK_MS);
    }

    override async onJoin(client: CrewClient): Promise<void> {
      const by = who(client);
      try {
        this.#crew = await commit(ctx, async (tx) => {
          const crew = await boardCrew(tx, by, this.#id);
          const { quest, station } = await crewPlace(tx.db, by.person, crew);
          const progress = await progressOf(tx.db, by.person, quest.id);
          openStation(quest, progress, station.id, await daysOf(tx.db, by, quest.id, tx.now));
          return crew;
        });
      } catch (error) {
        if (error instanceof RuleError) throw new ServerError(ErrorCode.AUTH_FAILED, error.code);
        throw error;
      }
      await this.#tellAll();
    }

    /** Also after a lost connection: the place among the crew is kept by its row, whoever comes back joins anew. */
    override async onLeave(): Promise<void> {
      await this.#tellAll();
    }

    #online(): Set<string> {
      return new Set([...this.clients].map((c) => who(c).person));
    }

    async #viewFor(by: Signed): Promise<CrewView> {
      this.#crew ??= await findCrew(ctx.db.read, by.org, this.#id);
      return crewView(ctx.db.read, by, this.#crew, { now: ctx.now(), online: this.#online() });
    }

    async #tellAll(but?: string): Promise<void> {
      for (const client of [...this.clients])
        if (client.sessionId !== but) client.send('crew', await this.#viewFor(who(client)));
    }

    async #start(by: Signed): Promise<CrewView> {
      this.#crew = await commit(ctx, (tx) => startFight(tx, by, this.#id));
      await this.#tellAll();
      return this.#viewFor(by);
    }

    /** Twice the same answer is told the same verdict by `attempt.already_answered` and the view. */
    async #answer(by: Signed, body: z.output<typeof AnswerShape>): Promise<CrewVerdict> {
      const done = await commit(ctx, (tx) => answerFight(tx, by, this.#id, body));
      this.#crew = done.crew;
      await this.#tellAll();
      return { verdict: done.verdict, damage: done.damage, view: await this.#viewFor(by) };
    }

    /** Gives up the seat of a person; their tabs see it and leave the room by themselves. */
    async #leave(client: CrewClient): Promise<{ ok: true }> {
      this.#crew = await commit(ctx, (tx) => leaveSeat(tx, who(client), this.#id));
      await this.#tellAll();
      return { ok: true };
    }

    /** Ends the fight when its time is over. */
    async #settle(): Promise<void> {
      const crew = this.#crew;
      const by = [...this.clients].map((c) => c.auth).find((a) => a !== undefined);
      if (this.#settling || !by || crew?.status !== 'fighting' || ctx.now() < (crew.state.endsAt ?? 0))
        return;
      this.#settling = true;
      try {
        this.#crew = await commit(ctx, (tx) => settleFight(tx, by, this.#id));
        await this.#tellAll();
      } finally {
        this.#settling = false;
      }
    }
  };
