import { Parser } from 'htmlparser2';
import { escapeRich } from '../domain/rich-text.ts';
import type { Lang } from '../domain/text.ts';
import * as build from './html-builder.ts';
import { isExternal, mediaNameOf } from './html-media.ts';

/**
 * `media`: names the text uses; `external`: addresses of pictures and sounds on other sites, left out; `dropped`: tags
 * whose meaning rich text cannot hold.
 */
export type RichOfHtml = { text: string; media: string[]; external: string[]; dropped: string[] };
export type HtmlOptions = {
  /** The name of a medium for its `src`; undefined = it is not ours. Default: @@PLUGINFILE@@ and relative paths. */
  media?: (src: string) => string | undefined;
  /** Of `<span class="multilang" lang="...">` only this language stays. */
  lang?: Lang;
};

const MOST_DEPTH = 400;
const BLOCKS = new Set(
  'p div section article header footer blockquote address center figure figcaption dl dt dd fieldset form details summary main nav aside hr caption tbody thead body html'.split(
    ' ',
  ),
);
const HEADINGS = /^h[1-6]$/u;
const SKIPPED = new Set(
  'script style iframe object embed applet head title template video svg canvas select textarea button noembed'.split(
    ' ',
  ),
);
const NOTED = new Set('u s del ins strike math input marquee'.split(' '));
const OWN_SOUND = /^\s*@@PLUGINFILE@@\/.+\.(?:mp3|ogg|wav|m4a)$/iu;
const BOLD = new Set(['b', 'strong']);
const CODE = new Set(['code', 'tt', 'kbd', 'samp']);

type Attributes = Record<string, string>;
type Reader = {
  out: build.Builder;
  options: HtmlOptions;
  media: string[];
  external: string[];
  dropped: Set<string>;
  depth: number;
  /** Depth of the element that is skipped with all that it holds; 0 = none. */
  skipped: number;
  /** A sound that is open: `<audio>`, or a link to a sound of the file. */
  audio?: { tag: 'audio' | 'a'; src: string; alt: string };
};

const foreign = (lang: Lang | undefined, name: string, attributes: Attributes): boolean =>
  lang !== undefined &&
  name === 'span' &&
  /\bmultilang\b/u.test(attributes.class ?? '') &&
  (attributes.lang ?? '').slice(0, 2).toLowerCase() !== lang;

const showMedium = (r: Reader, src: string, alt: string, kind: 'picture' | 'sound'): void => {
  const name = (r.options.media ?? mediaNameOf)(src);
  if (name !== undefined) {
    r.media.push(name);
    build.medium(r.out, kind, name, alt);
  } else {
    if (isExternal(src)) r.external.push(src.slice(0, 200));
    else r.dropped.add(kind === 'picture' ? 'img' : 'audio');
    build.addText(r.out, alt);
  }
};

const openMedium = (r: Reader, name: string, attributes: Attributes): boolean => {
  if (name === 'img') showMedium(r, attributes.src ?? '', attributes.alt ?? '', 'picture');
  else if (name === 'audio') r.audio = { tag: 'audio', src: attributes.src ?? '', alt: '' };
  else if (name === 'a' && !r.audio && OWN_SOUND.test(attributes.href ?? ''))
    r.audio = { tag: 'a', src: attributes.href ?? '', alt: '' };
  else if (name === 'source' && r.audio) r.audio.src ||= attributes.src ?? '';
  else return false;
  return true;
};

