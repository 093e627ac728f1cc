import { type Fleet, fleet } from '../stores/fleet.ts';
import { playCue } from './sound.ts';

const BEATS_MS = [0, 215, 430];

const mySurge = ({ boats }: Fleet): number | undefined => boats.find((b) => b.mine)?.surge?.n;
const haveWon = ({ mode, boats, sides, rafts }: Fleet): boolean => {
  if (mode === 'race') return boats.some((b) => b.mine && b.place === 1);
  if (mode === 'survival') return rafts.some((r) => r.mine && !r.out);
  const mine = sides.find((s) => s.mine);
  return mine !== undefined && sides.every((s) => s.points <= mine.points);
};

/** Sounds of what is to be seen on the water: the drum of my crew's surge, the horn when I have won. */
export const followFleetSounds = (): (() => void) =>
  fleet.subscribe((now, before) => {
    const surge = mySurge(now);
    if (surge !== undefined && surge !== mySurge(before) && before.boats.length > 0)
      for (const beat of BEATS_MS) setTimeout(() => playCue('sync_drum'), beat);
    if (now.phase === 'over' && before.phase === 'reveal' && haveWon(now)) playCue('victory');
  });
