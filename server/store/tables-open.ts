type Flag = 0 | 1;
type Ms = number;

/** A key for machines; only the hash of its token is kept, `tail` = its last characters, `scopes` parted by spaces. */
export type ApiTokenTable = {
  id: string;
  org: string;
  name: string;
  tokenHash: string;
  tail: string;
  scopes: string;
  createdBy: string;
  createdAt: Ms;
  lastUsedAt: Ms | null;
  revokedAt: Ms | null;
};
/**
 * A learning record store that statements are pushed to. `cursor` = the last `seq` of the log that was handed over or
 * stays inside; `tries` failures in a row, no try before `nextAt`; `state` on or paused, `fault` = why it failed last.
 */
export type LrsTargetTable = {
  id: string;
  org: string;
  name: string;
  url: string;
  username: string;
  secret: string;
  /** 1 = spans, views and coins one by one, too. */
  everything: Flag;
  state: string;
  cursor: number;
  tries: number;
  nextAt: Ms;
  sent: number;
  refused: number;
  sentAt: Ms | null;
  fault: string | null;
  createdBy: string;
  createdAt: Ms;
};

export type OpenTables = { api_token: ApiTokenTable; lrs_target: LrsTargetTable };
