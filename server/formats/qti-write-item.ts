import type { Gap, Question } from '../domain/question.ts';
import { type LocalText, textIn } from '../domain/text.ts';
import type { PortableQuestion } from './format.ts';
import {
  choiceId,
  hasWildcard,
  matched,
  modal,
  multipleResponse,
  numericResponse,
  pairResponse,
  type Response,
  shortResponse,
  singleResponse,
} from './qti-write-rules.ts';
import type { ItemWriter } from './qti-write-xml.ts';
import { normalRich } from './rich-blocks.ts';
import { escapeXml } from './xml.ts';

/** Body, responses and marks of an item. `marks` stand in the class of the body, for our own reader. */
type Content = {
  body: string;
  responses: Response[];
  marks?: string[];
  outcomes?: string[];
  score?: Record<string, string | number>;
};

const R = 'RESPONSE';

/** Whether a star stands for any text somewhere in its answers. */
export const isWild = (q: Question): boolean =>
  q.type === 'cloze'
    ? q.gaps.some((g) => g.kind === 'short' && hasWildcard(g))
    : q.type === 'short' && hasWildcard(q);

const choices = (
  w: ItemWriter,
  texts: LocalText[],
  name = 'simpleChoice',
  more: Record<string, string | number> = {},
): string[] => texts.map((text, i) => w.el(name, { identifier: choiceId(i), ...more }, w.blocks(text)));

const choiceContent = (w: ItemWriter, q: Extract<Question, { type: 'single' | 'multiple' }>): Content => {
  const interaction = w.el(
    'choiceInteraction',
    { responseIdentifier: R, shuffle: q.shuffle !== false, maxChoices: q.type === 'single' ? 1 : 0 },
    ...choices(
      w,
      q.options.map((o) => o.text),
    ),
  );
  const response =
    q.type === 'single' ? singleResponse(w, R, 'FEEDBACK', q.options, q.key) : multipleResponse(w, q);
  const scored = q.options.some((o) => o.score !== undefined);
  return { body: interaction, responses: [response], marks: scored ? ['scores'] : [] };
};

const WORDS = { zh: { true: '正确', false: '错误' }, en: { true: 'True', false: 'False' } };

const trueFalseContent = (w: ItemWriter, q: Extract<Question, { type: 'true-false' }>): Content => {
  const choice = (id: 'true' | 'false'): string =>
    w.el('simpleChoice', { identifier: id }, WORDS[w.lang][id]);
  const said: [string, LocalText | undefined][] = [
    ['true', q.feedback?.true],
    ['false', q.feedback?.false],
  ];
  return {
    body: w.el(
      'choiceInteraction',
      { responseIdentifier: R, shuffle: false, maxChoices: 1 },
      choice('true'),
      choice('false'),
    ),
    responses: [matched(w, R, 'FEEDBACK', 'single', [String(q.key)], said)],
  };
};

const entry = (w: ItemWriter, id: string): string =>
  w.el('textEntryInteraction', { responseIdentifier: id, expectedLength: 30 });

const numericContent = (w: ItemWriter, q: Extract<Question, { type: 'numeric' }>): Content => {
  const unit = q.unit ? ` <span class="unit ${R}">${escapeXml(textIn(q.unit, w.lang))}</span>` : '';
  return { body: `<p>${entry(w, R)}${unit}</p>`, responses: [numericResponse(w, R, 'FEEDBACK', q)] };
};

const sets = (w: ItemWriter, lefts: LocalText[], rights: LocalText[]): string => {
  const side = (texts: LocalText[], prefix: string, most: number): string =>
    w.el(
      'simpleMatchSet',
      {},
      ...texts.map((t, i) =>
        w.el('simpleAssociableChoice', { identifier: `${prefix}${i + 1}`, matchMax: most }, w.blocks(t)),
      ),
    );
  return w.el(
    'matchInteraction',
    { responseIdentifier: R, shuffle: true, maxAssociations: 0 },
    side(lefts, 'L', 1),
    side(rights, 'R', 0),
  );
};

/** Rights with one text are one choice; extras stand behind them. */
const rightsOf = (
  w: ItemWriter,
  q: Extract<Question, { type: 'matching' }>,
): { rights: LocalText[]; at: number[] } => {
  const rights: LocalText[] = [];
  const seen = new Map<string, number>();
  const put = (text: LocalText): number => {
    const spelt = normalRich(textIn(text, w.lang));
    const known = seen.get(spelt);
    if (known !== undefined) return known;
    seen.set(spelt, rights.length);
    return rights.push(text) - 1;
  };
  const at = q.pairs.map((p) => put(p.right));
  for (const extra of q.extras ?? []) put(extra);
  return { rights, at };
};

