import { createStore } from 'zustand/vanilla';
import type { LivePeer, WaveNotice } from '../../server/domain/live.ts';

/** Somebody's greeting; `n` tells two of the same person apart. */
export type WaveSeen = WaveNotice & { n: number };
/** Who else is on the map right now. `live` = connected; while it is not, the last known peers are gone. */
export type Presence = { live: boolean; peers: LivePeer[]; waves: WaveSeen[] };

const KEPT_WAVES = 5;
const ALONE: Presence = { live: false, peers: [], waves: [] };
let waved = 0;

export const presence = createStore<Presence>(() => ALONE);

export const setLive = (live: boolean): void => {
  if (presence.getState().live !== live) presence.setState({ live });
};
export const setPeers = (peers: LivePeer[]): void => presence.setState({ peers });
export const beAlone = (): void => presence.setState(ALONE, true);

/** Notes a greeting; the last few stay until `endWave`. */
export const addWave = (wave: WaveNotice): void => {
  waved += 1;
  const seen = { ...wave, n: waved };
  presence.setState((s) => ({ waves: [...s.waves, seen].slice(-KEPT_WAVES) }));
};
/** The greeting has been shown. */
export const endWave = (n: number): void =>
  presence.setState((s) => ({ waves: s.waves.filter((w) => w.n !== n) }));

/** The colleagues who stand on an island, those who are away for a moment too. */
export const peersOn = (peers: readonly LivePeer[], island: string): LivePeer[] =>
  peers.filter((p) => p.island === island);
