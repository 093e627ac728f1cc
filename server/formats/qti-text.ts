import type { Note, NoteCode, Place } from '../domain/notes/index.ts';
import type { QuestionType } from '../domain/question.ts';
import { escapeRich } from '../domain/rich-text.ts';
import type { Lang, LocalText } from '../domain/text.ts';
import { richOfHtml } from './html.ts';
import { langOf, localTextOf } from './local-text.ts';
import type { MediaShelf } from './qti-media.ts';
import { charsOf, type El, everyEl, firstEl, wordsOf } from './qti-tree.ts';
import { escapeXml } from './xml.ts';

/** What reading one item needs and gathers. */
export type ItemContext = {
  place: Place;
  /** Folder of the item's file in its package. */
  base: string;
  shelf: MediaShelf;
  warn: (code: NoteCode, details?: Note['details']) => void;
  lang: Lang;
  /** The type that our own writer noted in the file. */
  kind?: QuestionType;
};

/** The item cannot become a question; the note says why. */
export class Refused extends Error {
  readonly code: NoteCode;
  readonly details: Note['details'];
  constructor(code: NoteCode, details?: Note['details']) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The language of an item: what the file says, else the one of its characters. */
export const langOfItem = (said: string | undefined, item: El): Lang => {
  if (said && /^zh/iu.test(said)) return 'zh';
  return said && /^en/iu.test(said) ? 'en' : langOf(charsOf(item));
};

const mathOf = (el: El | string): string => {
  if (typeof el === 'string') return el.trim();
  const parts = el.children.map(mathOf).filter((p) => p !== '');
  const [a = '', b = '', c = ''] = parts;
  switch (el.name) {
    case 'annotation':
    case 'annotationXml':
    case 'annotation-xml':
      return '';
    case 'mfrac':
      return `(${a})/(${b})`;
    case 'msup':
      return `${a}^${b}`;
    case 'msub':
      return `${a}_${b}`;
    case 'msubsup':
      return `${a}_${b}^${c}`;
    case 'msqrt':
      return `√(${parts.join('')})`;
    case 'mroot':
      return `${b}√(${a})`;
    case 'mfenced':
      return `${el.attrs.open ?? '('}${parts.join(el.attrs.separators ?? ',')}${el.attrs.close ?? ')'}`;
    case 'mtr':
      return `${parts.join(' ')} `;
    default:
      return parts.join('');
  }
};

const SOUND = /\.(mp3|ogg|wav|m4a)$/iu;
const MEDIUM = /\.(png|jpe?g|gif|webp|svg|mp3|ogg|wav|m4a)$/iu;

const VOID = new Set(['br', 'hr']);
/** Elements that say nothing to a learner. */
const SILENT = new Set([
  ...['stylesheet', 'catalogInfo', 'companionMaterialsInfo', 'apipAccessibility', 'responseDeclaration'],
  ...['script', 'style', 'templateDeclaration', 'assessmentStimulusRef', 'feedbackInline', 'feedbackBlock'],
]);
/** Elements whose content stands for themselves. */
const TRANSPARENT = new Set([
  'contentBody',
  'itemBody',
  'prompt',
  'infoControl',
  'speak',
  'templateInline',
  'templateBlock',
]);

const MARK_OPEN = '\ue010';
const MARK_CLOSE = '\ue011';

/** Turns content into HTML; what HTML cannot say becomes a token that is set in after the layout is known. */
const writerOf = (ctx: ItemContext, replaced: ReadonlyMap<El, string>) => {
  const tokens: string[] = [];
  const token = (text: string): string => {
    tokens.push(text);
    return `${MARK_OPEN}${tokens.length - 1}${MARK_CLOSE}`;
  };
  const medium = (src: string, alt: string): string => {
    const name = ctx.shelf.take(src, ctx.base, ctx.place);
    if (name === undefined)
      return escapeXml(alt === '' ? ` [${src.slice(src.lastIndexOf('/') + 1).slice(0, 80)}] ` : alt);
    if (alt === '' && !SOUND.test(name)) ctx.warn('media.no_alt', { name });
    const attributes = `src="${escapeXml(name)}"`;
    if (SOUND.test(name)) return `<audio ${attributes}>${escapeXml(alt)}</audio>`;
    return `<img ${attributes} alt="${escapeXml(alt)}"/>`;
  };
  const objectOf = (el: El): string => {
    const src = el.attrs.src ?? el.attrs.data ?? firstEl(el, 'source')?.attrs.src ?? '';
    const alt = (el.attrs.alt ?? el.attrs['aria-label'] ?? wordsOf(el)).trim();
    const type = el.attrs.type ?? '';
    const known =
      el.name === 'img' || el.name === 'audio' || /^(image|audio)\//u.test(type) || MEDIUM.test(src);
    if (src !== '' && known) return medium(src, alt);
    ctx.warn('question.part_dropped', { part: `${el.name} ${src || type}`.trim() });
    return inside(el);
  };
  const inside = (el: El): string => el.children.map(one).join('');
  const one = (node: El | string): string => {
    if (typeof node === 'string') return escapeXml(node.replace(/[\ue010\ue011]/gu, ''));
    const known = replaced.get(node);
    if (known !== undefined) return known === '' ? '' : token(known);
    if (SILENT.has(node.name)) return '';
    if (['img', 'object', 'audio', 'video', 'embed'].includes(node.name)) return objectOf(node);
    if (node.name === 'math') {
      ctx.warn('qti.math_as_text');
      return token(escapeRich(` ${mathOf(node).trim()} `));
    }
    if (node.name === 'printedVariable') return escapeXml(`{${node.attrs.identifier ?? ''}}`);
    if (VOID.has(node.name)) return `<${node.name}/>`;
    if (TRANSPARENT.has(node.name)) return `<div>${inside(node)}</div>`;
    if (node.name === 'hottext') return `<strong>${inside(node)}</strong>`;
    if (!/^[a-z][a-z0-9]*$/u.test(node.name)) return inside(node);
    return `<${node.name}>${inside(node)}</${node.name}>`;
  };
  return { one, tokens };
};

/** Content as rich text; `replaced` says what stands for some of its elements ('' = nothing). */
export const richOf = (
  nodes: readonly (El | string)[],
  ctx: ItemContext,
  replaced: ReadonlyMap<El, string> = new Map(),
): string => {
  const { one, tokens } = writerOf(ctx, replaced);
  const { text, dropped } = richOfHtml(nodes.map(one).join(''), { media: (src) => src });
  if (dropped.length > 0) ctx.warn('question.html_dropped', { tags: dropped.join(', ') });
  return text.replace(/\ue010(\d+)\ue011/gu, (_, n: string) => tokens[Number(n)] ?? '').trim();
};

export const localOf = (text: string, ctx: ItemContext): LocalText => localTextOf(text, ctx.lang);

/** The content of an element as a text of the question; undefined when it is empty. */
export const textOfEl = (
  el: El,
  ctx: ItemContext,
  replaced?: ReadonlyMap<El, string>,
): LocalText | undefined => {
  const text = richOf(el.children, ctx, replaced);
  return text === '' ? undefined : localOf(text, ctx);
};

export const hasInteraction = (el: El): boolean => everyEl(el).some((e) => e.name.endsWith('Interaction'));
