/** A run of text. `picture` and `sound` name a medium; their `text` is the alternative text. */
export type Run =
  | { kind: 'text' | 'bold' | 'code'; text: string }
  | { kind: 'picture' | 'sound'; text: string; name: string };
export type Block =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'list'; items: Run[][] }
  | { kind: 'code'; text: string };

const SOUND = /\.(mp3|ogg|wav|m4a)$/iu;
/** `\x` for a mark, `code`, **bold**, ![alt](media:name). */
const MARK =
  /\\([\\`*![\]-])|`([^`\n]+)`|\*\*((?:\\.|(?!\*\*)[^\n\\])+?)\*\*|!\[((?:\\.|[^\]\n\\]){0,1000})\]\(media:([^)\s]{1,300})\)/gu;

const unescaped = (text: string): string => text.replace(/\\([\\`*![\]-])/gu, '$1');

const runsOf = (line: string): Run[] => {
  const runs: Run[] = [];
  const push = (run: Run): void => {
    const last = runs.at(-1);
    if (run.kind === 'text' && last?.kind === 'text') last.text += run.text;
    else if (run.text !== '' || 'name' in run) runs.push(run);
  };
  let at = 0;
  for (const found of line.matchAll(MARK)) {
    push({ kind: 'text', text: line.slice(at, found.index) });
    at = found.index + found[0].length;
    const [, escaped, code, bold, alt, name] = found;
    if (escaped !== undefined) push({ kind: 'text', text: escaped });
    else if (code !== undefined) push({ kind: 'code', text: code });
    else if (bold !== undefined) push({ kind: 'bold', text: unescaped(bold) });
    else if (name !== undefined)
      push({ kind: SOUND.test(name) ? 'sound' : 'picture', text: unescaped(alt ?? ''), name });
  }
  push({ kind: 'text', text: line.slice(at) });
  return runs;
};

const FENCE = /^```/u;

/**
 * Rich text to blocks: empty lines part paragraphs, lines with "- " are a list, lines between ``` fences are code,
 * **bold**, `code`, ![alternative text](media:name.png) a picture or, with .mp3 .ogg .wav .m4a, a sound; a backslash
 * takes the meaning off a mark. Nothing else is markup: no HTML, no links.
 */
export const blocksOf = (body: string): Block[] => {
  const blocks: Block[] = [];
  let fenced: string[] | undefined;
  let fresh = true;
  for (const raw of body.split('\n')) {
    if (FENCE.test(raw)) {
      if (fenced) blocks.push({ kind: 'code', text: fenced.join('\n') });
      fenced = fenced ? undefined : [];
      fresh = true;
      continue;
    }
    if (fenced) {
      fenced.push(raw);
      continue;
    }
    const line = raw.trim();
    const last = blocks.at(-1);
    if (line === '') fresh = true;
    else if (line.startsWith('- ')) {
      const runs = runsOf(line.slice(2));
      if (last?.kind === 'list' && !fresh) last.items.push(runs);
      else blocks.push({ kind: 'list', items: [runs] });
      fresh = false;
    } else {
      if (last?.kind === 'paragraph' && !fresh) last.runs.push({ kind: 'text', text: '\n' }, ...runsOf(line));
      else blocks.push({ kind: 'paragraph', runs: runsOf(line) });
      fresh = false;
    }
  }
  if (fenced && fenced.length > 0) blocks.push({ kind: 'code', text: fenced.join('\n') });
  return blocks;
};

/** Plain text as rich text that shows exactly it. */
export const escapeRich = (plain: string): string =>
  plain
    .replace(/\\(?=[\\`*![\]-])|`|\*\*|!(?=\[)/gu, (m) => (m === '**' ? '\\*\\*' : `\\${m}`))
    .replace(/^(\s*)-(?= )/gmu, '$1\\-');

const plainRuns = (runs: readonly Run[]): string => runs.map((r) => r.text).join('');

/** The text without markup: for search, lists, reading aloud and formats without layout. */
export const plainOf = (body: string): string =>
  blocksOf(body)
    .map((b) =>
      b.kind === 'code' ? b.text : b.kind === 'list' ? b.items.map(plainRuns).join('\n') : plainRuns(b.runs),
    )
    .join('\n');

const mediaRuns = (body: string) =>
  blocksOf(body)
    .flatMap((b) => (b.kind === 'code' ? [] : b.kind === 'list' ? b.items.flat() : b.runs))
    .flatMap((r) => ('name' in r ? [r] : []));

/** Names of the media that a text shows. */
export const mediaOf = (body: string): string[] => mediaRuns(body).map((r) => r.name);
/** Names of its pictures alone. */
export const picturesOf = (body: string): string[] =>
  mediaRuns(body).flatMap((r) => (r.kind === 'picture' ? [r.name] : []));
