import { Waiting } from '../Waiting.tsx';

/** The console of a show. */
export const HostScreen = (_: { battle: string }) => <Waiting />;
