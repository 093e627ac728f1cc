import { type Nearest, nearestOn, type Point } from './curve.ts';
import { mix } from './maths.ts';

/** The heights below a line, smoothed, as a function of how far along it is. */
const profileOf = (line: readonly Point[], heightAt: (u: number, v: number) => number, lowest: number) => {
  let profile = Array.from({ length: 61 }, (_, i) => {
    const [u, v] = line[Math.round((i / 60) * (line.length - 1))] as Point;
    return Math.max(lowest, heightAt(u, v));
  });
  for (let pass = 0; pass < 10; pass++)
    profile = profile.map((h, i) => ((profile[i - 1] ?? h) + h * 2 + (profile[i + 1] ?? h)) / 4);
  return (along: number): number => {
    const i = Math.min(59, Math.floor(along * 60));
    return mix(profile[i] ?? 0, profile[i + 1] ?? 0, along * 60 - i);
  };
};

/** A line on the ground: where it is nearest, and the smoothed height below it. */
export type Trace = { nearest: (u: number, v: number) => Nearest; profile: (along: number) => number };

/** Follows a line; places farther than `reach` count as infinitely far, the profile is nowhere below `lowest`. */
export const traceOf = (
  line: readonly Point[],
  reach: number,
  heightAt: (u: number, v: number) => number,
  lowest: number,
): Trace => ({
  nearest: nearestOn(line, reach),
  profile: profileOf(line, heightAt, lowest),
});
