import { z } from 'zod';
import { Assignment } from './assignment.ts';
import { AUTO_GRADED, QUESTION_TYPES, Question, type QuestionType } from './question.ts';
import { Survey } from './survey.ts';
import { Talk } from './talk.ts';
import { LocalText } from './text-shape.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug')
  .max(60);

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

export const STATION_KINDS = [
  'card',
  'practice',
  'scenario',
  'assignment',
  'survey',
  'exam',
  'boss',
] as const;
export type StationKind = (typeof STATION_KINDS)[number];

export const MOST_ISLANDS = 12;
export const MOST_STATIONS = 15;
/** Most questions of one exam, most of one practice, most HP of a boss. */
export const MOST_EXAM = 50;
export const MOST_ASKED = 30;

const level = z.int().min(1).max(5);
/** One row of an exam's blueprint: `n` questions of a knowledge point (absent = any) and a range of difficulty;
 * `essay` = essays, which no row without it draws. */
export const BlueprintRow = z.strictObject({
  point: slug.optional(),
  difficulty: z
    .tuple([level, level])
    .refine(([low, high]) => low <= high, 'blueprint.range')
    .optional(),
  essay: z.literal(true).optional(),
  n: z.int().min(1).max(MOST_EXAM),
});
export type BlueprintRow = z.output<typeof BlueprintRow>;

/** What an exam may ask: essays too, which a person marks. */
const EXAM_TYPES = new Set<QuestionType>([...AUTO_GRADED, 'essay']);

const asked = {
  /** Narrows the questions drawn to these knowledge points; absent = the whole bank. */
  points: z.array(slug).min(1).max(100).optional(),
  /** Narrows them to these types; absent = every type that the server marks by itself. */
  types: z
    .array(z.enum(QUESTION_TYPES).refine((t) => AUTO_GRADED.includes(t), 'station.type'))
    .min(1)
    .optional(),
  /** Where the questions come from; absent = the island's bank. */
  bank: slug.optional(),
};
export const CREDIT_KINDS = ['required', 'elective', 'practice'] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

const station = {
  id: slug,
  name: LocalText,
  /** What it takes; an exam's clock. */
  minutes: z.number().positive().max(240),
  /** True = the path goes on without it and the island is done without it. */
  optional: z.literal(true).optional(),
  /** What clearing it counts, instead of its share by credits.ts. */
  credits: z.strictObject({ kind: z.enum(CREDIT_KINDS), points: z.int().min(0).max(100) }).optional(),
};
/** Coins for clearing a station, instead of what rewards.ts pays: at most twice as much (MOST_PAID). */
const coins = (most: number) => z.int().min(0).max(most).optional();

/** The most a trainer may let a station pay: card, practice for each right answer, exam passed, boss beaten. */
export const MOST_PAID = {
  card: 20,
  practice: 10,
  scenario: 60,
  assignment: 120,
  survey: 20,
  exam: 200,
  boss: 160,
} as const;

/** A station of an island's path. What is absent is as rewards.ts says. */
export const Station = z.discriminatedUnion('kind', [
  z.strictObject({ ...station, kind: z.literal('card'), card: slug, coins: coins(MOST_PAID.card) }),
  z.strictObject({
    ...station,
    ...asked,
    kind: z.literal('practice'),
    questions: z.int().min(3).max(MOST_ASKED).optional(),
    coins: coins(MOST_PAID.practice),
  }),
  z.strictObject({ ...station, kind: z.literal('scenario'), talk: Talk, coins: coins(MOST_PAID.scenario) }),
  z.strictObject({
    ...station,
    kind: z.literal('assignment'),
    assignment: Assignment,
    coins: coins(MOST_PAID.assignment),
  }),
  z.strictObject({ ...station, kind: z.literal('survey'), survey: Survey, coins: coins(MOST_PAID.survey) }),
  /** With a blueprint its rows say how many questions there are. `pass` = share right, 0.5 to 1. */
  z.strictObject({
    ...station,
    ...asked,
    kind: z.literal('exam'),
    types: z
      .array(z.enum(QUESTION_TYPES).refine((t) => EXAM_TYPES.has(t), 'station.type'))
      .min(1)
      .optional(),
    questions: z.int().min(3).max(MOST_EXAM).optional(),
    pass: z.number().min(0.5).max(1).optional(),
    attemptsADay: z.int().min(1).max(20).optional(),
    blueprint: z.array(BlueprintRow).min(1).max(30).optional(),
    coins: coins(MOST_PAID.exam),
  }),
  z.strictObject({
    ...station,
    ...asked,
    kind: z.literal('boss'),
    boss: z.strictObject({ name: LocalText, icon: slug }),
    hp: z.int().min(3).max(MOST_ASKED).optional(),
    shields: z.int().min(1).max(9).optional(),
    coins: coins(MOST_PAID.boss),
  }),
]);
export type Station = z.output<typeof Station>;

