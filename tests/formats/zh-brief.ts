import type { Gap, Question } from '../../server/domain/question.ts';
import { type LocalText, textIn } from '../../server/domain/text.ts';
import type { Reading, SourceText } from '../../server/formats/format.ts';

export const sourceOf = (text: string, name = 'bank.txt'): SourceText => ({
  name,
  text,
  encoding: 'utf-8',
  warnings: [],
});

const say = (text: LocalText): string => textIn(text, 'zh');
const starred = (texts: readonly LocalText[], key: readonly number[]): string =>
  texts.map((t, i) => `${say(t)}${key.includes(i) ? '*' : ''}`).join('|');
const gapBrief = (gap: Gap): string =>
  gap.kind === 'short' ? gap.key.join('/') : gap.kind === 'numeric' ? String(gap.key) : '?';

const keyBrief = (q: Question): string => {
  if (q.type === 'single')
    return starred(
      q.options.map((o) => o.text),
      [q.key],
    );
  if (q.type === 'multiple')
    return starred(
      q.options.map((o) => o.text),
      q.key,
    );
  if (q.type === 'true-false') return q.key ? '对' : '错';
  if (q.type === 'short') return q.key.join('/');
  if (q.type === 'cloze') return q.gaps.map(gapBrief).join('|');
  return q.type === 'essay' && q.sample ? say(q.sample) : '';
};

/** A question in one line: `single 首都是（ ） [北京*|上海] <解析>`. */
export const brief = (q: Question): string =>
  `${q.type} ${say(q.stem)} [${keyBrief(q)}]${q.explanation ? ` <${say(q.explanation)}>` : ''}`.replaceAll(
    '\n',
    '⏎',
  );

/** What came in, what was rejected and what is to be looked at, a line each. */
export const briefs = (reading: Reading): string[] => [
  ...reading.questions.map((q) => brief(q.question)),
  ...reading.rejected.map((n) => `! ${n.place.line ?? n.place.id ?? ''} ${n.code}`),
  ...reading.warnings.map((n) => `? ${n.place.line ?? n.place.id ?? ''} ${n.code}`.replace('  ', ' ')),
];
