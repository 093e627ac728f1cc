import type { Lang } from '../text.ts';
import { baseNotes, type NoteText } from './base.ts';
import { type Place, placeText } from './place.ts';
import { sheetNotes } from './sheet.ts';
import { textNotes } from './text.ts';
import { xmlNotes } from './xml.ts';

export { type Place, placeText };

export const NOTES = { ...baseNotes, ...textNotes, ...xmlNotes, ...sheetNotes };
export type NoteCode = keyof typeof NOTES;

/** What an import or export has to say of one place: what was left out, altered or lost. */
export type Note = {
  place: Place;
  code: NoteCode;
  details?: Record<string, string | number>;
  /** The refused text as it stands in the file, cut at 2,000 characters: what a person mends it from. */
  source?: string;
};

const fill = (text: string, details: Note['details']): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details?.[name] ?? whole));

/** Place, reason and cure in the reader's language. */
export const noteText = (note: Note, lang: Lang): { place: string; reason: string; cure: string } => {
  const text: NoteText = NOTES[note.code];
  return {
    place: placeText(note.place, lang),
    reason: fill(text[lang].reason, note.details),
    cure: fill(text[lang].cure, note.details),
  };
};
