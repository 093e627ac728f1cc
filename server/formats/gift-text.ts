import type { Note, Place } from '../domain/notes/index.ts';
import { escapeRich } from '../domain/rich-text.ts';
import type { Lang, LocalText } from '../domain/text.ts';
import { shown } from './gift-lex.ts';
import { richOfHtml } from './html.ts';
import { inlineMedium } from './html-media.ts';
import { localTextOf } from './local-text.ts';
import { richOfMarkdown } from './markdown.ts';

export type GiftFormat = 'moodle' | 'html' | 'markdown' | 'plain';

/** What the texts of one question share: where it stands, its language and format, and what was said of it so far. */
export type GiftContext = {
  place: Place;
  lang: Lang;
  format: GiftFormat;
  notes: Note[];
  /** Pictures and sounds that stand in the text itself. */
  media: Map<string, Uint8Array>;
};

/** A text and its format: `[html]`, `[moodle]`, `[markdown]` or `[plain]` in front, else that of the question. */
export const formatted = (raw: string, fallback: GiftFormat): { format: GiftFormat; text: string } => {
  const found = /^\[(html|moodle|markdown|plain)\]/u.exec(raw.trim());
  const format = (found?.[1] as GiftFormat | undefined) ?? fallback;
  return { format, text: shown(found ? raw.trim().slice(found[0].length) : raw).trim() };
};

const PAIR = /<(b|i|u|p|em|strong|sub|sup|code|pre|ul|ol|li|span|div|table|tt|small|h[1-6]|a)\b[^<>]*>/giu;
const BREAK = /<br\s*\/?>|<img\b[^<>]*\bsrc\s*=/iu;
const ENTITY = /&(?:amp|lt|gt|nbsp|quot|#\d{1,6}|#x[\da-f]{1,5});/iu;
const ABOUT_TAGS = /\b(?:html|xml|css|tags?)\b|标签|标记/iu;

/** Whether an unmarked text uses HTML for its layout, as Moodle's automatic format allows, and does not speak of it. */
const usesHtml = (text: string): boolean => {
  if (ENTITY.test(text)) return true;
  if (!text.includes('<') || ABOUT_TAGS.test(text)) return false;
  if (BREAK.test(text)) return true;
  const lower = text.toLowerCase();
  const opened = new Map([...lower.matchAll(PAIR)].toReversed().map((m) => [m[1] ?? '', m.index]));
  return [...opened].some(([name, at]) => lower.lastIndexOf(`</${name}`) > at);
};

const note = (ctx: GiftContext, code: Note['code'], details: Note['details']): void => {
  ctx.notes.push({ place: ctx.place, code, ...(details ? { details } : {}) });
};

const inlineName = (src: string, ctx: GiftContext): string | undefined => {
  const medium = src.startsWith('data:') ? inlineMedium(src) : undefined;
  if (!medium) return undefined;
  const name = `gift-${ctx.media.size + 1}.${medium.ending}`;
  ctx.media.set(name, medium.bytes);
  return name;
};

const richOfTags = (html: string, ctx: GiftContext): string => {
  const found = richOfHtml(html, { media: (src) => inlineName(src, ctx) });
  for (const name of found.external) note(ctx, 'media.external', { name });
  if (found.dropped.length > 0) note(ctx, 'question.html_dropped', { tags: found.dropped.join(', ') });
  for (const m of html.matchAll(/@@PLUGINFILE@@\/([^"'<>\s]{1,200})/gu))
    note(ctx, 'media.missing', { name: m[1] ?? '' });
  return found.text;
};

/** A hidden text of the file as rich text. */
export const richOf = (raw: string, ctx: GiftContext): string => {
  const { format, text } = formatted(raw, ctx.format);
  if (format === 'html') return richOfTags(text, ctx).trim();
  if (format === 'markdown') {
    const found = richOfMarkdown(text);
    for (const name of found.external) note(ctx, 'media.external', { name });
    return found.text;
  }
  if (format === 'moodle' && usesHtml(text)) {
    const rich = richOfTags(text.replaceAll('\n', '<br>'), ctx).trim();
    if (rich !== '') return rich;
  }
  return escapeRich(text);
};

/** The text under the question's language; undefined when nothing is left of it. */
export const localOf = (raw: string, ctx: GiftContext): LocalText | undefined => {
  const rich = richOf(raw, ctx);
  return rich.trim() === '' ? undefined : localTextOf(rich, ctx.lang);
};

/** `{ [key]: text }`, or nothing when the text is empty. */
export const withText = <K extends string>(
  key: K,
  raw: string,
  ctx: GiftContext,
): { [P in K]?: LocalText } | Record<never, never> => {
  const text = raw === '' ? undefined : localOf(raw, ctx);
  return text === undefined ? {} : { [key]: text };
};
