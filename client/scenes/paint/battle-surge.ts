import type Phaser from 'phaser';
import { world } from '../../stores/world.ts';
import { FLEET } from './battle-sailor.ts';

type Box = Phaser.GameObjects.Container;
type Image = Phaser.GameObjects.Image;

/** How long a crew that rows in time is faster than all others. */
export const SURGE_MS = 1600;
const LINES = 12;
const STARS = 12;

const lines = (scene: Phaser.Scene): Image[] =>
  Array.from({ length: LINES }, (_, i) => {
    const line = scene.add.image(-620 - ((i * 131) % 300), -190 + i * 18, FLEET, 'line').setOrigin(1, 0.5);
    return line.setDisplaySize(130 + ((i * 37) % 100), 7).setAlpha(0.85);
  });

const stars = (scene: Phaser.Scene): Image[] =>
  Array.from({ length: STARS }, (_, i) => {
    const star = scene.add.image(-420 + i * 74, -175 - ((i * 47) % 95), FLEET, i % 3 ? 'star' : 'sparkles');
    return star.setScale((0.34 + (i % 4) * 0.14) * 1.1).setAngle(i * 33);
  });

/** Reduced motion: lines and stars are shown for a moment and fade. */
const still = (scene: Phaser.Scene, things: Image[]): void => {
  scene.tweens.add({
    targets: things,
    alpha: { from: 0, to: 1 },
    duration: 150,
    hold: 1100,
    yoyo: true,
    onComplete: () => {
      for (const thing of things) thing.destroy();
    },
  });
};

const fly = (scene: Phaser.Scene, line: Image, i: number): void => {
  const { x } = line;
  line.setX(x + 220).setAlpha(0);
  scene.tweens.chain({
    targets: line,
    tweens: [
      { x, alpha: 0.85, duration: 240, delay: (i % 4) * 70, ease: 'Sine.out' },
      { x: x - 200, alpha: 0, duration: 900, ease: 'Sine.in', onComplete: () => line.destroy() },
    ],
  });
};

const shine = (scene: Phaser.Scene, star: Image, i: number): void => {
  const { scale, y } = star;
  star.setScale(0);
  scene.tweens.chain({
    targets: star,
    tweens: [
      { scale, y: y - 20, angle: star.angle + 40, duration: 300, delay: i * 45, ease: 'Back.out' },
      { alpha: 0, y: y - 60, duration: 420, delay: 620, onComplete: () => star.destroy() },
    ],
  });
};

/** A crew rows in time: speed lines behind the boat, stars over it, three beats of the drum. Once. */
export const playSurge = (scene: Phaser.Scene, box: Box, drum: Image): void => {
  const behind = lines(scene);
  const above = stars(scene);
  box.addAt(behind, 0).add(above);
  if (world.getState().reduced) {
    still(scene, [...behind, ...above]);
    return;
  }
  for (const [i, line] of behind.entries()) fly(scene, line, i);
  for (const [i, star] of above.entries()) shine(scene, star, i);
  scene.tweens.add({ targets: drum, scale: drum.scale * 1.35, duration: 105, yoyo: true, repeat: 2 });
};

/** The wind that helps a boat far behind. */
export const addTailWind = (
  scene: Phaser.Scene,
  box: Box,
): { show: (blows: boolean) => void; tick: (now: number) => void } => {
  const gusts = [0, 1].map((i) =>
    scene.add
      .image(-640, -150 + i * 90, FLEET, 'gust')
      .setScale(1.35 - i * 0.3)
      .setAlpha(0.85)
      .setVisible(false),
  );
  box.add(gusts);
  const show = (blows: boolean): void => {
    for (const gust of gusts) gust.setVisible(blows);
  };
  const tick = (now: number): void => {
    for (const [i, gust] of gusts.entries()) {
      if (!gust.visible) continue;
      const way = (((now / 1500 + i * 0.5) % 1) + 1) % 1;
      gust.setX(-760 + way * 240).setAlpha(Math.sin(Math.PI * way) * 0.9);
    }
  };
  return { show, tick };
};
