import type { Note, NoteCode, Place } from '../domain/notes/index.ts';
import { escapeRich } from '../domain/rich-text.ts';
import { LANGS, type Lang, type LocalText } from '../domain/text.ts';
import { hasMultilang, richOfHtml } from './html.ts';
import { inlineMedium, isExternal, mediaNameOf, safeMediaName } from './html-media.ts';
import { langOf } from './local-text.ts';
import { richOfMarkdown } from './markdown.ts';
import { normalRich } from './rich-blocks.ts';
import { attr, childOf, childrenOf, descendantsOf, textOf, type XmlElement } from './xml.ts';

/** What the texts of one question share. `langs`: the languages of its multilang spans. */
export type MoodleContext = {
  place: Place;
  number: number;
  lang: Lang;
  langs: Lang[];
  notes: Note[];
  media: Map<string, Uint8Array>;
};

export const note = (ctx: MoodleContext, code: NoteCode, details?: Note['details']): void => {
  const same = (n: Note) => n.code === code && JSON.stringify(n.details) === JSON.stringify(details);
  if (!ctx.notes.some(same)) ctx.notes.push({ place: ctx.place, code, ...(details ? { details } : {}) });
};

/** The content of `<text>`, or of the element itself. */
export const bareText = (el: XmlElement | undefined): string => textOf(childOf(el, 'text') ?? el).trim();

const BODY = [
  ...['questiontext', 'generalfeedback', 'answer', 'subquestion', 'selectoption', 'dragbox', 'hint'],
  ...['graderinfo', 'responsetemplate', 'archipelago'],
];
const SPAN_LANG = /<span\b(?=[^<>]*\bmultilang\b)[^<>]*\blang\s*=\s*["']?([a-z]{2})/giu;

/** The languages of a question: those of its multilang spans, else that of its letters. */
export const languagesOf = (question: XmlElement): Pick<MoodleContext, 'lang' | 'langs'> => {
  const texts = BODY.flatMap((name) => childrenOf(question, name)).flatMap((el) => descendantsOf(el, 'text'));
  const body = texts.map(textOf).join('\n');
  const named = new Set([...body.matchAll(SPAN_LANG)].map((m) => m[1]?.toLowerCase()));
  const langs = LANGS.filter((lang) => named.has(lang));
  return { langs, lang: langs.length === 1 && langs[0] ? langs[0] : langOf(body) };
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Keeps a medium under a name of its own: `q<number>-<name>`. */
const keep = (ctx: MoodleContext, name: string, bytes: Uint8Array): string => {
  const bare = safeMediaName(name).replace(/^(?:q\d+-)+/u, '');
  for (let n = 1; ; n++) {
    const own = n === 1 ? `q${ctx.number}-${bare}` : `q${ctx.number}-${n}-${bare}`;
    const known = ctx.media.get(own);
    if (known && !sameBytes(known, bytes)) continue;
    ctx.media.set(own, bytes);
    return own;
  }
};

const filesOf = (el: XmlElement): Map<string, string> =>
  new Map(
    childrenOf(el, 'file').map((file) => {
      const name = `${attr(file, 'path') ?? '/'}${attr(file, 'name') ?? ''}`.replace(/^\/+/u, '');
      return [safeMediaName(name), textOf(file)];
    }),
  );

const mediumOf = (ctx: MoodleContext, files: Map<string, string>, src: string): string | undefined => {
  const inline = inlineMedium(src);
  if (inline) return keep(ctx, `inline.${inline.ending}`, inline.bytes);
  const name = mediaNameOf(src);
  const content = name === undefined ? undefined : files.get(name);
  if (name !== undefined && content !== undefined)
    return keep(ctx, name, new Uint8Array(Buffer.from(content, 'base64')));
  if (name !== undefined) note(ctx, 'media.missing', { name });
  return undefined;
};

const richOfTags = (html: string, files: Map<string, string>, ctx: MoodleContext, lang?: Lang): string => {
  const found = richOfHtml(html, {
    media: (src) => mediumOf(ctx, files, src),
    ...(lang ? { lang } : {}),
  });
  for (const name of found.external) note(ctx, 'media.external', { name });
  const dropped = found.dropped.filter((tag) => tag !== 'img' && tag !== 'audio');
  if (dropped.length > 0) note(ctx, 'question.html_dropped', { tags: dropped.join(', ') });
  return found.text;
};

export const plainRich = (text: string): string => normalRich(escapeRich(text));

const LOOKS_LIKE_HTML = /<\/?[a-z][^<>]*>|&(?:[a-z]{2,8}|#\d{1,6});/iu;

const richOf = (
  raw: string,
  format: string,
  files: Map<string, string>,
  ctx: MoodleContext,
  lang?: Lang,
): string => {
  if (format === 'html' || hasMultilang(raw)) return richOfTags(raw, files, ctx, lang);
  if (format === 'plain_text' || format === 'plain') return plainRich(raw);
  if (format === 'markdown') {
    const found = richOfMarkdown(raw);
    for (const name of found.external)
      note(ctx, isExternal(name) ? 'media.external' : 'media.missing', { name });
    return normalRich(found.text);
  }
  return LOOKS_LIKE_HTML.test(raw)
    ? richOfTags(raw.replaceAll('\n', '<br>'), files, ctx, lang)
    : plainRich(raw);
};

/** `raw` under the languages of its spans, else under the question's; undefined for an empty text. */
export const localOf = (
  raw: string,
  format: string,
  ctx: MoodleContext,
  files: Map<string, string> = new Map(),
): LocalText | undefined => {
  const spans = ctx.langs.length > 0 && hasMultilang(raw);
  const langs = spans ? ctx.langs : [ctx.langs.length > 1 ? langOf(raw) : ctx.lang];
  const texts = langs.map((lang) => [lang, richOf(raw, format, files, ctx, spans ? lang : undefined).trim()]);
  const found = texts.filter(([, text]) => text !== '');
  return found.length === 0 ? undefined : Object.fromEntries(found);
};

/** The text of an element with its format and files. */
export const textIfAny = (
  el: XmlElement | undefined,
  ctx: MoodleContext,
  fallback = 'moodle_auto_format',
): LocalText | undefined => el && localOf(bareText(el), attr(el, 'format') ?? fallback, ctx, filesOf(el));

/** `{ [key]: text }`, or nothing for an empty text. */
export const withText = <K extends string>(
  key: K,
  el: XmlElement | undefined,
  ctx: MoodleContext,
): { [P in K]?: LocalText } | Record<never, never> => {
  const text = textIfAny(el, ctx);
  return text ? { [key]: text } : {};
};

/** A share of the mark in per cent as written; thirds and the like made whole again. */
export const shareOf = (percent: string | undefined): number => {
  const share = Math.max(-1, Math.min(1, Number(percent ?? 0) / 100 || 0));
  for (let n = 1; n <= 20; n++) {
    const part = Math.round(share * n) / n;
    if (Math.abs(part - share) < 5e-6) return part === 0 ? 0 : part;
  }
  return Math.round(share * 1e7) / 1e7;
};

/** A number as Moodle writes it, with comma or dot; undefined for anything else. */
export const numberOf = (text: string): number | undefined => {
  const folded = text
    .trim()
    .replace(/\s/gu, '')
    .replace(/^([+-]?\d+),(\d+)$/u, '$1.$2');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(folded) ? Number(folded) + 0 : undefined;
};
