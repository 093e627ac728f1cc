import { strFromU8, strToU8 } from 'fflate';
import { columnName } from './sheet-grid.ts';
import { library } from './xlsx.ts';
import { readZip, writeZip } from './zip.ts';

/** A sheet to be written; a number stays one that can be summed. `choices` limits a column (index from 0) to a list in Excel's drop-down. */
export type Table = {
  name: string;
  rows: readonly (readonly (string | number)[])[];
  /** In characters. */
  widths: readonly number[];
  choices?: { column: number; values: readonly string[] }[];
  /** False for a sheet of notes without a heading row. */
  header?: boolean;
};

export const MOST_CELL = 32_767;
const LAST_ROW = 20_000;

/** What Excel would read as an escaped character, and controls that XML cannot hold. */
const cellText = (text: string): string =>
  text.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_').replace(/[^\P{Cc}\n\t]/gu, '');

const cellOf = (cell: string | number): string | number | null => {
  if (typeof cell === 'number') return cell;
  return cell === '' ? null : cellText(cell);
};

const xmlText = (text: string): string =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');

const validations = (table: Table): string => {
  const list = (table.choices ?? []).map(({ column, values }) => {
    const at = columnName(column);
    return (
      `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${at}2:${at}${LAST_ROW}">` +
      `<formula1>"${xmlText(values.join(','))}"</formula1></dataValidation>`
    );
  });
  return list.length === 0
    ? ''
    : `<dataValidations count="${list.length}">${list.join('')}</dataValidations>`;
};

const FROZEN =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/** What the library cannot write: the frozen heading row in bold, wrapped cells and the drop-down lists. */
const dressSheet = (xml: string, table: Table): string => {
  const wrapped = xml.replace(
    /(<c r="[A-Z]+(\d+)")([^>]*>)/gu,
    (_, cell: string, row: string, rest: string) => {
      const text = rest.includes('t="s"') ? 1 : 3;
      return `${cell} s="${row === '1' && table.header !== false ? 2 : text}"${rest}`;
    },
  );
  const frozen = table.header === false ? wrapped : wrapped.replace(/<sheetViews>.*?<\/sheetViews>/u, FROZEN);
  return frozen.replace('</sheetData>', () => `</sheetData>${validations(table)}`);
};

const dressStyles = (xml: string): string =>
  xml
    .replace(
      /<fonts count="1">(<font>.*?<\/font>)<\/fonts>/u,
      (_, font: string) => `<fonts count="2">${font}${font.replace('<font>', '<font><b/>')}</fonts>`,
    )
    .replace(
      /<fills count="2">(.*?)<\/fills>/u,
      '<fills count="3">$1<fill><patternFill patternType="solid"><fgColor rgb="FFDDEFEA"/><bgColor indexed="64"/></patternFill></fill></fills>',
    )
    .replace(
      /<cellXfs count="\d+">(<xf [^>]*\/>).*?<\/cellXfs>/u,
      '<cellXfs count="4">$1' +
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
        '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>' +
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>' +
        '</cellXfs>',
    );

const dress = (bytes: Uint8Array, tables: readonly Table[]): Uint8Array => {
  const zip = readZip(bytes);
  const entries = zip.names.map((name) => {
    const data = zip.read(name) ?? new Uint8Array();
    const table = tables[Number(/^xl\/worksheets\/sheet(\d+)\.xml$/u.exec(name)?.[1] ?? 0) - 1];
    if (table) return { name, bytes: strToU8(dressSheet(strFromU8(data), table)) };
    return name === 'xl/styles.xml'
      ? { name, bytes: strToU8(dressStyles(strFromU8(data))) }
      : { name, bytes: data };
  });
  return writeZip(
    entries.sort((a, b) =>
      a.name === '[Content_Types].xml' ? -1 : b.name === '[Content_Types].xml' ? 1 : 0,
    ),
  );
};

/** Sheets as a workbook: what is given as text stays text, so that no cell is a formula, a date or a rounded number. */
export const writeWorkbook = (tables: readonly Table[]): Uint8Array => {
  const { utils, write } = library();
  const book = utils.book_new();
  for (const table of tables) {
    const sheet = utils.aoa_to_sheet(table.rows.map((row) => row.map(cellOf)));
    sheet['!cols'] = table.widths.map((wch) => ({ wch }));
    utils.book_append_sheet(book, sheet, table.name);
  }
  const written: unknown = write(book, { type: 'array', bookType: 'xlsx', bookSST: true });
  return dress(written instanceof ArrayBuffer ? new Uint8Array(written) : (written as Uint8Array), tables);
};
