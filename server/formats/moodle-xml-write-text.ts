import type { Note, NoteCode } from '../domain/notes/index.ts';
import { escapeRich, mediaOf, plainOf } from '../domain/rich-text.ts';
import { LANGS, type LocalText } from '../domain/text.ts';
import { htmlOfRich } from './html.ts';
import { escapeXml } from './xml.ts';

/** `spans`: texts carry their language in multilang spans. */
export type WriteContext = {
  media: ReadonlyMap<string, Uint8Array>;
  spans: boolean;
  lose: (code: NoteCode, details?: Note['details']) => void;
};

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

const inLanguages = (text: LocalText, ctx: WriteContext, write: (text: string) => string): string =>
  LANGS.flatMap((lang) => {
    const own = text[lang];
    if (own === undefined) return [];
    return ctx.spans ? `<span lang="${lang}" class="multilang">${write(own)}</span>` : write(own);
  }).join('');

const filesEl = (text: LocalText, ctx: WriteContext): string => {
  const names = new Set(LANGS.flatMap((lang) => mediaOf(text[lang] ?? '')));
  return [...names]
    .map((name) => {
      const bytes = ctx.media.get(name);
      if (!bytes) ctx.lose('media.missing', { name });
      const cut = name.lastIndexOf('/') + 1;
      const where = `name="${escapeXml(name.slice(cut))}" path="/${escapeXml(name.slice(0, cut))}"`;
      return bytes ? `<file ${where} encoding="base64">${Buffer.from(bytes).toString('base64')}</file>` : '';
    })
    .join('');
};

/** `<name format="html">` with the text, its files and what else belongs into it. */
export const htmlEl = (
  name: string,
  text: LocalText,
  ctx: WriteContext,
  edit: (html: string) => string = (html) => html,
  attributes = '',
  inner = '',
): string => {
  const html = inLanguages(text, ctx, (rich) => edit(htmlOfRich(rich)));
  return `<${name}${attributes} format="html"><text>${cdata(html)}</text>${filesEl(text, ctx)}${inner}</${name}>`;
};

export const plainEl = (name: string, text: string): string =>
  `<${name}><text>${escapeXml(text)}</text></${name}>`;

/** An element that Moodle writes even when it says nothing. */
export const emptyEl = (name: string): string => `<${name} format="html"><text></text></${name}>`;

/** A paragraph without its tags: for places that hold one line. */
export const inlineHtml = (rich: string): string => htmlOfRich(rich).replace(/^<p>([\s\S]*)<\/p>$/u, '$1');

/** One line of plain text. */
const plainLine = (rich: string, field: string, ctx: WriteContext): string => {
  const plain = plainOf(rich)
    .replace(/\s*\n\s*/gu, ' ')
    .trim();
  const names = mediaOf(rich);
  if (names.length > 0 || plain !== rich.replace(/\\([\\`*![\]-])/gu, '$1'))
    ctx.lose('moodle.plain_only', { field });
  return plain === '' ? (names[0] ?? '?') : plain;
};

/** A text where Moodle allows no HTML but multilang spans. */
export const lineOf = (text: LocalText, field: string, ctx: WriteContext): string =>
  escapeXml(
    inLanguages(text, ctx, (rich) => {
      const plain = plainLine(rich, field, ctx);
      return ctx.spans ? inlineHtml(escapeRich(plain)) : plain;
    }),
  );

/** The shares that Moodle offers, in per cent. */
const GRADES = [
  100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5,
  11.11111, 10, 5, 0,
];

/** A share of the mark in per cent. */
export const percentOf = (share: number, ctx: WriteContext): string => {
  const percent = Number((share * 100).toFixed(5));
  if (!GRADES.some((grade) => Math.abs(grade - Math.abs(percent)) < 1e-4))
    ctx.lose('moodle.share', { share: percent });
  return String(percent);
};
