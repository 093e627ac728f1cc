import { Waiting } from '../../ui/Waiting.tsx';

export const CarePage = () => <Waiting />;
