import { catalogue, VERBS } from '../domain/events/index.ts';

/** Verbs that show that a person was active: classes B and R. */
export const ACTIVE_VERBS = VERBS.filter((verb) => ['B', 'R'].includes(catalogue[verb].privacy));
