import type { Note, NoteCode } from '../domain/notes/index.ts';
import { MOST_PARTS, MOST_TEXT, type Question } from '../domain/question.ts';
import { escapeRich } from '../domain/rich-text.ts';
import type { Lang, LocalText } from '../domain/text.ts';
import type { ReadQuestion } from './format.ts';
import { langOf, localTextOf } from './local-text.ts';
import { alternativesOf, chosenBy, lettersOf, partsOf, truthAndReason } from './zh-answer.ts';
import { type Built, type Draft, Unusable } from './zh-draft.ts';
import { zeroOneColumns } from './zh-options.ts';
import { filledGaps, fitsKey, gapsIn, takeStemKey, takeTypeMark } from './zh-stem.ts';
import { difficultyOf, truthOf } from './zh-words.ts';

type Work = Draft & { id: string; lang: Lang; warnings: Note[] };
type Base = Pick<Question, 'id' | 'stem' | 'explanation' | 'hint' | 'difficulty'>;

const note = (w: Draft, code: NoteCode, details?: Note['details']): Note => ({
  place: w.place,
  code,
  ...(details ? { details } : {}),
});
const refuse = (w: Draft, code: NoteCode, details?: Note['details']): never => {
  throw new Unusable(note(w, code, details));
};
const warn = (w: Work, code: NoteCode, details?: Note['details']): void => {
  w.warnings.push(note(w, code, details));
};

const rich = (w: Work, text: string): LocalText => {
  const escaped = escapeRich(text.trim());
  if (escaped.length > MOST_TEXT) return refuse(w, 'question.too_long', { most: MOST_TEXT });
  return localTextOf(escaped, w.lang);
};

const baseOf = (w: Work): Base => ({
  id: w.id,
  stem: rich(w, w.stem),
  difficulty: difficultyOf(w.difficulty),
  ...(w.explanation?.trim() ? { explanation: rich(w, w.explanation) } : {}),
  ...(w.hint?.trim() ? { hint: rich(w, w.hint) } : {}),
});

/** A typed answer: a star is a star, not "any text". */
const accepted = (w: Work, text: string): string => {
  const plain = text
    .trim()
    .replace(/[。；;]$/u, '')
    .replaceAll('*', '\\*');
  return plain.length > 500 ? refuse(w, 'question.too_long', { most: 500 }) : plain || text.trim();
};

const YES_NO = /^(是|否|不是|是的|yes|no|y|n)$/iu;
/** Yes and no keep their words, unless the file itself calls the question a true-false one. */
const saysTruth = (w: Work): boolean => w.kind === 'judge' || !w.options.some((o) => YES_NO.test(o.text));

const choiceOf = (w: Work): Question => {
  const { options } = w;
  if (options.length < 2) refuse(w, 'question.too_few_options');
  if (options.length > MOST_PARTS)
    refuse(w, 'question.too_many_parts', { n: options.length, most: MOST_PARTS });
  const marked = options.flatMap((o, i) => (o.right ? [i] : []));
  const written = w.answer?.trim() ?? '';
  const chosen =
    (written === '' ? undefined : chosenBy(written, options)) ?? (marked.length > 0 ? marked : undefined);
  if (!chosen)
    return refuse(w, written === '' ? 'question.no_key' : 'question.key_not_found', {
      key: written.slice(0, 80),
    });
  const [first = 0] = chosen;
  const truths = options.map((o) => truthOf(o.text || o.label));
  if (
    options.length === 2 &&
    chosen.length === 1 &&
    w.kind !== 'multiple' &&
    truths[0] === !truths[1] &&
    saysTruth(w)
  )
    return { ...baseOf(w), type: 'true-false', key: truths[first] === true };
  if (options.some((o) => o.text === '')) warn(w, 'zh.options_missing', { key: written });
  const texts = options.map((o) => ({ text: rich(w, o.text || o.label) }));
  if (chosen.length === 1 && w.kind !== 'multiple')
    return { ...baseOf(w), type: 'single', options: texts, key: first };
  if (w.kind === 'single')
    warn(w, 'question.type_changed', {
      from: w.kindName ?? '单选题',
      to: w.lang === 'zh' ? '多选题' : 'multiple',
    });
  return { ...baseOf(w), type: 'multiple', options: texts, key: chosen };
};

