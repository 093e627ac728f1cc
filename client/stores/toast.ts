import { createStore } from 'zustand/vanilla';

export type Toast = { id: number; text: string; icon?: string; tone: 'plain' | 'good' | 'bad' };
/** Toasts on show (5 s, closable) and everything said since the page was opened. */
export type Toasts = { shown: Toast[]; log: Toast[] };

export const toasts = createStore<Toasts>(() => ({ shown: [], log: [] }));
const STAY_MS = 6000;
let last = 0;

export const say = (text: string, look: { icon?: string; tone?: Toast['tone'] } = {}): void => {
  last += 1;
  const toast: Toast = {
    id: last,
    text,
    tone: look.tone ?? 'plain',
    ...(look.icon === undefined ? {} : { icon: look.icon }),
  };
  toasts.setState((s) => ({ shown: [...s.shown.slice(-2), toast], log: [...s.log, toast].slice(-50) }));
  setTimeout(() => dismiss(toast.id), STAY_MS);
};
export const dismiss = (id: number): void =>
  toasts.setState((s) => ({ shown: s.shown.filter((t) => t.id !== id) }));
