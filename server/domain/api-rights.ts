import type { ErasureState, KeptClass, Purpose, RightsPolicy } from './rights.ts';
import type { LocalText } from './text.ts';

export type ConsentView = {
  purpose: Purpose;
  /** Of the wording that is asked for now. */
  version: number;
  given: boolean;
  /** When it was last given or withdrawn. */
  at?: number;
  /** The version that was agreed to. */
  agreed?: number;
};
export type ErasureView = {
  id: string;
  state: ErasureState;
  askedAt: number;
  dueAt: number;
  decidedAt?: number;
  doneAt?: number;
  scrubbedAt?: number;
  reason?: string;
};
/** A kind of look at my data: what, who by role, how often, when last. */
/** `figure` = the name of the figure that `what` is the id of. */
export type LookSum = { what: string; by: string; n: number; at: number; figure?: LocalText };
export type MyRights = {
  consents: ConsentView[];
  erasure?: ErasureView;
  looks: LookSum[];
  days: RightsPolicy['days'];
  decideDays: number;
  keepCertificates: boolean;
  traits: boolean;
};

export type RequestView = ErasureView & { person: string; name: string; askedBy: string; byAdmin: boolean };
export type ConsentLine = {
  seq: number;
  person: string;
  name: string;
  purpose: string;
  version: number;
  given: boolean;
  at: number;
};
export type LookLine = {
  seq: number;
  by: string;
  byName: string;
  person: string;
  name: string;
  what: string;
  figure?: LocalText;
  at: number;
  n: number;
};
export type RetentionLine = { at: number; class: KeptClass; rows: number; upTo: number };
export type RightsDesk = {
  policy: RightsPolicy;
  requests: RequestView[];
  consents: ConsentLine[];
  looks: LookLine[];
  retention: RetentionLine[];
};

/** Rights over data: consents, a copy of what is kept, erasure, who looked at what. */
export type RightsApi = {
  'GET /api/rights': { reply: MyRights };
  /** Gives or withdraws a consent; withdrawal takes effect before the reply. Throws `rights.wording`, `trait.off`. */
  'POST /api/rights/consent': {
    body: { purpose: Purpose; version: number; given: boolean };
    reply: MyRights;
  };
  /** A learner's own request; an administrator decides by `dueAt`. Throws `rights.asked`. */
  'POST /api/rights/erasure': { body: Record<never, never>; reply: MyRights };
  'POST /api/rights/erasure/withdraw': { body: Record<never, never>; reply: MyRights };
  /** Admin: everything of this page. */
  'GET /api/studio/rights': { reply: RightsDesk };
  /** Admin: people by a part of their name, for the erasure of somebody who has not asked. */
  'GET /api/studio/rights/people': {
    query: { q: string };
    reply: { id: string; name: string; role: string }[];
  };
  /** Admin: erases; `name` is typed to confirm. Throws `person.unknown`, `rights.name`, `rights.self`, `rights.busy`. */
  'POST /api/studio/rights/erase': {
    body: { person: string; name: string; reason: string };
    reply: RightsDesk;
  };
  /** Admin: says no, with a reason the person reads. Throws `rights.state`. */
  'POST /api/studio/rights/refuse': { body: { request: string; reason: string }; reply: RightsDesk };
  /** Admin: throws `policy.changed` when it is no longer what was looked at. */
  'POST /api/studio/rights/policy': {
    body: { policy: RightsPolicy; before: RightsPolicy };
    reply: RightsDesk;
  };
};
