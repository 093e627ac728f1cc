import type Phaser from 'phaser';
import { fleet } from '../../stores/fleet.ts';
import { sailorsIn, seaOf } from '../../stores/fleet-layout.ts';
import type { Point } from '../../stores/world.ts';
import { world } from '../../stores/world.ts';
import { stamp } from './stamps.ts';
import { upload } from './upload.ts';

/** The texture of all critters; a frame's name is the seed. */
export const CRITTERS = 'critters';
/** Side of a critter's cell in texture px. */
const CELL = 160;
const COLUMNS = 6;
const ROWS = 4;
const cells = new Map<string, number>();

const bodyOf = (seed: string): string => `/avatars/${encodeURIComponent(seed)}.svg?body=1`;

const picture = (url: string): Promise<HTMLImageElement | undefined> =>
  new Promise((resolve) => {
    const image = new Image(CELL, CELL);
    image.onload = () => resolve(image);
    image.onerror = () => resolve(undefined);
    image.src = url;
  });

type Bounds = { left: number; top: number; right: number; bottom: number };

/** Where the body is inside its cell, so that it stands on its feet. */
const bodyBounds = ({ data }: ImageData): Bounds => {
  const found = { left: CELL, top: CELL, right: -1, bottom: -1 };
  for (let i = 3; i < data.length; i += 4) {
    if ((data[i] ?? 0) < 16) continue;
    const pixel = (i - 3) / 4;
    const x = pixel % CELL;
    const y = (pixel - x) / CELL;
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x);
    found.top = Math.min(found.top, y);
    found.bottom = y;
  }
  return found.right < 0 ? { left: 0, top: 0, right: CELL - 1, bottom: CELL - 1 } : found;
};

const seedsAfloat = (): string[] => {
  const now = fleet.getState();
  return now.band ? sailorsIn(now, seaOf(now.band, now.band.y)).map((s) => s.avatar) : [];
};

const seedsInUse = (): Set<string | undefined> => {
  const { scene, peers, islands, avatar } = world.getState();
  if (scene === 'battle') return new Set(seedsAfloat());
  return new Set([
    avatar,
    ...peers.map((p) => p.avatar),
    ...islands.flatMap((i) => i.peers?.map((p) => p.avatar) ?? []),
  ]);
};

/** A free cell; when all are taken, that of a critter nobody shows. */
const freeCell = (): number | undefined => {
  if (cells.size < COLUMNS * ROWS)
    return [...Array(COLUMNS * ROWS).keys()].find((n) => ![...cells.values()].includes(n));
  const used = seedsInUse();
  const [seed, cell] = [...cells].find(([s]) => !used.has(s)) ?? [];
  if (seed !== undefined) cells.delete(seed);
  return cell;
};

const textureOf = (scene: Phaser.Scene): Phaser.Textures.CanvasTexture | null => {
  if (scene.textures.exists(CRITTERS)) return scene.textures.get(CRITTERS) as Phaser.Textures.CanvasTexture;
  cells.clear();
  return scene.textures.createCanvas(CRITTERS, COLUMNS * CELL, ROWS * CELL);
};

let uploading = false;
/** One upload for all critters that come in one turn. */
const uploadSoon = (texture: Phaser.Textures.CanvasTexture): void => {
  if (uploading) return;
  uploading = true;
  setTimeout(() => {
    uploading = false;
    upload(texture);
  }, 30);
};

const paintCell = (
  texture: Phaser.Textures.CanvasTexture,
  seed: string,
  image: HTMLImageElement,
): boolean => {
  const cell = cells.get(seed) ?? freeCell();
  if (cell === undefined) return false;
  const x = (cell % COLUMNS) * CELL;
  const y = Math.floor(cell / COLUMNS) * CELL;
  texture.context.clearRect(x, y, CELL, CELL);
  texture.context.drawImage(image, x, y, CELL, CELL);
  const { left, top, right, bottom } = bodyBounds(texture.context.getImageData(x, y, CELL, CELL));
  const size = { w: right - left + 1, h: bottom - top + 1 };
  // A frame that is shown somewhere must stay: without it the picture that shows it could not be painted.
  if (texture.has(seed)) texture.get(seed).setSize(size.w, size.h, x + left, y + top);
  else texture.add(seed, 0, x + left, y + top, size.w, size.h);
  cells.set(seed, cell);
  uploadSoon(texture);
  return true;
};

/** Draws the critter of a seed into the common texture; false when there is no picture or no room. */
export const critterFrame = async (scene: Phaser.Scene, seed: string): Promise<boolean> => {
  if (cells.has(seed) && scene.textures.exists(CRITTERS)) return true;
  const image = await picture(bodyOf(seed));
  const texture = image && scene.sys.isActive() ? textureOf(scene) : null;
  return image && texture ? paintCell(texture, seed, image) : false;
};

export type Critter = {
  sprite: Phaser.GameObjects.Image;
  /** Moves it; `lift` px above the ground during a hop. */
  place: (at: Point, lift?: number) => void;
  /** A happy hop on the spot, when somebody waves. */
  hop: () => void;
  destroy: () => void;
};

const breathe = (scene: Phaser.Scene, sprite: Phaser.GameObjects.Image, scale: number): void => {
  if (world.getState().reduced) return;
  const duration = 480 + Math.random() * 150;
  scene.tweens.add({
    targets: sprite,
    scaleY: scale * 0.94,
    duration,
    yoyo: true,
    repeat: -1,
    ease: 'Sine.inOut',
  });
};

/** Adds a critter standing with its feet at a point. `scale` 1 = 160 px; it appears when its picture has come. */
export const addCritter = (
  scene: Phaser.Scene,
  seed: string,
  at: Point,
  scale: number,
  depth: number,
): Critter => {
  const shadow = stamp(scene, 'shadow', at.x + 2, at.y - 1, scale * 2.2)
    .setDepth(4)
    .setVisible(false);
  const sprite = scene.add.image(at.x, at.y, '__DEFAULT').setOrigin(0.5, 1).setScale(scale).setVisible(false);
  let gone = false;
  const place = (to: Point, lift = 0): void => {
    sprite.setPosition(to.x, to.y - lift).setDepth(depth + to.y / 10_000);
    shadow.setPosition(to.x + 2, to.y - 1);
  };
  place(at);
  void critterFrame(scene, seed).then((ready) => {
    if (gone || !ready || !sprite.scene) return;
    sprite.setTexture(CRITTERS, seed).setOrigin(0.5, 1).setVisible(true);
    shadow.setVisible(true);
    breathe(scene, sprite, scale);
  });
  const hop = (): void => {
    if (world.getState().reduced) return;
    scene.tweens.add({
      targets: sprite,
      y: sprite.y - 22,
      duration: 160,
      yoyo: true,
      repeat: 1,
      ease: 'Quad.out',
    });
  };
  const destroy = (): void => {
    gone = true;
    scene.tweens.killTweensOf(sprite);
    sprite.destroy();
    shadow.destroy();
  };
  return { sprite, place, hop, destroy };
};
