import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { type Note, noteText } from '../domain/notes/index.ts';
import type { Lang } from '../domain/text.ts';
import { FORMATS, type Format, type Reading, type SourceFile } from '../formats/format.ts';
import { createReader, type Reader, type ReadResult } from '../formats/reader.ts';
import { prepareCompany } from '../jobs/content.ts';
import { importReading } from '../jobs/import.ts';
import { openDatabase } from '../store/db.ts';

const USAGE = `Reads question files and brings them into a bank.
  npm run -s import -- FILE... [--dry-run] [--bank NAME] [--format F] [--json] [--lang zh|en]
A folder stands for all files in it. Without --bank the bank is called like the file. --dry-run writes nothing.
--json prints one object a file. Ends with 0, also when questions were refused; 1 when a file could not be read; 2 for
a wrong command line. Formats: ${FORMATS.join(', ')}`;

type Asked = { files: string[]; dryRun: boolean; json: boolean; lang: Lang; bank?: string; format?: Format };

const textOf = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const machineLang = (): Lang =>
  Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? 'zh' : 'en';

const readAsked = (args: string[]): Asked | undefined => {
  const options = { bank: textOf, format: textOf, lang: textOf, 'dry-run': flag, json: flag };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const format = FORMATS.find((f) => f === values.format);
  if (positionals.length === 0 || (values.format !== undefined && format === undefined)) return undefined;
  return {
    files: positionals,
    dryRun: values['dry-run'],
    json: values.json,
    lang: values.lang === 'zh' || values.lang === 'en' ? values.lang : machineLang(),
    ...(values.bank === undefined ? {} : { bank: values.bank }),
    ...(format === undefined ? {} : { format }),
  };
};

/** The files that a path stands for. */
const filesAt = (path: string): string[] =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((name) => join(path, name))
        .filter((p) => statSync(p).isFile())
        .sort()
    : [path];

const load = (path: string): SourceFile | { fault: Note } => {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: { place: {}, code: 'file.not_found', details: { reason } } };
  }
};

const told = (lang: Lang) => (note: Note) => {
  const { place, reason, cure } = noteText(note, lang);
  return { place, code: note.code, reason, cure };
};

const typesOf = (reading: Reading): Record<string, number> => {
  const types: Record<string, number> = {};
  for (const { question } of reading.questions) types[question.type] = (types[question.type] ?? 0) + 1;
  return types;
};

/** What is said of one file; its shape is the contract of `--json`. */
const summaryOf = (file: string, { reading, fault }: ReadResult, lang: Lang) => {
  const say = told(lang);
  if (fault)
    return {
      file,
      format: null,
      encoding: null,
      questions: 0,
      types: {},
      rejected: [say(fault)],
      warnings: [],
    };
  return {
    file,
    format: reading.format,
    encoding: reading.encoding,
    questions: reading.questions.length,
    types: typesOf(reading),
    rejected: reading.rejected.map(say),
    warnings: reading.warnings.map(say),
    ...(reading.unmapped ? { unmapped: reading.unmapped } : {}),
  };
};
type Summary = ReturnType<typeof summaryOf>;

const LINES = {
  zh: {
    read: '{n} 题',
    rejected: '未导入',
    warnings: '留意',
    cure: '办法',
    bank: '已导入题库「{bank}」：新增 {added}，更新 {updated}，已有 {same}',
  },
  en: {
    read: '{n} questions',
    rejected: 'not imported',
    warnings: 'to look at',
    cure: 'cure',
    bank: 'Brought into the bank "{bank}": {added} new, {updated} updated, {same} known already',
  },
};

const printPlain = (s: Summary, lang: Lang): void => {
  const words = LINES[lang];
  const types = Object.entries(s.types).map(([type, n]) => `${type} ${n}`);
  process.stdout.write(
    `${s.file}: ${[s.format, s.encoding].filter(Boolean).join(', ')} · ${words.read.replace('{n}', String(s.questions))} · ${types.join(', ')}\n`,
  );
  for (const [title, notes] of [
    [words.rejected, s.rejected],
    [words.warnings, s.warnings],
  ] as const)
    for (const n of notes)
      process.stdout.write(`  ${title} [${n.place}] ${n.reason} ${words.cure}: ${n.cure}\n`);
};

const print = (summary: Summary, asked: Asked): void => {
  if (asked.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else printPlain(summary, asked.lang);
};

const readAll = async (reader: Reader, asked: Asked) => {
  const options = asked.format === undefined ? {} : { format: asked.format };
  const found: Found[] = [];
  let unreadable = 0;
  for (const path of asked.files.flatMap(filesAt)) {
    const file = load(path);
    const result = 'fault' in file ? file : await reader.read(file, options);
    if (result.fault) unreadable += 1;
    else if (!('fault' in file) && result.reading.questions.length > 0)
      found.push({ file, reading: result.reading });
    if ('bug' in result) process.stderr.write(`${path}: ${result.bug}\n`);
    print(summaryOf(path, result, asked.lang), asked);
  }
  return { found, unreadable };
};

type Found = { file: SourceFile; reading: Reading };

/** Opens the company's store (a new company when there is none) and brings everything in. */
const bringAllIn = async (reader: Reader, asked: Asked, found: Found[]): Promise<void> => {
  const config = readConfig();
  const { dataDir, databaseUrl } = config;
  const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  const ctx = {
    db,
    now: Date.now,
    random: Math.random,
    log: pino({ level: 'warn' }, pino.destination(2)),
    config,
  };
  try {
    const { id } = await prepareCompany(ctx, resolve(import.meta.dirname, '../../content'));
    for (const { file, reading } of found) {
      const bank = asked.bank ?? file.name.replace(/\.[^.]+$/, '');
      const org = { id, zone: config.orgZone };
      const done = await importReading(ctx, org, reader, { file: file.name, reading, bank });
      const line = LINES[asked.lang].bank.replace(/\{(\w+)\}/g, (_, k: string) =>
        String({ bank, ...done }[k] ?? ''),
      );
      (asked.json ? process.stderr : process.stdout).write(`${line}\n`);
    }
  } finally {
    await db.close();
  }
};

const main = async (args: string[]): Promise<number> => {
  const asked = readAsked(args);
  if (!asked) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const reader = createReader();
  try {
    const { found, unreadable } = await readAll(reader, asked);
    if (!asked.dryRun && found.length > 0) await bringAllIn(reader, asked, found);
    return unreadable > 0 ? 1 : 0;
  } finally {
    await reader.close();
  }
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
