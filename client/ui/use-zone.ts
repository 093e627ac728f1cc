import { useStore } from 'zustand';
import { session } from '../stores/session.ts';

/** The company's time zone: every screen of a battle tells the same hour. */
export const useZone = (): string | undefined => useStore(session, (s) => s.me?.org.zone);
