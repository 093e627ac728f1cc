import type { NoteCode, Place } from '../domain/notes/index.ts';
import { MOST_TEXT } from '../domain/question.ts';
import { escapeRich } from '../domain/rich-text.ts';
import { checked } from './checked.ts';
import type { Reading, SourceText } from './format.ts';
import { langOf, localTextOf } from './local-text.ts';

/** What a line of an Aiken file is. */
type Line =
  | { kind: 'blank' }
  | { kind: 'text'; text: string }
  | { kind: 'option'; letter: string; strict: boolean; text: string }
  | { kind: 'answer' | 'explanation'; text: string };

const OPTION = /^([A-Za-zＡ-Ｚａ-ｚ])([.)．）、])[ \t\u3000]*(.*)$/u;
const ANSWER = /^(?:ANSWER|答案|正确答案|参考答案|标准答案)[ \t\u3000]*[:：](.*)$/iu;
const EXPLANATION = /^(?:EXPLANATION|FEEDBACK|解析|答案解析)[ \t\u3000]*[:：](.*)$/iu;

/** `first` = no option stands above it: then only an A may begin the options. */
export const kindOf = (raw: string, first: boolean): Line => {
  const line = raw.trim();
  if (line === '') return { kind: 'blank' };
  const answer = ANSWER.exec(line);
  if (answer) return { kind: 'answer', text: (answer[1] ?? '').trim() };
  const explanation = EXPLANATION.exec(line);
  if (explanation) return { kind: 'explanation', text: (explanation[1] ?? '').trim() };
  const option = OPTION.exec(line);
  const letter = (option?.[1] ?? '').normalize('NFKC').toUpperCase();
  const initials = first && /^A\.[A-Z]\./u.test(line);
  if (!option || initials || (first && letter !== 'A')) return { kind: 'text', text: line };
  const strict = /^[A-Z][.)]/u.test(line);
  return { kind: 'option', letter, strict, text: (option[3] ?? '').trim() };
};

type Draft = { line: number; stem: string[]; options: string[][]; parted: boolean };
type State = { reading: Reading; item: number; draft: Draft | undefined; blank: boolean };

const reject = (state: State, line: number, code: NoteCode, details?: Record<string, string>): void => {
  const place: Place = { line, item: state.item };
  state.reading.rejected.push({ place, code, ...(details ? { details } : {}) });
};

const open = (state: State, line: number): Draft => {
  state.item += 1;
  state.draft = { line, stem: [], options: [], parted: false };
  return state.draft;
};

/** The letters of an answer, or the option whose text it is; empty = not found. */
const keyOf = (answer: string, options: readonly string[]): number[] => {
  const folded = answer.normalize('NFKC').trim().toUpperCase().replace(/[.)]$/u, '');
  const letters = /^[A-Z](?:[\s,、;&/]*[A-Z])*$/u.test(folded) ? [...folded.replace(/[^A-Z]/gu, '')] : [];
  const indexes = [...new Set(letters.map((l) => l.charCodeAt(0) - 65))].toSorted((a, b) => a - b);
  if (indexes.length > 0 && indexes.every((i) => i < options.length)) return indexes;
  const same = options.findIndex((o) => o.normalize('NFKC').trim().toUpperCase() === folded);
  if (same >= 0) return [same];
  const first = /^([A-Z])(?![A-Z])/u.exec(folded)?.[1];
  const index = first === undefined ? -1 : first.charCodeAt(0) - 65;
  return index >= 0 && index < options.length ? [index] : [];
};

const finish = (state: State, draft: Draft, answer: string): void => {
  const options = draft.options.map((lines) => lines.join('\n').trim());
  const stem = draft.stem.join('\n').trim();
  const key = keyOf(answer, options);
  const fault = (code: NoteCode, details?: Record<string, string>) =>
    reject(state, draft.line, code, details);
  if (stem === '') fault('question.no_stem');
  else if (options.filter((o) => o !== '').length < 2) fault('question.too_few_options');
  else if (answer === '') fault('question.no_key');
  else if (key.length === 0) fault('question.key_not_found', { key: answer.slice(0, 60) });
  else add(state, draft, stem, options, key);
};

