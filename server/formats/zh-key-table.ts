import type { Note } from '../domain/notes/index.ts';
import type { Block, Blocks, KeyLine } from './zh-blocks.ts';
import type { Kind } from './zh-words.ts';

type Entry = { line: number; number: number; run: number; kind?: Kind; key: string[]; explanation: string[] };

const ONE = '[A-J]{1,9}|[√×✓✗✔✘❌✅]|对|错|正确|错误|T|F';
const RANGE = new RegExp(
  `(\\d{1,4})\\s*[-–~～—至]+\\s*(\\d{1,4})\\s*[题]?\\s*[.．、:：]?\\s*((?:(?:${ONE})[\\s,，、;；]*)+)`,
  'gu',
);
const PAIR = new RegExp(
  `[（(]?(\\d{1,4})[）)]?\\s*[.．、:：)）]?\\s*(${ONE})(?=$|[\\s,，、;；.。\\d（(|])`,
  'gu',
);
const GLUE = /[\s,，、;；.。|]+/gu;
const NUMBERED = /^[（(]?(\d{1,4})[）)]?\s*[.．、:：)）]?\s*/u;

/** The keys of a range: one group each when the groups fit, else one sign each. */
const keysOfRange = (text: string, count: number): string[] | undefined => {
  const groups = text.split(GLUE).filter((g) => g !== '');
  if (groups.length === count) return groups;
  const signs = text.match(/正确|错误|[A-J√×✓✗✔✘❌✅对错TF]/gu) ?? [];
  return signs.length === count ? signs : undefined;
};

const LONGEST_LINE = 20_000;
/** `1-5 ABCDA`, `1.A 2.B 3.√`: the pairs of a line that holds nothing else. */
const pairsIn = (text: string): { number: number; key: string }[] | undefined => {
  const pairs: { number: number; key: string }[] = [];
  if (text.length > LONGEST_LINE) return undefined;
  let rest = text.replace(RANGE, (whole, from: string, to: string, keys: string) => {
    const count = Number(to) - Number(from) + 1;
    const found = count > 0 && count < 2000 ? keysOfRange(keys, count) : undefined;
    if (!found) return whole;
    pairs.push(...found.map((key, i) => ({ number: Number(from) + i, key })));
    return ' ';
  });
  rest = rest.replace(PAIR, (_, number: string, key: string) => {
    pairs.push({ number: Number(number), key });
    return ' ';
  });
  return pairs.length > 0 && rest.replace(GLUE, '') === '' ? pairs : undefined;
};

/** Word tables: a row of numbers over a row of keys. */
const columnsIn = (numbers: string, keys: string): { number: number; key: string }[] | undefined => {
  if (numbers.length > LONGEST_LINE) return undefined;
  const heads = /^(?:题号|序号)?[\s|:：]*((?:\d{1,4}[\s|]*)+)$/u.exec(numbers)?.[1]?.match(/\d+/gu);
  const cells = keys
    .replace(/^(?:答案|选项)[\s|:：]*/u, '')
    .split(/[\s|]+/u)
    .filter((c) => c !== '');
  if (!heads || heads.length !== cells.length) return undefined;
  return heads.map((n, i) => ({ number: Number(n), key: cells[i] ?? '' }));
};

const entriesOf = (lines: readonly KeyLine[]): { entries: Entry[]; strays: KeyLine[] } => {
  const entries: Entry[] = [];
  const strays: KeyLine[] = [];
  let run = 0;
  const add = (line: KeyLine, number: number, key: string): void => {
    const last = entries.at(-1);
    if (last && (number <= last.number || last.kind !== line.kind)) run += 1;
    const kind = line.kind ? { kind: line.kind } : {};
    entries.push({ line: line.line, number, run, key: key === '' ? [] : [key], explanation: [], ...kind });
  };
  let columns = false;
  lines.forEach((line, i) => {
    if (columns) {
      columns = false;
      return;
    }
    const inLine = pairsIn(line.text);
    const pairs = inLine ?? columnsIn(line.text, lines[i + 1]?.text ?? '');
    columns = inLine === undefined && pairs !== undefined;
    const last = entries.at(-1);
    const numbered = NUMBERED.exec(line.text);
    if (!line.field && pairs) for (const p of pairs) add(line, p.number, p.key);
    else if (!line.field && numbered)
      add(line, Number(numbered[1]), line.text.slice(numbered[0].length).trim());
    else if (!last) strays.push(line);
    else if (line.field === 'answer' || (!line.field && last.explanation.length === 0))
      last.key.push(line.text);
    else last.explanation.push(line.text);
  });
  return { entries, strays };
};

/** How an entry names its question: by type and number, by run and number, or by number alone. */
const indexOf = (blocks: readonly Block[]): Map<string, Block> => {
  const index = new Map<string, Block>();
  const runs = [...new Set(blocks.map((b) => b.run))];
  const place = new Map(runs.map((run, i) => [run, i]));
  const count = new Map<number, number>();
  const set = (key: string, b: Block): void => {
    if (!index.has(key)) index.set(key, b);
  };
  blocks.forEach((b, i) => {
    const number = b.number ?? i + 1;
    count.set(number, (count.get(number) ?? 0) + 1);
    set(`${b.kind ?? ''}/${number}`, b);
    set(`${place.get(b.run)}:${number}`, b);
    set(`${number}`, b);
  });
  for (const [number, n] of count) if (n > 1) index.delete(`${number}`);
  return index;
};

const take = (b: Block, entry: Entry): void => {
  if (entry.explanation.length > 0) b.explanation.push(...entry.explanation);
  if (b.answer === undefined || b.answer.length === 0) b.answer = entry.key;
};

/** Gives the keys of the tables to their questions; what finds no question is told. */
export const applyKeyTables = ({ blocks, tables }: Blocks): Note[] => {
  const notes: Note[] = [];
  let from = 0;
  for (const table of tables) {
    const index = indexOf(blocks.slice(from, table.upTo));
    const byAll = from > 0 ? indexOf(blocks.slice(0, table.upTo)) : index;
    const { entries, strays } = entriesOf(table.lines);
    const typed = entries.some((e) => e.kind !== entries[0]?.kind);
    for (const e of entries) {
      const kind = typed ? index.get(`${e.kind ?? ''}/${e.number}`) : undefined;
      const block =
        kind ?? index.get(`${e.run}:${e.number}`) ?? index.get(`${e.number}`) ?? byAll.get(`${e.number}`);
      if (block) take(block, e);
      else notes.push({ place: { line: e.line }, code: 'zh.key_unused', details: { n: e.number } });
    }
    for (const s of strays)
      if (/[\p{L}\p{N}]/u.test(s.text))
        notes.push({
          place: { line: s.line },
          code: 'zh.text_skipped',
          details: { text: s.text.slice(0, 60) },
        });
    from = table.upTo;
  }
  return notes;
};
