import type { MyRights, RightsDesk } from '../../server/domain/api-rights.ts';
import type { TraitView } from '../../server/domain/api-trait.ts';
import type { Purpose, RightsPolicy } from '../../server/domain/rights.ts';
import { call } from './call.ts';

export const loadRights = (): Promise<MyRights> => call('GET /api/rights');
export const setConsent = (purpose: Purpose, version: number, given: boolean): Promise<MyRights> =>
  call('POST /api/rights/consent', { body: { purpose, version, given } });
export const askErasure = (): Promise<MyRights> => call('POST /api/rights/erasure', { body: {} });
export const withdrawErasure = (): Promise<MyRights> =>
  call('POST /api/rights/erasure/withdraw', { body: {} });
/** Where the copy of somebody's data lies; `me` = mine. */
export const copyAddress = (person: string): string => `/api/rights/copy/${encodeURIComponent(person)}.zip`;

export const loadTraits = (): Promise<TraitView> => call('GET /api/traits');
export const answerTrait = (item: string, value: number): Promise<TraitView> =>
  call('POST /api/traits/answer', { body: { item, value } });

export const loadRightsDesk = (): Promise<RightsDesk> => call('GET /api/studio/rights');
export const findPeople = (q: string): Promise<{ id: string; name: string; role: string }[]> =>
  call('GET /api/studio/rights/people', { query: { q } });
/** `name` = typed to confirm. */
export const erasePerson = (person: string, name: string, reason: string): Promise<RightsDesk> =>
  call('POST /api/studio/rights/erase', { body: { person, name, reason } });
export const refuseErasure = (request: string, reason: string): Promise<RightsDesk> =>
  call('POST /api/studio/rights/refuse', { body: { request, reason } });
export const saveRightsPolicy = (before: RightsPolicy, policy: RightsPolicy): Promise<RightsDesk> =>
  call('POST /api/studio/rights/policy', { body: { before, policy } });
