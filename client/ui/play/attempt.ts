import { uuidv7 } from 'uuidv7';
import type { AttemptView } from '../../../server/domain/api.ts';
import type { DrillChoice } from '../../../server/domain/api-practice.ts';
import { call, Offline, Refusal } from '../../net/call.ts';
import { startDrill, stopDrill } from '../../net/practice.ts';
import {
  acknowledged,
  commit,
  dropQueued,
  type PlayState,
  playStore,
  type Queued,
  setFlag,
  setHint,
  setWaiting,
  showAttempt,
} from '../../stores/play.ts';
import { keyOfDrill } from '../../stores/practice.ts';
import { setCoins } from '../../stores/quest.ts';
import { session } from '../../stores/session.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { forget, keep, keepResult, keptOf, resultOf } from './kept.ts';

export type Target = { station: string } | { ghost: string } | { drill: DrillChoice };

const tick = () => performance.now();
const keyOf = (target: Target): string => {
  if ('drill' in target) return keyOfDrill(target.drill);
  return 'ghost' in target ? target.ghost : target.station;
};
const start = (target: Target): Promise<AttemptView> =>
  'drill' in target ? startDrill(target.drill) : call('POST /api/attempts/start', { body: target });

const show = (attempt: AttemptView, fresh = false): void => {
  showAttempt(attempt, tick(), fresh ? keptOf(attempt.id) : undefined);
  if (playStore.getState().queue.length > 0) void deliver();
};

/** Starts or resumes the attempt of a station or ghost; after a reload on a result it gives that result again. */
export const openAttempt = async (target: Target): Promise<void> => {
  const ended = resultOf(keyOf(target));
  if (ended !== undefined) {
    try {
      return show(await call('GET /api/attempts/:id', { params: { id: ended } }), true);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      keepResult(keyOf(target), undefined);
    }
  }
  show(await start(target), true);
};

/** A new attempt after a result. */
export const openAgain = async (target: Target): Promise<void> => {
  leaveResult(target);
  show(await start(target), true);
};

/** Ends a set before its last question, after what was answered has arrived. */
export const stopNow = async (): Promise<void> => {
  const id = playStore.getState().attempt?.id;
  await untilDelivered();
  if (id !== undefined && playStore.getState().attempt?.status === 'open') show(await stopDrill(id));
};

/** The result has been left: the next visit starts anew. */
export const leaveResult = (target: Target): void => {
  const attempt = playStore.getState().attempt;
  if (attempt?.status === 'ended') forget(attempt.id);
  keepResult(keyOf(target), undefined);
};

/** The attempt as the server has it now; for another tab, another device, a sleeping computer. */
export const resync = async (): Promise<void> => {
  const id = playStore.getState().attempt?.id;
  if (id === undefined) return;
  const attempt = await call('GET /api/attempts/:id', { params: { id } });
  if (playStore.getState().attempt?.id === id && playStore.getState().phase !== 'verdict') show(attempt);
};

/** Asks the server again when the learner comes back to this tab and nothing is under way. */
export const resyncIfIdle = async (): Promise<void> => {
  const { attempt, phase, queue } = playStore.getState();
  if (attempt?.status !== 'open' || phase !== 'asking' || queue.length > 0) return;
  try {
    await resync();
  } catch (fault) {
    if (!(fault instanceof Offline || fault instanceof Refusal)) throw fault;
  }
};

/** Commits the chosen answer and brings it to the server. */
export const answerNow = (): void => {
  if (commit(uuidv7(), tick()) !== undefined) void deliver();
};

const PAUSE_MS = 3000;
const RETRY: readonly string[] = ['rate.limited', 'storage.unavailable', 'server.fault'];
const STALE: readonly string[] = ['attempt.already_answered', 'attempt.wrong_item'];
let delivering = false;

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS));

const send = async (entry: Queued): Promise<void> => {
  const { body, commandId } = entry;
  const reply = await call('POST /api/attempts/answer', { body }, { commandId });
  if (playStore.getState().attempt?.id === entry.body.attempt) acknowledged(entry.commandId, reply, tick());
};

/** Goes on asking until the server tells where the attempt is; a refusal of that is final and shown. */
const resyncForSure = async (): Promise<void> => {
  const id = playStore.getState().attempt?.id;
  while (id !== undefined && playStore.getState().attempt?.id === id) {
    try {
      return await resync();
    } catch (fault) {
      if (fault instanceof Refusal) return say(faultText(fault.code, fault.details), { tone: 'bad' });
      if (!(fault instanceof Offline)) throw fault;
      await pause();
    }
  }
};

