import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { BattleReport } from '../../server/domain/api-battle.ts';
import { MODE_RULES } from '../../server/domain/battle-shape.ts';
import { battleReportCsv } from '../../server/formats/battle-report-csv.ts';
import { battleReportPdf } from '../../server/formats/battle-report-pdf.ts';
import { battleReportXlsx } from '../../server/formats/battle-report-xlsx.ts';
import { readDelimited } from '../../server/formats/csv.ts';
import { library } from '../../server/formats/xlsx.ts';

const RARE = '㙘𠮷龘';
const person = (name: string, rank: number) => ({
  ...{ id: name, name, avatar: name, rank, points: 300 - rank, right: 3, answered: 4, team: 'red' as const },
  ...{ outcome: 'win' as const, awards: ['flawless' as const], climb: 1, medianMs: 4_250 },
});
const question = (stem: string): BattleReport['questions'][number] => ({
  question: {
    ...{
      id: 'q',
      version: 1,
      type: 'single',
      stem: { zh: stem, en: 'What **first**?' },
      difficulty: 2,
      hasHint: false,
    },
    point: { id: 'fire', name: { zh: '灭火', en: 'Fire' } },
    options: [
      { zh: '灭火器', en: 'Extinguisher' },
      { zh: '沙子', en: 'Sand' },
    ],
  },
  verdict: { ok: false, score: 0, key: 0 },
  ...{ n: 4, right: 3, medianMs: 5_100, skipped: false, first: { n: 4, right: 1 } },
  counts: [
    { choice: '0', n: 3, right: true },
    { choice: '1', n: 1, right: false },
  ],
});
const reportOf = (people: number): BattleReport => ({
  battle: {
    ...{ id: 'b', mode: 'show', title: '=HYPERLINK("x")', status: 'done', rules: MODE_RULES.show, teams: [] },
    ...{ mine: true, seats: 4, most: 1000, createdAt: 0, endedAt: Date.UTC(2026, 10, 20, 9, 30) },
  },
  players: people,
  questions: [question('着火时**先**拿什么？'), { ...question('跳过的题'), skipped: true }],
  people: Array.from({ length: people }, (_, i) => person(i === 0 ? RARE : `+员工${i}`, i + 1)),
  teams: [{ id: 'red', rank: 1, points: 75.5, members: people }],
  growth: { first: 0.5, last: 0.75 },
  flags: 2,
});
const ZH = { lang: 'zh', zone: 'Asia/Shanghai' } as const;
const EN = { lang: 'en', zone: 'Asia/Shanghai' } as const;

describe('the report of a battle', () => {
  const sheets = (bytes: Uint8Array) => {
    const { read, utils } = library();
    const book = read(bytes, { type: 'array' });
    return book.SheetNames.map((name) => {
      const sheet = book.Sheets[name];
      return { name, rows: sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) : [] };
    });
  };

  test('as a workbook has a sheet for each table, in the language asked for, with numbers that can be summed', () => {
    const read = sheets(battleReportXlsx(reportOf(3), ZH));
    expect(read.map((s) => s.name)).toEqual(['概要', '题目', '选项', '人员', '队伍']);
    expect(read[0]?.rows).toContainEqual(['时间', '2026年11月20日 17:30']);
    expect(read[1]?.rows[1]?.slice(0, 8)).toEqual([1, '着火时先拿什么？', '灭火', 4, 3, '75%', '1/4', 5.1]);
    expect(read[1]?.rows[2]?.at(-1)).toBe('是');
    expect(read[2]?.rows[1]).toEqual([1, 'A. 灭火器', 3, '75%', '是']);
    expect(read[3]?.rows[1]).toEqual([1, RARE, '红队', 299, 3, 4, 4.3, 1, '胜', '全对']);
    expect(read[4]?.rows[1]).toEqual([1, '红队', 3, 75.5]);
    const english = sheets(battleReportXlsx(reportOf(3), EN));
    expect(english.map((s) => s.name)).toEqual(['Summary', 'Questions', 'Choices', 'People', 'Teams']);
    expect(english[1]?.rows[1]?.slice(1, 3)).toEqual(['What first?', 'Fire']);
  });

  test('as CSV opens in Excel with its Chinese, and no cell of it is a formula', () => {
    const bytes = battleReportCsv(reportOf(3), ZH);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).toContain(`'+员工1`);
    expect(text).not.toMatch(/(^|,)"?[=+@]/mu);
    const { rows } = readDelimited(text.replaceAll('\r\n', '\n'));
    expect(rows.some((r) => r.cells[1] === RARE)).toBe(true);
    expect(rows.some((r) => r.cells[0] === '题目')).toBe(true);
  });

  /** Every text of a PDF by the fonts' own tables from glyph to character. */
  const textOf = (pdf: Buffer): { pages: number; characters: Set<string> } => {
    const raw = pdf.toString('latin1');
    const characters = new Set<string>();
    for (const [, dict, at] of [...raw.matchAll(/<<([^>]*?)>>\s*stream\r?\n/gu)].map(
      (m) => [m[0], m[1], m.index + m[0].length] as const,
    )) {
      const length = Number(/\/Length (\d+)/u.exec(dict ?? '')?.[1] ?? 0);
      if (!dict?.includes('FlateDecode')) continue;
      let plain = '';
      try {
        plain = inflateSync(pdf.subarray(at, at + length)).toString('latin1');
      } catch {
        continue;
      }
      if (!plain.includes('beginbfrange')) continue;
      for (const [, list] of plain.matchAll(/\[([^\]]*)\]/gu))
        for (const [, hex] of (list ?? '').matchAll(/<([0-9a-f ]+)>/giu))
          characters.add(
            Buffer.from((hex ?? '').replaceAll(' ', ''), 'hex')
              .swap16()
              .toString('utf16le'),
          );
    }
    return { pages: (raw.match(/\/Type \/Page\b/gu) ?? []).length, characters };
  };

  test('as PDF holds the characters of every text, rare names too, and begins new pages by itself', async () => {
    const pdf = await battleReportPdf(reportOf(3), ZH);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.subarray(-6).toString()).toContain('%%EOF');
    const { pages, characters } = textOf(pdf);
    expect(pages).toBe(1);
    for (const c of `${RARE}着火时先拿什么灭火器沙子红队全对讨论前`) expect(characters, c).toContain(c);
    const long = textOf(await battleReportPdf(reportOf(200), EN));
    expect(long.pages).toBeGreaterThan(3);
    expect(long.pages).toBeLessThan(9);
  });
});
