import type { Note } from './notes/index.ts';
import type { Card, Quest } from './quest.ts';
import type { ReadyGroup } from './quest-check.ts';
import type { QuestFault } from './quest-faults.ts';
import type { LocalText } from './text.ts';

/** Doors of the quest builder; trainer and above. */
export type QuestsApi = {
  'GET /api/quests': { reply: QuestSummary[] };
  /** A new quest, empty or as a copy of one. */
  'POST /api/quests/create': { body: { name: LocalText; copyOf?: string }; reply: QuestDraftView };
  'GET /api/quests/:quest/draft': { reply: QuestDraftView };
  /** Autosave of any shape. Throws `quest.changed` when `rev` is not the newest. */
  'POST /api/quests/draft': {
    body: { quest: string; rev: number; definition: unknown; cards: unknown[] };
    reply: QuestDraftView;
  };
  /** Makes the draft the next version. Throws `quest.invalid` while there are faults. Running learners keep theirs. */
  'POST /api/quests/publish': { body: { quest: string; rev: number }; reply: QuestDraftView };
  'POST /api/quests/audience': {
    body: { quest: string; kind: 'everyone' | 'department' | 'person'; holder: string; add: boolean };
    reply: QuestSummary;
  };
  'POST /api/quests/archive': { body: { quest: string; archived: boolean }; reply: QuestSummary };
  /** The trainer plays the draft as a learner would, on a practice account of their own; nothing counts. */
  'POST /api/quests/preview': { body: { quest: string; on: boolean }; reply: { ok: true } };
  'POST /api/quests/export': {
    body: { quest: string };
    reply: { fileName: string; mime: string; base64: string };
  };
  'POST /api/quests/import': { body: { base64: string }; reply: QuestDraftView };
  /** The ready questions of a bank one may see, counted: what stations can draw. */
  'GET /api/banks/:bank/ready': { reply: ReadyGroup[] };
  /** The quests a learner may sail, and the one they are on. */
  'GET /api/voyages': { reply: VoyageView[] };
  'POST /api/voyages/choose': { body: { quest: string }; reply: VoyageView[] };
};

export type QuestSummary = {
  id: string;
  name: LocalText;
  state: 'draft' | 'live' | 'archived';
  version: number;
  islands: number;
  stations: number;
  /** Learners by the version they are on. */
  cohorts: { version: number; learners: number }[];
  audience: { kind: 'everyone' | 'department' | 'person'; holder: string; name: string }[];
  changed: boolean;
  updatedAt: number;
};
export type QuestDraftView = QuestSummary & {
  rev: number;
  definition: Quest;
  cards: Card[];
  faults: QuestFault[];
  versions: { version: number; at: number; by?: string }[];
};
export type VoyageView = {
  quest: string;
  name: LocalText;
  islands: number;
  done: number;
  stations: number;
  current: boolean;
};
export type { Note, QuestFault };
