import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { ClientEvent } from '../../server/domain/api.ts';
import type { ClientVerb, catalogue } from '../../server/domain/events/index.ts';
import { session } from '../stores/session.ts';
import { call } from './call.ts';
import { openQueue, type Queue } from './queue.ts';

/** obj = the thing it is about (its id), ctx = the attempt or match around it, data = by the verb's catalogue entry. */
export type Facts<V extends ClientVerb> = {
  obj?: string;
  ctx?: string;
  data: z.input<(typeof catalogue)[V]['data']>;
};

const BATCH = 200;
const EVERY_MS = 5000;
/** fetch with keepalive takes at most 64 KB in flight. */
const FAREWELL_BYTES = 60_000;

let queue: Promise<Queue> | undefined;
const opened = (): Promise<Queue> => {
  queue ??= openQueue();
  return queue;
};
let sending: Promise<void> | undefined;

const person = (): string | undefined => session.getState().me?.person.id;

/** Notes a fact only the client knows. It is queued on the device and sent within seconds. */
export const record = <V extends ClientVerb>(verb: V, { obj, ctx, data }: Facts<V>): Promise<void> => {
  const who = person();
  if (who === undefined) return Promise.resolve();
  const event: Omit<ClientEvent, 'n'> = {
    id: uuidv7(),
    verb,
    at: Date.now(),
    ...(obj === undefined ? {} : { obj }),
    ...(ctx === undefined ? {} : { ctx }),
    data,
  };
  return opened().then((q) => q.add(who, event));
};

const sendAll = async (): Promise<void> => {
  const q = await opened();
  for (let who = person(); who !== undefined; who = person()) {
    const events = await q.first(who, BATCH);
    if (events.length === 0) return;
    const receipt = await call('POST /api/events', { body: { events, sentAt: Date.now() } });
    const done = [...receipt.accepted, ...receipt.rejected.map((r) => r.id)];
    await q.remove(done);
    if (done.length === 0) return;
  }
};

/** Sends everything queued, oldest first; what is not acknowledged stays for the next time. */
export const flush = (): Promise<void> => {
  sending ??= sendAll()
    .catch(() => undefined)
    .finally(() => {
      sending = undefined;
    });
  return sending;
};

/** The page goes away: one last batch that outlives it. Unacknowledged, it is sent again on the next visit. */
const farewell = async (): Promise<void> => {
  const who = person();
  if (who === undefined) return;
  const events = await (await opened()).first(who, BATCH);
  const fitting: ClientEvent[] = [];
  for (let bytes = 0; fitting.length < events.length; ) {
    const next = events[fitting.length];
    bytes += new Blob([JSON.stringify(next)]).size + 1;
    if (next === undefined || bytes > FAREWELL_BYTES) break;
    fitting.push(next);
  }
  if (fitting.length === 0) return;
  await fetch('/api/events', {
    method: 'POST',
    keepalive: true,
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'command-id': uuidv7() },
    body: JSON.stringify({ events: fitting, sentAt: Date.now() }),
  }).catch(() => undefined);
};

/** Starts the clock of the outbox. Gives the stop function. */
export const startOutbox = (): (() => void) => {
  const timer = setInterval(() => void flush(), EVERY_MS);
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') void farewell();
  };
  document.addEventListener('visibilitychange', onHide);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onHide);
  };
};

/** Forgets the open database; tests stand in for a reload with it. */
export const closeOutbox = async (): Promise<void> => {
  (await queue)?.close();
  queue = undefined;
};
