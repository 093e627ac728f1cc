import type { Application } from 'express';
import type { Ctx } from '../context.ts';

/** The bill as a picture to share. */
export const mountBillFiles = (_app: Application, _ctx: Ctx): void => {};
