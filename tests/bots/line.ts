import { randomUUID } from 'node:crypto';
import type { Api, ApiPath } from '../../server/domain/api.ts';
import { type Browser, browserAt, Refused } from '../helpers/server.ts';

/** Where a bot's time comes from: a clock of the test, or the real one. */
export type Pace = { now: () => number; wait: (ms: number) => Promise<void> };
export type Line = {
  call: <K extends ApiPath>(key: K, input: CallInput) => Promise<Api[K]['reply']>;
  browser: Browser;
  /** What happened on the way. */
  count: { calls: number; lost: number; limited: number };
};
export type CallInput = { body?: unknown; params?: Record<string, string>; commandId?: string };

const PATIENCE_MS = 60_000;
type AnyCall = (key: ApiPath, input: unknown, extra: { commandId: string }) => Promise<unknown>;

/** True for what a client tries again with the same command id: no line, no disk, too fast. */
const passes = (error: unknown): boolean =>
  !(error instanceof Refused) || error.code === 'rate.limited' || error.code === 'storage.unavailable';

/** Calls like the product's client: one command id per command, repeated until the server has answered. */
export const lineTo = (url: string, pace: Pace): Line => {
  const browser = browserAt(url);
  const count = { calls: 0, lost: 0, limited: 0 };
  const send = browser.call as unknown as AnyCall;
  const call = async <K extends ApiPath>(key: K, input: CallInput): Promise<Api[K]['reply']> => {
    const { commandId = randomUUID(), ...rest } = input;
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        count.calls += 1;
        return (await send(key, rest, { commandId })) as Api[K]['reply'];
      } catch (error) {
        if (!passes(error) || performance.now() > until) throw error;
        if (error instanceof Refused && error.code === 'rate.limited') count.limited += 1;
        else count.lost += 1;
        const seconds = error instanceof Refused ? Number(error.details.seconds ?? 0) : 0;
        await pace.wait(seconds > 0 ? seconds * 1000 : 80);
      }
    }
  };
  return { call, browser, count };
};
