import type { Route } from './route.ts';

export const traitRoutes: readonly Route[] = [];
