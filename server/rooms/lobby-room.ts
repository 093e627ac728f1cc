import { type Client, CloseCode, ErrorCode, ServerError } from '@colyseus/core';
import { StateView } from '@colyseus/schema';
import { readRoomToken, type Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter } from '../domain/limit.ts';
import { Move, WAVE_PACE, Wave, type WaveNotice } from '../domain/live.ts';
import type { Notice } from '../domain/notice.ts';
import type { Quest } from '../domain/quest.ts';
import { commit } from '../store/commit.ts';
import { findFace, findPresence, findSight, type Sight } from '../store/lobby.ts';
import { findSessionById } from '../store/session.ts';
import { BaseRoom } from './base-room.ts';
import { command } from './command.ts';
import { freshOf, type Noted, openRooms, type Told, toldOf, whereOf } from './line.ts';
import { LobbyState, Peer } from './lobby-state.ts';

const MOST_PEOPLE = 50;
const SEAT_SECONDS = 20;
/** How soon a signed-out device leaves the map at the latest. */
const CHECK_MS = 60_000;
/** A page that loses its connection over and over still comes back; a script that fills rooms does not. */
const JOIN_PACE = { perMinute: 30, burst: 15 };

export type LobbyOptions = { org: string };
type LobbyClient = Client<{ auth: Signed; messages: { wave: WaveNotice; notice: Notice } }>;

/** A person's connections by session id; false = lost, its seat is held. */
type Seats = Map<string, boolean>;

const isIn = (quest: Quest | undefined, { island, station }: Move): boolean => {
  const found = quest?.islands.find((i) => i.id === island);
  return found !== undefined && (station === undefined || found.stations.some((s) => s.id === station));
};

