import type Phaser from 'phaser';

/** Sends a painted canvas to the graphics card; nothing when the game runs without a renderer or has ended. */
export const upload = (texture: Phaser.Textures.CanvasTexture): void => {
  if (texture.manager?.game?.renderer) texture.refresh();
};
