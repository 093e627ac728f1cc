import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { type EventColumn, type EventRow, type EventWriter, eventColumns } from './event-table.ts';

/** Rows of one row group: what is held at a time. */
const GROUP = 50_000;
const REQUIRED = new Set(['id', 'seq', 'at', 'day', 'hour', 'verb', 'dimension', 'person', 'flags', 'data']);

const cellOf = ({ type, cell }: EventColumn, row: EventRow) => {
  const value = cell(row);
  if (type === 'INT64' && typeof value === 'number') return BigInt(Math.round(value));
  return type === 'JSON' ? row.data : value;
};
const columnsOf = (columns: readonly EventColumn[], rows: readonly EventRow[]) =>
  columns.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: !REQUIRED.has(column.name),
    data: rows.map((row) => cellOf(column, row)),
  }));

/** Events as Parquet, compressed with Snappy, in row groups of 50,000. */
export const eventParquet = (names: boolean): EventWriter => {
  const columns = eventColumns(names);
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columnsOf(columns, []) });
  const parquet = new ParquetWriter({ writer: bytes, schema, createdBy: 'archipelago' });
  let waiting: EventRow[] = [];
  const taken = (): Uint8Array => {
    const ready = bytes.getBytes().slice();
    bytes.index = 0;
    return ready;
  };
  const flush = (): void => {
    const rows = waiting.slice(0, GROUP);
    waiting = waiting.slice(GROUP);
    parquet.write({ columnData: columnsOf(columns, rows), rowGroupSize: GROUP });
  };
  return {
    add: (rows) => {
      for (const row of rows) waiting.push(row);
      while (waiting.length >= GROUP) flush();
      return taken();
    },
    end: () => {
      if (waiting.length > 0) flush();
      parquet.finish();
      return taken();
    },
  };
};
