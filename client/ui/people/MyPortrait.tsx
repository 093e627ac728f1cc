import { useStore } from 'zustand';
import { honours } from '../../stores/honours.ts';
import { Portrait } from './Portrait.tsx';

/** My own critter with the frame I wear. */
export const MyPortrait = ({ avatar, size }: { avatar: string; size: number }) => {
  const frame = useStore(honours, (s) => s.line?.frame);
  return <Portrait face={{ avatar, ...(frame === undefined ? {} : { frame }) }} size={size} />;
};
