import { plainOf } from '../domain/rich-text.ts';
import { type Lang, type LocalText, textIn } from '../domain/text.ts';
import { htmlOfRich } from './html.ts';
import { escapeXml } from './xml.ts';

export type Version = 'qti22' | 'qti30';
type Attributes = Record<string, string | number | boolean | undefined>;
/** Writes an element under the names of QTI 2.2; for 3.0 they get their prefix and hyphens. */
export type WriteEl = (name: string, attributes: Attributes, ...inner: string[]) => string;

const kebab = (name: string): string => name.replace(/[A-Z]/gu, (c) => `-${c.toLowerCase()}`);

/** An attribute's value; tabs and line ends survive its reading. */
export const attributeText = (value: string): string =>
  escapeXml(value).replace(/[\t\n]/gu, (c) => (c === '\t' ? '&#9;' : '&#10;'));

export const elementWriter =
  (version: Version): WriteEl =>
  (name, attributes, ...inner) => {
    const tag = version === 'qti30' ? `qti-${kebab(name)}` : name;
    const said = Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        const plain = version === 'qti30' && !key.includes(':') ? kebab(key) : key;
        return ` ${plain}="${attributeText(String(value))}"`;
      })
      .join('');
    const content = inner.join('');
    return content === '' ? `<${tag}${said}/>` : `<${tag}${said}>${content}</${tag}>`;
  };

/** What writing one item needs. */
export type ItemWriter = {
  el: WriteEl;
  version: Version;
  lang: Lang;
  /** Rich text as XHTML blocks. */
  blocks: (text: LocalText) => string;
  /** Rich text as XHTML without blocks. */
  inline: (text: LocalText) => string;
  /** Text without layout. */
  plain: (text: LocalText) => string;
};

const SOUND = /<audio[^>]*><source src="([^"]*)">([^<]*)<\/audio>/gu;
const TYPES: Record<string, string> = {
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
};

const soundType = (src: string): string =>
  TYPES[src.slice(src.lastIndexOf('.') + 1).toLowerCase()] ?? 'audio/mpeg';

const srcOf = (name: string): string => `../media/${name.split('/').map(encodeURIComponent).join('/')}`;

/** HTML as the XHTML that both versions allow: closed tags, sound as an object where QTI has no audio. */
const xhtmlOf = (rich: string, version: Version): string =>
  htmlOfRich(rich, srcOf)
    .replace(SOUND, (_, src: string, alt: string) =>
      version === 'qti30'
        ? `<audio controls="controls" src="${src}">${alt}</audio>`
        : `<object data="${src}" type="${soundType(src)}">${alt}</object>`,
    )
    .replace(/<br>/gu, '<br/>')
    .replace(/<img ([^<>]*)>/gu, '<img $1/>');

/** Blocks as lines of one paragraph. */
const withoutBlocks = (html: string): string =>
  html
    .replace(
      /<pre>(?:<code>)?([\s\S]*?)(?:<\/code>)?<\/pre>/gu,
      (_, code: string) =>
        `<p>${code
          .split('\n')
          .map((line) => (line === '' ? '' : `<code>${line}</code>`))
          .join('<br/>')}</p>`,
    )
    .replace(/<li>/gu, '<p>- ')
    .replace(/<\/li>/gu, '</p>')
    .replace(/<\/?ul>/gu, '')
    .replace(/<\/p>\s*<p>/gu, '<br/>')
    .replace(/<\/?p>/gu, '');

export const itemWriter = (version: Version, lang: Lang): ItemWriter => {
  const blocks = (text: LocalText): string => xhtmlOf(textIn(text, lang), version);
  return {
    el: elementWriter(version),
    version,
    lang,
    blocks,
    inline: (text) => withoutBlocks(blocks(text)),
    plain: (text) => plainOf(textIn(text, lang)),
  };
};
