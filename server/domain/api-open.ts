import type { DictionaryEntry } from './dictionary.ts';
import type { Dimension } from './events/index.ts';

/** Open data: dictionary, exports, tokens, learning record stores. */
export type OpenApi = {
  /** Every verb of the log with its shape and its xAPI mapping. */
  'GET /api/dictionary': { reply: DictionaryEntry[] };
  /**
   * How many events an export will hold. The file itself: `GET /api/open/events.csv`, `.ndjson` or `.parquet` with the same
   * query and `run` (a UUID by which its progress is asked for); `names=1` adds names (administrators).
   */
  'GET /api/open/count': { query: ExportQuery; reply: { events: number } };
  /** How far an export of mine is. Throws `not_found` before it has begun and a while after its end. */
  'GET /api/open/runs/:run': { reply: ExportProgress };

  // ---- administrators ----
  'GET /api/open/tokens': { reply: TokenView[] };
  /** `token` is shown this once. */
  'POST /api/open/tokens/make': {
    body: { name: string; scopes: TokenScope[] };
    reply: { token: string; view: TokenView };
  };
  /** Throws `token.unknown`. */
  'POST /api/open/tokens/revoke': { body: { id: string }; reply: TokenView[] };
  'GET /api/open/lrs': { reply: LrsView[] };
  /**
   * A new target, or a change to one (`id`); the password stays when it is left out. `from` all = the whole log, now = what
   * comes. Throws `lrs.unknown`, `lrs.url` (details reason).
   */
  'POST /api/open/lrs/save': { body: LrsSave; reply: LrsView[] };
  /** Asks the store whether it is there and takes the credentials. Throws `lrs.unknown`. */
  'POST /api/open/lrs/test': { body: { id: string }; reply: LrsTest };
  /** Pauses, or goes on (and tries at once). Throws `lrs.unknown`. */
  'POST /api/open/lrs/state': { body: { id: string; state: 'on' | 'paused' }; reply: LrsView[] };
  /** Throws `lrs.unknown`. */
  'POST /api/open/lrs/remove': { body: { id: string }; reply: LrsView[] };
};

export const EXPORT_FORMATS = ['csv', 'parquet', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** Days YYYYMMDD, both ends count; `dimensions` parted by commas, left out = all. */
export type ExportQuery = { from: string; to: string; dimensions?: string };
export type ExportProgress = {
  state: 'running' | 'done' | 'failed';
  events: number;
  total: number;
  bytes: number;
};
export type ExportDimension = Dimension | 'governance';

export const TOKEN_SCOPES = ['xapi:read', 'events:read'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
export type TokenView = {
  id: string;
  name: string;
  /** The last characters of the token. */
  tail: string;
  scopes: TokenScope[];
  createdBy: string;
  createdAt: number;
  lastUsedAt?: number;
  revokedAt?: number;
};

export type LrsSave = {
  id?: string;
  name: string;
  /** Its xAPI endpoint, to which `/statements` is added. */
  url: string;
  username: string;
  password?: string;
  everything: boolean;
  from?: 'all' | 'now';
};
/** Why the last hand-over failed; `refused.400` = the store's own status. */
export type LrsView = {
  id: string;
  name: string;
  url: string;
  username: string;
  everything: boolean;
  state: 'on' | 'paused';
  /** The last event handed over, and the newest there is. */
  cursor: number;
  newest: number;
  sent: number;
  /** Statements that the store would not take. */
  refused: number;
  tries: number;
  nextAt?: number;
  sentAt?: number;
  fault?: string;
};
export type LrsTest = { ok: boolean; ms: number; status?: number; fault?: string };
