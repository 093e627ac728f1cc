import type { TeamId } from '../../../server/domain/battle-shape.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';

/** A team's colour and its mark in one sign. */
export const TeamMark = ({ id, size = 28 }: { id: TeamId; size?: number }) => (
  <svg className="hall-team" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
    <path d={TEAM_LOOKS[id].mark} fill={TEAM_LOOKS[id].colour} />
  </svg>
);
