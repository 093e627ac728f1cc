import type { NoteText } from './common.ts';

/** Notes of the xml formats. */
export const xmlNotes = {} as const satisfies Record<string, NoteText>;
