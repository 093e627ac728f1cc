import { escapeRich } from '../domain/rich-text.ts';

/** `external`: addresses of pictures, left out. */
export type RichOfMarkdown = { text: string; external: string[] };

/** `\x`, `code`, ![alt](src), [text](href), **bold** or __bold__. */
const INLINE =
  /\\([\\`*_{}[\]()#+.!~>|-])|(`{1,3})([^`\n]+)\2|!\[([^[\]\n]{0,500})\]\(([^()\s]{1,2000})[^()\n]{0,200}\)|\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})[^()\n]{0,200}\)|(\*\*|__)(?=\S)([^*_\n]{1,2000})\8/gu;
/** Emphasis that rich text does not have: its marks go, its text stays. */
const EMPHASIS = /(^|[^\p{L}\p{N}*_\\])([*_])(?=\S)([^*_\n]{1,2000})(?<=\S)\2(?![\p{L}\p{N}*_])/gu;

const plainPart = (text: string): string => escapeRich(text.replace(EMPHASIS, '$1$3'));

const inline = (line: string, external: string[]): string => {
  let out = '';
  let at = 0;
  for (const m of line.matchAll(INLINE)) {
    out += plainPart(line.slice(at, m.index));
    at = m.index + m[0].length;
    const [, escaped, , code, alt, src, text, href, , bold] = m;
    if (escaped !== undefined) out += /[\\`*![\]-]/u.test(escaped) ? `\\${escaped}` : escaped;
    else if (code !== undefined) out += `\`${code}\``;
    else if (src !== undefined) {
      external.push(src);
      out += escapeRich(alt ?? '');
    } else if (text !== undefined) out += escapeRich(text === href ? text : `${text} (${href})`);
    else if (bold !== undefined) out += `**${escapeRich(bold)}**`;
  }
  return out + plainPart(line.slice(at));
};

/** Markdown as rich text: paragraphs, lists, bold, code and fences stay; headings become bold; the rest is plain. */
export const richOfMarkdown = (markdown: string): RichOfMarkdown => {
  const external: string[] = [];
  let fenced = false;
  const lines = markdown.split('\n').map((line) => {
    if (/^\s*(```|~~~)/u.test(line)) {
      fenced = !fenced;
      return '```';
    }
    if (fenced) return line;
    const item = /^\s*(?:[-*+]|(\d{1,4})[.)])[ \t]+(\S.*)$/u.exec(line);
    if (item) return `- ${item[1] === undefined ? '' : `${item[1]}. `}${inline(item[2] ?? '', external)}`;
    const heading = /^\s*#{1,6}[ \t]+([^#].{0,300}?)[ \t#]{0,50}$/u.exec(line);
    if (heading) return `**${escapeRich((heading[1] ?? '').replaceAll('*', ''))}**`;
    if (/^\s*([-*_])(?:[ \t]*\1){2,}[ \t]*$/u.test(line)) return '';
    return inline(line.replace(/^\s*>\s?/u, '').trim(), external);
  });
  return { text: lines.join('\n').trim(), external };
};
