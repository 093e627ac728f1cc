import type { Note } from '../domain/notes/index.ts';
import type { Reading, SourceText } from './format.ts';
import { unreadNote } from './zh-announced.ts';
import { lettersOf } from './zh-answer.ts';
import { type Block, type Blocks, blocksIn } from './zh-blocks.ts';
import { build } from './zh-build.ts';
import type { Draft } from './zh-draft.ts';
import { applyKeyTables } from './zh-key-table.ts';
import { optionOf, type WrittenOption } from './zh-options.ts';
import { shapedIn } from './zh-shapes.ts';
import { foldRadicals, joinLines, truthOf } from './zh-words.ts';

const ENDS_STEM = /[?？:：]\s*$|[（(]\s*[）)]\s*[。.]?$|_{2,}\s*[。.]?$|是$|有$|包括$/u;

/** Lines behind a stem that are its options though no letter says so. */
const unlettered = (b: Block): { stem: string[]; options: WrittenOption[] } | undefined => {
  if (b.options.length > 0 || b.stem.length < 3 || b.kind === 'fill' || b.kind === 'essay') return undefined;
  const end = b.stem.findIndex((l) => ENDS_STEM.test(l));
  const lines = b.stem.slice(end < 0 ? 1 : end + 1);
  if (lines.length < 2 || lines.length > 10) return undefined;
  const written = (b.answer ?? []).join('');
  const options = lines.map((l, i) => optionOf(String.fromCharCode(65 + i), l.replace(/^[-•·●○*]\s*/u, '')));
  const letters = lettersOf(written);
  const fits =
    options.some((o) => o.right || o.text === written.trim()) ||
    letters?.every((l) => options.some((o) => o.label === l)) ||
    (truthOf(written) !== undefined && options.every((o) => truthOf(o.text) !== undefined));
  return fits ? { stem: b.stem.slice(0, b.stem.length - lines.length), options } : undefined;
};

const explanationOf = (b: Block): string => {
  const source = b.fields.source?.join(' ');
  return [joinLines(b.explanation), ...(source ? [`出处：${source}`] : [])]
    .filter((t) => t !== '')
    .join('\n');
};

const draftOf = (b: Block, options: WrittenOption[], stem: readonly string[]): Draft => {
  const one = (name: 'hint' | 'difficulty' | 'point'): string | undefined => b.fields[name]?.join(' ');
  const [hint, difficulty, point] = [one('hint'), one('difficulty'), one('point')];
  const answer = joinLines(b.answer ?? []) || b.mark;
  const explanation = explanationOf(b);
  return {
    place: { line: b.line, ...(b.number === undefined ? {} : { item: b.number }) },
    stem: joinLines(stem),
    options: options.map((o) => ({ ...o, text: joinLines(o.text.split('\n')) })),
    category: b.category,
    ...(b.kind ? { kind: b.kind } : {}),
    ...(b.kindName ? { kindName: b.kindName } : {}),
    ...(answer ? { answer } : {}),
    ...(explanation ? { explanation } : {}),
    ...(hint ? { hint } : {}),
    ...(difficulty ? { difficulty } : {}),
    ...(point ? { point } : {}),
  };
};

/** The mark of a right option may stand at the end of a line that continues it. */
const marksRead = (options: readonly WrittenOption[]): WrittenOption[] =>
  options.map((o) => (o.right || !o.text.includes('\n') ? o : optionOf(o.label, o.text)));

const notesOf = (found: Blocks): Note[] => {
  const dropped: Note = {
    place: {},
    code: 'question.part_dropped',
    details: { part: [...found.dropped].join('、') },
  };
  return [...(found.dropped.size > 0 ? [dropped] : []), ...found.strays.map(skipped)];
};
const skipped = ({ line, text }: { line: number; text: string }): Note => ({
  place: { line },
  code: 'zh.text_skipped',
  details: { text: text.slice(0, 60) },
});

const add = (reading: Reading, draft: Draft, i: number): boolean => {
  const built = build(draft, `q-${i + 1}`);
  reading.warnings.push(...built.warnings);
  if ('rejected' in built) reading.rejected.push(built.rejected);
  else reading.questions.push(built.read);
  return 'read' in built;
};

const addBlocks = (reading: Reading, text: string): void => {
  const found = blocksIn(text);
  reading.warnings.push(...notesOf(found), ...applyKeyTables(found));
  found.blocks.forEach((b, i) => {
    const guessed = unlettered(b);
    const draft = draftOf(b, guessed?.options ?? marksRead(b.options), guessed?.stem ?? b.stem);
    if (add(reading, draft, i) && guessed)
      reading.warnings.push({
        place: draft.place,
        code: 'zh.options_guessed',
        details: { n: guessed.options.length },
      });
  });
};

/**
 * Reads a bank in plain Chinese text: numbered or parted questions, options in lines or in one line, keys behind the
 * options, in the stem's brackets or in a table at the end. Questions of which only the letter of the key is known
 * come in with letters for options and a warning each: their stems and keys are work worth keeping.
 */
export const readZhText = (source: SourceText): Reading => {
  const { text, folded } = foldRadicals(source.text);
  const warnings: Note[] = [...source.warnings];
  if (folded > 0) warnings.push({ place: {}, code: 'zh.radicals_folded', details: { n: folded } });
  const reading: Reading = {
    format: 'zh-text',
    encoding: source.encoding,
    questions: [],
    rejected: [],
    warnings,
    media: new Map(),
  };
  const shaped = shapedIn(text);
  if (shaped) {
    warnings.push(...shaped.strays.map(skipped));
    shaped.drafts.forEach((draft, i) => {
      add(reading, draft, i);
    });
  } else addBlocks(reading, text);
  const unread = unreadNote(text, reading);
  if (unread) reading.rejected.push(unread);
  return reading;
};
