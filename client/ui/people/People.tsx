import { Waiting } from '../Waiting.tsx';

export const People = () => <Waiting />;
