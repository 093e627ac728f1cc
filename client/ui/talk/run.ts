import { uuidv7 } from 'uuidv7';
import type { AttemptView } from '../../../server/domain/api.ts';
import { Offline, Refusal } from '../../net/call.ts';
import { record } from '../../net/outbox.ts';
import { sayInTalk, startTalk, talkNow } from '../../net/station.ts';
import { setCoins } from '../../stores/quest.ts';
import { session } from '../../stores/session.ts';
import { type Saying, setSaying, setWaiting, showTalk, type Talk, talkStore } from '../../stores/talk.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { keepResult, keepText, keptText, resultOf } from '../play/kept.ts';

const PAUSE_MS = 3000;
const RETRY: readonly string[] = ['rate.limited', 'storage.unavailable', 'server.fault'];
const pause = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS));

const keepSaying = (saying: Saying | undefined, attempt: string): void =>
  keepText(`talk.${attempt}`, saying === undefined ? undefined : JSON.stringify(saying));

/** What was said before a reload and never acknowledged, while the talk still stands there. */
const keptSaying = (talk: Talk): Saying | undefined => {
  const text = keptText(`talk.${talk.id}`);
  if (text === undefined) return undefined;
  try {
    const saying = JSON.parse(text) as Saying;
    return saying.body.node === talk.choice?.node ? saying : undefined;
  } catch {
    return undefined;
  }
};

/** Takes the server's word. Throws `station.wrong_kind` for what is no role play. */
const take = (attempt: AttemptView): Talk => {
  if (attempt.kind !== 'scenario') throw new Refusal('station.wrong_kind', {}, 409);
  showTalk(attempt);
  if (attempt.status === 'ended') keepResult(attempt.station, attempt.id);
  if (attempt.outcome !== undefined) setCoins(attempt.outcome.balance);
  return attempt;
};

/** Starts or resumes a role play; after a reload on its feedback it gives that again. */
export const openTalk = async (station: string): Promise<void> => {
  const ended = resultOf(station);
  if (ended !== undefined) {
    try {
      return void take(await talkNow(ended));
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      keepResult(station, undefined);
    }
  }
  const talk = take(await startTalk(station));
  const kept = keptSaying(talk);
  if (kept === undefined) return;
  setSaying(kept);
  void deliver();
};

/** The feedback has been left: the next visit starts anew. */
export const leaveTalk = (station: string): void => keepResult(station, undefined);

/** Says one of the things offered, and brings it to the server. `talkMs` = how long the choice was looked at. */
export const choose = (option: string, talkMs: number): void => {
  const { talk, saying } = talkStore.getState();
  const offered = talk?.choice?.options.find((o) => o.id === option);
  if (talk?.choice === undefined || offered === undefined || saying !== undefined) return;
  const { node } = talk.choice;
  const next = { commandId: uuidv7(), body: { attempt: talk.id, node, option }, text: offered.text };
  setSaying(next);
  keepSaying(next, talk.id);
  const spent = Math.max(0, Math.round(talkMs));
  void record('npc.talked', { obj: talk.station, ctx: talk.id, data: { node, talkMs: spent } });
  void record('dialog.chosen', { obj: node, ctx: talk.id, data: { option } });
  void deliver();
};

/** Where the talk really stands, after a refusal; goes on asking while the network is away. */
const resync = async (attempt: string): Promise<void> => {
  while (talkStore.getState().talk?.id === attempt) {
    try {
      return void take(await talkNow(attempt));
    } catch (fault) {
      if (fault instanceof Refusal) return say(faultText(fault.code, fault.details), { tone: 'bad' });
      if (!(fault instanceof Offline)) throw fault;
      await pause();
    }
  }
};

/** True = done with it: said, or refused for good. */
const send = async (saying: Saying): Promise<boolean> => {
  const { attempt } = saying.body;
  try {
    const told = await sayInTalk(saying.body, saying.commandId);
    keepSaying(undefined, attempt);
    if (talkStore.getState().talk?.id === attempt) take(told);
    return true;
  } catch (fault) {
    if (fault instanceof Offline) setWaiting(true);
    else if (!(fault instanceof Refusal)) throw fault;
    else if (fault.code === 'auth.required') return true;
    else if (RETRY.includes(fault.code)) setWaiting(true, fault.code);
    else {
      keepSaying(undefined, attempt);
      say(faultText(fault.code, fault.details));
      await resync(attempt);
      return true;
    }
    return false;
  }
};

let delivering = false;
const deliver = async (): Promise<void> => {
  if (delivering) return;
  delivering = true;
  if (!session.getState().online) setWaiting(true);
  try {
    for (let next = talkStore.getState().saying; next !== undefined; next = talkStore.getState().saying) {
      if (await send(next)) return;
      await pause();
    }
  } finally {
    delivering = false;
  }
};

/** Marks what is being said as waiting as soon as the network is known to be away. Gives the stop function. */
export const followTalk = (): (() => void) =>
  session.subscribe(({ online }, before) => {
    if (online !== before.online && talkStore.getState().saying !== undefined) setWaiting(!online);
  });
