/** The server's clock, set by the timeline and read by `ctx.now`. Milliseconds UTC. */
export type SimClock = { now: () => number; set: (at: number) => void };
/**
 * One life's own time. `wait` and `until` only let it pass; `meet` sleeps in simulated time until the server's clock has
 * come so far, before every request, which it names. What is thought and read between two requests so costs one sleep.
 */
export type OwnTime = {
  now: () => number;
  wait: (ms: number) => Promise<void>;
  until: (at: number) => Promise<void>;
  meet: (forWhat: string) => Promise<void>;
};
type Sleeper = { at: number; order: number; wake: () => void };
/** What somebody who is busy does, and since when by the wall clock. */
type Deed = { who: string; what: string; since: number };

/** A binary heap by time, then by who lay down first. */
const newHeap = () => {
  const list: Sleeper[] = [];
  const before = (a: number, b: number): boolean => {
    const [x, y] = [list[a] as Sleeper, list[b] as Sleeper];
    return x.at < y.at || (x.at === y.at && x.order < y.order);
  };
  const swap = (a: number, b: number): void => {
    [list[a], list[b]] = [list[b] as Sleeper, list[a] as Sleeper];
  };
  const sink = (from: number): void => {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < list.length && before(left, least)) least = left;
      if (right < list.length && before(right, least)) least = right;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  const push = (s: Sleeper): void => {
    list.push(s);
    for (let at = list.length - 1; at > 0; ) {
      const up = (at - 1) >> 1;
      if (!before(at, up)) return;
      swap(at, up);
      at = up;
    }
  };
  const pop = (): Sleeper | undefined => {
    const first = list[0];
    const last = list.pop();
    if (first !== last && last) {
      list[0] = last;
      sink(0);
    }
    return first;
  };
  /** Takes out who sleeps no longer than until `end`, at most `most` of them. */
  const until = (end: number, most: number): Sleeper[] => {
    const group: Sleeper[] = [];
    while (group.length < most && (list[0]?.at ?? Number.POSITIVE_INFINITY) <= end)
      group.push(pop() as Sleeper);
    return group;
  };
  return { push, until, first: () => list[0] };
};

type Options = {
  /** Who wakes within this many ms of the first one wakes with it: their requests meet at the server. */
  windowMs?: number;
  /** At most so many at once. */
  most?: number;
  /** A window that has not ended after so long, by the wall clock, ends the run with the names of who is busy. */
  stallMs?: number;
};

/** Twice what a request may take. */
const STALL_MS = 30_000;

const said = (deeds: Iterable<Deed>): string => {
  const now = performance.now();
  return [...deeds]
    .map((d) => `${d.who}: ${d.what}, for ${((now - d.since) / 1000).toFixed(1)} s`)
    .join('; ');
};

/** Who is busy with what. `stallMs` = after so long by the wall clock somebody must have come to rest. */
const newBusy = (stallMs: number) => {
  const deeds = new Set<Deed>();
  let idle: () => void = () => undefined;
  return {
    begin: (deed: Deed): void => {
      deed.since = performance.now();
      deeds.add(deed);
    },
    end: (deed: Deed): void => {
      deeds.delete(deed);
      if (deeds.size === 0) idle();
    },
    /** Lets `wake` make people busy and waits until nobody is. Throws when that never comes: who is busy, with what. */
    untilIdle: (wake: () => void, fault: () => unknown): Promise<void> =>
      new Promise((done, fail) => {
        const stalled = (): void =>
          fail(fault() ?? new Error(`No window has ended for ${stallMs / 1000} s. ${said(deeds)}`));
        const timer = setTimeout(stalled, stallMs);
        idle = () => {
          clearTimeout(timer);
          done();
        };
        wake();
      }),
  };
};

/** Lets somebody sleep in the heap until `at`, then go on as busy. */
const newBeds = (heap: ReturnType<typeof newHeap>, busy: ReturnType<typeof newBusy>) => {
  let order = 0;
  return (at: number, deed: Deed, goOn: () => void): void => {
    const wake = (): void => {
      busy.begin(deed);
      goOn();
    };
    heap.push({ at, order: order++, wake });
  };
};

/** One life's own time from `at` on; `sleep` lies down until a moment of the server's clock. */
const ownTime = (
  at: number,
  deed: Deed,
  clock: SimClock,
  sleep: (until: number) => Promise<void>,
): OwnTime => {
  // Times of the product are whole milliseconds.
  let own = Math.round(at);
  const until = async (then: number): Promise<void> => {
    own = Math.max(own, Math.round(then));
  };
  const meet = async (forWhat: string): Promise<void> => {
    deed.what = forWhat;
    deed.since = performance.now();
    if (own > clock.now()) await sleep(own);
    own = Math.max(own, clock.now());
  };
  return { now: () => own, until, meet, wait: (ms) => until(own + Math.max(0, ms)) };
};

/**
 * Simulated time for many lives: it stands still while anybody is busy and jumps to the next sleeper when nobody is. Those
 * who wake in one window run together. Which requests of a window the server takes first is the network's affair.
 */
export const newTimeline = (
  clock: SimClock,
  { windowMs = 5000, most = 48, stallMs = STALL_MS }: Options = {},
) => {
  const heap = newHeap();
  const busy = newBusy(stallMs);
  const lieDown = newBeds(heap, busy);
  let fault: unknown;
  let windows = 0;

  /** Adds a life that begins at `at`; a fault in it ends the whole run. */
  const add = (at: number, who: string, live: (time: OwnTime) => Promise<void>): void => {
    const deed: Deed = { who, what: 'begins', since: 0 };
    const sleep = (until: number): Promise<void> =>
      new Promise((wake) => {
        lieDown(until, deed, wake);
        busy.end(deed);
      });
    const time = ownTime(at, deed, clock, sleep);
    const begin = async (): Promise<void> => {
      await live(time).catch((error: unknown) => (fault ??= error));
      busy.end(deed);
    };
    lieDown(time.now(), deed, () => void begin());
  };
  const wakeWindow = (): void => {
    const end = (heap.first()?.at ?? 0) + windowMs;
    const group = heap.until(end, most);
    clock.set(Math.max(clock.now(), group.at(-1)?.at ?? 0));
    windows += 1;
    for (const { wake } of group) wake();
  };
  /** Runs until every life has ended. Throws what the first life that failed has thrown. */
  const run = async (): Promise<void> => {
    while (heap.first() && fault === undefined) await busy.untilIdle(wakeWindow, () => fault);
    if (fault !== undefined) throw fault;
  };
  return { add, run, windows: () => windows };
};
export type Timeline = ReturnType<typeof newTimeline>;
