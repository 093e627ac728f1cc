import { Waiting } from '../../ui/Waiting.tsx';

export const AwardPage = (_: { award: string }) => <Waiting />;
