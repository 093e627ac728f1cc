import { type RoiSheet, roiOf } from '../domain/effect.ts';
import type { Row } from '../domain/figure.ts';
import { column, text } from './columns.ts';
import { readSheet } from './effect-facts.ts';
import type { Metric } from './metric.ts';

const LINES = {
  benefit: text('收益', 'Benefit'),
  cost: text('成本', 'Cost'),
  benefits: text('计入的收益合计', 'Benefits counted'),
  costs: text('成本合计', 'Costs'),
  roi: text('投资回报率', 'ROI'),
};

/** ROI with every assumption in a row of its own; computed only on what people have entered. */
export const effectRoi: Metric = {
  id: 'effect.roi',
  name: text('投资回报率（ROI）', 'Return on investment (ROI)'),
  definition: text(
    'ROI =（收益 × 归因比例 × 把握程度 − 成本）÷ 成本。只用大家填进来的数字计算，每一条假设都列出来；与筛选无关。',
    'ROI = (benefit x isolation x confidence − cost) / cost. Computed only on numbers that people have entered, each assumption in its own row; the filter has no part in it.',
  ),
  columns: [
    column('line', 'text', text('行', 'Line'), LINES),
    column('name', 'text', text('名称', 'Name')),
    column('amount', 'number', text('金额', 'Amount')),
    column('isolation', 'share', text('归因比例', 'Isolation')),
    column('confidence', 'share', text('把握程度', 'Confidence')),
    column('counted', 'number', text('计入金额', 'Counted')),
    column('roi', 'share', text('ROI', 'ROI')),
    column('currency', 'text', text('币种', 'Currency')),
    column('source', 'text', text('依据', 'Source')),
    column('people', 'count', text('人数', 'People')),
  ],
  verbs: [],
  atLeast: { n: 0, of: 'people' },
  interval: 'none',
  privacy: 'groups',
  reads: ['effect_sheet'],
  ask: async (log, ask) => {
    const sheet = await readSheet<RoiSheet>(log, ask, 'roi');
    if (!sheet || sheet.benefits.length + sheet.costs.length === 0) return [];
    const { currency } = sheet;
    const empty = { name: null, amount: null, isolation: null, confidence: null, counted: null, roi: null };
    const row = (line: keyof typeof LINES, more: Row): Row => ({
      ...{ line, ...empty, currency, source: null, people: null },
      ...more,
    });
    const { benefit, cost, roi } = roiOf(sheet);
    return [
      ...sheet.benefits.map((b) => row('benefit', { ...b, counted: b.amount * b.isolation * b.confidence })),
      ...sheet.costs.map((c) => row('cost', { ...c, counted: c.amount })),
      row('benefits', { counted: benefit }),
      row('costs', { counted: cost }),
      row('roi', { roi }),
    ];
  },
};
