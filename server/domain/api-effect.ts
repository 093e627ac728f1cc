import type { Change, Checklist, Kpi, KpiAbout, Mark, OsmTree, RoiSheet } from './effect.ts';
import type { RefusedLine } from './effect-kpi.ts';

/** A sheet that several people may edit: `rev` 0 = nobody has saved it. */
export type Sheet<T> = { rev: number; data: T; savedAt?: number; savedBy?: string };
type Save<T> = { body: { rev: number; data: T }; reply: Sheet<T> };

export type KpiView = Kpi & { change?: Change };
export type CheckDue = {
  quest: string;
  mark: Mark;
  items: Checklist['items'];
};
export type TeamCheck = CheckDue & { person: string; name: string; department?: string; answered: boolean };

/** What the programme is worth: tree of objectives, figures of the business, checklists, costs. */
export type EffectApi = {
  /** Figures of the business with what they changed by. */
  'GET /api/effect/kpis': { reply: KpiView[] };
  /** Lines of name, group, period, value as CSV or pasted cells; a value of the same name, group and period is replaced.
   * Throws `effect.nothing_read`. */
  'POST /api/effect/kpis/import': {
    body: { about: KpiAbout; text: string };
    reply: { taken: number; refused: RefusedLine[]; kpis: KpiView[] };
  };
  'POST /api/effect/kpis/remove': { body: { kpi: string }; reply: KpiView[] };
  'GET /api/effect/roi': { reply: Sheet<RoiSheet> };
  /** Throws `effect.changed` when somebody was faster. */
  'POST /api/effect/roi/save': Save<RoiSheet>;
  'GET /api/effect/osm': { reply: Sheet<OsmTree> };
  /** Throws `osm.changed` when somebody was faster. */
  'POST /api/effect/osm/save': Save<OsmTree>;
  'GET /api/effect/checklist': { reply: Sheet<Checklist> };
  /** Throws `effect.changed` when somebody was faster. */
  'POST /api/effect/checklist/save': Save<Checklist>;
  /** The checks of behaviour that are open for me. */
  'GET /api/effect/checks': { reply: CheckDue[] };
  /** Throws `effect.no_check`. */
  'POST /api/effect/checks/answer': { body: { quest: string; seen: boolean[] }; reply: { ok: true } };
  /** Managers: the checks that are open for people of their own department and below it. */
  'GET /api/effect/checks/team': { reply: TeamCheck[] };
  /** Throws `effect.no_check`. */
  'POST /api/effect/checks/observe': {
    body: { person: string; quest: string; seen: boolean[] };
    reply: TeamCheck[];
  };
};
