import { Parser } from 'htmlparser2';
import { type El, isEl, kids } from './qti-tree.ts';

const el = (name: string, attrs: Record<string, string>, children: (El | string)[], line: number): El => ({
  name,
  attrs,
  children,
  line,
});

/** The nodes of an HTML text that stands inside a file as characters. */
const nodesOfHtml = (html: string, line: number): (El | string)[] => {
  const root = el('', {}, [], line);
  const open = [root];
  const parser = new Parser({
    onopentag: (name, attribs) => {
      const made = el(name, attribs, [], line);
      if (open.length < 200) open.at(-1)?.children.push(made);
      open.push(made);
    },
    ontext: (text) => {
      open.at(-1)?.children.push(text);
    },
    onclosetag: () => {
      open.pop();
    },
  });
  parser.write(html);
  parser.end();
  return root.children;
};

const LOOKS_HTML =
  /<\/?(p|br|b|i|u|em|strong|div|span|img|ul|ol|li|table|tr|td|sub|sup|font|h[1-6]|pre|code|a)\b[^<>]*>/iu;

const isHtml = (mat: El, text: string): boolean => {
  const type = mat.attrs.texttype ?? mat.attrs.type ?? '';
  return /html/iu.test(type) || (!/plain/iu.test(type) && LOOKS_HTML.test(text));
};

const mediumOf = (mat: El, name: string): El => {
  const embedded =
    mat.attrs.embedded === 'base64' ? mat.children.filter((c) => typeof c === 'string').join('') : '';
  const type = mat.attrs.imagtype ?? mat.attrs.audiotype ?? '';
  const src = embedded.trim()
    ? `data:${type};base64,${embedded.replace(/\s+/gu, '')}`
    : (mat.attrs.uri ?? mat.attrs.entityref ?? '');
  return el(name, { src, alt: mat.attrs.label ?? '' }, [], mat.line);
};

const RESPONSE = /^response_(lid|str|num|xy|grp|extension)$/u;
export const isResponse = (node: El): boolean => RESPONSE.test(node.name);

const matOf = (mat: El): (El | string)[] => {
  const chars = mat.children.every((c) => !isEl(c));
  const text = mat.children.filter((c) => !isEl(c)).join('');
  switch (mat.name) {
    case 'mat_extension':
      return kids(mat).flatMap(matOf);
    case 'mattext':
    case 'mat_formattedtext':
    case 'matemtext': {
      const nodes =
        chars && isHtml(mat, text) ? nodesOfHtml(text, mat.line) : plainLines(mat.children, mat.line);
      return mat.name === 'matemtext' ? [el('strong', {}, nodes, mat.line)] : nodes;
    }
    case 'matimage':
      return [mediumOf(mat, 'img')];
    case 'mataudio':
      return [mediumOf(mat, 'audio')];
    case 'matbreak':
      return [el('br', {}, [], mat.line)];
    default:
      return [mediumOf(mat, 'object')];
  }
};

/** Line ends of a plain text part its lines. */
const plainLines = (nodes: readonly (El | string)[], line: number): (El | string)[] =>
  nodes.flatMap((node) => {
    if (isEl(node)) return [node];
    const lines = node.replace(/^\s*\n\s*|\s*\n\s*$/gu, ' ').split(/\n\s*/u);
    return lines.flatMap((text, i) => (i === 0 ? [text] : [el('br', {}, [], line), text]));
  });

const BLOCK = new Set(['flow', 'flow_mat', 'flow_label', 'presentation']);

/** Material of 1.2 as HTML-like nodes; responses stay as they are, to be replaced. */
export const nodesOf = (node: El): (El | string)[] =>
  kids(node).flatMap((c): (El | string)[] => {
    if (isResponse(c)) return [c];
    if (c.name === 'material' || c.name === 'altmaterial')
      return [el('span', {}, kids(c).flatMap(matOf), c.line)];
    if (c.name === 'qticomment') return [];
    return BLOCK.has(c.name) ? [el('div', {}, nodesOf(c), c.line)] : nodesOf(c);
  });
