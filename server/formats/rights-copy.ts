import { strToU8, zip } from 'fflate';

type Row = Record<string, unknown>;
export type CopyParts = { areas: Record<string, Record<string, Row[]>>; events: Row[] };

const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : String(value);
  // A text that a sheet would read as a formula stays a text.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const COLUMNS = ['at', 'day', 'hour', 'verb', 'obj', 'ctx', 'ok', 'score', 'ms', 'data'];
const csvOf = (rows: Row[]): string =>
  `\ufeff${[COLUMNS, ...rows.map((r) => COLUMNS.map((c) => r[c]))].map((r) => r.map(cell).join(',')).join('\r\n')}\r\n`;

const readme = (parts: CopyParts, at: string): string => {
  const files = Object.entries(parts.areas).map(
    ([area, tables]) =>
      `  ${area}.json  ${Object.entries(tables)
        .map(([t, r]) => `${t} ${r.length}`)
        .join(', ')}`,
  );
  return [
    `数据副本 · ${at}`,
    '',
    '这里是群岛为你保存的数据。每个领域一个 JSON 文件，按表分组；events.csv 是事件日志，一行一件事，可以用表格软件打开。',
    '时间是毫秒（UTC）；密码、登录凭据不在其中；性格小测只在你的页面上显示，也不在其中。',
    '',
    `Copy of your data · ${at}`,
    '',
    'This is what Archipelago keeps of you. One JSON file per area, grouped by table; events.csv is the log, one line a fact.',
    'Times are milliseconds (UTC). Passwords and sign-in tokens are left out; so are traits, which only your own page shows.',
    '',
    ...files,
    `  events.csv  ${parts.events.length}`,
    '',
  ].join('\n');
};

/** A ZIP of a person's data: a readme in both languages, JSON by area, the log as CSV. Pressed in a thread. */
export const copyZip = (parts: CopyParts, at: string): Promise<Uint8Array> => {
  const files: Record<string, Uint8Array> = {
    'README.txt': strToU8(readme(parts, at)),
    'events.csv': strToU8(csvOf(parts.events)),
  };
  for (const [area, tables] of Object.entries(parts.areas))
    files[`${area}.json`] = strToU8(`${JSON.stringify(tables, null, 1)}\n`);
  return new Promise((resolve, reject) => {
    zip(files, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
};