/** Letters without options: they stand in for the texts that the author has still to write. */
const lettersOnly = (w: Work, letters: readonly string[]): Question => {
  warn(w, 'zh.options_missing', { key: letters.join('') });
  const most = Math.max(3, ...letters.map((l) => l.charCodeAt(0) - 65));
  const options = Array.from({ length: most + 1 }, (_, i) => String.fromCharCode(65 + i));
  return choiceOf({
    ...w,
    options: options.map((label) => ({ label, text: label })),
    answer: letters.join(''),
  });
};

const judgeOf = (w: Work): Question => {
  const written = w.answer?.trim() ?? '';
  if (written === '') return refuse(w, 'question.no_key');
  const said = truthAndReason(written);
  const letter = /^[AB12]$|^0$/u.exec(written)?.[0];
  if (!said && letter === undefined)
    return refuse(w, 'question.key_not_found', { key: written.slice(0, 80) });
  const truth = said?.truth ?? (letter === 'A' || letter === '1');
  if (!said) warn(w, 'zh.key_guessed', { key: written, meaning: truth ? '正确' : '错误' });
  const explanation = [said?.reason ?? '', w.explanation ?? ''].filter((t) => t !== '').join('\n');
  return { ...baseOf({ ...w, explanation }), type: 'true-false', key: truth };
};

const essayOf = (w: Work): Question => {
  const written = w.answer?.trim() ?? '';
  if (written === '') warn(w, 'zh.no_sample');
  return { ...baseOf(w), type: 'essay', ...(written === '' ? {} : { sample: rich(w, written) }) };
};

const shortOf = (w: Work, answers: readonly string[]): Question => {
  const key = [...new Set(answers.map((a) => accepted(w, a)).filter((a) => a !== ''))];
  if (key.length === 0) return refuse(w, 'question.no_key');
  return { ...baseOf(w), type: 'short', key };
};

const clozeOf = (w: Work, gaps: RegExp, parts: readonly string[]): Question => {
  let n = 0;
  const stem = escapeRich(w.stem).replace(gaps, () => {
    n += 1;
    return `[[${n}]]`;
  });
  const keys = parts.map((p) => alternativesOf(p).map((a) => accepted(w, a)));
  if (keys.some((key) => key.length === 0)) return refuse(w, 'question.no_key');
  return {
    ...baseOf(w),
    type: 'cloze',
    stem: localTextOf(stem, w.lang),
    gaps: keys.map((key) => ({ kind: 'short', key })),
  };
};

const fillOf = (w: Work): Question => {
  const written = w.answer?.trim() ?? '';
  if (written === '' && !w.answers) {
    const filled = filledGaps(w.stem);
    if (filled.keys.length === 0) return refuse(w, 'question.no_key');
    const key = filled.keys.join('；');
    warn(w, 'zh.key_guessed', { key, meaning: key });
    return fillOf({ ...w, stem: filled.stem, answers: filled.keys });
  }
  const gaps = gapsIn(w.stem);
  const count = gaps ? (w.stem.match(gaps)?.length ?? 0) : 0;
  if (!gaps || count < 2) return shortOf(w, w.answers ?? alternativesOf(written));
  const parts =
    w.answers?.length === count ? w.answers : partsOf(written || (w.answers ?? []).join('；'), count);
  if (parts && count <= 50) return clozeOf(w, gaps, parts);
  const answers = w.answers ?? alternativesOf(written);
  warn(w, 'zh.gaps_differ', { gaps: count, answers: answers.length });
  return written.length > 500 ? essayOf(w) : shortOf(w, [written || answers.join('；')]);
};

const ASKS_FOR_PROSE = /简述|论述|试述|简答|阐述|谈谈|为什么|请分析|请说明|如何理解|名词解释/u;

/** Where nothing says true-false, these are answers like any other. */
const LONE_LETTER = /^[vxrnyo○]$/iu;

