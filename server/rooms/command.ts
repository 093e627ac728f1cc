import type { Client, MessageContext } from '@colyseus/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type ErrorCode, RuleError } from '../domain/errors.ts';
import type { LiveRefusal } from '../domain/live.ts';

const refusal = (code: ErrorCode, details: LiveRefusal['details'] = {}): LiveRefusal => ({ code, details });

const refusalOf = (log: Logger, error: unknown): LiveRefusal => {
  if (error instanceof RuleError) return refusal(error.code, error.details);
  if (error instanceof z.ZodError)
    return refusal('bad_request', { place: error.issues[0]?.path.join('.') ?? '' });
  log.error({ err: error }, 'command failed');
  return refusal('server.fault');
};

/**
 * One door of a room; `read` = another way to what `shape` gives. A bad shape, a rule's refusal and a bug reject the
 * request with `{ code, details }`; the connection, the room and the process stay.
 */
export const command =
  <S extends z.ZodType, C extends Client, R>(
    log: Logger,
    shape: S,
    run: (client: C, message: z.output<S>) => R | Promise<R>,
    read: (message: unknown) => z.output<S> = (message) => shape.parse(message),
  ) =>
  async (client: C, message: z.input<S>, reply: MessageContext) => {
    try {
      return await run(client, read(message));
    } catch (error) {
      return reply.reject(refusalOf(log, error));
    }
  };
