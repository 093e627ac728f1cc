/** What a company has decided; `data` = Policy of domain/policy.ts as JSON. One row an organisation. */
export type PolicyTable = { org: string; data: string; savedBy: string; savedAt: number };
