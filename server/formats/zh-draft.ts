import type { Note, Place } from '../domain/notes/index.ts';
import type { ReadQuestion } from './format.ts';
import type { WrittenOption } from './zh-options.ts';
import type { Kind } from './zh-words.ts';

/** A question as its author wrote it, in any container: what zh-build.ts makes a Question of. */
export type Draft = {
  place: Place;
  kind?: Kind;
  /** The type in the file's own words. */
  kindName?: string;
  stem: string;
  options: WrittenOption[];
  /** The key as written: letters, texts, √. */
  answer?: string;
  /** Several texts that are all right (one gap) or one each (several gaps). */
  answers?: string[];
  explanation?: string;
  hint?: string;
  difficulty?: string;
  point?: string;
  category?: string[];
  tags?: string[];
  ref?: string;
};
/** What became of a draft; warnings may come with either. */
export type Built = { warnings: Note[] } & ({ read: ReadQuestion } | { rejected: Note });

/** The draft cannot become a question; caught in zh-build.ts. */
export class Unusable extends Error {
  readonly note: Note;
  constructor(note: Note) {
    super(note.code);
    this.note = note;
  }
}
