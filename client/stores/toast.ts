import { createStore } from 'zustand/vanilla';

/** `avatar` = the critter of whom it tells, in place of an icon. */
export type Toast = {
  id: number;
  text: string;
  icon?: string;
  avatar?: string;
  tone: 'plain' | 'good' | 'bad';
};
export type ToastLook = { icon?: string; avatar?: string; tone?: Toast['tone'] };
/** Toasts on show (5 s, closable), those that wait for a calm screen to end, and everything said since the page opened. */
export type Toasts = { shown: Toast[]; waiting: Toast[]; calm: boolean; log: Toast[] };

export const toasts = createStore<Toasts>(() => ({ shown: [], waiting: [], calm: false, log: [] }));
const STAY_MS = 6000;
const MOST = 3;
let last = 0;

const timers = new Map<number, ReturnType<typeof setTimeout>>();

export const dismiss = (id: number): void => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.setState((s) => ({ shown: s.shown.filter((t) => t.id !== id) }));
};

const show = (toast: Toast): void => {
  toasts.setState((s) => ({ shown: [...s.shown.slice(1 - MOST), toast] }));
  timers.set(
    toast.id,
    setTimeout(() => dismiss(toast.id), STAY_MS),
  );
};

export const say = (text: string, look: ToastLook = {}): void => {
  last += 1;
  const toast: Toast = {
    id: last,
    text,
    tone: look.tone ?? 'plain',
    ...(look.icon === undefined ? {} : { icon: look.icon }),
    ...(look.avatar === undefined ? {} : { avatar: look.avatar }),
  };
  toasts.setState((s) => ({ log: [...s.log, toast].slice(-50) }));
  if (toasts.getState().calm && toast.tone === 'good')
    toasts.setState((s) => ({ waiting: [...s.waiting, toast].slice(-MOST) }));
  else show(toast);
};

/** Keeps good news back, so that nothing covers an exam or a guide; the returned function ends that and shows it. */
export const keepCalm = (): (() => void) => {
  const early = toasts.getState().shown.filter((t) => t.tone === 'good');
  for (const { id } of early) dismiss(id);
  toasts.setState((s) => ({ calm: true, waiting: [...s.waiting, ...early] }));
  return () => {
    const { waiting } = toasts.getState();
    toasts.setState({ calm: false, waiting: [] });
    for (const toast of waiting) show(toast);
  };
};
