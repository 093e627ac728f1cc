import type { SKINS } from '../../server/domain/look.ts';

type Skin = (typeof SKINS)[number];
/** What a paint colours: planks, the band along them, sails, and the stripes on the sails. */
export type ShipPaint = { hull: string; rail: string; sail: string; stripe: string };

const BARE: ShipPaint = { hull: '#b4662b', rail: '#ffc53d', sail: '#fffdf6', stripe: '#f0563b' };
const PAINTS: Record<Skin, ShipPaint> = {
  'skin.coral': { hull: '#d5432b', rail: '#ffd0c2', sail: '#fff4f0', stripe: '#ff8f73' },
  'skin.jade': { hull: '#0f7a5c', rail: '#b5f0d4', sail: '#f1fff8', stripe: '#2fbf8a' },
  'skin.night': { hull: '#16335c', rail: '#9cc3f5', sail: '#e9f2ff', stripe: '#4f7fd0' },
  'skin.sunset': { hull: '#a2431a', rail: '#ffd27a', sail: '#fff1dc', stripe: '#ff9433' },
};

/** Whether a paint of this name is sold. */
export const isPaint = (skin: string | undefined): skin is Skin => skin !== undefined && skin in PAINTS;
export const paintOf = (skin: string | undefined): ShipPaint => (isPaint(skin) ? PAINTS[skin] : BARE);
