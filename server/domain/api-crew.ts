import type { Answer, QuestionView, Verdict } from './answer.ts';
import type { LocalText } from './text.ts';

/** A boss met by three to five people in a live room. What is stored goes by HTTP, the round by the room `crew`. */
export type CrewApi = {
  /** Opens a crew at a boss station, or gives back the open one one is in. Throws `station.locked`. */
  'POST /api/crews/open': { body: { station: string }; reply: CrewInfo };
  /** The open crews at a boss that colleagues wait in. */
  'GET /api/crews/:station': { reply: CrewInfo[] };
};
export const CREW_MIN = 3;
export const CREW_MOST = 5;
export const CREW_MS = 180_000;
export type CrewInfo = {
  id: string;
  station: string;
  island: string;
  boss: { name: LocalText; icon: string };
  status: 'waiting' | 'fighting' | 'won' | 'retreat';
  members: { id: string; name: string; avatar: string }[];
};
/** What the room tells one member: its own question only; others' as bars. */
export type CrewView = CrewInfo & {
  hp: number;
  maxHp: number;
  endsAt?: number;
  serverNow: number;
  crew: { id: string; name: string; avatar: string; damage: number; shields: number; online: boolean }[];
  mine?: { item: number; question?: QuestionView; answered: number; total: number; shields: number };
  result?: { coins: number; balance: number; won: boolean };
};
export type CrewAnswer = { item: number; answer: Answer; rtMs: number };
export type CrewVerdict = { verdict: Verdict; damage: number; view: CrewView };
