import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';

export const ImportPage = (_: { me: Me; bank: string; stage: string | undefined }) => <Waiting />;
