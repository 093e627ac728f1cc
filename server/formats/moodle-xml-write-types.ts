import type { Option, Question } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import { emptyEl, htmlEl, lineOf, percentOf, type WriteContext } from './moodle-xml-write-text.ts';
import { escapeXml } from './xml.ts';

/** `lines` go into the question, `own` into our element. */
type Body = { lines: string[]; own: string };
type Of<T extends Question['type']> = Extract<Question, { type: T }>;

const feedbackEl = (feedback: LocalText | undefined, ctx: WriteContext): string =>
  feedback ? htmlEl('feedback', feedback, ctx) : emptyEl('feedback');

const fraction = (share: number, ctx: WriteContext): string => ` fraction="${percentOf(share, ctx)}"`;

const optionEl = (option: Option, share: number, ctx: WriteContext): string =>
  htmlEl('answer', option.text, ctx, undefined, fraction(share, ctx), feedbackEl(option.feedback, ctx));

const typedEl = (
  text: string,
  share: number,
  feedback: LocalText | undefined,
  ctx: WriteContext,
  inner = '',
): string =>
  `<answer${fraction(share, ctx)} format="moodle_auto_format"><text>${escapeXml(text)}</text>${feedbackEl(feedback, ctx)}${inner}</answer>`;

const ownKey = (key: readonly number[], guess: readonly number[]): string =>
  key.join(' ') === guess.join(' ') ? '' : `<key>${key.join(' ')}</key>`;

const choiceLines = (q: Of<'single' | 'multiple'>, shares: number[], ctx: WriteContext): string[] => [
  `<single>${q.type === 'single'}</single>`,
  `<shuffleanswers>${q.shuffle !== false}</shuffleanswers>`,
  '<answernumbering>ABCD</answernumbering>',
  ...q.options.map((option, i) => optionEl(option, shares[i] ?? 0, ctx)),
];

const single = (q: Of<'single'>, ctx: WriteContext): Body => {
  const shares = q.options.map((o, i) => o.score ?? (i === q.key ? 1 : 0));
  const best = Math.max(...shares);
  return {
    lines: choiceLines(q, shares, ctx),
    own: ownKey([q.key], best > 0 ? [shares.indexOf(best)] : []),
  };
};

const multiple = (q: Of<'multiple'>, ctx: WriteContext): Body => {
  const all = q.scoring === 'all';
  const part = 1 / q.key.length;
  const shares = q.options.map((o, i) => {
    if (all) return q.key.includes(i) ? part : -1;
    return o.score ?? (q.key.includes(i) ? part : -part);
  });
  if (all) ctx.lose('moodle.all_or_nothing');
  const guess = shares.flatMap((share, i) => (share > 0 ? [i] : []));
  return {
    lines: choiceLines(q, shares, ctx),
    own: ownKey(q.key, guess) + (all ? '<scoring>all</scoring>' : ''),
  };
};

const trueFalse = (q: Of<'true-false'>, ctx: WriteContext): Body => ({
  lines: [true, false].map((said) =>
    typedEl(String(said), said === q.key ? 1 : 0, q.feedback?.[said ? 'true' : 'false'], ctx),
  ),
  own: '',
});

type Typed = { text: string; score: number; feedback?: LocalText | undefined };

/** Replies first, as they are looked up first; a key with a reply of its own is one answer. */
export const typedAnswers = (q: Pick<Of<'short'>, 'key' | 'replies'>): Typed[] => {
  const replies = q.replies ?? [];
  const said = new Set(replies.filter((r) => r.score === 1).map((r) => r.text));
  return [...replies, ...q.key.filter((text) => !said.has(text)).map((text) => ({ text, score: 1 }))];
};

const short = (q: Of<'short'>, ctx: WriteContext): Body => ({
  lines: [
    `<usecase>${q.caseSensitive ? 1 : 0}</usecase>`,
    ...typedAnswers(q).map((a) => typedEl(a.text, a.score, a.feedback, ctx)),
  ],
  own: '',
});

