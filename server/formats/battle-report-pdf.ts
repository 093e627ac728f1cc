import PDFDocument from 'pdfkit';
import type { BattleReport } from '../domain/api-battle.ts';
import { textIn } from '../domain/text.ts';
import { reportTables } from './battle-report-tables.ts';
import {
  choiceIn,
  dateIn,
  MODES,
  type Printed,
  partOf,
  percent,
  plainIn,
  seconds,
  titleIn,
  type Words,
  wordsIn,
} from './battle-report-words.ts';
import { fontsOf } from './pdf-fonts.ts';
import type { Table } from './xlsx-write.ts';

const INK = '#0E2A3F';
const SOFT = '#55707F';
const SEA = '#0B73AD';
const GRASS = '#3F8F2C';
const TRACK = '#E4EEF2';
const MARGIN = 48;
/** A4, in points; text below FOOT belongs to the next page. */
const [W, FOOT] = [595.28 - 2 * MARGIN, 841.89 - MARGIN - 24];
const MOST_STEM = 300;

type Doc = InstanceType<typeof PDFDocument>;
type Style = { size: number; bold?: boolean; colour?: string; width?: number };

const room = (doc: Doc, height: number): void => {
  if (doc.y + height <= FOOT) return;
  doc.addPage();
  doc.y = MARGIN;
};
const styled = (doc: Doc, { size, bold = false, colour = INK }: Style): Doc =>
  doc
    .font(bold ? 'bold' : 'plain')
    .fontSize(size)
    .fillColor(colour);
/** A paragraph that keeps together. */
const write = (doc: Doc, text: string, style: Style): void => {
  styled(doc, style);
  room(doc, doc.heightOfString(text, { width: W }));
  styled(doc, style).text(text, MARGIN, doc.y, { width: W });
};

/** One line cut to a width, without moving on. */
const cell = (doc: Doc, text: string, x: number, y: number, style: Style): void => {
  const { width = W } = style;
  styled(doc, style);
  const letters = [...text];
  let shown = text;
  while (letters.length > 1 && doc.widthOfString(shown) > width) {
    letters.pop();
    shown = `${letters.join('')}…`;
  }
  doc.text(shown, x, y, { lineBreak: false });
};

const LINE = 18;
const [LABEL, BAR] = [215, 125];
/** A labelled bar: `share` of its track, with what it counts in words; right ones have a tick and their own colour. */
const bar = (doc: Doc, label: string, share: number, count: string, right: boolean): void => {
  room(doc, LINE);
  const { y } = doc;
  const colour = right ? GRASS : SEA;
  cell(doc, `${right ? '✓ ' : ''}${label}`, MARGIN + 12, y, { size: 9.5, bold: right, width: LABEL - 20 });
  doc.roundedRect(MARGIN + LABEL, y + 2, BAR, 9, 3).fill(TRACK);
  if (share > 0) doc.roundedRect(MARGIN + LABEL, y + 2, Math.max(3, BAR * share), 9, 3).fill(colour);
  cell(doc, count, MARGIN + LABEL + BAR + 10, y, { size: 9.5, colour: SOFT, width: W - LABEL - BAR - 10 });
  doc.y = y + LINE;
};

const head = (doc: Doc, report: BattleReport, printed: Printed, w: Words): void => {
  const { battle, players, questions, growth, flags } = report;
  write(doc, titleIn(report, printed.lang), { size: 22, bold: true });
  const when = dateIn(battle.endedAt ?? battle.createdAt, printed);
  write(doc, `${w.report} · ${textIn(MODES[battle.mode], printed.lang)} · ${when}`, {
    size: 11,
    colour: SOFT,
  });
  const facts = [`${w.players} ${players}`, `${w.asked} ${questions.length}`];
  if (growth) facts.push(`${w.first} ${percent(growth.first)}`, `${w.last} ${percent(growth.last)}`);
  if (flags > 0) facts.push(`${w.flags} ${flags}`);
  write(doc, facts.join(' · '), { size: 11 });
  doc.y += 10;
};

const questionOf = (
  doc: Doc,
  q: BattleReport['questions'][number],
  nr: number,
  { lang }: Printed,
  w: Words,
): void => {
  const stem = plainIn(q.question.stem, lang).slice(0, MOST_STEM);
  room(doc, 60 + LINE * Math.min(4, q.counts.length));
  write(doc, `${nr}. ${stem}`, { size: 12, bold: true });
  doc.y += 3;
  if (q.skipped) write(doc, w.skipped, { size: 10, colour: SOFT });
  else {
    const share = partOf(q.right, q.n);
    bar(doc, w.share, share, `${percent(share)} · ${w.ofAll(q.right, q.n)}`, false);
    for (const { choice, n, right } of q.counts)
      bar(doc, choiceIn(q.question, choice, lang), partOf(n, q.n), String(n), right);
    const before = q.first ? ` · ${w.before} ${percent(partOf(q.first.right, q.first.n))}` : '';
    write(doc, `${w.median} ${seconds(q.medianMs)}${before}`, { size: 9.5, colour: SOFT });
  }
  doc.y += 10;
};

const tableOf = (doc: Doc, { name, rows, widths }: Table): void => {
  const scale = W / widths.reduce((sum, n) => sum + n, 0);
  room(doc, 60);
  write(doc, name, { size: 15, bold: true });
  doc.y += 4;
  for (const [r, row] of rows.entries()) {
    room(doc, LINE);
    const { y } = doc;
    let x = MARGIN;
    for (const [c, value] of row.entries()) {
      const width = (widths[c] ?? 10) * scale;
      cell(doc, String(value), x, y, { size: 8.5, bold: r === 0, width: width - 4 });
      x += width;
    }
    doc.y = y + LINE - 3;
  }
  doc.y += 10;
};

const number = (doc: Doc, w: Words): void => {
  const { start, count } = doc.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    doc.switchToPage(i);
    // Below the margin pdfkit would begin a new page.
    doc.page.margins.bottom = 0;
    cell(doc, w.page(i + 1, count), MARGIN, FOOT + 20, { size: 8.5, colour: SOFT });
  }
};

/** The report to print: A4 pages with bars for every question and choice, tables of teams and people. */
export const battleReportPdf = async (report: BattleReport, printed: Printed): Promise<Buffer> => {
  const { plain, bold } = await fontsOf();
  const w = wordsIn(printed.lang);
  const info = { Title: `${titleIn(report, printed.lang)} · ${w.report}` };
  const doc = new PDFDocument({ size: 'A4', margin: MARGIN, info, lang: w.locale, bufferPages: true });
  const parts: Buffer[] = [];
  const done = new Promise<void>((ended, failed) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', ended);
    doc.on('error', failed);
  });
  doc.registerFont('plain', plain).registerFont('bold', bold);
  head(doc, report, printed, w);
  for (const [i, q] of report.questions.entries()) questionOf(doc, q, i + 1, printed, w);
  const [people, ...teams] = reportTables(report, printed).slice(3);
  for (const table of [...teams, people]) if (table) tableOf(doc, table);
  number(doc, w);
  doc.end();
  await done;
  return Buffer.concat(parts);
};
