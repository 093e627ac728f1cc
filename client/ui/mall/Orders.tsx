import { Waiting } from '../Waiting.tsx';

export const Orders = () => <Waiting />;