const add = (state: State, draft: Draft, stem: string, options: string[], key: number[]): void => {
  const lang = langOf([stem, ...options].join('\n'));
  const place: Place = { line: draft.line, item: state.item };
  const several = key.length > 1;
  const result = checked(
    {
      id: `q-${state.item}`,
      stem: localTextOf(escapeRich(stem), lang),
      difficulty: 3,
      type: several ? 'multiple' : 'single',
      options: options.map((o) => ({ text: localTextOf(escapeRich(o === '' ? '—' : o), lang) })),
      key: several ? key : key[0],
    },
    place,
  );
  if ('fault' in result) state.reading.rejected.push(result.fault);
  else {
    state.reading.questions.push({ question: result.question, place });
    if (draft.parted) state.reading.warnings.push({ place, code: 'aiken.text_above' });
    if (several) state.reading.warnings.push({ place, code: 'aiken.several_answers' });
  }
};

/** Gives up a question without an ANSWER line; lines below its last option that belong to the next one are returned. */
const abandon = (state: State, draft: Draft): string[] => {
  const last = draft.options.at(-1);
  const next = last ? last.splice(1) : [];
  reject(state, draft.line, 'aiken.no_answer');
  state.draft = undefined;
  return next;
};

const readText = (state: State, line: number, text: string): void => {
  if (state.draft && state.draft.options.length > 0 && state.blank) abandon(state, state.draft);
  const draft = state.draft ?? open(state, line);
  const last = draft.options.at(-1);
  if (last) last.push(text);
  else {
    if (draft.stem.length > 0 && state.blank) {
      draft.stem.push('');
      draft.parted = true;
    }
    draft.stem.push(text);
  }
};

const readOption = (state: State, line: number, found: Extract<Line, { kind: 'option' }>): void => {
  const before = state.draft;
  if (before && before.options.length > 0) {
    const expected = String.fromCharCode(65 + before.options.length);
    if (found.letter === 'A') {
      const stem = abandon(state, before);
      open(state, Math.max(1, line - stem.length)).stem.push(...stem);
    } else if (!found.strict && found.letter !== expected) {
      before.options.at(-1)?.push(found.text);
      return;
    }
  }
  (state.draft ?? open(state, line)).options.push([found.text]);
};

const readExplanation = (state: State, line: number, text: string): void => {
  const last = state.reading.questions.at(-1);
  if (state.draft || !last || text === '') {
    readText(state, line, text);
    return;
  }
  const rich = escapeRich(text);
  if (rich.length <= MOST_TEXT) last.question.explanation = localTextOf(rich, langOf(text));
  else
    state.reading.rejected.push({ place: { line }, code: 'question.too_long', details: { most: MOST_TEXT } });
};

/** Aiken as Moodle reads it, and beyond it: stems of several lines, full-width marks, 答案：, CR-only files. */
export const readAiken = (source: SourceText): Reading => {
  const reading: Reading = {
    format: 'aiken',
    encoding: source.encoding,
    questions: [],
    rejected: [],
    warnings: [...source.warnings],
    media: new Map(),
  };
  const state: State = { reading, item: 0, draft: undefined, blank: false };
  for (const [i, raw] of source.text.split('\n').entries()) {
    const found = kindOf(raw, (state.draft?.options.length ?? 0) === 0);
    if (found.kind === 'text') readText(state, i + 1, found.text);
    else if (found.kind === 'option') readOption(state, i + 1, found);
    else if (found.kind === 'explanation') readExplanation(state, i + 1, found.text);
    else if (found.kind === 'answer') {
      if (state.draft) finish(state, state.draft, found.text);
      else {
        state.item += 1;
        reject(state, i + 1, 'aiken.stray_answer');
      }
      state.draft = undefined;
    }
    state.blank = found.kind === 'blank';
  }
  if (state.draft) reject(state, state.draft.line, 'aiken.no_answer');
  return reading;
};
