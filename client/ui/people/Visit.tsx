import { Waiting } from '../Waiting.tsx';

export const Visit = (_: { person: string }) => <Waiting />;
