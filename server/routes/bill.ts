import type { Route } from './route.ts';

export const billRoutes: readonly Route[] = [];
