export const island = {} as const;
