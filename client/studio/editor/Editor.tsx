import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';

export const Editor = (_: { me: Me; bank: string; question: string }) => <Waiting />;
