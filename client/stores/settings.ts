import { createStore } from 'zustand/vanilla';
import { DEFAULT_SETTINGS, type Settings } from '../../server/domain/settings.ts';

/** The person's settings, or the defaults before anybody has entered. */
export const settings = createStore<Settings>(() => ({ ...DEFAULT_SETTINGS }));
export const setSettings = (next: Partial<Settings>): void => settings.setState(next);

const quiet = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
/** Whether movement must be cut: the person's choice, else the system's. */
export const isReduced = (s: Settings = settings.getState()): boolean =>
  s.motion === 'reduced' || (s.motion === 'system' && quiet());
