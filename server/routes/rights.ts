import type { Route } from './route.ts';

export const rightsRoutes: readonly Route[] = [];
