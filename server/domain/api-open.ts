/** Open data: dictionary, exports, tokens, learning record stores. */
export type OpenApi = Record<never, never>;
