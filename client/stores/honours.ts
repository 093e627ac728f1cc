import { createStore } from 'zustand/vanilla';
import type { Earned, HonourLine } from '../../server/domain/api-honour.ts';

/** My level and title, and what I have earned and not yet been shown, oldest first. */
export type HonoursKnown = { line?: HonourLine; fresh: Earned[] };

export const honours = createStore<HonoursKnown>(() => ({ fresh: [] }));

export const setLine = (line: HonourLine): void => honours.setState({ line });
export const setFresh = (fresh: Earned[]): void => honours.setState({ fresh });
/** Takes shown ones out of the queue. */
export const dropFresh = (ids: readonly string[]): void =>
  honours.setState((s) => ({ fresh: s.fresh.filter((f) => !ids.includes(f.id)) }));
