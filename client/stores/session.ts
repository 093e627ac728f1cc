import { createStore } from 'zustand/vanilla';
import type { Me } from '../../server/domain/api.ts';

/**
 * Who plays here. `online` turns false while a call is being retried and true with the next reply. `ended` = the server
 * has signed this device out, and the login says so.
 */
export type Session = { status: 'unknown' | 'out' | 'in'; me?: Me; online: boolean; ended?: boolean };

export const session = createStore<Session>(() => ({ status: 'unknown', online: true }));

export const enter = (me: Me): void => session.setState({ status: 'in', me, ended: false });
export const leave = (ended = false): void =>
  session.setState((s) => ({ status: 'out', online: s.online, ended }), true);
export const setOnline = (online: boolean): void => {
  if (session.getState().online !== online) session.setState({ online });
};
