import type { IslandView } from './api.ts';
import type { Face } from './face.ts';
import type { Bond, CheerKind, PersonAct } from './friend.ts';
import type { Look } from './look.ts';
import type { Whereabouts } from './notice.ts';
import type { Role } from './person.ts';
import type { StationKind } from './quest.ts';
import type { LocalText } from './text.ts';

/** Who knows whom, profiles, visits. Who is blocked, either way, is `person.unknown` to the other at every door. */
export type FriendsApi = {
  'GET /api/friends': { reply: FriendsView };
  /** By a part of the name, its pinyin or initials, or the whole friend code. */
  'GET /api/people/find': { query: { text: string }; reply: Found[] };
  /** Throws `person.unknown`, `friend.no_request`, `friend.too_many`. */
  'POST /api/friends': { body: { person: string; act: PersonAct }; reply: FriendsView };
  /** A sign to a colleague; `place` = the island it is left on. Throws `person.unknown`, `visit.closed`,
   * `cheer.enough`. */
  'POST /api/cheers': {
    body: { person: string; kind: CheerKind; place?: string };
    reply: { left: number };
  };
  /** Throws `person.unknown`. */
  'GET /api/people/:person': { reply: ProfileView };
  /** '' takes off. Throws `chat.word`, `wear.not_yours`. */
  'POST /api/profile': {
    body: { line?: string; title?: string; frame?: string; skin?: string };
    reply: ProfileView;
  };
  /** The new critter, as domain/look.ts writes it. Throws `look.locked`. */
  'POST /api/profile/look': { body: { look: string }; reply: ProfileView };
  /** Throws `person.unknown`. */
  'POST /api/profile/report': { body: { person: string; reason: string }; reply: { ok: true } };
  /** Friends only. Throws `person.unknown`, `visit.closed`. */
  'GET /api/visits/:person': { reply: VisitView };
};

/** Whether somebody is here now, and where; all of it is missing for those who hide it. */
export type Seen = { online: boolean; at?: Whereabouts };
export type FriendRow = Seen & {
  face: Face;
  department?: string;
  since: number;
  /** The streak, whether today is in it already, the island of the last station finished; missing for those who hide. */
  day?: { streak: number; today: boolean; island: string };
};
export type RequestRow = { face: Face; department?: string; at: number };
export type FriendsView = {
  friends: FriendRow[];
  /** Who waits for my word, newest first. */
  incoming: RequestRow[];
  /** On whose word I wait. */
  outgoing: RequestRow[];
  blocked: Face[];
  /** By which others find me. */
  code: string;
};
export type Found = { face: Face; department?: string; bond: Bond };

export type ProfileView = Seen & {
  face: Face;
  role: Role;
  guest: boolean;
  department?: string;
  bond: Bond;
  /** What the person says of oneself. */
  line: string;
  skin?: string;
  /** Lifetime points. */
  xp: number;
  islands: { done: number; of: number };
  stars: number;
  /** Quests graduated from. */
  medals: number;
  /** Ids of the honours' catalogue, a badge with its tier from 1 to 3. */
  titles: string[];
  badges: { id: string; tier: number }[];
  /** Mine to give to this person today, by kind. */
  cheers: Record<CheerKind, number>;
  /** What this person got all in all. */
  cheered: Record<CheerKind, number>;
  mayVisit: boolean;
  /** My own profile alone. */
  mine?: { code: string; look: Look; owned: string[] };
};

export type VisitStation = {
  id: string;
  kind: StationKind;
  name: LocalText;
  stars: number;
  done: boolean;
  /** Boss only: whom one sees there. */
  boss?: { name: LocalText; icon: string };
};
export type VisitView = {
  face: Face;
  skin?: string;
  islands: { done: number; of: number };
  /** The island on which the friend is now, as the friend sees it. */
  island: Pick<IslandView, 'id' | 'name' | 'about' | 'icon' | 'style' | 'order' | 'stars'> & {
    stations: VisitStation[];
  };
  /** Where the friend's critter stands. */
  station: string;
  /** Mistakes that have become friends. */
  tamed: number;
  online: boolean;
  book: { face: Face; kind: CheerKind; at: number }[];
  cheers: Record<CheerKind, number>;
};
