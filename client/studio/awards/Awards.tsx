import { Waiting } from '../../ui/Waiting.tsx';

export const Awards = () => <Waiting />;
