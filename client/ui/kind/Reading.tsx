import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../Waiting.tsx';

export const Reading = (_: { me: Me }) => <Waiting />;
