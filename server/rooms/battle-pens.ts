import { appendInputs } from '../store/battle-journal.ts';
import { createBooks } from './battle-books.ts';

/** What the room of a battle writes with. A bench of the room alone writes nothing. */
export type Pens = { append: typeof appendInputs; books: typeof createBooks };
export const PENS: Pens = { append: appendInputs, books: createBooks };
