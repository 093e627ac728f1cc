import type { BackupsView, LawsView, SystemHealth, SystemStorage } from '../../server/domain/api-system.ts';
import { call } from './call.ts';

export const loadHealth = (): Promise<SystemHealth> => call('GET /api/system/health');
export const loadStorage = (): Promise<SystemStorage> => call('GET /api/system/storage');
export const loadLaws = (): Promise<LawsView> => call('GET /api/system/audit');
export const checkLaws = (): Promise<LawsView> => call('POST /api/system/audit', { body: {} });
export const loadBackups = (): Promise<BackupsView> => call('GET /api/system/backups');
export const makeBackup = (): Promise<BackupsView> => call('POST /api/system/backup', { body: {} });
/** Where a copy of the database lies as a file. */
export const backupUrl = (name: string): string => `/api/system/backups/${encodeURIComponent(name)}`;
