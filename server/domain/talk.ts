import { z } from 'zod';
import type { Item } from './attempt.ts';
import { Slug } from './question.ts';
import { LocalText } from './text-shape.ts';

export const MOST_NODES = 60;
export const MOODS = ['calm', 'glad', 'worried', 'angry'] as const;
const mood = z.enum(MOODS).optional();

/** One thing the learner can say. `score`: 0 poor, 1 the best; `feedback` is told at the end of the talk. */
export const TalkOption = z.strictObject({
  id: Slug,
  text: LocalText,
  score: z.number().min(0).max(1),
  feedback: LocalText,
  next: Slug,
});
export type TalkOption = z.output<typeof TalkOption>;

/** A line of the other side or of the narrator, a choice of what to say, or an ending. */
export const TalkNode = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('line'),
    id: Slug,
    speaker: z.enum(['other', 'narrator']),
    mood,
    text: LocalText,
    next: Slug,
  }),
  z.strictObject({
    kind: z.literal('choice'),
    id: Slug,
    mood,
    /** What the other side says before the learner chooses. */
    text: LocalText,
    options: z.array(TalkOption).min(2).max(4),
  }),
  z.strictObject({ kind: z.literal('end'), id: Slug, mood, text: LocalText }),
]);
export type TalkNode = z.output<typeof TalkNode>;

/** A branching role play with a customer or colleague: a graph without loops from `start` to endings. */
export const Talk = z.strictObject({
  /** Who one talks to: `icon` is a name in content/art/icons. */
  other: z.strictObject({ name: LocalText, role: LocalText, icon: Slug }),
  situation: LocalText,
  start: Slug,
  nodes: z.array(TalkNode).min(2).max(MOST_NODES),
});
export type Talk = z.output<typeof Talk>;

/** From this share of the best possible score a role play clears its station; below, it is played again. */
export const TALK_PASS = 0.6;

/** One run: where the talk stands (`at` = a choice or an ending) and what was chosen on the way. It asks no questions:
 * `items` stays empty. */
export type TalkState = {
  kind: 'scenario';
  items: Item[];
  at: string;
  path: { node: string; option: string; at: number }[];
};
