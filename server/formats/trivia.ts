import type { Note } from '../domain/notes/index.ts';
import type { Reading, SourceText } from './format.ts';
import { build } from './zh-build.ts';
import type { Draft } from './zh-draft.ts';
import type { WrittenOption } from './zh-options.ts';

type Entry = { line: number; stem: string[]; key: string[]; options: WrittenOption[]; last: string[] };

const OPTION = /^([A-Z])(?:\s+|$)(.*)$/u;

const open = (line: number, text: string): Entry => {
  const stem = [text];
  return { line, stem, key: [], options: [], last: stem };
};

/** One line of an entry; a line without a mark goes on with what stands before it. */
const take = (entry: Entry, line: string): void => {
  const option = OPTION.exec(line);
  const label = String.fromCharCode(65 + entry.options.length);
  if (line.startsWith('^') && entry.key.length === 0) {
    entry.key.push(line.slice(1).trim());
    entry.last = entry.key;
  } else if (option && entry.key.length > 0 && option[1] === label)
    entry.options.push({ label, text: (option[2] ?? '').trim() });
  else if (entry.options.length > 0) {
    const last = entry.options.at(-1);
    if (last) last.text = `${last.text} ${line.trim()}`.trim();
  } else entry.last.push(line.trim());
};

const draftOf = (e: Entry, category: string | undefined): Draft => ({
  place: { line: e.line },
  kind: e.options.length === 0 ? 'short' : 'choice',
  stem: e.stem.join('\n').trim(),
  options: e.options,
  ...(e.key.length > 0 ? { answer: e.key.join(' ').trim() } : {}),
  ...(category ? { category: [category] } : {}),
});

/** Reads OpenTriviaQA files: `#Q` the question, `^` the text of the right option, then options A B C in lines. */
export const readTrivia = (source: SourceText): Reading => {
  const entries: Entry[] = [];
  const warnings: Note[] = [...source.warnings];
  source.text.split('\n').forEach((raw, i) => {
    const line = raw.trimEnd();
    const entry = entries.at(-1);
    if (/^#Q\b/u.test(line)) entries.push(open(i + 1, line.slice(2).trim()));
    else if (line.trim() === '') return;
    else if (entry) take(entry, line);
    else
      warnings.push({
        place: { line: i + 1 },
        code: 'zh.text_skipped',
        details: { text: line.slice(0, 60) },
      });
  });
  const category = source.name.replace(/^.*[/\\]/u, '').replace(/\.\w+$/u, '');
  const reading: Reading = {
    format: 'trivia',
    encoding: source.encoding,
    questions: [],
    rejected: [],
    warnings,
    media: new Map(),
  };
  entries.forEach((e, i) => {
    const built = build(draftOf(e, category), `q-${i + 1}`);
    warnings.push(...built.warnings);
    if ('rejected' in built) reading.rejected.push(built.rejected);
    else reading.questions.push(built.read);
  });
  return reading;
};
