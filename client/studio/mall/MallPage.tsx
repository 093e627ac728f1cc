import { Waiting } from '../../ui/Waiting.tsx';

export const MallPage = () => <Waiting />;
