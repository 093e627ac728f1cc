import { z } from 'zod';
import { Question } from './question.ts';
import { LocalText } from './text.ts';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug');

/** One panel of a study card: a text with a picture, or the one check question of the card. */
export const Panel = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    title: LocalText,
    /** Paragraphs are split by an empty line, list lines begin with "- ", **bold** is allowed; nothing else is. */
    body: LocalText,
    /** Name of an icon in content/art/icons, drawn large as the picture. */
    picture: slug,
    alt: LocalText,
  }),
  z.strictObject({ kind: z.literal('check'), question: Question }),
]);
export type Panel = z.output<typeof Panel>;

/** A study card: 3 to 6 panels, exactly one of them a check question. 45 to 90 seconds. */
export const Card = z.strictObject({
  id: slug,
  title: LocalText,
  point: slug,
  /** The company document this card comes from, shown as its source. */
  source: LocalText,
  panels: z
    .array(Panel)
    .min(3)
    .max(6)
    .refine((p) => p.filter((x) => x.kind === 'check').length === 1, 'card.one_check'),
});
export type Card = z.output<typeof Card>;

export const STATION_KINDS = ['card', 'practice', 'exam', 'boss'] as const;
export type StationKind = (typeof STATION_KINDS)[number];

const station = { id: slug, name: LocalText, minutes: z.number().positive() };
/** A station of an island's path. `points` narrows the questions drawn; absent = the whole bank of the island. */
export const Station = z.discriminatedUnion('kind', [
  z.strictObject({ ...station, kind: z.literal('card'), card: slug }),
  z.strictObject({ ...station, kind: z.literal('practice'), points: z.array(slug).min(1) }),
  z.strictObject({ ...station, kind: z.literal('exam') }),
  z.strictObject({
    ...station,
    kind: z.literal('boss'),
    boss: z.strictObject({ name: LocalText, icon: slug }),
  }),
]);
export type Station = z.output<typeof Station>;

const Place = z.strictObject({ x: z.number(), y: z.number(), w: z.number() });

export const Island = z.strictObject({
  id: slug,
  name: LocalText,
  /** One line under the name: what this island is about. */
  about: LocalText,
  icon: slug,
  bank: slug,
  /** Centre and width on the world map, in CSS pixels of a 1280x800 sea and of a 390x1330 phone strip. */
  place: z.strictObject({ landscape: Place, portrait: Place }),
  stations: z.array(Station).length(9),
});
export type Island = z.output<typeof Island>;

export const Quest = z.strictObject({
  id: slug,
  name: LocalText,
  days: z.int().positive(),
  islands: z.array(Island).length(6),
});
export type Quest = z.output<typeof Quest>;
