import type { Api, ApiPath } from '../../server/domain/api.ts';
import type { CheckDue, KpiView, Sheet, TeamCheck } from '../../server/domain/api-effect.ts';
import type { Checklist, KpiAbout, OsmTree, RoiSheet } from '../../server/domain/effect.ts';
import { call } from './call.ts';

type Reply<K extends ApiPath> = Api[K]['reply'];

export const loadKpis = (): Promise<KpiView[]> => call('GET /api/effect/kpis');
export const importKpis = (about: KpiAbout, text: string): Promise<Reply<'POST /api/effect/kpis/import'>> =>
  call('POST /api/effect/kpis/import', { body: { about, text } });
export const removeKpi = (kpi: string): Promise<KpiView[]> =>
  call('POST /api/effect/kpis/remove', { body: { kpi } });

export const loadRoi = (): Promise<Sheet<RoiSheet>> => call('GET /api/effect/roi');
export const saveRoi = (rev: number, data: RoiSheet): Promise<Sheet<RoiSheet>> =>
  call('POST /api/effect/roi/save', { body: { rev, data } });
export const loadOsm = (): Promise<Sheet<OsmTree>> => call('GET /api/effect/osm');
export const saveOsm = (rev: number, data: OsmTree): Promise<Sheet<OsmTree>> =>
  call('POST /api/effect/osm/save', { body: { rev, data } });
export const loadChecklist = (): Promise<Sheet<Checklist>> => call('GET /api/effect/checklist');
export const saveChecklist = (rev: number, data: Checklist): Promise<Sheet<Checklist>> =>
  call('POST /api/effect/checklist/save', { body: { rev, data } });

/** The checks of behaviour that are open for me. */
export const myChecks = (): Promise<CheckDue[]> => call('GET /api/effect/checks');
export const answerCheck = (quest: string, seen: boolean[]): Promise<{ ok: true }> =>
  call('POST /api/effect/checks/answer', { body: { quest, seen } });
/** Those that are open for people of my department and below it. */
export const teamChecks = (): Promise<TeamCheck[]> => call('GET /api/effect/checks/team');
export const observeCheck = (person: string, quest: string, seen: boolean[]): Promise<TeamCheck[]> =>
  call('POST /api/effect/checks/observe', { body: { person, quest, seen } });
