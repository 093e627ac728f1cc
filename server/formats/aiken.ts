import { plainOf } from '../domain/rich-text.ts';
import { textIn } from '../domain/text.ts';
import { kindOf } from './aiken-read.ts';
import type { PortableQuestion, WriteInput, Writing } from './format.ts';
import { exportPlace, lossesOf } from './losses.ts';

export { readAiken } from './aiken-read.ts';

const onOneLine = (text: string): string => {
  const line = plainOf(text).replace(/\s+/gu, ' ').trim();
  return line === '' ? text.replace(/\s+/gu, ' ').trim() : line;
};

const lineOf = (q: PortableQuestion, lang: WriteInput['lang']): string | undefined => {
  if (q.question.type !== 'single') return undefined;
  const { stem, options, key } = q.question;
  const letter = (i: number): string => String.fromCharCode(65 + i);
  const lines = options.map((o, i) => `${letter(i)}) ${onOneLine(textIn(o.text, lang))}`);
  return [onOneLine(textIn(stem, lang)), ...lines, `ANSWER: ${letter(key)}`, ''].join('\n');
};

/** Aiken holds single choice in plain text and nothing else; `losses` says what that leaves out. */
export const writeAiken = ({ questions, lang }: WriteInput): Writing => {
  const losses: Writing['losses'] = [];
  const texts: string[] = [];
  for (const [i, q] of questions.entries()) {
    const place = exportPlace(q, i, lang);
    const text = lineOf(q, lang);
    const { type } = q.question;
    if (text === undefined) losses.push({ place, code: 'lost.type', details: { type } });
    else if (q.question.type === 'single' && q.question.options.length < 2)
      losses.push({ place, code: 'question.too_few_options' });
    else if (kindOf(text.split('\n', 1)[0] ?? '', true).kind !== 'text')
      losses.push({ place, code: 'aiken.looks_like_mark' });
    else {
      texts.push(text);
      losses.push(...lossesOf(q, place, lang, []));
    }
  }
  const bytes = new TextEncoder().encode(texts.join('\n').toWellFormed());
  return { bytes, extension: '.txt', mime: 'text/plain; charset=utf-8', losses };
};
