import { Waiting } from '../../ui/Waiting.tsx';

export const SeasonsPage = () => <Waiting />;
