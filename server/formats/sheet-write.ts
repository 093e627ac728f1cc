import type { Question } from '../domain/question.ts';
import type { Lang, LocalText } from '../domain/text.ts';
import type { PortableQuestion } from './format.ts';
import { writeGap } from './sheet-gap.ts';
import { columnName } from './sheet-grid.ts';
import { escapePart, joinParts, writeNumber, writeShare, writeUnit } from './sheet-parts.ts';
import { settingsOf } from './sheet-settings.ts';
import { TYPE_NAMES } from './sheet-types.ts';

type Role =
  | 'ref'
  | 'type'
  | 'stem'
  | 'option'
  | 'key'
  | 'explanation'
  | 'hint'
  | 'category'
  | 'tags'
  | 'point'
  | 'difficulty'
  | 'generalFeedback'
  | 'feedback'
  | 'score'
  | 'unit'
  | 'units'
  | 'template'
  | 'settings'
  | 'name';
/** A column of our template. `lang` undefined = it holds no text of one language. */
export type OwnColumn = { role: Role; index?: number; lang?: Lang };

const TITLES: Record<Role, readonly [string, string]> = {
  ref: ['编号', 'Ref'],
  type: ['题型', 'Type'],
  stem: ['题干', 'Stem'],
  option: ['选项', 'Option'],
  key: ['答案', 'Key'],
  explanation: ['解析', 'Explanation'],
  hint: ['提示', 'Hint'],
  category: ['分类', 'Category'],
  tags: ['标签', 'Tags'],
  point: ['知识点', 'Knowledge point'],
  difficulty: ['难度', 'Difficulty'],
  generalFeedback: ['反馈', 'Feedback'],
  feedback: ['反馈', 'Feedback'],
  score: ['得分', 'Score'],
  unit: ['单位', 'Unit'],
  units: ['可换算单位', 'Units'],
  template: ['作答模板', 'Template'],
  settings: ['设置', 'Settings'],
  name: ['名称', 'Name'],
};
const ORDER = Object.keys(TITLES) as Role[];
const LANG_NAMES = { zh: '(中文)', en: '(英文)' } as const;

export const titleOf = ({ role, index, lang }: OwnColumn): string => {
  const [zh, en] = TITLES[role];
  const spaced = role === 'feedback' || role === 'option' || role === 'score';
  const letter = index === undefined ? '' : columnName(index);
  const mark = lang ? LANG_NAMES[lang] : '';
  return `${zh}${letter}${mark} ${en}${spaced && letter ? ` ${letter}` : ''}${lang ? ` (${lang})` : ''}`;
};

type Cell = OwnColumn & { text: string };
/** What one question says in each cell; empty cells are left out. */
type Say = (role: Role, text: string | undefined, at?: { index?: number; lang?: Lang }) => void;

const LANGS = ['zh', 'en'] as const;

const langsOf = (value: unknown): Set<Lang> => {
  const langs = new Set<Lang>();
  const walk = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return;
    for (const [key, inner] of Object.entries(at)) {
      if ((key === 'zh' || key === 'en') && typeof inner === 'string') langs.add(key);
      else walk(inner);
    }
  };
  walk(value);
  return langs;
};

const arrow = (left: string, right: string): string =>
  `${escapePart(left, '=>')} => ${escapePart(right, '=>')}`.trim();

const sayLocal = (say: Say, role: Role, text: LocalText | undefined, index?: number): void => {
  for (const lang of LANGS) say(role, text?.[lang], { lang, ...(index === undefined ? {} : { index }) });
};

/** How an item names its category in one language: by name when that is clear, else by number. */
const categoryName = (categories: readonly LocalText[], index: number, lang: Lang): string => {
  const name = categories[index]?.[lang];
  const clear =
    name !== undefined && !name.startsWith('#') && categories.findIndex((c) => c[lang] === name) === index;
  const unique =
    clear &&
    LANGS.every(
      (l) =>
        categories[index]?.[l] === undefined ||
        categories.findIndex((c) => c[l] === categories[index]?.[l]) === index,
    );
  return unique ? name : `#${index + 1}`;
};

const sayOptions = (question: Question, say: Say): void => {
  if (question.type !== 'single' && question.type !== 'multiple') return;
  for (const [index, option] of question.options.entries()) {
    sayLocal(say, 'option', option.text, index);
    sayLocal(say, 'feedback', option.feedback, index);
    say('score', option.score === undefined ? undefined : writeShare(option.score), { index });
  }
  say('key', (question.type === 'single' ? [question.key] : question.key).map(columnName).join(','));
};

