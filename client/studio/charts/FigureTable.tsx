import { Button, Tag } from 'antd';
import { useState } from 'react';
import type { Column, Row } from '../../../server/domain/figure.ts';
import { pick } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { cellText, isTwice } from './cells.ts';
import { type Figure, isSmall } from './draw.ts';
import { reachable } from './reachable.ts';

type Props = { title: string; figure: Figure; onOpen?: (row: Row) => void };

const AT_ONCE = 50;
const NUMERIC: ReadonlySet<Column['kind']> = new Set(['count', 'number', 'share', 'change', 'ms', 'coins']);

/** What says the same twice is left out, and so is what no row has; what a row is about stays. */
const shownColumns = ({ metric, rows }: Figure): Column[] =>
  metric.columns.filter(
    (column) =>
      !isTwice(metric, column) &&
      (column === metric.columns[0] ||
        rows.some((row) => row[column.id] !== null && row[column.id] !== undefined)),
  );

const keyOf = (row: Row): string => JSON.stringify(row);

/** The same numbers as the chart, as a table; a row opens what is behind it. */
export const FigureTable = ({ title, figure, onOpen }: Props) => {
  const t = useS('charts');
  const [most, setMost] = useState(AT_ONCE);
  const { metric, rows } = figure;
  const columns = shownColumns(figure);
  return (
    <div className="figure-table">
      {/* A table that is wider than its card is moved with the arrow keys. */}
      <section ref={reachable} className="figure-scroll" aria-label={`${title} · ${t('table')}`}>
        <table>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              {columns.map(({ id, kind, name }) => (
                <th key={id} scope="col" className={NUMERIC.has(kind) ? 'is-number' : undefined}>
                  {pick(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <tr key={keyOf(row)} className={isSmall(metric, row) ? 'is-small' : undefined}>
                {columns.map((column, i) => (
                  <Cell
                    key={column.id}
                    figure={figure}
                    row={row}
                    column={column}
                    first={i === 0}
                    onOpen={onOpen}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > most && (
        <Button block onClick={() => setMost(most + 4 * AT_ONCE)}>
          {t('more.rows', { n: rows.length - most })}
        </Button>
      )}
    </div>
  );
};

type CellProps = {
  figure: Figure;
  row: Row;
  column: Column;
  first: boolean;
  onOpen: ((row: Row) => void) | undefined;
};
const Cell = ({ figure, row, column, first, onOpen }: CellProps) => {
  const t = useS('charts');
  const text = cellText(row[column.id], column, figure.names);
  if (!first) return <td className={NUMERIC.has(column.kind) ? 'is-number' : undefined}>{text}</td>;
  return (
    <th scope="row">
      {onOpen === undefined ? (
        text
      ) : (
        <button type="button" onClick={() => onOpen(row)}>
          {text}
        </button>
      )}
      {isSmall(figure.metric, row) && <Tag className="figure-few">{t('few')}</Tag>}
    </th>
  );
};
