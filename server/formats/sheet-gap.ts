import type { Gap } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import {
  escapePart,
  type GapOf,
  localOf,
  mainOf,
  type Pair,
  readNumber,
  readShare,
  readUnit,
  splitParts,
  type Units,
  writeNumber,
  writeShare,
  writeUnit,
} from './sheet-parts.ts';

/**
 * One gap of a cloze text in one cell. Choice: `= right | ~ wrong`; short: `text | text`; numeric: `num: 3.14±0.01`.
 * Behind a part `=> 0.5` is its share of the mark and `# ...` what is said of it; `@km` is the unit shown and
 * `@@m=1000` one that may be typed.
 */
type Part = { text: string; share?: string; feedback?: string };

const SHORT = /^short:\s*/u;
const NUMERIC = /^num:\s*/u;

const partOf = (part: string): Part => {
  const [said = '', ...feedback] = splitParts(part, '#');
  const [text = '', share] = splitParts(said, '=>');
  return {
    text,
    ...(share === undefined ? {} : { share }),
    ...(feedback.length === 0 ? {} : { feedback: feedback.join('#') }),
  };
};

const partsOf = (cell: string): string[] => splitParts(cell.replace(SHORT, '').replace(NUMERIC, ''), '|');

/** The parts of the leading language, and a text of part `i` in both. */
type Cells = {
  main: string[];
  text: (i: number, of: (part: Part) => string | undefined) => LocalText | undefined;
};
const cellsOf = (pair: Pair): Cells => {
  const parts = { zh: partsOf(pair.zh ?? ''), en: partsOf(pair.en ?? '') };
  return {
    main: partsOf(mainOf(pair)),
    text: (i, of) => {
      const zh = of(partOf(parts.zh[i] ?? ''));
      const en = of(partOf(parts.en[i] ?? ''));
      return localOf({ ...(zh === undefined ? {} : { zh }), ...(en === undefined ? {} : { en }) });
    },
  };
};

type Said = { feedback?: LocalText };
const saidOf = (cells: Cells, i: number): Said => {
  const feedback = cells.text(i, (p) => p.feedback);
  return feedback ? { feedback } : {};
};

const choiceGap = (cells: Cells): Gap | undefined => {
  const options: GapOf<'choice'>['options'] = [];
  for (const [i, part] of cells.main.entries()) {
    const text = cells.text(i, (p) => p.text.replace(/^[=~]/u, '').trim());
    if (!text) return undefined;
    const share = readShare(partOf(part).share ?? '');
    options.push({ text, ...saidOf(cells, i), ...(share === undefined ? {} : { score: share }) });
  }
  const key = cells.main.findIndex((p) => p.startsWith('='));
  return key < 0 ? undefined : { kind: 'choice', options, key };
};

const shortGap = (cells: Cells): Gap | undefined => {
  const key: string[] = [];
  const replies: NonNullable<GapOf<'short'>['replies']> = [];
  for (const [i, raw] of cells.main.entries()) {
    const part = partOf(raw);
    const score = readShare(part.share ?? '');
    if (part.text === '') continue;
    if (score === undefined) key.push(part.share === undefined ? part.text : `${part.text} => ${part.share}`);
    else replies.push({ text: part.text, score, ...saidOf(cells, i) });
  }
  return key.length === 0 ? undefined : { kind: 'short', key, ...(replies.length > 0 ? { replies } : {}) };
};

const numericGap = (cells: Cells): Gap | undefined => {
  const others: NonNullable<GapOf<'numeric'>['others']> = [];
  const units: Units = [];
  let gap: GapOf<'numeric'> | undefined;
  let unit: LocalText | undefined;
  for (const [i, raw] of cells.main.entries()) {
    const part = partOf(raw);
    const number = readNumber(part.text);
    const typed = raw.startsWith('@@') ? readUnit(part.text.slice(2)) : undefined;
    if (typed) units.push(typed);
    else if (raw.startsWith('@')) unit = cells.text(i, (p) => p.text.replace(/^@/u, '').trim());
    else if (!number) return undefined;
    else if (gap) others.push({ ...number, score: readShare(part.share ?? '') ?? 1, ...saidOf(cells, i) });
    else gap = { kind: 'numeric', key: number.value, tolerance: number.tolerance, ...saidOf(cells, i) };
  }
  return (
    gap && {
      ...gap,
      ...(others.length > 0 ? { others } : {}),
      ...(unit ? { unit } : {}),
      ...(units.length > 0 ? { units } : {}),
    }
  );
};

/** The gap that a cell describes; undefined when it has no right answer or a part without text. */
export const readGap = (pair: Pair): Gap | undefined => {
  const main = mainOf(pair);
  const cells = cellsOf(pair);
  if (NUMERIC.test(main)) return numericGap(cells);
  return !SHORT.test(main) && cells.main.every((p) => /^[=~]/u.test(p)) ? choiceGap(cells) : shortGap(cells);
};

const writePart = (text: string, share: number | undefined, feedback: string | undefined): string => {
  const scored = escapePart(text, '=>') + (share === undefined ? '' : ` => ${writeShare(share)}`);
  const said = escapePart(scored, '#') + (feedback === undefined ? '' : ` # ${escapePart(feedback, '#')}`);
  return escapePart(said, '|');
};

/** The cell of a gap in one language; texts that it lacks stay empty. */
export const writeGap = (gap: Gap, lang: 'zh' | 'en'): string => {
  if (gap.kind === 'choice')
    return gap.options
      .map(
        (o, i) =>
          `${i === gap.key ? '=' : '~'} ${writePart(o.text[lang] ?? '', o.score, o.feedback?.[lang])}`,
      )
      .join(' | ');
  if (gap.kind === 'short') {
    const parts = [
      ...gap.key.map((text) => writePart(text, undefined, undefined)),
      ...(gap.replies ?? []).map((r) => writePart(r.text, r.score, r.feedback?.[lang])),
    ];
    return `${/^(?:[=~]|short:|num:)/u.test(parts[0] ?? '') ? 'short: ' : ''}${parts.join(' | ')}`;
  }
  const parts = [
    writePart(writeNumber(gap.key, gap.tolerance), undefined, gap.feedback?.[lang]),
    ...(gap.others ?? []).map((o) =>
      writePart(writeNumber(o.value, o.tolerance), o.score, o.feedback?.[lang]),
    ),
    ...(gap.unit ? [`@ ${writePart(gap.unit[lang] ?? '', undefined, undefined)}`] : []),
    ...(gap.units ?? []).map((u) => `@@${writePart(writeUnit(u), undefined, undefined)}`),
  ];
  return `num: ${parts.join(' | ')}`;
};
