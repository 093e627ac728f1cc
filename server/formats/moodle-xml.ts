import type { Note, Place } from '../domain/notes/index.ts';
import { checked } from './checked.ts';
import { type Reading, type ReadQuestion, type SourceText, UnreadableFile } from './format.ts';
import { safeMediaName } from './html-media.ts';
import { shortName } from './moodle-name.ts';
import { bareText, languagesOf, type MoodleContext, note, textIfAny, withText } from './moodle-xml-text.ts';
import { isFault, ownOf, partsOf } from './moodle-xml-types.ts';
import {
  attr,
  childOf,
  childrenOf,
  descendantsOf,
  elementsOf,
  parseXml,
  textOf,
  type XmlElement,
} from './xml.ts';

/** "$course$/top/A/B//C" as ["A", "B/C"]: the roots are Moodle's own. */
export const categoryOf = (path: string): string[] => {
  const names = path
    .replaceAll('//', '\u0000')
    .split('/')
    .map((name) => name.replaceAll('\u0000', '/').trim())
    .filter((name) => name !== '');
  if (/^\$\w+\$$/u.test(names[0] ?? '')) names.shift();
  if (names[0] === 'top') names.shift();
  return names;
};

const DEFAULT_FEEDBACK =
  /^(?:your answer is (?:partially )?(?:in)?correct|(?:你|您)?的?(?:回答|答案)?(?:部分)?(?:不?正确|错误)|votre réponse est (?:partiellement )?(?:in)?correcte)\W*$/iu;

/** What is said of no single answer has no place with us. */
const noteFeedback = (q: XmlElement, ctx: MoodleContext): void => {
  for (const name of ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback']) {
    const text = bareText(childOf(q, name))
      .replace(/<[^<>]*>/gu, '')
      .trim();
    if (text !== '' && !DEFAULT_FEEDBACK.test(text)) note(ctx, 'question.part_dropped', { part: name });
  }
};

const USUAL: Record<string, number[]> = {
  defaultgrade: [1],
  penalty: [0, 0.1, 0.3333333, 1],
};

/** Files that no text shows: sheets, documents, leftovers. */
const noteFiles = (q: XmlElement, ctx: MoodleContext): void => {
  for (const file of descendantsOf(q, 'file')) {
    const name = attr(file, 'name') ?? '';
    if (![...ctx.media.keys()].some((kept) => kept.endsWith(safeMediaName(name))))
      note(ctx, 'question.part_dropped', { part: name });
  }
};

const noteRest = (q: XmlElement, ctx: MoodleContext): void => {
  noteFeedback(q, ctx);
  noteFiles(q, ctx);
  for (const [name, usual] of Object.entries(USUAL)) {
    const text = attr(q, 'type') === 'description' ? '' : textOf(childOf(q, name)).trim();
    if (text !== '' && !usual.some((n) => Math.abs(n - Number(text)) < 1e-6))
      note(ctx, 'question.part_dropped', { part: `${name} ${Number(text)}` });
  }
  const hints = childrenOf(q, 'hint').filter((hint) => bareText(hint) !== '');
  if (hints.length > 1) note(ctx, 'question.part_dropped', { part: `hint 2–${hints.length}` });
};

const commonOf = (q: XmlElement, ctx: MoodleContext): object => ({
  ...withText('explanation', childOf(q, 'generalfeedback'), ctx),
  ...withText(
    'hint',
    childrenOf(q, 'hint').find((hint) => bareText(hint) !== ''),
    ctx,
  ),
});

const tagsOf = (q: XmlElement): string[] => [
  ...new Set(
    childrenOf(childOf(q, 'tags') ?? q, 'tag')
      .map(bareText)
      .filter((tag) => tag !== ''),
  ),
];

type Out = Pick<Reading, 'questions' | 'rejected' | 'warnings' | 'media'>;

const portable = (q: XmlElement, category: string[]): Omit<ReadQuestion, 'question' | 'place'> => {
  const name = bareText(childOf(q, 'name'));
  const ref = textOf(childOf(q, 'idnumber')).trim();
  const tags = tagsOf(q);
  const point = textOf(childOf(ownOf(q), 'point')).trim();
  return {
    ...(name ? { name } : {}),
    ...(ref ? { ref } : {}),
    ...(category.length > 0 ? { category } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(point ? { point } : {}),
  };
};

const readQuestion = (q: XmlElement, number: number, category: string[], out: Out): void => {
  const rest = portable(q, category);
  const place: Place = { line: q.line, item: number, ...(rest.name ? { id: rest.name } : {}) };
  const ctx: MoodleContext = { place, number, ...languagesOf(q), notes: [], media: new Map() };
  const reject = (fault: Omit<Note, 'place'>): void => {
    out.rejected.push({ place, ...fault });
  };
  const parts = partsOf(q, ctx);
  if (isFault(parts)) {
    reject({ code: parts.fault, ...(parts.details ? { details: parts.details } : {}) });
    return;
  }
  const stem = parts.stem ?? textIfAny(childOf(q, 'questiontext'), ctx);
  if (!stem) {
    reject({ code: 'question.no_stem' });
    return;
  }
  const difficulty = Number(textOf(childOf(ownOf(q), 'difficulty'))) || 3;
  const candidate = { id: `q-${number}`, stem, difficulty, ...commonOf(q, ctx), ...parts };
  noteRest(q, ctx);
  const result = checked({ ...candidate, stem }, place);
  if ('fault' in result) {
    reject(result.fault);
    return;
  }
  if (rest.name === shortName(result.question)) delete rest.name;
  out.questions.push({ question: result.question, place, ...rest });
  out.warnings.push(...ctx.notes);
  for (const [name, bytes] of ctx.media) out.media.set(name, bytes);
};

/** Reads a Moodle XML file. Throws UnreadableFile `xml.*`, `moodle.not_quiz`. */
export const readMoodleXml = (source: SourceText): Reading => {
  const root = parseXml(source.text);
  if (root.local !== 'quiz') throw new UnreadableFile('moodle.not_quiz', { tag: root.name });
  const out: Out = { questions: [], rejected: [], warnings: [...source.warnings], media: new Map() };
  let category: string[] = [];
  let number = 0;
  for (const q of elementsOf(root)) {
    if (q.local !== 'question') continue;
    if (attr(q, 'type') === 'category') category = categoryOf(bareText(childOf(q, 'category')));
    else readQuestion(q, ++number, category, out);
  }
  return { format: 'moodle-xml', encoding: source.encoding, ...out };
};

export { writeMoodleXml } from './moodle-xml-write.ts';
