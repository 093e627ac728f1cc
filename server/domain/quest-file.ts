import { z } from 'zod';
import { Slug } from './question.ts';
import { LocalText } from './text-shape.ts';

export const QUEST_FORMAT = 'archipelago-quest';
export const QUEST_FILE_VERSION = 1;

/** What of a bank is no question: `file` = where in the archive its questions are. */
const QuestFileBank = z.strictObject({
  id: z.string().min(1).max(64),
  name: LocalText,
  file: z.string().min(1).max(100),
  points: z.array(z.strictObject({ id: Slug, name: LocalText })).max(2000),
});
export type QuestFileBank = z.output<typeof QuestFileBank>;

/** `quest.json` of a quest file; the draft may be of any shape. `media` = what the cards show. */
export const QuestFile = z.strictObject({
  format: z.literal(QUEST_FORMAT),
  version: z.literal(QUEST_FILE_VERSION),
  definition: z.record(z.string(), z.unknown()),
  cards: z.array(z.unknown()).max(200),
  banks: z.array(QuestFileBank).max(200),
  media: z.array(z.strictObject({ name: z.string().min(1).max(100), alt: z.string().max(1000) })).max(2000),
});
export type QuestFile = z.output<typeof QuestFile>;
