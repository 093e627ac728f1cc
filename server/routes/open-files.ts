import type { Application } from 'express';
import type { Ctx } from '../context.ts';

/** Exports as streams, the xAPI door and the published profile. */
export const mountOpenData = (_app: Application, _ctx: Ctx): void => {};
