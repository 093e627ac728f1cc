import { Waiting } from '../Waiting.tsx';

/** A show on the wall, or for those who watch it. */
export const Projector = (_: { battle: string; as: 'screen' | 'watch' }) => <Waiting />;
