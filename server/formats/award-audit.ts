import type { AwardDetail, AwardLine, GroupName } from '../domain/api-award.ts';
import type { CompositeLine } from '../domain/award.ts';
import type { AwardComponent } from '../domain/award-shape.ts';
import type { ImprovedLine } from '../domain/improvement.ts';
import { type Lang, textIn } from '../domain/text.ts';
import { type AuditWords, auditWords } from './award-audit-words.ts';
import { writeDelimited } from './csv.ts';
import { type Table, writeWorkbook } from './xlsx-write.ts';

/** `zone` = where times are counted. */
export type Printed = { lang: Lang; zone: string };
type Cell = string | number;
type Of<L> = Extract<AwardLine, L>;

const day = (n: number): string => String(n).replace(/^(\d{4})(\d\d)(\d\d)$/u, '$1-$2-$3');
const round = (x: number, digits = 6): number => Number(x.toFixed(digits));
const time = (at: number | undefined, { lang, zone }: Printed): string =>
  at === undefined
    ? ''
    : new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: zone,
      }).format(at);

/** File name without its ending. */
export const auditName = (d: AwardDetail, { lang }: Printed): string =>
  `${textIn(d.definition.name, lang)}-${auditWords(lang).title}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');

const componentName = (c: AwardComponent, w: AuditWords, lang: Lang): string =>
  c.label ? textIn(c.label, lang) : w.metrics[c.metric];

const rule = (d: AwardDetail, printed: Printed): Table => {
  const w = auditWords(printed.lang);
  const { definition: def, result } = d;
  const { lang } = printed;
  const rows: Cell[][] = [
    [w.name, textIn(def.name, lang)],
    [w.status, w.states[d.status]],
    [w.period, `${day(def.from)} – ${day(def.to)}`],
    [w.take, def.take.kind === 'count' ? w.first(def.take.n) : w.percent(def.take.n)],
    [w.version, `${d.version}`],
    [w.hash, d.hash ?? ''],
    [w.intact, d.intact ? w.yes : w.no],
    [w.announced, time(d.announcedAt, printed)],
    [w.computed, time(d.computedAt, printed)],
    [w.confirmed, [d.confirmedBy ?? '', time(d.confirmedAt, printed)].join(' ').trim()],
    [w.published, time(d.publishedAt, printed)],
    [w.eligible, result?.eligible ?? 0],
    [w.rule, def.kind === 'composite' ? w.compositeRule : w.improvedRule],
    [w.missing, w.missingRule],
    [w.ties, def.kind === 'composite' ? w.tieRules[def.tie] : w.groupRule],
  ];
  if (def.kind === 'composite')
    for (const c of def.components)
      rows.push([
        w.weightOf(componentName(c, w, lang)),
        `${c.weight}% · ${w.directions[c.direction]} · ${w.missings[c.missing]}${c.cap === undefined ? '' : ` · ${w.cap(c.cap)}`}`,
      ]);
  if (def.kind === 'improved')
    rows.push(
      [w.before, `${day(def.before.from)} – ${day(def.before.to)}`],
      [w.fit, result?.fit ? `${round(result.fit.intercept)} + ${round(result.fit.slope)} × x` : ''],
    );
  return { name: w.ruleSheet, rows, widths: [28, 70], header: false };
};

const groupIn = (id: string, groups: readonly GroupName[], w: AuditWords): string =>
  id === 'company' ? w.company : (groups.find((g) => g.id === id)?.name ?? id);

const tieIn = (line: CompositeLine, w: AuditWords): string => (line.tie ? w.decided[line.tie] : '');

const compositeTable = (
  components: readonly AwardComponent[],
  lines: readonly Of<CompositeLine>[],
  groups: readonly GroupName[],
  lang: Lang,
): Table => {
  const w = auditWords(lang);
  const head = [w.place, w.person, w.department, w.won, w.group, w.groupSize, w.small];
  const parts = components.flatMap((c) => {
    const name = componentName(c, w, lang);
    return [w.value, w.n, w.below, w.equal, w.percentile, w.weight, w.product].map(
      (part) => `${name} ${part}`,
    );
  });
  const tail = [w.score, w.tie, w.rightOf, w.accuracy, w.reached, w.hasty, w.excluded];
  const rows = lines.map((l): Cell[] => [
    l.place === 0 ? '' : l.place,
    l.name,
    l.department ?? '',
    l.won ? w.yes : '',
    groupIn(l.group.id, groups, w),
    l.group.n,
    l.group.small ? w.smallIs(groupIn(l.group.small.id, groups, w), l.group.small.n) : '',
    ...l.components.flatMap((c): Cell[] => [
      c.value === null ? '' : round(c.value),
      c.n,
      c.below,
      c.equal,
      c.percentile === null ? '' : round(c.percentile),
      round(c.weight),
      round(c.product),
    ]),
    round(l.score, 9),
    tieIn(l, w),
    `${l.right}/${l.answers}`,
    round(l.accuracy),
    l.reachedDay === undefined ? '' : day(l.reachedDay),
    l.hasty ? w.yes : '',
    l.excluded ?? '',
  ]);
  const all = [...head, ...parts, ...tail];
  return { name: w.linesSheet, rows: [all, ...rows], widths: all.map((_, i) => (i < 7 ? 14 : 12)) };
};

const improvedTable = (lines: readonly Of<ImprovedLine>[], lang: Lang): Table => {
  const w = auditWords(lang);
  const head = [
    ...[w.place, w.person, w.department, w.won, w.beforeRight, w.beforeLogit, w.afterRight, w.afterLogit],
    ...[w.gain, w.low, w.high, w.expected, w.residual, w.hasty, w.excluded],
  ];
  const rows = lines.map((l): Cell[] => [
    ...[l.place === 0 ? '' : l.place, l.name, l.department ?? '', l.won ? w.yes : ''],
    ...[`${l.before.right}/${l.before.answers}`, round(l.before.logit)],
    ...[`${l.after.right}/${l.after.answers}`, round(l.after.logit)],
    ...[round(l.gain), round(l.low), round(l.high), round(l.expected), round(l.residual)],
    ...[l.hasty ? w.yes : '', l.excluded ?? ''],
  ]);
  return { name: w.linesSheet, rows: [head, ...rows], widths: head.map(() => 14) };
};

const isComposite = (l: AwardLine): l is Of<CompositeLine> => l.kind === 'composite';
const isImproved = (l: AwardLine): l is Of<ImprovedLine> => l.kind === 'improved';

const outTable = (d: AwardDetail, lang: Lang): Table => {
  const w = auditWords(lang);
  const rows = (d.result?.out ?? []).map((o): Cell[] => [o.name, w.whys[o.why]]);
  return { name: w.outSheet, rows: [[w.person, w.why], ...rows], widths: [20, 40] };
};

const actTable = (d: AwardDetail, printed: Printed): Table => {
  const w = auditWords(printed.lang);
  const rows = d.acts.map((a): Cell[] => [
    time(a.at, printed),
    a.by,
    a.action,
    JSON.stringify(a.details).slice(0, 2000),
  ]);
  return { name: w.actSheet, rows: [[w.at, w.by, w.act, w.details], ...rows], widths: [20, 16, 20, 80] };
};

/** Rule, lines, who is left out, and every act. */
export const auditTables = (d: AwardDetail, printed: Printed): Table[] => {
  const lines = d.result?.lines ?? [];
  const { lang } = printed;
  const table =
    d.definition.kind === 'composite'
      ? compositeTable(d.definition.components, lines.filter(isComposite), d.result?.groups ?? [], lang)
      : improvedTable(lines.filter(isImproved), lang);
  return [rule(d, printed), table, outTable(d, lang), actTable(d, printed)];
};

/** The audit as a workbook, a sheet for each of its tables. */
export const auditXlsx = (d: AwardDetail, printed: Printed): Uint8Array =>
  writeWorkbook(auditTables(d, printed));

/** The audit as one CSV file with BOM: its tables one below the other, an empty line between. */
export const auditCsv = (d: AwardDetail, printed: Printed): Uint8Array =>
  writeDelimited(
    auditTables(d, printed).flatMap(({ name, rows }, i) => [
      ...(i === 0 ? [] : [['']]),
      [name],
      ...rows.map((row) => row.map(String)),
    ]),
  );
