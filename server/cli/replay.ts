import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Lang } from '../domain/text.ts';
import { type RefusalReason, readInteractions } from '../formats/interactions.ts';
import { type Quality, type Replay, replayAnswers } from '../jobs/replay.ts';
import { openDatabase } from '../store/db.ts';

const USAGE = `Plays a public log of answers through the event log and shows what the product makes of it.
  npm run -s replay -- FILE.csv [--json] [--data DIR] [--lang zh|en]
Columns user, item, skill, correct, time (CSV or TSV, usual names in any order, or these five without a header). --data
keeps the database in DIR, which must not hold one. Ends with 0; 1 when nothing could be read; 2 for a wrong command line.`;

const CURES: Record<RefusalReason, Record<Lang, string>> = {
  columns: {
    zh: '缺少 user、item 或 correct 列：请在第一行写明列名',
    en: 'no column user, item or correct: name the columns in the first line',
  },
  user: { zh: '没有学员：请填写 user', en: 'nobody answered: fill in user' },
  item: { zh: '没有题目：请填写 item', en: 'no question: fill in item' },
  correct: {
    zh: 'correct 应为 0 到 1 的数或 true/false',
    en: 'correct is a number from 0 to 1, or true or false',
  },
  time: { zh: '时间应为秒、毫秒或日期', en: 'time is seconds, milliseconds or a date' },
};

const machineLang = (): Lang =>
  Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? 'zh' : 'en';
const print = (text: string): void => void process.stdout.write(`${text}\n`);

type Asked = { file: string; json: boolean; lang: Lang; data: string | undefined };
const readAsked = (args: string[]): Asked | undefined => {
  const text = { type: 'string' } as const;
  const options = { json: { type: 'boolean', default: false }, data: text, lang: text } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) return undefined;
  const lang = values.lang === 'zh' || values.lang === 'en' ? values.lang : machineLang();
  return { file: resolve(file), json: values.json, lang, data: values.data };
};

const three = (n: number | null): string => (n === null ? '-' : n.toFixed(3));
const lineOf = (name: string, q: Quality): string =>
  `${name.padEnd(26)} AUC ${three(q.auc)}  Brier ${three(q.brier)}  log loss ${three(q.logLoss)}  ECE ${three(q.ece)}  n ${q.n}`;

const printPlain = (r: Replay): void => {
  print(
    `${r.answers} answers, ${r.people} people, ${r.items} items, ${r.skills} skills, ${three(r.correct)} right`,
  );
  print(lineOf('next answer, all', r.prediction));
  if (r.prediction.warm) print(lineOf('next answer, second half', r.prediction.warm));
  print(lineOf('skill and difficulty alone', r.elo));
  print('\nhardest and easiest items (logits)');
  const ends =
    r.difficulties.length > 20
      ? [...r.difficulties.slice(0, 10), ...r.difficulties.slice(-10)]
      : r.difficulties;
  for (const d of ends)
    print(`  ${d.b.toFixed(2).padStart(6)}  ${d.item}  n ${d.n}, right ${three(d.correct)}, ${d.method}`);
  print('\nten most missed (first attempts, lower bound of the wrong rate)');
  for (const row of r.mostMissed) print(`  ${row.item}  ${JSON.stringify(row)}`);
};

const play = async (asked: Asked): Promise<number> => {
  const bytes = readFileSync(asked.file);
  const { rows, refused, timed, encoding } = readInteractions({ name: basename(asked.file), bytes });
  const said = refused.map((r) => ({ ...r, cure: CURES[r.reason][asked.lang] }));
  if (!asked.json)
    for (const r of said.slice(0, 20)) process.stderr.write(`${basename(asked.file)}:${r.line}: ${r.cure}\n`);
  if (rows.length === 0) {
    print(
      asked.json
        ? JSON.stringify({ file: asked.file, answers: 0, refused: said })
        : CURES.columns[asked.lang],
    );
    return 1;
  }
  const dataDir = asked.data ?? (await mkdtemp(join(tmpdir(), 'archipelago-replay-')));
  const began = performance.now();
  const db = await openDatabase({ dataDir });
  try {
    const found = await replayAnswers({ db, now: Date.now }, basename(asked.file), rows);
    const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
    const about = { file: asked.file, encoding, timed, refused: said, seconds };
    if (asked.json) print(JSON.stringify({ ...about, auc: found.prediction.auc, ...found }));
    else printPlain(found);
  } finally {
    await db.close();
    if (asked.data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
  return 0;
};

const run = async (): Promise<number> => {
  const asked = readAsked(process.argv.slice(2));
  if (!asked || (asked.data !== undefined && existsSync(join(asked.data, 'archipelago.db')))) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  if (!existsSync(asked.file)) {
    process.stderr.write(
      `${asked.file}: ${asked.lang === 'zh' ? '找不到这个文件' : 'there is no such file'}\n`,
    );
    return 1;
  }
  return play(asked);
};

process.exitCode = await run();
