import { type Block, blocksOf, type Run } from '../domain/rich-text.ts';
import { escapeXml } from './xml.ts';

const srcOf = (name: string): string => `@@PLUGINFILE@@/${name.split('/').map(encodeURIComponent).join('/')}`;

const TAGS = { text: '', bold: 'strong', code: 'code' } as const;

const mediumOf = (run: Run & { name: string }, src: (name: string) => string): string =>
  run.kind === 'picture'
    ? `<img src="${escapeXml(src(run.name))}" alt="${escapeXml(run.text)}">`
    : `<audio controls="controls"><source src="${escapeXml(src(run.name))}">${escapeXml(run.text)}</audio>`;

/** A space after a space would be lost in HTML: it becomes a no-break space. */
const lineWriter = (src: (name: string) => string): ((run: Run) => string) => {
  let afterSpace = true;
  return (run) => {
    if ('name' in run) {
      afterSpace = false;
      return mediumOf(run, src);
    }
    let text = '';
    for (const char of run.text) {
      text += char === ' ' && afterSpace ? '\u00a0' : char === '\n' ? '<br>' : escapeXml(char);
      afterSpace = char === ' ' || char === '\n';
    }
    const tag = TAGS[run.kind];
    return tag === '' ? text : `<${tag}>${text}</${tag}>`;
  };
};

const runsHtml = (runs: Run[], src: (name: string) => string): string => runs.map(lineWriter(src)).join('');

const blockHtml = (block: Block, src: (name: string) => string): string => {
  if (block.kind === 'code') return `<pre><code>${escapeXml(block.text)}</code></pre>`;
  if (block.kind === 'list')
    return `<ul>${block.items.map((item) => `<li>${runsHtml(item, src)}</li>`).join('')}</ul>`;
  return `<p>${runsHtml(block.runs, src)}</p>`;
};

/** Rich text as HTML; `src` gives the address of a medium, by default Moodle's @@PLUGINFILE@@. */
export const htmlOfRich = (rich: string, src: (name: string) => string = srcOf): string =>
  blocksOf(rich)
    .map((block) => blockHtml(block, src))
    .join('\n');
