import { z } from 'zod';

export const DIMENSIONS = ['learning', 'result', 'game', 'social', 'honor'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** Privacy classes of analytics.md 1.5: technical, behaviour, result, evaluation, ledger, social, free text, opinion, sensitive. */
export type Privacy = 'T' | 'B' | 'R' | 'E' | 'L' | 'S' | 'F' | 'O' | 'X';
export type Sender = 'server' | 'client';

export type Entry = {
  /** Stable number in the log; never re-used. */
  code: number;
  dimension: Dimension | 'governance';
  sender: Sender;
  privacy: Privacy;
  data: z.ZodObject;
};

type Kind<D extends Entry['dimension'], S extends Sender, T extends z.ZodRawShape> = {
  code: number;
  dimension: D;
  sender: S;
  privacy: Privacy;
  data: z.ZodObject<T, z.core.$strict>;
};

const define =
  <D extends Entry['dimension'], S extends Sender>(dimension: D, sender: S) =>
  <T extends z.ZodRawShape>(code: number, privacy: Privacy, shape: T): Kind<D, S, T> => ({
    code,
    dimension,
    sender,
    privacy,
    data: z.strictObject(shape),
  });

/** The two makers of one dimension: verbs that only the server writes, and verbs that a client may report. */
export const verbsOf = <D extends Entry['dimension']>(dimension: D) => ({
  server: define(dimension, 'server'),
  client: define(dimension, 'client'),
});

/** Id of a thing of the product: slug, UUID or route name. */
export const name = z.string().min(1).max(100);
export const word = z.string().min(1).max(40);
export const count = z.int().min(0).max(1_000_000_000);
export const duration = z
  .int()
  .min(0)
  .max(31 * 86_400_000);
export const share = z.number().min(0).max(1);
export const real = z.number().min(-1e9).max(1e9);
export const version = z.int().min(1).max(1_000_000);