const matchingContent = (w: ItemWriter, q: Extract<Question, { type: 'matching' }>): Content => {
  const { rights, at } = rightsOf(w, q);
  const pairs = at.map((right, i) => `L${i + 1} R${right + 1}`);
  return {
    body: sets(
      w,
      q.pairs.map((p) => p.left),
      rights,
    ),
    responses: [pairResponse(w, pairs)],
  };
};

const categoryContent = (w: ItemWriter, q: Extract<Question, { type: 'categorising' }>): Content => {
  const pairs = q.items.map((item, i) => `L${i + 1} R${item.category + 1}`);
  return {
    body: sets(
      w,
      q.items.map((i) => i.text),
      q.categories,
    ),
    responses: [pairResponse(w, pairs)],
  };
};

const orderingContent = (w: ItemWriter, q: Extract<Question, { type: 'ordering' }>): Content => ({
  body: w.el('orderInteraction', { responseIdentifier: R, shuffle: true }, ...choices(w, q.items)),
  responses: [
    matched(
      w,
      R,
      'FEEDBACK',
      'ordered',
      q.items.map((_, i) => choiceId(i)),
      [],
    ),
  ],
});

const gapContent = (
  w: ItemWriter,
  gap: Gap,
  n: number,
  wild: boolean,
): { inline: string; response: Response } => {
  const id = `${R}_${n}`;
  const outcome = `FEEDBACK_${n}`;
  const weight = gap.weight ?? 1;
  if (gap.kind === 'choice') {
    const inner = gap.options.map((o, i) =>
      w.el('inlineChoice', { identifier: choiceId(i) }, w.inline(o.text)),
    );
    const inline = w.el(
      'inlineChoiceInteraction',
      { responseIdentifier: id, shuffle: gap.shuffle !== false },
      ...inner,
    );
    return { inline, response: singleResponse(w, id, outcome, gap.options, gap.key, weight) };
  }
  if (gap.kind === 'short')
    return { inline: entry(w, id), response: shortResponse(w, id, outcome, gap, wild, weight) };
  const unit = gap.unit ? ` <span class="unit ${id}">${escapeXml(textIn(gap.unit, w.lang))}</span>` : '';
  return { inline: entry(w, id) + unit, response: numericResponse(w, id, outcome, gap, weight) };
};

const clozeContent = (w: ItemWriter, q: Extract<Question, { type: 'cloze' }>): Content => {
  const gaps = q.gaps.map((gap, i) => gapContent(w, gap, i + 1, isWild(q)));
  const left = new Set(gaps.keys());
  const inText = w.blocks(q.stem).replace(/\[\[(\d+)\]\]/gu, (whole, n: string) => {
    const at = Number(n) - 1;
    return left.delete(at) ? (gaps[at]?.inline ?? whole) : whole;
  });
  const body = inText + [...left].map((at) => `<p>${gaps[at]?.inline ?? ''}</p>`).join('');
  const weights = q.gaps.map((gap, i) =>
    w.el(
      'outcomeDeclaration',
      { identifier: `MAXSCORE_${R}_${i + 1}`, cardinality: 'single', baseType: 'float' },
      w.el('defaultValue', {}, w.el('value', {}, String(gap.weight ?? 1))),
    ),
  );
  return { body, responses: gaps.map((g) => ({ ...withoutTemplate(g.response) })), outcomes: weights };
};
const withoutTemplate = ({ template: _, ...response }: Response): Response => response;

const rubricBlock = (w: ItemWriter, mark: string, inner: string): string =>
  w.el(
    'rubricBlock',
    { use: 'scoring', view: 'scorer', class: mark },
    w.version === 'qti30' ? w.el('contentBody', {}, inner) : inner,
  );

const essayContent = (w: ItemWriter, q: Extract<Question, { type: 'essay' }>): Content => {
  const rows = (q.rubric ?? []).map(
    (c) => `<dt>${escapeXml(textIn(c.name, w.lang))}</dt><dd>${c.points}</dd>`,
  );
  const points = (q.rubric ?? []).reduce((sum, c) => sum + c.points, 0);
  const template = q.template ? textIn(q.template, w.lang) : '';
  const initial = template === '' ? '' : w.el('defaultValue', {}, w.el('value', {}, escapeXml(template)));
  const mask = q.maxWords === undefined ? {} : { patternMask: `\\s*(\\S+(\\s+|$)){0,${q.maxWords}}` };
  return {
    body: [
      rows.length > 0 ? rubricBlock(w, 'criteria', `<dl>${rows.join('')}</dl>`) : '',
      q.sample ? rubricBlock(w, 'sample', w.blocks(q.sample)) : '',
      w.el('extendedTextInteraction', { responseIdentifier: R, ...mask }),
    ].join(''),
    responses: [
      {
        declaration: w.el(
          'responseDeclaration',
          { identifier: R, cardinality: 'single', baseType: 'string' },
          initial,
        ),
        rules: '',
        outcomes: [],
        feedback: [],
      },
    ],
    score: { externalScored: 'human', ...(points > 0 ? { normalMaximum: points } : {}) },
  };
};

