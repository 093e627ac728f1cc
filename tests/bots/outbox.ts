import { uuidv7 } from 'uuidv7';
import type { ClientEvent } from '../../server/domain/api.ts';
import type { Fact } from './hand.ts';
import type { Journal } from './journal.ts';
import type { Line } from './line.ts';

type Options = { line: Line; journal: Journal; now: () => number; random: () => number };

/** The product sends every five seconds; half a minute saves requests and changes no fact. */
const EVERY_MS = 30_000;
const MOST = 200;
const SPAN_MS = 60_000;

/** The outbox of one device in one sitting: what the product's client tells by itself, in batches. */
export const newOutbox = ({ line, journal, now, random }: Options) => {
  let queue: ClientEvent[] = [];
  let counter = 0;
  let sentAt = now();
  let route = 'loading';
  let from: string | undefined;
  let since = now();
  let spanSince = now();

  const put = ({ verb, obj, ctx, data }: Fact): void => {
    const about = { ...(obj === undefined ? {} : { obj }), ...(ctx === undefined ? {} : { ctx }) };
    queue.push({ id: uuidv7(), verb, at: Math.round(now()), n: counter++, ...about, data });
  };
  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      const events = queue.slice(0, MOST);
      queue = queue.slice(MOST);
      const body = { sentAt: Math.round(now()), events };
      journal.told(await line.call('POST /api/events', { body }));
    }
    sentAt = now();
  };
  /** One span a minute, as client/ui/watch.ts counts: hands off the screen for half a minute count as away. */
  const spans = (): void => {
    for (; now() - spanSince >= SPAN_MS; spanSince += SPAN_MS) {
      const activeMs = Math.round(SPAN_MS * (0.7 + 0.3 * random()));
      put({ verb: 'activity.span', data: { scope: route, activeMs, blurN: random() < 0.1 ? 1 : 0 } });
    }
  };
  const note = async (fact: Fact): Promise<void> => {
    spans();
    put(fact);
    if (now() - sentAt >= EVERY_MS || queue.length >= MOST) await flush();
  };
  /** Another screen is shown. */
  const go = async (next: string): Promise<void> => {
    if (next === route) return;
    const data = { route, dwellMs: Math.round(now() - since), ...(from === undefined ? {} : { from }) };
    from = route;
    route = next;
    since = now();
    await note({ verb: 'nav.viewed', data });
  };
  return { note, go, flush, route: () => route };
};
export type Outbox = ReturnType<typeof newOutbox>;
