import type { Application } from 'express';
import type { Ctx } from '../context.ts';

/** Figures as CSV and XLSX. */
export const mountFigureFiles = (_app: Application, _ctx: Ctx): void => {};
