import type { Route } from './route.ts';

export const forecastRoutes: readonly Route[] = [];
