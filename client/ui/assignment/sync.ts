import type { AssignmentView } from '../../../server/domain/api-station.ts';
import { Offline, Refusal } from '../../net/call.ts';
import { assignmentOf, saveDraft, submitWork, withdrawWork } from '../../net/station.ts';
import { isOpen, setSave, setTheirs, showText, showWork, work } from '../../stores/assignment.ts';
import { setCoins } from '../../stores/quest.ts';
import { session } from '../../stores/session.ts';
import { keepText, keptText } from '../play/kept.ts';

const TYPING_MS = 700;
const PAUSE_MS = 3000;
const RETRY: readonly string[] = ['rate.limited', 'storage.unavailable', 'server.fault'];
const pause = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS));

/** The copy on this device: the text, and the server's text that it was written over. */
type Kept = { text: string; base: string };
const keep = (station: string, kept: Kept | undefined): void =>
  keepText(`work.${station}`, kept === undefined ? undefined : JSON.stringify(kept));
const keptOf = (station: string): Kept | undefined => {
  try {
    const text = keptText(`work.${station}`);
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
};

let timer: ReturnType<typeof setTimeout> | undefined;
/** By station: one that is still on its way does not hold up the next. */
const pushing = new Map<string, Promise<void>>();
/** The server's text that mine was written over. */
let base = '';

const adopt = (view: AssignmentView): void => {
  showWork(view);
  base = view.submission.text;
};
const here = (station: string): boolean => work.getState().view?.station === station;

/** Opens an assignment. What this device kept goes on, unless another device wrote meanwhile: then both are shown. */
export const openWork = async (station: string): Promise<void> => {
  const view = await assignmentOf(station);
  const kept = keptOf(station);
  adopt(view);
  if (view.outcome !== undefined) setCoins(view.outcome.balance);
  const theirs = view.submission.text;
  work.setState({ text: theirs, save: 'saved' });
  if (kept === undefined || !isOpen(view) || kept.text === theirs) return;
  work.setState({ text: kept.text });
  if (kept.base === theirs) write(kept.text);
  else differ(view);
};

/** Another device saved something else: nothing is sent until one of the two is chosen. */
const differ = (view: AssignmentView): void => {
  setSave('pending');
  setTheirs({ text: view.submission.text, at: view.submission.savedAt });
};

/** Notes what was typed, on this device at once and on the server after a breath. */
export const write = (text: string): void => {
  const { view, theirs } = work.getState();
  if (view === undefined) return;
  work.setState({ text });
  keep(view.station, { text, base });
  clearTimeout(timer);
  if (theirs !== undefined) return;
  setSave(session.getState().online ? 'saving' : 'pending');
  timer = setTimeout(() => void push(), TYPING_MS);
};

/** Chooses between what two devices wrote. */
export const settle = (which: 'mine' | 'theirs'): void => {
  const { view, text, theirs } = work.getState();
  if (view === undefined || theirs === undefined) return;
  setTheirs(undefined);
  base = theirs.text;
  if (which === 'mine') write(text);
  else {
    work.setState({ text: theirs.text });
    keep(view.station, undefined);
    setSave('saved');
  }
};

/** The newest state after `submission.changed`: only files or a mark moved, or another device wrote. */
const reconcile = async (station: string): Promise<void> => {
  const before = base;
  const view = await assignmentOf(station);
  if (!here(station)) return;
  adopt(view);
  if (!isOpen(view)) return setSave('refused', 'submission.handed_in');
  const { text } = view.submission;
  if (text !== before && text !== work.getState().text) differ(view);
};

const refused = async (station: string, fault: Refusal): Promise<void> => {
  if (fault.code === 'submission.changed') return reconcile(station);
  if (fault.code === 'submission.handed_in') {
    adopt(await assignmentOf(station));
    return setSave('refused', fault.code);
  }
  if (!RETRY.includes(fault.code)) return setSave('refused', fault.code);
  setSave('pending', fault.code);
  await pause();
};

const sendOnce = async (station: string): Promise<void> => {
  const { view, text } = work.getState();
  if (view === undefined) return;
  try {
    const saved = await saveDraft(station, view.submission.rev, text);
    if (!here(station)) {
      const kept = keptOf(station);
      if (kept?.text === text) keep(station, undefined);
      return;
    }
    showText(saved);
    base = saved.submission.text;
    const now = work.getState().text;
    const same = now === text;
    keep(station, same ? undefined : { text: now, base });
    setSave(same ? 'saved' : 'saving');
  } catch (fault) {
    if (fault instanceof Refusal) return refused(station, fault);
    if (!(fault instanceof Offline)) throw fault;
    setSave('pending');
    await pause();
  }
};

const unsaved = (station: string): boolean => {
  const { save, theirs } = work.getState();
  return here(station) && theirs === undefined && (save === 'saving' || save === 'pending');
};

const bring = async (station: string): Promise<void> => {
  try {
    while (unsaved(station)) await sendOnce(station);
  } finally {
    pushing.delete(station);
  }
};

/** Brings the text to the server; goes on until it is there, or cannot be. */
export const push = (): Promise<void> => {
  clearTimeout(timer);
  const station = work.getState().view?.station;
  if (station === undefined || !unsaved(station)) return Promise.resolve();
  const going = pushing.get(station) ?? bring(station);
  pushing.set(station, going);
  return going;
};

/** Hands in what is written, after it has been saved. Throws `submission.empty`, and `submission.changed` while two texts differ. */
export const handIn = async (station: string): Promise<void> => {
  await push();
  const { save, trouble } = work.getState();
  if (save !== 'saved')
    throw new Refusal(trouble === 'submission.handed_in' ? trouble : 'submission.changed', {}, 409);
  adopt(await submitWork(station));
};

export const takeBack = async (station: string): Promise<void> => {
  try {
    adopt(await withdrawWork(station));
  } catch (fault) {
    if (fault instanceof Refusal) adopt(await assignmentOf(station));
    throw fault;
  }
  work.setState({ text: base, save: 'saved' });
};

/** Marks the text as waiting when the network goes, saves it when the page does. Gives the stop function. */
export const followWork = (): (() => void) => {
  const stop = session.subscribe(({ online }, before) => {
    if (online !== before.online && work.getState().save === 'saving' && !online) setSave('pending');
  });
  const hide = (): void => {
    if (document.visibilityState === 'hidden') void push();
  };
  document.addEventListener('visibilitychange', hide);
  return () => {
    stop();
    document.removeEventListener('visibilitychange', hide);
    void push();
  };
};
