/**
 * What a critter can be made of. A look is kept as `look1-` and one base-36 digit a slot: the place of its part in these
 * lists, so they only ever grow at their ends.
 */
const COLOURS = [
  '7dd3fc',
  'a5b4fc',
  'c4b5fd',
  'f0abfc',
  'fda4af',
  'fca5a5',
  'fdba74',
  'fcd34d',
  'bef264',
  '6ee7b9',
  '5eead4',
  'e2e8f0',
];
const PARTS = {
  body: 'dome block tower chimney squat blob round tilt lean peak bell wedge wedgeInv steps'.split(' '),
  top: 'none horns hornsIn hornsSmall spike antenna antennae earsRound earsPointy earsDroop spikes fin crown sprout nub bobble'.split(
    ' ',
  ),
  eyes: 'round dots bigPupils sideeye inward mono uneven trio threeRow four happy closedLine wink squint wide sleepy angry monoSleepy close'.split(
    ' ',
  ),
  mouth:
    'smile tinySmile grin laugh teeth ooh line smirk wavy catMouth zigzag frown sad slant dot open tooth tongue blep'.split(
      ' ',
    ),
  pattern: 'none belly dots speckles bar bars spot stripes dotRow chevron ring'.split(' '),
  cheeks: 'none blush blushBig freckles'.split(' '),
  color: COLOURS,
  accent: COLOURS,
  background: [
    '0369a1',
    '1d4ed8',
    '4338ca',
    '6d28d9',
    'a21caf',
    'be185d',
    'be123c',
    'c2410c',
    'b45309',
    '047857',
    '0f766e',
    '1e293b',
  ],
} satisfies Record<string, readonly string[]>;

export type LookSlot = keyof typeof PARTS;
export const LOOK_SLOTS = Object.keys(PARTS) as LookSlot[];
/** A part of every slot. */
export type Look = Record<LookSlot, string>;

/** What the mall sells; everything else is free. */
const SOLD: ReadonlySet<string> = new Set([
  'top.crown',
  'top.fin',
  'top.sprout',
  'eyes.trio',
  'eyes.monoSleepy',
  'mouth.blep',
  'pattern.ring',
  'cheeks.freckles',
]);
/** Rings around a critter wherever its face is shown, and paints of the ship; all of them are sold. */
export const FRAMES = ['frame.rope', 'frame.coral', 'frame.gold', 'frame.pearl'] as const;
export const SKINS = ['skin.coral', 'skin.jade', 'skin.night', 'skin.sunset'] as const;

/** A part as the editor and the mall know it; its `id` is `slot.part`. `free` = nobody has to own it. */
export type LookPart = { id: string; slot: LookSlot; part: string; free: boolean };
export const LOOK_PARTS: readonly LookPart[] = LOOK_SLOTS.flatMap((slot) =>
  PARTS[slot].map((part) => ({ id: `${slot}.${part}`, slot, part, free: !SOLD.has(`${slot}.${part}`) })),
);
/** Every id that a virtual good may give. */
export const LOOK_GOODS: readonly string[] = [...SOLD, ...FRAMES, ...SKINS];
export const partsOf = (slot: LookSlot): readonly LookPart[] => LOOK_PARTS.filter((p) => p.slot === slot);

const HEAD = 'look1-';

/** A look as the short text that stands where a seed stands. */
export const writeLook = (look: Look): string =>
  HEAD +
  LOOK_SLOTS.map((slot) =>
    Math.max(0, (PARTS[slot] as readonly string[]).indexOf(look[slot])).toString(36),
  ).join('');

/** The look in such a text; undefined = it is a seed, or names a part that is none. */
export const readLook = (text: string): Look | undefined => {
  if (!text.startsWith(HEAD) || text.length !== HEAD.length + LOOK_SLOTS.length) return undefined;
  const read: Partial<Look> = {};
  for (const [i, slot] of LOOK_SLOTS.entries()) {
    const digit = text[HEAD.length + i] ?? '';
    const part = /^[0-9a-z]$/.test(digit) ? PARTS[slot][Number.parseInt(digit, 36)] : undefined;
    if (part === undefined) return undefined;
    read[slot] = part;
  }
  return read as Look;
};

/** Whether a part may be chosen: it is free, owned, or worn already. */
export const isOpen = (part: LookPart, owned: readonly string[], worn: Look): boolean =>
  part.free || owned.includes(part.id) || worn[part.slot] === part.part;

/** The parts of a look that somebody may not wear. */
export const lockedIn = (look: Look, owned: readonly string[], worn: Look): LookPart[] =>
  LOOK_PARTS.filter((p) => look[p.slot] === p.part && !isOpen(p, owned, worn));

/** A look by dice (0 <= x < 1) among the parts that may be chosen. */
export const anyLook = (random: () => number, owned: readonly string[], worn: Look): Look =>
  Object.fromEntries(
    LOOK_SLOTS.map((slot) => {
      const open = partsOf(slot).filter((p) => isOpen(p, owned, worn));
      return [slot, open[Math.floor(random() * open.length)]?.part ?? worn[slot]];
    }),
  ) as Look;
