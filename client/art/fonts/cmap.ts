const readFormat4 = (table: DataView, found: Set<number>): void => {
  const segments = table.getUint16(6) / 2;
  for (let i = 0; i < segments; i++) {
    const end = table.getUint16(14 + i * 2);
    const start = table.getUint16(16 + segments * 2 + i * 2);
    for (let code = start; code <= end && code !== 0xffff; code++) found.add(code);
  }
};

const readFormat12 = (table: DataView, found: Set<number>): void => {
  for (let i = 0; i < table.getUint32(12); i++) {
    const [start, end] = [table.getUint32(16 + i * 12), table.getUint32(20 + i * 12)];
    for (let code = start; code <= end; code++) found.add(code);
  }
};

/** Code points that an uncompressed TrueType or OpenType font has a glyph for. */
export const codePointsOf = (font: Buffer): Set<number> => {
  const view = new DataView(font.buffer, font.byteOffset, font.length);
  const found = new Set<number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + i * 16;
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const cmap = view.getUint32(record + 8);
    for (let t = 0; t < view.getUint16(cmap + 2); t++) {
      const offset = cmap + view.getUint32(cmap + 8 + t * 8);
      const table = new DataView(font.buffer, font.byteOffset + offset);
      const format = table.getUint16(0);
      if (format === 4) readFormat4(table, found);
      if (format === 12) readFormat12(table, found);
    }
  }
  return found;
};
