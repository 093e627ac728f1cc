import { type Block, blocksOf, escapeRich, type Run } from '../domain/rich-text.ts';

/** White space of HTML and typewriters is one kind of space here; line ends part lines. */
const tidy = (run: Run): Run => ({ ...run, text: run.text.replace(/[\t\r\f\v\u00a0]/g, ' ') });

const joined = (runs: readonly Run[]): Run[] => {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && last.kind === run.kind && !('name' in run)) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
};

/** A line without white space at its ends, even inside bold or code. */
const trimmed = (runs: Run[]): Run[] => {
  const line = [...runs];
  const trimEnd = (end: 0 | -1): void => {
    for (;;) {
      const run = line.at(end);
      if (!run || 'name' in run) return;
      run.text = end === 0 ? run.text.trimStart() : run.text.trimEnd();
      if (run.text !== '') return;
      if (end === 0) line.shift();
      else line.pop();
    }
  };
  trimEnd(0);
  trimEnd(-1);
  return line;
};

const lineOf = (runs: readonly Run[]): Run[] => joined(trimmed(joined(runs.map(tidy))));

const linesOf = (runs: readonly Run[]): Run[][] => {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    const [first = '', ...rest] = 'name' in run ? [run.text] : run.text.split('\n');
    lines.at(-1)?.push({ ...run, text: first });
    for (const text of rest) lines.push([{ ...run, text }]);
  }
  return lines.map((line) => lineOf(line.filter((r) => r.text !== '' || 'name' in r)));
};

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
/** Backslashes that would take or lend a meaning, and the given mark. */
const inMark = (text: string, mark: RegExp): string =>
  text.replace(/\\(?=[\\`*![\]-]|$)/gu, '\\\\').replace(mark, '\\$&');

const writeRun = (run: Run, next: Run | undefined): string => {
  if ('name' in run) return `![${inMark(run.text.replace(/\s+/gu, ' ').trim(), /\]/gu)}](media:${run.name})`;
  if (run.kind === 'code' && !run.text.includes('`')) return `\`${run.text}\``;
  if (run.kind === 'bold') return `**${inMark(run.text, /\*(?=\*|$)/gu)}**`;
  const text = escapeRich(run.text).replace(/^\\-(?= )/u, '-');
  return next
    ? text.replace(/(?<!\\)(?:\\\\)*\\$|(?<!\\)\*$/u, (end) => (end === '*' ? '\\*' : `${end}\\`))
    : text;
};

const writeLine = (runs: Run[]): string => runs.map((run, i) => writeRun(run, runs[i + 1])).join('');

const writeBlock = (block: Block): string => {
  if (block.kind === 'code') {
    const text = block.text.replace(/\r\n?/g, '\n').replace(/^```/gmu, ' ```');
    return text === '' ? '```\n```' : `\`\`\`\n${text}\n\`\`\``;
  }
  if (block.kind === 'list') {
    const items = block.items.map((item) => lineOf(item.map((r) => ({ ...r, text: oneLine(r.text) }))));
    return items
      .filter((item) => item.length > 0)
      .map((item) => `- ${writeLine(item)}`)
      .join('\n');
  }
  return linesOf(block.runs)
    .filter((line) => line.length > 0)
    .map((line) => writeLine(line).replace(/^-(?= )/u, '\\-'))
    .join('\n');
};

/** Blocks as rich text; the way back from blocksOf. */
export const richOfBlocks = (blocks: readonly Block[]): string =>
  blocks
    .map(writeBlock)
    .filter((text) => text !== '')
    .join('\n\n');

/** The one spelling of a rich text that formats with a markup of their own give back. */
export const normalRich = (body: string): string => richOfBlocks(blocksOf(body));
