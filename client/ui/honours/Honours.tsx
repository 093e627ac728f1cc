import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../Waiting.tsx';

export const Honours = (_: { me: Me }) => <Waiting />;
