import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../Waiting.tsx';

export const Person = (_: { me: Me; person: string }) => <Waiting />;
