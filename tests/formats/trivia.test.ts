import { describe, expect, it } from 'vitest';
import { readTrivia } from '../../server/formats/trivia.ts';
import { briefs, sourceOf } from './zh-brief.ts';

const read = (text: string): string[] => briefs(readTrivia(sourceOf(text, 'categories/animals')));

describe('an OpenTriviaQA file', () => {
  it('gives single choices whose key is the text behind ^', () => {
    expect(read('#Q Capital?\n^ Kabul\nA Tirana\nB Kabul\n')).toEqual(['single Capital? [Tirana|Kabul*]']);
  });

  it('joins the lines of a question and knows a line that begins with a letter', () => {
    const text = '#Q First:\nA man said:\nWho?\n^ me\nA you\nB me\n';
    expect(read(text)).toEqual(['single First:⏎A man said:⏎Who? [you|me*]']);
  });

  it('gives true or false when the options say so, and keeps yes and no as words', () => {
    const text = '#Q Hot?\n^ True\nA True\nB False\n\n#Q Cold?\n^ No\nA Yes\nB No\n';
    expect(read(text)).toEqual(['true-false Hot? [对]', 'single Cold? [Yes|No*]']);
  });

  it('rejects what has no key or a key that is no option, with its line', () => {
    const text = '#Q One?\nA a\n\n#Q Two?\n^ c\nA a\nB b\n';
    expect(read(text)).toEqual(['! 1 question.no_key', '! 4 question.key_not_found']);
  });

  it('says what stands before the first question', () => {
    expect(read('My list\n#Q One?\n^ a\nA a\nB b\n')).toEqual(['single One? [a*|b]', '? 1 zh.text_skipped']);
  });

  it('takes its category from the name of the file', () => {
    const reading = readTrivia(sourceOf('#Q One?\n^ a\nA a\nB b\n', 'categories/animals'));
    expect(reading.questions[0]?.category).toEqual(['animals']);
  });
});
