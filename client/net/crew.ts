import type { Room } from '@colyseus/sdk';
import type { CrewAnswer, CrewInfo, CrewVerdict, CrewView } from '../../server/domain/api-crew.ts';
import { crewPlay, resetCrew, setCrewLive, showCrew } from '../stores/crew.ts';
import { call, Refusal } from './call.ts';
import { askRoom, comeBack, leaveStay, type Stay, takeSeat, whileHere } from './seat.ts';

export const openCrew = (station: string): Promise<CrewInfo> =>
  call('POST /api/crews/open', { body: { station } });
export const listCrews = (station: string): Promise<CrewInfo[]> =>
  call('GET /api/crews/:station', { params: { station } });

const LONGEST_MS = 4_000;

let here: Stay | undefined;
const ask = <T>(type: string, message?: unknown): Promise<T> => askRoom('crew', here, type, message);

/** Feeds the store until the line is lost or left. The SDK's own return is off: a server that was killed knows no seat. */
const follow = (joined: Room, stay: Stay): Promise<void> =>
  new Promise((left) => {
    joined.reconnection.enabled = false;
    joined.onMessage(
      'crew' as never,
      whileHere(stay, (view: CrewView) => showCrew(view, performance.now())),
    );
    joined.onError(whileHere(stay, () => setCrewLive(false)));
    joined.onLeave(() => left());
  });

const isOver = (): boolean => {
  const status = crewPlay.getState().view?.status;
  return status === 'won' || status === 'retreat';
};

const dwell = async (joined: Room, stay: Stay): Promise<void> => {
  const left = follow(joined, stay);
  showCrew(await askRoom<CrewView>('crew', stay, 'view'), performance.now());
  setCrewLive(true);
  await left;
};

/**
 * Sits down in a crew and comes back after every loss until the fight is over; the seat and everything answered are
 * kept by the server. Gives the stop function; `failed` hears why no seat was given.
 */
export const joinCrew = (crew: string, failed: (fault: unknown) => void): (() => void) => {
  const stay: Stay = { stopped: false };
  here = stay;
  const drop = (): void => {
    setCrewLive(false);
    stay.room?.connection.close();
  };
  resetCrew();
  addEventListener('offline', drop);
  void comeBack(stay, {
    ...{ dwell, isOver, failed, longestMs: LONGEST_MS },
    enter: () => takeSeat('crew', { crew }),
    lost: () => setCrewLive(false),
  });
  return () => {
    removeEventListener('offline', drop);
    leaveStay(stay);
    if (here === stay) here = undefined;
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