const Place = z.strictObject({ x: z.number(), y: z.number(), w: z.number() });
/** Centre and width on the world map, in CSS pixels of a 1280x800 sea and of a 390x1330 phone strip. */
export const Places = z.strictObject({ landscape: Place, portrait: Place });
export type Places = z.output<typeof Places>;

/** The kinds of land in content/art/biomes.yaml. */
export const BIOMES = ['beach', 'forest', 'fort', 'volcano', 'blossom', 'snow'] as const;
export type BiomeName = (typeof BIOMES)[number];
export const ISLAND_SIZES = ['small', 'medium', 'large'] as const;
/** What an island is drawn from: the same style gives the same land. */
export const IslandStyle = z.strictObject({
  seed: z.int().min(0).max(999_999),
  biome: z.enum(BIOMES),
  size: z.enum(ISLAND_SIZES),
});
export type IslandStyle = z.output<typeof IslandStyle>;

const YYYYMMDD = z
  .int()
  .refine((n) => /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(String(n)), 'opening.date');
/**
 * When an island opens. `after-*` wait for an island (absent = the one before it): its exams passed, or all of it done;
 * `day` = on the nth play day of the learner's voyage (1 = the first), `date` = on an organisation day (YYYYMMDD), both
 * at 04:00; `open` = from the start.
 */
export const Opening = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('after-exam'), island: slug.optional() }),
  z.strictObject({ kind: z.literal('after-island'), island: slug.optional() }),
  z.strictObject({ kind: z.literal('day'), n: z.int().min(1).max(365) }),
  z.strictObject({ kind: z.literal('date'), day: YYYYMMDD }),
  z.strictObject({ kind: z.literal('open') }),
]);
export type Opening = z.output<typeof Opening>;

/** An island without its stations. */
export const IslandShell = z.strictObject({
  id: slug,
  name: LocalText,
  /** One line under the name: what this island is about. */
  about: LocalText,
  icon: slug,
  bank: slug,
  /** Absent = laid out by quest-places.ts. */
  place: Places.optional(),
  /** Absent = the shipped picture of this id. */
  style: IslandStyle.optional(),
  /** Absent = after the exam of the island before it. */
  opens: Opening.optional(),
});
export const Island = z.strictObject({
  ...IslandShell.shape,
  stations: z.array(Station).min(1).max(MOST_STATIONS),
});
export type Island = z.output<typeof Island>;

const share100 = z.int().min(0).max(100);
/** One way to graduate: so many islands done, credits (of 100), coins earned, or every exam passed with this share. */
export const Criterion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('islands'), n: z.int().min(1).max(MOST_ISLANDS) }),
  z.strictObject({ kind: z.literal('credits'), n: share100 }),
  z.strictObject({ kind: z.literal('coins'), n: z.int().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('exams'), share: z.number().min(0.5).max(1) }),
]);
export type Criterion = z.output<typeof Criterion>;

/** A quest without its islands. */
export const QuestShell = z.strictObject({
  id: slug,
  name: LocalText,
  days: z.int().positive().max(365),
  /** How the 100 credits are shared out; absent = 40, 30, 30. */
  credits: z
    .strictObject({ required: share100, elective: share100, practice: share100 })
    .refine((c) => c.required + c.elective + c.practice === 100, 'credits.sum')
    .optional(),
  /** Any one of them is enough; absent = all islands. */
  graduation: z.array(Criterion).min(1).max(4).optional(),
  /** What is received at the ceremony; `price` in coins, absent or 0 = granted. */
  medal: z
    .strictObject({ name: LocalText, icon: slug, price: z.int().min(0).max(100_000).optional() })
    .optional(),
});
export const Quest = z.strictObject({
  ...QuestShell.shape,
  islands: z.array(Island).min(1).max(MOST_ISLANDS),
});
export type Quest = z.output<typeof Quest>;
