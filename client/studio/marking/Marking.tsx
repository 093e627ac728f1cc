import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';

export const Marking = (_: { me: Me }) => <Waiting />;