const openLayout = (r: Reader, name: string, attributes: Attributes): void => {
  const { out } = r;
  if (BLOCKS.has(name)) build.breakBlock(out);
  else if (HEADINGS.test(name)) {
    build.breakBlock(out);
    out.bold++;
  } else if (BOLD.has(name)) out.bold++;
  else if (CODE.has(name)) out.code++;
  else if (name === 'br') build.newLine(out);
  else if (name === 'pre') build.openPre(out);
  else if (name === 'sup' || name === 'sub') build.raise(out, name);
  else if (name === 'ul' || name === 'ol')
    build.openList(out, name === 'ol', Number(attributes.start ?? 1) || 1);
  else if (name === 'li') build.openItem(out);
  else if (name === 'a') {
    if (/^\s*@@PLUGINFILE@@/u.test(attributes.href ?? '')) r.dropped.add('a');
    build.openLink(out, attributes.href ?? '');
  } else if (name === 'td' || name === 'th') build.openCell(out);
  else if (name === 'tr') build.openRow(out);
  else if (name === 'table') {
    r.dropped.add('table');
    build.openTable(out);
  }
  if (NOTED.has(name)) r.dropped.add(name);
};

const openTag = (r: Reader, name: string, attributes: Attributes): void => {
  build.settle(r.out);
  if (++r.depth > MOST_DEPTH) throw new RangeError('nested too deep');
  r.out.preStart = false;
  if (r.skipped > 0) return;
  const skip = SKIPPED.has(name);
  if (skip) r.dropped.add(name);
  if (skip || foreign(r.options.lang, name, attributes)) r.skipped = r.depth;
  else if (!openMedium(r, name, attributes)) openLayout(r, name, attributes);
};

const closeLayout = (r: Reader, name: string): void => {
  const { out } = r;
  if (r.audio?.tag === name) {
    const { src, alt } = r.audio;
    delete r.audio;
    showMedium(r, src, alt.trim(), 'sound');
  } else if (BLOCKS.has(name)) build.breakBlock(out);
  else if (HEADINGS.test(name)) {
    out.bold--;
    build.breakBlock(out);
  } else if (BOLD.has(name)) out.bold--;
  else if (CODE.has(name)) out.code--;
  else if (name === 'pre') build.closePre(out);
  else if (name === 'sup' || name === 'sub') build.lower(out);
  else if (name === 'ul' || name === 'ol') build.closeList(out);
  else if (name === 'li') build.closeItem(out);
  else if (name === 'a') build.closeLink(out);
  else if (name === 'tr') build.closeRow(out);
  else if (name === 'table') build.closeTable(out);
};

const closeTag = (r: Reader, name: string): void => {
  build.settle(r.out);
  if (r.skipped === 0) closeLayout(r, name);
  else if (r.skipped === r.depth) r.skipped = 0;
  r.depth--;
};

const run = (r: Reader, html: string): void => {
  const parser = new Parser({
    onopentag: (name, attributes) => openTag(r, name, attributes),
    onclosetag: (name) => closeTag(r, name),
    ontext: (text) => {
      if (r.skipped > 0) return;
      if (r.audio) r.audio.alt += text;
      else build.hear(r.out, text);
    },
  });
  parser.write(html);
  parser.end();
};

/** HTML as rich text (rich-text.ts). Never throws; what is nested too deep comes as bare text. */
export const richOfHtml = (html: string, options: HtmlOptions = {}): RichOfHtml => {
  const r: Reader = {
    out: build.newBuilder(),
    options,
    media: [],
    external: [],
    dropped: new Set(),
    depth: 0,
    skipped: 0,
  };
  try {
    run(r, html);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const text = escapeRich(html.replace(/<[^<>]*>/g, ' '));
    return { text, media: [], external: [], dropped: ['nesting'] };
  }
  return { text: build.finish(r.out), media: r.media, external: r.external, dropped: [...r.dropped] };
};

/** What an HTML text says, without any layout: tags go, entities are decoded, white space stays. */
export const textOfHtml = (html: string): string => {
  const parts: string[] = [];
  const parser = new Parser({ ontext: (text) => parts.push(text) });
  parser.write(html);
  parser.end();
  return parts.join('');
};

/** Whether a text has spans of several languages. */
export const hasMultilang = (html: string): boolean => /<span\b[^<>]*\bmultilang\b/iu.test(html);

export { htmlOfRich } from './html-write.ts';
