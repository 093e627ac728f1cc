import { createStore } from 'zustand/vanilla';
import { settings } from '../stores/settings.ts';

/** Parameters of zzfx (game.md 2.4): volume, randomness, frequency, attack, sustain, release, shape ... */
const PRESETS = {
  tap: [0.4, 0, 660, 0, 0.01, 0.03, 0, 1.6],
  select: [0.5, 0, 520, 0.005, 0.02, 0.06, 0, 1.4, 0, 0, 220, 0.03],
  correct: [0.7, 0, 659, 0.01, 0.06, 0.18, 1, 1.3, 0, 0, 330, 0.08],
  wrong: [0.5, 0, 220, 0.02, 0.08, 0.2, 1, 1, -1.5, 0, -50, 0.1],
  combo: [0.7, 0, 784, 0.01, 0.05, 0.22, 1, 1.2, 0, 0, 262, 0.05, 0.05],
  coin: [0.6, 0, 988, 0.005, 0.05, 0.25, 1, 1.8, 0, 0, 331, 0.05],
  sync_drum: [1, 0, 70, 0.005, 0.05, 0.25, 0, 1, -2, 0, 0, 0, 0, 1],
  tick: [0.3, 0, 1200, 0, 0.005, 0.02],
  victory: [0.8, 0, 523, 0.02, 0.25, 0.5, 1, 1.2, 0, 0, 262, 0.12, 0.12],
} as const satisfies Record<string, readonly number[]>;
export type Cue = keyof typeof PRESETS;

const FREQUENCY = 2;
const SEMITONE = 1.0595;
const MOST_STEPS = 8;
const BASE_VOLUME = 0.5;

/** The parameters of a cue; each step of a run is a semitone higher, eight at most. */
export const soundOf = (cue: Cue, step = 0): number[] =>
  PRESETS[cue].map((value, i) => (i === FREQUENCY ? value * SEMITONE ** Math.min(step, MOST_STEPS) : value));

/** The cue that is to be read as text for a moment ("♪ drum"), for those who play without sound. */
export const caption = createStore<{ cue: Cue | undefined; n: number }>(() => ({ cue: undefined, n: 0 }));

type Engine = typeof import('zzfx');
let engine: Promise<Engine> | undefined;

/** zzfx opens an AudioContext when it is loaded, so it is loaded only after the first gesture. */
const gestureSeen = (): boolean => globalThis.navigator?.userActivation?.hasBeenActive ?? true;

/** Plays a cue if the person has sound on, and captions it if they asked for that. Never throws. */
export const playCue = (cue: Cue, step = 0): void => {
  const { sound, volume, soundCaptions } = settings.getState();
  if (soundCaptions && cue !== 'tap' && cue !== 'select') caption.setState((c) => ({ cue, n: c.n + 1 }));
  if (!sound || volume === 0 || !gestureSeen()) return;
  engine ??= import('zzfx');
  engine
    .then(({ ZZFX, zzfx }) => {
      ZZFX.volume = volume * BASE_VOLUME;
      void ZZFX.audioContext.resume();
      zzfx(...soundOf(cue, step));
    })
    .catch(() => {
      engine = undefined;
    });
};
