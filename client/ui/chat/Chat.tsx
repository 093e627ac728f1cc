import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../Waiting.tsx';

export const Chat = (_: { me: Me; channel: string | undefined }) => <Waiting />;
