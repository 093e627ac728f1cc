import type { CellKind, Interval } from '../domain/figure.ts';
import type { Lang } from '../domain/text.ts';

/** 1 (Monday) to 7. */
export const WEEKDAYS: Record<Lang, readonly string[]> = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
/** By index of DEVICES. */
export const DEVICE_WORDS: Record<Lang, readonly string[]> = {
  zh: ['未知', '手机', '平板', '电脑', '桌面应用'],
  en: ['Unknown', 'Phone', 'Tablet', 'Computer', 'Desktop app'],
};
export const DIMENSION_WORDS: Record<Lang, Record<string, string>> = {
  zh: { learning: '学习', result: '成果', game: '游戏', social: '社交', honor: '荣誉' },
  en: { learning: 'Learning', result: 'Results', game: 'Game', social: 'Social', honor: 'Honour' },
};

/** What a heading says of its unit. */
export const cellWords = (kind: CellKind, lang: Lang): string =>
  kind === 'ms'
    ? { zh: '（毫秒）', en: ' (ms)' }[lang]
    : kind === 'share'
      ? { zh: '（0–1）', en: ' (0–1)' }[lang]
      : kind === 'change'
        ? { zh: '（百分点）', en: ' (points)' }[lang]
        : '';

type Words = {
  sheet: string;
  about: string;
  figure: string;
  definition: string;
  days: string;
  asked: string;
  interval: string;
  intervals: Record<Interval, string>;
  least: string;
  leastOf: (n: number, of: 'people' | 'answers') => string;
  hidden: string;
  hiddenRows: (n: number, fewest: number) => string;
  yes: string;
  no: string;
  department: string;
  post: string;
  cohort: string;
  quest: string;
  bank: string;
};

const zh: Words = {
  sheet: '数据',
  about: '说明',
  figure: '指标',
  definition: '口径',
  days: '日期',
  asked: '导出时间',
  interval: '区间',
  intervals: { wilson: '95% 威尔逊区间', normal: '95% 正态区间', none: '无' },
  least: '最少样本',
  leastOf: (n, of) => `n 不足 ${n} ${of === 'people' ? '人' : '次作答'}时仅供参考`,
  hidden: '未列出',
  hiddenRows: (n, fewest) => `${n} 行，背后不足 ${fewest} 人`,
  yes: '是',
  no: '否',
  department: '部门',
  post: '岗位',
  cohort: '班期',
  quest: '任务',
  bank: '题库',
};
const en: Words = {
  sheet: 'Figures',
  about: 'About',
  figure: 'Figure',
  definition: 'Definition',
  days: 'Days',
  asked: 'Exported',
  interval: 'Interval',
  intervals: { wilson: '95% Wilson', normal: '95% normal', none: 'None' },
  least: 'Fewest',
  leastOf: (n, of) => `A hint only where n is under ${n} ${of}`,
  hidden: 'Left out',
  hiddenRows: (n, fewest) => `${n} rows with fewer than ${fewest} people behind them`,
  yes: 'Yes',
  no: 'No',
  department: 'Department',
  post: 'Post',
  cohort: 'Cohort',
  quest: 'Quest',
  bank: 'Bank',
};
export const figureWords = (lang: Lang): Words => (lang === 'en' ? en : zh);
