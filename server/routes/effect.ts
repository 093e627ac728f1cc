import type { Route } from './route.ts';

export const effectRoutes: readonly Route[] = [];
