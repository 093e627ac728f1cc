/** Talk in channels, and its care. */
export type ChatApi = Record<never, never>;
