import type {
  BattleFlag,
  BattleInfo,
  BattleReport,
  BattleResultView,
} from '../../server/domain/api-battle.ts';
import type { HostAct } from '../../server/domain/battle-shape.ts';
import type { ErrorCode } from '../../server/domain/errors.ts';
import { sayBattle } from './battle.ts';
import { resultOf } from './battles.ts';
import { call, Refusal } from './call.ts';

export const hostAct = (act: HostAct): Promise<void> => sayBattle('host', { act });
export const tenSeconds = (): Promise<void> => sayBattle('extend', { ms: 10_000 });

const AGAIN_MS = 700;
const TRIES = 12;
/** However often one asks, the result is not for this person. */
const FINAL: readonly ErrorCode[] = ['auth.forbidden', 'battle.not_in', 'battle.unknown'];
/** The result of a battle that has ended a moment ago: it is asked for again until it is booked. */
export const resultSoon = async (battle: string): Promise<BattleResultView> => {
  for (let n = 1; ; n += 1) {
    try {
      const result = await resultOf(battle);
      const { status } = result.battle;
      if (status === 'void' || (status === 'done' && result.rows.length > 0) || n >= TRIES) return result;
    } catch (fault) {
      if (!(fault instanceof Refusal) || FINAL.includes(fault.code) || n >= TRIES) throw fault;
    }
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
};

export const reportOf = (battle: string): Promise<BattleReport> =>
  call('GET /api/battles/:battle/report', { params: { battle } });
export const REPORT_FILES = ['xlsx', 'csv', 'pdf'] as const;
export type ReportFile = (typeof REPORT_FILES)[number];
/** The address of the report as a file, in the language of the page. */
export const reportFile = (battle: string, format: ReportFile, lang: string): string =>
  `/api/battles/${encodeURIComponent(battle)}/report.${format}?lang=${lang}`;

export const infoOf = (battle: string): Promise<BattleInfo> =>
  call('GET /api/battles/:battle', { params: { battle } });
/** Battles of the company that were played to their end. */
export const doneBattles = (): Promise<BattleInfo[]> => call('GET /api/battles/done');
export const battleFlags = (): Promise<BattleFlag[]> => call('GET /api/battles/flags');
/** A person's word on what looked odd; nothing is punished by it. */
export const judgeFlag = (flag: string, verdict: 'fine' | 'odd', note?: string): Promise<{ ok: true }> =>
  call('POST /api/battles/flags/judge', {
    body: { flag, verdict, ...(note === undefined || note === '' ? {} : { note }) },
  });
