import type { Note, Place } from '../domain/notes/index.ts';
import { escapeRich } from '../domain/rich-text.ts';
import { richOfHtml, textOfHtml } from './html.ts';

const WRAPPED = /^\s*<(p|div|span|font|section|article)\b[^<>]*>[\s\S]*<\/\1>\s*$/iu;
const INLINE = /<(sub|sup|b|strong|i|em|u|span|font|p|div)\b[^<>]*>[^<>]+<\/\1>/iu;
const IMAGE = /<img\b[^<>]*\ssrc\s*=/iu;
const BREAK = /<br\s*\/?>/iu;
const ENTITY =
  /&(?:nbsp|quot|amp|lt|gt|apos|#\d{1,6}|#x[\da-f]{1,5}|ldquo|rdquo|lsquo|rsquo|hellip|mdash|middot|deg|times);/iu;
/** A question about HTML itself shows its tags. */
const ABOUT_TAGS = /标签|标记|元素|html|\btags?\b|element/iu;

/** True when a cell holds layout of a web page, not a text that speaks of tags. */
export const isHtml = (text: string): boolean =>
  text.includes('<') &&
  (WRAPPED.test(text) ||
    IMAGE.test(text) ||
    (!ABOUT_TAGS.test(text) && (INLINE.test(text) || BREAK.test(text))));

/** Lines of a cell whose breaks are those of a web page. */
export const linesOfHtml = (text: string): string =>
  isHtml(text)
    ? text.replace(/<br\s*\/?>|<\/(?:p|div|li)>/giu, '\n').replace(/<(?:p|div|li|ul|ol)\b[^<>]*>/giu, '')
    : text;

/** What a cell of somebody else's sheet says, as plain text. */
export const plainOfCell = (text: string): string => {
  if (isHtml(text)) return textOfHtml(text).trim();
  return ENTITY.test(text) && !ABOUT_TAGS.test(text) ? textOfHtml(text.replace(/</gu, '&lt;')).trim() : text;
};

/** A cell of somebody else's sheet as rich text that shows it; notes tell of pictures and layout that stay behind. */
export const richOfCell = (text: string, place: Place, notes: Note[]): string => {
  if (!isHtml(text)) return escapeRich(plainOfCell(text));
  const rich = richOfHtml(text, { media: () => undefined });
  for (const name of rich.external)
    notes.push({ place, code: 'media.external', details: { name: name.slice(0, 200) } });
  if (rich.dropped.length > 0)
    notes.push({ place, code: 'question.html_dropped', details: { tags: rich.dropped.join(', ') } });
  return rich.text.trim() === '' ? escapeRich(text) : rich.text;
};
