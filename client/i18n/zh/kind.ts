export const kind = {} as const;
