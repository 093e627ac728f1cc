import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../Waiting.tsx';

export const Boards = (_: { me: Me }) => <Waiting />;