const numeric = (q: Of<'numeric'>, ctx: WriteContext): Body => {
  const answers = [
    { value: q.key, tolerance: q.tolerance, score: 1, feedback: q.feedback },
    ...(q.others ?? []),
  ];
  const units = (q.units ?? []).map(
    (u) => `<unit><multiplier>${1 / u.factor}</multiplier><unit_name>${escapeXml(u.name)}</unit_name></unit>`,
  );
  if (q.unit) ctx.lose('moodle.own_only', { parts: 'unit' });
  return {
    lines: [
      ...answers.map((a) =>
        typedEl(String(a.value), a.score, a.feedback, ctx, `<tolerance>${a.tolerance}</tolerance>`),
      ),
      '<unitgradingtype>0</unitgradingtype><unitpenalty>0.1</unitpenalty>',
      `<showunits>${units.length > 0 ? 0 : 3}</showunits><unitsleft>0</unitsleft>`,
      units.length > 0 ? `<units>${units.join('')}</units>` : '',
    ],
    own: q.unit ? htmlEl('unit', q.unit, ctx) : '',
  };
};

const pairEl = (left: LocalText | undefined, right: LocalText, field: string, ctx: WriteContext): string => {
  const answer = `<answer><text>${lineOf(right, field, ctx)}</text></answer>`;
  if (left) return htmlEl('subquestion', left, ctx, undefined, '', answer);
  return `<subquestion format="html"><text></text>${answer}</subquestion>`;
};

const SHUFFLED = '<shuffleanswers>true</shuffleanswers>';

const matching = (q: Of<'matching'>, ctx: WriteContext): Body => ({
  lines: [
    SHUFFLED,
    ...q.pairs.map((pair, i) => pairEl(pair.left, pair.right, `right ${i + 1}`, ctx)),
    ...(q.extras ?? []).map((extra, i) => pairEl(undefined, extra, `extra ${i + 1}`, ctx)),
  ],
  own: '',
});

/** As matching: each item is asked for its category, unused categories are extra choices. */
const categorising = (q: Of<'categorising'>, ctx: WriteContext): Body => {
  const used = new Set(q.items.map((item) => item.category));
  const pairs = q.items.flatMap((item, i) => {
    const category = q.categories[item.category];
    return category ? [pairEl(item.text, category, `category ${i + 1}`, ctx)] : [];
  });
  const extras = q.categories.flatMap((c, i) =>
    used.has(i) ? [] : [pairEl(undefined, c, `category ${i + 1}`, ctx)],
  );
  ctx.lose('question.type_changed', { from: 'categorising', to: 'matching' });
  return {
    lines: [SHUFFLED, ...pairs, ...extras],
    own: `<categories>${q.items.map((item) => item.category).join(' ')}</categories>`,
  };
};

const ordering = (q: Of<'ordering'>, ctx: WriteContext): Body => ({
  lines: [
    '<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>',
    '<gradingtype>ABSOLUTE_POSITION</gradingtype><showgrading>SHOW</showgrading><numberingstyle>none</numberingstyle>',
    ...q.items.map((item, i) => htmlEl('answer', item, ctx, undefined, ` fraction="${i + 1}"`)),
  ],
  own: '',
});

const essay = (q: Of<'essay'>, ctx: WriteContext): Body => {
  if (q.rubric) ctx.lose('moodle.own_only', { parts: 'rubric' });
  const criteria = (q.rubric ?? []).map((c) =>
    htmlEl('criterion', c.name, ctx, undefined, ` points="${c.points}"`),
  );
  return {
    lines: [
      '<responseformat>editor</responseformat><responserequired>1</responserequired>',
      '<responsefieldlines>15</responsefieldlines>',
      q.maxWords ? `<maxwordlimit>${q.maxWords}</maxwordlimit>` : '',
      '<attachments>0</attachments><attachmentsrequired>0</attachmentsrequired>',
      q.sample ? htmlEl('graderinfo', q.sample, ctx) : emptyEl('graderinfo'),
      q.template ? htmlEl('responsetemplate', q.template, ctx) : emptyEl('responsetemplate'),
    ],
    own: criteria.join(''),
  };
};

/** What a question has beyond what all have; the gaps of a cloze stand in its text. */
export const bodyOf = (q: Question, ctx: WriteContext): Body => {
  switch (q.type) {
    case 'single':
      return single(q, ctx);
    case 'multiple':
      return multiple(q, ctx);
    case 'true-false':
      return trueFalse(q, ctx);
    case 'short':
      return short(q, ctx);
    case 'numeric':
      return numeric(q, ctx);
    case 'matching':
      return matching(q, ctx);
    case 'ordering':
      return ordering(q, ctx);
    case 'categorising':
      return categorising(q, ctx);
    case 'essay':
      return essay(q, ctx);
    default:
      return { lines: [], own: '' };
  }
};
