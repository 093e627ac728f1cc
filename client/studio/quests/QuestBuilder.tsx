import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';

export const QuestBuilder = (_: { me: Me; quest: string }) => <Waiting />;
