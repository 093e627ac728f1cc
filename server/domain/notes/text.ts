import type { NoteText } from './common.ts';

/** Notes of the text formats. */
export const textNotes = {} as const satisfies Record<string, NoteText>;
