import { writeAiken } from './aiken.ts';
import type { ExportFormat, WriteInput, Writing } from './format.ts';
import { writeGift } from './gift.ts';
import { writeJson } from './json.ts';
import { writeMoodleXml } from './moodle-xml.ts';
import { writeQti22, writeQti30 } from './qti.ts';
import { writeCsv, writeXlsx } from './sheet.ts';

/** Questions as a file, with what the format could not hold. */
export const writeFile = (format: ExportFormat, input: WriteInput): Writing => {
  switch (format) {
    case 'gift':
      return writeGift(input);
    case 'aiken':
      return writeAiken(input);
    case 'moodle-xml':
      return writeMoodleXml(input);
    case 'qti22':
      return writeQti22(input);
    case 'qti30':
      return writeQti30(input);
    case 'csv':
      return writeCsv(input);
    case 'xlsx':
      return writeXlsx(input);
    case 'json':
      return writeJson(input);
  }
};
