import type { BattleReport } from '../domain/api-battle.ts';
import { reportTables } from './battle-report-tables.ts';
import type { Printed } from './battle-report-words.ts';
import { writeDelimited } from './csv.ts';

/** The report as one CSV file with BOM: its tables one below the other, each under its name, an empty line between. */
export const battleReportCsv = (report: BattleReport, printed: Printed): Uint8Array =>
  writeDelimited(
    reportTables(report, printed).flatMap(({ name, rows }, i) => [
      ...(i === 0 ? [] : [['']]),
      [name],
      ...rows.map((row) => row.map(String)),
    ]),
  );
