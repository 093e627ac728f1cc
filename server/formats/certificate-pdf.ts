import PDFDocument from 'pdfkit';
import type { CertificateView } from '../domain/api-programme.ts';
import { type Lang, textIn } from '../domain/text.ts';
import { fontsOf } from './pdf-fonts.ts';

const INK = '#0E2A3F';
const SEA = '#0B73AD';
const SHALLOW = '#54DBD6';
const GOLD = '#D58A0C';
const SUN = '#FFC53D';
const SAND = '#FFE6B0';
const GRASS = '#74C24A';
const CREAM = '#FFFBF2';
/** A4 on its side, in points. */
const [W, H] = [841.89, 595.28];

const TEXTS = {
  zh: {
    given: '兹证明',
    kinds: {
      completion: {
        title: '毕 业 证 书',
        done: (quest: string) => `已完成「${quest}」全部要求，准予毕业。`,
      },
      award: { title: '荣 誉 证 书', done: (award: string) => `荣获「${award}」，特发此证，以资鼓励。` },
      thanks: { title: '感 谢 证 书', done: (cause: string) => `为「${cause}」献出一份心意，特此致谢。` },
    },
    code: '校验码',
    check: '在此核对',
    font: 'zh-CN',
  },
  en: {
    given: 'This is to certify that',
    kinds: {
      completion: {
        title: 'Certificate of Completion',
        done: (quest: string) => `has met all requirements of “${quest}” and has graduated.`,
      },
      award: { title: 'Certificate of Award', done: (award: string) => `has won “${award}”.` },
      thanks: {
        title: 'Certificate of Thanks',
        done: (cause: string) => `has given to “${cause}”. Thank you.`,
      },
    },
    code: 'Check code',
    check: 'Verify at',
    font: 'en-GB',
  },
} as const;

type Doc = InstanceType<typeof PDFDocument>;
/** `origin` = where the code can be checked, `zone` = where its day is counted. */
export type Printing = { lang: Lang; origin: string; zone: string };

const drawWaves = (doc: Doc): void => {
  for (const [i, colour] of [SHALLOW, '#1FB5D1', SEA].entries()) {
    const top = H - 92 + i * 26;
    doc.moveTo(0, top);
    for (let x = 0; x < W; x += 120)
      doc.quadraticCurveTo(x + 30, top - 14, x + 60, top).quadraticCurveTo(x + 90, top + 14, x + 120, top);
    doc.lineTo(W, H).lineTo(0, H).closePath().fillOpacity(0.9).fill(colour);
  }
  doc.fillOpacity(1);
};
const drawIsland = (doc: Doc, x: number, y: number, size: number): void => {
  doc.ellipse(x, y, size, size * 0.3).fill(SAND);
  doc.ellipse(x, y - size * 0.12, size * 0.72, size * 0.24).fill(GRASS);
  doc
    .moveTo(x - size * 0.42, y - size * 0.16)
    .lineTo(x, y - size * 0.78)
    .lineTo(x + size * 0.42, y - size * 0.16)
    .fill('#5AA63A');
  doc
    .moveTo(x - size * 0.12, y - size * 0.6)
    .lineTo(x, y - size * 0.78)
    .lineTo(x + size * 0.12, y - size * 0.6)
    .fill('#FFFFFF');
};
const drawMedal = (doc: Doc, x: number, y: number): void => {
  doc
    .moveTo(x - 22, y - 62)
    .lineTo(x - 4, y - 10)
    .lineTo(x + 6, y - 16)
    .lineTo(x - 8, y - 62)
    .fill('#C7391F');
  doc
    .moveTo(x + 22, y - 62)
    .lineTo(x + 4, y - 10)
    .lineTo(x - 6, y - 16)
    .lineTo(x + 8, y - 62)
    .fill('#2F8FE8');
  doc
    .circle(x, y + 14, 30)
    .fill(GOLD)
    .circle(x, y + 14, 25)
    .fill(SUN);
  const star = Array.from({ length: 10 }, (_, i) => {
    const [r, a] = [i % 2 === 0 ? 17 : 7, (Math.PI / 5) * i - Math.PI / 2];
    return [x + r * Math.cos(a), y + 14 + r * Math.sin(a)] as [number, number];
  });
  doc.polygon(...star).fill('#FFFFFF');
};
const drawFrame = (doc: Doc): void => {
  doc.rect(0, 0, W, H).fill(CREAM);
  drawWaves(doc);
  for (const [x, y, size] of [
    [96, H - 78, 54],
    [190, H - 54, 30],
    [W - 120, H - 72, 62],
    [W - 214, H - 50, 26],
  ] as const)
    drawIsland(doc, x, y, size);
  doc
    .lineWidth(3)
    .roundedRect(22, 22, W - 44, H - 44, 18)
    .stroke(GOLD);
  doc
    .lineWidth(1)
    .roundedRect(30, 30, W - 60, H - 60, 14)
    .stroke(SUN);
};

/** Writes one centred line, smaller where it would not fit. */
const line = (doc: Doc, text: string, y: number, size: number, most = W - 160): void => {
  let fit = size;
  doc.fontSize(fit);
  while (fit > 9 && doc.widthOfString(text) > most) doc.fontSize(--fit);
  doc.text(text, 0, y + (size - fit) / 2, { width: W, align: 'center', lineBreak: false });
};

const write = (doc: Doc, c: CertificateView, { lang, origin, zone }: Printing): void => {
  const t = TEXTS[lang];
  const { title, done } = t.kinds[c.kind];
  const date = new Intl.DateTimeFormat(t.font, { dateStyle: 'long', timeZone: zone }).format(c.issuedAt);
  doc.fillColor(INK).font('bold');
  line(doc, title, 132, 40);
  doc.font('plain').fillColor('#34546A');
  line(doc, t.given, 196, 16);
  doc.font('bold').fillColor(INK);
  line(doc, c.person, 226, 38);
  doc.font('plain').fillColor('#34546A');
  line(doc, done(textIn(c.quest, lang)), 288, 18);
  doc.font('bold').fillColor(INK);
  line(doc, c.org, 344, 20);
  doc.font('plain').fillColor('#34546A');
  line(doc, date, 374, 14);
  doc.fillColor('#8A5A00');
  line(doc, `${t.code}  ${c.code}`, 414, 15);
  doc.fillColor('#55707F');
  line(doc, `${t.check}  ${origin}/certificate/${c.code}`, 438, 10);
};

/** The certificate as a page to print: A4 landscape with the fonts it needs inside. */
export const certificatePdf = async (c: CertificateView, printing: Printing): Promise<Buffer> => {
  const { lang } = printing;
  const { plain, bold } = await fontsOf();
  const info = { Title: `${textIn(c.quest, lang)} · ${c.person}`, Author: c.org, Subject: c.code };
  const doc = new PDFDocument({ size: 'A4', layout: 'landscape', margin: 0, info, lang: TEXTS[lang].font });
  const parts: Buffer[] = [];
  const done = new Promise<void>((ended, failed) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', ended);
    doc.on('error', failed);
  });
  doc.registerFont('plain', plain).registerFont('bold', bold);
  drawFrame(doc);
  drawMedal(doc, W / 2, 86);
  write(doc, c, printing);
  doc.end();
  await done;
  return Buffer.concat(parts);
};