/** T or F, alone or with a reason in brackets behind it: no sixth option, where there are none. */
const TRUTH_LETTER = /^[TF](?:\s*[（(].*)?$/su;

/** A question without options: its type by its name, else by the look of its key. */
const openOf = (w: Work): Question => {
  const written = w.answer?.trim() ?? '';
  const letters = lettersOf(written);
  if (w.kind === 'judge') return judgeOf(w);
  if (w.kind === 'essay') return essayOf(w);
  if (w.kind === 'fill') return fillOf(w);
  if (w.kind === 'short') return shortOf(w, w.answers ?? alternativesOf(written));
  if (w.kind === undefined && TRUTH_LETTER.test(written)) return judgeOf(w);
  if (letters && (w.kind !== undefined || /[A-Z①-⑩]/u.test(written))) return lettersOnly(w, letters);
  if (w.kind !== undefined && written === '') return refuse(w, 'question.no_key');
  if (truthOf(written) !== undefined && !LONE_LETTER.test(written)) return judgeOf(w);
  if (ASKS_FOR_PROSE.test(w.stem)) return essayOf(w);
  if (gapsIn(w.stem) && (written !== '' || w.answers)) return fillOf(w);
  if (written === '' && !w.answers) return refuse(w, 'question.no_key');
  if (w.kind !== undefined)
    warn(w, 'question.type_changed', {
      from: w.kindName ?? w.kind,
      to: w.lang === 'zh' ? '简答题' : 'short',
    });
  const long = written.length > 40 || written.includes('\n');
  return long ? essayOf(w) : shortOf(w, w.answers ?? alternativesOf(written));
};

const NOTHING = /^(略|无|暂无|见解析|详见解析|见教材|如上|\/|-+|—+)[。.]?$/u;

/** What the stem itself says of type and key is taken out of it. */
const understood = (draft: Draft, id: string): Work => {
  const mark = takeTypeMark(draft.stem);
  const kind = mark.kind ?? draft.kind;
  const kindName = mark.kindName ?? draft.kindName;
  const written = NOTHING.test(draft.answer?.trim() ?? '') ? '' : (draft.answer?.trim() ?? '');
  const options = zeroOneColumns(draft.options);
  const stars = options.length > 2 && options.every((o) => o.right);
  const labels = options.map((o) => o.label);
  const found = takeStemKey(mark.stem, fitsKey(labels, kind));
  const warnings: Note[] = [];
  const w: Work = {
    ...draft,
    id,
    warnings,
    stem: mark.stem,
    lang: langOf([mark.stem, ...options.map((o) => o.text)].join(' ')),
    options: stars ? options.map(({ label, text }) => ({ label, text })) : options,
  };
  if (kind) w.kind = kind;
  if (kindName) w.kindName = kindName;
  w.answer = written;
  if (found.key === undefined) return w;
  const agree = written === '' || sameKey(found.key, written);
  if (written === '') w.answer = found.key;
  else if (!agree && lettersOf(written) && labels.length > 0)
    warn(w, 'zh.key_conflict', { other: found.key, key: written });
  if (agree) w.stem = found.stem;
  return w;
};
const sameKey = (a: string, b: string): boolean =>
  (lettersOf(a) ?? [String(truthOf(a))]).join('') === (lettersOf(b) ?? [String(truthOf(b))]).join('');

const travelling = (w: Work, question: Question): ReadQuestion => ({
  question,
  place: w.place,
  ...(w.ref ? { ref: w.ref } : {}),
  ...(w.category && w.category.length > 0 ? { category: w.category } : {}),
  ...(w.tags && w.tags.length > 0 ? { tags: w.tags } : {}),
  ...(w.point?.trim() ? { point: w.point.trim() } : {}),
});

/** A draft as a question, or the note why it cannot be one. */
export const build = (draft: Draft, id: string): Built => {
  const w = understood(draft, id);
  try {
    if (w.stem.trim() === '') refuse(w, 'question.no_stem');
    const question = w.options.length > 0 && w.kind !== 'essay' ? choiceOf(w) : openOf(w);
    return { read: travelling(w, question), warnings: w.warnings };
  } catch (error) {
    if (error instanceof Unusable) return { rejected: error.note, warnings: w.warnings };
    throw error;
  }
};
