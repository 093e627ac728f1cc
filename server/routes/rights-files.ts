import type { Application } from 'express';
import type { Ctx } from '../context.ts';

/** A person's copy of what is kept of them, as a file. */
export const mountRightsFiles = (_app: Application, _ctx: Ctx): void => {};
