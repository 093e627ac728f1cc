import { escapeRich, mediaOf, plainOf } from '../domain/rich-text.ts';
import { type Lang, type LocalText, textIn } from '../domain/text.ts';
import { htmlOfRich, richOfHtml } from './html.ts';

/** GIFT's own marks with a backslash, line ends as `\n`. */
export const escaped = (text: string): string =>
  text.replace(/[\\#=~{}:]/gu, (c) => `\\${c}`).replaceAll('\n', '\\n');

/** GIFT carries no media: what they show in words stays. */
const withoutMedia = (rich: string): string =>
  mediaOf(rich).length === 0
    ? rich
    : rich.replace(/!\[((?:\\.|[^\]\n\\])*)\]\(media:[^)\s]+\)/gu, (_, alt: string) =>
        alt === '' ? '' : `（${alt}）`,
      );

/** The text as a reader of its HTML brings it back; what would vanish stays as it is written. */
const settled = (rich: string): string => {
  const again = (text: string): string => richOfHtml(htmlOfRich(text)).text.trim();
  const shown = again(withoutMedia(rich));
  return plainOf(shown).trim() === '' ? again(escapeRich(rich)) : shown;
};

/** Whether a settled text reads the same as plain text in Moodle's automatic format. */
const isPlain = (rich: string): boolean =>
  !/[<&]|->|^[[%]|\n/u.test(rich) && escapeRich(plainOf(rich)) === rich;

const htmlOf = (rich: string): string => {
  const html = htmlOfRich(rich).replaceAll('->', '-&gt;');
  const only = /^<p>((?:(?!<p>)[\s\S])*)<\/p>$/u.exec(html)?.[1];
  return only === undefined || /^[[%\s\u00a0]/u.test(only) ? html : only;
};

/** Writes these texts of a question in one language: as they are when all are plain, else all as HTML. */
export const textWriter = (
  texts: readonly LocalText[],
  lang: Lang,
): { format: 'moodle' | 'html'; write: (text: LocalText) => string } => {
  const plain = texts.every((t) => isPlain(settled(textIn(t, lang))));
  if (plain) return { format: 'moodle', write: (text) => escaped(plainOf(settled(textIn(text, lang)))) };
  return { format: 'html', write: (text) => escaped(htmlOf(settled(textIn(text, lang)))) };
};
