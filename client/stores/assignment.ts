import { createStore } from 'zustand/vanilla';
import type { AssignmentView } from '../../server/domain/api-station.ts';

/** saved = the server has it; pending = on this device only, it is sent again; refused = it cannot be saved as it is. */
export type Save = 'saved' | 'saving' | 'pending' | 'refused';
/** A file on its way: `part` 0..1; `fault` = why it stopped. */
export type Sending = { id: string; name: string; part: number; fault?: string };
/** `text` = what stands in the box; `theirs` = what another device saved meanwhile. */
export type Work = {
  view?: AssignmentView;
  text: string;
  save: Save;
  trouble?: string;
  theirs?: { text: string; at: number };
  sending: Sending[];
};

const FRESH: Work = { text: '', save: 'saved', sending: [] };
export const work = createStore<Work>(() => FRESH);
export const resetWork = (): void => work.setState(FRESH, true);

/** Whether its author may change it now. */
export const isOpen = ({ submission }: AssignmentView): boolean =>
  submission.state === 'draft' || submission.state === 'returned';

export const setSave = (save: Save, trouble?: string): void =>
  work.setState(
    ({ trouble: _, ...rest }) => ({ ...rest, save, ...(trouble === undefined ? {} : { trouble }) }),
    true,
  );
export const setTheirs = (theirs: Work['theirs']): void =>
  work.setState(({ theirs: _, ...rest }) => ({ ...rest, ...(theirs === undefined ? {} : { theirs }) }), true);

/** The whole of what the server has. */
export const showWork = (view: AssignmentView): void => work.setState({ view });
/** Of a saved text only what a text changes: the files may have moved on meanwhile. */
export const showText = (view: AssignmentView): void =>
  work.setState((s) =>
    s.view === undefined
      ? { view }
      : { view: { ...view, submission: { ...view.submission, files: s.view.submission.files } } },
  );
/** Of a change to the files only these: the text may have moved on meanwhile. */
export const showFiles = (view: AssignmentView): void =>
  work.setState((s) => {
    if (s.view === undefined) return { view };
    const { files, id, savedAt } = view.submission;
    return { view: { ...s.view, submission: { ...s.view.submission, files, id, savedAt } } };
  });

export const addSending = (sending: Sending): void =>
  work.setState((s) => ({ sending: [...s.sending, sending] }));
export const setSending = (id: string, next: Omit<Sending, 'id' | 'name'>): void =>
  work.setState((s) => ({
    sending: s.sending.map((x) => (x.id === id ? { id, name: x.name, ...next } : x)),
  }));
export const dropSending = (id: string): void =>
  work.setState((s) => ({ sending: s.sending.filter((x) => x.id !== id) }));
