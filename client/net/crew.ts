import type { Room } from '@colyseus/sdk';
import type { CrewAnswer, CrewInfo, CrewVerdict, CrewView } from '../../server/domain/api-crew.ts';
import type { ErrorCode } from '../../server/domain/errors.ts';
import type { LiveRefusal } from '../../server/domain/live.ts';
import { crewPlay, resetCrew, setCrewLive, showCrew } from '../stores/crew.ts';
import { call, Offline, Refusal } from './call.ts';

export const openCrew = (station: string): Promise<CrewInfo> =>
  call('POST /api/crews/open', { body: { station } });
export const listCrews = (station: string): Promise<CrewInfo[]> =>
  call('GET /api/crews/:station', { params: { station } });

let room: Room | undefined;
/** A line that says nothing for this long is taken for lost. */
const SILENT_MS = 8_000;

const refusalOf = (error: unknown): Error => {
  const { reason, message } = error as { reason?: LiveRefusal; message?: string };
  if (reason !== undefined) return new Refusal(reason.code as ErrorCode, reason.details, 409);
  // A refused seat says its code as the message of the error.
  return /^[a-z]+\.[a-z_]+$/u.test(message ?? '')
    ? new Refusal(message as ErrorCode, {}, 409)
    : new Offline('crew');
};
const ask = async <T>(type: string, message?: unknown): Promise<T> => {
  if (!room?.connection.isOpen) throw new Offline('crew');
  try {
    return (await room.request(type as never, message as never, { timeout: SILENT_MS })) as T;
  } catch (error) {
    const fault = refusalOf(error);
    if (fault instanceof Offline) room?.connection.close();
    throw fault;
  }
};

const AGAIN_MS = 1500;
type Stay = { stopped: boolean; joined?: Room };

const sit = async (crew: string): Promise<Room> => {
  const { Client } = await import('@colyseus/sdk');
  const { token } = await call('POST /api/room-token', { body: {} });
  const client = new Client(location.origin);
  client.http.authToken = token;
  try {
    return await client.joinOrCreate('crew', { crew });
  } catch (error) {
    throw refusalOf(error);
  }
};

/** Feeds the store until the line is lost or left. The SDK's own return is off: a server that was killed knows no seat. */
const follow = (joined: Room): Promise<void> =>
  new Promise((left) => {
    joined.reconnection.enabled = false;
    joined.onMessage('crew' as never, (view: CrewView) => showCrew(view, performance.now()));
    joined.onError(() => setCrewLive(false));
    joined.onLeave(() => left());
  });

/** Waits a moment, less when the browser says that the network is back. */
const pause = (): Promise<void> =>
  new Promise((done) => {
    const wake = (): void => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      done();
    };
    const timer = setTimeout(wake, AGAIN_MS);
    addEventListener('online', wake);
  });

const isOver = (): boolean => {
  const status = crewPlay.getState().view?.status;
  return status === 'won' || status === 'retreat';
};

/**
 * Sits down in a crew and comes back after every loss until the fight is over; the seat and everything answered are
 * kept by the server. Gives the stop function; `failed` hears why no seat was given.
 */
export const joinCrew = (crew: string, failed: (fault: unknown) => void): (() => void) => {
  const stay: Stay = { stopped: false };
  const run = async (): Promise<void> => {
    while (!stay.stopped && !isOver()) {
      try {
        const joined = await sit(crew);
        if (stay.stopped) return void joined.leave();
        room = stay.joined = joined;
        const left = follow(joined);
        showCrew(await ask<CrewView>('view'), performance.now());
        setCrewLive(true);
        await left;
      } catch (fault) {
        if (!(fault instanceof Offline)) return failed(fault);
      }
      setCrewLive(false);
      if (!stay.stopped && !isOver()) await pause();
    }
  };
  const drop = (): void => {
    setCrewLive(false);
    stay.joined?.connection.close();
  };
  resetCrew();
  addEventListener('offline', drop);
  void run();
  return () => {
    stay.stopped = true;
    removeEventListener('offline', drop);
    if (stay.joined?.connection.isOpen) void stay.joined.leave();
    if (room === stay.joined) room = undefined;
    resetCrew();
  };
};

export const startCrewFight = async (): Promise<void> =>
  showCrew(await ask<CrewView>('start'), performance.now());
/** Gives up the seat while the crew waits. */
export const leaveCrew = (): Promise<{ ok: true }> => ask('leave');

/** Hands in the own draft. What the line lost is answered again; an answer that had arrived shows in the next view. */
export const answerCrew = async (): Promise<void> => {
  const { view, draft, paintedAt, sending } = crewPlay.getState();
  const mine = view?.mine;
  if (sending || mine?.question === undefined || draft === undefined) return;
  const { question } = mine;
  const rtMs = Math.max(0, Math.round(performance.now() - (paintedAt ?? performance.now())));
  const body: CrewAnswer = { item: mine.item, answer: draft, rtMs };
  crewPlay.setState({ sending: true });
  try {
    const said = await ask<CrewVerdict>('answer', body);
    crewPlay.setState({ told: { question, answer: draft, verdict: said.verdict, damage: said.damage } });
    showCrew(said.view, performance.now());
  } catch (fault) {
    if (fault instanceof Refusal && crewPlay.getState().live)
      showCrew(await ask<CrewView>('view'), performance.now());
    throw fault;
  } finally {
    crewPlay.setState({ sending: false });
  }
};