const sayTyped = (question: Question, say: Say, lang: Lang): void => {
  if (question.type === 'short') {
    say('key', joinParts(question.key, '|'));
    for (const [index, reply] of (question.replies ?? []).entries()) {
      say('option', `${escapePart(reply.text, '=>')} => ${writeShare(reply.score)}`, { index, lang });
      sayLocal(say, 'feedback', reply.feedback, index);
    }
  }
  if (question.type !== 'numeric') return;
  say('key', writeNumber(question.key, question.tolerance));
  sayLocal(say, 'generalFeedback', question.feedback);
  sayLocal(say, 'unit', question.unit);
  say('units', question.units ? joinParts(question.units.map(writeUnit), '|') : undefined);
  for (const [index, other] of (question.others ?? []).entries()) {
    say('option', `${writeNumber(other.value, other.tolerance)} => ${writeShare(other.score)}`, {
      index,
      lang,
    });
    sayLocal(say, 'feedback', other.feedback, index);
  }
};

const sayParts = (question: Question, say: Say, lang: Lang): void => {
  if (question.type === 'matching') {
    for (const [index, pair] of question.pairs.entries())
      if (pair.left[lang] !== undefined || pair.right[lang] !== undefined)
        say('option', arrow(pair.left[lang] ?? '', pair.right[lang] ?? ''), { index, lang });
    for (const [i, extra] of (question.extras ?? []).entries())
      if (extra[lang] !== undefined)
        say('option', arrow('', extra[lang]), { index: question.pairs.length + i, lang });
  }
  if (question.type === 'ordering')
    for (const [index, item] of question.items.entries()) say('option', item[lang], { index, lang });
  if (question.type === 'cloze')
    for (const [index, gap] of question.gaps.entries()) say('option', writeGap(gap, lang), { index, lang });
  if (question.type === 'categorising') {
    say(
      'key',
      joinParts(
        question.categories.map((c) => c[lang] ?? ''),
        '|',
      ),
      { lang },
    );
    for (const [index, item] of question.items.entries())
      say('option', arrow(item.text[lang] ?? '', categoryName(question.categories, item.category, lang)), {
        index,
        lang,
      });
  }
  if (question.type === 'essay')
    for (const [index, line] of (question.rubric ?? []).entries())
      say('option', `${escapePart(line.name[lang] ?? '', '=>')} => ${line.points}`, { index, lang });
};

const sayQuestion = (question: Question, say: Say, reader: Lang): void => {
  const langs = langsOf(question);
  const main: Lang = langs.has('zh') ? 'zh' : 'en';
  say('type', TYPE_NAMES[question.type][reader]);
  sayLocal(say, 'stem', question.stem);
  sayLocal(say, 'explanation', question.explanation);
  sayLocal(say, 'hint', question.hint);
  say('difficulty', String(question.difficulty));
  say('settings', settingsOf(question, reader));
  sayOptions(question, say);
  sayTyped(question, say, main);
  for (const lang of langs) sayParts(question, say, lang);
  if (question.type === 'true-false') {
    say('key', reader === 'zh' ? (question.key ? '对' : '错') : question.key ? 'True' : 'False');
    sayLocal(say, 'feedback', question.feedback?.true, 0);
    sayLocal(say, 'feedback', question.feedback?.false, 1);
  }
  if (question.type !== 'essay') return;
  sayLocal(say, 'key', question.sample);
  sayLocal(say, 'template', question.template);
};

const tagCell = (tags: readonly string[]): string =>
  joinParts(tags, '|') + (tags.length === 1 && /[,;，；、]/u.test(tags[0] ?? '') ? ' |' : '');

const cellsOf = (portable: PortableQuestion, reader: Lang): Map<string, Cell> => {
  const cells = new Map<string, Cell>();
  const say: Say = (role, text, at = {}) => {
    if (text === undefined || text === '') return;
    const column = { role, ...at };
    cells.set(titleOf(column), { ...column, text });
  };
  say('ref', portable.ref);
  say('name', portable.name);
  say('point', portable.point);
  say('category', portable.category && joinParts(portable.category, '/'));
  say('tags', portable.tags && tagCell(portable.tags));
  sayQuestion(portable.question, say, reader);
  return cells;
};

const rankOf = (column: OwnColumn): number =>
  ORDER.indexOf(column.role) * 1000 +
  (column.index ?? 0) * 4 +
  (column.lang === 'en' ? 2 : column.lang === 'zh' ? 1 : 0);

/** Questions as rows below a heading row, with the columns that they need. */
export const rowsOf = (
  questions: readonly PortableQuestion[],
  reader: Lang,
  always: readonly OwnColumn[] = [],
): { columns: OwnColumn[]; rows: string[][] } => {
  const filled = questions.map((q) => cellsOf(q, reader));
  const columns = new Map<string, OwnColumn>(always.map((c) => [titleOf(c), c]));
  for (const cells of filled) for (const [title, cell] of cells) columns.set(title, cell);
  const sorted = [...columns].sort((a, b) => rankOf(a[1]) - rankOf(b[1]));
  const rows = filled.map((cells) => sorted.map(([title]) => cells.get(title)?.text ?? ''));
  return { columns: sorted.map(([, c]) => c), rows: [sorted.map(([title]) => title), ...rows] };
};
