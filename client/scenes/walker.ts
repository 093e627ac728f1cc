import type Phaser from 'phaser';
import { levelLayout } from '../stores/layout.ts';
import { type Point, type World, world } from '../stores/world.ts';
import type { Critter } from './paint/critter.ts';
import { legPoints, wayAlong } from './path.ts';
import { watch } from './watch.ts';

const PACE = 5.2;
const LEG_MS = [600, 900] as const;
const HOP = 7;
/** A walk asked for twice within this time is one walk, not a second tap. */
const TWICE_MS = 250;

/** Number of a stop on the path: 0 = dock, then the stations. */
const stopOf = (state: World, id: string | undefined): number =>
  id === undefined ? 0 : state.stations.findIndex((s) => s.id === id) + 1;
const idOf = (state: World, stop: number): string => state.stations[stop - 1]?.id ?? 'dock';

/** Where a critter stands at a stop, in world px: beside the pad, in front of it. */
const standAt = (state: World, stop: number, aside: Point): Point | undefined => {
  const { level } = state;
  const art = level && (stop === 0 ? level.dock : level.stations[stop - 1]);
  if (!art || !level) return undefined;
  const at = levelLayout(state.size, level).toScreen(art);
  return stop === 0 ? { x: at.x + aside.x * 0.2, y: at.y } : { x: at.x + aside.x, y: at.y + aside.y };
};

/**
 * Walks my critter as the world store says: leg by leg to the goal, 600 to 900 ms each, reporting every stop; a
 * hurried walk jumps to the goal; with reduced motion it is a cut. `passed` hears every point walked over.
 */
export const followWalk = (
  scene: Phaser.Scene,
  mine: Critter,
  aside: Point,
  passed: (at: Point) => void,
): void => {
  let leg: Phaser.Tweens.Tween | undefined;
  let began = 0;
  const stand = (): void => {
    const state = world.getState();
    const at = standAt(state, stopOf(state, state.me), aside);
    if (at) mine.place(at);
  };
  const jump = (goal: string): void => {
    leg?.remove();
    leg = undefined;
    world.arrive(goal);
    stand();
    const { x, y } = mine.sprite;
    passed({ x, y });
    if (world.getState().reduced)
      scene.tweens.add({ targets: mine.sprite, alpha: { from: 0, to: 1 }, duration: 150 });
    else mine.hop();
  };
  const step = (): void => {
    const state = world.getState();
    if (!state.walking || state.goal === undefined || !state.level) return;
    const from = stopOf(state, state.me);
    const goal = stopOf(state, state.goal);
    if (state.reduced || state.hurry || from === goal) jump(state.goal);
    else walkLeg(state, from, from + Math.sign(goal - from));
  };
  const walkLeg = (state: World, from: number, to: number): void => {
    const start = standAt(state, from, aside);
    const end = standAt(state, to, aside);
    if (!start || !end || !state.level) return;
    const { toScreen } = levelLayout(state.size, state.level);
    const road = legPoints(state.level, from, to).map(toScreen);
    const way = wayAlong([start, ...road.slice(2, -2), end]);
    const duration = Math.min(Math.max(way.length * PACE, LEG_MS[0]), LEG_MS[1]);
    mine.sprite.setFlipX(false);
    leg = scene.tweens.addCounter({
      from: 0,
      to: 1,
      duration,
      onUpdate: (tween) => {
        const share = tween.getValue() ?? 0;
        const at = way.at(share);
        mine.place(at, Math.abs(Math.sin(share * Math.PI * 4)) * HOP);
        passed(at);
      },
      onComplete: () => {
        leg = undefined;
        world.arrive(idOf(world.getState(), to));
        step();
      },
    });
  };
  const begin = (): void => {
    if (!leg) began = performance.now();
    step();
  };
  stand();
  watch(
    scene,
    (s) => `${s.walking} ${s.goal} ${s.hurry}`,
    () => {
      const { hurry } = world.getState();
      if (hurry && performance.now() - began < TWICE_MS) world.setState({ hurry: false });
      else if (!leg || hurry) begin();
    },
  );
  watch(
    scene,
    (s) => s.me,
    () => {
      if (!leg && !world.getState().walking) stand();
    },
  );
};
