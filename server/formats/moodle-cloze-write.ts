import type { Gap, Question } from '../domain/question.ts';
import type { Lang, LocalText } from '../domain/text.ts';
import { inlineHtml, percentOf, type WriteContext } from './moodle-xml-write-text.ts';
import { typedAnswers } from './moodle-xml-write-types.ts';
import { escapeXml } from './xml.ts';

type Cloze = Extract<Question, { type: 'cloze' }>;

/** Keeps one language of every text below `value`: `lang` where the stem has it. */
const narrowed = (value: unknown, lang: Lang): unknown => {
  if (Array.isArray(value)) return value.map((part) => narrowed(part, lang));
  if (typeof value !== 'object' || value === null) return value;
  const { zh, en }: { zh?: unknown; en?: unknown } = value;
  if (typeof zh === 'string' || typeof en === 'string') {
    const own = lang === 'zh' ? (zh ?? en) : (en ?? zh);
    return { [lang]: own };
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, narrowed(part, lang)]));
};

const isCloze = (value: unknown, like: Cloze): value is Cloze =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === like.type;

/** The question in one language, for a text whose gaps can stand in it only once. */
export const oneLanguage = (q: Cloze, wanted: Lang): Cloze => {
  const lang = q.stem[wanted] === undefined ? (wanted === 'zh' ? 'en' : 'zh') : wanted;
  const one = narrowed(q, lang);
  return isCloze(one, q) ? one : q;
};

const ENTITY: Record<string, string> = {
  '~': '&#126;',
  '}': '&#125;',
  '{': '&#123;',
  '\\': '&#92;',
  '#': '&#35;',
};
/** Marks of the gap syntax as entities, which every reader decodes after it has cut the gap. */
const guarded = (html: string): string =>
  html
    .replaceAll('&amp;', '&#38;')
    .replace(/[~{}\\]|(?<!&)#/gu, (mark) => ENTITY[mark] ?? mark)
    .replace(/^=/u, '&#61;')
    .replace(/^%/u, '&#37;');

const html = (text: LocalText | undefined): string => guarded(inlineHtml(text?.zh ?? text?.en ?? ''));

const answer = (share: number, text: string, feedback: LocalText | undefined, ctx: WriteContext): string => {
  const mark = share === 1 ? '=' : share === 0 ? '' : `%${percentOf(share, ctx)}%`;
  return `${mark}${text}${feedback ? `#${html(feedback)}` : ''}`;
};

const gapText = (gap: Gap, n: number, ctx: WriteContext): string => {
  const weight = Math.max(1, Math.round(gap.weight ?? 1));
  const lost = gap.kind === 'numeric' && (gap.unit !== undefined || gap.units !== undefined);
  if (lost || weight !== (gap.weight ?? 1)) ctx.lose('moodle.gap_parts', { gap: n });
  if (gap.kind === 'choice') {
    const answers = gap.options.map((o, i) =>
      answer(o.score ?? (i === gap.key ? 1 : 0), html(o.text), o.feedback, ctx),
    );
    return `{${weight}:MULTICHOICE${gap.shuffle === false ? '' : '_S'}:${answers.join('~')}}`;
  }
  if (gap.kind === 'short') {
    const answers = typedAnswers(gap).map((a) =>
      answer(a.score, guarded(escapeXml(a.text)), a.feedback, ctx),
    );
    return `{${weight}:SHORTANSWER${gap.caseSensitive ? '_C' : ''}:${answers.join('~')}}`;
  }
  const answers = [
    { value: gap.key, tolerance: gap.tolerance, score: 1, feedback: gap.feedback },
    ...(gap.others ?? []),
  ].map((a) => answer(a.score, `${a.value}:${a.tolerance}`, a.feedback, ctx));
  return `{${weight}:NUMERICAL:${answers.join('~')}}`;
};

/** The stem's HTML with the gaps in Moodle's cloze syntax in place of [[1]] [[2]] ... */
export const clozeText = (stem: string, q: Cloze, ctx: WriteContext): string =>
  stem.replaceAll('{', '&#123;').replace(/\[\[(\d+)\]\]/gu, (whole, digits: string) => {
    const gap = q.gaps[Number(digits) - 1];
    return gap ? gapText(gap, Number(digits), ctx) : whole;
  });