const refused = async (entry: Queued, fault: Refusal): Promise<void> => {
  dropQueued(entry.commandId);
  say(faultText(fault.code, fault.details), STALE.includes(fault.code) ? {} : { tone: 'bad' });
  await resyncForSure();
};

/** False = nobody is signed in any more: what is kept goes out after the next login. */
const deliverOne = async (entry: Queued): Promise<boolean> => {
  try {
    await send(entry);
  } catch (fault) {
    if (fault instanceof Offline) setWaiting(true);
    else if (!(fault instanceof Refusal)) throw fault;
    else if (fault.code === 'auth.required') return false;
    else if (RETRY.includes(fault.code)) setWaiting(true, fault.code);
    else {
      await refused(entry, fault);
      return true;
    }
    await pause();
  }
  return true;
};

/** Sends what is queued, oldest first, one at a time, until the queue is empty; lost ones again with the same id. */
export const deliver = async (): Promise<void> => {
  if (delivering) return;
  delivering = true;
  if (!session.getState().online) setWaiting(playStore.getState().queue.length > 0);
  try {
    for (let next = playStore.getState().queue[0]; next !== undefined; next = playStore.getState().queue[0]) {
      if (!(await deliverOne(next))) return;
    }
  } finally {
    delivering = false;
  }
};

/** Exam: flags the item for a second look; the mark is the learner's own, so a lost one is only put back. */
export const flag = async (item: number, flagged: boolean): Promise<void> => {
  const attempt = playStore.getState().attempt?.id;
  if (attempt === undefined) return;
  setFlag(item, flagged);
  try {
    await call('POST /api/attempts/flag', { body: { attempt, item, flagged } });
  } catch (fault) {
    if (!(fault instanceof Refusal || fault instanceof Offline)) throw fault;
    setFlag(item, !flagged);
    say(faultText(fault instanceof Refusal ? fault.code : 'server.fault'), { tone: 'bad' });
  }
};

/** The hint of the shown question. */
export const askHint = async (): Promise<void> => {
  const { attempt, item } = playStore.getState();
  if (attempt === undefined || item === undefined) return;
  const { hint } = await call('POST /api/attempts/hint', { body: { attempt: attempt.id, item: item.item } });
  setHint(item.item, hint);
};

/**
 * Hands in an exam after everything queued has arrived, and goes on trying while the network is away; a clock that
 * ran out meanwhile gives the result as well.
 */
export const submitExam = async (): Promise<void> => {
  const attempt = playStore.getState().attempt?.id;
  await untilDelivered();
  const open = () => {
    const now = playStore.getState().attempt;
    return now !== undefined && now.id === attempt && now.status === 'open';
  };
  while (attempt !== undefined && open()) {
    try {
      return show(await call('POST /api/attempts/submit', { body: { attempt } }));
    } catch (fault) {
      if (fault instanceof Refusal) return submitRefused(fault);
      if (!(fault instanceof Offline)) throw fault;
      await pause();
    }
  }
};

const submitRefused = async (fault: Refusal): Promise<void> => {
  const over = fault.code === 'attempt.closed' || fault.code === 'attempt.time_over';
  if (!over) say(faultText(fault.code, fault.details), { tone: 'bad' });
  await resyncForSure();
};

const untilDelivered = (): Promise<void> =>
  new Promise((done) => {
    const empty = () => playStore.getState().queue.length === 0;
    if (empty()) return done();
    const stop = playStore.subscribe(() => {
      if (!empty()) return;
      stop();
      done();
    });
  });

/** The question an open exam shows. */
const examItem = ({ attempt, item }: PlayState): number | undefined =>
  attempt?.kind === 'exam' && attempt.status === 'open' ? item?.item : undefined;

/** Keeps what must survive a reload, the coins of the HUD and the network mark in step. Gives the stop function. */
export const followPlay = (target: Target): (() => void) => {
  const stops = [
    playStore.subscribe((now, before) => {
      if (now.attempt === undefined) return;
      const item = examItem(now);
      if (now.queue !== before.queue || now.missed !== before.missed || item !== examItem(before))
        keep(now.attempt.id, { queue: now.queue, missed: now.missed, item });
      if (now.attempt.status === 'ended') keepResult(keyOf(target), now.attempt.id);
      const outcome = now.attempt.outcome;
      if (outcome !== undefined && outcome !== before.attempt?.outcome) setCoins(outcome.balance);
    }),
    session.subscribe(({ online }, before) => {
      if (online !== before.online) setWaiting(!online && playStore.getState().queue.length > 0);
    }),
  ];
  const back = () => {
    if (document.visibilityState === 'visible') void resyncIfIdle();
  };
  document.addEventListener('visibilitychange', back);
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', back);
  };
};
