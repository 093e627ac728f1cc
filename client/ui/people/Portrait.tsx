import type { Face } from '../../../server/domain/face.ts';
import { Avatar } from '../parts/index.ts';
import './portrait.css';

/** A critter with the frame it wears. Decoration: the name stands beside it. */
export const Portrait = ({ face, size = 48 }: { face: Pick<Face, 'avatar' | 'frame'>; size?: number }) => (
  <span className={`portrait ${face.frame === undefined ? '' : `portrait-${face.frame.replace('.', '-')}`}`}>
    <Avatar seed={face.avatar} size={size} />
  </span>
);
