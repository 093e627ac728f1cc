import { Waiting } from '../Waiting.tsx';

export const PursePage = () => <Waiting />;
