import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../Waiting.tsx';

export const Seasons = (_: { me: Me }) => <Waiting />;
