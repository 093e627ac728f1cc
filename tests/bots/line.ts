import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:http';
import type { Api, ApiPath } from '../../server/domain/api.ts';
import { Refused } from '../helpers/server.ts';
import { USER_AGENTS } from './rhythm.ts';
import { newAgent, type Wire, wireTo } from './wire.ts';

/** Where a bot's time comes from: a clock of the test, the timeline of a simulation, or the real one. */
export type Pace = {
  now: () => number;
  wait: (ms: number) => Promise<void>;
  /** Waits until the server's clock has come as far as one's own; before every request, which it names. */
  meet?: (forWhat: string) => Promise<void>;
};
export type CallInput = {
  body?: unknown;
  params?: Record<string, string>;
  query?: Record<string, string>;
  commandId?: string;
  /** Codes of refusals that a person must reckon with here: counted apart, thrown all the same. */
  honest?: readonly string[];
};
export type Line = {
  call: <K extends ApiPath>(key: K, input: CallInput) => Promise<Api[K]['reply']>;
  wire: Wire;
  /** What happened on the way; `refused` and `honest` (refusals to reckon with) by door and code, `faults` = 5xx replies. */
  count: {
    calls: number;
    lost: number;
    limited: number;
    faults: number;
    refused: Map<string, number>;
    honest: Map<string, number>;
  };
};
type Options = { agent?: Agent; device?: string; count?: Line['count'] };

const PATIENCE_MS = 60_000;
const shared = newAgent();

export const newCount = (): Line['count'] => ({
  calls: 0,
  lost: 0,
  limited: 0,
  faults: 0,
  refused: new Map(),
  honest: new Map(),
});

/** Adds a refusal of `door` to the count. */
export const tallyRefusal = (
  { refused, honest }: Line['count'],
  door: string,
  code: string,
  isHonest = false,
): void => {
  const name = `${door} ${code}`;
  const list = isHonest ? honest : refused;
  list.set(name, (list.get(name) ?? 0) + 1);
};

/** True for what a client tries again with the same command id: no line, no disk, too fast. */
const passes = (error: unknown): boolean =>
  !(error instanceof Refused) || error.code === 'rate.limited' || error.code === 'storage.unavailable';

type Tallied = { key: ApiPath; honest: readonly string[] };
const tally = (count: Line['count'], { key, honest }: Tallied, error: unknown): void => {
  if (!(error instanceof Refused)) count.lost += 1;
  else if (error.code === 'rate.limited') count.limited += 1;
  else if (error.status >= 500) count.faults += 1;
  else tallyRefusal(count, key, error.code, honest.includes(error.code));
};

/** Calls like the product's client: one command id per command, repeated until the server has answered. */
export const lineTo = (url: string, pace: Pace, options: Options = {}): Line => {
  const { agent = shared, device = USER_AGENTS.desktop, count = newCount() } = options;
  const wire = wireTo(url, agent, device);
  const call = async <K extends ApiPath>(key: K, input: CallInput): Promise<Api[K]['reply']> => {
    const { commandId = randomUUID(), honest = [], ...rest } = input;
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        await pace.meet?.(key);
        count.calls += 1;
        return (await wire.call(key, rest, commandId)) as Api[K]['reply'];
      } catch (error) {
        tally(count, { key, honest }, error);
        if (!passes(error) || performance.now() > until) throw error;
        const seconds = error instanceof Refused ? Number(error.details.seconds ?? 0) : 0;
        await pace.wait(seconds > 0 ? seconds * 1000 : 80);
      }
    }
  };
  return { call, wire, count };
};
