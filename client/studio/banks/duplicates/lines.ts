import type { Gap, Question } from '../../../../server/domain/question.ts';
import { plainOf } from '../../../../server/domain/rich-text.ts';
import { type Lang, type LocalText, textIn } from '../../../../server/domain/text.ts';

/** One line of a question laid side by side with its twin: what it is, and its plain text. `right` = it is the key. */
export type Line = { part: 'stem' | 'answer' | 'explanation' | 'hint'; text: string; right?: boolean };

const gapText = (gap: Gap, say: (t: LocalText) => string): string =>
  gap.kind === 'choice'
    ? gap.options.map((o, i) => (i === gap.key ? `✓ ${say(o.text)}` : say(o.text))).join(' / ')
    : gap.kind === 'short'
      ? gap.key.join(' / ')
      : `${gap.key}${gap.tolerance > 0 ? ` ± ${gap.tolerance}` : ''}`;

const answersOf = (q: Question, say: (t: LocalText) => string): Omit<Line, 'part'>[] => {
  switch (q.type) {
    case 'single':
      return q.options.map((o, i) => ({ text: say(o.text), right: i === q.key }));
    case 'multiple':
      return q.options.map((o, i) => ({ text: say(o.text), right: q.key.includes(i) }));
    case 'true-false':
      return [{ text: q.key ? '✓' : '✗', right: true }];
    case 'short':
      return q.key.map((text) => ({ text, right: true }));
    case 'numeric':
      return [{ text: `${q.key}${q.tolerance > 0 ? ` ± ${q.tolerance}` : ''}`, right: true }];
    case 'matching':
      return q.pairs.map((p) => ({ text: `${say(p.left)} → ${say(p.right)}` }));
    case 'ordering':
      return q.items.map((item, i) => ({ text: `${i + 1}. ${say(item)}` }));
    case 'cloze':
      return q.gaps.map((gap, i) => ({ text: `[[${i + 1}]] ${gapText(gap, say)}` }));
    case 'categorising':
      return q.items.map((item) => {
        const into = q.categories[item.category];
        return { text: `${say(item.text)} → ${into === undefined ? '' : say(into)}` };
      });
    case 'essay':
      return q.sample === undefined ? [] : [{ text: say(q.sample) }];
    default:
      return [];
  }
};

/** A question as lines of plain text in one language, in an order that twins share. */
export const linesOf = (q: Question, lang: Lang): Line[] => {
  const say = (t: LocalText): string => plainOf(textIn(t, lang));
  return [
    { part: 'stem', text: say(q.stem) },
    ...answersOf(q, say).map((line): Line => ({ part: 'answer', ...line })),
    ...(q.explanation ? [{ part: 'explanation', text: say(q.explanation) } as const] : []),
    ...(q.hint ? [{ part: 'hint', text: say(q.hint) } as const] : []),
  ];
};

/** Lines of two questions beside each other: the n-th of each part with the n-th of the other. */
export const pairLines = (a: readonly Line[], b: readonly Line[]): [Line | undefined, Line | undefined][] =>
  (['stem', 'answer', 'explanation', 'hint'] as const).flatMap((part) => {
    const [x, y] = [a.filter((l) => l.part === part), b.filter((l) => l.part === part)];
    return Array.from(
      { length: Math.max(x.length, y.length) },
      (_, i): [Line | undefined, Line | undefined] => [x[i], y[i]],
    );
  });
