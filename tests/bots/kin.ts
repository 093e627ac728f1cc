import type { Api, ApiPath, PeerView } from '../../server/domain/api.ts';
import { Refused } from '../helpers/server.ts';
import type { Book } from './book.ts';
import type { Visit } from './life.ts';
import type { CallInput, Line } from './line.ts';

/** What somebody keeps in mind of colleagues from one sitting to the next. */
export type Memory = {
  friends: string[];
  /** Friends whom one cannot write to: guests. */
  silent: Set<string>;
  /** Own questions that may still be open. */
  asks: string[];
  /** Day of the last reading note. */
  noteDay: number;
};
export const newMemory = (): Memory => ({ friends: [], silent: new Set(), asks: [], noteDay: -1 });

/** One among colleagues, in one sitting. The dice are its own: social life throws none of those of learning. */
export type Kin = {
  me: string;
  guest: boolean;
  /** Number of the day from 0. */
  day: number;
  book: Book;
  memory: Memory;
  peers: readonly PeerView[];
  /** Stations that are done. */
  stations: ReadonlySet<string>;
  /** The medal is bought; before that coins are kept for it. */
  graduated: boolean;
  call: Line['call'];
  /** A call of which one of `honest` may come; undefined = it did. */
  attempt: <K extends ApiPath>(
    key: K,
    input: CallInput,
    honest: readonly string[],
  ) => Promise<Api[K]['reply'] | undefined>;
  note: Visit['outbox']['note'];
  go: Visit['outbox']['go'];
  wait: (ms: number) => Promise<void>;
  random: () => number;
  chance: (p: number) => boolean;
  /** A whole number with this mean. */
  many: (mean: number) => number;
  pick: <T>(list: readonly T[]) => T | undefined;
};

/** `sociable` = share of the sittings in which one looks after colleagues and coins. */
export type Company = { book: Book; memory: Memory; random: () => number; sociable: number };

/** Who sits here, seen as somebody's colleague. */
export const kinOf = (v: Visit, { book, memory, random }: Company, peers: readonly PeerView[]): Kin => {
  const { hand, outbox, me, sitting } = v;
  const attempt: Kin['attempt'] = async (key, input, honest) => {
    try {
      return await hand.command(key, { ...input, honest });
    } catch (error) {
      if (error instanceof Refused && honest.includes(error.code)) return undefined;
      throw error;
    }
  };
  const chance = (p: number): boolean => random() < p;
  return {
    me: me.person.id,
    guest: me.person.guest,
    day: sitting.day,
    book,
    memory,
    peers,
    stations: hand.journal.stations,
    graduated: hand.journal.spent() > 0,
    call: hand.command,
    attempt,
    note: outbox.note,
    go: outbox.go,
    wait: hand.wait,
    random,
    chance,
    many: (mean) => Math.floor(mean) + (chance(mean % 1) ? 1 : 0),
    pick: (list) => list[Math.floor(random() * list.length)],
  };
};
