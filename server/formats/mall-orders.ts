import type { StudioOrder } from '../domain/api-mall.ts';
import type { GoodKind, OrderState } from '../domain/mall-shape.ts';
import { type Lang, textIn } from '../domain/text.ts';
import { writeDelimited } from './csv.ts';
import { writeWorkbook } from './xlsx-write.ts';

/** In which language, and by which clock the times are written. */
export type PrintedOrders = { lang: Lang; zone: string };

type Words = {
  sheet: string;
  heads: readonly string[];
  kinds: Record<GoodKind, string>;
  states: Record<OrderState, string>;
};
const WORDS: Record<Lang, Words> = {
  zh: {
    sheet: '兑换记录',
    heads: [
      '商品',
      '类别',
      '序号',
      '姓名',
      '部门',
      '数量',
      '单价（金币）',
      '合计（金币）',
      '状态',
      '下单时间',
      '备好时间',
      '领取时间',
      '发放人',
      '取消时间',
      '取消人',
      '取消原因',
      '领取码',
      '捐赠机构',
      '公司捐赠金额',
      '币种',
    ],
    kinds: { virtual: '虚拟装扮', prize: '实物奖品', voucher: '券', privilege: '特权' },
    states: { ordered: '待处理', ready: '待领取', handed: '已发放', cancelled: '已取消' },
  },
  en: {
    sheet: 'Orders',
    heads: [
      'Item',
      'Kind',
      'No.',
      'Name',
      'Department',
      'Quantity',
      'Price (coins)',
      'Total (coins)',
      'State',
      'Ordered',
      'Ready',
      'Handed over',
      'Handed over by',
      'Cancelled',
      'Cancelled by',
      'Reason',
      'Pick-up code',
      'Charity',
      'Company gives',
      'Currency',
    ],
    kinds: { virtual: 'Virtual', prize: 'Prize', voucher: 'Voucher', privilege: 'Privilege' },
    states: { ordered: 'Ordered', ready: 'Ready', handed: 'Handed over', cancelled: 'Cancelled' },
  },
};
const WIDTHS = [24, 10, 8, 12, 16, 8, 10, 10, 10, 18, 18, 18, 12, 18, 12, 24, 14, 24, 12, 8];

/** 2026-11-16 09:00, by the company's clock; '' when it never was. */
const clockOf = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (at: number | undefined): string => (at === undefined ? '' : format.format(at));
};

const rowsOf = (orders: readonly StudioOrder[], { lang, zone }: PrintedOrders): (string | number)[][] => {
  const { heads, kinds, states } = WORDS[lang];
  const timeOf = clockOf(zone);
  const rows = orders.map((o) => [
    textIn(o.name, lang),
    kinds[o.kind],
    o.nth,
    o.person.name,
    o.person.department ?? '',
    o.qty,
    o.price,
    o.qty * o.price,
    states[o.state],
    timeOf(o.at),
    timeOf(o.readyAt),
    timeOf(o.handedAt),
    o.handedBy ?? '',
    timeOf(o.cancelledAt),
    o.cancelledBy ?? '',
    o.reason ?? '',
    o.code ?? '',
    o.charity ? textIn(o.charity.organisation, lang) : '',
    o.charity && o.state !== 'cancelled' ? (o.charity.amount * o.qty) / 100 : '',
    o.charity?.currency ?? '',
  ]);
  return [[...heads], ...rows];
};

/** The orders as a workbook of one sheet. */
export const mallOrdersXlsx = (orders: readonly StudioOrder[], printed: PrintedOrders): Uint8Array =>
  writeWorkbook([{ name: WORDS[printed.lang].sheet, rows: rowsOf(orders, printed), widths: WIDTHS }]);

/** The same as CSV with BOM. */
export const mallOrdersCsv = (orders: readonly StudioOrder[], printed: PrintedOrders): Uint8Array =>
  writeDelimited(rowsOf(orders, printed).map((row) => row.map(String)));

/** Name of the file without its ending. */
export const mallOrdersName = (lang: Lang): string => WORDS[lang].sheet;
