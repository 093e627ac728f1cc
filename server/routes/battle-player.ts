import type { Signed } from '../auth.ts';

/** Battles are real also for a trainer who is trying out a draft: what is played and sent counts. */
export const playing = ({ preview: _, ...by }: Signed): Signed => by;
