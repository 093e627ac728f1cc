/** Pasted cells (tabs) or CSV as rows; quotes hold a separator, two of them are one. */
export const cellsOf = (text: string): string[][] => {
  const separator = text.includes('\t') ? '\t' : ',';
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  const next = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  const plain = text
    .replace(/^\ufeff/u, '')
    .replace(/\r\n?/gu, '\n')
    .replace(/\n+$/u, '');
  for (let i = 0; i < plain.length; i += 1) {
    const c = plain[i] ?? '';
    if (quoted && c === '"' && plain[i + 1] === '"') {
      cell += c;
      i += 1;
    } else if (c === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && c === separator) next();
    else if (!quoted && c === '\n') {
      next();
      rows.push([]);
    } else cell += c;
  }
  next();
  return rows;
};
