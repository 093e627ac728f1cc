import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import type { BankTab } from '../place.ts';

export const BankPage = (_: { me: Me; bank: string; tab: BankTab }) => <Waiting />;
