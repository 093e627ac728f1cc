import { z } from 'zod';
import { catalogue, isClientVerb, VERBS } from './index.ts';

const text = z.string().min(1).max(100).optional();
const shapeOf = (data: z.ZodObject) =>
  z.strictObject({
    id: z.string(),
    verb: z.string(),
    at: z.int().min(0),
    n: z.int().min(0),
    obj: text,
    ctx: text,
    data,
  });
const shapes = new Map<string, ReturnType<typeof shapeOf>>(
  VERBS.filter(isClientVerb).map((verb) => [verb, shapeOf(catalogue[verb].data)]),
);

/** What a client may say of a verb, envelope and data in one shape; undefined = not a client's verb. */
export const clientShape = (verb: string): ReturnType<typeof shapeOf> | undefined => shapes.get(verb);
