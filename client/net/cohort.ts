import type { Api, ApiPath } from '../../server/domain/api.ts';
import { call } from './call.ts';

type Reply<K extends ApiPath> = Api[K]['reply'];
type Body<K extends ApiPath> = Api[K] extends { body: infer B } ? B : never;
type Board = Reply<'GET /api/cohorts/:cohort'>;

export const loadCohorts = (): Promise<Reply<'GET /api/cohorts'>> => call('GET /api/cohorts');
export const saveCohort = (body: Body<'POST /api/cohorts/save'>): Promise<Reply<'POST /api/cohorts/save'>> =>
  call('POST /api/cohorts/save', { body });
export const archiveCohort = (
  cohort: string,
  archived: boolean,
): Promise<Reply<'POST /api/cohorts/archive'>> =>
  call('POST /api/cohorts/archive', { body: { cohort, archived } });

export const loadBoard = (cohort: string): Promise<Board> =>
  call('GET /api/cohorts/:cohort', { params: { cohort } });
/** Puts people in, out of any other cohort of the same quest, or takes them out. */
export const placeMembers = (cohort: string, people: string[], add: boolean): Promise<Board> =>
  call('POST /api/cohorts/members', { body: { cohort, people, add } });
export const remindMembers = (
  cohort: string,
  people: string[],
  text: string,
): Promise<Reply<'POST /api/cohorts/remind'>> =>
  call('POST /api/cohorts/remind', { body: { cohort, people, text } });
export const extendMember = (body: Body<'POST /api/cohorts/extend'>): Promise<Board> =>
  call('POST /api/cohorts/extend', { body });
export const resetStation = (body: Body<'POST /api/cohorts/reset'>): Promise<Board> =>
  call('POST /api/cohorts/reset', { body });
export const loadAudit = (cohort: string): Promise<Reply<'GET /api/cohorts/:cohort/audit'>> =>
  call('GET /api/cohorts/:cohort/audit', { params: { cohort } });
