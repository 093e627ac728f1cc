type Json = string;
type Ms = number;

/** A sheet of a company: `kind` roi | osm | checklist, `data` by domain/effect.ts. */
export type EffectSheetTable = {
  org: string;
  kind: string;
  rev: number;
  data: Json;
  savedBy: string;
  savedAt: Ms;
};
/** A figure of the business; `about` by KpiAbout. */
export type EffectKpiTable = {
  id: string;
  org: string;
  name: string;
  about: Json;
  savedBy: string;
  savedAt: Ms;
};
/** `period` YYYYMM or YYYYMMDD. */
export type EffectKpiValueTable = { kpi: string; grp: string; period: number; value: number };
/** Behaviour at work `mark` days after finishing; `role` self | manager; `seen` = five of 0 and 1. */
export type EffectCheckTable = {
  person: string;
  quest: string;
  mark: number;
  role: string;
  org: string;
  seen: string;
  answeredBy: string;
  at: Ms;
};
/** What was told last: `what` feedback:<station> or osm:<measure>; `n` = answers then, or 1 = was red. */
export type EffectToldTable = { org: string; what: string; n: number; at: Ms };

export type EffectTables = {
  effect_sheet: EffectSheetTable;
  effect_kpi: EffectKpiTable;
  effect_kpi_value: EffectKpiValueTable;
  effect_check: EffectCheckTable;
  effect_told: EffectToldTable;
};
