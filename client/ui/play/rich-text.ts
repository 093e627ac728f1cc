/** A run of text, bold or not. */
export type Run = { text: string; bold: boolean };
export type Block = { kind: 'paragraph'; runs: Run[] } | { kind: 'list'; items: Run[][] };

const runsOf = (line: string): Run[] =>
  line
    .split(/\*\*(.+?)\*\*/gu)
    .map((text, i) => ({ text, bold: i % 2 === 1 }))
    .filter((run) => run.text !== '');

const isItem = (line: string) => line.startsWith('- ');

/** Card text to blocks: empty lines part paragraphs, lines with "- " are a list, **bold** is bold, nothing else is markup. */
export const blocksOf = (body: string): Block[] =>
  body.split(/\n\s*\n/u).flatMap((part) => {
    const lines = part
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const blocks: Block[] = [];
    for (const line of lines) {
      const last = blocks.at(-1);
      if (isItem(line)) {
        const runs = runsOf(line.slice(2));
        if (last?.kind === 'list') last.items.push(runs);
        else blocks.push({ kind: 'list', items: [runs] });
      } else if (last?.kind === 'paragraph') {
        last.runs.push({ text: '\n', bold: false }, ...runsOf(line));
      } else {
        blocks.push({ kind: 'paragraph', runs: runsOf(line) });
      }
    }
    return blocks;
  });

/** The same text without markup, sentence by sentence, for reading aloud. */
export const plainOf = (body: string): string =>
  blocksOf(body)
    .map((block) =>
      block.kind === 'paragraph'
        ? block.runs.map((r) => r.text).join('')
        : block.items.map((runs) => runs.map((r) => r.text).join('')).join('\n'),
    )
    .join('\n');
