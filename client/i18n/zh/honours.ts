export const honours = {} as const;
