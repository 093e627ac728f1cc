import type { Route } from './route.ts';

export const reachRoutes: readonly Route[] = [];
