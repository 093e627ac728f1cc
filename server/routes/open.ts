import type { Route } from './route.ts';

export const openRoutes: readonly Route[] = [];
