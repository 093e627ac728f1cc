import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';

export const Banks = (_: { me: Me }) => <Waiting />;
