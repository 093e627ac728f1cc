import type { Api } from '../../server/domain/api.ts';
import type { ExportFormat, ExportQuery, LrsSave, TokenScope } from '../../server/domain/api-open.ts';
import { call } from './call.ts';

export const loadDictionary = () => call('GET /api/dictionary');

export const countEvents = (query: ExportQuery) => call('GET /api/open/count', { query });
/** Where the file is; `run` is the name by which its progress is asked for. */
export const exportFile = (format: ExportFormat, query: ExportQuery, run: string, names: boolean): string =>
  `/api/open/events.${format}?${new URLSearchParams({ ...query, run, ...(names ? { names: '1' } : {}) }).toString()}`;
export const exportRun = (run: string) => call('GET /api/open/runs/:run', { params: { run } });

export const loadTokens = () => call('GET /api/open/tokens');
export const makeToken = (
  name: string,
  scopes: TokenScope[],
): Promise<Api['POST /api/open/tokens/make']['reply']> =>
  call('POST /api/open/tokens/make', { body: { name, scopes } });
export const revokeToken = (id: string) => call('POST /api/open/tokens/revoke', { body: { id } });

export const loadLrs = () => call('GET /api/open/lrs');
export const saveLrs = (body: LrsSave) => call('POST /api/open/lrs/save', { body });
export const testLrs = (id: string) => call('POST /api/open/lrs/test', { body: { id } });
export const setLrsState = (id: string, state: 'on' | 'paused') =>
  call('POST /api/open/lrs/state', { body: { id, state } });
export const removeLrs = (id: string) => call('POST /api/open/lrs/remove', { body: { id } });