/** The company on the map: 50 connections to a room, one critter per person however many tabs are open. */
export const lobbyRoom = (ctx: Ctx) => {
  const joins = createLimiter();

  return class LobbyRoom extends BaseRoom<{ state: LobbyState; client: LobbyClient }> {
    override maxClients = MOST_PEOPLE;
    override state = new LobbyState();
    protected readonly log = ctx.log;
    /** The quest each person sails. */
    readonly #quests = new Map<string, Quest>();
    readonly #seats = new Map<string, Seats>();
    readonly #sights = new Map<string, Sight>();
    readonly #pace = createLimiter();
    #org = '';

    override messages = {
      move: command(ctx.log, Move, (client: LobbyClient, place) => this.#move(client, place)),
      wave: command(ctx.log, Wave, (client: LobbyClient, { to }) => this.#wave(client, to)),
    };

    /** Needs a room token of this company whose session still stands. Refuses with an error code as its message. */
    static override async onAuth(token: string | undefined, options: Partial<LobbyOptions>): Promise<Signed> {
      const session = readRoomToken(token ?? '', ctx.now());
      const signed = session === undefined ? undefined : await findSessionById(ctx, session);
      if (!signed || signed.org !== options.org)
        throw new ServerError(ErrorCode.AUTH_FAILED, 'auth.required');
      const wait = joins.take(signed.person, JOIN_PACE, ctx.now());
      if (wait > 0) throw new ServerError(ErrorCode.AUTH_FAILED, 'rate.limited');
      return signed;
    }

    override onCreate({ org }: LobbyOptions): void {
      this.#org = org;
      void this.presence.subscribe(toldOf(org), this.#tell);
      void this.presence.subscribe(freshOf(org), this.#refresh);
      const check = (): void => {
        this.checkSessions().catch((err: unknown) => this.log.error({ err }, 'session check failed'));
        this.#noteAll().catch((err: unknown) =>
          this.log.error({ err }, 'whereabouts were not looked through'),
        );
      };
      this.clock.setInterval(check, CHECK_MS);
    }

    override onDispose(): void {
      this.presence.unsubscribe(toldOf(this.#org), this.#tell);
      this.presence.unsubscribe(freshOf(this.#org), this.#refresh);
    }

    /** Looks up anew how these people are shown, and to whom. */
    readonly #refresh = (people: string[]): void => {
      const here = people.filter((p) => this.#seats.has(p));
      Promise.all(here.map((p) => this.#meet(p))).catch((err: unknown) =>
        this.log.error({ err }, 'people on the map were not looked up anew'),
      );
    };

    async #meet(person: string): Promise<void> {
      const [sight, face] = await Promise.all([
        findSight(ctx.db.read, person),
        findFace(ctx.db.read, person),
      ]);
      const peer = this.state.peers.get(person);
      if (!peer) return;
      this.#sights.set(person, sight);
      peer.assign(face);
      this.#note(person, { island: peer.island, station: peer.station });
      for (const client of this.clients) this.#aim(client);
    }

    #sees(viewer: string, person: string): boolean {
      if (viewer === person) return true;
      const sight = this.#sights.get(person);
      return sight !== undefined && !sight.hidden && !sight.blocked.has(viewer);
    }

    /** Shows a device those whom its person may see. */
    #aim(client: LobbyClient): void {
      const view = client.view ?? new StateView();
      client.view = view;
      const { person } = who(client);
      this.state.peers.forEach((peer) => {
        const seen = this.#sees(person, peer.id);
        if (seen && !view.has(peer)) view.add(peer);
        if (!seen && view.has(peer)) view.remove(peer);
      });
    }

    /** Passes on what those of `people` who stand here are told. */
    readonly #tell = ({ people, notice }: Told): void => {
      for (const client of this.clients)
        if (people.includes(who(client).person)) client.send('notice', notice);
    };

    /** Where a person is, for whoever asks outside the rooms; undefined = gone. Those who hide are nowhere. */
    #note(person: string, place: { island: string; station: string } | undefined): void {
      const shown = this.#sights.get(person)?.hidden === false ? place : undefined;
      const noted = shown
        ? this.presence.hset(whereOf(this.#org), person, JSON.stringify(this.#notedAt(shown)))
        : this.#erase(person);
      Promise.resolve(noted).catch((err: unknown) => this.log.error({ err }, 'whereabouts were not noted'));
    }
    #notedAt({ island, station }: { island: string; station: string }): Noted {
      return { island, station, room: this.roomId };
    }
    /** Another tab of the person may stand in another room. */
    async #erase(person: string): Promise<void> {
      const at = await this.presence.hget(whereOf(this.#org), person);
      if (at && (JSON.parse(at) as Noted).room === this.roomId)
        await this.presence.hdel(whereOf(this.#org), person);
    }

    /** Notes everybody anew, in case what was noted is lost, and takes away what rooms have left that are no more. */
    async #noteAll(): Promise<void> {
      for (const { id, island, station } of this.state.peers.values()) this.#note(id, { island, station });
      const all = Object.entries(await this.presence.hgetall(whereOf(this.#org)));
      const rooms = all.map(([person, at]) => ({ person, room: (JSON.parse(at) as Noted).room }));
      const open = await openRooms(rooms.map(({ room }) => room));
      for (const { person, room } of rooms)
        if (!open.has(room)) await this.presence.hdel(whereOf(this.#org), person);
    }

    /** Sends those away whose device was signed out in the meantime. */
    async checkSessions(): Promise<void> {
      for (const client of [...this.clients]) {
        const still = await findSessionById(ctx, who(client).session);
        if (!still) client.leave(CloseCode.WITH_ERROR, 'auth.required');
      }
    }

    override async onJoin(client: LobbyClient, _options: LobbyOptions): Promise<void> {
      const { person } = who(client);
      const { quest, ...face } = await findPresence(ctx.db.read, who(client), ctx.now());
      this.#sights.set(person, await findSight(ctx.db.read, person));
      if (quest) this.#quests.set(person, quest);
      const peer = this.state.peers.get(person) ?? new Peer();
      peer.assign({ ...face, id: person, online: true });
      this.state.peers.set(person, peer);
      this.#seat(person).set(client.sessionId, true);
      this.#note(person, { island: peer.island, station: peer.station });
      for (const each of this.clients) this.#aim(each);
      this.#aim(client);
    }

    override onDrop(client: LobbyClient, code?: number): void {
      this.#seat(who(client).person).set(client.sessionId, false);
      this.#show(who(client).person);
      this.holdSeat(client, code, SEAT_SECONDS);
    }

    override onReconnect(client: LobbyClient): void {
      this.#seat(who(client).person).set(client.sessionId, true);
      this.#show(who(client).person);
    }

    override onLeave(client: LobbyClient): void {
      const { person } = who(client);
      this.#seat(person).delete(client.sessionId);
      this.#show(person);
    }

    #seat(person: string): Seats {
      const seats = this.#seats.get(person) ?? new Map<string, boolean>();
      this.#seats.set(person, seats);
      return seats;
    }

    /** Online while one connection lives, gone when the last seat is. */
    #show(person: string): void {
      const seats = this.#seat(person);
      const peer = this.state.peers.get(person);
      if (peer) peer.online = [...seats.values()].includes(true);
      if (seats.size > 0) return;
      this.#seats.delete(person);
      this.#quests.delete(person);
      this.#sights.delete(person);
      this.state.peers.delete(person);
      this.#note(person, undefined);
    }

    /** Somebody who has changed to another quest meanwhile is known by it at the first place of it. */
    async #move(client: LobbyClient, place: Move): Promise<{ ok: true }> {
      const { person } = who(client);
      if (!isIn(this.#quests.get(person), place)) {
        const { quest } = await findPresence(ctx.db.read, who(client), ctx.now());
        if (!isIn(quest, place)) throw new RuleError('station.unknown');
        if (quest) this.#quests.set(person, quest);
      }
      const peer = this.state.peers.get(who(client).person);
      const at = { island: place.island, station: place.station ?? '' };
      peer?.assign(at);
      this.#note(person, at);
      return { ok: true };
    }

    /** Throws `bad_request` for oneself, `person.unknown`, `rate.limited` (one per pair in 3 s). */
    async #wave(client: LobbyClient, to: string): Promise<{ ok: true }> {
      const me = who(client);
      if (to === me.person) throw new RuleError('bad_request', { place: 'to' });
      if (!this.state.peers.has(to) || !this.#sees(me.person, to)) throw new RuleError('person.unknown');
      const seconds = this.#pace.take(`${me.person} ${to}`, WAVE_PACE, ctx.now());
      if (seconds > 0) throw new RuleError('rate.limited', { seconds });
      await commit(ctx, async (tx) =>
        tx.emit(me, { verb: 'reaction.given', obj: to, data: { kind: 'wave' } }),
      );
      const name = this.state.peers.get(me.person)?.name ?? '';
      for (const c of this.clients) if (who(c).person === to) c.send('wave', { from: me.person, name });
      return { ok: true };
    }
  };
};
export type LobbyRoom = InstanceType<ReturnType<typeof lobbyRoom>>;

const who = (client: LobbyClient): Signed => {
  if (!client.auth) throw new Error('a client without its person');
  return client.auth;
};
