import type { Api, ApiPath } from '../../server/domain/api.ts';
import type {
  AwardCard,
  AwardDetail,
  AwardPreview,
  AwardSummary,
  SeasonView,
} from '../../server/domain/api-award.ts';
import type { AwardDefinition } from '../../server/domain/award-shape.ts';
import type { SeasonData } from '../../server/domain/season.ts';
import { call } from './call.ts';

type Reply<K extends ApiPath> = Api[K]['reply'];

/** Announced and decided awards with my own line. */
export const myAwards = (): Promise<AwardCard[]> => call('GET /api/awards/mine');
export const loadAwards = (): Promise<AwardSummary[]> => call('GET /api/awards');
export const loadAward = (award: string): Promise<AwardDetail> =>
  call('GET /api/awards/:award', { params: { award } });
export const saveAward = (definition: AwardDefinition, id?: string): Promise<AwardDetail> =>
  call('POST /api/awards/save', { body: { definition, ...(id === undefined ? {} : { id }) } });
export const previewAward = (definition: AwardDefinition, id?: string): Promise<AwardPreview> =>
  call('POST /api/awards/preview', { body: { definition, ...(id === undefined ? {} : { id }) } });
export const announceAward = (award: string): Promise<AwardDetail> =>
  call('POST /api/awards/announce', { body: { award } });
export const cancelAward = (award: string, reason: string): Promise<AwardDetail> =>
  call('POST /api/awards/cancel', { body: { award, reason } });
export const bringValues = (
  award: string,
  component: string,
  text: string,
): Promise<Reply<'POST /api/awards/values'>> =>
  call('POST /api/awards/values', { body: { award, component, text } });
export const computeAward = (award: string): Promise<AwardDetail> =>
  call('POST /api/awards/compute', { body: { award } });
/** Without a reason the person comes back in. */
export const excludePerson = (award: string, person: string, reason?: string): Promise<AwardDetail> =>
  call('POST /api/awards/exclude', {
    body: { award, person, ...(reason === undefined ? {} : { reason }) },
  });
export const confirmAward = (award: string, computedAt: number): Promise<AwardDetail> =>
  call('POST /api/awards/confirm', { body: { award, computedAt } });
export const publishAward = (award: string): Promise<AwardDetail> =>
  call('POST /api/awards/publish', { body: { award } });
/** Where the audit lies as a file. */
export const auditFile = (award: string, format: 'xlsx' | 'csv', lang: string): string =>
  `/api/awards/${encodeURIComponent(award)}/audit.${format}?lang=${lang}`;

export const loadSeasons = (): Promise<SeasonView[]> => call('GET /api/seasons');
export const allSeasons = (): Promise<SeasonView[]> => call('GET /api/studio/seasons');
export const saveSeason = (data: SeasonData, id?: string): Promise<SeasonView> =>
  call('POST /api/seasons/save', { body: { data, ...(id === undefined ? {} : { id }) } });
export const startSeason = (season: string): Promise<SeasonView> =>
  call('POST /api/seasons/start', { body: { season } });
export const stopSeason = (season: string): Promise<SeasonView> =>
  call('POST /api/seasons/stop', { body: { season } });
export const dropSeason = (season: string): Promise<{ ok: true }> =>
  call('POST /api/seasons/drop', { body: { season } });
