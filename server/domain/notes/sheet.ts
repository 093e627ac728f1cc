import type { NoteText } from './common.ts';

/** Notes of the sheet formats. */
export const sheetNotes = {} as const satisfies Record<string, NoteText>;
