/** Who knows whom, profiles, visits. */
export type FriendsApi = Record<never, never>;
