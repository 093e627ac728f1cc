import type { BattleReport } from '../domain/api-battle.ts';
import { reportTables } from './battle-report-tables.ts';
import type { Printed } from './battle-report-words.ts';
import { writeWorkbook } from './xlsx-write.ts';

/** The report as a workbook, a sheet for each of its tables. */
export const battleReportXlsx = (report: BattleReport, printed: Printed): Uint8Array =>
  writeWorkbook(reportTables(report, printed));
