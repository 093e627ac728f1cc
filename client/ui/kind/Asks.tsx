import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../Waiting.tsx';

export const Asks = (_: { me: Me; ask: string | undefined }) => <Waiting />;
