import type { CareView, ReportVerdict } from '../../server/domain/api-chat.ts';
import type { Policy } from '../../server/domain/policy.ts';
import { call } from './call.ts';

export const loadCare = (): Promise<CareView> => call('GET /api/studio/care');
export const judgeReport = (report: string, verdict: ReportVerdict, hours?: number): Promise<CareView> =>
  call('POST /api/studio/care/judge', {
    body: { report, verdict, ...(hours === undefined ? {} : { hours }) },
  });
/** `slow` null = as the policy says. */
export const changeChannel = (
  channel: string,
  change: { closed?: boolean; slow?: number | null },
): Promise<CareView> => call('POST /api/studio/care/channel', { body: { channel, ...change } });
/** 0 hours = may write again. */
export const silencePerson = (person: string, hours: number): Promise<CareView> =>
  call('POST /api/studio/care/mute', { body: { person, hours } });

export const loadPolicy = (): Promise<Policy> => call('GET /api/policy');
/** Throws `policy.changed` when somebody was faster. */
export const savePolicy = (before: Policy, policy: Policy): Promise<Policy> =>
  call('POST /api/studio/policy', { body: { before, policy } });
