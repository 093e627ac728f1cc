import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';

export const Quests = (_: { me: Me }) => <Waiting />;
