import type { Api, InviteBody, StudioPeople } from '../../server/domain/api.ts';
import { call } from './call.ts';

export const loadStudio = (): Promise<StudioPeople> => call('GET /api/studio/people');
/** A one-time link: for a new person, or with `person` for somebody who lost the password. */
export const makeInvite = (body: InviteBody): Promise<Api['POST /api/studio/invite']['reply']> =>
  call('POST /api/studio/invite', { body });
export const addDepartment = (name: string, parent?: string): Promise<StudioPeople> =>
  call('POST /api/studio/departments', { body: { name, ...(parent === undefined ? {} : { parent }) } });
