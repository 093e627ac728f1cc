import type { LinkState } from '../domain/friend.ts';

/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Ms = number;

/** What is between two people, one row a pair: `low` < `high`; `asker` = who asked first. None = strangers. */
export type FriendshipTable = {
  low: string;
  high: string;
  org: string;
  state: LinkState;
  asker: string;
  /** When it became what it is. */
  at: Ms;
};
/** `person` wants nothing to do with `other`, who is not told. */
export type BlockTable = { person: string; other: string; org: string; at: Ms };
/** What a person shows of oneself beside name and critter; `line` is free text (class F). */
export type ProfileTable = {
  person: string;
  org: string;
  line: string | null;
  /** Ids of what is worn: a title, a frame around the critter, a skin of the ship. */
  title: string | null;
  frame: string | null;
  skin: string | null;
  updatedAt: Ms;
};
/** A wave, cheer or thanks from one to another; `place` = the island it was left on, '' elsewhere; `day` = play day. */
export type CheerTable = {
  id: string;
  org: string;
  person: string;
  other: string;
  kind: string;
  place: string;
  day: number;
  at: Ms;
};

export type FriendTables = {
  friendship: FriendshipTable;
  block: BlockTable;
  profile: ProfileTable;
  cheer: CheerTable;
};
