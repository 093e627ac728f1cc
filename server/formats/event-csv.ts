import { csvLine } from './csv.ts';
import { type EventRow, type EventWriter, eventColumns } from './event-table.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const NOTHING = new Uint8Array();

/** Events as CSV with BOM, no cell a formula; times as ISO 8601 in UTC. */
export const eventCsv = (names: boolean): EventWriter => {
  const columns = eventColumns(names);
  let begun = false;
  const head = (): string => {
    if (begun) return '';
    begun = true;
    return `\ufeff${csvLine(columns.map((c) => c.name))}`;
  };
  const line = (row: EventRow): string =>
    csvLine(
      columns.map(({ cell }) => {
        const value = cell(row);
        return value instanceof Date ? value.toISOString() : String(value ?? '');
      }),
    );
  return {
    add: (rows) => bytes(head() + rows.map(line).join('')),
    end: () => (begun ? NOTHING : bytes(head())),
  };
};

/** Events as one JSON object a line; `data` is an object, times are ISO 8601 in UTC. */
export const eventNdjson = (names: boolean): EventWriter => {
  const columns = eventColumns(names).filter((c) => c.name !== 'data');
  const line = (row: EventRow): string =>
    `${JSON.stringify({ ...Object.fromEntries(columns.map((c) => [c.name, c.cell(row)])), data: row.data })}\n`;
  return { add: (rows) => bytes(rows.map(line).join('')), end: () => NOTHING };
};
