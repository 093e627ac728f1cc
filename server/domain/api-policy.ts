import type { Policy } from './policy.ts';

/** What a company has decided about chat, gifts, bounties and boards. */
export type PolicyApi = {
  'GET /api/policy': { reply: Policy };
  /** Trainer: replaces it; `before` = what was looked at. Throws `policy.changed` when somebody was faster. */
  'POST /api/studio/policy': { body: { policy: Policy; before: Policy }; reply: Policy };
};
