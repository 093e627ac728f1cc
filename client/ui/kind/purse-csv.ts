import type { StatementLine } from '../../../server/domain/api-kind.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { loadStatement } from '../../net/kind.ts';
import { reasonKey } from './reasons.ts';

const PAGE = 200;
const MOST_PAGES = 100;

/** A cell that no sheet takes for a formula. */
const cell = (value: string | number): string => {
  const text = typeof value === 'number' ? String(value) : value.replace(/^[=+\-@\t\r]/u, "'$&");
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const timeOf = (at: number): string => {
  const d = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return d.toISOString().slice(0, 16).replace('T', ' ');
};

/** The statement as CSV with a byte order mark, so that a sheet reads its Chinese; times by this device. */
export const csvOf = (lines: readonly StatementLine[]): string => {
  const t = textOf('kind');
  const head = ['at', 'reason', 'with', 'about', 'text', 'amount', 'balance'] as const;
  const rows = lines.map((l) => [
    timeOf(l.at),
    t(reasonKey(l.reason)),
    l.with ?? '',
    l.about === undefined ? '' : pick(l.about),
    l.text ?? '',
    l.amount,
    l.balance,
  ]);
  const all = [head.map((h) => t(`csv.${h}`)), ...rows];
  return `\ufeff${all.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
};

/** Fetches every movement and hands it over as a file. */
export const downloadStatement = async (): Promise<void> => {
  const lines: StatementLine[] = [];
  let before: number | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { lines: more, next } = await loadStatement({
      most: PAGE,
      ...(before === undefined ? {} : { before }),
    });
    lines.push(...more);
    before = next;
    if (next === undefined) break;
  }
  const url = URL.createObjectURL(new Blob([csvOf(lines)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${textOf('kind')('csv.file')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
