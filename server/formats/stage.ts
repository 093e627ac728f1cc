import { createHash } from 'node:crypto';
import type { StagedFile } from '../domain/api-import.ts';
import { MOST_MEDIA, sniffMedia } from '../domain/media.ts';
import type { Note } from '../domain/notes/index.ts';
import { mediaIn, renameMedia } from '../domain/question-texts.ts';
import type { KnownQuestionText, StagedContent, StagedQuestion } from '../domain/staging.ts';
import type { Mapping, Reading, ReadOptions, SourceFile } from './format.ts';
import type { Reader } from './reader.ts';

export type Staged = { files: StagedFile[]; content: StagedContent; warnings: Note[]; bugs: string[] };
/** `done` of `all` files; then comparing. */
export type Progress = (state: 'reading' | 'comparing', share: number) => void;

const hashName = (bytes: Uint8Array, extension: string): string =>
  `${createHash('sha256').update(bytes).digest('hex')}.${extension}`;

const inFile = (note: Note, file: string, several: boolean): Note =>
  several
    ? { ...note, place: { ...note.place, file: note.place.file ? `${file}/${note.place.file}` : file } }
    : note;

/** Media under hash names; what is no picture or sound of ours is told and left out. */
const keepMedia = (reading: Reading, media: Record<string, string>) => {
  const names = new Map<string, string>();
  const notes: Note[] = [];
  for (const [name, bytes] of reading.media) {
    const kind = sniffMedia(bytes);
    if (!kind || bytes.length > MOST_MEDIA[kind.kind])
      notes.push({ place: { id: name }, code: 'media.refused', details: { name } });
    else {
      const hashed = hashName(bytes, kind.extension);
      names.set(name, hashed);
      media[hashed] = Buffer.from(bytes).toString('base64');
    }
  }
  return { names, notes };
};

const isAt = (note: Note, place: StagedQuestion['place']): boolean =>
  JSON.stringify({ ...note.place, column: undefined }) === JSON.stringify({ ...place, column: undefined }) ||
  (place.item !== undefined && note.place.item === place.item && note.place.file === place.file);

const sampleOf = (reading: Reading): Pick<StagedFile, 'unmapped'> => {
  if (!reading.unmapped) return {};
  const { guess, ...sample } = reading.unmapped;
  return { unmapped: { ...sample, guess: mappingView(guess) } };
};
const mappingView = (guess: Mapping): Record<string, number | number[]> =>
  Object.fromEntries(Object.entries(guess).filter(([, v]) => v !== undefined));

/** Reads files and compares what they hold with a bank; nothing is written anywhere. */
export const stageFiles = async (
  reader: Reader,
  files: readonly SourceFile[],
  options: ReadOptions,
  known: KnownQuestionText[],
  tell: Progress = () => undefined,
): Promise<Staged> => {
  const staged = nothing();
  const several = files.length > 1;
  for (const [i, file] of files.entries()) {
    tell('reading', i / files.length);
    const result = await reader.read(file, options);
    if (result.fault) {
      staged.files.push({ name: file.name, questions: 0, fault: result.fault });
      if (result.bug !== undefined) staged.bugs.push(result.bug);
    } else takeReading(staged, file.name, result.reading, several);
  }
  tell('comparing', 0);
  await compare(reader, staged, known);
  return staged;
};

const compare = async (reader: Reader, staged: Staged, known: KnownQuestionText[]): Promise<void> => {
  const { questions } = staged.content;
  const standings = await reader.compare(
    questions.map(({ question, ref }) => ({ question, ...(ref === undefined ? {} : { ref }) })),
    known,
  );
  staged.content.questions = questions.map((q, i) => ({ ...q, standing: standings[i] ?? q.standing }));
};

const nothing = (): Staged => ({
  files: [],
  content: { questions: [], rejected: [], media: {} },
  warnings: [],
  bugs: [],
});

/** One reading that is there already, compared with a bank. */
export const stageReading = async (
  reader: Reader,
  name: string,
  reading: Reading,
  known: KnownQuestionText[],
): Promise<Staged> => {
  const staged = nothing();
  takeReading(staged, name, reading, false);
  await compare(reader, staged, known);
  return staged;
};

const takeReading = (staged: Staged, name: string, reading: Reading, several: boolean): void => {
  const { names, notes } = keepMedia(reading, staged.content.media);
  const warnings = [...reading.warnings, ...notes];
  staged.files.push({
    name,
    format: reading.format,
    encoding: reading.encoding,
    questions: reading.questions.length,
    ...sampleOf(reading),
  });
  for (const { place, question, ...about } of reading.questions) {
    const renamed = renameMedia(question, names);
    const missing: Note[] = mediaIn(renamed)
      .filter((media) => staged.content.media[media] === undefined)
      .map((media) => ({ place, code: 'media.missing', details: { name: media } }));
    staged.content.questions.push({
      ...about,
      file: name,
      place,
      question: renamed,
      standing: { status: 'fresh' },
      notes: [...warnings.filter((note) => isAt(note, place)), ...missing],
    });
    warnings.push(...missing);
  }
  staged.warnings.push(...warnings.map((note) => inFile(note, name, several)));
  staged.content.rejected.push(...reading.rejected.map((note) => inFile(note, name, several)));
};
