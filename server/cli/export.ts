import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { noteText } from '../domain/notes/index.ts';
import { type Lang, textIn } from '../domain/text.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../formats/format.ts';
import { writeFile } from '../formats/write.ts';
import { openDatabase } from '../store/db.ts';
import { exportedOf, findBankCalled, mediaFor } from '../store/export.ts';
import { findOrg } from '../store/seed.ts';

const USAGE = `Writes a bank as a file, and says what the format cannot hold.
  npm run -s export -- --bank NAME --format ${EXPORT_FORMATS.join('|')} [--out FILE] [--json] [--lang zh|en]
Without --out the file is called like the bank. Ends with 1 when there is no such bank, 2 for a wrong command line.`;

type Asked = { bank: string; format: ExportFormat; lang: Lang; json: boolean; out?: string };

const textOf = { type: 'string' } as const;
const readAsked = (args: string[]): Asked | undefined => {
  const options = { bank: textOf, format: textOf, out: textOf, lang: textOf };
  const { values } = parseArgs({ args, options: { ...options, json: { type: 'boolean', default: false } } });
  const format = EXPORT_FORMATS.find((f) => f === values.format);
  if (values.bank === undefined || format === undefined) return undefined;
  const machine = Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? 'zh' : 'en';
  return {
    bank: values.bank,
    format,
    json: values.json,
    lang: values.lang === 'zh' || values.lang === 'en' ? values.lang : machine,
    ...(values.out === undefined ? {} : { out: values.out }),
  };
};

const exportBank = async (asked: Asked): Promise<number> => {
  const { dataDir, databaseUrl } = readConfig();
  const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    const org = await findOrg(db.read);
    const bank = org && (await findBankCalled(db.read, org.id, asked.bank));
    if (!org || !bank) {
      process.stderr.write(
        asked.lang === 'zh' ? `没有题库「${asked.bank}」。\n` : `There is no bank "${asked.bank}".\n`,
      );
      return 1;
    }
    const questions = await exportedOf(db.read, bank.id);
    const media = await mediaFor(db.read, org.id, questions);
    const name = textIn(bank.name, asked.lang);
    const { bytes, extension, losses } = writeFile(asked.format, {
      bank: name,
      questions,
      media,
      lang: asked.lang,
    });
    const file = asked.out ?? `${name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')}${extension}`;
    writeFileSync(file, bytes);
    const lost = losses.map((note) => ({ code: note.code, ...noteText(note, asked.lang) }));
    if (asked.json)
      process.stdout.write(`${JSON.stringify({ file, questions: questions.length, losses: lost })}\n`);
    else {
      process.stdout.write(`${file}: ${questions.length}\n`);
      for (const { place, reason, cure } of lost) process.stdout.write(`  [${place}] ${reason} ${cure}\n`);
    }
    return 0;
  } finally {
    await db.close();
  }
};

const main = async (args: string[]): Promise<number> => {
  const asked = readAsked(args);
  if (asked) return exportBank(asked);
  process.stderr.write(`${USAGE}\n`);
  return 2;
};

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
