import type { TeamId } from '../../server/domain/battle-shape.ts';

/**
 * How a team is told from another: a colour that white text can be read on (5:1 at least), and a mark, since nothing is
 * told by colour alone. `mark` = the path of an SVG of 16 by 16.
 */
export const TEAM_LOOKS: Record<TeamId, { colour: string; mark: string }> = {
  red: { colour: '#c7391f', mark: 'M5 2h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3Z' },
  blue: { colour: '#1f5fbf', mark: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13Z' },
  gold: { colour: '#8a5a00', mark: 'M8 0.5L15.5 8L8 15.5L0.5 8Z' },
  green: { colour: '#1a7a45', mark: 'M8 1.5L15.5 14.5H0.5Z' },
  purple: {
    colour: '#6b3bb5',
    mark: 'M8 0.8L10.3 5.6L15.5 6.2L11.7 9.8L12.7 15L8 12.4L3.3 15L4.3 9.8L0.5 6.2L5.7 5.6Z',
  },
  orange: { colour: '#b04f0a', mark: 'M4.2 1.5H11.8L15.5 8L11.8 14.5H4.2L0.5 8Z' },
  teal: { colour: '#0b727d', mark: 'M5.5 1H10.5V5.5H15V10.5H10.5V15H5.5V10.5H1V5.5H5.5Z' },
  pink: {
    colour: '#b5306f',
    mark: 'M8 14.8C2 10.4 1 8 1 5.6A3.6 3.6 0 0 1 8 4.2A3.6 3.6 0 0 1 15 5.6C15 8 14 10.4 8 14.8Z',
  },
};
