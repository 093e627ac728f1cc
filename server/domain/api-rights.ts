/** Rights over data: consents, a copy of what is kept, erasure, who looked at what. */
export type RightsApi = Record<never, never>;