const contentOf = (w: ItemWriter, q: Question): Content => {
  switch (q.type) {
    case 'single':
    case 'multiple':
      return choiceContent(w, q);
    case 'true-false':
      return trueFalseContent(w, q);
    case 'short':
      return { body: `<p>${entry(w, R)}</p>`, responses: [shortResponse(w, R, 'FEEDBACK', q, isWild(q))] };
    case 'numeric':
      return numericContent(w, q);
    case 'matching':
      return matchingContent(w, q);
    case 'categorising':
      return categoryContent(w, q);
    case 'ordering':
      return orderingContent(w, q);
    case 'cloze':
      return clozeContent(w, q);
    case 'essay':
      return essayContent(w, q);
    case 'description':
      return { body: '', responses: [] };
  }
};

const TEMPLATES = {
  qti22: (name: string) => `http://www.imsglobal.org/question/qti_v2p2/rptemplates/${name}`,
  qti30: (name: string) => `https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/${name}.xml`,
};
const HEADS = {
  qti22: {
    xmlns: 'http://www.imsglobal.org/xsd/imsqti_v2p2',
    schema:
      'http://www.imsglobal.org/xsd/imsqti_v2p2 http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd',
  },
  qti30: {
    xmlns: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
    schema:
      'http://www.imsglobal.org/xsd/imsqtiasi_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd',
  },
};

const processingOf = (w: ItemWriter, responses: readonly Response[]): string => {
  const [only] = responses;
  const rules = responses.map((r) => r.rules).join('');
  if (rules === '') return '';
  if (responses.length === 1 && only?.template)
    return w.el('responseProcessing', { template: TEMPLATES[w.version](only.template) });
  return w.el('responseProcessing', {}, rules);
};

/** A standing feedback: `shown` ones appear after every answer, the others never. */
const standing = (w: ItemWriter, outcome: string, text: LocalText | undefined, shown: boolean) => {
  if (!text) return { outcome: '', feedback: '' };
  const id = outcome.toLowerCase();
  const initial = shown ? w.el('defaultValue', {}, w.el('value', {}, id)) : '';
  return {
    outcome: w.el(
      'outcomeDeclaration',
      { identifier: outcome, cardinality: 'single', baseType: 'identifier' },
      initial,
    ),
    feedback: modal(w, outcome, id, text),
  };
};

const marksOf = (q: PortableQuestion, content: Content): string => {
  return [
    'archipelago',
    `type-${q.question.type}`,
    ...(content.marks ?? []),
    ...(isWild(q.question) ? ['wildcards'] : []),
    ...(q.name === undefined ? ['unnamed'] : []),
  ].join(' ');
};

/** One item file. */
export const itemXml = (
  w: ItemWriter,
  portable: PortableQuestion,
  identifier: string,
  title: string,
): string => {
  const q = portable.question;
  const content = contentOf(w, q);
  const explanation = standing(w, 'EXPLANATION', q.explanation, true);
  const hint = standing(w, 'HINT', q.hint, false);
  const score = w.el(
    'outcomeDeclaration',
    { identifier: 'SCORE', cardinality: 'single', baseType: 'float', ...content.score },
    w.el('defaultValue', {}, w.el('value', {}, '0')),
  );
  const stem = q.type === 'cloze' ? '' : `<div class="stem">${w.blocks(q.stem)}</div>`;
  const { xmlns, schema } = HEADS[w.version];
  const item = w.el(
    'assessmentItem',
    {
      xmlns,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': schema,
      identifier,
      title,
      adaptive: false,
      timeDependent: false,
      'xml:lang': w.lang === 'zh' ? 'zh-CN' : 'en',
    },
    ...content.responses.map((r) => r.declaration),
    q.type === 'description' ? '' : score,
    ...(content.outcomes ?? []),
    ...content.responses.flatMap((r) => r.outcomes),
    explanation.outcome,
    hint.outcome,
    w.el('itemBody', { class: marksOf(portable, content) }, stem, content.body),
    processingOf(w, content.responses),
    ...content.responses.flatMap((r) => r.feedback),
    explanation.feedback,
    hint.feedback,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${item}\n`;
};
