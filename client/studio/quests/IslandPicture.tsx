import type { IslandStyle } from '../../../server/domain/quest.ts';

type Props = { style: IslandStyle; stations: number; kind: 'map' | 'level'; width: number };

const GROUND = {
  beach: '#b9e561',
  forest: '#86d36c',
  fort: '#bcdd68',
  volcano: '#846976',
  blossom: '#ffc2d6',
  snow: '#f4faff',
} as const;

export const IslandPicture = ({ style, kind, width }: Props) => (
  <span
    className="qb-blob"
    style={{ width, height: width * (kind === 'map' ? 0.6 : 0.62), background: GROUND[style.biome] }}
  />
);
