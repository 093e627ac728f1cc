export const mall = {} as const;
